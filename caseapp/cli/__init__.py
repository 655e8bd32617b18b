"""The command line. A person's error ends with code 2 and one sentence, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from caseapp.cli.parser import build_parser
from caseapp.cli.screen import translate
from caseapp.errors import UserError
from caseapp.system import hardening, logs

EXIT_OK, EXIT_FOUND_FAULTS, EXIT_USER_ERROR = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    hardening.harden_process()
    try:
        options = build_parser(translate()).parse_args(arguments)
    except SystemExit as stop:  # argparse has already said its sentence
        return int(stop.code or 0)
    try:
        return int(options.run(options))
    except UserError as error:
        print(translate().error(error), file=sys.stderr)
        return EXIT_USER_ERROR
    except KeyboardInterrupt:
        print(translate()("Stopped; nothing is half done."), file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        sys.stderr.close()
        return EXIT_OK
    except Exception as error:
        logs.log_bug(error)
        sentence = translate()(
            "This is a fault in the program ({kind}); your records are as they were."
            " A note without content is in the log.",
            kind=type(error).__name__,
        )
        print(sentence, file=sys.stderr)
        return 70

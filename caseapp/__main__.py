"""`python -m caseapp` is the command line, or the child process of a packaged program."""

import sys

from caseapp.system.child import CHILD_FLAG


def start() -> int:
    """Tell the two apart before anything large is loaded."""
    if sys.argv[1:] == [CHILD_FLAG]:
        from caseapp.system import child_main

        return child_main.main()
    from caseapp.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(start())

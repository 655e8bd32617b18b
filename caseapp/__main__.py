"""`python -m caseapp` is the command line."""

import sys

from caseapp.cli import main

if __name__ == "__main__":
    sys.exit(main())

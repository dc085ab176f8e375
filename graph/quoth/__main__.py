"""`python -m quoth`: the command line."""

import sys

from quoth.cli import main

if __name__ == "__main__":
    sys.exit(main())

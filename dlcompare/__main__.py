"""`python -m dlcompare`: the command line."""

import sys

from dlcompare.cli import main

if __name__ == "__main__":
    sys.exit(main())

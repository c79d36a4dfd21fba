"""Entry of the frozen desktop. Child processes of a frozen program start here too."""

import sys

from clerkapp.bootstrap import clerkapp

if __name__ == "__main__":
    sys.exit(clerkapp(sys.argv[1:]))

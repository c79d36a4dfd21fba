"""Entry of the frozen clerkctl. Child processes of a frozen program start here too."""

import sys

from clerkapp.bootstrap import clerkctl

if __name__ == "__main__":
    sys.exit(clerkctl(sys.argv[1:]))

"""Entry of the frozen clerkctl. Child processes of a frozen program start here too."""

import multiprocessing
import sys

from clerkapp.evidence.child import CHILD_ARGUMENT, child_main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    # A child that reads a message: nothing else of the program is loaded beside a hostile file.
    if sys.argv[1:] == [CHILD_ARGUMENT]:
        sys.exit(child_main())
    from clerkapp.bootstrap import clerkctl

    sys.exit(clerkctl(sys.argv[1:]))

"""`python -m clerkapp` opens the desktop."""

import sys

from clerkapp.bootstrap import clerkapp

sys.exit(clerkapp(sys.argv[1:]))

"""Entry of the frozen desktop. Child processes of a frozen program start here too."""

import os
import sys

from clerkapp.bootstrap import clerkapp

ELSEWHERE = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")
"""Where another program's installer may have told every Qt to look for plugins."""

if __name__ == "__main__":
    for variable in ELSEWHERE:
        os.environ.pop(variable, None)
    sys.exit(clerkapp(sys.argv[1:]))

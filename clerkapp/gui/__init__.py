"""The desktop. The only room that imports PySide6."""

from clerkapp.gui import plain_import
from clerkapp.gui.immortal import keep_singletons

keep_singletons()
plain_import.restore()

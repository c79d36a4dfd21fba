"""Look at the gallery, or draw it.

    python -m tools.gallery [--palette P] [--scale S] [--screenshot DIR]

Without --screenshot the pages open in a window.
"""

import argparse
import sys
from pathlib import Path

from PySide6.QtCore import QSize

from clerkapp.gui.theme.theme import CHOICES, Theme, application
from clerkapp.gui.theme.tokens import SCALES
from tools.gallery.window import PAGES, open_page


def main(arguments: list[str]) -> int:
    """Show the pages, or draw them into a folder."""
    parser = argparse.ArgumentParser(description="All components and states.")
    parser.add_argument("--palette", choices=CHOICES, default="light")
    parser.add_argument("--scale", type=int, choices=SCALES, default=100)
    parser.add_argument("--size", default="1280x800", help="width x height of the window")
    parser.add_argument("--page", choices=list(PAGES), action="append")
    parser.add_argument("--screenshot", type=Path, help="folder for one picture a page")
    options = parser.parse_args(arguments)
    app = application()
    Theme(options.palette, options.scale).apply(app)
    width, height = (int(part) for part in options.size.split("x"))
    windows = {name: open_page(name, QSize(width, height)) for name in options.page or list(PAGES)}
    if options.screenshot is None:
        return app.exec()
    options.screenshot.mkdir(parents=True, exist_ok=True)
    for name, window in windows.items():
        window.activateWindow()
        for _round in range(5):
            app.processEvents()
        picture = f"{name}-{options.palette}-{options.scale}-{options.size}.png"
        window.grab().save(str(options.screenshot / picture))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

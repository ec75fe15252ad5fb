"""Nodewise: a command without a screen, or else the window."""

import os
import sys

from core.commandline import COMMANDS


def main() -> int:
    """Run the command line's command, or open the window (with a file, if one is named)."""
    arguments = sys.argv[1:]
    first = arguments[0] if arguments else ""
    is_file = first.endswith((".nodewise", ".json")) or os.path.exists(first)
    if first in COMMANDS or (first and not is_file):
        from core.commandline.main import main as run

        return run(arguments)
    from gui.app import main as open_window

    return open_window(arguments)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # a packed program starts its workers by itself
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())

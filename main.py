"""Nodewise: a command without a screen, or else the window."""

import sys
from pathlib import Path

from core.commandline import COMMANDS


def main() -> int:
    """Run the command line's command, or open the window (with a file, if one is named)."""
    arguments = sys.argv[1:]
    first = arguments[0] if arguments else ""
    is_file = Path(first).suffix in (".nodewise", ".json") or Path(first).exists()
    if first in COMMANDS or (first and not is_file):
        from core.commandline.main import main as run

        return run(arguments)
    from gui.app import main as open_window

    return open_window(arguments)


if __name__ == "__main__":
    sys.exit(main())

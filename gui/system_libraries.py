"""What Qt needs from a Linux system, told in one sentence before Qt would abort without one."""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from core.language import tr

OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
"""Packages with another name since Debian 13 and Ubuntu 24.04."""


def what_is_missing(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    release: Path = Path("/etc/os-release"),
    can_load: Callable[[str], bool] | None = None,
) -> str | None:
    """A message if the window cannot open on this system, None if it can."""
    if not platform.startswith("linux"):
        return None
    needed = dict(OFFSCREEN)
    chosen = environment.get("QT_QPA_PLATFORM", "")
    wants_screen = not chosen or chosen.startswith(("xcb", "wayland"))
    has_screen = bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
    if chosen.startswith("xcb") or (not chosen and environment.get("DISPLAY")):
        needed |= X11
    load = can_load or _can_load
    packages = sorted({package for name, package in needed.items() if not load(name)})
    if packages:
        return _install_line(packages, _release(release))
    if wants_screen and not has_screen:
        return tr(
            "Nodewise needs a screen to open its window, and there is none here (DISPLAY and "
            "WAYLAND_DISPLAY are empty). Its commands check, predict, gradient, explain and "
            "train work without one."
        )
    return None


def _install_line(packages: list[str], release: Mapping[str, str]) -> str:
    names = [RENAMED.get(p, p) if _has_new_names(release) else p for p in packages]
    return tr(
        "Nodewise cannot open its window: Qt needs libraries that are missing here. "
        "Install them with\n  {command}"
    ).format(command=f"sudo apt-get install -y {' '.join(names)}")


def _has_new_names(release: Mapping[str, str]) -> bool:
    since = {"debian": 13.0, "ubuntu": 24.04}.get(release.get("ID", ""))
    try:
        return since is not None and float(release.get("VERSION_ID", "0")) >= since
    except ValueError:
        return False


def _release(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split("=", 1) for line in lines if "=" in line)
    return {key: value.strip().strip('"') for key, value in pairs}


def _can_load(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True

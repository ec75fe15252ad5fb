"""What every test stands on: no real screen, no real settings, English.

``--headed`` shows the windows instead, and ``--pause MS`` waits between the steps of a journey.
"""

import multiprocessing
import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as examples

from core.language import set_language

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gui.document import Document
    from gui.settings import Settings

# As the program does in every process, and before NumPy comes: two threads for small products wait
# for each other, and on two cores that others use, too, a test took thirty times as long.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

# English wherever nothing else is chosen, here and in the processes that tests start; and UTF-8,
# which Qt says a warning without.
os.environ["LC_ALL"] = "C.UTF-8"

# The same examples in every run, however long they take; others by `--hypothesis-profile default`.
examples.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
examples.load_profile("same")

DEFAULT_PAUSE = 400
# How long to wait for what has to come, in ms: on a machine with much else to do, all comes late.
PATIENCE = 60_000
# What a case may be called: short, printable, and without what holds an address or another order
# in another process, such as a set, a dict or an object as they are printed.
PLAIN_NAME = re.compile(r"(?!.*0x[0-9a-f]{6})[ -;=?-Z^-z|~\[\]]{1,80}")
QT_IS_USED = {"qapp", "qtbot"}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("nodewise")
    group.addoption("--headed", action="store_true", help="show the windows, slowly")
    group.addoption(
        "--pause", type=int, default=None, metavar="MS", help="wait between a journey's steps"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """One process, not two, to watch windows one after the other, and for a single file."""
    single = len(config.args) == 1 and ".py" in config.args[0]
    if single or config.getoption("--headed"):
        config.option.numprocesses = 0


def pytest_configure(config: pytest.Config) -> None:
    os.chdir(config.rootpath)  # tests name files of the repository from there
    # Before any QApplication; a platform that is asked for by name is left alone.
    if not config.getoption("--headed"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Number the cases whose values make no name: both processes have to name all cases alike."""
    name = val if isinstance(val, str | bytes) else getattr(val, "__name__", None)
    plain = isinstance(name, str) and len(name) <= 40 and PLAIN_NAME.fullmatch(name)
    return argname if name is not None and not plain else None


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem() -> Iterator[object]:
    """Refuse what ``ids=`` and ``pytest.param(id=…)`` give that is no plain name."""
    found = yield
    for item in found if isinstance(found, list) else []:
        case = item.callspec.id if hasattr(item, "callspec") else "one"
        if not PLAIN_NAME.fullmatch(case):
            raise pytest.Collector.CollectError(
                f"{item.originalname}[{case}]: name this case by ids= or pytest.param(…, id=…), in "
                "at most 80 plain characters that are the same in every process."
            )
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest first, or at the end one process would wait for the other."""
    items.sort(key=lambda i: ("journeys" not in i.path.parts, "core" in i.path.parts))


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """Workers are shared by all tests and end with them; no other process and no memory stays."""
    yield
    if "gui.training.host" in sys.modules:
        from gui.training.host import stop_all

        stop_all()
    assert not multiprocessing.active_children()
    assert not [line for line in _mapped() if "/psm_" in line and "(deleted)" not in line]


def _mapped() -> list[str]:
    """The files that this process has in its memory."""
    maps = Path("/proc/self/maps")
    return maps.read_text().splitlines() if maps.exists() else []


@pytest.fixture(autouse=True)
def _isolated(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Give every test its own home for settings and recovery files, the English texts, and light
    colours at normal size.
    """
    home = tmp_path / "home"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("APPDATA", str(home))
    set_language("en")
    if QT_IS_USED & set(request.fixturenames):
        _isolate_qt(home)
    yield
    _let_threads_end()
    set_language("en")
    if QT_IS_USED & set(request.fixturenames):
        from gui.pasteboard import leave_to_qt

        leave_to_qt()


def _let_threads_end() -> None:
    """No thread that a test began goes on in the next one."""
    if "gui.threads" in sys.modules:
        from gui import threads

        until = monotonic() + PATIENCE / 1000
        while threads.is_any_busy():
            assert monotonic() < until, "A thread beside the window does not end."
            sleep(0.002)


def _isolate_qt(home: Path) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QStandardPaths

    from gui import qt_classes
    from gui.formula import glyphs
    from gui.theme import theme

    glyphs.load()  # otherwise a thread loads it, and tests end in the middle of it
    while not qt_classes.make_some():
        pass  # as a window does before it lets a thread have any

    # The windows of the last test wait for an event loop to be deleted in; there is none.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not sys.platform.startswith("linux"):
        # On Linux the folders named above are each test's own; this one is shared by all.
        QStandardPaths.setTestModeEnabled(True)
    QCoreApplication.setOrganizationName("Nodewise tests")
    QCoreApplication.setApplicationName("Nodewise")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(home / "settings"))
    theme().set(dark=False, scale=1.0)
    _release_keys()


def _release_keys() -> None:
    """Qt remembers the Shift of a test's last click, and the next test's `selectRow` heeds it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyClick(QWidget(), Qt.Key.Key_Escape)


@pytest.fixture
def qtbot(qtbot: "QtBot") -> "QtBot":
    """Wait with patience: how soon something comes is no question of a test."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitExposed", "waitActive"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE))
    return qtbot


@pytest.fixture
def settings(qapp: object, tmp_path: Path) -> "Settings":
    """Settings that nothing remembers after the test."""
    from PySide6.QtCore import QSettings

    from gui.settings import Settings

    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    return Settings(store)


@pytest.fixture
def document(qapp: object) -> "Document":
    """An empty document."""
    from gui.document import Document

    return Document()


@pytest.fixture
def pause(request: pytest.FixtureRequest, qtbot: "QtBot") -> Callable[[], None]:
    """Let whoever watches a journey follow it; does nothing when nobody does."""
    chosen = request.config.getoption("--pause")
    headed = request.config.getoption("--headed")
    milliseconds = chosen if chosen is not None else DEFAULT_PAUSE if headed else 0

    def wait() -> None:
        if milliseconds:
            qtbot.wait(milliseconds)

    return wait

"""`core` stands on its own: no window, no Qt."""

import pkgutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_import_contracts_are_kept() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_importing_all_of_core_imports_no_qt() -> None:
    import core

    modules = [m.name for m in pkgutil.walk_packages(core.__path__, "core.")]
    assert "core.files.reader" in modules
    assert "core.commandline.main" in modules
    code = (
        f"import importlib, sys; [importlib.import_module(m) for m in {modules!r}]; "
        "names = {name.split('.')[0] for name in sys.modules}; "
        "print(sorted(names & {'PySide6', 'shiboken6', 'ziamath', 'gui', 'pyqtgraph'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr

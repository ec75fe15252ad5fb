"""A table as people send it: semicolons, decimal commas, a BOM, gaps, words, and one slip."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from core.network.node import Role
from gui.data.import_dialog import ImportDialog
from gui.main_window import MainWindow
from gui.training.session import State
from tests.journeys.user import User, answering

Until = Callable[[Callable[[], bool]], None]
N = 60
WORTH = {"Norte": 40.0, "Sur": -20.0, "Este": 0.0}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Prices that follow from area, rooms and quarter, in a file with everything wrong with it."""
    rng = np.random.default_rng(3)
    lines = ["Área;Habitaciones;Barrio;Precio"]
    for i in range(N):
        area, rooms = round(rng.uniform(40, 140), 1), int(rng.integers(1, 6))
        quarter = list(WORTH)[i % 3]
        price = round(50 + 2.5 * area + 10 * rooms + WORTH[quarter] + rng.normal(0, 2), 2)
        cells = [area, rooms, quarter, price]
        lines.append(";".join(str(cell).replace(".", ",") for cell in cells))
    lines[9] = "95,5;;Sur;298,75"
    lines[14] = ";3;Norte;250"
    lines[21] = "7o,5;2;Este;245"  # the letter o
    path = tmp_path / "pisos.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode() + b"\r\n")
    return path


def test_a_messy_table_becomes_a_network_that_has_learned_it(
    window: MainWindow,
    user: User,
    until: Until,
    table: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(table), ""))
    document = window.document

    def put_in_order(dialog: QWidget) -> None:
        assert isinstance(dialog, ImportDialog)
        until(lambda: "is not a number" in dialog.status.text())
        assert (dialog.format.separator.key, dialog.format.decimal.key) == (";", ",")
        assert [line.name for line in dialog.columns.lines] == [
            "Área", "Habitaciones", "Barrio", "Precio",
        ]  # fmt: skip
        slip = "Row 21 (line 22), column “Área”: “7o,5” is not a number."
        assert dialog.status.text() == slip
        assert not dialog.use.isEnabled()
        user.reach(dialog.rows.bad_as_missing)
        user.click(dialog.rows.bad_as_missing)
        until(dialog.use.isEnabled)
        assert "rows dropped" in dialog.status.text()
        user.reach(dialog.rows.standardise_targets)
        user.click(dialog.rows.standardise_targets)
        user.pick(dialog.rows.missing, "fill")
        until(lambda: "cells filled" in dialog.status.text())
        assert f"{N} rows" in dialog.status.text()
        user.click(dialog.use)

    with answering(put_in_order) as dialogs:
        user.press("Ctrl+I")
    assert dialogs
    user.come_back()
    network = document.network
    assert document.undo_stack.undoText() == "Use the data pisos.csv"
    assert network.data.n_observations == N
    assert len(network.units(Role.INPUT)) == network.data.inputs.shape[1] == 4
    assert [column.name for column in network.data.target_columns] == ["Precio"]
    assert network.output_function == "identity"

    user.press("Ctrl+3")
    assert window.workspace == "train"
    session, controls = window.training, window.workshop.controls
    user.pick(controls.optimizer.method, "adam")
    user.write(controls.optimizer.rate, "0,05")
    user.write(controls.stop.epochs.lineEdit(), "400")
    user.click(window.workshop.top_bar.run_bar.buttons["toggle"])
    until(lambda: session.state is State.IDLE)
    (run,) = document.network.runs
    assert run.metrics["training.mae"] < 12  # as measured, with the gaps filled; alike for all: 60
    assert window.workshop.below.runs.model.rowCount() == 1

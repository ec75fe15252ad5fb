import time

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox

from core.datasets.table import Kind
from core.network.data import Part
from gui.data.column_model import Field
from gui.data.import_dialog import ImportDialog

MESSY = """Barrio;Área;Habitaciones;Garaje;Precio;Nota
Norte;85,5;3;sí;320,5;
Sur;62;2;no;180;
Norte;120,25;4;sí;;vendida
Este;70;;no;205,75;
Sur;55;2;no;150;
Norte;n/d;3;no;250;
Este;88;3;sí;265;
"""


@pytest.fixture
def opened(qtbot, small, settings, tmp_path):
    def open_text(text, name="houses.csv", wait=True):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        dialog = ImportDialog(path, small, settings)
        qtbot.addWidget(dialog)
        dialog.show()
        if wait:
            ready(qtbot, dialog)
        return dialog

    return open_text


def ready(qtbot, dialog):
    qtbot.waitUntil(
        lambda: (
            dialog._table is not None
            and not dialog._background.is_busy
            and dialog.status.text() != "Reading…"
        )
    )


def line(dialog, name):
    return next(i for i, x in enumerate(dialog.columns.lines) if x.name == name)


def test_how_the_file_is_written_is_guessed(opened):
    dialog = opened(MESSY)
    assert (dialog.format.separator.key, dialog.format.decimal.key) == (";", ",")
    assert dialog.format.header.isChecked()
    assert {x.name: x.use for x in dialog.columns.lines} == {
        "Barrio": "input", "Área": "input", "Habitaciones": "input", "Garaje": "input",
        "Precio": "target", "Nota": "ignore",
    }  # fmt: skip


def test_a_bad_cell_is_named_and_can_be_taken_for_missing(qtbot, opened, document):
    dialog = opened(MESSY)
    assert dialog.status.text() == "Row 6 (line 7), column “Área”: “n/d” is not a number."
    assert not dialog.use.isEnabled()
    dialog.rows.bad_as_missing.setChecked(True)
    ready(qtbot, dialog)
    assert dialog.status.text() == "5 inputs, 1 target, 4 rows, 3 rows dropped."
    model = dialog.columns
    becomes = model.index(line(dialog, "Barrio"), Field.BECOMES).data()
    assert becomes == "Norte = 1, Sur = 1; Este = 0"
    dialog.rows.missing.show_key("fill")
    dialog.rows.missing.chosen.emit("fill")
    qtbot.waitUntil(lambda: "filled" in dialog.status.text())
    assert dialog.status.text() == ("5 inputs, 1 target, 6 rows, 1 row dropped, 2 cells filled.")
    dialog.accept()
    assert document.undo_stack.undoText() == "Use the data houses.csv"
    data = document.network.data
    assert data.inputs.shape == (6, 5)
    assert [c.name for c in data.target_columns] == ["Precio"]
    assert abs(data.inputs[:, 2].mean()) < 1e-9
    document.undo_stack.undo()
    assert document.network.data.n_observations == 0


def test_uses_and_kinds_are_chosen_by_the_keyboard(qtbot, opened):
    dialog = opened("a,b,c\n1,2,3\n2,1,5\n1,4,4\n")
    view = dialog.columns_view
    view.selectRow(1)
    qtbot.keyClick(view, Qt.Key.Key_T)
    ready(qtbot, dialog)
    assert dialog.status.text().startswith("1 input, 2 targets, 3 rows")
    qtbot.keyClick(view, Qt.Key.Key_X)
    ready(qtbot, dialog)
    assert [x.use for x in dialog.columns.lines] == ["input", "ignore", "target"]
    view.setCurrentIndex(dialog.columns.index(0, Field.KIND))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    box = view.findChild(QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.columns.lines[0].kind is Kind.CATEGORY)
    ready(qtbot, dialog)
    assert dialog.columns.index(0, Field.BECOMES).data() == "2 = 1; 1 = 0"


def test_another_separator_reads_the_file_anew(qtbot, opened):
    dialog = opened("a,b;c,d\n1,2;3,4\n2,3;5,6\n3,1;7,9\n")
    other = "," if dialog.format.separator.key == ";" else ";"
    n = len(dialog.columns.lines)
    dialog.format.separator.show_key(other)
    dialog.format.separator.chosen.emit(other)
    ready(qtbot, dialog)
    assert len(dialog.columns.lines) != n


def test_a_column_that_says_the_part_splits(qtbot, opened, document):
    dialog = opened("x,y,part\n1,2,training\n2,3,test\n3,4,validation\n4,5,training\n")
    assert dialog.columns.lines[2].use == "part"
    dialog.accept()
    assert [document.network.data.count(part) for part in Part] == [2, 1, 1]


def test_a_file_that_is_no_table_is_refused_in_words(opened, qtbot):
    dialog = opened("", wait=False)
    qtbot.waitUntil(lambda: dialog.status.text() not in ("", "Reading…"))
    assert "has no observations" in dialog.status.text()
    assert not dialog.use.isEnabled()


def test_the_window_answers_while_a_large_file_is_read_and_reading_can_be_stopped(qtbot, opened):
    rng = np.random.default_rng(0)
    rows = "\n".join(",".join(f"{v:.4f}" for v in row) for row in rng.normal(size=(60_000, 6)))
    # Its own processor time: what others do on the machine says nothing about the window.
    gaps, last = [], [0.0]

    def tick():
        now = time.thread_time()
        gaps.append(now - last[0])
        last[0] = now

    dialog = opened(f"a,b,c,d,e,f\n{rows}\n", wait=False)
    timer = QTimer(dialog)
    timer.timeout.connect(tick)
    last[0] = time.thread_time()
    timer.start(1)
    shares = []
    dialog._reader.progressed.connect(shares.append)
    qtbot.waitUntil(lambda: len(shares) > 3)
    assert dialog.preview.rowCount() == 200
    assert shares == sorted(shares)
    ready(qtbot, dialog)
    timer.stop()
    assert dialog.prepared.data.n_observations == 60_000
    assert max(gaps) < sum(gaps) / 2, "the window answered late"
    dialog.read(dialog._path)
    dialog.stop.click()
    assert not dialog._reader.is_busy
    assert "stopped" in dialog.status.text()
    assert not dialog.use.isEnabled()

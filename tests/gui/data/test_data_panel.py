from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from core.datasets.catalogue import load
from core.datasets.csv_reading import read_table
from core.datasets.split import Fractions, split
from core.language import Message
from core.network.network import Network
from core.training.proposal import propose_network
from gui.data.data_panel import DataSection
from gui.data.desk import DataDesk


@pytest.fixture
def section(qtbot, document, settings):
    section = DataSection(None, document, settings)
    qtbot.addWidget(section)
    section.resize(280, 400)
    section.show()
    return section


def test_without_data_it_says_where_to_get_some(section):
    assert "learns from observations" in section.empty.text()
    assert not section.empty.isHidden()
    assert section.export.isHidden()


def test_it_shows_name_size_split_and_source(section, document):
    data = split(load("moons", n=100), Fractions(0.2, 0.1))
    document.edit(Message("Use the data"), replace(document.network, data=data))
    assert section.section.heading.text() == "DATA · Two moons"
    assert section.told.text() == "100 rows, 2 inputs, 1 target"
    assert section.split.text() == "70 / 20 / 10"
    assert "CC0-1.0" in section.source.text()
    assert section.empty.isHidden()


def test_a_mismatch_is_explained_and_put_right_with_one_click(section, unfit):
    assert "classes" in section.fit.warning.text()
    assert section.fit.fix.toolTip() == "Use Logistic and Binary cross-entropy"
    section.fit.fix.click()
    assert (unfit.network.output_function, unfit.network.loss) == (
        "logistic", "binary_cross_entropy",
    )  # fmt: skip
    assert unfit.undo_stack.undoText() == "Use Logistic and Binary cross-entropy"
    assert section.fit.isHidden()


def test_weights_that_change_do_not_make_it_look_again(section, moons, monkeypatch):
    monkeypatch.setattr(section, "refresh", lambda: pytest.fail("looked again"))
    moons.preview(replace(moons.network, title="T"))


@pytest.fixture
def desk(qtbot, moons, settings):
    parent = QWidget()
    qtbot.addWidget(parent)
    desk = DataDesk(moons, settings, parent)
    desk.keep = parent
    return desk


def test_exported_data_say_the_part_of_every_row(qtbot, desk, moons, tmp_path):
    data = split(moons.network.data, Fractions(0.25, 0.25))
    moons.edit(Message("Split"), replace(moons.network, data=data))
    with qtbot.waitSignal(desk.told) as told:
        desk.export_to(tmp_path / "moons.csv")
    assert str(told.args[0]) == "Saved as moons.csv."
    table = read_table(tmp_path / "moons.csv")
    assert table.names == ("x1", "x2", "class", "part")
    assert table.n_rows == 40
    assert sorted(table["part"].levels) == ["test", "training", "validation"]


def test_a_file_that_cannot_be_written_is_told(qtbot, desk, tmp_path):
    with qtbot.waitSignal(desk.told) as told:
        desk.export_to(tmp_path / "nowhere" / "moons.csv")
    assert "moons.csv" in str(told.args[0])


def test_without_rows_there_is_nothing_to_split_or_export(qtbot, desk, moons):
    moons.load(Network(), None)
    for act in (desk.split, desk.export):
        with qtbot.waitSignal(desk.told) as told:
            act()
        assert "no observations" in str(told.args[0])


def test_the_inspector_says_the_same_of_the_network(qtbot, unfit, settings):
    from gui.drawing import Drawing
    from gui.inspector.panel import InspectorPanel

    panel = InspectorPanel(unfit, Drawing(unfit, settings), settings)
    qtbot.addWidget(panel)
    note = panel.network_page.fit
    assert "classes" in note.warning.text()
    note.fix.click()
    assert unfit.network.output_function == "logistic"
    assert note.isHidden()
    unfit.undo_stack.undo()
    assert not note.isHidden()


def test_large_numbers_are_standardised_with_one_click(section, document):
    data = load("windsor")
    raw = replace(
        data,
        inputs=data.measured_inputs(data.inputs),
        targets=data.measured_targets(data.targets),
        input_columns=tuple(replace(c, mean=0.0, sd=1.0) for c in data.input_columns),
        target_columns=tuple(replace(c, mean=0.0, sd=1.0) for c in data.target_columns),
    )
    document.load(propose_network(Network(), raw), None)
    assert "Standardise" in section.fit.warning.text()
    assert section.fit.fix.isHidden()
    section.fit.scale.click()
    after = document.network.data
    assert np.allclose(after.inputs, data.inputs)
    assert np.allclose(after.targets, data.targets)
    assert section.fit.isHidden()
    assert document.undo_stack.undoText() == "Standardise the data"

import pytest

from core.network.data import Part
from gui.data.split_dialog import SplitDialog


@pytest.fixture
def dialog(qtbot, moons, settings):
    dialog = SplitDialog(moons, settings)
    qtbot.addWidget(dialog)
    ready(qtbot, dialog)
    return dialog


def ready(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._background.is_busy)


def counts(data):
    return [data.count(part) for part in Part]


def test_shares_are_counted_while_typing_and_are_one_change(qtbot, dialog, document):
    dialog.validation.setValue(25)
    dialog.test.setValue(10)
    ready(qtbot, dialog)
    assert dialog.counts.text() == "26 rows for training, 10 for validation, 4 for test."
    dialog.accept()
    assert counts(document.network.data) == [26, 10, 4]
    assert document.undo_stack.undoText() == "Split the data"
    document.undo_stack.undo()
    assert counts(document.network.data) == [40, 0, 0]


def test_the_seed_draws_other_rows(qtbot, dialog):
    first = dialog.result_data.split
    dialog.seed.setValue(1)
    ready(qtbot, dialog)
    assert (dialog.result_data.split != first).any()
    dialog.seed.setValue(0)
    ready(qtbot, dialog)
    assert (dialog.result_data.split == first).all()


def test_given_rows_are_read_and_refused_by_name(qtbot, dialog, document):
    dialog.by_rows.setChecked(True)
    dialog.test_rows.setText("1-3, 40")
    ready(qtbot, dialog)
    assert counts(dialog.result_data) == [36, 0, 4]
    dialog.validation_rows.setText("3, 99")
    ready(qtbot, dialog)
    assert "99" in dialog.counts.text()
    assert not dialog.use.isEnabled()
    dialog.accept()
    assert document.undo_stack.count() == 0


def test_stratified_parts_have_every_class(qtbot, dialog, document):
    dialog.stratified.setChecked(True)
    dialog.test.setValue(50)
    dialog.validation.setValue(0)
    ready(qtbot, dialog)
    test = dialog.result_data.part(Part.TEST)
    assert test.targets.sum() == len(test.targets) / 2


def test_it_begins_with_the_split_that_there_is(qtbot, dialog, document, settings):
    dialog.by_rows.setChecked(True)
    dialog.test_rows.setText("1-4")
    ready(qtbot, dialog)
    dialog.accept()
    again = SplitDialog(document, settings)
    qtbot.addWidget(again)
    assert again.test_rows.text() == "1-4"
    assert (again.validation.value(), again.test.value()) == (0, 10)
    ready(qtbot, again)

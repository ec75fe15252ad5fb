"""Settings take effect at once; shortcuts can be searched; a parameter is found by name."""

import pytest

from core.files.reader import read_network
from core.language import set_language
from core.network.edge import Parameter
from core.network.node import Unit
from core.network.notation import IndexOrder, Letters
from gui.action_table import ACTIONS
from gui.appearance import post_language_change
from gui.dialogs.about_dialog import AboutDialog
from gui.dialogs.parameter_dialog import ParameterDialog
from gui.dialogs.settings_dialog import SettingsDialog
from gui.dialogs.shortcuts_dialog import ShortcutsDialog
from gui.lessons import lesson
from gui.theme import theme


@pytest.fixture
def dialog(qtbot, settings):
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    return dialog


def test_notation_takes_effect_at_once(dialog, settings):
    dialog.index_order.setCurrentIndex(1)
    dialog.letters.setCurrentIndex(1)
    dialog.decimals.setValue(12)
    dialog.decimal_mark.setCurrentIndex(1)
    notation = settings.notation
    assert notation.index_order is IndexOrder.SOURCE_FIRST
    assert notation.letters is Letters.Z_A
    assert notation.decimals == 12
    assert dialog._sample.text().startswith("147,499775580803")


def test_the_settings_grow_with_the_text_that_is_chosen_there(dialog):
    small = dialog.width()
    theme().set(scale=1.25)
    assert dialog.width() > small
    dialog.resize(dialog.width() + 10, dialog.height())
    wide = dialog.width()
    theme().set(dark=True)  # which is no reason to be of another size
    assert dialog.width() == wide


def test_look_and_weights_take_effect_at_once(dialog, settings):
    dialog.language.setCurrentIndex(dialog.language.findData("es"))
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.text_scale.setCurrentIndex(dialog.text_scale.findData(250))
    dialog.initial_weight.setCurrentIndex(dialog.initial_weight.findData("he"))
    dialog.reduced_motion.setChecked(True)
    dialog.seed.setValue(7)
    chosen = {
        key: settings.get(key)
        for key in ("language", "theme", "text_scale", "initial_weight", "initial_seed")
    }
    assert chosen == {
        "language": "es", "theme": "dark", "text_scale": 250,
        "initial_weight": "he", "initial_seed": 7,
    }  # fmt: skip
    assert settings.get("reduced_motion") is True


def test_the_settings_change_their_own_language(dialog, qapp):
    set_language("es")
    post_language_change(qapp)
    assert dialog.windowTitle() == "Ajustes"
    assert dialog.theme.itemText(1) == "Claro"


def test_shortcuts_list_every_command_with_keys_and_can_be_searched(qtbot):
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    shown = dialog.shown()
    with_keys = [spec.text.replace("…", "") for spec in ACTIONS if spec.keys]
    assert shown[: len(with_keys)] == with_keys
    dialog.search.setText("ctrl+z")
    assert dialog.shown() == ["Undo", "Redo"][: len(dialog.shown())]
    dialog.search.setText("chain rule")
    assert "Explain this" in dialog.shown()
    assert "Undo" not in dialog.shown()


def test_about_credits_the_lecture_and_names_the_licences(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    text = dialog.page.toPlainText()
    for words in ("Ignacio Sarmiento-Barbieri", "MIT", "LGPL", "Polyak", "Cybenko", "STIX"):
        assert words in text


@pytest.fixture
def names(qtbot, document, settings):
    document.load(read_network(lesson("house-prices").path), None)
    dialog = ParameterDialog(document, settings)
    qtbot.addWidget(dialog)
    return dialog


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("w11", Parameter(Unit("a1"), Unit("x1"))),
        ("x1->a1", Parameter(Unit("a1"), Unit("x1"))),
        ("beta2", Parameter(Unit("y"), Unit("a2"))),
        ("w10", Parameter(Unit("a1"))),
    ],
)
def test_a_parameter_is_found_by_name(names, name, parameter):
    names.field.setText(name)
    names._take()
    assert names.parameter == parameter


def test_an_unknown_name_is_told_and_the_dialog_stays(names):
    names.field.setText("w99")
    names._take()
    assert names.parameter is None
    assert "w99" in names.problem.text()
    assert names.result() == 0


def test_a_parameter_can_be_chosen_from_the_list(names):
    names.list.setCurrentRow(0)
    names._take()
    assert names.parameter == Parameter(Unit("a1"))

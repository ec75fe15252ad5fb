"""The table of commands: complete, without clashes, every one carried out by somebody."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from core.language import set_language
from core.network.node import Role
from gui.action_table import ACTIONS, BY_NAME
from gui.icons import icon_names
from gui.menus import CONTEXT, MENUS, Sub
from gui.rules import RULES


def names_in(entries):
    for entry in entries:
        if isinstance(entry, Sub):
            yield from names_in(entry.entries)
        elif entry is not None:
            yield entry


IN_MENUS = set(names_in(MENUS))


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda s: s.name)
def test_a_command_says_what_it_is_called_and_does_and_when(spec):
    assert spec.text
    assert spec.tip.endswith((".", "β₀ and the loss."))
    assert spec.needs in RULES
    assert not spec.icon or spec.icon in icon_names()


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda s: s.name)
def test_a_command_can_be_found_in_a_menu(spec):
    special = {"file.clear_recent"}  # in the submenu of recent files
    assert spec.name in IN_MENUS | special


def test_no_command_is_there_twice_and_no_menu_names_an_unknown_one():
    assert len(BY_NAME) == len(ACTIONS)
    for entries in (MENUS, *CONTEXT.values()):
        assert set(names_in(entries)) <= BY_NAME.keys()


@pytest.mark.parametrize("other", ["step", "train"])
def test_no_key_belongs_to_two_commands(other):
    """Step and Train are never in front together, so they may share keys."""
    usable = [spec for spec in ACTIONS if spec.scope != other]
    keys = Counter(QKeySequence(key).toString() for spec in usable for key in spec.keys)
    assert [key for key, n in keys.items() if n > 1] == []
    assert "" not in keys


def test_somebody_carries_every_command_out(window):
    window.workshop.ensure_session()
    for spec in ACTIONS:
        prefix, _, method = spec.method.partition(".")
        assert callable(getattr(window.actions_._targets[prefix], method)), spec.name


def test_rules_that_do_not_hold_say_why_in_the_tooltip(window):
    undo = window.actions_["edit.undo"]
    assert not undo.isEnabled()
    assert "There is nothing to undo." in undo.toolTip()
    run = window.actions_["train.toggle"]
    assert not run.isEnabled()
    assert "workspace Train" in run.toolTip()


def test_undo_and_redo_name_the_change_in_the_language_in_use(window):
    drawing = window.workshop.drawing
    drawing.add_node(Role.INPUT)
    undo = window.actions_["edit.undo"]
    assert undo.text() == "Undo Add X₁"
    undo.trigger()
    assert not window.document.network.nodes
    assert window.actions_["edit.redo"].text() == "Redo Add X₁"
    assert undo.text() == "Undo"
    window.actions_["edit.redo"].trigger()
    window.settings.set("language", "es")
    set_language("es")
    window.actions_.retranslate()
    window.refresh()
    assert undo.text() == "Deshacer: Agregar X₁"


def test_a_refusal_is_shown_and_goes_with_the_next_action(window):
    window.show_drawing()
    window.workshop.drawing.add_node(Role.INPUT)
    window.actions_.run("draw.align", "left")
    assert "at least two nodes" in window.workshop.messages.text
    window.actions_["edit.add_hidden"].trigger()
    assert window.workshop.messages.text == ""


def test_context_menus_offer_what_makes_sense(window):
    for target in CONTEXT:
        menu = window.menus.context_menu(target, window)
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert texts
        assert all(texts)

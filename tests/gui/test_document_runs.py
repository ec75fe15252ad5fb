"""Runs are a log: undo goes past them, and what was done to the log itself is undone."""

from dataclasses import replace

from core.language import Message
from core.network.network import Network
from core.network.run import Run
from gui.document import Document


def names(document: Document) -> list[str]:
    return [run.name for run in document.network.runs]


def test_undo_takes_weights_back_and_leaves_the_run(qapp):
    document = Document()
    document.load(Network(title="before"), None)
    document.edit(Message("Train"), Network(title="after"))
    document.add_run(Run("first"))
    document.undo_stack.undo()
    assert (document.network.title, names(document)) == ("before", ["first"])
    document.undo_stack.redo()
    assert (document.network.title, names(document)) == ("after", ["first"])


def test_deleting_a_run_is_undone_beside_runs_that_came_later(qapp):
    document = Document()
    document.add_run(Run("first"))
    assert document.is_modified
    document.edit(Message("Delete"), replace(document.network, runs=()))
    document.add_run(Run("second"))
    document.undo_stack.undo()
    assert names(document) == ["first", "second"]
    document.undo_stack.redo()
    assert names(document) == ["second"]
    document.set_clean()
    assert not document.is_modified

"""What can be done to the records of a document, each as one change that can be undone."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from core.language import Counted, Message, translatable
from core.network.errors import NodewiseError
from core.network.run import MOST_WEIGHTS, Run, Weights
from core.training.settings import TrainingSettings
from gui.document import Document
from gui.runs.words import is_baseline, run_words
from gui.training.records import with_added


class NotKeptError(NodewiseError):
    """Weights that a run does not have."""

    template = translatable("{problem}")


class RunEdits:
    """Changes the table of runs; a run is named by its place in it."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs as they are kept now."""
        return self._document.network.runs

    def rename(self, index: int, name: str) -> None:
        """Call a run something else; a blank name changes nothing."""
        name = " ".join(name.split())
        if name and name != self.runs[index].name:
            message = Message("Rename {run}", run=run_words(self.runs[index]))
            self._change(message, [index], lambda run: replace(run, name=name))

    def recolour(self, indices: Iterable[int], colour: int) -> None:
        """Give runs another colour and dashes."""
        chosen = list(indices)
        message = Message("Colour {runs}", runs=self._words(chosen))
        self._change(message, chosen, lambda run: replace(run, colour=colour))

    def show(self, indices: Iterable[int], shown: bool) -> None:
        """Draw runs in the plots, or leave them out."""
        chosen = list(indices)
        template = translatable("Show {runs}") if shown else translatable("Hide {runs}")
        message = Message(template, runs=self._words(chosen))
        self._change(message, chosen, lambda run: replace(run, shown=shown))

    def show_only(self, indices: Iterable[int]) -> None:
        """Draw these runs and no others."""
        chosen = list(indices)
        runs = tuple(replace(run, shown=i in chosen) for i, run in enumerate(self.runs))
        self._push(Message("Show only {runs}", runs=self._words(chosen)), runs)

    def delete(self, indices: Iterable[int]) -> None:
        """Take runs out of the table."""
        chosen = set(indices)
        if chosen:
            kept = tuple(run for i, run in enumerate(self.runs) if i not in chosen)
            self._push(Message("Delete {runs}", runs=self._words(chosen)), kept)

    def add(self, runs: Iterable[Run], message: Message) -> None:
        """Keep the records of an experiment, as one change."""
        added = tuple(runs)
        if added:
            self._push(message, with_added(self.runs, added))

    def restore(self, index: int, *, start: bool = False, settings: bool = False) -> None:
        """Give the network the weights of a run, and the run's settings if wanted.

        Raises `NotKeptError` where there are none, `OtherNetworkError` where the drawing is
        another one now.
        """
        run = self.runs[index]
        is_large = self._document.network.n_parameters > MOST_WEIGHTS
        network = _weights_of(run, start, is_large).into(self._document.network)
        if settings:
            known = TrainingSettings.of(run.settings)
            network = replace(network, training=known.into(network.training))
        template = (
            translatable("Start weights of {run}")
            if start
            else translatable("End weights of {run}")
        )
        self._document.edit(Message(template, run=run_words(run)), network)

    def _words(self, indices: Iterable[int]) -> object:
        chosen = list(indices)
        if len(chosen) == 1:
            return run_words(self.runs[chosen[0]])
        return Counted("{n} run", "{n} runs", len(chosen))

    def _change(
        self, message: Message, indices: Iterable[int], changed: Callable[[Run], Run]
    ) -> None:
        chosen = set(indices)
        runs = tuple(changed(run) if i in chosen else run for i, run in enumerate(self.runs))
        self._push(message, runs)

    def _push(self, message: Message, runs: tuple[Run, ...]) -> None:
        self._document.edit(message, replace(self._document.network, runs=runs))


def _weights_of(run: Run, start: bool, is_large: bool) -> Weights:
    weights = run.start if start else run.end
    if weights is not None:
        return weights
    if is_baseline(run):
        raise NotKeptError(
            problem=Message(
                "{run} is a linear model: it has coefficients, but no weights of this network.",
                run=run_words(run),
            )
        )
    sentence = translatable("The weights of {run} were not kept with it.")
    if is_large:
        sentence = translatable(
            "The weights of {run} were not kept with it: of networks this large only the end of the"
            " newest three runs is."
        )
    raise NotKeptError(problem=Message(sentence, run=run_words(run)))

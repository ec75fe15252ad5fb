"""One table of weights with its numbers of now: what the heat-map and what is beside it show."""

from math import floor, log10

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.language import Message
from core.network.edge import Parameter
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array, Unit
from core.network.weight_table import WeightTable, image_shape, pixel_of
from gui.document import Document
from gui.drawing import Drawing
from gui.drawing_texts import some_parameters
from gui.settings import Settings
from gui.weights.live import LiveNumbers
from gui.weights.picture import usual_limit
from gui.weights.words import absent_text, cell_text, named_text, short_text, unit_text

_NICE = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


class Sheet(QObject):
    """The numbers of one table; ``changed`` after each other number, ``replaced`` with the table.

    Edits go to the document: one change each, that can be undone.
    """

    changed = Signal()
    replaced = Signal()

    def __init__(
        self,
        document: Document,
        drawing: Drawing,
        settings: Settings,
        live: LiveNumbers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.drawing, self.settings, self.live = document, drawing, settings, live
        self.table: WeightTable | None = None
        self.values: Array = np.zeros((0, 0))
        self.limit = 1.0
        self._named: tuple[Network, Names] | None = None
        self._read: Network | None = None
        self._headings: dict[tuple[int, bool], str] = {}
        self._frozen: tuple[Network, list[tuple[int, int, int, int]]] | None = None
        document.network_changed.connect(self._leave)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.values.shape[0], self.values.shape[1]

    @property
    def image(self) -> tuple[int, int] | None:
        """The image whose pixels, all of them and in order, the weights come from; else None."""
        network = self.document.network
        shape = image_shape(network)
        if self.table is None or shape is None or len(self.table.sources) != shape[0] * shape[1]:
            return None
        first, last = self.table.sources[0], self.table.sources[-1]
        ends = pixel_of(network, first), pixel_of(network, last)
        whole = ends[0] is not None and ends[1] is not None and ends[0][0] == 1
        return shape if whole and ends[1] and ends[1][0] == shape[0] * shape[1] else None

    @property
    def network(self) -> Network:
        """The network that the numbers are from."""
        network = self.live.network
        if network is self.document.network or network is self._read or self.table is None:
            return network
        return network if self.table.fits(network) else self.document.network

    @property
    def names(self) -> Names:
        """The names of the document's drawing."""
        network = self.document.network
        if self._named is None or self._named[0] is not network:
            self._named = network, Names(network, self.settings.notation)
            self._headings.clear()
        return self._named[1]

    def show(self, table: WeightTable | None) -> None:
        """Show another table."""
        self.table, self._read, self._named = table, None, None
        self._frozen = None
        self._headings.clear()
        self._take()
        self.replaced.emit()

    def refresh(self) -> None:
        """Take the numbers of now; nothing is told where they are the same."""
        if self.table is not None and self.network is not self._read:
            self._take()
            self.changed.emit()

    def _leave(self, _before: Network, after: Network) -> None:
        """Show nothing rather than units that are no more; who looks is given another table."""
        if self.table is not None and not self.table.fits(after):
            self.show(None)

    def _take(self) -> None:
        if self.table is None:
            self.values = np.zeros((0, 0))
            return
        self._read = self.network
        self.values = self.table.values(self._read)
        self.limit = nice_limit(usual_limit(self.values))

    @property
    def frozen(self) -> list[tuple[int, int, int, int]]:
        """Where weights are frozen: row, column, height and width of each rectangle of cells."""
        network = self.document.network
        if self.table is None or not self.table.fits(network):
            return []
        if self._frozen is None or self._frozen[0] is not network:
            self._frozen = network, self.table.frozen_boxes(network)
        return self._frozen[1]

    @property
    def is_frozen(self) -> bool:
        """Return whether every weight is frozen."""
        return self.frozen == [(0, 0, *self.shape)]

    def parameter(self, row: int, column: int) -> Parameter | None:
        """The weight of a cell, None where there is none."""
        if self.table is None:
            return None
        parameter = self.table.parameter(row, column)
        return parameter if self.document.network.has(parameter) else None

    def units(self, row: int, column: int) -> tuple[Unit, Unit]:
        """What the row and the column of a cell stand for."""
        assert self.table is not None
        return self.table.row_units[row], self.table.column_units[column]

    # Words

    def text(self, row: int, column: int) -> str:
        """Read a cell."""
        assert self.table is not None
        cell = (*self.units(row, column), self.table.parameter(row, column))
        return cell_text(self.network, self.names, cell, self.settings.notation)

    def why_absent(self, row: int, column: int) -> str:
        """Say why there is no weight in a cell."""
        assert self.table is not None
        parameter = self.table.parameter(row, column)
        return absent_text(self.document.network, self.names, parameter)

    def heading(self, index: int, across: bool) -> str:
        """The name of a column, or of a row."""
        assert self.table is not None
        names = self.names  # forgets the headings of another drawing
        found = self._headings.get((index, across))
        if found is None:
            units = self.table.column_units if across else self.table.row_units
            found = short_text(self.document.network, names, units[index])
            self._headings[index, across] = found
        return found

    def unit_text(self, index: int, across: bool) -> str:
        """A row or a column in words."""
        assert self.table is not None
        units = self.table.column_units if across else self.table.row_units
        return unit_text(self.document.network, self.names, units[index])

    def named(self, unit: Unit) -> str:
        """A unit by name."""
        return named_text(self.document.network, self.names, unit)

    # Edits

    def set_value(self, row: int, column: int, value: float) -> None:
        """Set one weight."""
        parameter = self.parameter(row, column)
        if parameter is not None:
            self.drawing.set_value(parameter, value)

    def set_block(self, row: int, column: int, block: Array) -> None:
        """Set a block of weights as one change; NaN leaves one as it is."""
        n = int(np.count_nonzero(~np.isnan(block)))
        if self.table is None or not n:
            return
        if n == 1:
            i, j = (int(k[0]) for k in np.nonzero(~np.isnan(block)))
            self.set_value(row + i, column + j, float(block[i, j]))
            return
        self.document.finish_preview()
        after = self.table.with_block(self.document.network, row, column, block)
        self.document.edit(Message("Set {what}", what=some_parameters(n)), after)


def nice_limit(limit: float) -> float:
    """The next round number: the colours stand still while the weights move a little."""
    if not (limit > 0 and np.isfinite(limit)):
        return 1.0
    power = 10.0 ** floor(log10(limit))
    return next((n * power for n in _NICE if n * power >= limit * (1 - 1e-9)), 10 * power)

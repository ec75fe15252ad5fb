"""Two numbers that choose a weight between two levels of many units: which unit, from which."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from core.language import tr
from core.network.edge import Parameter
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Unit


class UnitPicker(QWidget):
    """Unit and source of one edge between blocks, or the bias with source 0."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network: Network | None = None
        self._parameter: Parameter | None = None
        self._source_node = ""
        self.unit, self.source = QSpinBox(), QSpinBox()
        self._names = [QLabel(), QLabel()]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (name, box) in enumerate(zip(self._names, (self.unit, self.source), strict=True)):
            name.setBuddy(box)
            box.setKeyboardTracking(False)
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.valueChanged.connect(self._choose)
            grid.addWidget(name, row, 0)
            grid.addWidget(box, row, 1)

    def show_parameter(self, network: Network, names: Names, parameter: Parameter) -> None:
        """Show which weight is in question; hidden where both of its ends are single neurons."""
        if parameter.source is not None:
            self._source_node = parameter.source.node
        elif (Unit(self._source_node), parameter.target) not in _edges(network, parameter):
            incoming = network.incoming[parameter.target.node]
            self._source_node = incoming[0].source if incoming else ""
        self._network, self._parameter = network, parameter
        n_units = network.nodes[parameter.target.node].units
        n_sources = network.nodes[self._source_node].units if self._source_node else 0
        self.setVisible(max(n_units, n_sources) > 1)
        source = 0 if parameter.source is None else parameter.source.index + 1
        for box, least, most, value in (
            (self.unit, 1, n_units, parameter.target.index + 1),
            (self.source, 0, n_sources, source),
        ):
            box.blockSignals(True)
            box.setRange(least, most)
            box.setValue(value)
            box.blockSignals(False)
        self._write(network, names, parameter)

    def _write(self, network: Network, names: Names, parameter: Parameter) -> None:
        level = network.levels[parameter.target.node]
        self._names[0].setText(tr("Unit of level {level}").format(level=level))
        is_pixel = self._source_node and names.pixel(Unit(self._source_node)) is not None
        self._names[1].setText(tr("from pixel") if is_pixel else tr("from unit"))
        self.unit.setToolTip(tr("1 to {n}").format(n=self.unit.maximum()))
        to_bias = tr("1 to {n}; 0 is the bias").format(n=self.source.maximum())
        self.source.setSpecialValueText(tr("bias"))
        self.unit.setAccessibleName(tr("Number of the unit whose weight is explained"))
        self.source.setAccessibleName(tr("Number of what it weighs, 0 for the bias"))
        place = None if parameter.source is None else names.pixel(parameter.source)
        if place is not None:
            tip = tr("Row {row}, column {column} of the image")
            to_bias = f"{tip.format(row=place[0], column=place[1])}. {to_bias}"
        self.source.setToolTip(to_bias)

    def _choose(self) -> None:
        now, network = self._parameter, self._network
        if now is None or network is None:
            return
        units = self.unit.value() - now.target.index - 1
        at = 0 if now.source is None else now.source.index + 1
        sources = self.source.value() - at
        if abs(units) + abs(sources) == 1:  # a step with an arrow goes past what a mask leaves out
            while not network.has(self._typed()) and self._goes_on(units, sources):
                continue
        self.chosen.emit(self._typed())

    def _typed(self) -> Parameter:
        """The weight that the two numbers say, whether or not there is one."""
        assert self._parameter is not None
        target = Unit(self._parameter.target.node, self.unit.value() - 1)
        j = self.source.value()
        return Parameter(target, Unit(self._source_node, j - 1) if j else None)

    def _goes_on(self, units: int, sources: int) -> bool:
        """Take one more step in a direction; False at the end of the numbers."""
        box, by = (self.unit, units) if units else (self.source, sources)
        before = box.value()
        box.blockSignals(True)
        box.setValue(before + by)
        box.blockSignals(False)
        return box.value() != before


def _edges(network: Network, parameter: Parameter) -> list[tuple[Unit, Unit]]:
    incoming = network.incoming[parameter.target.node]
    return [(Unit(edge.source), parameter.target) for edge in incoming]

"""The tables below the canvas: parameters, matrices and observations, each made when wanted."""

from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from core.language import tr, translatable
from core.network.edge import EdgeKey
from gui.document import Document
from gui.settings import Settings

TITLES = {
    "parameters": translatable("Parameters"),
    "matrices": translatable("Matrices"),
    "observations": translatable("Observations"),
}


class Tables(QTabWidget):
    """Three tabs over the same numbers."""

    refused = Signal(object)
    """A sentence that says why something was not done."""
    explain_requested = Signal(object)
    """The `Parameter` whose chain rule is asked for."""

    row_selected = Signal(int)
    """The observation that was chosen, from 0."""
    heat_requested = Signal(object)
    """The key of an edge whose weights are to be seen in a window of their own."""

    def __init__(self, document: Document, settings: Settings) -> None:
        super().__init__()
        self._document, self._settings = document, settings
        self.current: str | None = None
        self._tables: dict[str, Any] = {}
        self.setDocumentMode(True)
        self._pages = [QVBoxLayout() for _ in TITLES]
        for layout in self._pages:
            page = QWidget()
            layout.setContentsMargins(0, 0, 0, 0)
            page.setLayout(layout)
            self.addTab(page, "")
        self.currentChanged.connect(self._fill)
        self.retranslate()

    def show_table(self, name: str) -> None:
        """Bring one table to the front."""
        index = list(TITLES).index(name)
        self.setCurrentIndex(index)
        self._fill(index)

    def show_matrix_of(self, key: EdgeKey) -> None:
        """Bring the matrix of an edge to the front, with the keyboard in its first weight."""
        self.show_table("matrices")
        self._tables["matrices"].show_edge(key)

    def _fill(self, index: int) -> None:
        name = list(TITLES)[index]
        self.current = name
        if name in self._tables:
            return
        table = self._tables[name] = self._make(name)
        table.refused.connect(self.refused.emit)  # a str into an object
        self._pages[index].addWidget(table)

    def _make(self, name: str) -> Any:
        """Make a table, and import what it needs, when it is first wanted."""
        if name == "parameters":
            from gui.inspector.parameter_table import ParameterTable

            parameters = ParameterTable(self._document, self._settings)
            parameters.explain_requested.connect(self.explain_requested)
            return parameters
        if name == "matrices":
            from gui.inspector.matrix_editor import MatrixEditor

            matrices = MatrixEditor(self._document, self._settings)
            matrices.heat_requested.connect(self.heat_requested)
            matrices.explain_requested.connect(self.explain_requested)
            return matrices
        from gui.inspector.observation_table import ObservationTable

        observations = ObservationTable(self._document, self._settings)
        observations.row_selected.connect(self.row_selected)
        return observations

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Name the tabs in the language in use."""
        for i, title in enumerate(TITLES.values()):
            self.setTabText(i, tr(title))

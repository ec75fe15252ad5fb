"""The data in the controls of training: what there is, its split, and whether the network fits."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.language import tr, translatable
from core.network.data import Data, Part
from core.network.network import Network
from gui.data.controls import ButtonRow
from gui.data.desk import DataDesk
from gui.data.fit_note import FitNote
from gui.data.part_bar import PartBar
from gui.data.words import columns_text, name_of, rows_text, source_text, split_sentence, split_text
from gui.document import Document
from gui.inspector.section import Section, Text, set_label
from gui.settings import Settings
from gui.theme import theme

_BUTTONS = (
    (
        translatable("Choose…"),
        translatable("Choose built-in data: XOR, houses, handwritten digits, a spiral …"),
    ),
    (
        translatable("Import…"),
        translatable("Import a table from a CSV file, or images from an IDX file."),
    ),
    (
        translatable("Export…"),
        translatable("Save the data as CSV, with a column that says the part of every row."),
    ),
    (
        translatable("Browse…"),
        translatable("Look through the images, and at what the network takes them for."),
    ),
)


class SplitButton(QPushButton):
    """How many rows each part has, one below the other where there is no room side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    def show_split(self, data: Data) -> None:
        """Show the split of other data."""
        self._text = split_text(data)
        self._fit()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(max(hint.width(), self._needed))
        return hint

    @property
    def _needed(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._text) + theme().px(28)

    def _fit(self) -> None:
        fits = self._needed <= self.width()
        text = self._text if fits else self._text.replace(" / ", " /\n")
        if text != self.text():
            self.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class DataSection(QWidget):
    """A section for the controls panel; its buttons open the dialogs of `DataDesk`."""

    message = Signal(object, object)
    """A sentence for the user and its `Kind`."""

    def __init__(self, session: Any, document: Document, settings: Settings) -> None:
        super().__init__()
        self._session, self._document, self._settings = session, document, settings
        self.desk = DataDesk(document, settings, self)
        self.desk.told.connect(self._tell)
        self._seen: tuple[object, ...] = ()
        self.section = Section(field_width=166)
        self.told, self.empty = Text(), Text("muted", 10)
        self.split = SplitButton()
        self.bar, self.source = PartBar(), Text("muted", 9)
        self.section.add_wide(self.empty)
        self.section.add_wide(self.told)
        self._split_label = self.section.add_row(self.split)
        self.section.add_wide(self.bar)
        self.fit = FitNote(document)
        self.section.add_wide(self.fit)
        self._build_buttons()
        self.section.add_wide(self.source)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.section)
        document.network_changed.connect(self._follow)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _build_buttons(self) -> None:
        self.choose, self.import_, self.export = QPushButton(), QPushButton(), QPushButton()
        self.browse = QPushButton()
        calls: tuple[tuple[QPushButton, Callable[[], None]], ...] = (
            (self.choose, self.desk.choose),
            (self.import_, lambda: self.desk.import_file()),
            (self.split, self.desk.split),
            (self.export, self.desk.export),
            (self.browse, self._browse),
        )
        for button, call in calls:
            button.clicked.connect(lambda _on=False, call=call: call())
        self._buttons = (self.choose, self.import_, self.export, self.browse)
        self._row = ButtonRow(self._buttons)
        self.section.add_wide(self._row)

    def _browse(self) -> None:
        commands = getattr(self.window(), "actions_", None)
        if commands is not None:
            commands.run("data.browse")

    def _tell(self, text: object, kind: object) -> None:
        self.message.emit(text, kind)
        told = getattr(self._session, "message", None)
        if told is not None:
            told.emit(text, kind)

    # What is shown

    def _follow(self, _before: Network, after: Network) -> None:
        """Look again only at what the section shows: weights change many times a second."""
        seen = after.data, after.output_function, after.loss, len(after.nodes)
        if len(seen) != len(self._seen) or any(
            a is not b for a, b in zip(seen, self._seen, strict=True)
        ):
            self.refresh()

    def refresh(self) -> None:
        """Show the data as they are."""
        network = self._document.network
        data = network.data
        self._seen = network.data, network.output_function, network.loss, len(network.nodes)
        has_rows = data.n_observations > 0
        self.section.heading.set_words(tr("Data"), _named(data))
        self.empty.setVisible(not has_rows)
        for widget in (self.told, self.split.parentWidget(), self.bar, self.source, self.export):
            if widget is not None:
                widget.setVisible(has_rows)
        self.browse.setVisible(has_rows and data.image is not None)
        self.told.setText(f"{rows_text(data.n_observations)}, {columns_text(data)}")
        self.split.show_split(data)
        self.split.setToolTip(split_sentence(data))
        self.bar.set_counts([data.count(part) for part in Part])
        self.source.setText(source_text(data.source))
        self.source.setVisible(has_rows and bool(self.source.text()))
        self.fit.refresh()
        self._row.arrange()

    def _restyle(self) -> None:
        for button in (*self._buttons, self.split):
            button.setFont(theme().font(10))
        self._row.arrange()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.empty.setText(
            tr(
                "A network learns from observations: rows of inputs with the target that should"
                " come out. Choose some, import a table, or type rows below the drawing."
            )
        )
        set_label(self._split_label, tr("Split"))
        for button, (text, tip) in zip(self._buttons, _BUTTONS, strict=True):
            button.setText(tr(text))
            button.setToolTip(tr(tip))
        self.split.setAccessibleName(tr("Split"))
        self.refresh()
        self.fit.refresh(again=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _named(data: Data) -> str:
    name = name_of(data.source)
    return f"· {name}" if name else ""

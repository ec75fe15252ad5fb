"""The choices beside an imported table: how the file is written, gaps and standardisation."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from core.datasets.csv_format import BLANKS, Format
from core.datasets.preparing import Choice as TableChoice
from core.datasets.preparing import Missing
from core.language import tr, translatable
from gui.data.controls import Labelled
from gui.inspector.functions import Description
from gui.inspector.section import Choice, Section, Text, set_label

SEPARATORS = {
    ",": Description(translatable("comma"), ""),
    ";": Description(translatable("semicolon"), ""),
    "\t": Description(translatable("tab"), ""),
    "|": Description(translatable("bar |"), ""),
    BLANKS: Description(translatable("blanks"), ""),
}
MARKS = {
    ".": Description(translatable("point: 2.5"), ""),
    ",": Description(translatable("comma: 2,5"), ""),
}
GAPS = {
    Missing.DROP.value: Description(translatable("drop the row"), ""),
    Missing.FILL.value: Description(
        translatable("fill the cell"),
        "",
        translatable(
            "With the mean of the training rows, or with their most frequent category. A row"
            " without its target is dropped all the same."
        ),
    ),
}


class FormatForm(Section):
    """Separator, decimal mark and header: guessed, and changeable."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(field_width=148)
        self.separator, self.decimal = Choice(SEPARATORS), Choice(MARKS)
        self.header = QCheckBox()
        self._header_label = Labelled(self.header)
        self._separator_label = self.add_row(self.separator)
        self._decimal_label = self.add_row(self.decimal)
        self.add_wide(self._header_label)
        for choice in (self.separator, self.decimal):
            choice.chosen.connect(lambda _key: self.changed.emit())
        self.header.toggled.connect(lambda _on: self.changed.emit())
        self.show_format(Format())
        self.retranslate()

    @property
    def format(self) -> Format:
        """What is chosen."""
        return Format(self.separator.key or ",", self.decimal.key or ".", self.header.isChecked())

    def show_format(self, how: Format) -> None:
        """Show how a file is written without telling anybody."""
        self.separator.show_key(how.separator if how.separator in SEPARATORS else None)
        self.decimal.show_key(how.decimal)
        self.header.blockSignals(True)
        self.header.setChecked(how.header)
        self.header.blockSignals(False)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.heading.setText(tr("How the file is written"))
        set_label(self._separator_label, tr("Separator"))
        set_label(self._decimal_label, tr("Decimal mark"))
        self._header_label.set_text(
            tr("The first row names the columns"), tr("Otherwise it is an observation.")
        )


class RowsForm(Section):
    """Missing cells, cells that are no numbers, and standardisation."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(field_width=148)
        self.missing = Choice(GAPS)
        self.missing.show_key(Missing.DROP.value)
        self._missing_label = self.add_row(self.missing)
        self.missing.chosen.connect(lambda _key: self.changed.emit())
        self.bad_as_missing = QCheckBox()
        self.standardise_inputs, self.standardise_targets = QCheckBox(), QCheckBox()
        boxes = self.bad_as_missing, self.standardise_inputs, self.standardise_targets
        self._labels = [Labelled(box) for box in boxes]
        for label in self._labels:
            self.add_wide(label)
        self.standardise_inputs.setChecked(True)
        for box in boxes:
            box.toggled.connect(lambda _on: self.changed.emit())
        self._labels[0].hide()
        self._why = Text("muted", 9)
        self.add_wide(self._why)
        self.retranslate()

    def choose(self, choice: TableChoice) -> TableChoice:
        """The choice with what is chosen here."""
        return replace(
            choice,
            missing=Missing(self.missing.key or Missing.DROP.value),
            bad_as_missing=self.bad_as_missing.isChecked(),
            standardise_inputs=self.standardise_inputs.isChecked(),
            standardise_targets=self.standardise_targets.isChecked(),
        )

    def show_bad(self, is_bad: bool) -> None:
        """Offer to take cells that are no numbers for missing ones, once there are some."""
        self._labels[0].setVisible(is_bad or self.bad_as_missing.isChecked())

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.heading.setText(tr("Rows and numbers"))
        set_label(self._missing_label, tr("Missing cell"))
        self._labels[0].set_text(tr("Take cells that are no numbers for missing ones"))
        self._labels[1].set_text(tr("Standardise inputs"))
        self._labels[2].set_text(tr("Standardise targets"))
        self._why.setText(
            tr(
                "Standardised: minus the mean, divided by the standard deviation of the training"
                " rows. You still see measured numbers."
            )
        )

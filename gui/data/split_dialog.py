"""Splitting the rows into training, validation and test: by shares with a seed, or as given."""

from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QRadioButton, QWidget

from core.datasets.split import Fractions, Rows, rows_text, split
from core.language import Message, tr
from core.network.data import Data, Part
from gui.data.controls import Labelled
from gui.data.dialog import DataDialog
from gui.data.part_bar import PartBar
from gui.data.words import split_sentence
from gui.document import Document
from gui.inspector.fields import WholeField
from gui.inspector.section import Page, Section, Text, set_label
from gui.panes import scrolling
from gui.settings import Settings
from gui.stepping.background import Background
from gui.theme import theme

MOST_SEED = 999_999
MOST_GIVEN = 2000
"""Rows of a split that are written out in the fields; more would be no help."""
SHORT = 24
"""Letters of a list of rows that is given rather than drawn: 48001-60000."""


class SplitDialog(DataDialog):
    """Shows the counts while one types; "Split" is one change that can be undone."""

    WIDTH, HEIGHT = 520, 620

    def __init__(
        self, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._settings = document, settings
        self._data: Data = document.network.data
        self.result_data: Data | None = None
        self._background = Background(self)
        self._build_shares()
        self._build_given()
        self._build_counts()
        page = Page()
        for section in (self._shares, self._given, self._counts):
            page.add(section)
        self.set_body(scrolling(page))
        self._show_present()
        self.settle()
        self.validation.setFocus()
        self._on_way()

    def _build_shares(self) -> None:
        self._shares = Section(field_width=120)
        self._shares.heading.hide()
        self.by_shares, self.by_rows = QRadioButton(), QRadioButton()
        self._group = QButtonGroup(self)
        self._group.addButton(self.by_shares)
        self._group.addButton(self.by_rows)
        self._by_shares, self._by_rows = Labelled(self.by_shares), Labelled(self.by_rows)
        self._shares.add_wide(self._by_shares)
        self.validation, self.test = WholeField(0, 90), WholeField(0, 90)
        self.seed = WholeField(0, MOST_SEED)
        self.stratified = QCheckBox()
        self._labels = [self._shares.add_row(f) for f in (self.validation, self.test, self.seed)]
        self._stratified = Labelled(self.stratified)
        self._shares.add_wide(self._stratified)
        for field in (self.validation, self.test):
            field.setSuffix(" %")
            field.setKeyboardTracking(True)
        for field in (self.validation, self.test, self.seed):
            field.valueChanged.connect(self._split)
        self.stratified.toggled.connect(self._split)
        self._group.buttonToggled.connect(lambda *_: self._on_way())

    def _build_given(self) -> None:
        self._given = Section()
        self._given.heading.hide()
        self._given.add_wide(self._by_rows)
        self.validation_rows, self.test_rows = QLineEdit(), QLineEdit()
        self._row_labels = [
            self._given.add_row(field, wide=True)
            for field in (self.validation_rows, self.test_rows)
        ]
        for field in (self.validation_rows, self.test_rows):
            field.textChanged.connect(self._split)

    def _build_counts(self) -> None:
        self._counts = Section()
        self.bar, self.counts, self._why = PartBar(), Text(), Text("muted", 9)
        for widget in (self.bar, self.counts, self._why):
            self._counts.add_wide(widget)

    def _show_present(self) -> None:
        """Begin with the split that there is."""
        data, n = self._data, max(1, self._data.n_observations)
        shares = {part: round(100 * data.count(part) / n) for part in Part}
        for field, part in ((self.validation, Part.VALIDATION), (self.test, Part.TEST)):
            field.blockSignals(True)
            field.setValue(shares[part] if data.split is not None else 20)
            field.blockSignals(False)
        self.by_shares.setChecked(True)
        if data.split is None:
            return
        texts = [rows_text(data.rows(part).tolist()) for part in (Part.VALIDATION, Part.TEST)]
        if data.n_observations <= MOST_GIVEN or max(map(len, texts)) <= SHORT:
            self.validation_rows.setText(texts[0])
            self.test_rows.setText(texts[1])
        if max(map(len, texts)) <= SHORT:  # stretches of rows: nobody has drawn them
            self.by_rows.setChecked(True)

    @property
    def how(self) -> Fractions | Rows:
        """What is chosen."""
        if self.by_rows.isChecked():
            return Rows(self.validation_rows.text(), self.test_rows.text())
        return Fractions(
            self.validation.value() / 100,
            self.test.value() / 100,
            self.seed.value(),
            self.stratified.isChecked(),
        )

    def _on_way(self) -> None:
        given = self.by_rows.isChecked()
        for widget in (self.validation, self.test, self.seed, self.stratified):
            widget.setEnabled(not given)
        for field in (self.validation_rows, self.test_rows):
            field.setEnabled(given)
        self._split()

    def _split(self, *_: object) -> None:
        """Split beside the window's work and show the counts."""
        self.use.setEnabled(False)
        data, how = self._data, self.how
        self._background.run(lambda: split(data, how), self._on_split)

    def _on_split(self, after: Data | None, error: Exception | None) -> None:
        self.result_data = after
        self.use.setEnabled(after is not None)
        if after is None:
            self.counts.setText(str(error))
            self.counts.set_token("bad")
            self.bar.set_counts((0, 0, 0))
            return
        self.counts.set_token("text")
        self.counts.setText(split_sentence(after))
        self.bar.set_counts(tuple(after.count(part) for part in Part))

    def accept(self) -> None:
        """Split as one change."""
        if self.result_data is None or not self.use.isEnabled():
            return
        self._document.finish_preview()
        after = replace(self._document.network, data=self.result_data)
        self._document.edit(Message("Split the data"), after)
        super().accept()

    def done(self, result: int) -> None:
        self._background.cancel()
        super().done(result)

    def restyle(self) -> None:
        """Take fonts and distances from the theme again."""
        super().restyle()
        for field in (self.validation_rows, self.test_rows):
            field.setFont(theme().font(10))
            field.setMinimumHeight(theme().px(30))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.setWindowTitle(tr("Split the data"))
        self.use.setText(tr("Use this split"))
        self._by_shares.set_text(tr("Random rows, by shares"))
        self._by_rows.set_text(tr("Given rows"))
        texts = tr("Validation"), tr("Test"), tr("Seed")
        for label, text in zip(self._labels, texts, strict=True):
            set_label(label, text)
        self.seed.setToolTip(tr("The same seed draws the same rows again."))
        self._stratified.set_text(
            tr("Same share of every class"),
            tr("Stratified: each part gets every class in the proportion that it has in all rows."),
        )
        texts_of_rows = tr("Rows for validation"), tr("Rows for test")
        for label, text in zip(self._row_labels, texts_of_rows, strict=True):
            set_label(label, text)
        for field in (self.validation_rows, self.test_rows):
            field.setPlaceholderText(tr("as in 1-87, 90"))
        self._counts.heading.setText(tr("What comes of it"))
        self._why.setText(
            tr(
                "Training rows change the weights. Validation rows choose: when to stop, which"
                " network. Test rows are looked at once, at the end, to be honest."
            )
        )
        self._split()

"""Controls: which observations a step looks at."""

from core.language import tr, translatable
from core.network.data import Part
from gui.inspector.functions import Description
from gui.training.session import TrainSession
from gui.training.setting_rows import SettingsSection

KINDS = {
    "all": Description(
        translatable("all rows"), "",
        translatable("The gradient of the whole data: the same every time."),
    ),
    "one": Description(
        translatable("one row"), "",
        translatable("Stochastic gradient descent: one observation a step."),
    ),
    "some": Description(
        translatable("mini-batch"), "", translatable("A few observations a step."),
    ),
}  # fmt: skip
DRAWN = {
    "shuffled": Description(
        translatable("shuffled"), "",
        translatable("Every observation once an epoch, in a new order each time."),
    ),
    "replaced": Description(
        translatable("with replacement"), "",
        translatable("Drawn anew each time: some twice, some not at all."),
    ),
}  # fmt: skip
USUAL = 32


class BatchSection(SettingsSection):
    """All rows, one, or a few; shuffled, or drawn with replacement."""

    def __init__(self, session: TrainSession) -> None:
        super().__init__(session)
        self.kind = self.add_choice("kind", KINDS, translatable("Rows a step"), self._take_kind)
        self.rows = self.add_whole(
            "batch_size",
            1,
            10_000_000,
            translatable("Batch size b"),
            translatable("How many observations a step uses."),
        )
        self.drawn = self.add_choice(
            "replacement",
            DRAWN,
            translatable("Drawn"),
            lambda k: self._change("replacement", k == "replaced"),
            wide=True,
        )

    def _take_kind(self, kind: str) -> None:
        n = self.session.document.network.data.count(Part.TRAINING)
        some = max(2, min(USUAL, n // 2))
        size = {"all": None, "one": 1, "some": some}[kind]
        if kind == "all":
            self.session.change(batch_size=None, replacement=False)
        else:
            self._change("batch_size", size)

    def refresh(self) -> None:
        """Show the settings of the document."""
        training = self.session.training
        size = training.batch_size
        self.kind.show_key("all" if size is None else "one" if size == 1 else "some")
        self.rows.show_value(size or USUAL)
        self.drawn.show_key("replaced" if training.replacement else "shuffled")
        shown = {"kind"}
        if size is not None or training.replacement:
            shown.add("replacement")
        if size is not None and size > 1:
            shown.add("batch_size")
        self.show_only(shown)

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.heading.setText(tr("Batch"))
        super().retranslate()

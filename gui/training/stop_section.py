"""Controls: how long to train, from which seed, and in which precision."""

from core.language import tr, translatable
from core.network.data import Part
from gui.inspector.functions import Description
from gui.inspector.section import Text
from gui.training.session import TrainSession
from gui.training.setting_rows import SettingsSection

EARLY = {
    "off": Description(translatable("off"), "", translatable("The run goes through all epochs.")),
    "on": Description(
        translatable("on"), "",
        translatable("The run stops when the validation loss has not become better for a while."),
    ),
}  # fmt: skip
DTYPES = {
    "float64": Description("float64", "", translatable("About 16 digits.")),
    "float32": Description(
        "float32", "", translatable("About 7 digits, as deep learning programs use; faster.")
    ),
}
CORES = {
    "1": Description(
        translatable("one"), "",
        translatable("The other core is left to the window: what it shows stays smooth."),
    ),
    "2": Description(
        translatable("two"), "",
        translatable("Half of each batch on either core: faster from batches of 256 on."),
    ),
}  # fmt: skip
PATIENCE = 20
LARGE = 10_000
"""Parameters from which 7 digits are proposed: the products take half the time."""


class StopSection(SettingsSection):
    """Epochs, early stopping, seed and precision."""

    def __init__(self, session: TrainSession) -> None:
        super().__init__(session)
        self.epochs = self.add_whole(
            "epochs",
            0,
            100_000_000,
            translatable("Epochs"),
            translatable("How often a run goes through all observations."),
        )
        self.early = self.add_choice(
            "early",
            EARLY,
            translatable("Early stopping"),
            lambda k: self._change("patience", self._usual_patience if k == "on" else None),
        )
        self.patience = self.add_whole(
            "patience",
            1,
            1_000_000,
            translatable("Patience"),
            translatable("So many epochs without a better validation loss end the run."),
        )
        self.add_whole(
            "seed",
            0,
            999_999_999,
            translatable("Seed"),
            translatable("The same seed draws the same batches again, and gives the same run."),
        )
        self.add_choice(
            "dtype", DTYPES, translatable("Numbers"), lambda k: self._change("dtype", k)
        )
        self.add_choice(
            "cores", CORES, translatable("Cores"), lambda k: self._change("cores", int(k))
        )
        self.proposal = Text("muted", 9)
        self.add_wide(self.proposal)
        self.lack = Text("muted", 9)
        self.add_wide(self.lack)

    @property
    def _usual_patience(self) -> int:
        """`PATIENCE`, or of few long epochs a small part: else it would end nothing."""
        epochs = self.session.training.epochs
        return PATIENCE if epochs > 2 * PATIENCE else max(1, epochs // 6)

    def refresh(self) -> None:
        """Show the settings of the document."""
        training = self.session.training
        self.epochs.show_value(training.epochs)
        self.early.show_key("off" if training.patience is None else "on")
        self.patience.show_value(training.patience or self._usual_patience)
        self.field("seed").show_value(training.seed)
        self.field("dtype").show_key(training.dtype)
        self.field("cores").show_key(str(training.cores))
        network = self.session.document.network
        rows = {"epochs", "early", "seed", "dtype"}
        rows |= {"patience"} if training.patience is not None else set()
        # Small batches gain nothing from a second core: then there is nothing to choose.
        is_large = network.n_parameters >= LARGE
        self.show_only(rows | {"cores"} if is_large or training.cores > 1 else rows)
        self.proposal.setVisible(is_large and training.dtype == "float64")
        validates = network.data.count(Part.VALIDATION) > 0
        self.lack.setVisible(training.patience is not None and not validates)

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.heading.setText(tr("Stop"))
        self.proposal.setText(
            tr("A network of this size trains in about half the time with float32.")
        )
        self.lack.setText(tr("Early stopping needs validation rows: split the data first."))
        super().retranslate()

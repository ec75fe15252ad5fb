"""Controls: the weights that training starts from."""

from PySide6.QtWidgets import QPushButton

from core.language import tr, translatable
from core.numerics.initializers import INITIALIZERS
from gui.inspector.functions import INITIAL_TEXTS
from gui.inspector.section import FittedFormula
from gui.training.session import TrainSession
from gui.training.setting_rows import SettingsSection


class StartSection(SettingsSection):
    """The initialiser, new weights, and back to the start."""

    def __init__(self, session: TrainSession) -> None:
        super().__init__(session)
        settings = session.settings
        self.initial = self.add_choice(
            "initial",
            INITIAL_TEXTS,
            translatable("New weights"),
            lambda key: settings.set("training_weight", key),
            wide=True,
        )
        self.formula = FittedFormula()
        self.add_wide(self.formula)
        self.new, self.back = QPushButton(), QPushButton()
        self.new.clicked.connect(lambda: session.new_weights())
        self.back.clicked.connect(session.back_to_start)
        self.add_wide(self.new)
        self.add_wide(self.back)
        settings.changed.connect(self._on_setting)

    def _on_setting(self, key: str) -> None:
        if key in ("training_weight", "initial_seed"):
            self.refresh()

    def refresh(self) -> None:
        """Show the user's choice."""
        name = self.session.settings.get("training_weight")
        name = name if name in INITIALIZERS else "glorot"
        self.initial.show_key(name)
        self.formula.set_latex(INITIAL_TEXTS[name].latex)
        self.new.setEnabled(bool(self.session.document.network.edges))
        self.back.setEnabled(self.session.has_start)

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.heading.setText(tr("Start"))
        self.new.setText(tr("Draw new weights"))
        self.new.setToolTip(tr("Draw all weights anew, with the next seed. Nothing else does."))
        self.back.setText(tr("Back to the start weights"))
        self.back.setToolTip(tr("The weights that the last run began with. Nothing is drawn."))
        super().retranslate()

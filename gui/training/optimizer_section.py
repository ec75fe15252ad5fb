"""Controls: how a step is made of a gradient."""

from core.language import tr, translatable
from gui.inspector.functions import Description
from gui.inspector.section import Text
from gui.training.session import TrainSession
from gui.training.setting_rows import SettingsSection

METHODS = {
    "gd": Description(
        translatable("Gradient descent"), "", translatable("θ changes by −ε times the gradient.")
    ),
    "momentum": Description(
        translatable("Momentum"), "",
        translatable("Steps keep a share γ of the last one: v = γv − ε∇."),
    ),
    "rmsprop": Description(
        translatable("RMSProp"), "",
        translatable("Each parameter has its own step, ε over the root of its mean ∇²."),
    ),
    "adam": Description(
        translatable("Adam"), "",
        translatable("Momentum and RMSProp together, both corrected for their start at 0."),
    ),
}  # fmt: skip
PLACES = {
    "inside": Description(
        translatable("inside √"), "", translatable("As in the lecture: √(E + η).")
    ),
    "outside": Description(
        translatable("outside √"), "", translatable("As in most programs: √E + η.")
    ),
}
CORRECTIONS = {
    "on": Description(
        translatable("on"), "", translatable("m and v are divided by 1 − βᵗ, as Adam is defined.")
    ),
    "off": Description(translatable("off"), "", translatable("m and v are used as they are.")),
}
SCHEDULES = {
    "constant": Description(translatable("constant"), "", translatable("ε stays as it is.")),
    "step": Description(
        translatable("in steps"), "", translatable("ε times a factor, every so many epochs.")
    ),
    "exponential": Description(
        translatable("exponential"), "", translatable("ε times a factor, every epoch.")
    ),
    "cosine": Description(
        translatable("cosine"), "",
        translatable("ε falls to 0 over the epochs along half a cosine."),
    ),
}  # fmt: skip
_SHOWN = {
    "gd": set(),
    "momentum": {"momentum"},
    "rmsprop": {"rho", "eta", "eta_outside"},
    "adam": {"beta1", "beta2", "eta", "eta_outside", "bias_correction"},
}
_FACTOR = {"step": {"schedule_every", "schedule_factor"}, "exponential": {"schedule_factor"}}


class OptimizerSection(SettingsSection):
    """The method, ε, the constants that the method has, and the schedule of ε."""

    def __init__(self, session: TrainSession) -> None:
        super().__init__(session)
        self.method = self.add_choice(
            "optimizer", METHODS, translatable("Method"), lambda k: self._change("optimizer", k)
        )
        self.rate = self.add_number(
            "learning_rate",
            translatable("Learning rate ε"),
            translatable("How far a step goes. You can change it while the network trains."),
        )
        self._add_constants()
        self.schedule = self.add_choice(
            "schedule",
            SCHEDULES,
            translatable("Schedule of ε"),
            lambda k: self._change("schedule", k),
        )
        self.add_whole("schedule_every", 1, 1_000_000, translatable("Every … epochs"))
        self.add_number("schedule_factor", translatable("Factor"))
        self.now = Text("muted", 9)
        self.add_wide(self.now)
        session.reported.connect(self._show_rate)

    def _add_constants(self) -> None:
        for key, label, hint in (
            ("momentum", translatable("Momentum γ"), translatable("The share of the last step.")),
            ("rho", translatable("Decay ρ"), translatable("How long the mean of ∇² remembers.")),
            ("beta1", translatable("Adam β₁"), translatable("How long the mean m of ∇ remembers.")),
            (
                "beta2",
                translatable("Adam β₂"),
                translatable("How long the mean v of ∇² remembers."),
            ),
            ("eta", translatable("Stabiliser η"), translatable("Keeps the root away from 0.")),
        ):
            self.add_number(key, label, hint)
        self.add_choice(
            "eta_outside",
            PLACES,
            translatable("η stands"),
            lambda k: self._change("eta_outside", k == "outside"),
        )
        self.add_choice(
            "bias_correction",
            CORRECTIONS,
            translatable("Bias correction"),
            lambda k: self._change("bias_correction", k == "on"),
        )

    def refresh(self) -> None:
        """Show the settings of the document, and only those that the method has."""
        training = self.session.training
        self.method.show_key(training.optimizer)
        for key in ("learning_rate", "momentum", "rho", "beta1", "beta2", "eta", "schedule_factor"):
            self.show_number(key, getattr(training, key))
        self.field("eta_outside").show_key("outside" if training.eta_outside else "inside")
        self.field("bias_correction").show_key("on" if training.bias_correction else "off")
        self.schedule.show_key(training.schedule)
        self.field("schedule_every").show_value(training.schedule_every)
        shown = {"optimizer", "learning_rate", "schedule"}
        self.show_only(shown | _SHOWN[training.optimizer] | _FACTOR.get(training.schedule, set()))
        self._show_rate()

    def _show_rate(self, *_: object) -> None:
        """What ε is now, where the schedule has changed it."""
        report = self.session.report
        changes = self.session.in_use.schedule != "constant" and self.session.state != "idle"
        self.now.setVisible(changes and report is not None)
        if changes and report is not None:
            from core.numbers import significant

            rate = significant(report.learning_rate, self.session.settings.notation)
            self.now.setText(tr("ε is {number} in this epoch.").format(number=rate))

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.heading.setText(tr("Optimizer"))
        super().retranslate()

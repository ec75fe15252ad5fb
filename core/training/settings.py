"""How a network is trained: every constant that a run depends on, with its seed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from math import inf
from typing import Any

from core.language import Message, translatable
from core.network.errors import NodewiseError
from core.numerics.optimizers import OPTIMIZERS, Constants

SCHEDULES = ("constant", "step", "exponential", "cosine")
DTYPES = ("float64", "float32")


class SettingError(NodewiseError):
    """A setting of the training that is out of its range."""

    template = translatable("{where}: expected {expected}, got {got}.")


@dataclass(frozen=True)
class TrainingSettings:
    """The settings of a run; the names are the keys of a file's ``training``.

    ``batch_size`` None is the whole data. With ``replacement`` the rows of a batch are drawn
    anew for every step; without, the rows are shuffled for each epoch. ``learning_rate`` is what
    the schedule starts from; ``schedule_every`` (epochs) and ``schedule_factor`` belong to `step`
    (ε times the factor every so many epochs) and `exponential` (ε times the factor an epoch);
    `cosine` falls to 0 over ``epochs``. ``dropout`` holds for every hidden node that
    ``dropout_by_node`` does not name. ``patience`` epochs without a better validation loss stop
    the run; None never does. With 2 ``cores`` each half of a batch has one to itself,
    from 256 rows on.
    """

    optimizer: str = "gd"
    learning_rate: float = 0.01
    momentum: float = 0.9
    rho: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    eta: float = 1e-8
    eta_outside: bool = False
    bias_correction: bool = True
    batch_size: int | None = None
    replacement: bool = False
    epochs: int = 100
    seed: int = 0
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0
    dropout_by_node: Mapping[str, float] = field(default_factory=dict)
    schedule: str = "constant"
    schedule_every: int = 10
    schedule_factor: float = 0.5
    patience: int | None = None
    dtype: str = "float64"
    cores: int = 1

    @property
    def constants(self) -> Constants:
        """What the optimizer is set by."""
        return Constants(**{f.name: getattr(self, f.name) for f in fields(Constants)})

    @classmethod
    def of(cls, mapping: Mapping[str, Any]) -> "TrainingSettings":
        """Read a file's ``training``; keys we do not know are left alone. Raise `SettingError`."""
        known = {f.name for f in fields(cls)}
        # null is "not set", which is a value of its own for batch_size and patience only.
        given = {k: v for k, v in mapping.items() if k in known and v is not None}
        return checked(replace(cls(), **{k: _typed(k, v) for k, v in given.items()}))

    def into(self, mapping: Mapping[str, Any]) -> dict[str, Any]:
        """A file's ``training`` with these settings; what is at its default and absent stays so."""
        default = TrainingSettings()
        written = dict(mapping)
        for f in fields(self):
            value = getattr(self, f.name)
            if f.name in mapping or value != getattr(default, f.name) or f.name in _ALWAYS:
                written[f.name] = dict(value) if f.name == "dropout_by_node" else value
        return written


_ALWAYS = ("optimizer", "learning_rate", "batch_size", "epochs", "seed")
_WHOLE = ("batch_size", "epochs", "seed", "schedule_every", "patience", "cores")
_FLAGS = ("eta_outside", "replacement", "bias_correction")
_TEXTS = {"optimizer": tuple(OPTIMIZERS), "schedule": SCHEDULES, "dtype": DTYPES}


def _typed(key: str, value: Any) -> Any:
    """A JSON value as the type of its setting."""
    if key in _TEXTS:
        if value not in _TEXTS[key]:
            raise _wrong(key, ", ".join(_TEXTS[key]), value)
        return value
    if key in _FLAGS:
        if not isinstance(value, bool):
            raise _wrong(key, translatable("true or false"), value)
        return value
    if key == "dropout_by_node":
        if not isinstance(value, Mapping):
            raise _wrong(key, translatable("an object"), value)
        return {name: _number(key, rate) for name, rate in value.items()}
    if key in _WHOLE:
        if isinstance(value, bool) or _number(key, value) != int(value):
            raise _wrong(key, translatable("a whole number"), value)
        return int(value)
    return _number(key, value)


def _number(key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(key, translatable("a number"), value)
    return float(value)


_POSITIVE = translatable("a number above 0")
_SHARE = translatable("a number from 0 to below 1")
_NOT_NEGATIVE = translatable("a number from 0 on")
_COUNT = translatable("a whole number from 1 on")
_FROM_ZERO = translatable("a whole number from 0 on")
_CORES = translatable("1 or 2")


_RANGES: tuple[tuple[tuple[str, ...], str, Callable[[Any], bool]], ...] = (
    (("learning_rate", "schedule_factor"), _POSITIVE, lambda v: 0 < v < inf),
    (("eta", "l1", "l2"), _NOT_NEGATIVE, lambda v: 0 <= v < inf),
    (("momentum", "rho", "beta1", "beta2", "dropout"), _SHARE, lambda v: 0 <= v < 1),
    (("batch_size", "schedule_every", "patience"), _COUNT, lambda v: v is None or v >= 1),
    (("epochs", "seed"), _FROM_ZERO, lambda v: v >= 0),
    (("cores",), _CORES, lambda v: v in (1, 2)),
)


def checked(settings: TrainingSettings) -> TrainingSettings:
    """Return the settings if every one is in its range; raise `SettingError` for the first not."""
    for keys, expected, fits in _RANGES:
        for key in keys:
            if not fits(getattr(settings, key)):
                raise _wrong(key, expected, getattr(settings, key))
    for rate in settings.dropout_by_node.values():
        if not 0 <= rate < 1:
            raise _wrong("dropout_by_node", _SHARE, rate)
    return settings


def _wrong(key: str, expected: str, got: object) -> SettingError:
    return SettingError(where=f"training.{key}", expected=Message(expected), got=str(got)[:40])

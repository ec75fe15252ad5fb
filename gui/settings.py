"""What the program remembers between starts."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

from core.network.notation import IndexOrder, Letters, Notation
from core.numbers import use_decimal_mark

DEFAULTS: dict[str, Any] = {
    "language": "system",  # system, en, es
    "theme": "system",  # system, light, dark
    "text_scale": 100,  # percent
    "reduced_motion": False,
    "initial_weight": "zero",  # a key of core.numerics.initializers
    "initial_seed": 0,
    "training_weight": "glorot",  # what training draws new weights by: zeros would stay equal
    "show_bias_nodes": False,
    "step_size": "neuron",
    "play_speed": 1.0,  # steps a second
    "slide_marks": True,
    "recent_files": [],
    "lessons_opened": [],  # ids
    "lesson_notes": True,  # whether they are unfolded
    "window_geometry": "",  # Qt's own bytes, in hexadecimal
    "side_width": 0,  # pixels, 0 until a splitter was moved
    "bottom_height": 0,
    "train_height": 0,  # of the plots and runs below it
    "step_height": 0,  # of the panel below the canvas while stepping
}


class Settings(QObject):
    """Typed access to the user's choices; ``changed`` names the key after every change."""

    changed = Signal(str)
    notation_changed = Signal(object)

    def __init__(self, store: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store or QSettings()
        use_decimal_mark(self.notation.decimal_mark)

    def get(self, key: str) -> Any:
        """The value of one of `DEFAULTS`, of the same type as its default."""
        default = DEFAULTS[key]
        if isinstance(default, list):
            value: Any = self._store.value(key, default)
            return [value] if isinstance(value, str) else list(value or [])
        return self._store.value(key, default, type(default))

    def set(self, key: str, value: Any) -> None:
        """Remember a value."""
        if value != self.get(key):
            self._store.setValue(key, value)
            self.changed.emit(key)

    @property
    def notation(self) -> Notation:
        """How names and numbers are written."""
        read: Any = self._store.value
        fallback = Notation()
        return Notation(
            index_order=IndexOrder(read("notation/index_order", str(fallback.index_order))),
            letters=Letters(read("notation/letters", str(fallback.letters))),
            decimals=int(read("notation/decimals", fallback.decimals)),
            decimal_mark=str(read("notation/decimal_mark", fallback.decimal_mark)),
        )

    def set_notation(self, **changes: Any) -> None:
        """Change fields of the notation."""
        after = replace(self.notation, **changes)
        if after != self.notation:
            for name in ("index_order", "letters", "decimals", "decimal_mark"):
                value = getattr(after, name)
                kept = value if name == "decimals" else str(value)
                self._store.setValue(f"notation/{name}", kept)
            use_decimal_mark(after.decimal_mark)
            self.notation_changed.emit(after)

"""What is known of one command."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Spec:
    """One command. ``needs`` is a rule of `gui.rules`; ``call`` is the method if not the name."""

    name: str
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: str = ""
    scope: str = "window"
    checkable: bool = False
    call: str = ""
    args: tuple[Any, ...] = ()

    @property
    def method(self) -> str:
        """Who carries it out and how: ``file.save``."""
        return self.call or self.name

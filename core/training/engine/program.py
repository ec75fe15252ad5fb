"""Straight-line source that is made once for a plan and compiled: a step then just runs.

Only text of our own goes in: names of constants, indices, and numbers printed by ``repr``.
"""

from collections.abc import Callable, Iterable
from typing import Any


class Program:
    """Lines of source, and the objects that their names stand for."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self._by_id: dict[int, str] = {}

    def name(self, value: Any) -> str:
        """The name under which the source knows an object."""
        known = self._by_id.get(id(value))
        if known is not None:
            return known
        name = f"c{len(self.names)}"
        self.names[name] = value
        self._by_id[id(value)] = name
        return name

    def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> str:
        """A line that calls a function with objects."""
        given = [self.name(a) for a in arguments]
        given += [f"{key}={self.name(value)}" for key, value in named.items()]
        return f"{self.name(function)}({', '.join(given)})"

    def function(self, arguments: str, lines: Iterable[str]) -> Callable[..., Any]:
        """Compile lines to a function; the objects are its locals, which are fastest to reach."""
        names = ", ".join(f"{name}={name}" for name in self.names)
        head = ", ".join(part for part in (arguments, names) if part)
        source = "\n    ".join([f"def run({head}):", *lines, "pass"])
        space = dict(self.names)
        exec(compile(source, "<nodewise step>", "exec"), space)
        return space["run"]


def indented(lines: Iterable[str]) -> list[str]:
    """Lines inside a loop."""
    return ["    " + line for line in lines]

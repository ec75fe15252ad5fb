r"""The printed name of everything: X_j, A_k, z_k, w_kj, w_k0, β_k, β_0, w^{(l)}_{kj}, δ_k.

With one hidden level the names are the lecture's; with several they carry the level; an edge that
skips a level is called by its two ends. A user's own label wins. Every name has a LaTeX and a
plain (Unicode) form; `core.network.naming` reads the plain one back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.language import tr
from core.network.edge import EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Role, Unit
from core.network.notation import LECTURE, IndexOrder, Letters, Notation

SUBSCRIPTS = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
SUPERSCRIPTS = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "eta": "η", "theta": "θ", "lambda": "λ", "mu": "μ", "rho": "ρ", "sigma": "σ", "phi": "φ",
    "omega": "ω",
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A letter with its indices; ``letter`` is LaTeX, ``level`` the number in ``^{(l)}``."""

    letter: str
    indices: tuple[int | str, ...] = ()
    level: int | None = None

    @property
    def latex(self) -> str:
        """The name as LaTeX, as in ``w^{(2)}_{11}``."""
        texts = [str(i) for i in self.indices]
        separator = "" if all(len(t) == 1 for t in texts) else ","
        upper = f"^{{({self.level})}}" if self.level is not None else ""
        lower = f"_{{{separator.join(texts)}}}" if texts else ""
        return f"{self.letter}{upper}{lower}"

    @property
    def plain(self) -> str:
        """The name in Unicode, as in ``w₁₁⁽²⁾``."""
        return plain_text(self.latex)


@lru_cache(maxsize=1 << 14)
def plain_text(latex: str) -> str:
    r"""Turn the LaTeX of a name into Unicode: ``\hat{y}_1`` is ``ŷ₁``."""
    text, pending, at = "", "", 0
    while at < len(latex):
        character = latex[at]
        if character in "^_":
            inner, at = read_group(latex, at + 1)
            # A level is written above the index, but read after it: w₁₁⁽²⁾.
            if character == "_":
                text, pending = text + _lowered(plain_text(inner)) + pending, ""
            else:
                pending += plain_text(inner).translate(SUPERSCRIPTS)
            continue
        piece, at = _read_piece(latex, at)
        if piece:
            text, pending = text + pending + piece, ""
    return (text + pending).strip()


def _read_piece(latex: str, at: int) -> tuple[str, int]:
    """One letter or command with its argument, and where it goes on."""
    command = re.compile(r"\\([a-zA-Z]+)").match(latex, at)
    if command is None:
        return ("" if latex[at] in "{}\\" else latex[at]), at + 1
    name, end = command[1], command.end()
    if name in ("hat", "mathrm", "text", "operatorname"):
        inner, end = read_group(latex, end)
        inner = plain_text(inner) if name == "hat" else inner
        return (_hatted(inner) if name == "hat" else inner), end
    return _GREEK.get(name, name), end


def _hatted(text: str) -> str:
    return "ŷ" if text == "y" else f"{text}\u0302"


def read_group(latex: str, at: int) -> tuple[str, int]:
    """The character or the inside of the braces at ``at``, and where it goes on after them."""
    while at < len(latex) and latex[at] == " ":
        at += 1
    if latex[at : at + 1] != "{":
        return latex[at : at + 1], at + 1
    depth = 0
    for end in range(at, len(latex)):
        depth += {"{": 1, "}": -1}.get(latex[end], 0)
        if depth == 0:
            return latex[at + 1 : end], end + 1
    return latex[at + 1 :], len(latex)


def _lowered(text: str) -> str:
    if re.fullmatch(r"[\d,+\-…]+", text):
        return text.translate(SUBSCRIPTS)
    return f"_{text}" if re.fullmatch(r"\w[₀-₉]*", text) else f"_({text})"


def label_latex(label: str) -> str:
    """Return a user's label as LaTeX: a bare word stands upright, the rest as written."""
    escaped = re.sub(r"([%#&$])", r"\\\1", label)
    return rf"\mathrm{{{escaped}}}" if re.fullmatch(r"[^\\_^{}]{2,}", label) else escaped


class Names:
    """The names of one network in one notation."""

    def __init__(self, network: Network, notation: Notation = LECTURE) -> None:
        self._network = network
        self._notation = notation
        known = vars(network)  # of a thousand nodes it is worked out once
        if "_name_places" not in known:
            known["_name_places"] = dict(_places(network))
        self._place: dict[str, tuple[int, int]] = known["_name_places"]

    @property
    def n_levels(self) -> int:
        """How many levels there are, the inputs and the outputs among them."""
        return 1 + max((level for level, _ in self._place.values()), default=-1)

    def unit_in(self, level: int, number: int) -> Unit | None:
        """The unit with this number, from 1, in a level."""
        for first, node in reversed(self._by_level.get(level, [])):
            if first <= number:
                index = number - first
                return Unit(node, index) if index < self._network.nodes[node].units else None
        return None

    @cached_property
    def _by_level(self) -> dict[int, list[tuple[int, str]]]:
        found: dict[int, list[tuple[int, str]]] = {}
        for node, (level, first) in self._place.items():
            found.setdefault(level, []).append((first, node))
        return found

    @cached_property
    def n_hidden_levels(self) -> int:
        """How many levels of hidden neurons there are."""
        return max(
            (self._network.levels[n.id] for n in self._network.of_role(Role.HIDDEN)), default=0
        )

    @property
    def _lecture(self) -> bool:
        return self._notation.letters is Letters.LECTURE

    def _level(self, level: int) -> int | None:
        """The level to print: none where a letter alone says it."""
        if self._lecture:
            return level if self.n_hidden_levels > 1 else None
        return level

    def _place_of(self, unit: Unit) -> tuple[int, int]:
        level, first = self._place[unit.node]
        return level, first + unit.index

    def _own(self, unit: Unit) -> Name | None:
        node = self._network.nodes[unit.node]
        if node.label is None:
            return None
        letter = label_latex(node.label)
        return Name(letter, (unit.index + 1,) if node.units > 1 else ())

    def activation(self, unit: Unit) -> Name:
        """X_j, A_k or ŷ: the value that a neuron hands on."""
        own = self._own(unit)
        if own is not None:
            return own
        role = self._network.nodes[unit.node].role
        level, k = self._place_of(unit)
        if role is Role.INPUT:
            return Name("X" if self._lecture else "x", (k,))
        if role is Role.OUTPUT:
            return Name(r"\hat{y}", self._output_index(k))
        return Name("A" if self._lecture else "a", (k,), self._level(level))

    def _output_index(self, k: int) -> tuple[int, ...]:
        return (k,) if len(self.outputs) > 1 else ()

    def spoken(self, unit: Unit) -> str:
        """What a neuron is called in a sentence: a pixel, an output of a class, or by its name."""
        is_input = self._network.nodes[unit.node].role is Role.INPUT
        if is_input and self._network.data.image is not None:
            return tr("pixel {j}").format(j=self._place_of(unit)[1])
        name, category = self.activation(unit).plain, self.category(unit)
        return f"{name} ({category})" if category else name

    @cached_property
    def outputs(self) -> list[Unit]:
        """The output neurons in the order of the targets."""
        return self._network.units(Role.OUTPUT)

    def category(self, unit: Unit) -> str:
        """What the data call one of several outputs, as the digit it stands for; else blank."""
        return self._categories.get(unit, "")

    @cached_property
    def _categories(self) -> dict[Unit, str]:
        names = [column.name for column in self._network.data.target_columns]
        if len(self.outputs) < 2 or len(names) != len(self.outputs):
            return {}
        own = (self._network.nodes[unit.node].label for unit in self.outputs)
        found = zip(self.outputs, names, own, strict=True)
        return {unit: name for unit, name, label in found if name and name != label}

    def pixel(self, unit: Unit) -> tuple[int, int] | None:
        """The row and the column, from 1, of the pixel that an input is, None if it is none."""
        image = self._network.data.image
        if image is None or self._network.nodes[unit.node].role is not Role.INPUT:
            return None
        row, column = divmod(self._place_of(unit)[1] - 1, image[1])
        return row + 1, column + 1

    def z(self, unit: Unit) -> Name:
        """The weighted sum before the activation: z_k, or z_y for an output."""
        return self._of_unit("z", unit)

    def delta(self, unit: Unit) -> Name:
        """The derivative of the loss with respect to z: δ_k."""
        return self._of_unit(r"\delta", unit)

    def _of_unit(self, letter: str, unit: Unit) -> Name:
        level, k = self._place_of(unit)
        if self._network.nodes[unit.node].role is Role.OUTPUT:
            m = self._output_index(k)
            return Name(letter, (f"y_{{{m[0]}}}" if m else "y",))
        return Name(letter, (k,), self._level(level))

    def target(self, unit: Unit) -> Name:
        """The observed y (or y_m) of an output."""
        return Name("y", self._output_index(self._place_of(unit)[1]))

    def parameter(self, parameter: Parameter) -> Name:
        """w_kj, w_k0, β_k, β_0, β_mk, w^{(l)}_kj; an edge that skips a level: w_{target,source}."""
        target, source = parameter
        if source is not None:
            edge = self._network.edges[EdgeKey(source.node, target.node)]
            if edge.label is not None:
                own = (target.index + 1, source.index + 1) if edge.weight.size > 1 else ()
                return Name(label_latex(edge.label), own)
            if not self.is_layered(edge.key):
                ends = self.activation(target).latex, self.activation(source).latex
                return Name("w", ends if self._target_first else ends[::-1])
        level, k = self._place_of(target)
        j = 0 if source is None else self._place_of(source)[1]
        if self._network.nodes[target.node].role is Role.OUTPUT and self._lecture:
            m = self._output_index(k)
            return Name(r"\beta", self._ordered(*m, j))
        if source is None and not self._lecture:
            return Name("b", (k,), level)
        return Name("w", self._ordered(k, j), self._level(level))

    @property
    def _target_first(self) -> bool:
        return self._notation.index_order is IndexOrder.TARGET_FIRST

    def _ordered(self, *indices: int) -> tuple[int, ...]:
        return indices if self._target_first else indices[::-1]

    def is_layered(self, key: EdgeKey) -> bool:
        """Return whether an edge goes from one level to the very next."""
        levels = self._network.levels
        return levels[key.target] == levels[key.source] + 1

    def node(self, node_id: str) -> Name:
        """The name of a whole node; a block of several units is named by its first and last."""
        node = self._network.nodes[node_id]
        if node.units == 1:
            return self.activation(Unit(node_id))
        if node.label is not None:
            return Name(label_latex(node.label))
        first = self.activation(Unit(node_id, 0))
        last = self.activation(Unit(node_id, node.units - 1)).indices[0]
        return Name(first.letter, (f"{first.indices[0]}…{last}",), first.level)


def _places(network: Network) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each node's level and the number of its first unit in that level, from 1."""
    used: dict[int, int] = {}
    for node in network.nodes.values():
        level = network.levels[node.id]
        yield node.id, (level, used.get(level, 0) + 1)
        used[level] = used.get(level, 0) + node.units


def plain_names(network: Network) -> dict[str, str]:
    """The plain name of every node by id, for messages."""
    names = Names(network)
    return {node_id: names.node(node_id).plain for node_id in network.nodes}

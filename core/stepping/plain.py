"""Formulas as a line of Unicode text, for terminals and screen readers."""

import re

from core.language import trn
from core.network.naming import plain_text, read_group

_WORDS = {
    r"\cdots": "…", r"\cdot": "·", r"\partial": "∂", r"\left": "", r"\right": "",
    r"\{": "{", r"\}": "}",
    r"\varepsilon": "ε", r"\sigma": "σ", r"\Phi": "Φ", r"\varphi": "φ", r"\delta": "δ",
    r"\beta": "β", r"\prime": "′", r"\infty": "∞", r"\top": "ᵀ", r"\sum": "Σ", r"\ln": "ln",
    r"\tanh": "tanh", r"\cosh": "cosh", r"\sin": "sin", r"\cos": "cos", r"\max": "max",
    r"\nabla": "∇", r"\gamma": "γ", r"\rho": "ρ", r"\eta": "η", r"\lambda": "λ", r"\sqrt": "√",
    r"\lceil": "⌈", r"\rceil": "⌉", r"\min": "min", r"\;": " ", r"\,": " ",
}  # fmt: skip


def plain_formula(latex: str) -> str:
    r"""Turn the LaTeX that our formulas are made of into text: ``\frac{a}{b}`` is ``a/b``."""
    text = latex.replace("{,}", "‚")  # keep a decimal comma out of the way of index lists
    while (start := text.find(r"\frac")) >= 0:
        top, after = read_group(text, start + 5)
        bottom, end = read_group(text, after)
        whole = f"{_bracketed(plain_formula(top))}/{_bracketed(plain_formula(bottom))}"
        text = text[:start] + whole + text[end:]
    text = re.sub(r"\\underset\{(\d+)\}\{\\cdots\}", _dots, text)
    text = re.sub(r"\\mathrm\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\text\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"e\^\{((?:[^{}]|\{[^{}]*\})*)\}", lambda m: f"exp({plain_formula(m[1])})", text)
    text = text.replace(r"\hat{y}", "ŷ").replace("'", "′").replace(r"{}^{\top}", r"^{\top}")
    text = re.sub(
        r"\^\{\\prime(\(\d+\))?\}", lambda m: "^{" + (m[1] or "") + "}′" if m[1] else "′", text
    )
    for word in sorted(_WORDS, key=len, reverse=True):
        text = text.replace(word, _WORDS[word])
    text = re.sub(r"\((-?[\d.‚]+)\)\^", r"(\1)^", text)
    text = plain_text(text).replace("‚", ",").replace("-", "−")
    return _spaced(text)


def _dots(match: re.Match[str]) -> str:
    n = int(match[1])
    return trn("[… {n} more term]", "[… {n} more terms]", n)


def _spaced(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"([(\[]) ", r"\1", re.sub(r" ([)\],])", r"\1", text))
    text = re.sub(r"(^|[=(] ?)− (?=\S)", r"\1−", text)
    return re.sub(r"∂ ", "∂", text).strip()


def _bracketed(text: str) -> str:
    return text if re.fullmatch(r"[^\s/·+−]+|−[\d.,]+|\w+\([^()]*\)", text) else f"({text})"

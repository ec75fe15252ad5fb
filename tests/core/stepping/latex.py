"""An evaluator of printed formulas that knows nothing of how they were made."""

import math
import re

_FUNCTIONS = {
    "sigma": lambda x: 1 / (1 + math.exp(-x)) if x > -700 else math.exp(x),
    "tanh": math.tanh,
    "ln": lambda x: math.log(x) if x > 0 else -math.inf,
    "sin": math.sin,
    "cos": math.cos,
    "sech2": lambda x: 1 / math.cosh(x) ** 2,
    "exp": lambda x: math.exp(x) if x < 709 else math.inf,
    "sqrt": math.sqrt,
    "sign": lambda x: (x > 0) - (x < 0),
    "ceil": math.ceil,
    "max": max,
    "min": min,
    "Phi": lambda x: 0.5 * math.erfc(-x / math.sqrt(2)),
    "varphi": lambda x: math.exp(-x * x / 2) / math.sqrt(2 * math.pi),
    "ReLU_slope": lambda x: float(x > 0),
    "LReLU": lambda x: x if x > 0 else 0.01 * x,
    "LReLU_slope": lambda x: 1.0 if x > 0 else 0.01,
    "ELU": lambda x: x if x > 0 else math.expm1(x),
    "ELU_slope": lambda x: 1.0 if x > 0 else math.exp(x),
    "hardtanh_slope": lambda x: float(abs(x) < 1),
    "step": lambda x: float(x > 0),
    "step_slope": lambda x: 0.0,
    "product": lambda *xs: 0.0 if 0.0 in xs else math.prod(xs),
}


def evaluate(latex: str) -> float:
    """The value of a formula that is printed in numbers."""
    return float(eval(_python(latex), {"__builtins__": {}}, dict(_FUNCTIONS)))


def _group(text: str, start: int) -> tuple[str, int]:
    depth = 0
    for end in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return text[start + 1 : end], end + 1
    raise ValueError(text)


def _python(latex: str) -> str:
    text = latex.replace("{,}", ".").replace(r"\left", "").replace(r"\right", "")
    text = text.replace(r"\{", "(").replace(r"\}", ")")
    text = text.replace(r"\lceil", " ceil(").replace(r"\rceil", ")")
    while (at := text.find(r"\sqrt")) >= 0:
        inner, end = _group(text, at + 5)
        text = f"{text[:at]} sqrt({_python(inner)}){text[end:]}"
    text = re.sub(r"\\mathrm\{(\w+)\}'", r" \1_slope", text)
    text = re.sub(r"\\mathrm\{(\w+)\}", r" \1", text)
    while (at := text.find(r"\frac{1}{\cosh^2")) >= 0:
        inner, end = _group(text, at + len(r"\frac{1}"))
        text = f"{text[:at]} sech2{inner.removeprefix(chr(92) + 'cosh^2')}{text[end:]}"
    while (at := text.find(r"\frac")) >= 0:
        top, after = _group(text, at + 5)
        bottom, end = _group(text, after)
        text = f"{text[:at]}(({_python(top)})/({_python(bottom)})){text[end:]}"
    while (match := re.search(r"(?<![\w.])e\^\{", text)) is not None:
        inner, end = _group(text, match.end() - 1)
        text = f"{text[: match.start()]} exp({_python(inner)}){text[end:]}"
    text = re.sub(r"\s*\\cdot 10\^\{(-?\d+)\}", r"e\1", text)
    text = re.sub(r"\^\{?(\d+)\}?", r"**\1", text)
    text = text.replace(r"\cdot", "*").replace("\\", " ")
    text = re.sub(r"([\d.)])\s*\(", r"\1 * (", text)
    text = re.sub(r"(\w+) \* \(", lambda m: m[0] if m[1][0].isdigit() else f"{m[1]}(", text)
    return re.sub(r"\)\s+(?=\d)", ") * ", text).strip()

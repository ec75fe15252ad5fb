"""The names of usual drawings, and what formulas are made of: to be typeset beforehand."""

from core.network.layers import lay_down
from core.network.naming import Names
from core.network.network import Network
from core.network.notation import Notation

_SIZES = ((2, 2, 1), (2, 8, 1), (2, 8, 8, 1))
USUAL_PIECES = (
    "0123456789.", "=", "+", "-", r"\cdot", "z_{1}", "z_{2}", r"\sigma(z_{1})",
    r"\frac{1}{1 + e^{- 1}}", "L", r"(y - \hat{y})^2", r"\max\{0, z_{1}\}",
    r"\frac{\partial L}{\partial \hat{y}}", r"1.0\cdot 10^{-6}", r"\varepsilon", "L'",
    r"w^{\prime}_{11}", r"\hat{y}^{\prime}", r"A^{\prime}_{1}", r"\mathrm{ReLU}'(z_{1})",
)  # fmt: skip
"""What the formulas of most lessons are made of: digits, signs, and the first names."""


def usual_names(notation: Notation) -> list[str]:
    """Names of nodes and parameters in LaTeX, those of small networks first, each once."""
    found: dict[str, None] = {}
    for sizes in _SIZES:
        network = lay_down(Network(), sizes, "sigmoid", "logistic", "mse")
        names = Names(network, notation)
        found |= {names.node(node).latex: None for node in network.nodes}
        found |= {names.parameter(p).latex: None for p in network.parameters()}
    return list(found)

r"""The formulas of the optimizers for one parameter: from ∇ and the state to θ'.

Adam's constants are always written "Adam β₁", as β₁ is also an output weight.
"""

from core.network.edge import Parameter
from core.network.node import Array
from core.stepping.expression import (
    Call,
    Expression,
    Fraction,
    Named,
    Power,
    Product,
    Subtotal,
    Sum,
    add,
    minus,
)
from core.stepping.formulas import ONE
from core.stepping.quantity import Kind, Quantity
from core.stepping.replay import Move
from core.stepping.step import Line


class OptimizerLines:
    """Writes what an optimizer does with one parameter in one training step."""

    def __init__(self, move: Move, parameter: Parameter) -> None:
        self._move, self._parameter = move, parameter
        self._index = move.training.plan.theta_index(parameter)
        self._settings = move.training.settings
        self._nabla = self._of(Kind.TOTAL_GRADIENT, move.gradient)
        self._rate = Named(Quantity(Kind.LEARNING_RATE), move.rate)

    def _of(self, kind: Kind, vector: Array) -> Named:
        return Named(Quantity(kind, parameter=self._parameter), float(vector[self._index]))

    # The state

    def velocity(self) -> Line:
        """v' = γv − ε∇."""
        gamma = Subtotal(self._settings.momentum, latex=r"\gamma")
        old = self._of(Kind.VELOCITY, self._move.state["v"])
        formula = minus(Product((gamma, old)), Product((self._rate, self._nabla)))
        return _line(self._of(Kind.NEW_VELOCITY, self._move.new_state["v"]), formula)

    def mean_square(self) -> Line:
        """E' = ρE + (1 − ρ)∇²."""
        rho = Subtotal(self._settings.rho, latex=r"\rho")
        old = self._of(Kind.MEAN_SQUARE, self._move.state["E"])
        new = self._of(Kind.NEW_MEAN_SQUARE, self._move.new_state["E"])
        return _line(new, _mixed(rho, old, Power(self._nabla, 2)))

    def moments(self) -> tuple[Line, Line]:
        """m' and v' of Adam."""
        state, new = self._move.state, self._move.new_state
        m, v = self._of(Kind.FIRST_MOMENT, state["m"]), self._of(Kind.SECOND_MOMENT, state["v"])
        return (
            _line(self._new_m(), _mixed(self._beta(1), m, self._nabla)),
            _line(
                self._of(Kind.NEW_SECOND_MOMENT, new["v"]),
                _mixed(self._beta(2), v, Power(self._nabla, 2)),
            ),
        )

    def corrected(self) -> tuple[Line, Line]:
        """m̂ = m'/(1 − β₁ᵗ) and v̂ = v'/(1 − β₂ᵗ)."""
        new = self._of(Kind.NEW_SECOND_MOMENT, self._move.new_state["v"])
        return (
            _line(self._m_hat(), Fraction(self._new_m(), self._missing(1))),
            _line(self._v_hat(), Fraction(new, self._missing(2))),
        )

    def _missing(self, which: int) -> Expression:
        """1 − β^t: what the average still lacks after t steps."""
        return minus(ONE, Power(self._beta(which), self._move.number, "t"))

    def _beta(self, which: int) -> Subtotal:
        value = self._settings.beta1 if which == 1 else self._settings.beta2
        return Subtotal(value, latex=rf"\mathrm{{Adam}}\,\beta_{which}")

    def _new_m(self) -> Named:
        return self._of(Kind.NEW_FIRST_MOMENT, self._move.new_state["m"])

    def _m_hat(self) -> Named:
        """m̂, or m' itself where nothing is corrected."""
        if not self._settings.bias_correction:
            return self._new_m()
        return self._of(Kind.FIRST_CORRECTED, self._move.corrected[0])

    def _v_hat(self) -> Named:
        if not self._settings.bias_correction:
            return self._of(Kind.NEW_SECOND_MOMENT, self._move.new_state["v"])
        return self._of(Kind.SECOND_CORRECTED, self._move.corrected[1])

    # The step

    def effective(self) -> Line:
        """ε/√(E' + η): how far a gradient of 1 would move this parameter now."""
        formula = self._effective_formula()
        quantity = Quantity(Kind.EFFECTIVE_STEP, parameter=self._parameter)
        return _line(Named(quantity, formula.evaluate()), formula)

    def _effective_formula(self) -> Fraction:
        square = (
            self._of(Kind.NEW_MEAN_SQUARE, self._move.new_state["E"])
            if self._settings.optimizer == "rmsprop"
            else self._v_hat()
        )
        eta = Subtotal(self._settings.eta, latex=r"\eta")
        if self._settings.eta_outside:
            return Fraction(self._rate, add(Call("sqrt", square), eta))
        return Fraction(self._rate, Call("sqrt", add(square, eta)))

    def update(self) -> Line:
        """θ' from θ, by what the optimizer made of the gradient."""
        quantity = Quantity(Kind.PARAMETER, parameter=self._parameter)
        old = Named(quantity, float(self._move.theta[self._index]))
        new = self._of(Kind.NEW_PARAMETER, self._move.new_theta)
        if not self._move.training.plan.trainable[self._index]:
            return _line(new, old)
        match self._settings.optimizer:
            case "gd":
                return _moved(new, old, minus(old, Product((self._rate, self._nabla))))
            case "momentum":
                velocity = self._of(Kind.NEW_VELOCITY, self._move.new_state["v"])
                return _moved(new, old, add(old, velocity))
        what = self._nabla if self._settings.optimizer == "rmsprop" else self._m_hat()
        step = self.effective().left
        return _moved(new, old, minus(old, Product((step, what))))


def _moved(new: Named, old: Named, formula: Expression) -> Line:
    """A new value, printed so that it is seen to differ from the old one."""
    return Line(new, formula, new.value, apart=old.value)


def _line(left: Named, formula: Expression) -> Line:
    return Line(left, formula, left.value)


def _mixed(share: Expression, old: Expression, new: Expression) -> Sum:
    """A running average: share · old + (1 − share) · new."""
    return Sum((Product((share, old)), Product((minus(ONE, share), new))))

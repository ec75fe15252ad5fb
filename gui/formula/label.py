"""One small formula: as a widget for panels and cards, or painted by a canvas item."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.network.naming import plain_text
from gui.formula.typeset import Formula, typeset
from gui.theme import theme


def paint_formula(
    painter: QPainter, latex: str, point: QPointF, size: float, token: str = "text"
) -> None:
    """Paint a formula with the left end of its baseline at ``point``, an em of ``size`` units."""
    typeset(latex, size, theme().colour(token)).paint(painter, point.x(), point.y())


def paint_formula_in(
    painter: QPainter, latex: str, box: QRectF, size: float, token: str = "text"
) -> None:
    """Paint a formula in the middle of ``box``, made smaller where it would not fit."""
    formula = typeset(latex, size, theme().colour(token))
    share = min(1.0, box.width() / formula.width if formula.width else 1.0)
    typeset(latex, size * share, formula.colour).paint_in(painter, box)


class FormulaLabel(QWidget):
    """A formula of one fixed line; ``size`` is its em in pixels at 100 % text."""

    def __init__(
        self,
        latex: str = "",
        size: float = 16,
        token: str = "text",
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._latex, self._size, self._token, self._alignment = latex, size, token, alignment
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._refresh)
        self._refresh()

    @property
    def latex(self) -> str:
        """The LaTeX that is shown."""
        return self._latex

    def set_latex(self, latex: str, token: str | None = None) -> None:
        """Show another formula, in another colour if ``token`` is given."""
        token = self._token if token is None else token
        if (latex, token) != (self._latex, self._token):
            self._latex, self._token = latex, token
            self._refresh()

    def _refresh(self) -> None:
        self.setAccessibleName(plain_text(self._latex))
        self.updateGeometry()
        self.update()

    def _formula(self) -> Formula:
        size = self._size * theme().scale
        token = self._token if self.isEnabled() else "muted"
        return typeset(self._latex, size, theme().colour(token))

    def sizeHint(self) -> QSize:
        formula, room = self._formula(), 2
        em = formula.size
        # At least a line high, so that labels in a row share their baselines.
        height = max(formula.ascent, 0.75 * em) + max(formula.descent, 0.25 * em)
        return QSize(round(formula.width) + 2 * room, round(height) + 2 * room)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        formula = self._formula()
        free = self.width() - formula.width
        shares = {Qt.AlignmentFlag.AlignRight: 1.0, Qt.AlignmentFlag.AlignHCenter: 0.5}
        x = max(2.0, free * shares.get(self._alignment, 0.0) - 2)
        top, bottom = (
            max(formula.ascent, 0.75 * formula.size),
            max(formula.descent, 0.25 * formula.size),
        )
        painter = QPainter(self)
        formula.paint(painter, x, round((self.height() + top - bottom) / 2))
        painter.end()

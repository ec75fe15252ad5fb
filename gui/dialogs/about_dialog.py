"""What Nodewise is, the lecture it follows, the works it rests on and its licences."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from core.datasets.catalogue import CATALOGUE
from core.language import tr
from gui.icons import app_icon
from gui.theme import theme

VERSION = "0.1.0"
LIBRARIES = (
    ("Qt for Python (PySide6)", "LGPL 3", "https://www.qt.io/qt-for-python"),
    ("NumPy", "BSD", "https://numpy.org"),
    ("pyqtgraph", "MIT", "https://www.pyqtgraph.org"),
    ("ziamath, ziafont", "MIT", "https://ziamath.readthedocs.io"),
    ("STIX Two Math", "SIL Open Font License", "https://www.stixfonts.org"),
)
REFERENCES = (
    "Cybenko, G. (1989). Approximation by superpositions of a sigmoidal function. Mathematics of "
    "Control, Signals and Systems 2.",
    "Hornik, K., Stinchcombe, M., White, H. (1989). Multilayer feedforward networks are universal "
    "approximators. Neural Networks 2.",
    "James, G., Witten, D., Hastie, T., Tibshirani, R. (2021). An Introduction to Statistical "
    "Learning, 2nd ed. Springer.",
    "Kingma, D. P., Ba, J. (2014). Adam: a method for stochastic optimization. arXiv:1412.6980.",
    "Polyak, B. T. (1964). Some methods of speeding up the convergence of iteration methods. USSR "
    "Computational Mathematics and Mathematical Physics 4.",
    "Tieleman, T., Hinton, G. (2012). Lecture 6.5: RMSProp. Neural Networks for Machine Learning.",
    "Zhou, P. et al. (2020). Towards theoretically understanding why SGD generalizes better than "
    "Adam in deep learning. NeurIPS 33.",
    "Mazur, M. (2015). A step by step backpropagation example. mattmazur.com.",
)


class AboutDialog(QDialog):
    """One page to read, with links."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Nodewise"))
        self.setWindowIcon(app_icon())
        self.page = QTextBrowser()
        self.page.setOpenExternalLinks(True)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.page.setHtml(page_html())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.page)
        column.addWidget(buttons)
        room = self.screen().availableGeometry()
        width = min(theme().px(560), round(room.width() * 0.9))
        self.resize(width, min(theme().px(560), round(room.height() * 0.85)))


def page_html() -> str:
    """The page, with links in the theme's colour."""
    libraries = "".join(
        f'<li><a href="{address}">{name}</a> ({licence})</li>'
        for name, licence, address in LIBRARIES
    )
    references = "".join(f"<li>{reference}</li>" for reference in REFERENCES)
    data = "".join(
        f"<li>{tr(d.title)}: {tr(d.source['origin'])} ({tr(d.source['licence'])})</li>"
        for d in CATALOGUE.values()
        if not d.is_generated
    )
    lecture = tr(
        "The lessons and the notation follow the lecture “Intro to Deep Learning” by "
        "Ignacio Sarmiento-Barbieri, Universidad de los Andes. Where a slide prints another "
        "number than exact arithmetic gives, Nodewise shows the exact one and says so."
    )
    what = tr(
        "Draw a neural network node by node, step through every number of it, and train it live."
    )
    licence = tr("Nodewise is free software under the MIT licence. It stands on:")
    software, references_title = tr("Software"), tr("References")
    return (
        f"<style>a {{ color: {theme().colour('accent').name()}; }}</style>"
        f"<h2>Nodewise {VERSION}</h2><p>{what}</p><p>{lecture}</p>"
        f"<h3>{software}</h3><p>{licence}</p><ul>{libraries}</ul>"
        f"<h3>{tr('Data')}</h3><ul>{data}</ul>"
        f"<h3>{references_title}</h3><ul>{references}</ul>"
    )

"""The application style sheet, written anew for each theme and size of text.

Hooks for widgets: ``primary`` (a push button that is the one thing to do next), ``flat`` (a button
without a box), ``role`` = heading | muted | error | good (labels) and ``invalid`` (a field whose
text cannot be taken), all as dynamic properties; NoteCard and Card are frames of `gui.style`.
"""

import re
from pathlib import Path

from gui.theme import Theme

_IMAGES = Path(__file__).parent.parent / "resources" / "icons" / "style"

_SHEET = """
QToolTip { color: @text; background: @canvas; border: 1px solid @line; padding: 4px 6px; }
QMenuBar { background: @window; color: @text; border-bottom: 1px solid @line; }
QMenuBar::item { padding: $5 $9; background: transparent; border-radius: 6px; }
QMenuBar::item:selected { background: @hover; }
QToolButton#qt_menubar_ext_button { background: @chosen; border: none; border-radius: 3px;
  padding: 0; icon-size: 12px; }
QMenu { background: @canvas; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: $5 $24 $5 $12; border-radius: 6px; }
QMenu::item:selected { background: @accent; color: @on_accent; }
QMenu::item:disabled { color: @faint; background: transparent; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::icon { padding-left: $8; }

QPushButton { color: @text; background: @canvas; border: 1px solid @edge; border-radius: 8px;
  padding: $5 $12; icon-size: $16; }
QPushButton:hover { background: @hover; }
QPushButton:pressed, QPushButton:checked { background: @chosen; border-color: @accent; }
QPushButton:disabled { color: @faint; background: @panel; border-color: @line; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; }
QPushButton[flat="true"]:hover { background: @hover; }
QPushButton[primary="true"] { color: @on_accent; background: @accent; border-color: @accent;
  font-weight: bold; }
QPushButton[primary="true"]:hover { background: @accent_hover; }
QPushButton[primary="true"]:disabled { color: @faint; background: @line; border-color: @line; }
QPushButton:focus { border: 2px solid @accent; padding: $5-1 $12-1; }
QPushButton[primary="true"]:focus { border: 2px solid @text; }
QToolButton { color: @text; background: transparent; border: 1px solid transparent;
  border-radius: 8px; padding: $4; icon-size: $18; }
QToolButton:hover { background: @hover; }
QToolButton:checked, QToolButton:pressed { background: @chosen; color: @accent_text; }
QToolButton:disabled { color: @faint; }
QToolButton:focus { border: 2px solid @accent; padding: $4-1; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { color: @text;
  background: @canvas; border: 1px solid @edge; border-radius: 6px; padding: $4 $7;
  selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:read-only { background: @panel; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @faint;
  background: @panel; border-color: @line; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: 2px solid @accent; padding: $4-1 $7-1; }
QLineEdit[invalid="true"] { border: 2px solid @bad; padding: $4-1 $7-1; }
QComboBox { padding-right: 0; combobox-popup: 0; }
QComboBox::drop-down { border: none; width: $22; }
QComboBox::down-arrow { image: url(%down); width: $12; height: $12; }
QComboBox QAbstractItemView { color: @text; background: @canvas; border: 1px solid @line;
  selection-background-color: @accent; selection-color: @on_accent; padding: 2px; }
QComboBox QAbstractItemView:focus { border: 1px solid @line; }
QComboBox QAbstractItemView::item { padding: 3px $4; }
QAbstractSpinBox { padding-right: $20; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0 $4; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: $18; }
QAbstractSpinBox::up-arrow { image: url(%up); width: $10; height: $10; }
QAbstractSpinBox::down-arrow { image: url(%down); width: $10; height: $10; }

QCheckBox, QRadioButton { color: @text; spacing: $7; padding: 2px; border: 1px solid transparent;
  border-radius: 6px; }
QCheckBox:disabled, QRadioButton:disabled { color: @faint; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator { width: $14; height: $14;
  background: @canvas;
  border: 1px solid @strong; border-radius: 4px; }
QRadioButton::indicator { border-radius: $7; }
QCheckBox::indicator:checked, QTableView::indicator:checked { background: @accent;
  border-color: @accent; image: url(%check); }
QCheckBox::indicator:indeterminate { background: @accent; border-color: @accent;
  image: url(%dot); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent; image: url(%dot); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @line; }

QSlider { min-height: $20; border: 1px solid transparent; border-radius: 6px; }
QSlider:focus { border-color: @accent; }
QSlider::groove:horizontal { height: $4; border-radius: 2px; background: @edge; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { width: $14; height: $14; margin: -$5 0; border-radius: $6;
  background: @accent; border: 2px solid @canvas; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: @faint; }
QProgressBar { border: none; border-radius: 3px; background: @line; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar::tab { color: @muted; background: transparent; padding: $6 $12; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @accent_text; border-bottom-color: @accent; font-weight: bold; }
QTabBar::tab:focus { background: @hover; border-radius: 6px; }
QTabBar::tab:disabled { color: @faint; }

QTableView, QTreeView, QListView { color: @text; background: @canvas; border: 1px solid @line;
  border-radius: 6px; gridline-color: @line; selection-background-color: @chosen;
  selection-color: @text; alternate-background-color: @panel; outline: none; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 2px solid @accent; }
QTableView::item:focus { border: 2px solid @accent; }
QTableView::item:selected:!active { background: @hover; color: @text; }
QTableView QLineEdit { border-radius: 0; padding: 0 2px; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { color: @muted; background: @panel; border: none;
  border-right: 1px solid @line; border-bottom: 1px solid @line; padding: $4 $7; }
QHeaderView::section:checked { color: @text; font-weight: bold; }
QTableCornerButton::section { background: @panel; border: none; }

QDialogButtonBox, QMessageBox { dialogbuttonbox-buttons-have-icons: 0; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; margin: 0 2px; }
QSplitter::handle:vertical { height: 1px; margin: 2px 0; }
QSplitter::handle:hover { background: @accent; }
QScrollArea { border: none; background: transparent; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: $10; }
QScrollBar:horizontal { height: $10; }
QScrollBar::handle { background: @strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: $28; }
QScrollBar::handle:horizontal { min-width: $28; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QGroupBox { border: 1px solid @line; border-radius: 8px; margin-top: $16; padding-top: $6; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; padding: 0 4px; color: @muted; }
QStatusBar { background: @panel; color: @muted; border-top: 1px solid @line; }

QLabel[role="heading"] { color: @muted; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="error"] { color: @bad; }
QLabel[role="good"] { color: @good; }
NoteCard { background: @note_fill; border: 1px solid @note_line; border-radius: 8px; }
NoteCard QLabel { color: @text; background: transparent; }
Card { background: @canvas; border: 1px solid @line; border-radius: 8px; }
"""


def style_sheet(theme: Theme) -> str:
    """The sheet for the colours and the size of text in force."""
    colours = _mixed(theme)

    def colour(match: re.Match) -> str:
        return colours.get(match[1]) or theme.colour(match[1]).name()

    def length(match: re.Match) -> str:
        return f"{theme.px(int(match[1])) - int(match[2] or 0)}px"

    shade = "dark" if theme.is_dark else "light"
    sheet = re.sub(r"%(\w+)", lambda m: (_IMAGES / f"{m[1]}_{shade}.svg").as_posix(), _SHEET)
    return re.sub(r"@(\w+)", colour, re.sub(r"\$(\d+)(?:-(\d))?", length, sheet))


def _mixed(theme: Theme) -> dict[str, str]:
    """Colours between two tokens, for what is under the pointer, chosen or out of reach."""
    mixes = {
        "hover": theme.blended("accent", 0.10, "panel"),
        "chosen": theme.blended("accent", 0.18, "panel"),
        "accent_hover": theme.blended("accent", 0.88, "text"),
        "accent_text": theme.blended("accent", 0.85, "text"),
        "edge": theme.blended("line", 0.75, "muted"),
        "strong": theme.blended("muted", 0.55, "panel"),
        "faint": theme.blended("muted", 0.6, "panel"),
    }
    return {name: colour.name() for name, colour in mixes.items()}

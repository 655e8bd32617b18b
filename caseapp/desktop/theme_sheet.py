"""The one style sheet, filled from tokens.

Rules hang on a property (role, kind, surface, line, state), never on class trees: a rule
such as "QWidget { background }" would reach into every child, dialog and tooltip. Every
disabled kind is stated, because `[kind]` and `:disabled` weigh the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

_LABELS = """
QLabel { color: $ink; background: transparent; }
QLabel[role="second"], QLabel[role="caption"], QLabel[role="label"] { color: $ink2; }
QLabel[role="muted"] { color: $ink3; }
QLabel[role="accent"] { color: $accent; }
QLabel[role="error"] { color: $danger; }
QLabel[role="warn"] { color: $warn; }
"""

_SURFACES = """
*[surface="sidebar"] { background: $sidebar; }
*[surface="canvas"] { background: $canvas; }
*[surface="paper"] { background: $surface; }
*[surface="sunken"] { background: $sunken; }
*[surface="select"] { background: $select; }
*[surface="panel"] { background: $surface; border: 1px solid $line; border-radius: ${PANEL}px; }
*[surface="warn"] { background: $warn_bg; }
*[surface="danger"] { background: $danger_bg; }
*[surface="info"] { background: $info_bg; }
*[surface="ok"] { background: $ok_bg; }
*[line="h"] { background: $line; min-height: 1px; max-height: 1px; border: none; }
*[line="v"] { background: $line; min-width: 1px; max-width: 1px; border: none; }
"""

_BUTTONS = """
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton { min-height: 30px; padding: 0 12px; border: 1px solid $control;
    border-radius: ${CONTROL}px; background: $surface; color: $ink; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $select; }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: 28px; }
QPushButton:disabled { color: $ink3; border-color: $line; background: transparent; }
QPushButton[kind="primary"] { background: $fill; border-color: $fill; color: $on_fill; }
QPushButton[kind="primary"]:hover { background: $fill_hover; border-color: $fill_hover; }
QPushButton[kind="primary"]:pressed { background: $fill_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled { background: $sunken; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; padding: 0 8px; }
QPushButton[kind="quiet"]:hover { background: $sunken; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 0 7px; }
QPushButton[kind="quiet"]:disabled { background: transparent; border-color: transparent; }
QPushButton[kind="link"] { background: transparent; border: 2px solid transparent;
    padding: 0 2px; min-height: 20px; border-radius: 4px; }
QPushButton[kind="link"]:hover { background: $sunken; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; }
QPushButton[kind="link"]:disabled { background: transparent; border-color: transparent; }
QPushButton[kind="nav"] { background: transparent; border-color: transparent; padding: 0 8px; }
QPushButton[kind="nav"]:hover { background: $canvas; }
QPushButton[kind="nav"]:checked { background: $surface; border-color: $line; }
QPushButton[kind="nav"]:focus { border: 2px solid $accent; padding: 0 7px; }
QPushButton[kind="segment"] { background: transparent; border-color: transparent;
    padding: 0 8px; min-height: 22px; }
QPushButton[kind="segment"]:hover { background: $sunken; }
QPushButton[kind="segment"]:checked { background: $select; }
QPushButton[kind="segment"]:focus { border: 2px solid $accent; padding: 0 7px; min-height: 20px; }
QPushButton[kind="search"] { background: $sunken; border-color: $control; }
QPushButton[kind="search"]:hover { background: $surface; }
QPushButton[kind="search"]:focus { background: $surface; border: 2px solid $accent; }
QPushButton[small="true"] { min-height: 22px; padding: 0 8px; }
QPushButton[small="true"]:focus { min-height: 20px; padding: 0 7px; }
QPushButton[kind="link"][small="true"] { padding: 0; min-height: 20px; }
"""

_FIELDS = """
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit { border: 1px solid $control;
    border-radius: ${CONTROL}px; background: $surface; color: $ink; padding: 0 8px;
    placeholder-text-color: $ink3; selection-background-color: $fill; selection-color: $on_fill; }
QLineEdit, QComboBox { min-height: 30px; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 7px; min-height: 28px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 3px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
    color: $ink3; border-color: $line; background: transparent; }
QLineEdit[readOnly="true"] { background: transparent; border-color: $line; }
*[state="error"] { border-color: $danger; }
*[state="warn"] { border-color: $warn; }
QLineEdit[kind="palette"], QLineEdit[kind="palette"]:focus { background: transparent;
    border: none; padding: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$chevron"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $line;
    selection-background-color: $select; selection-color: $ink; outline: 0; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; }
QCheckBox, QRadioButton { color: $ink; spacing: 8px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $ink3; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $control;
    border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { background: $fill; border-color: $fill; image: url("$check"); }
QCheckBox::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QCheckBox::indicator:disabled { border-color: $line; background: $sunken; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $control;
    border-radius: 8px; background: $surface; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 4px solid $fill; }
QRadioButton::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QRadioButton::indicator:checked:focus { width: 6px; height: 6px; border: 5px solid $accent; }
QRadioButton::indicator:disabled { border-color: $line; background: $sunken; }
"""

_LISTS = """
QTableView, QListView, QTreeView { background: $surface; border: none; outline: 0;
    color: $ink; selection-background-color: $select; selection-color: $ink; }
QListView[kind="ground"] { background: transparent; }
QListView[kind="rail"] { background: transparent; border: 2px solid transparent;
    border-radius: ${CONTROL}px; }
QListView[kind="rail"]:focus { border: 2px solid $accent; }
QListView[kind="rail"]::item { min-height: 32px; padding: 0 8px; color: $ink;
    border: none; border-radius: ${CONTROL}px; }
QListView[kind="rail"]::item:hover { background: $sunken; }
QListView[kind="rail"]::item:selected { background: $select; color: $ink; }
QScrollArea:focus { border: 2px solid $accent; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $ink2; font-size: ${CAPTION}px;
    font-weight: 500; border: none; border-bottom: 1px solid $line; padding: 0 8px; height: 31px; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollArea { background: transparent; border: none; }
QScrollBar { background: transparent; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px;
    min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_FLOATING = """
QProgressBar { border: none; border-radius: 3px; background: $line;
    max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $fill; border-radius: 3px; }
QToolTip { background: $ink; color: $surface; border: none; padding: 4px 8px; }
QMenu { background: $surface; color: $ink; border: 1px solid $line; padding: 4px; }
QMenu::item { min-height: 28px; padding: 0 24px 0 8px; border-radius: 4px; }
QMenu::item:selected { background: $select; }
QMenu::item:disabled { color: $ink3; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::indicator:checked { image: url("$tick"); }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QDialog, QMessageBox { background: $canvas; }
"""

_SHEET = Template(_LABELS + _SURFACES + _BUTTONS + _FIELDS + _LISTS + _FLOATING)


def style_sheet(values: Mapping[str, object]) -> str:
    """The sheet, filled with colours, sizes in pixels and paths of two pictures.

    Raises KeyError when a value that it names is missing.
    """
    return _SHEET.substitute(values)

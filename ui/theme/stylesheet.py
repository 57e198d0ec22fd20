"""One style sheet for the whole window, made from the tokens.

A widget says what it is with a dynamic property (``kind``, ``tone``); only this module says how
that looks. The ring round what has the focus is two pixels wide everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.theme.tokens import RADIUS, TARGET, TYPE, Tone

if TYPE_CHECKING:
    from ui.theme.tokens import Colours, Space


def stylesheet(colours: Colours, space: Space, scale: float) -> str:
    """The rules for one theme. ``scale`` is the size of type, 1.0 for the usual one."""
    return "\n".join(
        (
            _ground(colours, scale),
            _words(colours, scale),
            _buttons(colours, space, scale),
            _fields(colours, space, scale),
            _frames(colours, scale),
            _tones(colours, scale),
            _lists(colours, space, scale),
            _frame_of_window(colours, scale),
            _read_from_afar(max(scale, min(scale * AFAR, FURTHEST))),
        )
    )


AFAR = 1.15
"""How much larger type is on a page that is read from across a table."""
FURTHEST = 1.5
"""The size from which on type is large enough there as it is."""


def _points(size: float, scale: float) -> str:
    return f"{size * scale:.1f}pt"


def _ground(c: Colours, scale: float) -> str:
    return f"""
QWidget {{ color: {c.ink}; font-size: {_points(TYPE.body, scale)}; }}
QMainWindow, QDialog, QWidget[kind="canvas"] {{ background: {c.canvas}; }}
QScrollArea, QScrollArea > QWidget > QWidget[kind="body"] {{ background: transparent; border: 0; }}
QSplitter::handle {{ background: {c.line}; }}
QToolTip {{ color: {c.ink}; background: {c.raised}; border: 1px solid {c.border}; padding: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 14px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 0; }}
QScrollBar::handle {{ background: {c.border}; border-radius: 4px; margin: 3px; min-height: 28px; min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _words(c: Colours, scale: float) -> str:
    return f"""
QLabel {{ background: transparent; }}
QLabel[kind="title"] {{ font-size: {_points(TYPE.title, scale)}; font-weight: 700; }}
QLabel[kind="heading"] {{ font-size: {_points(TYPE.heading, scale)}; font-weight: 700; }}
QLabel[kind="subheading"] {{ font-weight: 700; }}
QLabel[kind="lead"] {{ font-size: {_points(TYPE.lead, scale)}; }}
QLabel[kind="strong"] {{ font-weight: 700; }}
QLabel[kind="label"] {{ font-weight: 700; }}
QLabel[kind="hint"], QLabel[kind="muted"] {{ color: {c.muted}; }}
QLabel[kind="small"] {{ color: {c.muted}; font-size: {_points(TYPE.small, scale)}; }}
QLabel[kind="link"] {{ color: {c.accent}; text-decoration: underline; }}
QLabel[kind="error"] {{ color: {c.danger}; font-weight: 700; }}
QLabel[kind="figure"] {{ font-size: {_points(TYPE.title, scale)}; font-weight: 700; color: {c.accent}; }}
"""


def _buttons(c: Colours, space: Space, scale: float) -> str:
    height = round(TARGET * max(1.0, scale * 0.9))
    return f"""
QPushButton {{
    background: {c.surface}; color: {c.accent}; border: 1px solid {c.border};
    border-radius: {RADIUS}px; padding: 5px 15px; min-height: {height - 12}px; font-weight: 700;
}}
QPushButton:hover {{ background: {c.selection}; border-color: {c.accent}; }}
QPushButton:pressed {{ background: {c.selection}; }}
QPushButton:focus {{ border: 2px solid {c.focus}; padding: 4px 14px; }}
QPushButton:disabled {{ color: {c.muted}; background: {c.canvas}; border: 1px dashed {c.border}; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_strong}; border-color: {c.accent_strong}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.focus}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.canvas}; color: {c.muted}; border: 1px dashed {c.border}; }}
QPushButton[kind="danger"] {{ background: {c.surface}; color: {c.danger}; border-color: {c.danger}; }}
QPushButton[kind="danger"]:hover {{ background: {c.tones[Tone.PROBLEM].ground}; }}
QPushButton[kind="link"] {{
    background: transparent; border: 1px solid transparent; padding: 5px 5px;
    text-align: left; text-decoration: underline; font-weight: 400;
}}
QPushButton[kind="link"]:hover {{ background: {c.selection}; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {c.focus}; padding: 4px 4px; }}
QPushButton[kind="link"]:disabled {{ color: {c.muted}; text-decoration: none; border: 1px solid transparent; }}
QPushButton[kind="chip"] {{
    background: {c.selection}; color: {c.ink}; border: 1px solid {c.line}; font-weight: 400;
    padding: 2px 10px;
}}
QPushButton[kind="chip"]:hover {{ border-color: {c.accent}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {c.focus}; padding: 1px 9px; }}
QPushButton[kind="one_of"] {{ font-weight: 400; padding: 3px 12px; color: {c.ink}; }}
QPushButton[kind="one_of"]:focus {{ border: 2px solid {c.focus}; padding: 2px 11px; }}
QPushButton[kind="one_of"]:checked {{ background: {c.selection}; border: 2px solid {c.accent}; padding: 2px 11px; color: {c.accent}; }}
QPushButton[kind="one_of"]:checked:focus {{ border-color: {c.focus}; }}
QPushButton[kind="row"] {{
    background: transparent; border: 0; border-bottom: 1px solid {c.line}; border-radius: 0;
    padding: 0; text-align: left; font-weight: 400;
}}
QPushButton[kind="row"]:hover {{ background: {c.selection}; }}
QPushButton[kind="row"]:focus {{ background: {c.selection}; border: 2px solid {c.focus}; border-radius: {RADIUS}px; }}
QPushButton[kind="row"]:disabled {{ background: transparent; border-bottom: 1px solid {c.line}; }}
QPushButton[kind="row"][here="true"] {{ background: {c.selection}; border-left: 4px solid {c.accent}; }}
QPushButton[kind="row"][here="true"]:focus {{ border: 2px solid {c.focus}; border-left: 4px solid {c.accent}; }}
QLabel[kind="rowname"] {{ color: {c.accent}; font-weight: 700; }}
QCheckBox, QRadioButton {{ spacing: {space.small}px; padding: 4px 6px 4px 2px; min-height: {height - 12}px;
    border: 2px solid transparent; border-radius: {RADIUS}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.focus}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.muted}; }}
"""


def _fields(c: Colours, space: Space, scale: float) -> str:
    height = round((TARGET - 4) * max(1.0, scale * 0.9))
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox"
    focused = ", ".join(f"{field}:focus" for field in fields.split(", "))
    disabled = ", ".join(f"{field}:disabled" for field in fields.split(", "))
    wrong = ", ".join(f'{field}[wrong="true"]' for field in fields.split(", "))
    return f"""
{fields} {{
    background: {c.surface}; color: {c.ink}; border: 1px solid {c.border}; border-radius: {RADIUS - 2}px;
    placeholder-text-color: {c.muted};
    padding: 3px 7px; selection-background-color: {c.accent}; selection-color: {c.on_accent};
}}
QLineEdit, QComboBox, QSpinBox {{ min-height: {height - 8}px; }}
{wrong} {{ border: 2px solid {c.danger}; padding: 2px 6px; }}
{focused} {{ border: 2px solid {c.focus}; padding: 2px 6px; }}
{disabled} {{ background: {c.canvas}; color: {c.muted}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {c.raised}; }}
QComboBox::drop-down {{ border: 0; width: 26px; }}
QComboBox QAbstractItemView {{ background: {c.surface}; color: {c.ink}; border: 1px solid {c.border};
    selection-background-color: {c.selection}; selection-color: {c.ink}; outline: 0; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 24px; }}
QGroupBox {{ border: 0; margin-top: {space.large}px; padding: 0; font-weight: 700; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; }}
"""


def _frames(c: Colours, scale: float) -> str:
    return f"""
QFrame[kind="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS + 2}px; }}
QWidget[kind="veil"] {{ background: {c.veil}; }}
QFrame[kind="palette"] {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: {RADIUS + 4}px; }}
QFrame[kind="palette"] QLineEdit {{ font-size: {_points(TYPE.lead, scale)}; padding: 7px 9px; }}
QFrame[kind="palette"] QLineEdit:focus {{ padding: 6px 8px; }}
QListView[kind="offers"] {{ border: 0; background: {c.surface}; }}
QListView[kind="offers"]::item:hover {{ background: {c.raised}; }}
QListView[kind="offers"]::item:selected {{ background: {c.selection}; }}
QFrame[kind="side"] {{ background: {c.raised}; border: 0; border-left: 1px solid {c.line}; }}
QScrollArea[kind="pages"] {{ background: {c.raised}; border: 1px solid {c.line}; border-radius: {RADIUS}px; }}
QScrollArea[kind="pages"]:focus {{ border: 2px solid {c.focus}; }}
QFrame[kind="rule"] {{ background: {c.line}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[kind="drop"] {{ background: {c.raised}; border: 2px dashed {c.border}; border-radius: {RADIUS + 2}px; }}
QFrame[kind="drop"][over="true"] {{ background: {c.selection}; border-color: {c.accent}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {c.line}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {c.muted}; border: 2px solid transparent;
    border-bottom: 3px solid transparent; padding: 7px 14px; margin-right: 2px; font-weight: 700;
}}
QTabBar::tab:selected {{ color: {c.accent}; border-bottom-color: {c.accent}; }}
QTabBar::tab:hover {{ background: {c.selection}; }}
QTabBar::tab:focus {{ border: 2px solid {c.focus}; border-radius: {RADIUS - 2}px; }}
QProgressBar {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 5px; min-height: 10px; max-height: 10px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 4px; }}
"""


def _tones(c: Colours, scale: float) -> str:
    rules = []
    for tone, colours in c.tones.items():
        edge = colours.text if c.is_high_contrast else colours.ground
        rules.append(f"""
QLabel[kind="tag"][tone="{tone}"] {{
    color: {colours.text}; background: {colours.ground}; border: 1px solid {edge};
    border-radius: {RADIUS - 2}px; padding: 1px 8px; font-weight: 700; font-size: {_points(TYPE.small, scale)};
}}
QLabel[tone="{tone}"] {{ color: {colours.text}; }}
QFrame[kind="banner"][tone="{tone}"] {{
    background: {colours.ground}; border: 1px solid {edge}; border-left: 5px solid {colours.text};
    border-radius: {RADIUS}px;
}}
QFrame[kind="banner"][tone="{tone}"]:focus {{ border: 2px solid {c.focus}; border-left: 5px solid {colours.text}; }}
""")
    return "".join(rules)


def _lists(c: Colours, space: Space, scale: float) -> str:
    return f"""
QTableView, QListView, QListWidget, QTreeView {{
    background: {c.surface}; alternate-background-color: {c.raised}; border: 1px solid {c.line};
    border-radius: {RADIUS}px; gridline-color: transparent; outline: 0;
    selection-background-color: {c.selection}; selection-color: {c.ink};
}}
QTableView:focus, QListView:focus, QListWidget:focus, QTreeView:focus {{ border: 2px solid {c.focus}; }}
QTableView::item {{ padding: 0 {space.small}px; border: 0; border-bottom: 1px solid {c.line}; }}
QTableView::item:selected {{ background: {c.selection}; color: {c.ink}; }}
QListView::item {{ padding: {space.tiny}px {space.small}px; border-radius: {RADIUS - 2}px; }}
QListView::item:selected {{ background: {c.selection}; color: {c.ink}; }}
QHeaderView {{ background: {c.surface}; }}
QHeaderView::section {{
    background: {c.surface}; color: {c.muted}; border: 0; border-bottom: 2px solid {c.line};
    padding: {space.small}px {space.small + 2}px; font-weight: 700; font-size: {_points(TYPE.small, scale)};
}}
QMenuBar {{ background: {c.canvas}; }}
QMenuBar::item {{ padding: 5px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.selection}; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.border}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 14px; border-radius: {RADIUS - 2}px; }}
QMenu::item:selected {{ background: {c.selection}; color: {c.ink}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
"""


def _frame_of_window(c: Colours, scale: float) -> str:
    edge = f"border-bottom: 1px solid {c.line};" if c.is_high_contrast else "border: 0;"
    side = f"border-right: 1px solid {c.line};" if c.is_high_contrast else "border: 0;"
    return f"""
QFrame[kind="topbar"] {{ background: {c.bar}; {edge} }}
QFrame[kind="topbar"] QLabel {{ color: {c.bar_ink}; }}
QFrame[kind="topbar"] QLabel[kind="office"] {{ font-weight: 700; font-size: {_points(TYPE.lead, scale)}; }}
QFrame[kind="topbar"] QLabel[kind="muted"] {{ color: {c.bar_muted}; }}
QFrame[kind="topbar"] QPushButton, QFrame[kind="topbar"] QComboBox {{
    background: {c.bar_selected}; color: {c.bar_ink}; border: 1px solid {c.bar_muted};
}}
QFrame[kind="topbar"] QPushButton:hover {{ border-color: {c.bar_mark}; }}
QFrame[kind="topbar"] QPushButton:focus, QFrame[kind="topbar"] QComboBox:focus {{ border: 2px solid {c.bar_mark}; }}
QFrame[kind="rail"] {{ background: {c.bar}; {side} }}
QPushButton[kind="rail"] {{
    background: transparent; color: {c.bar_ink}; border: 2px solid transparent; border-left: 4px solid transparent;
    border-radius: 0; text-align: left; padding: 8px 14px 8px 12px; font-weight: 400;
}}
QPushButton[kind="rail"]:hover {{ background: {c.bar_selected}; }}
QPushButton[kind="rail"]:checked {{ background: {c.bar_selected}; border-left-color: {c.bar_mark}; font-weight: 700; }}
QPushButton[kind="rail"]:focus {{ border: 2px solid {c.bar_mark}; border-left: 4px solid {c.bar_mark}; padding: 8px 14px 8px 12px; }}
QFrame[kind="foot"] {{ background: {c.raised}; border: 0; border-top: 1px solid {c.line}; }}
QFrame[kind="status"] {{ background: {c.raised}; border: 0; border-top: 1px solid {c.line}; }}
QFrame[kind="status"] QLabel {{ color: {c.muted}; font-size: {_points(TYPE.small, scale)}; }}
QFrame[kind="example"] {{ background: {c.tones[Tone.WARNING].ground}; border: 0; border-bottom: 1px solid {c.line}; }}
QFrame[kind="example"] QLabel {{ color: {c.tones[Tone.WARNING].text}; font-weight: 700; }}
"""


def _read_from_afar(scale: float) -> str:
    """The larger type of a page that several people read from one screen."""
    page = 'QWidget[reading="large"]'
    return f"""
{page} QWidget {{ font-size: {_points(TYPE.body, scale)}; }}
{page} QLabel[kind="title"] {{ font-size: {_points(TYPE.title, scale)}; }}
{page} QLabel[kind="heading"], {page} QLabel[kind="figure"] {{ font-size: {_points(TYPE.heading, scale)}; }}
{page} QLabel[kind="lead"] {{ font-size: {_points(TYPE.lead, scale)}; }}
{page} QLabel[kind="small"], {page} QLabel[kind="tag"] {{ font-size: {_points(TYPE.small, scale)}; }}
"""

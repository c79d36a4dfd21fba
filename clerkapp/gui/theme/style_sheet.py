"""The one application style sheet, made from the tokens, the palette and the text scale.

It draws borders, fills and paddings only. Fonts are QFonts (a sheet would drop the tabular figures
of a fallback), text colours come from the palette: a sheet's `color` for all would also halve the
placeholder. Marks inside controls (ticks, dots, chevrons) are painted by the controls, because a
sheet can draw them from image files only. Properties used as selectors: `dim`, `state`, `look`,
`box`, `tone`; names of real Qt properties fail silently.
"""

from collections.abc import Mapping

from clerkapp.gui.theme.tokens import (
    FIELD_HEIGHT,
    FILTER_HEIGHT,
    MAIN_HEIGHT,
    RADIUS_CARD,
    RADIUS_CONTROL,
)


def sheet(colours: Mapping[str, str], scale: int, line: int) -> str:
    """The style sheet for role colours, a text scale in percent, and a border width in pixels."""

    def px(length: float) -> int:
        return round(length * scale / 100)

    names = {role.replace("-", "_"): value for role, value in colours.items()}
    sizes = {
        "line": line,
        "heavy": 2,
        "control": px(RADIUS_CONTROL),
        "card": px(RADIUS_CARD),
        "field": px(FIELD_HEIGHT) - 2 * line,
        "field_heavy": px(FIELD_HEIGHT) - 4,
        "main": px(MAIN_HEIGHT) - 2 * line,
        "main_heavy": px(MAIN_HEIGHT) - 4,
        "chip": px(FILTER_HEIGHT) - 2 * line,
        "pad": px(12),
        "pad_heavy": px(12) - 2 + line,
        "wide": px(15),
        "half": px(6),
        "s1": px(4),
        "s2": px(8),
        "drop": px(30),
        "bar": px(12),
        "grip": px(28),
        "track_height": px(10) - 2,
        "track_radius": px(4),
    }
    return _TEMPLATE.format(**names, **sizes)


_TEMPLATE = """
* {{ outline: none; }}
QMainWindow, QDialog {{ background: {window}; }}
QToolTip {{
    background: {surface}; color: {text}; border: {line}px solid {border}; padding: {s1}px {s2}px;
}}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {{
    background: {surface}; color: {text}; placeholder-text-color: {text_3};
    border: {line}px solid {border}; border-radius: {control}px; padding: 0 {pad}px;
    selection-background-color: {primary}; selection-color: {on_primary};
}}
QLineEdit, QComboBox {{ min-height: {field}px; }}
QPlainTextEdit, QTextEdit {{ padding: {half}px {s2}px; }}
QLineEdit[dim="lg"] {{ min-height: {main}px; }}
QLineEdit[inner="true"] {{ border: none; padding: 0; background: transparent; }}
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover {{ border-color: {text}; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{
    color: {disabled}; background: {sunken};
}}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {sunken}; }}
QTextEdit[box="plain"] {{ background: transparent; border: none; padding: 0; }}
QTextEdit[tone="text-2"] {{ color: {text_2}; }}
QLineEdit[state="error"], QComboBox[state="error"], QPlainTextEdit[state="error"] {{
    border: {heavy}px solid {danger_border};
}}
QLineEdit[state="warning"], QComboBox[state="warning"], QPlainTextEdit[state="warning"] {{
    border: {heavy}px solid {warn_border};
}}
QLineEdit[state="error"], QLineEdit[state="warning"],
QComboBox[state="error"], QComboBox[state="warning"] {{
    min-height: {field_heavy}px; padding: 0 {pad_heavy}px;
}}
QLineEdit[dim="lg"][state="error"], QLineEdit[dim="lg"][state="warning"] {{
    min-height: {main_heavy}px;
}}
QComboBox::drop-down {{ border: none; width: {drop}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox > QLineEdit {{ border: none; min-height: 0; padding: 0; background: transparent; }}
QFrame[box="list"] QListView {{ border: none; }}
QFrame[box="list"] QListView::item {{
    padding: 0 {s2}px; border: none; border-left: 4px solid transparent;
}}
QFrame[box="list"] QListView::item:hover {{ background: {sunken}; color: {text}; }}
QFrame[box="list"] QListView::item:selected {{
    background: {selection}; color: {on_selection}; border-left: 4px solid {primary};
}}

QPushButton {{
    min-height: {field}px; padding: 0 {wide}px; border-radius: {control}px;
    border: {line}px solid {border}; background: {surface}; color: {text};
}}
QPushButton[dim="lg"] {{ min-height: {main}px; }}
QPushButton:hover, QPushButton:pressed {{ background: {sunken}; border-color: {text}; }}
QPushButton:disabled {{ color: {disabled}; }}
QPushButton[look="primary"] {{
    background: {primary}; color: {on_primary}; border-color: {primary};
}}
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed {{
    background: {primary_hover}; border-color: {primary_hover}; color: {on_primary};
}}
QPushButton[look="quiet"], QPushButton[look="edge"], QPushButton[look="link"] {{
    background: transparent; border: {line}px solid transparent; color: {link};
    padding: 0 {s2}px;
}}
QPushButton[look="link"] {{ text-align: left; padding: 0; min-height: {grip}px; }}
QPushButton[look="edge"] {{ padding-left: 0; }}
QPushButton[look="quiet"]:hover, QPushButton[look="quiet"]:pressed,
QPushButton[look="edge"]:hover, QPushButton[look="edge"]:pressed {{
    background: {sunken}; border-color: transparent;
}}
QPushButton[look="link"]:hover {{ background: transparent; border-color: transparent; }}
QPushButton[look="icon"] {{
    background: transparent; border: {line}px solid transparent; padding: 0;
}}
QPushButton[look="icon"]:hover {{ background: {sunken}; }}
QPushButton[look="primary"]:disabled {{
    background: {sunken}; border-color: {disabled}; color: {disabled};
}}
QPushButton[look="quiet"]:disabled, QPushButton[look="edge"]:disabled,
QPushButton[look="link"]:disabled {{
    color: {disabled};
}}
QPushButton[look="rail"] {{
    background: transparent; border: {line}px solid {rail_text_2}; color: {rail_text};
}}
QPushButton[look="rail"][dim="slim"] {{ padding: 0 {s1}px; }}
QPushButton[look="rail"]:hover, QPushButton[look="rail"]:pressed {{
    background: {rail_selected}; color: {rail_on_selected};
}}
QPushButton[look="filter"] {{ min-height: {chip}px; padding: 0 {s2}px; }}
QPushButton[look="filter"][on="true"] {{
    background: {selection}; color: {on_selection}; border-color: {primary};
}}

QFrame[box="card"] {{
    background: {surface}; border: {line}px solid {divider}; border-radius: {card}px;
}}
QFrame[box="sunken"] {{ background: {sunken}; border: none; border-radius: {card}px; }}
QFrame[box="footer"] {{
    background: {surface}; border: none; border-top: {line}px solid {divider};
}}
QFrame[box="danger"] {{
    background: {danger_tint}; border: {line}px solid {danger_border}; border-radius: {card}px;
}}
QFrame[box="warn"] {{
    background: {warn_tint}; border: {line}px solid {warn_border}; border-radius: {card}px;
}}
QFrame[box="good"] {{
    background: {good_tint}; border: {line}px solid {good_border}; border-radius: {card}px;
}}
QFrame[box="info"] {{
    background: {info_tint}; border: {line}px solid {info_border}; border-radius: {card}px;
}}
QFrame[box="drop"] {{
    background: {surface}; border: 2px dashed {border}; border-radius: {card}px;
}}
QFrame[box="drop"][over="true"] {{ border-color: {primary}; background: {selection}; }}
QFrame[box="rail"] {{ background: {rail}; border: none; }}
QFrame[box="divider"] {{ background: {divider}; border: none; }}
QFrame[box="rail-line"] {{ background: {rail_line}; border: none; }}
QGroupBox {{ border: none; margin: 0; padding: 0; background: transparent; }}

QListView, QTableView, QTreeView {{
    background: {surface}; color: {text}; border: none;
    selection-background-color: {selection}; selection-color: {on_selection};
}}
QTableView {{ gridline-color: {divider}; }}
QHeaderView::section {{
    background: {sunken}; color: {text_2}; border: none;
    border-bottom: {line}px solid {divider}; padding: {s1}px {s2}px;
}}
QScrollArea {{ border: none; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
QScrollBar::handle {{ background: {border}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: {grip}px; }}
QScrollBar::handle:horizontal {{ min-width: {grip}px; }}
QScrollBar::handle:hover {{ background: {text_2}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QProgressBar {{
    background: {track}; border: 1px solid {border}; border-radius: {track_radius}px;
    min-height: {track_height}px; max-height: {track_height}px;
}}
QProgressBar::chunk {{ background: {primary}; border-radius: {track_radius}px; }}

QMenu {{ background: {surface}; color: {text}; border: {line}px solid {border}; padding: {s1}px; }}
QMenu::item {{ padding: {s2}px {wide}px {s2}px {wide}px; border-radius: {s1}px; }}
QMenu::item:selected {{ background: {selection}; color: {on_selection}; }}
QMenu::item:disabled {{ color: {disabled}; }}
QMenu::separator {{ height: 1px; background: {divider}; margin: {s1}px {s2}px; }}
QFrame[box="popup"] {{ background: {surface}; border: {line}px solid {border}; }}

QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {sunken}; }}
QCalendarWidget QToolButton {{
    color: {text}; background: transparent; border: none; border-radius: {s1}px;
    padding: {s1}px {s2}px; min-height: {grip}px; min-width: {grip}px;
}}
QCalendarWidget QToolButton:hover {{ background: {selection}; color: {on_selection}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QAbstractItemView {{
    selection-background-color: {primary}; selection-color: {on_primary};
}}
"""

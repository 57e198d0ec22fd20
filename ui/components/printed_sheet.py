"""The recovery sheet on paper: one page, large words, and nothing that is not needed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QDialog

from ui.components.banner import announce
from ui.theme.appearance import BUNDLED

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from panelapp.office import Sheet

ACROSS = 4
MARGIN_MM = 6
"""On top of the 20 mm that Qt leaves round a printed text by itself."""
_LOOKS = """
h1 { font-size: 20pt; }
h2 { font-size: 13pt; }
td { padding: 4px 18px 4px 0; }
td.word { font-size: 14pt; font-weight: 700; padding: 8px 26px 8px 0; }
td.number { padding: 10px 4px 8px 0; }
"""


def printed(sheet: Sheet) -> QTextDocument:
    """The sheet as one page of paper."""
    document = QTextDocument()
    document.setDefaultFont(QFont(BUNDLED, 11))
    document.setDefaultStyleSheet(_LOOKS)
    facts = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(said)}</td></tr>" for name, said in sheet.facts
    )
    document.setHtml(
        f"<h1>Recovery sheet</h1><table>{facts}</table>"
        f"<h2>What it is for</h2><p>{escape(sheet.what_for)}</p>"
        f"<h2>The 24 words</h2><table>{_grid(sheet.words)}</table>"
        f"<h2>How to keep it</h2><p>{escape(sheet.how_to_keep)}</p>"
        f"<h2>How to use it</h2><p>{escape(sheet.how_to_use)}</p>"
    )
    return document


def print_sheet(sheet: Sheet, parent: QWidget) -> None:
    """Ask for a printer, and print the sheet."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter()
    printer.setDocName("Recovery sheet")
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print the sheet")

    def send() -> None:
        printed(sheet).print_(printer)
        announce(parent, "The sheet was sent to the printer")

    dialog.accepted.connect(send)
    QDialog.open(dialog)


def write_pdf(sheet: Sheet, path: Path) -> bool:
    """Write the sheet as a PDF and say whether that worked."""
    writer = QPdfWriter(str(path))
    writer.setTitle("Recovery sheet")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    printed(sheet).print_(writer)
    del writer
    return path.is_file() and path.stat().st_size > 0


def _grid(words: tuple[str, ...]) -> str:
    cells = [
        f'<td class="number">{place}</td><td class="word">{escape(word)}</td>'
        for place, word in enumerate(words, start=1)
    ]
    rows = [cells[first : first + ACROSS] for first in range(0, len(cells), ACROSS)]
    return "".join(f"<tr>{''.join(row)}</tr>" for row in rows)

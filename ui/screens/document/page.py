"""The page of a document: look at it, then save or print it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from panelapp.queries.documents import as_pdf, save_document, ways_to
from panelapp.queries.paper_preview import PaperQuestion, preview_paper
from ui.components.button import Button
from ui.components.layouts import row
from ui.components.page import Page
from ui.components.progress import Progress
from ui.components.words import Words
from ui.screens.document.pdf import PageSize, picture_of, sizes_of
from ui.screens.document.printing import PrintRun, a4_printer
from ui.screens.document.saving import ask_for_place
from ui.screens.document.sheets import Sheets
from ui.screens.document.wanted import about, wanted_at
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QImage
    from PySide6.QtPrintSupport import QPrinter

    from panelapp.domain.errors import PanelappError
    from panelapp.office import Who
    from panelapp.queries.documents import Content, Printout
    from panelapp.queries.paper_preview import PaperShown
    from ui.components.place import Place
    from ui.desk import Desk

Made = tuple[bytes, tuple[PageSize, ...]]


class DocumentPage(Page):
    """A document as it will be handed out."""

    fills = True

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page of the document that ``place`` names."""
        super().__init__(desk, place, parent)
        self.wanted = wanted_at(place)
        self._printout: Printout | None = None
        self._agency_file: Path | None = None
        self._pdf = b""
        self._sizes: tuple[PageSize, ...] = ()
        self.set_back("Back")
        self.back_link.setAccessibleName("Back")
        self.set_title("Document", about(self.wanted))
        self._buttons = (
            self.add_action(Button("Save as Word", partial(self.save, "docx"))),
            self.add_action(Button("Save as PDF", partial(self.save, "pdf"))),
            self.add_action(Button("Print", self.ask_printer, "primary", keys="Ctrl+P")),
        )
        self.why_not = self.add(Words(kind="muted"))
        self.progress = self.add(Progress())
        self._add_tools()
        self.sheets = Sheets()
        self.body.addWidget(self.sheets, 1)
        self.sheets.wanted.connect(self._draw)
        self.sheets.moved.connect(lambda _: self._say_where())
        self.sheets.zoomed.connect(self._say_zoom)
        self._show_tools(is_shown=False)

    def reload(self) -> None:
        """Ask for the document, and make its pages."""
        office = self.desk.office
        self.desk.work(self, office.who, self._know, self.show_problem)
        if isinstance(self.wanted, PaperQuestion):
            self.desk.ask(self, preview_paper, self.wanted, self._show_paper, self.show_problem)
        else:
            preview = ways_to(self.wanted).preview
            self.desk.ask(self, preview, self.wanted, self._show, self.show_problem)

    def save(self, form: str) -> None:
        """Ask where a copy goes, and put it there."""
        if self._printout is not None:
            ask_for_place(self, self._printout.file_name, form, self.save_to)

    def save_to(self, path: Path) -> None:
        """Record that a copy leaves the file, and write it."""
        self._hand_out_for("The copy is being written.", partial(self._write, path))

    def ask_printer(self) -> None:
        """Show the printers there are."""
        from PySide6.QtPrintSupport import QPrintDialog

        printer = a4_printer()
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, max(1, len(self._sizes)))
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Record that a copy leaves the file, and print it."""
        self._hand_out_for("The pages are being printed.", partial(self._print, printer))

    def show_problem(self, problem: PanelappError) -> None:
        """Show a refusal; nothing is under way any more."""
        self.progress.end()
        super().show_problem(problem)

    def focus_start(self) -> None:
        """Put the keyboard on the pages, which then scroll."""
        if self.sheets.isVisibleTo(self):
            self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_start()

    def _hand_out_for(self, words: str, then: Callable[[Content], None]) -> None:
        """Record that a copy leaves the file; papers are handed out on the page of their case."""
        if not isinstance(self.wanted, PaperQuestion):
            self.progress.begin(words)
            self.submit(ways_to(self.wanted).export, self.wanted, then)

    def _add_tools(self) -> None:
        self.where = Words(wrap=False)
        self.how_large = Words(wrap=False)
        self._tools = (
            self.where,
            _gap(),
            Button("Smaller", lambda: self.sheets.zoom_out(), says="Show pages smaller"),
            self.how_large,
            Button("Larger", lambda: self.sheets.zoom_in(), says="Show pages larger"),
            Button("Fit width", lambda: self.sheets.set_zoom(None)),
        )
        self.body.addLayout(row(*self._tools))

    def _show_tools(self, *, is_shown: bool) -> None:
        is_handed_out = self._printout is not None and not self._printout.why_not_hand_out
        for button in self._buttons:
            button.setVisible(is_shown and is_handed_out)
        for tool in (*self._tools, self.sheets):
            tool.setVisible(is_shown)
        why_not = self._printout.why_not_hand_out if self._printout else ""
        self.why_not.setText(why_not)
        self.why_not.setVisible(is_shown and bool(why_not))

    def _know(self, who: Who) -> None:
        self._agency_file = who.path

    def _show(self, printout: Printout) -> None:
        self._printout = printout
        self.set_title(printout.title, about(self.wanted))
        self.progress.begin("The pages are being made.")
        document = printout.document

        def make() -> Made:
            pdf = as_pdf(document)
            return pdf, sizes_of(pdf)

        self.desk.draw(self, make, self._show_pages, self.show_problem)

    def _show_paper(self, paper: PaperShown) -> None:
        self.set_title(paper.title, about(self.wanted))
        self.progress.begin("The pages are being drawn.")
        pdf = paper.pdf
        self.desk.draw(self, lambda: (pdf, sizes_of(pdf)), self._show_pages, self.show_problem)

    def _show_pages(self, made: Made) -> None:
        self.progress.end()
        self._pdf, self._sizes = made
        self._show_tools(is_shown=True)
        self.sheets.show_pages(self._sizes, self.title.text())
        self._say_where()
        self._say_zoom()
        self.loaded.emit()

    def _draw(self, number: int, scale: float) -> None:
        pdf = self._pdf

        def show(picture: QImage) -> None:
            if pdf is self._pdf:
                self.sheets.show_picture(number, scale, picture)

        self.desk.draw(self, lambda: picture_of(pdf, number, scale), show, self.show_problem)

    def _say_where(self) -> None:
        self.where.setText(f"Page {self.sheets.current + 1} of {len(self._sizes)}")

    def _say_zoom(self) -> None:
        self.how_large.setText(f"{round(self.sheets.zoom * 100)} %")

    def _write(self, path: Path, document: Content) -> None:
        agency_file = self._agency_file or path
        self.desk.draw(
            self,
            lambda: save_document(document, path, agency_file=agency_file),
            lambda _: self._say_saved(path),
            self.show_problem,
        )

    def _say_saved(self, path: Path) -> None:
        self.progress.end()
        self.banner.show_message(
            f"{path.name} is in the folder {path.parent}. Anybody who can open that folder can"
            " read it.",
            Tone.GOOD,
            heading="Copy saved",
            actions=(("Open the copy", lambda: _open(path)),),
        )

    def _print(self, printer: QPrinter, document: Content) -> None:
        self.desk.draw(
            self,
            lambda: as_pdf(document),
            partial(self._run, printer),
            self.show_problem,
        )

    def _run(self, printer: QPrinter, pdf: bytes) -> None:
        run = PrintRun(self.desk, pdf, len(self._sizes), printer, self)
        run.moved.connect(self.progress.show_part)
        run.failed.connect(self.show_problem)
        run.done.connect(self._say_printed)
        run.start()

    def _say_printed(self) -> None:
        self.progress.end()
        self.banner.show_message("The pages are with the printer.", Tone.GOOD, heading="Printed")


def _gap() -> QWidget:
    gap = QWidget()
    gap.setFixedSize(SPACE.large, 1)
    return gap


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

"""What is done with papers: add some, take one off the list, save a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panelapp.actions.cases import RemovePaper, remove_paper, rename_paper
from panelapp.queries.case_page import CaseAction
from panelapp.queries.papers import ExportPaper, export_paper, save_paper
from ui.components.confirm import ask
from ui.components.saved_copy import save_copy
from ui.screens.case.adding import Adding
from ui.screens.case.arriving import looked_at, refusals_in_words
from ui.screens.case.forms import PapersForm, TitleForm
from ui.screens.case.panels import Asked
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from panelapp.queries.case_page import CasePage as Case
    from panelapp.queries.case_page import PaperRow
    from ui.components.page import Page
    from ui.components.progress import Progress
    from ui.screens.case.adding import AddedPaper
    from ui.screens.case.arriving import Refusals
    from ui.screens.case.form_acts import FormActs
    from ui.screens.case.panels import Panels


class PaperActs:
    """The papers of one case."""

    def __init__(
        self,
        page: Page,
        panels: Panels,
        progress: Progress,
        forms: FormActs,
        show_papers: Callable[[], object],
    ) -> None:
        """``show_papers`` turns to the list of papers."""
        self._page, self._panels, self._progress = page, panels, progress
        self._show_papers = show_papers
        self._forms = forms
        self._adding: Adding | None = None
        self._case = ""

    def ask_for_titles(self, case: Case, paths: tuple[Path, ...]) -> None:
        """Say which files are no papers, ask what the others are called, then add them."""
        if not case.may(CaseAction.ADD_PAPERS):
            return
        waits_for = self._waits_for()
        if waits_for:
            self._page.banner.show_message(waits_for, Tone.WARNING)
            return
        arriving = looked_at(paths)
        if arriving.papers:
            self._open_form(case, arriving.papers)
        if arriving.refused:
            self._page.banner.show_message(refusals_in_words(arriving.refused), Tone.PROBLEM)
            if not arriving.papers:
                self._page.banner.setFocus()

    def _say(self, words: str, trouble: str) -> None:
        """Say what came in, and which form could not be read."""
        if trouble:
            self._page.banner.show_message(f"{words}\n{trouble}", Tone.WARNING)

    def _waits_for(self) -> str:
        """Why no files can be taken in just now; empty where they can."""
        if self._panels.shown.panel is not None:
            return "A form is open on this page. Save or leave it first, then add the files."
        if self._adding is not None and self._adding.is_under_way:
            return "Papers are being added. Add these files once that is done."
        return ""

    def _open_form(self, case: Case, paths: tuple[Path, ...]) -> None:
        form = PapersForm(tuple(path.name for path in paths))

        def send(answers: dict[str, Any]) -> None:
            titles = form.titles(answers)
            self._panels.close()
            self._add(case, tuple(zip(paths, titles, strict=True)))

        number = "1 paper" if len(paths) == 1 else f"{len(paths)} papers"
        asked = Asked(
            heading=f"Add {number}",
            act=f"Add {number}",
            words="Each paper is kept inside the encrypted file. The file that you chose stays"
            " where it is.",
        )
        self._panels.open(asked, form, send)

    def ask_for_another_title(self, case: Case, paper: PaperRow) -> None:
        """Ask what a paper is to be called from now on."""
        form = TitleForm(paper.title)

        def send(answers: dict[str, Any]) -> None:
            command = form.command(case.case, paper.sha256, answers)
            self._page.submit(
                rename_paper, command, self._panels.close, form=form, said="Paper renamed"
            )

        words = f"It arrived as {paper.file_name}."
        asked = Asked(heading=f"Rename {paper.title}", act="Save title", words=words)
        self._panels.open(asked, form, send)

    def ask_to_remove(self, case: Case, paper: PaperRow) -> None:
        """Take a paper off the list, once somebody says so."""
        command = RemovePaper(case=case.case, sha256=paper.sha256)
        ask(
            self._page,
            f"Remove the paper {paper.title}?",
            "It leaves the papers of this case. Undo brings it back.",
            act="Remove paper",
            keep="Keep paper",
            then=lambda: self._page.submit(remove_paper, command, said="Paper removed"),
            is_dangerous=True,
        )

    def save(self, case: Case, paper: PaperRow) -> QFileDialog:
        """Save a copy where somebody chooses."""
        command = ExportPaper(case=case.case, sha256=paper.sha256)
        return save_copy(
            self._page,
            "Save a copy",
            paper.kind,
            paper.file_name,
            (export_paper, command),
            save_paper,
        )

    def _add(self, case: Case, files: tuple[tuple[Path, str], ...]) -> None:
        self._show_papers()
        self._case = case.case
        self._adding = Adding(self._page, case.case, files, self._page)
        self._progress.begin("Papers are being added.", self._adding.stop)
        self._adding.moved.connect(self._progress.show_part)
        self._adding.done.connect(self._say_added)
        self._adding.start()

    def _say_added(self, added: tuple[AddedPaper, ...], refused: Refusals) -> None:
        self._progress.end()
        words = "1 paper was added." if len(added) == 1 else f"{len(added)} papers were added."
        if not refused:
            self._page.banner.show_message(words, Tone.GOOD)
            self._forms.look_at(self._case, added, lambda trouble: self._say(words, trouble))
            return
        self._page.banner.show_message(f"{words}\n{refusals_in_words(refused)}", Tone.PROBLEM)
        self._page.banner.setFocus()

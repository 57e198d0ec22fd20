"""Names and dates of an attached form: noticed when it comes in, checked, and taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panelapp.actions.forms import fill_from_form
from panelapp.queries.case_page import CaseAction
from panelapp.queries.form_check import FormQuestion, form_check
from ui.screens.case.form_check import CheckForm
from ui.screens.case.panels import Asked
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.domain.errors import PanelappError
    from panelapp.queries.case_page import CasePage as Case
    from panelapp.queries.form_check import FormCheck
    from ui.components.page import Page
    from ui.screens.case.adding import AddedPaper
    from ui.screens.case.panels import Panels

WORD_ENDING = ".docx"


class FormActs:
    """What is read from forms, and what somebody takes from them."""

    def __init__(self, page: Page, panels: Panels) -> None:
        """Ask from ``page`` and show what was found in ``panels``."""
        self._page, self._panels = page, panels

    def look_at(
        self, case: str, added: tuple[AddedPaper, ...], nothing: Callable[[str], object]
    ) -> None:
        """Say that one of the papers that just came looks like a form, and how to check it.

        ``nothing`` is called where none does, with why a Word file could not be read.
        """
        words = [paper for paper in added if paper.file_name.lower().endswith(WORD_ENDING)]
        self._look(case, words, len(added), nothing, "")

    def check(self, case: Case, sha256: str) -> None:
        """Read a paper and show what it says beside the case."""
        if case.may(CaseAction.FILL_FROM_FORM):
            question = FormQuestion(case=case.case, sha256=sha256)
            self._page.ask_beside(form_check, question, self._show)

    def _look(
        self,
        case: str,
        left: list[AddedPaper],
        number: int,
        nothing: Callable[[str], object],
        trouble: str,
    ) -> None:
        if not left:
            nothing(trouble)
            return
        paper, *others = left

        def found(check: FormCheck) -> None:
            if check.kind and check.lines:
                self._offer(check, number)
            else:
                self._look(case, others, number, nothing, trouble)

        def refused(problem: PanelappError) -> None:
            self._look(case, others, number, nothing, f"{paper.file_name}: {problem}")

        question = FormQuestion(case=case, sha256=paper.sha256)
        self._page.desk.ask(self._page, form_check, question, found, refused)

    def _offer(self, check: FormCheck, number: int) -> None:
        added = "1 paper was added." if number == 1 else f"{number} papers were added."
        self._page.banner.show_message(
            f"{added} {check.title} looks like an assessment report ({check.kind})."
            " Names and dates can be taken from it.",
            Tone.INFO,
            heading="Names and dates in the form",
            actions=(("Check what it says", lambda: self._show(check)),),
        )

    def _show(self, check: FormCheck) -> None:
        if not check.lines:
            self._page.banner.show_message(_nothing_to_take(check), Tone.INFO)
            return
        form = CheckForm(check)

        def send(answers: dict[str, Any]) -> None:
            self._page.submit(
                fill_from_form, form.command(answers), self._filled, form=form, said="Filled in"
            )

        words = (
            f"Read from the tables of {check.title}"
            f"{f', which looks like a {check.kind}' if check.kind else ''}."
            " Only what is ticked is filled in. Compare it with the paper first."
        )
        asked = Asked(heading="Check what the form says", act="Fill in what is ticked", words=words)
        self._panels.open(asked, form, send)
        if not form.has_ticks and self._panels.shown.panel is not None:
            self._panels.shown.panel.cancel_button.setFocus()

    def _filled(self, _: object) -> None:
        self._panels.close()
        self._page.banner.show_message(
            "What was ticked is filled in. Undo takes it back.", Tone.GOOD
        )


def _nothing_to_take(check: FormCheck) -> str:
    if check.same:
        return f"The case has all that was found in {check.title}: {', '.join(check.same)}."
    return f"No names or dates were found in the tables of {check.title}. Enter them by hand."

"""What is done with the checks of a case, its stages, its sign-off and its advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panelapp.actions.assessment import ask_for_checks, chase_checks, record_check
from panelapp.actions.assessment_stages import (
    begin_stage_2,
    decide_to_assess,
    declare_compliance,
    record_advice,
    refuse_at_stage_1,
    write_advice,
)
from ui.components.confirm import ask
from ui.screens.case.check_forms import (
    AdviceForm,
    AdviserForm,
    AskForm,
    ChaseForm,
    CheckForm,
    DeclarationForm,
    OwnCheckForm,
    RefusalForm,
    StageForm,
)
from ui.screens.case.panels import Asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.queries.case_page import CasePage as Case
    from panelapp.queries.case_page import CheckRow
    from ui.components.form import Form
    from ui.components.page import Page
    from ui.screens.case.panels import Panels

SIGN_OFF = (
    "decided_on",
    "stage2_started_on",
    "declared_on",
    "medical",
    "legal",
    "adviser_advice",
)
"""The facts of a case that have a form here."""


class CheckActs:
    """The forms about checks and sign-off, and what they send."""

    def __init__(self, page: Page, panels: Panels) -> None:
        """Open forms in ``panels`` and send what they ask from ``page``."""
        self._page, self._panels = page, panels

    def record(self, case: Case, row: CheckRow) -> None:
        """Record how far one check is."""
        where = f" ({row.source})" if row.source else ""
        asked = Asked(
            heading=row.title,
            act="Save check",
            words=f"{row.status}{where}",
            key=f"check {row.code} {row.carer} {row.other} {row.check or row.number}",
        )
        self._open(asked, CheckForm(case, row), record_check, "Check saved")

    def add(self, case: Case) -> None:
        """Add a check that the list does not have."""
        asked = Asked(heading="Add a check", act="Add check", key="own check")
        self._open(asked, OwnCheckForm(case), record_check, "Check added")

    def ask_for_several(self, case: Case) -> None:
        """Record that several checks were asked for."""
        asked = Asked(
            heading="Ask for several checks", act="Record that they were asked for", key="ask"
        )
        self._open(asked, AskForm(case), ask_for_checks, "Recorded as asked for")

    def chase_several(self, case: Case) -> None:
        """Record that several checks were chased."""
        asked = Asked(heading="Chase several checks", act="Record that they were chased")
        self._open(asked, ChaseForm(case), chase_checks, "Recorded as chased")

    def refuse(self, case: Case) -> None:
        """Refuse an application on stage 1 information, after asking whether that is meant."""
        form = RefusalForm(case)

        def confirm(answers: dict[str, Any]) -> None:
            command = form.command(answers)
            ask(
                self._page,
                "Refuse this application at stage 1?",
                "This cannot be undone. The case ends. There is no panel and no independent review. The applicants may"
                " use the service's complaints procedure.",
                act="Refuse at stage 1",
                keep="Keep editing",
                then=lambda: self._page.submit(
                    refuse_at_stage_1, command, self._panels.close, form=form, said="Case ended"
                ),
                is_dangerous=True,
            )

        asked = Asked(
            heading="Refuse at stage 1",
            act="Refuse at stage 1",
            words="The service may refuse on stage 1 information alone, until 10 working days after"
            " all of it has come (FSR 26(1B)).",
            key="refuse",
            is_dangerous=True,
        )
        self._panels.open(asked, form, confirm)

    def change(self, case: Case, name: str) -> None:
        """Change one of the facts of :data:`SIGN_OFF`."""
        match name:
            case "decided_on":
                heading = "Record the decision to assess"
                form: Form = StageForm(case, name, "The service decided to assess on")
                self._open(Asked(heading=heading, act="Save day"), form, decide_to_assess)
            case "stage2_started_on":
                asked = Asked(
                    heading="Begin stage 2",
                    act="Save day",
                    words="The stages may run side by side. Once stage 2 has begun, an assessment is"
                    " stopped by a brief report to the panel (FSR 26(3)).",
                )
                form = StageForm(case, name, "Stage 2 began on")
                self._open(asked, form, begin_stage_2)
            case "declared_on":
                heading = "Record the declaration of compliance"
                asked = Asked(heading=heading, act="Save declaration", key="declaration")
                self._open(asked, DeclarationForm(case), declare_compliance)
            case "adviser_advice":
                heading = "Write the panel adviser's advice"
                asked = Asked(heading=heading, act="Save advice", key="adviser")
                self._open(asked, AdviserForm(case), write_advice)
            case _:
                heading = "Record medical and legal advice"
                asked = Asked(heading=heading, act="Save advice", key="advice")
                self._open(asked, AdviceForm(case), record_advice)

    def _open(
        self,
        asked: Asked,
        form: Any,  # noqa: ANN401 - each form has its own command
        handler: Callable[..., Any],
        said: str = "Saved",
    ) -> None:
        def send(answers: dict[str, Any]) -> None:
            self._page.submit(
                handler, form.command(answers), self._panels.close, form=form, said=said
            )

        self._panels.open(asked, form, send)

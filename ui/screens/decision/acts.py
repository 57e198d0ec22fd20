"""What the panel's office can record after a decision: each opens its form and sends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from panelapp.actions.decisions import (
    meet_requirement,
    record_agreement,
    record_notice,
    record_response,
)
from panelapp.actions.irm import open_irm_referral, update_irm_referral
from panelapp.domain.vocabulary import NoticeKind
from panelapp.queries.decision_acts import DecisionAct
from panelapp.queries.decision_page import DecisionPage as Decision
from ui.components.act_panel import ActPanel
from ui.components.drafts import DraftKeeper
from ui.components.place import Place
from ui.components.tab_order import follow_reading
from ui.screens.decision.act_forms import (
    ActForm,
    AgreementForm,
    AnswerForm,
    ApplicationForm,
    LetterForm,
    OralForm,
    RequirementForm,
    ReviewForm,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.components.act_panel import OneAtATime
    from ui.components.page import Page


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One form: its heading, its button, what it sends, and what is said when it is done."""

    heading: str
    button: str
    said: str
    form: Callable[[Decision], ActForm]
    handler: Callable[..., Any]
    words: str = ""


RECORDINGS: Mapping[DecisionAct, Recording] = {
    DecisionAct.TELL_ORALLY: Recording(
        heading="They were told by telephone or in person",
        button="Record that they were told",
        said="Recorded",
        form=OralForm,
        handler=record_notice,
    ),
    DecisionAct.TELL_IN_WRITING: Recording(
        heading="The letter of the decision",
        button="Record letter",
        said="Letter recorded",
        form=lambda decision: LetterForm(decision, NoticeKind.WRITTEN),
        handler=record_notice,
    ),
    DecisionAct.TELL_FINALLY: Recording(
        heading="The letter of the final decision",
        button="Record letter",
        said="Letter recorded",
        form=lambda decision: LetterForm(decision, NoticeKind.FINAL_WRITTEN),
        handler=record_notice,
    ),
    DecisionAct.RECORD_ANSWER: Recording(
        heading="The answer to the qualifying determination",
        button="Record answer",
        said="Answer recorded",
        form=AnswerForm,
        handler=record_response,
        words="A person has one route, never two. What is recorded here stays.",
    ),
    DecisionAct.OPEN_REVIEW: Recording(
        heading="The application for an independent review",
        button="Record application",
        said="Application recorded",
        form=ApplicationForm,
        handler=open_irm_referral,
    ),
    DecisionAct.UPDATE_REVIEW: Recording(
        heading="The independent review",
        button="Record steps",
        said="Steps recorded",
        form=ReviewForm,
        handler=update_irm_referral,
    ),
    DecisionAct.MEET_REQUIREMENT: Recording(
        heading="A requirement of the decision",
        button="Record that it was met",
        said="Requirement met",
        form=RequirementForm,
        handler=meet_requirement,
    ),
    DecisionAct.RECORD_AGREEMENT: Recording(
        heading="The foster care agreement",
        button="Record agreement",
        said="Agreement recorded",
        form=AgreementForm,
        handler=record_agreement,
    ),
}


class Acts:
    """Opens the form of an act in place of what a page shows."""

    def __init__(self, page: Page, shown: OneAtATime, view: QWidget) -> None:
        """Open forms in ``shown``, which otherwise shows ``view``."""
        self._page, self._shown, self._view = page, shown, view
        self._kept: DraftKeeper | None = None

    def open(self, act: DecisionAct, decision: Decision) -> None:
        """Begin an act: its form, or the place where it is done."""
        if act is DecisionAct.OPEN_REPRESENTATIONS:
            self._page.go(Place("new_case", decision.household_ref))
            return
        asked = RECORDINGS[act]
        form = asked.form(decision)
        panel = ActPanel(
            asked.heading,
            form,
            asked.button,
            partial(self._send, asked, form),
            self.close,
            words=asked.words,
        )
        self._page.banner.dismiss()
        self._page.scroller.verticalScrollBar().setValue(0)
        self._shown.open(panel)
        follow_reading(self._page.top, self._page.banner, panel)
        self._kept = DraftKeeper(self._page, form, f"decision/{decision.case_ref}/{act}")
        self._kept.restore()

    def close(self, _: object = None) -> None:
        """Show again what the page shows: the form was sent, or given up."""
        if self._kept is not None:
            self._kept.done()
            self._kept = None
        self._shown.close_panel()
        follow_reading(self._page.top, self._page.banner, self._view)

    def leave(self) -> None:
        """Keep what is typed in a form that is open."""
        if self._kept is not None:
            self._kept.leave()

    def _send(self, asked: Recording, form: ActForm) -> None:
        answers = form.read()
        if answers is not None:
            self._page.submit(
                asked.handler, form.command(answers), self.close, form=form, said=asked.said
            )

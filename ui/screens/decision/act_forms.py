"""The forms for what the panel's office records after a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panelapp.actions.decisions import (
    MeetRequirement,
    RecordAgreement,
    RecordNotice,
    RecordResponse,
)
from panelapp.actions.irm import OpenIrmReferral, UpdateIrmReferral
from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import DispatchMethod, IrmRecommendation, NoticeKind, QdResponse
from ui.components.fields import ChoiceField, DateField, RadioField, TextField, WrongValue
from ui.components.form import Form

if TYPE_CHECKING:
    from panelapp.queries.decision_page import DecisionPage as Decision

_SPOKEN = (DispatchMethod.TELEPHONE, DispatchMethod.IN_PERSON)
_WRITTEN = (
    DispatchMethod.FIRST_CLASS_POST,
    DispatchMethod.TRACKED_POST,
    DispatchMethod.EMAIL,
    DispatchMethod.BY_HAND,
)


class ActForm(Form):
    """A form about one case that gives the command to record."""

    def __init__(self, decision: Decision) -> None:
        """Ask about the decision on a case."""
        super().__init__()
        self.decision = decision

    def command(self, answers: dict[str, Any]) -> object:
        """What is to be recorded."""
        raise NotImplementedError

    def _day(self, name: str, label: str, what: str, hint: str = "") -> None:
        """A day that must be given, today unless somebody changes it."""
        field = DateField(required=f"Enter {what[0].lower()}{what[1:]}.", what=what)
        field.set_value(self.decision.deciding.today)
        self.add(name, label, field, hint)


class OralForm(ActForm):
    """That somebody was told by telephone or in person."""

    def __init__(self, decision: Decision) -> None:
        """Ask when, how and by whom."""
        super().__init__(decision)
        self._day("given_on", "Day on which they were told", "The day on which they were told")
        self.add("method", "How they were told", _methods(_SPOKEN))
        self.add("given_by", "Who told them", TextField(width=32), "Name and job")

    def command(self, answers: dict[str, Any]) -> RecordNotice:
        return RecordNotice(case=self.decision.case_ref, kind=NoticeKind.ORAL, **answers)


class LetterForm(ActForm):
    """That a letter was sent, of the first decision or of the final one."""

    def __init__(self, decision: Decision, kind: NoticeKind) -> None:
        """Ask for its date, and when and how it left."""
        super().__init__(decision)
        self._kind = kind
        self._day(
            "given_on", "Date of the letter", "The date of the letter", _letter_hint(decision)
        )
        self.add("method", "How it was sent", _methods(_WRITTEN))
        self.add(
            "dispatched_on",
            "Day on which it left",
            DateField(what="The day on which it left"),
            "Only if that was not the date of the letter",
        )
        self.add("given_by", "Who sent it", TextField(width=32), "Name and job")

    def command(self, answers: dict[str, Any]) -> RecordNotice:
        return RecordNotice(case=self.decision.case_ref, kind=self._kind, **answers)


class AnswerForm(ActForm):
    """How the person answered a qualifying determination."""

    def __init__(self, decision: Decision) -> None:
        """Ask which way they chose, and when the answer came."""
        super().__init__(decision)
        answers = decision.answer.open_answers if decision.answer else ()
        self.add(
            "response",
            "What they answered",
            RadioField([(one, label(one)) for one in answers], required="Choose the answer."),
        )
        self._day("received_on", "Day on which the answer came", "The day on which it came")
        self.entered.connect(self._follow)

    def command(self, answers: dict[str, Any]) -> RecordResponse:
        return RecordResponse(case=self.decision.case_ref, **answers)

    def _follow(self) -> None:
        """No answer came on no day."""
        try:
            answered = self.field("response").value() is not QdResponse.NONE
        except WrongValue:
            answered = True
        self.show_field("received_on", is_shown=answered)


class ApplicationForm(ActForm):
    """That the person applied for an independent review."""

    def __init__(self, decision: Decision) -> None:
        """Ask for the day."""
        super().__init__(decision)
        self._day("applied_on", "Day of the application", "The day of the application")

    def command(self, answers: dict[str, Any]) -> OpenIrmReferral:
        return OpenIrmReferral(case=self.decision.case_ref, **answers)


class ReviewForm(ActForm):
    """The steps of an independent review that are known."""

    def __init__(self, decision: Decision) -> None:
        """Show what is known; what stays empty stays unknown."""
        super().__init__(decision)
        review = decision.review
        hint = f"Due {long_date(review.papers_due)}" if review and review.papers_due else ""
        self._step("notified_on", "Notification received on")
        self._step("papers_sent_on", "Papers sent on", hint)
        self._step("reviewed_on", "Review held on")
        self.add(
            "recommendation",
            "What the review recommended",
            ChoiceField([(one, label(one)) for one in IrmRecommendation], none="Not known yet"),
        )
        self._step("recommendation_received_on", "Recommendation received on")
        self._step("copy_sent_on", "Copy of the final decision sent on")
        if review is not None:
            names = (*_STEPS, "recommendation")
            self.set_values({name: getattr(review, name) for name in names})

    def command(self, answers: dict[str, Any]) -> UpdateIrmReferral:
        return UpdateIrmReferral(case=self.decision.case_ref, **answers)

    def _step(self, name: str, words: str, hint: str = "") -> None:
        self.add(name, words, DateField(what=f"The day of {words.lower()!r}"), hint)


_STEPS = (
    "notified_on",
    "papers_sent_on",
    "reviewed_on",
    "recommendation_received_on",
    "copy_sent_on",
)


class RequirementForm(ActForm):
    """That something a decision asks for was done."""

    def __init__(self, decision: Decision) -> None:
        """Ask which one, and when."""
        super().__init__(decision)
        open_ones = [row.words for row in decision.requirements if row.done_on is None]
        field: RadioField[str] = RadioField(
            [(words, words) for words in open_ones], required="Choose what was done."
        )
        if len(open_ones) == 1:
            field.set_value(open_ones[0])
        self.add("words", "What was done", field)
        self._day("done_on", "Day on which it was done", "The day on which it was done")

    def command(self, answers: dict[str, Any]) -> MeetRequirement:
        return MeetRequirement(case=self.decision.case_ref, **answers)


class AgreementForm(ActForm):
    """That the foster care agreement was signed."""

    def __init__(self, decision: Decision) -> None:
        """Ask for the day."""
        super().__init__(decision)
        self._day("signed_on", "Day on which it was signed", "The day on which it was signed")

    def command(self, answers: dict[str, Any]) -> RecordAgreement:
        return RecordAgreement(case=self.decision.case_ref, **answers)


def _methods(methods: tuple[DispatchMethod, ...]) -> RadioField[DispatchMethod]:
    return RadioField([(one, label(one)) for one in methods], required="Choose how.")


def _letter_hint(decision: Decision) -> str:
    if decision.answer is None or decision.final is not None:
        return ""
    return "The 28 days to answer are counted from this date. It cannot be changed later"

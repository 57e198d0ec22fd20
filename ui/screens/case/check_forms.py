"""The forms about checks, stages, sign-off and advice, each with the command that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panelapp.actions.assessment import AskForChecks, ChaseChecks, RecordCheck, WantedCheck
from panelapp.actions.assessment_stages import (
    BeginStage2,
    DecideToAssess,
    DeclareCompliance,
    RecordAdvice,
    RefuseAtStage1,
    WriteAdvice,
)
from panelapp.domain.labels import label
from panelapp.domain.vocabulary import AdviceNeed, CheckCode
from ui.components.fields import DateField, RadioField, TextField, TicksField
from ui.components.form import Form
from ui.components.growing_text import GrowingTextField

if TYPE_CHECKING:
    from panelapp.queries.case_page import CasePage, CheckRow

EXAMPLE = "For example 27 3 2026"
_DATES = ("requested_on", "received_on", "expires_on")
_TEXTS = ("detail", "from_whom", "asked_by", "not_needed_because", "note")
_NAMED = {
    CheckCode.PERSONAL_REFERENCE: "Name of the referee",
    CheckCode.OTHER: "What is collected",
}


class CheckForm(Form):
    """One check: from whom, when it was asked for and came, and until when it holds."""

    def __init__(self, page: CasePage, row: CheckRow) -> None:
        """Show what is recorded about a line."""
        super().__init__()
        self._case, self._row = page.case, row
        self._names: list[str] = []
        if row.code in _NAMED:
            self._add("detail", _NAMED[row.code], TextField())
        self._add("from_whom", "From whom", TextField())
        self._add("asked_by", "Who asks and chases", TextField(), "Full name")
        self._add("requested_on", "Asked for on", DateField(what="This date"), EXAMPLE)
        self._add("received_on", "Came on", DateField(what="This date"))
        if row.expires:
            self._add("expires_on", "Holds until", DateField(what="This date"))
        hint = "Leave empty where it is needed"
        self._add("not_needed_because", "Not needed because", GrowingTextField(lines=2), hint)
        self._add("note", "Note", GrowingTextField(lines=2))
        self.set_values({name: getattr(row, name) for name in self._names})

    def command(self, answers: dict[str, Any]) -> RecordCheck:
        """What was changed alone: a fact that was emptied is not known any more."""
        row = self._row
        changed = {name: said for name, said in answers.items() if said != getattr(row, name)}
        emptied = [name for name in _DATES if name in changed and changed.pop(name) is None]
        kept = {name: answers[name] for name in _DATES if name in answers and name not in emptied}
        changed |= {name: day for name, day in kept.items() if day != getattr(row, name)}
        if changed.get("not_needed_because") == "":
            del changed["not_needed_because"]
            emptied.append("not_needed_because")
        if row.check is None:
            changed |= {"code": row.code, "carer": row.carer, "other": row.other}
        return RecordCheck(
            case=self._case,
            check=row.check,
            version=row.version,
            not_known=tuple(emptied),
            **changed,
        )

    def _add(self, name: str, words: str, field: Any, hint: str = "") -> None:  # noqa: ANN401 - any field
        self._names.append(name)
        self.add(name, words, field, hint)


class OwnCheckForm(Form):
    """A check that the list does not have."""

    def __init__(self, page: CasePage) -> None:
        """Ask what it is and from whom."""
        super().__init__()
        self._case = page.case
        what = TextField(required="Enter what is collected.")
        self.add("detail", "What is collected", what, "For example a pet assessment")
        self.add("from_whom", "From whom", TextField())
        self.add("asked_by", "Who asks and chases", TextField(), "Full name")
        self.add("requested_on", "Asked for on", DateField(what="This date"), EXAMPLE)

    def command(self, answers: dict[str, Any]) -> RecordCheck:
        """The check to add."""
        return RecordCheck(case=self._case, code=CheckCode.OTHER, **answers)


class AskForm(Form):
    """Which checks were asked for on the same day."""

    def __init__(self, page: CasePage) -> None:
        """Offer those that are still to be asked for."""
        super().__init__()
        self._case = page.case
        self._lines = [row for row in page.checks.rows if row.can_be_asked_for]
        options = [(number, row.title) for number, row in enumerate(self._lines)]
        ticks = TicksField(options, required="Choose at least one check.")
        self.add("rows", "Which checks?", ticks)
        day = DateField(required="Enter the day on which they were asked for.", what="The day")
        self.add("requested_on", "Asked for on", day, EXAMPLE)
        self.add("asked_by", "Who asks and chases", TextField(), "Full name")

    def command(self, answers: dict[str, Any]) -> AskForChecks:
        """The checks that were asked for."""
        return AskForChecks(
            case=self._case,
            checks=tuple(self._wanted(self._lines[number]) for number in answers.pop("rows")),
            **answers,
        )

    @staticmethod
    def _wanted(row: CheckRow) -> WantedCheck:
        if row.check is not None:
            return WantedCheck(check=row.check)
        # Two referees of whom nothing is known yet are told apart by their number.
        several = row.code is CheckCode.PERSONAL_REFERENCE
        detail = f"Referee {row.number}" if several else ""
        return WantedCheck(code=row.code, carer=row.carer, other=row.other, detail=detail)


class ChaseForm(Form):
    """Which checks were chased on the same day."""

    def __init__(self, page: CasePage) -> None:
        """Offer those that are waited for, all of them ticked."""
        super().__init__()
        rows = [row for row in page.checks.rows if row.can_be_chased]
        options = [(row.check, row.title) for row in rows]
        ticks = TicksField(options, required="Choose at least one check.")
        self.add("checks", "Which checks?", ticks)
        ticks.set_value([row.check for row in rows])
        day = DateField(required="Enter the day on which they were chased.", what="The day")
        self.add("chased_on", "Chased on", day, EXAMPLE)
        self.add("chased_by", "Chased by", TextField(), "Full name")

    def command(self, answers: dict[str, Any]) -> ChaseChecks:
        """The checks that were chased."""
        return ChaseChecks(**answers)


class RefusalForm(Form):
    """Why an application is refused on stage 1 information."""

    def __init__(self, page: CasePage) -> None:
        """Ask for the reasons and the day."""
        super().__init__()
        self._case = page.case
        reasons = GrowingTextField(required="Enter the reasons.", lines=4)
        self.add("reasons", "Reasons", reasons, "The applicants are told them in writing")
        day = DateField(required="Enter the day on which they were told.", what="The day")
        self.add("refused_on", "Told in writing on", day, EXAMPLE)

    def command(self, answers: dict[str, Any]) -> RefuseAtStage1:
        """The refusal to record."""
        return RefuseAtStage1(case=self._case, **answers)


class StageForm(Form):
    """The day of one step of an assessment."""

    def __init__(self, page: CasePage, name: str, words: str) -> None:
        """``name`` is the field of the checks that it is about."""
        super().__init__()
        self._case, self._name = page.case, name
        self.add(name, words, DateField(required="Enter the day.", what="The day"), EXAMPLE)
        self.set_values({name: getattr(page.checks, name)})

    def command(self, answers: dict[str, Any]) -> DecideToAssess | BeginStage2:
        """The step to record."""
        day = answers[self._name]
        if self._name == "decided_on":
            return DecideToAssess(case=self._case, decided_on=day)
        return BeginStage2(case=self._case, started_on=day)


class DeclarationForm(Form):
    """Who declared when that the assessment complies."""

    def __init__(self, page: CasePage) -> None:
        """Offer the team manager of the case."""
        super().__init__()
        self._case = page.case
        name = TextField(required="Enter who signed the declaration.")
        self.add("declared_by", "Signed by", name, "The team manager")
        day = DateField(required="Enter the day on which it was signed.", what="The day")
        self.add("declared_on", "Signed on", day, EXAMPLE)
        checks = page.checks
        signed_by = checks.declared_by or page.details.team_manager
        self.set_values({"declared_by": signed_by, "declared_on": checks.declared_on})

    def command(self, answers: dict[str, Any]) -> DeclareCompliance:
        """The declaration to record."""
        return DeclareCompliance(case=self._case, **answers)


class AdviceForm(Form):
    """Which advice the case needs, and when it was seen."""

    def __init__(self, page: CasePage) -> None:
        """Show what is recorded."""
        super().__init__()
        self._case = page.case
        options = [(need, label(need)) for need in AdviceNeed]
        for name, words in (("medical", "Medical advice"), ("legal", "Legal advice")):
            self.add(name, words, RadioField(options, across=True))
            self.add(f"{name}_on", "Seen on", DateField(what="This date"), "Only if it was seen")
        known = page.checks
        names = ("medical", "medical_on", "legal", "legal_on")
        self.set_values({name: getattr(known, name) for name in names})

    def command(self, answers: dict[str, Any]) -> RecordAdvice:
        """The advice to record."""
        return RecordAdvice(case=self._case, **answers)


class AdviserForm(Form):
    """The panel adviser's written advice."""

    def __init__(self, page: CasePage) -> None:
        """Show what is written."""
        super().__init__()
        self._case = page.case
        text = GrowingTextField(required="Write the advice.", lines=8)
        self.add("advice", "Advice", text, "The minutes of the case begin with it")
        self.set_values({"advice": page.checks.adviser_advice})

    def command(self, answers: dict[str, Any]) -> WriteAdvice:
        """The advice to keep."""
        return WriteAdvice(case=self._case, **answers)

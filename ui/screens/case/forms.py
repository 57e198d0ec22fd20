"""The forms of the page of a case, each with the command that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panelapp.actions.cases import (
    ChildDetails,
    RecordResignation,
    RenamePaper,
    UpdateCase,
    WithdrawCase,
)
from panelapp.actions.direct_route import SignOffQuality
from panelapp.actions.exemptions import CancelExemption, RecordExemption
from panelapp.actions.sittings import AddItem, WithdrawItem
from panelapp.domain.labels import label
from panelapp.domain.values import Terms, long_date
from panelapp.domain.vocabulary import EndingReason
from panelapp.queries.case_page import CaseField
from ui.components.asked_fields import field_of
from ui.components.children_form import ChildrenPart
from ui.components.fields import ChoiceField, DateField, NumberField, RadioField, TextField
from ui.components.form import Form
from ui.components.growing_text import GrowingTextField
from ui.components.terms_form import TermsPart
from ui.screens.case.details import answer

if TYPE_CHECKING:
    from panelapp.queries.agendas import AgendaRow
    from panelapp.queries.case_page import CasePage, ExemptionShown

EXAMPLE = "For example 27 3 2026"
_DATES = (
    "application_on",
    "report_shared_on",
    "observations_on",
    "still_appropriate_on",
    "iro_informed_on",
    "placement_ended_on",
)


class DetailsForm(Form):
    """Dates of the case, who works on it, and what it is about in short."""

    def __init__(self, page: CasePage) -> None:
        """Show what is recorded."""
        super().__init__()
        self._page = page
        self._dates: list[str] = []
        self._assessment(page)
        self._temporary_approval(page)
        self.add("social_worker", "Social worker", TextField(), "Full name")
        self.add("team_manager", "Team manager", TextField(), "Full name")
        for asked in page.asked:
            self.add(asked.name, asked.words, field_of(asked), asked.hint)
        known = page.details
        self.set_values(
            {
                "social_worker": known.social_worker,
                "team_manager": known.team_manager,
                **{asked.name: answer(page, asked) for asked in page.asked},
                **{name: getattr(known, name) for name in self._dates},
            }
        )
        if "extended_by" in self._page_fields():
            self.set_values({"extended_by": known.extended_by, "extended_on": known.extended_on})

    def focus_on(self, name: str) -> None:
        """Put the keyboard into one field, or the first where there is none of that name."""
        if name in self.names():
            self.field(name).focus_target().setFocus()
        else:
            self.focus_first()

    def names(self) -> tuple[str, ...]:
        """The fields that this case has."""
        asked = tuple(asked.name for asked in self._page.asked)
        return (*self._dates, *self._page_fields(), "social_worker", "team_manager", *asked)

    def command(self, answers: dict[str, Any]) -> UpdateCase:
        """What was changed alone: a date that was emptied is not known any more."""
        known, asked = self._page.details, {asked.name: asked for asked in self._page.asked}
        before = {
            name: answer(self._page, asked[name]) if name in asked else getattr(known, name)
            for name in answers
        }
        changed = {name: said for name, said in answers.items() if said != before[name]}
        emptied = tuple(
            name for name, said in changed.items() if said is None and name != "extended_on"
        )
        given = {name: said for name, said in changed.items() if said is not None}
        return UpdateCase(case=self._page.case, version=known.version, not_known=emptied, **given)

    def _page_fields(self) -> tuple[str, ...]:
        return ("extended_on", "extended_by") if CaseField.EXTENSION in self._page.fields else ()

    def _date(self, name: str, words: str, hint: str = "") -> None:
        self._dates.append(name)
        self.add(name, words, DateField(what="This date"), hint)

    def _assessment(self, page: CasePage) -> None:
        if CaseField.APPLICATION in page.fields:
            self._date("application_on", "Application came on", EXAMPLE)
        if CaseField.REPORT in page.fields:
            hint = "They may comment within 10 working days"
            self._date("report_shared_on", f"Report sent to {page.them} on", hint)
            self._date("observations_on", f"Comments of {page.them} came on")

    def _temporary_approval(self, page: CasePage) -> None:
        if CaseField.EXTENSION in page.fields:
            self._date("still_appropriate_on", "Placement found still the most appropriate on")
            self._date("iro_informed_on", "Independent reviewing officer told on")
            self.add("extended_on", "Extension approved on", DateField(what="This date"))
            self.add("extended_by", "Approved by", TextField(), "The nominated officer")
        if page.details.reg24_started_on is not None:
            hint = "Only where the placement ended without full approval"
            self._date("placement_ended_on", "Placement ended on", hint)


class TermsForm(Form):
    """The terms that are asked for."""

    def __init__(self, page: CasePage) -> None:
        """Show what is recorded."""
        super().__init__()
        self._page = page
        self.terms = TermsPart(self, heading="Terms asked for")
        self.terms.set_terms(page.details.requested_terms)

    def command(self, answers: dict[str, Any]) -> UpdateCase:
        """The terms to record, or that none are asked for."""
        terms: Terms | None = self.terms.take(answers)
        had_any = self._page.details.requested_terms is not None
        return UpdateCase(
            case=self._page.case,
            version=self._page.details.version,
            requested_terms=terms,
            not_known=("requested_terms",) if terms is None and had_any else (),
        )


class ChildrenForm(Form):
    """The children whom the case names."""

    def __init__(self, page: CasePage) -> None:
        """Show those that are named."""
        super().__init__()
        self._page = page
        self.children_part = ChildrenPart(self, heading="Children whom the case names")
        self.children_part.set_children(
            [
                ChildDetails(
                    name=child.name,
                    date_of_birth=child.date_of_birth,
                    relationship=child.relationship,
                )
                for child in page.details.children
            ]
        )

    def command(self, answers: dict[str, Any]) -> UpdateCase:
        """The children to name, in their order."""
        return UpdateCase(
            case=self._page.case,
            version=self._page.details.version,
            children=self.children_part.take(answers),
        )


class AgendaForm(Form):
    """Which sitting, and how long the case may take there."""

    def __init__(self, rows: tuple[AgendaRow, ...]) -> None:
        """Offer the sittings to come."""
        super().__init__()
        self.add(
            "sitting",
            "Sitting",
            RadioField(
                [(row.sitting, _sitting_words(row)) for row in rows],
                hints=[_papers_words(row) for row in rows],
                required="Choose a sitting.",
            ),
        )
        field = NumberField(5, 240, unit="minutes")
        self.add("slot_minutes", "Time for the case", field, "Leave empty if not known")
        if len(rows) == 1:
            self.set_values({"sitting": rows[0].sitting})

    def command(self, case: str, answers: dict[str, Any]) -> AddItem:
        """The item to add."""
        return AddItem(case=case, **answers)


class SignOffForm(Form):
    """Who signed off the quality of an assessment, when, and what they found."""

    def __init__(self, page: CasePage) -> None:
        """Show what is recorded."""
        super().__init__()
        self._page = page
        self.add(
            "quality_assured_by",
            "Signed off by",
            TextField(required="Enter who signed off the assessment."),
            "Full name and post. Not the worker who assessed, nor their manager",
        )
        day = DateField(required="Enter the day of the sign-off.", what="The day")
        self.add("quality_assured_on", "Reached the decision maker on", day, EXAMPLE)
        self.add(
            "quality_assurance",
            "What they found",
            GrowingTextField(required="Write what they found.", lines=4),
            "Whether the report is complete, its evidence and its analysis",
        )
        known = page.details
        self.set_values(
            {
                "quality_assured_by": known.quality_assured_by,
                "quality_assured_on": known.quality_assured_on,
                "quality_assurance": known.quality_assurance,
            }
        )

    def command(self, answers: dict[str, Any]) -> SignOffQuality:
        """The sign-off to record."""
        return SignOffQuality(case=self._page.case, version=self._page.details.version, **answers)


class ExemptionForm(Form):
    """The written notice with which a local authority exempts carers from the usual limit."""

    def __init__(self, page: CasePage, known: ExemptionShown) -> None:
        """Show what is recorded."""
        super().__init__()
        self._page = page
        words = "Enter the authority."
        hint = "Only the local authority where the carers live can exempt them"
        self.add("authority", "Exempted by", TextField(required=words), hint)
        day = DateField(required="Enter the day of the written notice.", what="The day")
        self.add("noticed_on", "Day of the written notice", day, EXAMPLE)
        for name, question in _REGARD:
            required = f"Write what the authority says of {question[:1].lower()}{question[1:]}."
            self.add(name, question, GrowingTextField(required=required, lines=2))
        hint = "Leave empty if there are none"
        self.add("conditions", "Conditions", GrowingTextField(lines=1), hint)
        self.add(
            "ends_on", "Last day", DateField(what="The last day"), "Only if a condition ends it"
        )
        self.set_values({name: getattr(known, name) for name in _OF_EXEMPTION})

    def command(self, answers: dict[str, Any]) -> RecordExemption:
        """The exemption to record."""
        return RecordExemption(case=self._page.case, version=self._page.details.version, **answers)


_REGARD = (
    ("number_of_children", "Number of children"),
    ("arrangements", "Arrangements for their care and accommodation"),
    ("intended_relationship", "Intended and likely relationship with the children"),
    ("length_of_time", "Length of time"),
    ("welfare", "Welfare of these and of other children in the home"),
)
_OF_EXEMPTION = ("authority", "noticed_on", *dict(_REGARD), "conditions", "ends_on")


class CancelExemptionForm(Form):
    """The day on which an authority cancelled an exemption."""

    def __init__(self) -> None:
        """Ask for the day."""
        super().__init__()
        day = DateField(required="Enter the day of the written notice.", what="The day")
        self.add("cancelled_on", "Cancelled by written notice on", day, EXAMPLE)

    def command(self, case: str, answers: dict[str, Any]) -> CancelExemption:
        """The exemption to cancel."""
        return CancelExemption(case=case, **answers)


class TakeOffForm(Form):
    """Why a case comes off an agenda."""

    def __init__(self) -> None:
        """Ask for the reason."""
        super().__init__()
        field = GrowingTextField(required="Enter why the case comes off the agenda.", lines=2)
        self.add("reason", "Reason", field)
        day = DateField(required="Enter the day on which it came off.", what="The day")
        self.add("withdrawn_on", "Taken off on", day, EXAMPLE)

    def command(self, page: CasePage, answers: dict[str, Any]) -> WithdrawItem:
        """The item to take off."""
        return WithdrawItem(case=page.case, sitting=page.sitting or "", **answers)


class WithdrawForm(Form):
    """Why a case will not go on."""

    def __init__(self) -> None:
        """Ask for the reason and the day."""
        super().__init__()
        field = GrowingTextField(required="Enter why the case is withdrawn.", lines=2)
        self.add("reason", "Reason", field)
        day = DateField(required="Enter the day on which it was withdrawn.", what="The day")
        self.add("withdrawn_on", "Withdrawn on", day, EXAMPLE)

    def command(self, case: str, answers: dict[str, Any]) -> WithdrawCase:
        """The case to withdraw."""
        return WithdrawCase(case=case, **answers)


class ResignationForm(Form):
    """Whose resignation came, when and why."""

    def __init__(self, page: CasePage) -> None:
        """Offer the carers who have not left."""
        super().__init__()
        self._page = page
        carers = [
            (person.carer, person.name)
            for person in page.people
            if person.carer is not None and not person.has_ended
        ]
        self.add("carer", "Who resigns", RadioField(carers, required="Choose who resigns."))
        day = DateField(required="Enter the day on which the notice came.", what="The day")
        self.add("notice_received_on", "Written notice came on", day, EXAMPLE)
        reasons = [(reason, label(reason)) for reason in EndingReason]
        self.add("reason", "Reason", ChoiceField(reasons, required="Choose a reason."))
        if len(carers) == 1:
            self.set_values({"carer": carers[0][0]})

    def command(self, answers: dict[str, Any]) -> RecordResignation:
        """The resignation to record."""
        return RecordResignation(household=self._page.household, **answers)


class PapersForm(Form):
    """The titles of papers that are to be added."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Offer a title for each, made from its file's name."""
        super().__init__()
        for number, name in enumerate(names):
            field = self.add(
                f"title_{number}", name, TextField(required=f"Enter a title for {name}."), "Title"
            )
            field.set_value(title_of(name))

    def titles(self, answers: dict[str, Any]) -> tuple[str, ...]:
        """The titles in the order of the files."""
        return tuple(answers.values())


class TitleForm(Form):
    """Another title for one paper."""

    def __init__(self, title: str) -> None:
        """Show the title that it has."""
        super().__init__()
        self.add("title", "Title", TextField(required="Enter a title for the paper."))
        self.set_values({"title": title})

    def command(self, case: str, sha256: str, answers: dict[str, Any]) -> RenamePaper:
        """The paper to rename."""
        return RenamePaper(case=case, sha256=sha256, **answers)


def title_of(file_name: str) -> str:
    """A title made from the name of a file: ``medical_advice-2.pdf`` becomes ``Medical advice 2``."""
    stem = file_name.rsplit(".", 1)[0]
    words = " ".join(stem.replace("_", " ").replace("-", " ").split())
    return (words[:1].upper() + words[1:]) or file_name


def _sitting_words(row: AgendaRow) -> str:
    items = "no items yet" if not row.items else f"{row.items} on the agenda"
    items = "1 on the agenda" if row.items == 1 else items
    parts = (f"{long_date(row.held_on)}", row.start, row.venue, items)
    return ", ".join(part for part in parts if part)


def _papers_words(row: AgendaRow) -> str:
    if row.is_late_for_papers:
        return f"Papers were due with members on {long_date(row.papers_due)}"
    return f"Papers are due with members by {long_date(row.papers_due)}"

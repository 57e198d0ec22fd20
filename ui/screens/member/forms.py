"""The forms about a listed person, each with the command that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.actions.people import (
    Appoint,
    DeclareNoLinks,
    GiveListNotice,
    RecordAppraisal,
    RecordLink,
    UpdateMember,
)
from panelapp.domain.labels import label
from panelapp.domain.vocabulary import LinkKind, MemberCategory
from ui.components.fields import ChoiceField, DateField, RadioField, TextField
from ui.components.form import Form

if TYPE_CHECKING:
    from typing import Any

    from panelapp.queries.member_page import LinkRow, MemberPage

EXAMPLE = "For example 27 3 2026"
DATES = (
    ("dbs_on", "Date of the criminal record certificate", ""),
    ("agreement_signed_on", "Confidentiality agreement signed on", ""),
    ("observed_on", "Observed a panel on", ""),
    ("induction_completed_on", "Induction completed on", ""),
)
SOCIAL_WORK = (
    ("social_work_qualified_on", "Qualified as a social worker on", "Leave empty if not one"),
    (
        "relevant_experience_from",
        "Relevant experience began on",
        "Only if it began later than the qualification",
    ),
)
FIELD_OF_CHECK = {
    "complete_checks": "dbs_on",
    "sign_member_agreement": "agreement_signed_on",
    "offer_observation": "observed_on",
    "complete_induction": "induction_completed_on",
}
"""The field in which each check is recorded."""


def add_dates(form: Form) -> None:
    """Add the dates of checks, and of social work, to a form."""
    form.heading("Checks and training")
    for name, words, hint in DATES:
        form.add(name, words, DateField(what="This date"), hint)
    form.heading("Social work")
    for name, words, hint in SOCIAL_WORK:
        form.add(name, words, DateField(what="This date"), hint)


def category_field() -> ChoiceField[MemberCategory]:
    """What the list describes a person as."""
    return ChoiceField([(category, label(category)) for category in MemberCategory])


class DetailsForm(Form):
    """Name, description and dates of a listed person."""

    def __init__(self, page: MemberPage) -> None:
        """Show what is recorded."""
        super().__init__()
        self._page = page
        self.add("name", "Full name", TextField(required="Enter the person's name."))
        self.add(
            "category",
            "Description",
            category_field(),
            "Independence is worked out from links to the service, never from this",
        )
        add_dates(self)
        self.set_values({"name": page.name, "category": page.category, **page.dates})

    def command(self, answers: dict[str, Any]) -> UpdateMember:
        """What to change: a date that was emptied is not known any more."""
        emptied = tuple(
            name
            for name, day in self._page.dates.items()
            if day is not None and answers[name] is None
        )
        return UpdateMember(
            member=self._page.ref, version=self._page.version, not_known=emptied, **answers
        )


class AppraisalForm(Form):
    """When an appraisal was held."""

    def __init__(self) -> None:
        super().__init__()
        field = DateField(required="Enter the day of the appraisal.", what="The day")
        self.add("held_on", "Appraised on", field, EXAMPLE)

    def command(self, member: str, answers: dict[str, Any]) -> RecordAppraisal:
        """The appraisal to record."""
        return RecordAppraisal(member=member, **answers)


class LinkForm(Form):
    """A link to the service."""

    def __init__(self) -> None:
        super().__init__()
        self.add(
            "kind",
            "What ties the person to the service",
            RadioField(
                [(kind, label(kind)) for kind in LinkKind],
                required="Choose what ties the person to the service.",
            ),
        )
        self.add("detail", "More about it", TextField(), "For example the team, or how related")
        self.add("from_on", "From", DateField(what="The first day"), "Leave empty if not known")
        self.add("to_on", "To", DateField(what="The last day"), "Leave empty if it still lasts")

    def command(self, member: str, answers: dict[str, Any]) -> RecordLink:
        """The link to record."""
        return RecordLink(member=member, **answers)


class EndLinkForm(Form):
    """The last day of a link."""

    def __init__(self) -> None:
        super().__init__()
        field = DateField(required="Enter the last day of the link.", what="The last day")
        self.add("to_on", "Last day of the link", field, EXAMPLE)

    def command(self, member: str, link: LinkRow, answers: dict[str, Any]) -> RecordLink:
        """The end of the link of this kind that lasts."""
        return RecordLink(member=member, kind=link.kind, **answers)


class NoLinksForm(Form):
    """The day of a declaration that there is no link."""

    def __init__(self) -> None:
        super().__init__()
        field = DateField(required="Enter the day of the declaration.", what="The day")
        self.add("declared_on", "Declared on", field, EXAMPLE)

    def command(self, member: str, answers: dict[str, Any]) -> DeclareNoLinks:
        """The declaration to record."""
        return DeclareNoLinks(member=member, **answers)


class AppointForm(Form):
    """An office from a day."""

    def __init__(self, page: MemberPage) -> None:
        super().__init__()
        open_offices = [(c.office, c.words) for c in page.offices if not c.why_not]
        self.add("office", "Office", RadioField(open_offices, required="Choose an office."))
        for choice in page.offices:
            if choice.why_not:
                self.note(f"{choice.words}: {choice.why_not}")
        field = DateField(required="Enter the first day.", what="The first day")
        self.add("from_on", "From", field, EXAMPLE)

    def command(self, member: str, answers: dict[str, Any]) -> Appoint:
        """The appointment to record."""
        return Appoint(member=member, **answers)


class NoticeForm(Form):
    """The day of a month's notice."""

    def __init__(self) -> None:
        super().__init__()
        field = DateField(required="Enter the day of the written notice.", what="The day")
        self.add("notice_on", "Written notice given on", field, EXAMPLE)

    def command(self, member: str, answers: dict[str, Any]) -> GiveListNotice:
        """The notice to record."""
        return GiveListNotice(member=member, **answers)

"""The forms about a household, each with the command that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.actions.cases import RecordEnding, RecordResignation
from panelapp.actions.households import (
    AddHouseholdMember,
    UpdateCarer,
    UpdateHousehold,
    UpdateHouseholdMember,
)
from panelapp.domain.labels import label
from panelapp.domain.vocabulary import EndingKind, EndingReason
from ui.components.fields import ChoiceField, DateField, RadioField, TextField, WrongValue
from ui.components.form import Form
from ui.components.growing_text import GrowingTextField

if TYPE_CHECKING:
    from typing import Any

    from panelapp.queries.household_page import CarerRow, HouseholdPage, OtherRow

EXAMPLE = "For example 27 3 2026"
BIRTH = "For example 27 3 1985"
_SEXES = (("female", "Female"), ("male", "Male"))
_HINTS = {
    EndingKind.RESIGNATION: "Approval ends 28 days after the written notice came",
    EndingKind.DEREGISTRATION: "After the final decision to end it",
    EndingKind.PARTNER_LEFT: "The other carer goes on",
}


class HomeForm(Form):
    """Where the household lives, and who looks after it."""

    def __init__(self, page: HouseholdPage) -> None:
        """Show what is recorded."""
        super().__init__()
        self._page = page
        self.add("address", "Address", GrowingTextField(lines=3))
        self.add(
            "home_authority",
            "Local authority where they live",
            TextField(),
            "It alone may exempt them from the usual fostering limit",
        )
        self.add("team", "Team", TextField(width=28), "The team that supports them")
        self.set_values(
            {"address": page.address, "home_authority": page.home_authority, "team": page.team}
        )

    def command(self, answers: dict[str, Any]) -> UpdateHousehold:
        """What to change."""
        return UpdateHousehold(household=self._page.ref, version=self._page.version, **answers)


class CarerForm(Form):
    """A carer's name, date of birth and sex."""

    def __init__(self, page: HouseholdPage, carer: CarerRow) -> None:
        """Show what is recorded."""
        super().__init__()
        self._page, self._carer = page, carer
        self.add("name", "Full name", TextField(required="Enter the full name."))
        self.add("date_of_birth", "Date of birth", DateField(what="The date of birth"), BIRTH)
        self.add("sex", "Sex", ChoiceField(_SEXES, none="Not recorded"))
        self.set_values(
            {"name": carer.name, "date_of_birth": carer.date_of_birth, "sex": carer.sex or None}
        )

    def command(self, answers: dict[str, Any]) -> UpdateCarer:
        """What to change: a date that was emptied is not known any more."""
        was_emptied = self._carer.date_of_birth is not None and answers["date_of_birth"] is None
        return UpdateCarer(
            household=self._page.ref,
            carer=self._carer.position,
            name=answers["name"],
            date_of_birth=answers["date_of_birth"],
            sex=answers["sex"] or "",
            not_known=("date_of_birth",) if was_emptied else (),
            version=self._page.version,
        )


class OtherForm(Form):
    """Somebody else who lives in the household."""

    def __init__(self, page: HouseholdPage, other: OtherRow | None = None) -> None:
        """Show what is recorded of somebody, or nothing of somebody new."""
        super().__init__()
        self._page, self._other = page, other
        self.add("name", "Full name", TextField(required="Enter the full name."))
        self.add("date_of_birth", "Date of birth", DateField(what="The date of birth"), BIRTH)
        hint = "For example daughter, lodger"
        self.add("relationship", "Relationship to the carers", TextField(width=28), hint)
        self.add("moved_in_on", "Moved in on", DateField(what="The day"), "Leave empty if unknown")
        if other is not None:
            self.add(
                "moved_out_on",
                "Moved out on",
                DateField(what="The day"),
                "Leave empty if they live there",
            )
            self.set_values(
                {
                    "name": other.name,
                    "relationship": other.relationship,
                    **_dates(other),
                }
            )

    def command(self, answers: dict[str, Any]) -> AddHouseholdMember | UpdateHouseholdMember:
        """Whom to add, or what to change: a date that was emptied is not known any more."""
        if self._other is None:
            return AddHouseholdMember(household=self._page.ref, **answers)
        emptied = tuple(
            name
            for name, day in _dates(self._other).items()
            if day is not None and answers[name] is None
        )
        return UpdateHouseholdMember(
            household=self._page.ref,
            household_member=self._other.number,
            not_known=emptied,
            **answers,
        )


def _dates(other: OtherRow) -> dict[str, Any]:
    names = ("date_of_birth", "moved_in_on", "moved_out_on")
    return {name: getattr(other, name) for name in names}


class EndingForm(Form):
    """How and why a carer's approval ends. The law fixes the day of a resignation."""

    def __init__(self, page: HouseholdPage, carer: CarerRow) -> None:
        """Ask for the day of the notice or of the end, as the kind needs it."""
        super().__init__()
        self._page, self._carer = page, carer
        kinds = [kind for kind in EndingKind if _is_possible(kind, page)]
        self.add(
            "kind",
            "How the approval ends",
            RadioField(
                [(kind, label(kind)) for kind in kinds],
                hints=[_HINTS.get(kind, "") for kind in kinds],
                required="Choose how the approval ends.",
            ),
        )
        notice = DateField(required="Enter the day on which the notice came.", what="The day")
        self.add("notice_received_on", "Written notice came on", notice, EXAMPLE)
        end = DateField(required="Enter the day on which the approval ends.", what="The day")
        self.add("effective_on", "Approval ends on", end, EXAMPLE)
        reasons = [(reason, label(reason)) for reason in EndingReason]
        self.add("reason", "Reason", ChoiceField(reasons, required="Choose a reason."))
        self.entered.connect(self._follow)
        self._follow()

    def command(self, answers: dict[str, Any]) -> RecordResignation | RecordEnding:
        """The end to record."""
        home, carer = self._page.ref, self._carer.position
        if answers["kind"] is EndingKind.RESIGNATION:
            return RecordResignation(
                household=home,
                carer=carer,
                reason=answers["reason"],
                notice_received_on=answers["notice_received_on"],
            )
        return RecordEnding(household=home, carer=carer, **answers)

    def _follow(self) -> None:
        chosen = self._chosen()
        resigns = chosen is EndingKind.RESIGNATION
        self.show_field("notice_received_on", is_shown=resigns)
        self.show_field("effective_on", is_shown=chosen is not None and not resigns)

    def _chosen(self) -> EndingKind | None:
        try:
            kind: EndingKind | None = self.field("kind").value()
        except WrongValue:
            return None
        return kind


def _is_possible(kind: EndingKind, page: HouseholdPage) -> bool:
    """Nobody can leave a household of one and let it go on."""
    still_there = sum(carer.may_end for carer in page.carers)
    return kind is not EndingKind.PARTNER_LEFT or still_there > 1

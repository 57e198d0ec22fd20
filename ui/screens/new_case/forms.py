"""The two forms of a new case: who it is about, and what it is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from panelapp.actions.cases import AddHousehold, CarerDetails, OpenCase
from panelapp.domain.labels import label
from panelapp.domain.rules.case_fields import asked_of
from panelapp.domain.vocabulary import CarerKind, CaseType, Route
from panelapp.queries.new_case import CaseField
from ui.components.asked_fields import field_of
from ui.components.children_form import ChildrenPart
from ui.components.fields import (
    ChoiceField,
    DateField,
    Field,
    RadioField,
    TextField,
    TickField,
    WrongValue,
)
from ui.components.form import Form
from ui.components.growing_text import GrowingTextField
from ui.components.terms_form import TermsPart
from ui.components.words import Words
from ui.screens.new_case.household_field import HouseholdField

if TYPE_CHECKING:
    from panelapp.domain.rules.case_fields import Asked
    from panelapp.queries.new_case import NewCaseChoices, TypeChoice

V = TypeVar("V")
EXAMPLE = "For example 27 3 2026"
_SEXES = (("female", "Female"), ("male", "Male"))
_FIRST = ("name_1", "born_1", "sex_1")
_SECOND = ("name_2", "born_2", "sex_2")
_OF_NEW = (*_FIRST, "two", "carer_kind", "address", "team", "is_approved")
_OF_APPROVED = ("approved_on", "last_review_on")


class About(StrEnum):
    """Whom a case is about: a household of the file, or people who are new to it."""

    THERE = "there"
    NEW = "new"


class HouseholdForm(Form):
    """A household that is there, or one or two people who are new."""

    def __init__(self) -> None:
        """Ask for people who are new, until something else is chosen."""
        super().__init__()
        options = [
            (About.THERE, "A household of this file"),
            (About.NEW, "People who are new to this file"),
        ]
        words = "Choose whom the case is about."
        self.about = self.add(
            "about", "Who is the case about?", RadioField(options, required=words)
        )
        self.household = self.add("household", "Household", HouseholdField())
        self._people()
        self._home()
        self.terms = TermsPart(self, heading="Terms of approval now")
        self.entered.connect(self.arrange)
        self.filled.connect(self.arrange)
        self.arrange()

    @property
    def is_new(self) -> bool:
        """Whether people who are new are asked for."""
        return chosen_in(self.about) is About.NEW

    @property
    def first_name(self) -> str:
        """The name of the first new person, as far as it is typed."""
        return self.field("name_1").draft().strip()

    def arrange(self) -> None:
        """Show what belongs to the answers so far."""
        chosen = chosen_in(self.about)
        is_new = chosen is About.NEW
        is_approved = is_new and bool(self.field("is_approved").draft())
        self.show_field("household", is_shown=chosen is About.THERE)
        for name in _OF_NEW:
            self.show_field(name, is_shown=is_new)
        for name in _SECOND:
            self.show_field(name, is_shown=is_new and bool(self.field("two").draft()))
        for name in _OF_APPROVED:
            self.show_field(name, is_shown=is_approved)
        self.terms.show(is_shown=is_approved)

    def new_household(self, answers: dict[str, Any]) -> AddHousehold:
        """The household of new people."""
        answers = dict(answers)
        terms = self.terms.take(answers)
        numbers = (1, 2) if answers["two"] else (1,)
        return AddHousehold(
            carers=tuple(
                CarerDetails(
                    name=answers[f"name_{number}"],
                    date_of_birth=answers[f"born_{number}"],
                    sex=answers[f"sex_{number}"] or "",
                )
                for number in numbers
            ),
            carer_kind=answers["carer_kind"],
            address=answers["address"],
            team=answers["team"],
            approved_on=answers.get("approved_on"),
            last_review_on=answers.get("last_review_on"),
            terms=terms,
        )

    def _people(self) -> None:
        self._person(1, "Full name", "Enter the full name of the first person.")
        self.add("two", "", TickField("Two people apply or are approved together"))
        self._person(2, "Second person: full name", "Enter the full name of the second person.")

    def _person(self, number: int, name: str, required: str) -> None:
        before = "" if number == 1 else "Second person: "
        born, sex = f"{before}date of birth", f"{before}sex"
        self.add(f"name_{number}", name, TextField(required=required))
        day = DateField(what="The date of birth")
        self.add(f"born_{number}", _capital(born), day, "For example 27 3 1985")
        self.add(f"sex_{number}", _capital(sex), ChoiceField(_SEXES, none="Not recorded"))

    def _home(self) -> None:
        kinds = [(kind, label(kind)) for kind in CarerKind]
        words = "Choose the kind of care."
        self.add("carer_kind", "Kind of care", RadioField(kinds, required=words))
        self.add("address", "Address", GrowingTextField(lines=2))
        self.add("team", "Team", TextField(width=28), "The team that supports them")
        self.add("is_approved", "", TickField("They were approved before this file began"))
        day = DateField(required="Enter the day of the approval.", what="The day of the approval")
        self.add("approved_on", "Approved on", day, EXAMPLE)
        self.add(
            "last_review_on",
            "Last review completed on",
            DateField(what="The day of the review"),
            "Leave empty if there was none",
        )


class CaseForm(Form):
    """What the case is, and what is known of it already."""

    def __init__(self) -> None:
        """Start without types; :meth:`offer` gives them."""
        super().__init__()
        self._types: dict[CaseType, TypeChoice] = {}
        self.type: ChoiceField[CaseType] = self.add(
            "case_type", "Type of case", ChoiceField(required="Choose the type of the case.")
        )
        self._panel = Words(kind="muted")
        self.part(self._panel)
        day = DateField(required="Enter the day on which the case was opened.", what="The day")
        self.add("opened_on", "Opened on", day, EXAMPLE)
        self.follows: ChoiceField[str] = self.add(
            "follows",
            "Which decision",
            ChoiceField(required="Choose the case that they are about."),
        )
        self._of_some_types()
        self.add("social_worker", "Social worker", TextField(), "Full name")
        self.add("team_manager", "Team manager", TextField(), "Full name")
        self._keys: dict[tuple[str, str], str] = {}
        for case_type in CaseType:
            self._ask(asked_of(case_type))
        self.children_part = ChildrenPart(self, heading="Children whom the case names")
        self.add("has_terms", "", TickField("Give the terms that are asked for"))
        self.terms = TermsPart(self, heading="Terms asked for")
        self.entered.connect(self.arrange)
        self.filled.connect(self.arrange)
        self.arrange()

    def offer(self, choices: NewCaseChoices) -> None:
        """Offer the types that can be opened; today is the day unless another is given."""
        self._types = {choice.case_type: choice for choice in choices.types}
        self.type.set_options([(choice.case_type, choice.words) for choice in choices.types])
        self.follows.set_options([(about.case, about.words) for about in choices.determinations])
        if not self.field("opened_on").draft():
            self.set_values({"opened_on": choices.today})
        if len(choices.determinations) == 1 and not self.draft().get("case_type"):
            only = choices.determinations[0].case
            self.set_values({"case_type": CaseType.REPRESENTATIONS, "follows": only})
        self.arrange()

    @property
    def choice(self) -> TypeChoice | None:
        """The type that is chosen."""
        chosen = chosen_in(self.type)
        return self._types.get(chosen) if chosen else None

    def arrange(self) -> None:
        """Show what is asked of a case of the type that is chosen."""
        choice = self.choice
        fields = choice.fields if choice else frozenset()
        self._panel.setText(f"{choice.panel}." if choice else "")
        self._panel.setVisible(choice is not None)
        for name, field in (
            ("follows", CaseField.FOLLOWS),
            ("route", CaseField.ROUTE),
            ("application_on", CaseField.APPLICATION),
        ):
            self.show_field(name, is_shown=field in fields)
        asked = {self.key_of(one) for one in choice.asked} if choice else {"summary"}
        for key in self._keys.values():
            self.show_field(key, is_shown=key in asked)
        has_start = CaseField.TEMPORARY_APPROVAL in fields
        is_needed = choice is not None and CaseField.TEMPORARY_APPROVAL in choice.needs
        self.show_field("reg24_needed", is_shown=has_start and is_needed)
        self.show_field("reg24_known", is_shown=has_start and not is_needed)
        self.children_part.show(is_shown=CaseField.CHILDREN in fields)
        has_terms = CaseField.TERMS in fields
        is_ticked = bool(self.field("has_terms").draft())
        self.show_field("has_terms", is_shown=has_terms)
        self.terms.show(is_shown=has_terms and is_ticked)

    def key_of(self, asked: Asked) -> str:
        """The name of the field in which a fact is asked for in the words of its type."""
        return self._keys[asked.name, asked.words]

    def _ask(self, asked: tuple[Asked, ...]) -> None:
        """Add a field for each fact, and another for each other way in which a type says it."""
        for one in asked:
            if (one.name, one.words) in self._keys:
                continue
            number = sum(name == one.name for name, _ in self._keys)
            key = f"{one.name}/{number}" if number else one.name
            self._keys[one.name, one.words] = key
            self.add(key, one.words, field_of(one), one.hint)

    def command(
        self, answers: dict[str, Any], household: str | None, people: AddHousehold | None
    ) -> OpenCase:
        """The case to open for a household that is there, or for people who are new."""
        answers = dict(answers)
        children, terms = self.children_part.take(answers), self.terms.take(answers)
        answers.pop("has_terms", None)
        for (name, _), key in self._keys.items():
            if key != name and key in answers:
                answers[name] = answers.pop(key)
        started = (answers.pop("reg24_needed", None), answers.pop("reg24_known", None))
        return OpenCase(
            household=household,
            new_household=people,
            children=children,
            requested_terms=terms,
            reg24_started_on=started[0] or started[1],
            **answers,
        )

    def _of_some_types(self) -> None:
        routes = [(route, label(route)) for route in Route]
        self.add("route", "Route", RadioField(routes))
        self.add(
            "application_on",
            "Application came on",
            DateField(what="The day of the application"),
            "Eight months to a recommendation are counted from this day",
        )
        what, words = "The first day", "Temporary approval started on"
        needed = DateField(required="Enter the first day of the temporary approval.", what=what)
        self.add("reg24_needed", words, needed, EXAMPLE)
        hint = "Only where a child is placed under temporary approval"
        self.add("reg24_known", words, DateField(what=what), hint)


def chosen_in(field: Field[V | None]) -> V | None:
    """What is chosen in a field so far, if anything is."""
    try:
        return field.value()
    except WrongValue:
        return None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

"""The form for somebody who joins the central list, and its answers as they are checked."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from panelapp.actions.people import AddMember
from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import MemberCategory, Office
from ui.components.fields import ChoiceField, DateField, RadioField, TextField
from ui.components.form import Form
from ui.components.summary_list import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXAMPLE = "For example 27 3 2026"
_DATES = (
    ("dbs_on", "Criminal record certificate", "The date on the certificate"),
    ("agreement_signed_on", "Confidentiality agreement signed", ""),
    ("observed_on", "Observed a panel", ""),
    ("induction_completed_on", "Induction completed", ""),
    ("social_work_qualified_on", "Qualified as a social worker", "Leave empty if not one"),
    (
        "relevant_experience_from",
        "Relevant experience began",
        "Only if it began later than the qualification",
    ),
)


class Links(StrEnum):
    """What the person said of links to the service."""

    NONE = "none"
    SOME = "some"


_LINKS = (
    (Links.NONE, "There is no link to the service"),
    (Links.SOME, "There is a link, or it is not known yet"),
)


class NewMemberForm(Form):
    """Name, first day, links and office; and the checks that are known already."""

    def __init__(self) -> None:
        super().__init__()
        self.add("name", "Full name", TextField(required="Enter the person's name."))
        self.add(
            "joined_on",
            "First day on the central list",
            DateField(required="Enter the first day on the list.", what="The first day"),
            EXAMPLE,
        )
        self.add(
            "category",
            "Description",
            ChoiceField([(category, label(category)) for category in MemberCategory]),
        )
        self.add(
            "links",
            "Links to the fostering service",
            RadioField(
                _LINKS,
                hints=(
                    "The person declared it on the first day. They count as independent.",
                    "Record the link afterwards. Until then they do not count as independent.",
                ),
                required="Choose what is known of links to the service.",
            ),
        )
        self.add(
            "office",
            "Office on the panel",
            RadioField(
                [(office, label(office)) for office in reversed(Office)],
                required="Choose an office.",
                across=True,
            ),
            "A chair must be independent of the service",
        )
        self.set_values({"office": Office.MEMBER})
        self.heading("Checks that are known already")
        self.note("Leave empty what is not known yet. It goes on the list of what is to do.")
        for name, words, hint in _DATES:
            self.add(name, words, DateField(what="This date"), hint)


def command(answers: dict[str, Any]) -> AddMember:
    """Who to put on the list."""
    known = {name: value for name, value in answers.items() if name != "links"}
    return AddMember(has_no_links=answers["links"] is Links.NONE, **known)


def facts(answers: dict[str, Any], change: Callable[[str], Callable[[], object]]) -> Iterator[Fact]:
    """The answers in words, each with the way to change it."""
    for name, words in (
        ("name", "Full name"),
        ("joined_on", "First day on the central list"),
        ("category", "Description"),
        ("links", "Links to the fostering service"),
        ("office", "Office on the panel"),
        *((name, words) for name, words, _ in _DATES),
    ):
        yield Fact(name=words, words=_in_words(answers[name]), change=change(name))


def _in_words(value: Any) -> str:  # noqa: ANN401 - any answer of the form
    match value:
        case None:
            return ""
        case date():
            return long_date(value)
        case Links():
            return dict(_LINKS)[value]
        case StrEnum():
            return label(value)
        case _:
            return str(value)

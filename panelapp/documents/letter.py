"""What all letters share: who writes to whom, about which case, on which day and how it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from panelapp.documents.content import (
    AddressBlock,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    SignatureBlock,
    words,
)
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.values import in_words, long_date
from panelapp.domain.vocabulary import DispatchMethod

if TYPE_CHECKING:
    from panelapp.documents.content import Block

REGULATIONS = "the Fostering Services (England) Regulations 2011"

_SENT_BY = {
    DispatchMethod.TELEPHONE: "telephone",
    DispatchMethod.IN_PERSON: "hand, in person",
    DispatchMethod.EMAIL: "email",
    DispatchMethod.FIRST_CLASS_POST: "first class post",
    DispatchMethod.TRACKED_POST: "tracked post",
    DispatchMethod.BY_HAND: "hand",
}


@dataclass(frozen=True, kw_only=True)
class AgencyDetails:
    """The fostering service as letters name it; addresses and contacts hold a line each."""

    name: str
    address: str = ""
    telephone: str = ""
    email: str = ""
    irm_contact: str = ""
    complaints_contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The frame of a letter.

    ``people`` are those it is addressed to, each as ``Ms Ada Quillfeather``. ``sent_by`` says how
    it goes out. ``help_from`` is whom to ask about it, with telephone or email. ``copies_to`` are
    the bodies that the regulations or the agency send a copy to.
    """

    agency: AgencyDetails
    case_ref: str
    dated_on: date
    made_at: datetime
    people: tuple[str, ...]
    address: str
    signatory: str
    signatory_post: str = "Agency decision maker"
    salutation: str = ""
    sent_by: tuple[DispatchMethod, ...] = ()
    help_from: str = ""
    enclosures: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()

    @property
    def carers(self) -> str:
        """``a foster carer`` for one person, ``foster carers`` for more."""
        return "foster carers" if len(self.people) > 1 else "a foster carer"


def letter(frame: Letter, title: str, body: tuple[Block, ...]) -> Document:
    """The letter around its body: letterhead, address, subject, closing and enclosures."""
    agency = frame.agency
    return Document(
        title=f"{title}: {frame.case_ref}",
        subject=f"Letter of {long_date(frame.dated_on)}",
        author=agency.name,
        made_at=frame.made_at,
        header=agency.name,
        marking="Private and confidential",
        footer=f"Our reference {frame.case_ref}",
        blocks=(
            Letterhead(agency.name, _how_to_reach(agency)),
            AddressBlock((*frame.people, *lines(frame.address))),
            _particulars(frame),
            words(f"Dear {frame.salutation or in_words(frame.people)}"),
            Heading(title, level=1),
            *body,
            *_help(frame),
            SignatureBlock(
                frame.signatory,
                (frame.signatory_post, agency.name),
                closing="Yours sincerely",
                notes=_notes(frame),
            ),
        ),
    )


def lines(text: str) -> tuple[str, ...]:
    """Typed lines that hold words."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def days_after(rule: str, day: date) -> date:
    """The last day of a period of calendar days that the rule lays down, counted from a day."""
    from datetime import timedelta

    return day + timedelta(days=ENGLAND_2011.rule(rule, day).parameters["days"])


def weekday_date(day: date) -> str:
    """A date that must not be missed: ``Saturday 19 December 2026``."""
    return f"{day:%A} {long_date(day)}"


def complaints(frame: Letter) -> tuple[Block, ...]:
    """How to complain, where the agency has said so."""
    contact = lines(frame.agency.complaints_contact)
    if not contact:
        return ()
    return (
        Heading("If you wish to complain"),
        words(
            "You can complain at any time about the way you have been treated. A complaint is "
            "looked at separately. It does not change this letter or any date in it.",
            with_next=True,
        ),
        AddressBlock(contact),
    )


def _how_to_reach(agency: AgencyDetails) -> tuple[str, ...]:
    reach = " · ".join(part for part in (agency.telephone, agency.email) if part)
    return tuple(part for part in (", ".join(lines(agency.address)), reach) if part)


def _particulars(frame: Letter) -> Paragraph:
    runs = [Run(f"{long_date(frame.dated_on)}\n"), Run("Our reference: ", bold=True)]
    runs.append(Run(frame.case_ref))
    ways = tuple(_SENT_BY[way] for way in frame.sent_by if way in _SENT_BY)
    if ways:
        runs += [Run(" · "), Run("Sent by: ", bold=True), Run(in_words(ways))]
    return Paragraph(tuple(runs))


def _help(frame: Letter) -> tuple[Block, ...]:
    if not frame.help_from:
        return ()
    return (
        words(
            "If anything in this letter is unclear, or you need it in another form or language, "
            f"contact {frame.help_from}.",
            with_next=True,  # so that the signature never stands on a page of its own
        ),
    )


def _notes(frame: Letter) -> tuple[tuple[str, str], ...]:
    notes = (("Enclosed", frame.enclosures), ("Copied to", frame.copies_to))
    return tuple((label, "; ".join(names)) for label, names in notes if names)

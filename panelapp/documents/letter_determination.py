"""The qualifying determination: what is proposed, why, and what the person can do about it.

Contents: Fostering Services (England) Regulations 2011, reg. 27(6) for a person who applied and
reg. 28(7) for a foster carer; the 28 days run from the date of the letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.documents.content import (
    AddressBlock,
    BulletList,
    Heading,
    KeyValueTable,
    Notice,
    prose,
    words,
)
from panelapp.documents.letter import (
    REGULATIONS,
    Letter,
    complaints,
    days_after,
    letter,
    lines,
    weekday_date,
)
from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.values import Terms, long_date
from panelapp.domain.vocabulary import FirstDecision

if TYPE_CHECKING:
    from panelapp.documents.content import Block, Document


@dataclass(frozen=True, kw_only=True)
class PanelView:
    """What the panel recommended and why, as the minutes record it."""

    sat_on: date
    recommendation: str
    reasons: str
    terms: Terms | None = None


@dataclass(frozen=True, kw_only=True)
class DeterminationContent:
    """What a qualifying determination letter says.

    ``panel`` is ``None`` where the case was not put to the panel, and ``no_panel`` says then who
    signed off the assessment. ``considered`` names what was
    read, ``arguments`` those weighed on each side, ``new_information`` what came after the panel
    and ``panel_reasons_adopted`` which of the panel's reasons the decision maker makes their own
    (*Hofstetter v Barnet* [2009] EWHC 3282 (Admin)). ``support_statement`` says
    whether the household may need more support because of the change, and how it is met
    (needed for a change of terms). ``meanwhile`` says what happens to placements and payments
    until the final decision. ``reply_to`` says where representations go.
    """

    letter: Letter
    determination: FirstDecision
    decided_on: date
    reasons: str
    panel: PanelView | None = None
    no_panel: str = ""
    considered: tuple[str, ...] = ()
    arguments: str = ""
    new_information: str = ""
    panel_reasons_adopted: str = ""
    current_terms: Terms | None = None
    proposed_terms: Terms | None = None
    support_statement: str = ""
    meanwhile: str = ""
    reply_to: str = ""

    @property
    def reply_by(self) -> date:
        """The last of the 28 calendar days that run from the date of the letter."""
        return days_after("qd_response", self.letter.dated_on)


def determination_letter(content: DeterminationContent) -> Document:
    """The letter that gives notice of a qualifying determination.

    Raises:
        RuleBroken: The reasons, the contact of the review body, or for a change of terms the
            new terms or the statement on support are missing.
    """
    _check(content)
    frame = content.letter
    body = (
        words(
            f"I am the agency decision maker for {frame.agency.name}. On "
            f"{long_date(content.decided_on)} I considered your case. I am writing to tell you "
            "what I propose, my reasons, and what you can do if you disagree."
        ),
        _notice(content),
        *_proposal(content),
        *_reasons(content),
        *_panel(content),
        *_support(content),
        *_routes(content),
        *_meanwhile(content),
        *complaints(frame),
    )
    return letter(frame, _title(content), body)


def _check(content: DeterminationContent) -> None:
    change = content.determination is FirstDecision.QD_CHANGE_TERMS
    if not content.determination.is_qualifying_determination:
        raise BadInput(
            "This decision is not a qualifying determination, so this letter does not fit it.",
            remedy="Choose the letter for the decision that was made.",
        )
    if not content.reasons.strip():
        raise RuleBroken(
            "A qualifying determination must give full reasons, and none are recorded.",
            citation=_citation(content),
            remedy="Record the decision maker's reasons, then make the letter.",
        )
    if not content.letter.agency.irm_contact.strip():
        raise RuleBroken(
            "The letter must say how to apply to the Independent Review Mechanism, and the "
            "agency's settings hold no contact for it.",
            citation=_citation(content),
            remedy="Add the contact in the agency's settings, then make the letter.",
        )
    if change and not content.support_statement.strip():
        raise RuleBroken(
            "A proposal to change terms must say whether the household may need more support "
            "because of the change, and how that will be met.",
            citation="Fostering Services (England) Regulations 2011, reg. 28(8)(a)",
            remedy="Add the statement on support to the decision, then make the letter.",
        )
    if change and (content.proposed_terms is None or content.proposed_terms.is_empty):
        raise RuleBroken(
            "A proposal to change terms must say what the new terms are.",
            citation=_citation(content),
            remedy="Add the proposed terms to the decision, then make the letter.",
        )


def _regulation(content: DeterminationContent) -> str:
    applied = content.determination is FirstDecision.QD_NOT_APPROVE
    return "regulation 27(6)" if applied else "regulation 28(7)"


def _citation(content: DeterminationContent) -> str:
    short = _regulation(content).replace("regulation", "reg.")
    return f"Fostering Services (England) Regulations 2011, {short}"


def _title(content: DeterminationContent) -> str:
    carers = content.letter.carers
    match content.determination:
        case FirstDecision.QD_NOT_APPROVE:
            return f"Proposal not to approve you as {carers}"
        case FirstDecision.QD_TERMINATE:
            return f"Proposal to end your approval as {carers}"
        case _:
            return f"Proposal to change the terms of your approval as {carers}"


def _notice(content: DeterminationContent) -> Notice:
    return Notice(
        "This letter is a qualifying determination",
        (
            f"It is written notice under {_regulation(content)} of {REGULATIONS}.",
            "It tells you what I propose. It is not my final decision.",
            (
                "You have 28 calendar days from the date of this letter to respond. The last day "
                f"is {weekday_date(content.reply_by)}."
            ),
        ),
    )


def _proposal(content: DeterminationContent) -> tuple[Block, ...]:
    carers = content.letter.carers
    match content.determination:
        case FirstDecision.QD_NOT_APPROVE:
            said = f"I propose not to approve you as {carers}."
        case FirstDecision.QD_TERMINATE:
            said = f"I propose to end your approval as {carers}."
        case _:
            said = f"I propose to change the terms on which you are approved as {carers}."
    return (Heading("What I propose"), words(said), *_terms(content))


def _terms(content: DeterminationContent) -> tuple[Block, ...]:
    if content.determination is not FirstDecision.QD_CHANGE_TERMS:
        return ()
    now = content.current_terms.sentence() if content.current_terms else ""
    proposed = content.proposed_terms.sentence() if content.proposed_terms else ""
    rows = (("Your terms now", now), ("The terms I propose", proposed))
    return (
        KeyValueTable(
            tuple(row for row in rows if row[1]), summary="Terms of approval now and as proposed"
        ),
    )


def _reasons(content: DeterminationContent) -> tuple[Block, ...]:
    read: tuple[Block, ...] = ()
    if content.considered:
        read = (words("Before I reached this view I considered:"), BulletList(content.considered))
    return (
        Heading("My reasons"),
        *read,
        *prose(content.reasons),
        *_part("The arguments that I weighed", content.arguments),
        *_part("New information since the panel", content.new_information),
    )


def _part(heading: str, text: str) -> tuple[Block, ...]:
    return (Heading(heading, level=3), *prose(text)) if text.strip() else ()


def _panel(content: DeterminationContent) -> tuple[Block, ...]:
    panel = content.panel
    heading = Heading("What the fostering panel recommended")
    if panel is None:
        return (
            heading,
            words(
                "Your case was not put to the fostering panel before I made this proposal, so "
                f"there is no panel recommendation to send you. {content.no_panel}".rstrip()
            ),
        )
    terms = panel.terms.sentence() if panel.terms else ""
    recommended = " ".join(part for part in (f"{panel.recommendation}.", terms) if part)
    return (
        heading,
        words(
            f"The panel considered your case on {long_date(panel.sat_on)}. This is a copy of its "
            "recommendation and reasons. I took them into account."
        ),
        Notice(recommended, tuple(paragraph.runs[0].text for paragraph in prose(panel.reasons))),
        *_part("Which of the panel's reasons I adopt", content.panel_reasons_adopted),
    )


def _support(content: DeterminationContent) -> tuple[Block, ...]:
    """Reg. 28(8)(a) and (9A): the statement on support, and the way to agree in writing."""
    if content.determination is not FirstDecision.QD_CHANGE_TERMS:
        return ()
    return (
        Heading("Support that you may need because of the change"),
        *prose(content.support_statement),
        Heading("If you agree to the change"),
        words(
            "You do not have to wait for the 28 days to pass. If you agree in writing, the new "
            "terms can start straight away. Write to us, by letter or email, that you agree to the "
            "terms that this letter proposes. Sign and date what you write."
        ),
    )


def _routes(content: DeterminationContent) -> tuple[Block, ...]:
    by = weekday_date(content.reply_by)
    was_heard = content.panel is not None
    again, new = (" again", "new ") if was_heard else ("", "")
    both = "it, and our own panel's recommendation," if was_heard else "it"
    return (
        Heading("What you can do"),
        words(
            f"If you disagree, you can take one of two routes by {by}. You cannot take both. The "
            "28 days are counted from the date of this letter, and weekends and bank holidays "
            "count."
        ),
        Heading("Either: write to us", level=3),
        words(
            "You can send us written representations. That means telling us, in a letter or an "
            "email, what you disagree with and why. You can add anything that you want us to "
            f"consider. We will put your case to the fostering panel{again}. I will take its {new}"
            "recommendation into account before I make my final decision.",
            with_next=True,
        ),
        AddressBlock(_reply_to(content)),
        Heading("Or: ask for an independent review", level=3),
        words(
            "You can apply to the Independent Review Mechanism (IRM). It is independent of us and "
            "free to you. Apply in writing, by letter or email. Say why you disagree, and give "
            f"the date of this letter ({long_date(content.letter.dated_on)}) and our name and "
            "address. An independent panel will look at your case afresh and make a "
            f"recommendation to us. I will take {both} into account before I make my final "
            "decision.",
            with_next=True,
        ),
        AddressBlock(lines(content.letter.agency.irm_contact)),
        Heading("If you accept the proposal", level=3),
        words("You do not have to do anything. You can tell us in writing that you accept it."),
        Heading("If we do not hear from you", level=3),
        words(
            f"If you have taken neither route by {by}, I may go ahead and make my final decision. "
            "I will write to you as soon as I have made it."
        ),
    )


def _reply_to(content: DeterminationContent) -> tuple[str, ...]:
    agency = content.letter.agency
    return lines(content.reply_to) or (
        content.letter.signatory_post,
        agency.name,
        *lines(agency.address),
        *((agency.email,) if agency.email else ()),
    )


def _meanwhile(content: DeterminationContent) -> tuple[Block, ...]:
    if not content.meanwhile.strip():
        return ()
    return (Heading("What happens in the meantime"), *prose(content.meanwhile))

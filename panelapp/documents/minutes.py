"""The minutes of a sitting, whole or as the extract of one case.

The panel keeps a written record of its proceedings and of the reasons for its recommendations
(Fostering Services (England) Regulations 2011, reg. 24(2)); the chair sees that it is accurate and
covers the key issues, the members' views and the reasons (National Minimum Standards 14).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from panelapp.documents.content import (
    NOT_RECORDED,
    BulletList,
    Document,
    Heading,
    KeyValueTable,
    Notice,
    SignatureBlock,
    Table,
    filled,
    prose,
    words,
)
from panelapp.domain.errors import NotFound
from panelapp.domain.values import Terms, day_and_times, in_words, long_date, period
from panelapp.domain.vocabulary import MinutesSection

if TYPE_CHECKING:
    from panelapp.documents.content import Block

SECTION_HEADINGS: dict[MinutesSection, str] = {
    MinutesSection.DOCUMENTS: "Documents considered",
    MinutesSection.SUMMARY: "Summary of the case",
    MinutesSection.ADVISER_ADVICE: "Advice of the panel adviser",
    MinutesSection.MEDICAL_ADVICE: "Medical advice",
    MinutesSection.LEGAL_ADVICE: "Legal advice",
    MinutesSection.STRENGTHS: "Strengths",
    MinutesSection.KEY_ISSUES: "Key issues",
    MinutesSection.QUESTIONS_TO_WORKER: "Questions to the social worker",
    MinutesSection.QUESTIONS_TO_APPLICANTS: "Questions to the applicants or carers",
    MinutesSection.APPLICANT_VIEWS: "Views of the applicants or carers",
    MinutesSection.CHILD_VIEWS: "Views of children",
    MinutesSection.MEMBER_VIEWS: "Views of the members",
    MinutesSection.FEEDBACK: "Feedback on the report",
}


@dataclass(frozen=True, kw_only=True)
class PersonPresent:
    """Somebody who was at the sitting; ``times`` where they came late or left early."""

    name: str
    role: str
    category: str = ""
    times: str = ""


@dataclass(frozen=True, kw_only=True)
class InterestNote:
    """An interest declared on an item, and what came of it."""

    name: str
    nature: str
    ruling: str
    detail: str = ""
    declared_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MemberPosition:
    """Where a member stood when not all agreed, or a reservation, in the words minuted."""

    name: str
    position: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class DeferralNote:
    """Why an item was put off, what is needed, from whom and by when."""

    reason: str
    needed: str
    needed_from: str = ""
    needed_by: date | None = None
    returns_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MinutesItem:
    """One item of the minutes.

    ``members`` are those who took part in this item, ``attending`` everybody else who was there
    for it. ``quorum`` is one sentence. ``recommendation`` is empty when there was none, with
    ``deferral`` or ``withdrawn_because`` saying why. ``unanimous`` is ``None`` when nobody
    recorded it. ``corrections`` are notes added after locking. ``interests_asked`` is false where
    an older record does not say whether members were asked.
    """

    number: int
    case_ref: str
    case_type: str
    household: str
    quorum: str
    regulation: str = ""
    children: tuple[str, ...] = ()
    started: time | None = None
    finished: time | None = None
    presentation: int = 1
    requested: str = ""
    members: tuple[str, ...] = ()
    attending: tuple[str, ...] = ()
    interests: tuple[InterestNote, ...] = ()
    interests_asked: bool = True
    sections: tuple[tuple[MinutesSection, str], ...] = ()
    recommendation: str = ""
    unanimous: bool | None = None
    terms: Terms | None = None
    reasons: str = ""
    conditions: str = ""
    positions: tuple[MemberPosition, ...] = ()
    deferral: DeferralNote | None = None
    withdrawn_because: str = ""
    quality_grade: str = ""
    told: str = ""
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lock:
    """Who made the minutes final and when; ``record_check`` is the code that proves the text.

    ``by`` is empty for minutes that were taken in from earlier records.
    """

    by: str
    on: date
    record_check: str


@dataclass(frozen=True, kw_only=True)
class MinutesContent:
    """What the minutes of a sitting say; ``lock`` is ``None`` while they are a draft.

    ``unlocked`` names the items that are not final where others are. ``opening`` and ``closing``
    are the business before and after the cases: heading and words.
    """

    agency: str
    panel_name: str
    sitting_ref: str
    held_on: date
    made_at: datetime
    items: tuple[MinutesItem, ...]
    start: time | None = None
    finish: time | None = None
    venue: str = ""
    mode: str = ""
    chair: str = ""
    chair_note: str = ""
    present: tuple[PersonPresent, ...] = ()
    apologies: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    quorum: str = ""
    opening: tuple[tuple[str, str], ...] = ()
    closing: tuple[tuple[str, str], ...] = ()
    lock: Lock | None = None
    unlocked: tuple[str, ...] = ()
    cancelled_because: str = ""


def minutes(content: MinutesContent) -> Document:
    """The minutes of the whole sitting."""
    return _document(
        content,
        f"Minutes of the {content.panel_name}",
        content.sitting_ref,
        (
            _particulars(content),
            *_present(content),
            *_others_there(content),
            *_quorum(content),
            *_business(content.opening),
            *(block for item in content.items for block in _item(item)),
            *_business(content.closing),
        ),
    )


def minutes_extract(content: MinutesContent, case_ref: str) -> Document:
    """The minutes of one case, with nothing in them of any other.

    The business of the sitting as a whole, and who came and went when, are left out: either may
    speak of other cases. The members who took part stand in the item itself.

    Raises:
        NotFound: The case was not at this sitting.
    """
    items = tuple(item for item in content.items if item.case_ref == case_ref)
    if not items:
        raise NotFound("These minutes hold no item of that case.", remedy="Check the reference.")
    alone = replace(content, items=items, start=None, finish=None)
    return _document(
        alone,
        f"Extract from the minutes of the {content.panel_name}",
        case_ref,
        (_particulars(alone), *(block for item in items for block in _item(item))),
    )


def _document(
    content: MinutesContent, title: str, reference: str, body: tuple[Block, ...]
) -> Document:
    day = long_date(content.held_on)
    lock = content.lock
    check = f" · record check {lock.record_check}" if lock and lock.record_check else ""
    return Document(
        title=f"{title}, {day}",
        subject=f"Sitting {content.sitting_ref}",
        author=content.agency,
        made_at=content.made_at,
        header=f"{content.agency} · {content.panel_name}",
        marking="Confidential" if lock else "DRAFT · Confidential",
        footer=f"Minutes · {reference}{check}",
        blocks=(
            Heading(title, level=1),
            words(day_and_times(content.held_on, content.start, content.finish), tone="lead"),
            *_draft(content),
            *body,
            *_sign_off(content),
        ),
    )


def _draft(content: MinutesContent) -> tuple[Block, ...]:
    if content.cancelled_because:
        return (Notice("This sitting was cancelled", (content.cancelled_because,)),)
    if content.lock is not None:
        return ()
    if content.unlocked:
        return (
            Notice(
                "Draft",
                (
                    f"Not final yet: {in_words(content.unlocked)}. This may still change.",
                    "The other items are final.",
                ),
            ),
        )
    return (
        Notice(
            "Draft",
            ("These minutes are not final. They may still change, and no decision rests on them.",),
        ),
    )


def _particulars(content: MinutesContent) -> KeyValueTable:
    chair = f"{content.chair} ({content.chair_note})" if content.chair_note else content.chair
    return KeyValueTable(
        filled(
            ("Agency", content.agency),
            ("Sitting", content.sitting_ref),
            ("Where", content.venue),
            ("How", content.mode),
            ("In the chair", chair or NOT_RECORDED),
        ),
        summary="When and where the panel sat, and who was in the chair",
    )


def _present(content: MinutesContent) -> tuple[Block, ...]:
    if not content.present:
        return ()
    return (
        Heading("Who was there"),
        Table(
            ("Name", "Role", "Category", "Times"),
            tuple(
                (person.name, person.role, person.category, person.times)
                for person in content.present
            ),
            (30, 22, 26, 22),
            summary="Members and advisers who were at the sitting",
        ),
    )


def _others_there(content: MinutesContent) -> tuple[Block, ...]:
    rows = filled(
        ("Apologies", in_words(content.apologies)), ("Observers", in_words(content.observers))
    )
    return (KeyValueTable(rows, summary="Apologies and observers"),) if rows else ()


def _quorum(content: MinutesContent) -> tuple[Block, ...]:
    if not content.quorum:
        return ()
    return (Heading("Quorum"), words(content.quorum))


def _business(parts: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    return tuple(
        block for heading, text in parts if text.strip() for block in _under(heading, text)
    )


def _under(heading: str, text: str) -> tuple[Block, ...]:
    return (Heading(heading), *prose(text))


def _item(item: MinutesItem) -> tuple[Block, ...]:
    return (
        Heading(f"Item {item.number}: {item.case_type}"),
        _item_particulars(item),
        *_interests(item),
        *_sections(item),
        *_outcome(item),
        *_positions(item),
        *_after(item),
    )


def _item_particulars(item: MinutesItem) -> KeyValueTable:
    seen = "" if item.presentation == 1 else f"Presentation {item.presentation} of this case"
    return KeyValueTable(
        filled(
            ("Case", item.case_ref),
            ("Household", item.household),
            ("Children named", in_words(item.children)),
            ("Under", item.regulation),
            ("Time", period(item.started, item.finished)),
            ("Presentation", seen),
            ("Members for this item", in_words(item.members)),
            ("Also attending", in_words(item.attending)),
            ("Quorum", item.quorum),
            ("Recommendation asked for", item.requested),
        ),
        summary=f"Item {item.number}: the case, who took part, and quorum",
    )


def _interests(item: MinutesItem) -> tuple[Block, ...]:
    if item.withdrawn_because:
        return ()
    heading = Heading("Declarations of interest", level=3)
    if not item.interests:
        none = "No interest was declared in this item." if item.interests_asked else NOT_RECORDED
        return (heading, words(none))
    return (
        heading,
        Table(
            ("Name", "Interest", "Chair's ruling"),
            tuple((note.name, _interest(note), note.ruling) for note in item.interests),
            (25, 50, 25),
            summary="Interests declared in this item and the chair's ruling on each",
        ),
    )


def _interest(note: InterestNote) -> str:
    on = f" Declared on {long_date(note.declared_on)}." if note.declared_on else ""
    detail = f": {note.detail}" if note.detail else ""
    return f"{note.nature}{detail}".rstrip(".") + f".{on}"


def _sections(item: MinutesItem) -> tuple[Block, ...]:
    written = {section: text for section, text in item.sections if text.strip()}
    return tuple(
        block
        for section in MinutesSection
        if section in written and section is not MinutesSection.FEEDBACK
        for block in _section(section, written[section])
    )


def _section(section: MinutesSection, text: str) -> tuple[Block, ...]:
    heading = Heading(SECTION_HEADINGS[section], level=3)
    if section is MinutesSection.DOCUMENTS:
        return (heading, BulletList(tuple(line for line in text.splitlines() if line.strip())))
    return (heading, *prose(text))


def _outcome(item: MinutesItem) -> tuple[Block, ...]:
    if item.withdrawn_because:
        return (Notice("Withdrawn: this item was not heard", (item.withdrawn_because,)),)
    if item.deferral is not None:
        return _deferral(item.deferral, item.reasons)
    terms = item.terms.sentence() if item.terms else ""
    agreed = {True: "All members agreed.", False: "Not all members agreed.", None: ""}
    lines = tuple(line for line in (terms, agreed[item.unanimous]) if line)
    return (
        Heading("Recommendation", level=3),
        Notice(item.recommendation or NOT_RECORDED, lines),
        *_part("Reasons", item.reasons),
        *_part("Conditions and suggestions", item.conditions),
    )


def _deferral(note: DeferralNote, reasons: str) -> tuple[Block, ...]:
    return (
        Heading("Recommendation", level=3),
        Notice(
            "Deferred: the panel made no recommendation",
            (f"Reason: {note.reason}.",),
        ),
        KeyValueTable(
            (
                ("What is needed", note.needed or NOT_RECORDED),
                ("From whom", note.needed_from or NOT_RECORDED),
                ("By when", long_date(note.needed_by) if note.needed_by else NOT_RECORDED),
                (
                    "Back at the panel",
                    long_date(note.returns_on) if note.returns_on else "To be arranged",
                ),
            ),
            summary="What the panel needs before it can make a recommendation",
        ),
        *_part("Reasons", reasons),
    )


def _positions(item: MinutesItem) -> tuple[Block, ...]:
    if not item.positions:
        return ()
    return (
        Heading("Dissent and reservations", level=3),
        Table(
            ("Member", "Position", "In their words"),
            tuple((view.name, view.position, view.words) for view in item.positions),
            (25, 22, 53),
            summary="Members who did not agree or had reservations",
        ),
    )


def _after(item: MinutesItem) -> tuple[Block, ...]:
    feedback = dict(item.sections).get(MinutesSection.FEEDBACK, "")
    grade = f"Quality of the report: {item.quality_grade}." if item.quality_grade else ""
    corrections: tuple[Block, ...] = ()
    if item.corrections:
        corrections = (
            Heading("Notes added after these minutes were final", level=3),
            BulletList(item.corrections),
        )
    return (
        *_part(SECTION_HEADINGS[MinutesSection.FEEDBACK], f"{grade}\n{feedback}"),
        *_part("How the recommendation was told", item.told),
        *corrections,
    )


def _part(heading: str, text: str) -> tuple[Block, ...]:
    return (Heading(heading, level=3), *prose(text)) if text.strip() else ()


def _sign_off(content: MinutesContent) -> tuple[Block, ...]:
    lock = content.lock
    if content.cancelled_because:
        return ()
    if lock is None:
        return (
            words(
                "To be signed by whoever was in the chair, once every item is final.",
                with_next=True,  # so that the signature never stands on a page of its own
            ),
            SignatureBlock(content.chair or "Chair", ("In the chair",), date_line=True),
        )
    check = f" Record check: {lock.record_check}." if lock.record_check else ""
    return (
        Notice(
            "Final minutes",
            (f"Agreed as accurate by {lock.by}. Locked on {long_date(lock.on)}.{check}",)
            if lock.by
            else (
                f"Final on {long_date(lock.on)}, as taken in from earlier records.",
                "The minutes that were signed then are kept there.",
            ),
        ),
    )

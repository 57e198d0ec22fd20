"""The agency decision maker's record of a decision: what was read, weighed and decided, and why.

The order of the reasons follows what the court suggested in *Hofstetter v Barnet* [2009] EWHC 3282
(Admin): the material, the arguments, the panel's approach, what is new, which of its reasons are
adopted, and the decision maker's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

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
from panelapp.domain.values import Terms, in_words, long_date

if TYPE_CHECKING:
    from panelapp.documents.content import Block


@dataclass(frozen=True, kw_only=True)
class RequirementLine:
    """Something the decision maker requires, who sees to it and by when."""

    words: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """A notice that was given: what, on which day, how and by whom."""

    kind: str
    given_on: date
    method: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionRecordContent:
    """What a record of decision says.

    ``decision`` is the label of a first or a final decision. ``agrees_with_panel`` is ``None``
    where there was nothing to agree or differ with. ``reply_by`` is the last of the 28 days after
    a qualifying determination. ``recommendations`` are what the social worker, the manager, the
    panel and the review panel asked for: who and what. ``decided_by`` is the decision maker's
    name and ``post`` says in which capacity. ``no_panel`` says why no panel was asked.
    """

    agency: str
    case_ref: str
    case_type: str
    household: str
    decision: str
    decided_by: str
    decided_on: date
    made_at: datetime
    is_final: bool = False
    is_qualifying_determination: bool = False
    post: str = "Agency decision maker"
    children: tuple[str, ...] = ()
    panel_sat_on: date | None = None
    no_panel: str = ""
    minutes_received_on: date | None = None
    decide_by: date | None = None
    recommendations: tuple[tuple[str, str], ...] = ()
    panel_reasons: str = ""
    documents_read: tuple[str, ...] = ()
    advice_taken: str = ""
    arguments: str = ""
    panel_process: str = ""
    new_information: str = ""
    panel_reasons_adopted: str = ""
    agrees_with_panel: bool | None = None
    reasons: str = ""
    terms: Terms | None = None
    support_statement: str = ""
    effective_on: date | None = None
    review_by: date | None = None
    reply_by: date | None = None
    requirements: tuple[RequirementLine, ...] = ()
    notices: tuple[NoticeLine, ...] = ()


def decision_record(content: DecisionRecordContent) -> Document:
    """The record of decision as a document."""
    title = "Record of final decision" if content.is_final else "Record of decision"
    return Document(
        title=f"{title}: {content.case_ref}, {long_date(content.decided_on)}",
        subject=f"Case {content.case_ref}",
        author=content.agency,
        made_at=content.made_at,
        header=f"{content.agency} · Agency decision maker",
        marking="Confidential",
        footer=f"{title} · {content.case_ref}",
        blocks=(
            Heading(title, level=1),
            words(f"{content.case_type} · {content.household}", tone="lead"),
            _particulars(content),
            Heading("The decision"),
            _decision(content),
            *_part("Reasons", content.reasons or NOT_RECORDED),
            Heading("How the decision was reached"),
            *_read(content),
            *_part("Without a panel", content.no_panel, level=3),
            *_recommended(content),
            *_part("Advice taken", content.advice_taken, level=3),
            *_part("Key arguments on each side", content.arguments, level=3),
            *_part("Whether the panel's approach was fair", content.panel_process, level=3),
            *_part("New information since the panel", content.new_information, level=3),
            *_part("Which of the panel's reasons are adopted", content.panel_reasons_adopted, 3),
            *_part("Support because of the change of terms", content.support_statement),
            *_requirements(content),
            *_notices(content),
            words(
                f"Signed as the record of the decision of {long_date(content.decided_on)}.",
                with_next=True,  # so that the signature never stands on a page of its own
            ),
            SignatureBlock(content.decided_by, (content.post, content.agency), date_line=True),
        ),
    )


def _date(day: date | None) -> str:
    return long_date(day) if day else ""


def _particulars(content: DecisionRecordContent) -> KeyValueTable:
    return KeyValueTable(
        filled(
            ("Case", content.case_ref),
            ("Household", content.household),
            ("Children named", in_words(content.children)),
            ("Matter", content.case_type),
            ("Panel sat on", _date(content.panel_sat_on)),
            ("Final minutes received on", _date(content.minutes_received_on)),
            ("Decision due by", _date(content.decide_by)),
            ("Decided on", long_date(content.decided_on)),
            ("Decided by", f"{content.decided_by}, {content.post[:1].lower()}{content.post[1:]}"),
        ),
        summary="The case, its dates and the decision maker",
    )


def _decision(content: DecisionRecordContent) -> Notice:
    terms = content.terms.sentence() if content.terms else ""
    agreement = {
        True: "This agrees with the panel's recommendation.",
        False: "This differs from the panel's recommendation.",
        None: "",
    }[content.agrees_with_panel]
    effective = f"In effect from {_date(content.effective_on)}." if content.effective_on else ""
    review = f"Review due by {_date(content.review_by)}." if content.review_by else ""
    lines = (terms, agreement, effective, review, *_determination(content))
    return Notice(content.decision, tuple(line for line in lines if line))


def _determination(content: DecisionRecordContent) -> tuple[str, ...]:
    if not content.is_qualifying_determination:
        return ()
    until = f" The person may respond until {_date(content.reply_by)}." if content.reply_by else ""
    return (f"This is a qualifying determination. It is not a final decision.{until}",)


def _read(content: DecisionRecordContent) -> tuple[Block, ...]:
    heading = Heading("Material taken into account", level=3)
    if not content.documents_read:
        return (heading, words(NOT_RECORDED))
    return (heading, BulletList(content.documents_read))


def _recommended(content: DecisionRecordContent) -> tuple[Block, ...]:
    if not content.recommendations:
        return ()
    return (
        Heading("What was recommended", level=3),
        KeyValueTable(content.recommendations, summary="Who recommended what"),
        *_part("The panel's reasons", content.panel_reasons, level=3),
    )


def _requirements(content: DecisionRecordContent) -> tuple[Block, ...]:
    if not content.requirements:
        return ()
    return (
        Heading("Requirements"),
        Table(
            ("What", "Who", "By when"),
            tuple((line.words, line.owner, _date(line.due_on)) for line in content.requirements),
            (54, 24, 22),
            summary="What the decision maker requires, of whom and by when",
        ),
    )


def _notices(content: DecisionRecordContent) -> tuple[Block, ...]:
    if not content.notices:
        return ()
    return (
        Heading("Notice given"),
        Table(
            ("Notice", "Given on", "How", "By"),
            tuple((n.kind, long_date(n.given_on), n.method, n.by) for n in content.notices),
            (28, 26, 22, 24),
            summary="Notices of the decision: when, how and by whom",
        ),
    )


def _part(heading: str, text: str, level: Literal[2, 3] = 2) -> tuple[Block, ...]:
    if not text.strip():
        return ()
    return (Heading(heading, level=level), *prose(text))

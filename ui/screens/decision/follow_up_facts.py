"""Who was told when, what was answered, and what was signed, as lines of a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.values import long_date
from ui.components.summary_list import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from panelapp.queries.after_decision import NoticeRow, ReviewState
    from panelapp.queries.decision_page import DecisionPage as Decision


def follow_up_facts(decision: Decision) -> Iterator[Fact]:
    """What followed a decision, in the order in which it happens."""
    yield from (Fact(name=row.label, words=_notice(row)) for row in decision.notices)
    if decision.answer is not None:
        yield Fact(name="Answer", words=decision.answer.words)
    if decision.review is not None:
        yield from _review(decision.review)
    if decision.agreement is not None:
        signed = decision.agreement.signed_on
        target = decision.agreement.target
        words = f"Signed {long_date(signed)}" if signed else _by("Not signed yet", target)
        yield Fact(name="Foster care agreement", words=words)
    for row in decision.requirements:
        done = f"Done {long_date(row.done_on)}" if row.done_on else _by("Open", row.due_on)
        owner = f"{row.owner}. " if row.owner else ""
        yield Fact(name="Requirement", words=f"{row.words}\n{owner}{done}")


def _notice(row: NoticeRow) -> str:
    if row.given_on is None:
        return _by("Not recorded yet", row.due)
    parts = (long_date(row.given_on), row.method, f"by {row.given_by}" if row.given_by else "")
    return ", ".join(part for part in parts if part)


def _by(words: str, day: date | None) -> str:
    return f"{words}, due {long_date(day)}" if day else words


def _review(review: ReviewState) -> Iterator[Fact]:
    yield Fact(name="Independent review", words=f"Applied for {long_date(review.applied_on)}")
    steps = (
        ("Notification received", review.notified_on),
        ("Papers sent", review.papers_sent_on),
        ("Review held", review.reviewed_on),
        ("Copy of the final decision sent", review.copy_sent_on),
    )
    yield from (Fact(name=name, words=long_date(day)) for name, day in steps if day)
    if review.papers_sent_on is None and review.papers_due is not None:
        yield Fact(name="Papers sent", words=f"Due {long_date(review.papers_due)}")
    if review.recommendation_label:
        received = review.recommendation_received_on
        when = f", received {long_date(received)}" if received else ""
        yield Fact(name="Review recommended", words=f"{review.recommendation_label}{when}")

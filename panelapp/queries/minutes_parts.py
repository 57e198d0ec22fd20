"""What the minutes of an item consist of: sections that people write, and what was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.values import in_words, long_date
from panelapp.domain.vocabulary import MinutesSection
from panelapp.queries.obstacles import Obstacle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from panelapp.documents.minutes import MinutesContent, MinutesItem

_HINTS: Mapping[MinutesSection, str] = {
    MinutesSection.DOCUMENTS: "The papers that the panel read for this item.",
    MinutesSection.SUMMARY: "What the case is about, and what the panel was asked.",
    MinutesSection.ADVISER_ADVICE: "What the panel adviser said.",
    MinutesSection.MEDICAL_ADVICE: "What the medical adviser said.",
    MinutesSection.LEGAL_ADVICE: "What the legal adviser said.",
    MinutesSection.STRENGTHS: "What speaks for the applicants or carers.",
    MinutesSection.KEY_ISSUES: "What the panel discussed, and what worried it.",
    MinutesSection.QUESTIONS_TO_WORKER: "Each question with its answer.",
    MinutesSection.QUESTIONS_TO_APPLICANTS: "Each question with its answer.",
    MinutesSection.APPLICANT_VIEWS: "What the applicants or carers said in their own words.",
    MinutesSection.CHILD_VIEWS: "What children said, or what is known of their wishes.",
    MinutesSection.MEMBER_VIEWS: "What members thought, with any reservation.",
    MinutesSection.FEEDBACK: "What the author of the report can learn from it.",
}


@dataclass(frozen=True, kw_only=True)
class MinutesPart:
    """One part of the minutes; without a ``section`` it follows from what was recorded.

    ``missing`` says what the standards ask for and is not there.
    """

    key: str
    label: str
    section: MinutesSection | None
    text: str
    hint: str = ""
    missing: Obstacle | None = None

    @property
    def words(self) -> str:
        """How far the part has come."""
        if self.missing is not None:
            return "Missing"
        if self.section is None:
            return "Recorded"
        return "Written" if self.text.strip() else "Not written"


def parts(
    content: MinutesContent, written: Mapping[str, str], *, is_confirmed: bool
) -> tuple[MinutesPart, ...]:
    """The parts of the minutes of one item in the order in which they print."""
    [item] = content.items
    return (
        _derived("present", "Present and apologies", "\n".join(_present(content, item))),
        _derived("interests", "Interests", "\n".join(_interests(item))),
        *(_section(section, written, item) for section in MinutesSection),
        _recommendation(item, is_confirmed=is_confirmed),
        _reasons(item, is_confirmed=is_confirmed),
    )


def _derived(key: str, name: str, text: str, missing: Obstacle | None = None) -> MinutesPart:
    return MinutesPart(key=key, label=name, section=None, text=text, missing=missing)


def _present(content: MinutesContent, item: MinutesItem) -> Iterator[str]:
    for person in content.present:
        about = ", ".join(part for part in (person.role, person.category.lower()) if part)
        times = f", {person.times}" if person.times else ""
        yield f"{person.name} ({about}{times})"
    if not content.present:
        yield "Who was there is not recorded yet."
    for person_and_role in item.attending:
        yield f"{person_and_role}, for this item"
    yield f"Apologies: {in_words(content.apologies)}." if content.apologies else "No apologies."
    if item.quorum:
        yield item.quorum


def _interests(item: MinutesItem) -> Iterator[str]:
    for interest in item.interests:
        ruling = interest.ruling or "The chair has not ruled yet"
        detail = f" {interest.detail}" if interest.detail else ""
        yield f"{interest.name}: {interest.nature.lower()}.{detail} {ruling}."
    if not item.interests:
        yield "No interest in this item is recorded."


def _section(section: MinutesSection, written: Mapping[str, str], item: MinutesItem) -> MinutesPart:
    text = written.get(section, "")
    has_views = section is MinutesSection.MEMBER_VIEWS and bool(item.positions)
    is_asked = section in _ASKED and not item.withdrawn_because
    missing = None if text.strip() or has_views or not is_asked else _missing(_ASKED[section])
    return MinutesPart(
        key=section,
        label=label(section),
        section=section,
        text=text,
        hint=_HINTS[section],
        missing=missing,
    )


# What the chair sees to under NMS 14.7, apart from the reasons.
_ASKED = {
    MinutesSection.KEY_ISSUES: "Key issues are not written yet.",
    MinutesSection.MEMBER_VIEWS: "The views of members are not written yet.",
}


def _missing(sentence: str) -> Obstacle:
    rule = ENGLAND_2011.rule("chair_minutes")
    return Obstacle(sentence=sentence, citation=rule.citation, remedy=rule.text)


def _recommendation(item: MinutesItem, *, is_confirmed: bool) -> MinutesPart:
    if item.withdrawn_because:
        text = f"Taken off the agenda: {item.withdrawn_because}"
        return _derived("recommendation", "Recommendation", text)
    lines = "\n".join(_said(item))
    if is_confirmed:
        return _derived("recommendation", "Recommendation", lines)
    return _derived(
        "recommendation",
        "Recommendation",
        f"Drafted, not confirmed.\n{lines}" if lines else "",
        Obstacle(
            sentence="The person in the chair has not confirmed what the panel said.",
            citation=ENGLAND_2011.cite("written_record"),
            remedy="Record and confirm the recommendation first.",
        ),
    )


def _said(item: MinutesItem) -> Iterator[str]:
    if item.deferral is not None:
        yield f"Deferred: {item.deferral.reason[:1].lower()}{item.deferral.reason[1:]}."
        yield f"Needed: {item.deferral.needed}"
        if item.deferral.needed_from:
            yield f"Brought by: {item.deferral.needed_from}"
        if item.deferral.needed_by:
            yield f"Needed by {long_date(item.deferral.needed_by)}."
    elif item.recommendation:
        yield item.recommendation
    if item.terms is not None and item.terms.sentence():
        yield item.terms.sentence()
    if item.conditions:
        yield f"Conditions and suggestions: {item.conditions}"
    if item.unanimous is not None:
        yield "All members agreed." if item.unanimous else "Not all members agreed."
    for position in item.positions:
        words = f": {position.words}" if position.words else ""
        yield f"{position.name} {position.position[:1].lower()}{position.position[1:]}{words}"
    if item.quality_grade:
        yield f"Quality of the report: {item.quality_grade.lower()}."


def _reasons(item: MinutesItem, *, is_confirmed: bool) -> MinutesPart:
    if item.reasons or item.withdrawn_because:
        return _derived("reasons", "Reasons", item.reasons)
    where = "" if is_confirmed else " They are written with the recommendation."
    return _derived(
        "reasons",
        "Reasons",
        "",
        Obstacle(
            sentence=f"Reasons are needed for the recommendation.{where}",
            citation=ENGLAND_2011.cite("written_record"),
        ),
    )

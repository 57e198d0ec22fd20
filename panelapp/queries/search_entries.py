"""What can be found, part by part: under which title and words, and where it is read.

One function for each part of the record reads the rows of some keys, or of all. What an index keeps
of them and what a list of results shows come from the same entries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panelapp.domain.labels import label
from panelapp.domain.models import (
    Appointment,
    Carer,
    Case,
    Check,
    CorrectionNote,
    Decision,
    Exemption,
    FinalDecisionRecord,
    Household,
    HouseholdMember,
    Item,
    ListEntry,
    LockedMinutes,
    MemberView,
    MinutesVersion,
    NamedChild,
    Paper,
    PaperText,
    Person,
    Recommendation,
    Requirement,
    SearchEdition,
    SearchEntry,
    SearchPart,
    Sitting,
)
from panelapp.domain.names import names_together
from panelapp.domain.search_words import day_word, kept_words
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CaseType, MinutesSection
from panelapp.persistence.search_index import Indexed, has_words
from panelapp.persistence.unit_of_work import in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, RowMapping

    from panelapp.domain.values import Terms
    from panelapp.persistence.unit_of_work import UnitOfWork


class SearchKind(StrEnum):
    """What can be found, as people tell it apart."""

    CASE = "case"
    PERSON = "person"
    HOUSEHOLD = "household"
    SITTING = "sitting"
    MINUTES = "minutes"
    DECISION = "decision"
    PAPER = "paper"


EDITION = 1
"""Raised whenever entries come out otherwise than before: all are then made anew."""
AT_ONCE = 400


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that can be found.

    ``also`` are words of its title that are not shown in it, such as a reference; ``texts`` are the
    pieces in which everything else is found and from which a snippet is taken.
    """

    part: SearchPart
    source_id: int
    ref: str
    title: str
    place: tuple[str, ...]
    also: tuple[str, ...] = ()
    texts: tuple[str, ...] = field(default=(), repr=False)
    day: dt.date | None = None
    case_id: int | None = None
    household_id: int | None = None

    @property
    def head(self) -> list[str]:
        """The words of the title, each once."""
        days = () if self.day is None else (day_word(self.day),)
        found = (word for text in (self.ref, self.title, *self.also) for word in kept_words(text))
        return list(dict.fromkeys((*days, *found)))

    @property
    def words(self) -> list[str]:
        """All other words, each once."""
        return list(dict.fromkeys(word for text in self.texts for word in kept_words(text)))

    @property
    def digest(self) -> str:
        """What tells the entry from one that is found otherwise or by others."""
        whole = "\0".join(
            (
                *(self.ref, self.title, *self.also, "\1", *self.texts, "\1"),
                *map(str, (self.day, self.case_id, self.household_id)),
            )
        )
        return hashlib.blake2b(whole.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def entries(part: SearchPart, ids: Collection[int], connection: Connection) -> Iterator[Entry]:
    """The entries of a part for the rows of some keys; a row that is not to be found has none."""
    if ids:
        yield from _PARTS[part](sorted(ids), connection)


def all_entries(part: SearchPart, connection: Connection) -> Iterator[Entry]:
    """Every entry of a part, a few hundred rows at a time."""
    keys = connection.scalars(select(source_of(part)).order_by(source_of(part))).all()
    for start in range(0, len(keys), AT_ONCE):
        yield from entries(part, keys[start : start + AT_ONCE], connection)


def source_of(part: SearchPart) -> ColumnElement[int]:
    """The column whose values are the keys of a part."""
    column: ColumnElement[int] = _SOURCES[part].__table__.c.id
    return column


def kind_of(part: SearchPart) -> SearchKind:
    """What people call a part of the record."""
    return _KINDS[part]


def indexed(entry: Entry, number: int) -> Indexed:
    """An entry as the index takes it."""
    return Indexed(id=number, head=entry.head, words=entry.words, kind=kind_of(entry.part).value)


def search_is_right(uow: UnitOfWork) -> bool:
    """Whether what can be searched is what the record says; also where nothing was made yet."""
    connection = uow.session.connection()
    kept = {
        (row.part, row.source_id): row for row in connection.execute(select(SearchEntry.__table__))
    }
    if connection.scalar(select(SearchEdition.edition)) is None:
        return not kept
    expected = [entry for part in SearchPart for entry in all_entries(part, connection)]
    if {(entry.part, entry.source_id): entry.digest for entry in expected} != {
        key: row.digest for key, row in kept.items()
    }:
        return False
    rows = (indexed(entry, kept[entry.part, entry.source_id].id) for entry in expected)
    return has_words(rows, connection)


# --- cases and what belongs to them


@dataclass(frozen=True)
class _About:
    """What the entries of one case have in common."""

    ref: str
    household_id: int
    names: str


def _cases(ids: Sequence[int], connection: Connection) -> Mapping[int, _About]:
    if not ids:
        return {}
    query = select(Case.id, Case.ref, Case.household_id).where(Case.id.in_(ids))
    rows = connection.execute(query).all()
    names = _names([home for _, _, home in rows], connection)
    return {key: _About(ref, home, names.get(home, "")) for key, ref, home in rows}


def _names(households: Collection[int], connection: Connection) -> Mapping[int, str]:
    """The carers of households as one phrase each."""
    together = _gathered(
        select(Carer.household_id, Person.name)
        .join(Person, Person.id == Carer.person_id)
        .where(Carer.household_id.in_(set(households)))
        .order_by(Carer.household_id, Carer.position),
        connection,
    )
    return {home: names_together(tuple(names)) for home, names in together.items()}


def _gathered(query: Any, connection: Connection) -> Mapping[int, list[str]]:  # noqa: ANN401 - of any two columns and more
    """The words of a query's rows by the key that each begins with."""
    together: dict[int, list[str]] = defaultdict(list)
    for key, *words in connection.execute(query):
        together[key] += [str(word) for word in words if word]
    return together


def _case_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    table = Case.__table__
    query = select(table).where(table.c.id.in_(ids))
    rows = connection.execute(query).mappings().all()
    names = _names([row["household_id"] for row in rows], connection)
    children = _gathered(
        select(NamedChild.case_id, NamedChild.name, NamedChild.relationship_to_carer)
        .where(NamedChild.case_id.in_(ids))
        .order_by(NamedChild.case_id, NamedChild.position),
        connection,
    )
    exempted = _exempted(
        [row for row in rows if row["case_type"] is CaseType.EXEMPTION], connection
    )
    for row in rows:
        key, named = row["id"], children.get(row["id"], ())
        yield Entry(
            part=SearchPart.CASE,
            source_id=key,
            ref=row["ref"],
            title=names.get(row["household_id"], ""),
            place=("case", row["ref"]),
            texts=_texts(
                label(row["case_type"]),
                label(row["route"]) if row["route"] else "",
                _sentence(row["requested_terms"]),
                *(f"{_named(name)}: {row[name]}" for name in _PEOPLE if row[name]),
                f"Children: {', '.join(named)}" if named else "",
                *(row[name] for name in _CASE_WORDS),
                *exempted.get(key, ()),
            ),
            day=row["opened_on"],
            case_id=key,
            household_id=row["household_id"],
        )


def _exempted(rows: Sequence[RowMapping], connection: Connection) -> Mapping[int, tuple[str, ...]]:
    """What is written of an exemption, by its case."""
    if not rows:
        return {}
    table = Exemption.__table__
    query = select(table).where(table.c.case_id.in_([row["id"] for row in rows]))
    return {
        row["case_id"]: tuple(row[name] for name in _EXEMPTION_WORDS)
        for row in connection.execute(query).mappings()
    }


_PEOPLE = ("social_worker", "team_manager", "extended_by", "declared_by", "quality_assured_by")
_CASE_WORDS = (
    "summary",
    "priority_because",
    "stage1_refused_because",
    "quality_assurance",
    "responsible_authority",
    "concern_outcome",
    "support_statement",
    "about_person",
    "withdrawn_reason",
)
_EXEMPTION_WORDS = (
    "authority",
    "number_of_children",
    "arrangements",
    "intended_relationship",
    "length_of_time",
    "welfare",
    "conditions",
    "exempted",
)


def _named(column: str) -> str:
    return column.replace("_", " ").capitalize()


def _check_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    """What a case collects, and the panel adviser's advice: for the office and the auditor."""
    advice = connection.execute(
        select(Case.id, Case.opened_on, Case.adviser_advice).where(Case.id.in_(ids))
    ).all()
    columns = (Check.detail, Check.from_whom, Check.asked_by, Check.note, Check.not_needed_because)
    checks = _gathered(
        select(Check.case_id, *columns).where(Check.case_id.in_(ids)).order_by(Check.id), connection
    )
    words = {row.id: _texts(row.adviser_advice, *checks.get(row.id, ())) for row in advice}
    about = _cases([key for key, texts in words.items() if texts], connection)
    for key, opened_on, _ in advice:
        if words[key]:
            yield Entry(
                part=SearchPart.CHECKS,
                source_id=key,
                ref=about[key].ref,
                title=about[key].names,
                place=("case", about[key].ref, "checks"),
                texts=("Checks and advice", *dict.fromkeys(words[key])),
                day=opened_on,
                case_id=key,
                household_id=about[key].household_id,
            )


def _minutes_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    """The minutes of items with what the panel said; an item without a word of it has none."""
    rows = connection.execute(
        select(Item.id, Item.case_id, Sitting.ref, Sitting.held_on)
        .join(Sitting, Sitting.id == Item.sitting_id)
        .where(Item.id.in_(ids))
    ).all()
    written = _minutes_written(ids, connection)
    about = _cases([row.case_id for row in rows if row.id in written], connection)
    for key, case_id, sitting, held_on in rows:
        texts = _texts(*written.get(key, ()))
        if texts:
            case = about[case_id]
            yield Entry(
                part=SearchPart.MINUTES,
                source_id=key,
                ref=case.ref,
                title=f"Minutes of {long_date(held_on)}: {case.names}",
                place=("minutes", sitting, case.ref),
                also=(sitting,),
                texts=texts,
                day=held_on,
                case_id=case_id,
                household_id=case.household_id,
            )


def _minutes_written(ids: Sequence[int], connection: Connection) -> Mapping[int, list[str]]:
    written: dict[int, list[str]] = defaultdict(list)
    for query in (
        select(Recommendation.item_id, Recommendation.reasons, Recommendation.conditions)
        .add_columns(Recommendation.deferral_needed, Recommendation.deferral_from)
        .where(Recommendation.item_id.in_(ids), in_force(Recommendation))
        .order_by(Recommendation.id),
        select(Recommendation.item_id, MemberView.words)
        .join(MemberView, MemberView.recommendation_id == Recommendation.id)
        .where(Recommendation.item_id.in_(ids), in_force(Recommendation))
        .order_by(MemberView.id),
        select(CorrectionNote.item_id, CorrectionNote.words)
        .where(CorrectionNote.item_id.in_(ids))
        .order_by(CorrectionNote.id),
    ):
        for key, words in _gathered(query, connection).items():
            written[key] += words
    for key, words in _sections(ids, connection).items():
        written[key] += words
    return written


def _sections(ids: Sequence[int], connection: Connection) -> Mapping[int, list[str]]:
    """The text of minutes: as locked, else as saved last."""
    texts: dict[int, list[str]] = {}
    for key, content in connection.execute(
        select(LockedMinutes.item_id, LockedMinutes.content)
        .where(LockedMinutes.item_id.in_(ids), in_force(LockedMinutes))
        .order_by(LockedMinutes.id)
    ):
        if content is not None:
            texts[key] = [words for _, words in content["items"][0]["sections"]]
    newest: dict[int, list[str]] = {}
    for key, sections in connection.execute(
        select(MinutesVersion.item_id, MinutesVersion.sections)
        .where(MinutesVersion.item_id.in_(set(ids) - set(texts)))
        .order_by(MinutesVersion.number)
    ):
        newest[key] = [sections[part] for part in MinutesSection if sections.get(part)]
    return newest | texts


def _decision_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    required = _gathered(
        select(Requirement.decision_id, Requirement.words, Requirement.owner)
        .where(Requirement.decision_id.in_(ids))
        .order_by(Requirement.id),
        connection,
    )
    yield from _decided(
        SearchPart.DECISION,
        Decision,
        _DECISION_WORDS,
        ids,
        connection,
        also=lambda key: required.get(key, ()),
    )


_DECISION_WORDS = (
    "reasons",
    "documents_read",
    "arguments",
    "panel_reasons_adopted",
    "new_information",
    "support_statement",
    "without_recommendation_because",
    "late_because",
)


def _final_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    yield from _decided(
        SearchPart.FINAL_DECISION, FinalDecisionRecord, ("reasons",), ids, connection
    )


def _decided(
    part: SearchPart,
    kind: type[Decision | FinalDecisionRecord],
    names: tuple[str, ...],
    ids: Sequence[int],
    connection: Connection,
    *,
    also: Callable[[int], Sequence[str]] = lambda _: (),
) -> Iterator[Entry]:
    """Decisions in force that say anything in words."""
    table: Any = kind.__table__
    query = select(table).where(table.c.id.in_(ids), in_force(kind))
    rows = connection.execute(query).mappings().all()
    words = {
        row["id"]: _texts(_sentence(row["terms"]), *(row[name] for name in names), *also(row["id"]))
        for row in rows
    }
    about = _cases([row["case_id"] for row in rows if words[row["id"]]], connection)
    what = "Final decision" if part is SearchPart.FINAL_DECISION else "Decision"
    for row in rows:
        key, on, code = row["id"], row["decided_on"], row["code"]
        if words[key]:
            case = about[row["case_id"]]
            day = f" of {long_date(on)}" if on else ""
            yield Entry(
                part=part,
                source_id=key,
                ref=case.ref,
                title=f"{what}{day}: {case.names}",
                place=("decision", case.ref),
                texts=_texts(label(code) if code else "", *words[key]),
                day=on,
                case_id=row["case_id"],
                household_id=case.household_id,
            )


def _paper_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    """Papers with their words: for those who may read them."""
    shas = select(Paper.sha256).where(Paper.id.in_(ids), Paper.removed_on.is_(None))
    texts = dict(
        connection.execute(
            select(PaperText.sha256, PaperText.words).where(PaperText.sha256.in_(shas))
        ).all()
    )
    yield from _papers(SearchPart.PAPER, ids, texts, connection)


def _paper_name_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    """Papers by their names: for those who see that they are there and may not read them."""
    yield from _papers(SearchPart.PAPER_NAME, ids, {}, connection)


def _papers(
    part: SearchPart, ids: Sequence[int], texts: Mapping[str, str], connection: Connection
) -> Iterator[Entry]:
    table = Paper.__table__
    query = select(table).where(table.c.id.in_(ids), table.c.removed_on.is_(None))
    rows = connection.execute(query).all()
    about = _cases([row.case_id for row in rows], connection)
    for row in rows:
        case = about[row.case_id]
        yield Entry(
            part=part,
            source_id=row.id,
            ref=case.ref,
            title=row.title,
            place=("case", case.ref, "papers"),
            also=(row.file_name,),
            texts=_texts(case.names, texts.get(row.sha256, "")),
            day=row.added_on,
            case_id=row.case_id,
            household_id=case.household_id,
        )


# --- people, households and sittings


def _household_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    names = _names(ids, connection)
    contacts = _gathered(
        select(Carer.household_id, Person.address, Person.telephone, Person.email)
        .join(Person, Person.id == Carer.person_id)
        .where(Carer.household_id.in_(ids))
        .order_by(Carer.household_id, Carer.position),
        connection,
    )
    table = Household.__table__
    for row in connection.execute(select(table).where(table.c.id.in_(ids))):
        yield Entry(
            part=SearchPart.HOUSEHOLD,
            source_id=row.id,
            ref=row.ref,
            title=names.get(row.id, ""),
            place=("household", row.ref),
            texts=_texts(
                label(row.carer_kind),
                _sentence(row.terms),
                row.address,
                row.home_authority,
                row.team,
                *dict.fromkeys(contacts.get(row.id, ())),
            ),
            household_id=row.id,
        )


def _carer_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    query = (
        select(Carer.id, Person.name, Household.id, Household.ref)
        .join(Person, Person.id == Carer.person_id)
        .join(Household, Household.id == Carer.household_id)
        .where(Carer.id.in_(ids))
    )
    for key, name, household_id, ref in connection.execute(query):
        yield Entry(
            part=SearchPart.CARER,
            source_id=key,
            ref=ref,
            title=name,
            place=("household", ref),
            texts=("Applicant or carer",),
            household_id=household_id,
        )


def _household_member_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    query = (
        select(HouseholdMember.id, HouseholdMember.name, HouseholdMember.relationship_to_carers)
        .add_columns(Household.id, Household.ref)
        .join(Household, Household.id == HouseholdMember.household_id)
        .where(HouseholdMember.id.in_(ids))
    )
    for key, name, relationship, household_id, ref in connection.execute(query):
        yield Entry(
            part=SearchPart.HOUSEHOLD_MEMBER,
            source_id=key,
            ref=ref,
            title=name,
            place=("household", ref),
            texts=_texts("Member of the household", relationship),
            household_id=household_id,
        )


def _member_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    offices = connection.execute(
        select(Appointment.entry_id, Appointment.office)
        .where(Appointment.entry_id.in_(ids))
        .order_by(Appointment.from_on)
    )
    held: dict[int, list[str]] = defaultdict(list)
    for key, office in offices:
        held[key].append(label(office))
    query = (
        select(ListEntry.id, ListEntry.ref, ListEntry.category, Person.name)
        .join(Person, Person.id == ListEntry.person_id)
        .where(ListEntry.id.in_(ids))
    )
    for key, ref, category, name in connection.execute(query):
        yield Entry(
            part=SearchPart.MEMBER,
            source_id=key,
            ref=ref,
            title=name,
            place=("member", ref),
            texts=_texts(
                "On the central list",
                label(category) if category else "",
                *dict.fromkeys(held[key]),
            ),
        )


def _sitting_entries(ids: Sequence[int], connection: Connection) -> Iterator[Entry]:
    table = Sitting.__table__
    for row in connection.execute(select(table).where(table.c.id.in_(ids))):
        yield Entry(
            part=SearchPart.SITTING,
            source_id=row.id,
            ref=row.ref,
            title=f"Sitting of {row.held_on:%A} {long_date(row.held_on)}",
            place=("sitting", row.ref),
            texts=_texts(
                label(row.kind),
                label(row.mode) if row.mode else "",
                row.venue,
                row.other_business,
                "Cancelled" if row.is_cancelled else "",
                row.cancelled_reason,
            ),
            day=row.held_on,
        )


def _texts(*words: str) -> tuple[str, ...]:
    return tuple(text for text in words if text and not text.isspace())


def _sentence(terms: Terms | None) -> str:
    return terms.sentence() if terms else ""


_PARTS: Mapping[SearchPart, Callable[[Sequence[int], Connection], Iterable[Entry]]] = {
    SearchPart.CASE: _case_entries,
    SearchPart.CHECKS: _check_entries,
    SearchPart.HOUSEHOLD: _household_entries,
    SearchPart.CARER: _carer_entries,
    SearchPart.HOUSEHOLD_MEMBER: _household_member_entries,
    SearchPart.MEMBER: _member_entries,
    SearchPart.SITTING: _sitting_entries,
    SearchPart.MINUTES: _minutes_entries,
    SearchPart.DECISION: _decision_entries,
    SearchPart.FINAL_DECISION: _final_entries,
    SearchPart.PAPER: _paper_entries,
    SearchPart.PAPER_NAME: _paper_name_entries,
}
_SOURCES: Mapping[SearchPart, Any] = {
    SearchPart.CASE: Case,
    SearchPart.CHECKS: Case,
    SearchPart.HOUSEHOLD: Household,
    SearchPart.CARER: Carer,
    SearchPart.HOUSEHOLD_MEMBER: HouseholdMember,
    SearchPart.MEMBER: ListEntry,
    SearchPart.SITTING: Sitting,
    SearchPart.MINUTES: Item,
    SearchPart.DECISION: Decision,
    SearchPart.FINAL_DECISION: FinalDecisionRecord,
    SearchPart.PAPER: Paper,
    SearchPart.PAPER_NAME: Paper,
}
_KINDS: Mapping[SearchPart, SearchKind] = {
    SearchPart.CASE: SearchKind.CASE,
    SearchPart.CHECKS: SearchKind.CASE,
    SearchPart.HOUSEHOLD: SearchKind.HOUSEHOLD,
    SearchPart.CARER: SearchKind.PERSON,
    SearchPart.HOUSEHOLD_MEMBER: SearchKind.PERSON,
    SearchPart.MEMBER: SearchKind.PERSON,
    SearchPart.SITTING: SearchKind.SITTING,
    SearchPart.MINUTES: SearchKind.MINUTES,
    SearchPart.DECISION: SearchKind.DECISION,
    SearchPart.FINAL_DECISION: SearchKind.DECISION,
    SearchPart.PAPER: SearchKind.PAPER,
    SearchPart.PAPER_NAME: SearchKind.PAPER,
}

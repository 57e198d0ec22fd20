"""Writes fictional households, sittings and cases straight into the tables, in bulk."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, func, select

from benchmarks.lives import PROGRAM_SINCE, TODAY, Heard, Life, LifeCase, is_application, lives
from benchmarks.words import (
    AUTHORITIES,
    PAPERS,
    TEAMS,
    child_name,
    happens,
    last_name,
    person_name,
    sentences,
)
from panelapp.audit import row_hash
from panelapp.domain.labels import label
from panelapp.domain.models import (
    AuditRow,
    Base,
    Item,
    ListEntry,
    Person,
    Recommendation,
    Sitting,
    User,
)
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    CheckCode,
    DeferralReason,
    DispatchMethod,
    EndingKind,
    EndingReason,
    FirstDecision,
    InterestKind,
    InterestRuling,
    IrmRecommendation,
    MemberCategory,
    MinutesSection,
    NoticeKind,
    Office,
    Outcome,
    PanelKind,
    PlacementType,
    PositionTaken,
    QdResponse,
    Reply,
    SittingKind,
    SittingMode,
    SittingRole,
    UserRole,
)
from panelapp.queries.minutes import digest_of

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Table

Row = dict[str, Any]
FIRST_SITTING = date(2012, 1, 10)
_PLANNED = 90
_AT_ONCE = 20_000
_ASSESSED_SINCE = date(2024, 1, 1)
_CONTENTS = 40
_WORKER = 3
_WITH_CHILDREN = frozenset(
    {
        CaseType.EXEMPTION,
        CaseType.LONG_TERM_MATCH,
        CaseType.REG24_EXTENSION,
        CaseType.CONNECTED_APPROVAL,
    }
)
_COUNTED = (SittingRole.CHAIR, *[SittingRole.MEMBER] * 6)
_SECTIONS = (
    MinutesSection.SUMMARY,
    MinutesSection.STRENGTHS,
    MinutesSection.KEY_ISSUES,
    MinutesSection.QUESTIONS_TO_WORKER,
    MinutesSection.APPLICANT_VIEWS,
    MinutesSection.MEMBER_VIEWS,
)


@dataclass(frozen=True)
class _Users:
    """The ids of the accounts and people that records name."""

    adviser: int
    chair: int
    decision_maker: int
    decider: int


@dataclass(frozen=True)
class _Home:
    """What the rows of a household's cases say of it."""

    family: str
    names: str
    carer_kind: CarerKind
    carers: tuple[int, ...]


class Writing:
    """The rows of an agency with so many cases."""

    def __init__(self, cases: int, seed: int, now: datetime) -> None:
        """Draw everything from one source of chance."""
        self._cases = cases
        self._now = now
        self._chance = random.Random(seed)  # noqa: S311 - nothing secret
        self._members = 28 + max(0, cases // 2_500)
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._next: dict[str, count[int]] = defaultdict(lambda: count(1))
        self._names: dict[int, str] = {}
        self._homes: dict[int, _Home] = {}
        self._sat: list[list[int]] = []
        self._contents: list[str] = []
        self._import = 0
        self._trail: list[tuple[datetime, str, str]] = []

    # --- writing

    def _put(self, table: str, **row: Any) -> int:  # noqa: ANN401 - of any column
        """Keep a row under the next id of its table, and return that."""
        number = next(self._next[table])
        self._rows[table].append({"id": number, **row})
        return number

    def _flush(self, connection: Connection, *, least: int = 0) -> None:
        """Write what is kept, in the order of the foreign keys, once a table has ``least`` rows."""
        if max(map(len, self._rows.values()), default=0) < least:
            return
        for table in Base.metadata.sorted_tables:
            _insert(connection, table, self._rows.pop(table.name, []))

    def _begin_after(self, connection: Connection, *tables: str) -> None:
        for name in tables:
            table = Base.metadata.tables[name]
            newest = connection.scalar(select(func.max(table.c.id))) or 0
            self._next[name] = count(newest + 1)

    # --- the central list

    def write_the_list(self, connection: Connection) -> None:
        """The people on the central list, with the chair first and a vice chair second."""
        self._begin_after(connection, "person")
        for number in range(1, self._members + 1):
            person = self._put("person", name=person_name(self._chance))
            is_worker = number % 4 == _WORKER
            entry = self._put(
                "list_entry",
                ref=f"M{number:03}",
                person_id=person,
                joined_on=date(2011, 1, 4) + timedelta(days=number * 3),
                category=self._chance.choice(list(MemberCategory)),
                dbs_on=date(2025, 2, 3) + timedelta(days=number),
                agreement_signed_on=date(2011, 2, 1) + timedelta(days=number * 3),
                induction_completed_on=date(2011, 2, 1) + timedelta(days=number * 3),
                observed_on=date(2011, 1, 20),
                social_work_qualified_on=date(2005, 7, 1) if is_worker else None,
                relevant_experience_from=date(2006, 7, 1) if is_worker else None,
                links_declared_on=date(2026, 1, 12),
                version=1,
            )
            office = {1: Office.CHAIR, 2: Office.VICE_CHAIR}.get(number, Office.MEMBER)
            self._put("appointment", entry_id=entry, office=office, from_on=date(2011, 1, 4))
            for year in range(2022, 2027):
                held = date(year, 1, 10) + timedelta(days=number)
                self._put("appraisal", entry_id=entry, held_on=held)
        self._flush(connection)

    # --- everything else

    def write_business(self, connection: Connection) -> None:
        """Households, sittings and cases, with all that was recorded of them."""
        self._begin_after(connection, "person", "import_batch")
        users = self._users(connection)
        at = datetime(PROGRAM_SINCE.year, PROGRAM_SINCE.month, PROGRAM_SINCE.day, tzinfo=UTC)
        self._import = self._put(
            "import_batch", at=at, user_id=users.adviser, workbook_sha256="0" * 64
        )
        held = self._sitting_days()
        households = list(lives(self._cases, held, self._chance))
        self._write_sittings(held, connection)
        self._write_contents()
        for life in households:
            self._write_household(life)
        self._flush(connection)
        self._write_cases([case for life in households for case in life.cases], users, connection)
        self._confirm(connection)
        for life in households:
            self._write_ending(life)
        self._flush(connection)
        self._write_trail(connection)
        # The program then takes the search index for one that an older version made.
        connection.execute(Base.metadata.tables["search_edition"].delete())

    def _users(self, connection: Connection) -> _Users:
        accounts = {
            name: (account, person)
            for account, person, name in connection.execute(
                select(User.id, User.person_id, User.name)
            )
        }
        people = connection.execute(select(Person.id, Person.name)).all()
        self._names.update(dict(people))
        return _Users(
            adviser=accounts["Adviser"][0],
            chair=accounts["Chair"][0],
            decision_maker=accounts["Decision maker"][0],
            decider=accounts["Decision maker"][1],
        )

    def _sitting_days(self) -> list[date]:
        """One sitting a month at least, on weekdays, the last ones still to come."""
        last = TODAY + timedelta(days=_PLANNED)
        number = max(180, self._cases * 12 // 1_000)
        span = (last - FIRST_SITTING).days
        days = (FIRST_SITTING + timedelta(days=span * n // number) for n in range(number))
        return [day - timedelta(days=max(0, day.weekday() - 4)) for day in days]

    def _write_sittings(self, held: list[date], connection: Connection) -> None:
        by_ref = dict(connection.execute(select(ListEntry.ref, ListEntry.person_id)).all())
        chair, vice = by_ref["M001"], by_ref["M002"]
        workers = [by_ref[f"M{n:03}"] for n in range(_WORKER, self._members + 1, 4)]
        others = [p for ref, p in by_ref.items() if p not in {chair, vice, *workers}]
        numbers: dict[int, count[int]] = defaultdict(lambda: count(1))
        for day in held:
            is_past = day < TODAY
            in_chair = vice if happens(0.1, self._chance) else chair
            sitting = self._put(
                "sitting",
                ref=f"S-{day.year}-{next(numbers[day.year]):03}",
                held_on=day,
                start=time(9, 30),
                finish=time(15, 0) if is_past else None,
                mode=self._chance.choice(list(SittingMode)),
                kind=SittingKind.MAIN,
                panel=PanelKind.SINGLE,
                chair_id=in_chair,
                papers_sent_on=day - timedelta(days=9) if is_past else None,
                version=1,
                import_id=self._import if day < PROGRAM_SINCE else None,
            )
            people = [
                in_chair,
                self._chance.choice(workers),
                *self._chance.sample(others, 5),
            ]
            self._sat.append(people)
            for person, role in zip(people, _COUNTED, strict=True):
                is_vice = role is SittingRole.CHAIR and person == vice
                self._put(
                    "attendance",
                    sitting_id=sitting,
                    person_id=person,
                    role=SittingRole.VICE_CHAIR if is_vice else role,
                    reply=Reply.COMING,
                    attended=True if is_past else None,
                )

    def _write_contents(self) -> None:
        """Some papers' bytes, which all papers share."""
        for number in range(_CONTENTS):
            content = f"Paper {number} (synthetic). ".encode() * (50 * (number + 1))
            sha256 = hashlib.sha256(content).hexdigest()
            self._contents.append(sha256)
            row = {"sha256": sha256, "size": len(content), "content": content}
            self._rows["paper_content"].append(row)

    def _write_household(self, life: Life) -> None:
        family = last_name(self._chance)
        number = 2 if happens(0.6, self._chance) else 1
        names = [
            f"{person_name(self._chance).split(' ')[0]} "
            f"{family if happens(0.7, self._chance) else last_name(self._chance)}"
            for _ in range(number)
        ]
        reviewed = None
        if life.is_approved and life.ended_on is None:
            # One in twenty is late with its yearly review.
            most = 420 if happens(0.1, self._chance) else 340
            reviewed = TODAY - timedelta(days=self._chance.randint(5, most))
            known = [case.decided_on for case in life.cases if case.decided_on] or [reviewed]
            reviewed = max(reviewed, min(known))
        household = self._put(
            "household",
            ref=f"H{life.number:05}",
            carer_kind=life.carer_kind,
            approved_on=life.approved_on,
            last_review_on=reviewed,
            terms=self._terms() if life.approved_on else None,
            team=self._chance.choice(TEAMS),
            home_authority=AUTHORITIES[0],
            home_authority_on=life.cases[0].opened_on,
            import_id=self._import if life.cases[0].is_imported else None,
            version=1,
        )
        carers = tuple(
            self._put(
                "carer",
                household_id=household,
                position=position,
                person_id=self._put(
                    "person",
                    name=name,
                    date_of_birth=date(1960, 1, 1)
                    + timedelta(days=self._chance.randint(0, 12_000)),
                ),
            )
            for position, name in enumerate(names, start=1)
        )
        together = " and ".join(names)
        self._homes[life.number] = _Home(family, together, life.carer_kind, carers)
        for _ in range(self._chance.randint(0, 2)):
            self._put(
                "household_member",
                household_id=household,
                name=f"{person_name(self._chance).split(' ')[0]} {family}",
                date_of_birth=date(1990, 1, 1) + timedelta(days=self._chance.randint(0, 12_000)),
                relationship_to_carers="child of the family",
            )

    def _terms(self) -> Terms:
        oldest = self._chance.randint(8, 18)
        return Terms(
            number_of_children=self._chance.randint(1, 3),
            age_from=0,
            age_to=oldest,
            placement_types=tuple(
                self._chance.sample([PlacementType.SHORT_TERM, PlacementType.LONG_TERM], 1)
            ),
        )

    # --- cases

    def _write_cases(self, cases: list[LifeCase], users: _Users, connection: Connection) -> None:
        cases.sort(key=lambda case: (case.opened_on, case.household))
        numbers: dict[int, count[int]] = defaultdict(lambda: count(1))
        for number, case in enumerate(cases, start=1):
            year = case.opened_on.year
            case.ref, case.id = f"C-{year}-{next(numbers[year]):04}", number
        for case in cases:
            self._write_case(case)
            self._flush(connection, least=_AT_ONCE)
        self._flush(connection)
        heard = sorted(
            ((heard, case) for case in cases for heard in case.heard),
            key=lambda pair: (pair[0].held_on, pair[0].sitting, pair[1].id),
        )
        positions: dict[int, count[int]] = defaultdict(lambda: count(1))
        items: dict[int, int] = {}
        for place, case in heard:
            items[case.id] = self._write_item(
                place, case, next(positions[place.sitting]), users, connection
            )
            self._flush(connection, least=_AT_ONCE)
        self._flush(connection)
        decided = [case for case in cases if case.decision is not None]
        for case in sorted(decided, key=lambda case: (case.decided_on or TODAY, case.id)):
            self._write_decision(case, items.get(case.id), users)
            self._flush(connection, least=_AT_ONCE)

    def _write_case(self, case: LifeCase) -> None:
        chance = self._chance
        is_new = case.opened_on >= PROGRAM_SINCE
        worker = person_name(chance)
        applies = is_application(case) or case.case_type is CaseType.BRIEF_REPORT
        is_decided = case.decision is not None
        heard_on = case.heard[0].held_on if case.heard else None
        declared = heard_on is not None and is_new
        self._put(
            "panel_case",
            ref=case.ref,
            household_id=case.household,
            case_type=case.case_type,
            carer_kind=self._homes[case.household].carer_kind,
            follows_id=case.follows.id if case.follows else None,
            opened_on=case.opened_on,
            application_on=case.opened_on if applies else None,
            reg24_started_on=case.opened_on - timedelta(days=30)
            if case.case_type is CaseType.REG24_EXTENSION
            else None,
            stage2_started_on=case.opened_on + timedelta(days=40)
            if applies and case.opened_on + timedelta(days=40) < TODAY
            else None,
            report_shared_on=heard_on - timedelta(days=20) if heard_on and is_new else None,
            declared_on=heard_on - timedelta(days=14) if heard_on and declared else None,
            declared_by=person_name(chance) if declared else "",
            social_worker=worker,
            team_manager=person_name(chance),
            requested_terms=self._terms() if applies else None,
            summary=sentences(2, chance) if is_new else "",
            adviser_advice=sentences(2, chance) if heard_on and is_new else "",
            adviser_advice_on=heard_on - timedelta(days=8) if heard_on and is_new else None,
            concern_on=case.opened_on - timedelta(days=14)
            if case.case_type is CaseType.STANDARD_OF_CARE_REVIEW
            else None,
            withdrawn_on=min(case.opened_on + timedelta(days=30), TODAY - timedelta(days=1))
            if case.is_withdrawn
            else None,
            withdrawn_reason="Change of circumstances" if case.is_withdrawn else "",
            import_id=None if is_new else self._import,
            version=1,
        )
        self._note(case.opened_on, "open_case", case.ref)
        names = self._write_children(case)
        self._write_papers(case)
        if applies and case.opened_on >= _ASSESSED_SINCE:
            self._write_checks(case)
        if case.case_type is CaseType.EXEMPTION:
            told = case.decided_on + timedelta(days=2) if is_decided and case.decided_on else None
            is_over = told is not None and happens(0.8, chance)
            self._put(
                "exemption",
                case_id=case.id,
                authority=AUTHORITIES[0],
                number_of_children="Four",
                arrangements=sentences(1, chance),
                intended_relationship=sentences(1, chance),
                length_of_time="One year",
                welfare=sentences(1, chance),
                noticed_on=told,
                cancelled_on=min(told + timedelta(days=300), TODAY) if told and is_over else None,
                exempted="\n".join(names) if told else "",
            )

    def _write_children(self, case: LifeCase) -> list[str]:
        if case.case_type not in _WITH_CHILDREN:
            return []
        names = [child_name(self._chance) for _ in range(self._chance.randint(1, 2))]
        for position, name in enumerate(names, start=1):
            self._put(
                "named_child",
                case_id=case.id,
                position=position,
                name=name,
                date_of_birth=case.opened_on - timedelta(days=self._chance.randint(300, 5_000)),
                named_on=case.opened_on,
            )
        return names

    def _write_papers(self, case: LifeCase) -> None:
        if case.is_imported:
            return
        family = self._homes[case.household].family
        for title, file_name in self._chance.sample(PAPERS, 3):
            self._put(
                "paper",
                case_id=case.id,
                title=title,
                file_name=file_name.format(name=family, year=case.opened_on.year),
                media_type="application/pdf",
                sha256=self._chance.choice(self._contents),
                added_on=case.opened_on,
            )

    def _write_checks(self, case: LifeCase) -> None:
        for code in list(CheckCode)[:18]:
            is_late = not case.heard and happens(0.3, self._chance)
            check = self._put(
                "assessment_check",
                case_id=case.id,
                code=code,
                from_whom=last_name(self._chance) + " Surgery",
                requested_on=case.opened_on,
                received_on=None
                if is_late
                else min(case.opened_on + timedelta(days=self._chance.randint(7, 60)), TODAY),
                version=1,
            )
            if happens(0.1, self._chance):
                self._put(
                    "assessment_chase",
                    check_id=check,
                    chased_on=min(case.opened_on + timedelta(days=15), TODAY),
                    chased_by="Social worker",
                )

    # --- what was heard

    def _write_item(
        self, heard: Heard, case: LifeCase, position: int, users: _Users, connection: Connection
    ) -> int:
        chance = self._chance
        is_old = heard.held_on < PROGRAM_SINCE
        batch = self._import if is_old else None
        item = self._put(
            "item",
            sitting_id=heard.sitting + 1,
            case_id=case.id,
            position=position,
            slot_minutes=30,
            minutes_received_on=heard.minutes_on
            if heard.outcome not in {Outcome.NOTED, Outcome.DEFERRED}
            else None,
            import_id=batch,
            version=1,
        )
        if happens(0.02, chance):
            self._put(
                "interest",
                item_id=item,
                person_id=chance.choice(self._sat[heard.sitting][2:]),
                kind=chance.choice(list(InterestKind)),
                declared_on=heard.held_on - timedelta(days=5),
                ruling=InterestRuling.WITHDRAW if heard.held_on < TODAY else None,
            )
        if heard.outcome is None:
            return item
        is_deferred = heard.outcome is Outcome.DEFERRED
        is_unanimous = is_deferred or not happens(0.03, chance)
        reasons = sentences(4, chance)
        has_views = not is_unanimous and not is_old
        recommendation = self._put(
            "recommendation",
            item_id=item,
            outcome=heard.outcome,
            reasons=reasons,
            terms=self._terms() if heard.outcome is Outcome.SUITABLE else None,
            unanimous=None if is_deferred else is_unanimous,
            deferral_reason=chance.choice(list(DeferralReason)) if is_deferred else None,
            deferral_needed="The medical report." if is_deferred else "",
            deferral_from="The medical adviser" if is_deferred else "",
            deferral_due_on=heard.held_on + timedelta(days=28) if is_deferred else None,
            # What is confirmed takes no views any more: those with views are confirmed at the end.
            confirmed_on=None if has_views else heard.held_on,
            confirmed_by_id=None if is_old else users.chair,
            import_id=batch,
        )
        if has_views:
            for number, person in enumerate(self._sat[heard.sitting]):
                self._put(
                    "member_view",
                    recommendation_id=recommendation,
                    person_id=person,
                    position=PositionTaken.SUPPORTS if number else PositionTaken.DOES_NOT_SUPPORT,
                    words="" if number else sentences(1, chance),
                )
        self._note(heard.held_on, "confirm_recommendation", case.ref)
        if is_old:
            if heard.minutes_on is not None:
                self._put(
                    "locked_minutes",
                    item_id=item,
                    final_on=heard.minutes_on,
                    import_id=batch,
                )
        else:
            self._write_minutes(heard, case, item, position, reasons, users)
        return item

    def _write_minutes(
        self,
        heard: Heard,
        case: LifeCase,
        item: int,
        position: int,
        reasons: str,
        users: _Users,
    ) -> None:
        texts = {section.value: sentences(3, self._chance) for section in _SECTIONS}
        version = self._put(
            "minutes_version",
            item_id=item,
            number=1,
            sections=texts,
            saved_by_id=users.adviser,
            saved_at=_at(heard.held_on),
        )
        if heard.minutes_on is None or heard.outcome is None:
            return
        content = {
            "agency": "Agency",
            "panel_name": "Fostering Panel",
            "sitting_ref": f"S-{heard.held_on.year}",
            "held_on": heard.held_on.isoformat(),
            "made_at": _at(heard.minutes_on).isoformat(),
            "items": [
                {
                    "number": position,
                    "case_ref": case.ref,
                    "case_type": label(case.case_type),
                    "household": self._homes[case.household].names,
                    "quorum": "Quorate: six members.",
                    "members": [self._names[person] for person in self._sat[heard.sitting]],
                    "sections": [list(pair) for pair in texts.items()],
                    "recommendation": label(heard.outcome),
                    "unanimous": True,
                    "reasons": reasons,
                }
            ],
            "start": "09:30:00",
            "mode": "In person",
        }
        self._put(
            "locked_minutes",
            item_id=item,
            final_on=heard.minutes_on,
            version_id=version,
            locked_by_id=users.chair,
            locked_at=_at(heard.minutes_on),
            content=content,
            digest=digest_of(content),
        )
        self._note(heard.minutes_on, "lock_minutes", case.ref)

    def _confirm(self, connection: Connection) -> None:
        held_on = (
            select(Sitting.held_on)
            .join(Item, Item.sitting_id == Sitting.id)
            .where(Item.id == Recommendation.item_id)
            .scalar_subquery()
        )
        said = Base.metadata.tables["recommendation"]
        drafts = said.update().where(said.c.confirmed_on.is_(None))
        connection.execute(drafts.values(confirmed_on=held_on))

    # --- what was decided

    def _write_decision(self, case: LifeCase, item: int | None, users: _Users) -> None:
        chance = self._chance
        if case.decision is None or case.decided_on is None:
            return
        batch = self._import if case.is_imported else None
        approves = case.decision is FirstDecision.APPROVE
        decision = self._put(
            "decision",
            case_id=case.id,
            item_id=item,
            code=case.decision,
            decided_on=case.decided_on,
            decision_maker_id=users.decider,
            reasons=sentences(3, chance),
            minutes_received_on=case.heard[-1].minutes_on if case.heard else None,
            terms=self._terms() if approves else None,
            agreement_signed_on=case.decided_on + timedelta(days=9)
            if approves and case.is_imported
            else None,
            recorded_by_id=None if case.is_imported else users.decision_maker,
            import_id=batch,
        )
        self._note(case.decided_on, "record_decision", case.ref)
        told_on = case.decided_on + timedelta(days=chance.randint(0, 4))
        if told_on < TODAY and case.decision is not FirstDecision.NOTED:
            self._put(
                "notice",
                decision_id=decision,
                kind=NoticeKind.WRITTEN,
                given_on=told_on,
                method=DispatchMethod.FIRST_CLASS_POST,
                import_id=batch,
            )
        if approves and not case.is_imported and told_on < TODAY - timedelta(days=20):
            self._put("agreement", decision_id=decision, signed_on=told_on + timedelta(days=9))
        if case.response is not None:
            self._write_answer(case, decision, users, batch)

    def _write_answer(
        self, case: LifeCase, decision: int, users: _Users, batch: int | None
    ) -> None:
        if case.decided_on is None or case.response is None:
            return
        answered_on = case.decided_on + timedelta(days=26)
        self._put(
            "qd_response",
            decision_id=decision,
            response=case.response,
            received_on=answered_on,
            import_id=batch,
        )
        referral = None
        if case.response is QdResponse.IRM:
            referral = self._put(
                "irm_referral",
                case_id=case.id,
                applied_on=answered_on,
                decision_id=decision,
                notified_on=answered_on + timedelta(days=3),
                papers_sent_on=answered_on + timedelta(days=9),
                reviewed_on=answered_on + timedelta(days=40),
                recommendation=IrmRecommendation.TERMS_UNCHANGED
                if case.decision is FirstDecision.QD_CHANGE_TERMS
                else IrmRecommendation.SUITABLE,
                recommendation_received_on=answered_on + timedelta(days=50),
                copy_sent_on=answered_on + timedelta(days=62),
                import_id=batch,
            )
        if case.final is None or case.final_on is None:
            return
        final = self._put(
            "final_decision",
            case_id=case.id,
            code=case.final,
            decided_on=case.final_on,
            decision_maker_id=users.decider,
            decision_id=decision,
            irm_referral_id=referral,
            reasons=sentences(3, self._chance),
            recorded_by_id=None if case.is_imported else users.decision_maker,
            import_id=batch,
        )
        self._put(
            "notice",
            final_decision_id=final,
            kind=NoticeKind.FINAL_WRITTEN,
            given_on=min(case.final_on + timedelta(days=2), TODAY),
            method=DispatchMethod.TRACKED_POST,
            import_id=batch,
        )

    # --- endings and the trail

    def _write_ending(self, life: Life) -> None:
        if life.ended_on is None:
            return
        left = life.cases[-1].case_type is CaseType.DEREGISTRATION
        for carer in self._homes[life.number].carers:
            self._put(
                "ending",
                carer_id=carer,
                kind=EndingKind.DEREGISTRATION if left else EndingKind.RESIGNATION,
                reason=EndingReason.STANDARD_OF_CARE
                if left
                else self._chance.choice(
                    [EndingReason.RETIREMENT, EndingReason.CHANGE_OF_CIRCUMSTANCES]
                ),
                effective_on=life.ended_on,
                notice_received_on=life.ended_on - timedelta(days=28),
                import_id=self._import if life.ended_on < PROGRAM_SINCE else None,
            )

    def _note(self, on: date, action: str, ref: str) -> None:
        if on >= PROGRAM_SINCE:
            self._trail.append((_at(on), action, ref))

    def _write_trail(self, connection: Connection) -> None:
        """An audit row for each thing that was recorded here, in the chain of the others."""
        trail = Base.metadata.tables["audit_row"]
        newest = trail.select().order_by(trail.c.seq.desc()).limit(1)
        last = connection.execute(newest).mappings().one()
        seq, previous = last["seq"], last["hash"]
        rows: list[Row] = []
        for at, action, ref in sorted(self._trail):
            seq += 1
            row = AuditRow(
                seq=seq,
                at=at,
                user="Adviser",
                role=UserRole.PANEL_ADVISER,
                device="office",
                action=action,
                ref=ref,
                detail="",
                previous_hash=previous,
                hash="",
            )
            previous = row_hash(row)
            row.hash = previous
            rows.append({column.name: getattr(row, column.name) for column in trail.columns})
        _insert(connection, trail, rows)


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows; of a column that a row does not have, an empty one."""
    blank = {column.name: _blank(column) for column in table.columns}
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        connection.execute(table.insert(), [{**blank, **row} for row in some])


def _blank(column: Column[Any]) -> object:
    if column.nullable:
        return None
    return False if isinstance(column.type, Boolean) else ""


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 14, 30, tzinfo=UTC)

"""What was signed is never changed, by whatever way somebody tries (SOD-8)."""

# ruff: noqa: S608 - the tables are those named below
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError

from panelapp.actions.decisions import RecordFinalDecision, record_final_decision
from panelapp.actions.minutes import AddCorrection, SendMinutes, add_correction, send_minutes
from panelapp.actions.recommendations import View
from panelapp.domain.models import (
    AuditRow,
    CorrectionNote,
    Decision,
    FinalDecisionRecord,
    LockedMinutes,
    MemberView,
    MinutesVersion,
    Recommendation,
)
from panelapp.domain.vocabulary import (
    FinalDecision,
    FirstDecision,
    Outcome,
    PositionTaken,
    QdResponse,
)
from tests.factories import (
    MEMBER,
    TODAY,
    answer,
    check,
    decide,
    draft,
    give_notice,
    heard_item,
    listed_item,
    lock,
    open_panel,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from panelapp.domain.models import Base
    from tests.factories import Panel

SIGNED: dict[str, tuple[str, type[Base]]] = {
    "audit_row": ("action", AuditRow),
    "correction_note": ("words", CorrectionNote),
    "decision": ("reasons", Decision),
    "final_decision": ("reasons", FinalDecisionRecord),
    "locked_minutes": ("digest", LockedMinutes),
    "member_view": ("words", MemberView),
    "minutes_version": ("sections", MinutesVersion),
    "recommendation": ("reasons", Recommendation),
}
each_table = pytest.mark.parametrize("table", SIGNED)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """A file with a row in every table of signed records. No test may change it."""
    with open_panel(tmp_path_factory.mktemp("signed")) as panel:
        view = View(member=MEMBER, position=PositionTaken.SUPPORTS, words="Gladly")
        heard = heard_item(panel, outcome=Outcome.NOT_SUITABLE, views=(view,))
        lock(panel, heard)
        panel.adviser.execute(add_correction, AddCorrection(**heard.item, words="Read 2024."))
        panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=TODAY))
        decide(panel, heard, FirstDecision.QD_NOT_APPROVE)
        give_notice(panel, heard.case)
        answer(panel, heard.case, QdResponse.ACCEPTED)
        panel.decision_maker.execute(
            record_final_decision,
            RecordFinalDecision(
                case=heard.case,
                decision=FinalDecision.NOT_APPROVE,
                decided_on=TODAY,
                reasons="My reasons stand.",
            ),
        )
        yield panel


def refuses(panel: Panel, statement: str) -> None:
    before = panel.tables()
    with pytest.raises(DBAPIError, match="signed record"):
        panel.run(statement)
    assert panel.tables() == before


@each_table
def test_SOD_8_a_signed_row_cannot_be_updated(signed: Panel, table: str) -> None:
    assert signed.rows(f'SELECT count(*) FROM "{table}"')[0][0] >= 1
    column, _ = SIGNED[table]
    refuses(signed, f"UPDATE {table} SET {column} = 'other'")
    refuses(signed, f"UPDATE OR REPLACE {table} SET {column} = 'other'")


@each_table
def test_SOD_8_a_signed_row_cannot_be_deleted(signed: Panel, table: str) -> None:
    refuses(signed, f"DELETE FROM {table}")


@each_table
def test_SOD_8_a_signed_row_cannot_be_replaced(signed: Panel, table: str) -> None:
    row = f"SELECT * FROM {table} LIMIT 1"
    for way in ("INSERT OR REPLACE INTO", "REPLACE INTO", "INSERT OR IGNORE INTO"):
        refuses(signed, f"{way} {table} {row}")


@each_table
def test_SOD_8_a_signed_row_cannot_be_upserted(signed: Panel, table: str) -> None:
    column, _ = SIGNED[table]
    key = "seq" if table == "audit_row" else "id"
    refuses(
        signed,
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true LIMIT 1 "
        f"ON CONFLICT ({key}) DO UPDATE SET {column} = 'other'",
    )


@each_table
def test_SOD_8_the_program_cannot_change_a_signed_row(signed: Panel, table: str) -> None:
    column, kind = SIGNED[table]
    before = signed.tables()
    with signed.unit() as uow:
        setattr(_first(uow.session, kind), column, {} if column == "sections" else "other")
        with pytest.raises(DBAPIError, match="signed record"):
            uow.flush()
    with signed.unit() as uow:
        uow.session.delete(_first(uow.session, kind))
        with pytest.raises(DBAPIError, match="signed record"):
            uow.flush()
    assert signed.tables() == before


def _first(session: Session, kind: type[Base]) -> Base:
    found = session.query(kind).first()
    assert found is not None
    return found


def test_SOD_8_no_version_is_added_to_locked_minutes(signed: Panel) -> None:
    refuses(
        signed,
        "INSERT INTO minutes_version (item_id, number, sections, saved_by_id, saved_at) "
        "SELECT item_id, number + 1, '{}', saved_by_id, saved_at FROM minutes_version",
    )


def test_SOD_8_no_view_is_added_to_a_confirmed_recommendation(signed: Panel) -> None:
    refuses(
        signed,
        "INSERT INTO member_view (recommendation_id, person_id, position, words) "
        "SELECT recommendation_id, person_id + 1, position, words FROM member_view",
    )


def test_SOD_8_a_draft_can_still_be_changed(panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE)
    check(panel, heard)
    panel.run("UPDATE recommendation SET reasons = 'other'")
    panel.run("UPDATE minutes_version SET checked_on = NULL")
    assert panel.rows("SELECT reasons FROM recommendation") == [("other",)]

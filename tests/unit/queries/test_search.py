"""What somebody finds: by which words, in which order, and where each thing is read."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.cases import (
    AttachPaper,
    RemovePaper,
    UpdateCase,
    attach_paper,
    remove_paper,
    update_case,
)
from panelapp.actions.households import (
    AddHouseholdMember,
    UpdateCarer,
    add_household_member,
    update_carer,
)
from panelapp.actions.search_index import CONCERNS, THROUGH
from panelapp.actions.sittings import (
    PlanSitting,
    UpdateSitting,
    plan_sitting,
    update_sitting,
)
from panelapp.domain.models import Base
from panelapp.domain.vocabulary import CaseType, UserRole
from panelapp.persistence.touched import _BESIDE_THE_RECORD
from panelapp.queries.audit_trail import FileQuestion, file_findings
from panelapp.queries.search import SearchKind, SearchPage, SearchQuestion, search
from tests.factories import (
    TODAY,
    USERS,
    Panel,
    case,
    decided_case,
    household,
    listed_item,
    open_panel,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from panelapp.office import Office
    from tests.factories import Heard

# Rows of these tables have no words that anybody looks for.
WITHOUT_WORDS = _BESIDE_THE_RECORD | {
    "agency", "agreement", "appraisal", "assessment_chase", "attendance", "ending", "import_batch",
    "imported_row", "interest", "irm_referral", "link", "non_working_day", "not_collected",
    "notice", "presence", "qd_response",
}  # fmt: skip


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Panel, Heard]]:
    """A decided case and one that is listed, in a file that these tests only read."""
    with open_panel(tmp_path_factory.mktemp("search")) as panel:
        decided = decided_case(panel)
        listed = listed_item(panel, CaseType.CONNECTED_APPROVAL)
        panel.adviser.execute(
            update_case,
            UpdateCase(case=listed.case, summary="Their dog Bramble is kept in an orchard."),
        )
        panel.adviser.execute(attach_paper, paper(listed.case, "Health report", "Asthma."))
        yield panel, decided


def paper(ref: str, title: str, words: str) -> AttachPaper:
    content = base64.b64encode(words.encode()).decode()
    return AttachPaper(case=ref, title=title, file_name="note.txt", content=content)


def found(office: Office, text: str, **details: Any) -> SearchPage:  # noqa: ANN401 - of any question
    return office.read(search, SearchQuestion(text=text, **details))


def kinds(page: SearchPage) -> set[str]:
    return {row.kind.value for row in page.rows}


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("bramble", SearchKind.CASE, ("case", "C-2026-0002")),
        ("C 2026 2", SearchKind.CASE, ("case", "C-2026-0002")),
        ("connected persons", SearchKind.CASE, ("case", "C-2026-0002")),
        ("H-2026-0002", SearchKind.HOUSEHOLD, ("household", "H-2026-0002")),
        ("member 0009", SearchKind.PERSON, ("member", "M-2022-005")),
        ("18 november 2026", SearchKind.SITTING, ("sitting", "S-2026-002")),
        ("panel met", SearchKind.MINUTES, ("minutes", "S-2026-001", "C-2026-0001")),
        ("agree with the panel's reasons", SearchKind.DECISION, ("decision", "C-2026-0001")),
        ("health report", SearchKind.PAPER, ("case", "C-2026-0002", "papers")),
        ("asthma", SearchKind.PAPER, ("case", "C-2026-0002", "papers")),
    ],
)
def test_every_kind_is_found_and_says_where_it_is_read(
    ground: tuple[Panel, Heard], text: str, kind: SearchKind, place: tuple[str, ...]
) -> None:
    rows = found(ground[0].adviser, text).rows
    assert (kind, place) in [(row.kind, row.place) for row in rows]
    only = found(ground[0].adviser, text, kinds=frozenset({kind})).rows
    assert {row.kind for row in only} == {kind}


def test_the_words_found_are_marked(ground: tuple[Panel, Heard]) -> None:
    [row] = found(ground[0].adviser, "orch bramble").rows
    assert [part.text for part in row.snippet if part.is_match] == ["Bramble", "orchard"]
    assert "".join(part.text for part in row.snippet) == "Their dog Bramble is kept in an orchard."


def test_people_come_first_and_the_newest_before_the_rest(ground: tuple[Panel, Heard]) -> None:
    rows = found(ground[0].adviser, "carer 0041").rows
    order = [row.kind for row in rows]
    people = [kind for kind in order if kind in {SearchKind.PERSON, SearchKind.HOUSEHOLD}]
    assert order[: len(people)] == people
    days = [row.day for row in rows if row.kind is SearchKind.CASE and row.day]
    assert days == sorted(days, reverse=True)


def test_a_limit_says_that_there_is_more(ground: tuple[Panel, Heard]) -> None:
    page = found(ground[0].adviser, "synthetic", limit=3)
    assert (len(page.rows), page.has_more) == (3, True)
    whole = found(ground[0].adviser, "synthetic", limit=500)
    assert not whole.has_more
    assert page.rows == whole.rows[:3]


@pytest.mark.parametrize("text", ["", " ", '"', "*(", "\0", "\ud800", "😀", "%_", "x" * 9999])
def test_what_has_no_word_of_the_record_finds_nothing(
    ground: tuple[Panel, Heard], text: str
) -> None:
    assert found(ground[0].adviser, text) == SearchPage(rows=(), has_more=False)


@pytest.mark.parametrize(
    "text",
    [
        "dog*", '"dog', "NEAR(dog bramble)", "head:dog", "dog NOT bramble", "-dog", "dog OR",
        "{head} dog", "dog 😀", "' OR 1=1", "kind:§case", "dog; DROP TABLE person", "a " * 300,
    ],
)  # fmt: skip
def test_signs_are_no_language(ground: tuple[Panel, Heard], text: str) -> None:
    words = re.sub(r"\W+", " ", text)
    assert found(ground[0].adviser, text) == found(ground[0].adviser, words)


def test_words_of_a_query_language_find_themselves(ground: tuple[Panel, Heard]) -> None:
    assert found(ground[0].adviser, "dog AND bramble").rows == ()
    assert kinds(found(ground[0].adviser, "dog* bramble")) == {"case"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (UserRole.PANEL_ADVISER, {"household", "person", "case", "minutes", "decision", "paper"}),
        (UserRole.ADMINISTRATOR, {"household", "person", "case", "minutes", "decision", "paper"}),
        (UserRole.AUDITOR, {"household", "person", "case", "minutes", "decision", "paper"}),
        (UserRole.CHAIR, {"person", "case", "minutes", "decision", "paper"}),
        (UserRole.VICE_CHAIR, set()),
        (UserRole.MEMBER, {"person", "case", "paper"}),
        (UserRole.DECISION_MAKER, {"person", "case", "minutes", "decision"}),
    ],
)
def test_each_role_finds_what_its_pages_show(
    ground: tuple[Panel, Heard], role: UserRole, expected: set[str]
) -> None:
    assert kinds(found(ground[0].acting(role), "carer 0041")) == expected


def test_an_auditor_finds_a_paper_by_its_name_and_not_by_its_words(
    ground: tuple[Panel, Heard],
) -> None:
    auditor = ground[0].auditor
    assert kinds(found(auditor, "health report")) == {"paper"}
    assert found(auditor, "asthma") == SearchPage(rows=(), has_more=False)
    assert found(auditor, "asthmaa").meant == ""


def test_a_member_reads_of_a_carer_in_the_newest_case(ground: tuple[Panel, Heard]) -> None:
    rows = found(ground[0].member, "carer", kinds=frozenset({SearchKind.PERSON})).rows
    assert [row.place for row in rows] == [
        ("case", "C-2026-0002", "people"),
        ("case", "C-2026-0001", "people"),
    ]
    assert [row.place for row in found(ground[0].member, USERS[UserRole.MEMBER]).rows] == [
        ("member", "M-2022-004")
    ]


def test_what_changes_is_found_anew(tmp_path: Path) -> None:
    with open_panel(tmp_path) as panel:
        heard = listed_item(panel)
        adviser = panel.adviser
        done = adviser.execute(
            update_carer, UpdateCarer(household="H-2026-0001", carer=1, name="Wilma (synthetic)")
        )
        assert kinds(found(adviser, "wilma")) == {"household", "person", "case"}
        assert done.reversal is not None
        adviser.undo(done.reversal)
        assert found(adviser, "wilma").rows == ()
        adviser.execute(
            add_household_member,
            AddHouseholdMember(household="H-2026-0001", name="Fred (synthetic)"),
        )
        [row] = found(adviser, "fred").rows
        assert (row.kind, row.place) == (SearchKind.PERSON, ("household", "H-2026-0001"))
        sha256 = adviser.execute(attach_paper, paper(heard.case, "Note", "Hay fever.")).value
        assert kinds(found(adviser, "hay fever")) == {"paper"}
        adviser.execute(remove_paper, RemovePaper(case=heard.case, sha256=sha256))
        assert found(adviser, "hay fever").rows == ()


def test_what_is_newer_comes_first_whenever_it_was_recorded(tmp_path: Path) -> None:
    with open_panel(tmp_path) as panel:
        home = household(panel)
        days = [TODAY - timedelta(days=days) for days in (5, 900, 40)]
        refs = {day: case(panel, home=home, opened_on=day) for day in days}
        rows = found(panel.adviser, "mainstream", kinds=frozenset({SearchKind.CASE})).rows
        assert [row.ref for row in rows] == [refs[day] for day in sorted(days, reverse=True)]
        first, last = (
            panel.adviser.execute(plan_sitting, PlanSitting(held_on=TODAY + timedelta(days))).value
            for days in (7, 14)
        )
        assert [row.ref for row in found(panel.adviser, "sitting").rows] == [last, first]
        later = TODAY + timedelta(21)
        panel.adviser.execute(update_sitting, UpdateSitting(sitting=first, held_on=later))
        assert [row.ref for row in found(panel.adviser, "sitting").rows] == [first, last]


def test_every_table_is_known_to_have_words_or_not() -> None:
    with_words = set(CONCERNS) | set(THROUGH)
    assert with_words | WITHOUT_WORDS == set(Base.metadata.tables)
    assert not with_words & WITHOUT_WORDS


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM search_text WHERE rowid = (SELECT max(rowid) FROM search_text)",
        "DELETE FROM search_entry WHERE id = (SELECT max(id) FROM search_entry)",
        "UPDATE panel_case SET summary = 'Nobody indexed this.'",
        "INSERT INTO search_text(rowid, head) VALUES (1, 'nothing')",
    ],
)
def test_a_check_of_the_file_tells_words_that_are_not_of_the_record(
    tmp_path: Path, damage: str
) -> None:
    with open_panel(tmp_path) as panel:
        case(panel)
        assert panel.adviser.read(file_findings, FileQuestion()) == ()
        panel.run(damage)
        assert panel.adviser.read(file_findings, FileQuestion()) == (
            "The words that search finds are not those of the record.",
        )

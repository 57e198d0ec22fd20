"""What an attached form states is taken into a case only where somebody ticked it."""

from __future__ import annotations

import base64
from datetime import date
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.assessment_stages import (
    DecideToAssess,
    RefuseAtStage1,
    decide_to_assess,
    refuse_at_stage_1,
)
from panelapp.actions.cases import (
    AttachPaper,
    ChildDetails,
    RemovePaper,
    UpdateCase,
    WithdrawCase,
    attach_paper,
    remove_paper,
    update_case,
    withdraw_case,
)
from panelapp.actions.exemptions import record_exemption
from panelapp.actions.forms import FillFromForm, fill_from_form
from panelapp.domain.errors import BadInput, NotAllowed, NotFound, RuleBroken, StaleRecord
from panelapp.domain.vocabulary import CaseType, UserRole
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.case_rights import CaseAction
from panelapp.queries.form_check import FormQuestion, form_check
from tests.factories import TODAY, audited, case, exemption, exemption_case, household, refused
from tests.unit.exchange.form_files import form

if TYPE_CHECKING:
    from panelapp.queries.form_check import CheckLine, FormCheck
    from tests.factories import Panel

FIRST, SECOND = "Carer 0041 (synthetic)", "Carer 0042 (synthetic)"
TWO_COLUMNS = (
    ("", "Applicant 1", "Applicant 2"),
    ("Full name", FIRST, SECOND),
    ("Date of birth", "3.5.84", "3rd May 1979"),
    ("Sex", "Female", "Male"),
    ("Home address", "1 Example Street\nWestvale"),
)
FRONT = (
    ("Date application accepted", "4 March 2026", "Assessing social worker", "Worker Eighty"),
    ("Date assessment completed", "1/9/26", "Team manager", "Manager Ninety"),
)
CHILDREN = (
    ("Subject children",),
    ("Name", "Date of birth", "Relationship to applicant"),
    ("Cal Example", "2/4/2018", "nephew"),
    ("Dee Example", "2.4.20", "niece"),
)


def attached(panel: Panel, ref: str, *parts: object, name: str = "form.docx") -> str:
    content = base64.b64encode(form(*parts)).decode()  # type: ignore[arg-type]  # rows of text
    command = AttachPaper(case=ref, title="Assessment", file_name=name, content=content)
    return panel.adviser.execute(attach_paper, command).value


def checked(panel: Panel, ref: str, sha256: str) -> FormCheck:
    return panel.adviser.read(form_check, FormQuestion(case=ref, sha256=sha256))


def lines(check: FormCheck) -> dict[str, CheckLine]:
    return {line.field: line for line in check.lines}


def fill(panel: Panel, ref: str, sha256: str, *fields: str) -> None:
    panel.adviser.execute(fill_from_form, FillFromForm(case=ref, sha256=sha256, fields=fields))


def people(panel: Panel) -> list[tuple[object, ...]]:
    return panel.rows(
        "SELECT name, date_of_birth, sex, person.address FROM carer JOIN person"
        " ON person.id = carer.person_id ORDER BY position"
    )


# --- what is shown


def test_what_the_case_lacks_is_ticked_and_what_it_has_is_named(panel: Panel) -> None:
    ref = case(panel, home=household(panel, carers=2))
    check = checked(panel, ref, attached(panel, ref, "Form F", TWO_COLUMNS, FRONT))
    assert (check.kind, check.warning) == ("Form F", "")
    assert check.same == (f"name of {FIRST}", f"name of {SECOND}")
    ticked = [line.field for line in check.lines if line.is_ticked]
    assert ticked == [
        "born_1",
        "sex_1",
        "born_2",
        "sex_2",
        "address",
        "social_worker",
        "team_manager",
        "application",
    ]
    born = lines(check)["born_1"]
    assert (born.about, born.words, born.says, born.written) == (
        FIRST,
        "Date of birth",
        "3 May 1984",
        "3.5.84",
    )
    assert born.where == "Table 1, row 3: Date of birth"
    assert [(other.words, other.says) for other in check.others] == [
        ("Date of completion", "1 September 2026")
    ]


def test_what_differs_is_not_ticked_and_warned_of(panel: Panel) -> None:
    ref = case(panel, application_on=date(2026, 3, 1), social_worker="Somebody Else")
    check = checked(panel, ref, attached(panel, ref, FRONT, TWO_COLUMNS))
    for field in ("application", "social_worker"):
        line = lines(check)[field]
        assert line.differs
        assert not line.is_ticked
        assert line.note.startswith("This differs from what the case has.")
    assert lines(check)["application"].has == "1 March 2026"
    assert lines(check)["team_manager"].is_ticked


def test_a_form_about_somebody_else_ticks_nothing_about_them(panel: Panel) -> None:
    ref = case(panel)
    rows = (("Applicant 1: name", "Zed Stranger"), ("Applicant 1: date of birth", "3 May 1984"))
    check = checked(panel, ref, attached(panel, ref, rows))
    assert lines(check)["name_1"].differs
    born = lines(check)["born_1"]
    assert (born.is_ticked, born.note) == (False, "The form names somebody else here.")


def test_applicants_in_the_other_order_are_found_by_their_names(panel: Panel) -> None:
    ref = case(panel, home=household(panel, carers=2))
    rows = (
        ("", "Applicant 1", "Applicant 2"),
        ("Name", f"Mrs {SECOND}", FIRST.upper()),
        ("Date of birth", "3/5/1984", "4/6/1985"),
    )
    sha256 = attached(panel, ref, rows)
    assert lines(checked(panel, ref, sha256)).keys() == {"born_1", "born_2"}
    fill(panel, ref, sha256, "born_1", "born_2")
    assert [born for _, born, *_ in people(panel)] == ["1985-06-04", "1984-05-03"]


def test_what_is_not_understood_is_shown_and_cannot_be_filled_in(panel: Panel) -> None:
    ref = case(panel)
    rows = (("Applicant 1: name", FIRST), ("Applicant 1: date of birth", "31/2/1984"))
    sha256 = attached(panel, ref, rows)
    line = lines(checked(panel, ref, sha256))["born_1"]
    assert (line.can_fill, line.is_ticked, line.says) == (False, False, "31/2/1984")
    assert line.note == "There is no such day. It is not filled in."
    with refused(panel, BadInput, "does not say clearly what born 1 is"):
        fill(panel, ref, sha256, "born_1")


@pytest.mark.parametrize(
    ("case_type", "kind"),
    [(CaseType.MAINSTREAM_APPROVAL, "Form C"), (CaseType.CONNECTED_APPROVAL, "Form F")],
)
def test_a_form_of_the_other_kind_is_warned_of(
    panel: Panel, case_type: CaseType, kind: str
) -> None:
    ref = case(panel, case_type)
    check = checked(panel, ref, attached(panel, ref, kind, TWO_COLUMNS))
    assert check.warning.startswith(f"This looks like a {kind}. The case is:")


def test_children_are_proposed_only_where_a_case_names_children(panel: Panel) -> None:
    ref = case(panel)
    check = checked(panel, ref, attached(panel, ref, CHILDREN, FRONT))
    assert not any(line.field.startswith("child") for line in check.lines)
    ref = case(panel, CaseType.CONNECTED_APPROVAL)
    check = checked(panel, ref, attached(panel, ref, CHILDREN, FRONT))
    assert lines(check)["child_name_2"].says == "Dee Example"
    assert lines(check)["child_name_2"].about.startswith("Child 2 of the form")


# --- what is taken


def test_what_is_ticked_is_filled_in_and_nothing_else(panel: Panel) -> None:
    home = household(panel, carers=2)
    ref = case(panel, home=home)
    sha256 = attached(panel, ref, TWO_COLUMNS, FRONT)
    with audited(panel, panel.adviser, "fill_from_form", ref):
        fill(panel, ref, sha256, "born_1", "sex_2", "application", "social_worker", "address")
    lived = "1 Example Street\nWestvale"
    assert people(panel) == [
        (FIRST, "1984-05-03", "", lived),
        (SECOND, None, "male", lived),
    ]
    assert panel.rows("SELECT address FROM household") == [(lived,)]
    details = panel.adviser.read(case_page, CasePageQuestion(case=ref)).details
    assert details.application_on == date(2026, 3, 4)
    assert (details.social_worker, details.team_manager) == ("Worker Eighty", "")
    [(detail,)] = panel.rows("SELECT detail FROM audit_row ORDER BY seq DESC LIMIT 1")
    assert detail == "born_1,sex_2,application,social_worker,address"


def test_a_name_is_corrected(panel: Panel) -> None:
    ref = case(panel)
    sha256 = attached(panel, ref, (("Applicant: full name", "Ada Married Example"),))
    fill(panel, ref, sha256, "name_1")
    assert [name for name, *_ in people(panel)] == ["Ada Married Example"]


def test_a_second_applicant_comes_in_with_the_name(panel: Panel) -> None:
    ref = case(panel)
    sha256 = attached(panel, ref, TWO_COLUMNS)
    line = lines(checked(panel, ref, sha256))["name_2"]
    assert (line.is_ticked, line.has) == (True, "")
    with refused(panel, BadInput, "not in the case yet"):
        fill(panel, ref, sha256, "born_2")
    fill(panel, ref, sha256, "sex_2", "born_2", "name_2")
    assert people(panel)[1] == (SECOND, "1979-05-03", "male", "")


def test_a_second_person_does_not_join_an_approved_household_by_a_form(panel: Panel) -> None:
    ref = case(panel, CaseType.REVIEW)
    check = checked(panel, ref, attached(panel, ref, TWO_COLUMNS))
    assert not any(line.field.endswith("_2") for line in check.lines)


def test_nobody_joins_an_approved_household_by_an_application(panel: Panel) -> None:
    ref = case(panel, home=household(panel, approved_on=date(2024, 1, 1)))
    sha256 = attached(panel, ref, TWO_COLUMNS)
    assert not any(field.endswith("_2") for field in lines(checked(panel, ref, sha256)))
    with refused(panel, RuleBroken, "cannot join an approved household", citation="FSR 27"):
        fill(panel, ref, sha256, "name_2", "born_2")
    fill(panel, ref, sha256, "born_1")


def test_a_case_that_has_ended_takes_nothing_from_a_form(panel: Panel) -> None:
    withdrawn, refused_early = case(panel), case(panel, application_on=TODAY)
    forms = {ref: attached(panel, ref, TWO_COLUMNS) for ref in (withdrawn, refused_early)}
    panel.adviser.execute(
        withdraw_case, WithdrawCase(case=withdrawn, withdrawn_on=TODAY, reason="They moved.")
    )
    refusal = RefuseAtStage1(case=refused_early, refused_on=TODAY, reasons="A reference.")
    panel.adviser.execute(refuse_at_stage_1, refusal)
    for ref, sha256 in forms.items():
        with refused(panel, RuleBroken, "has ended"):
            fill(panel, ref, sha256, "born_1")
        assert checked(panel, ref, sha256).lines == ()
        rights = panel.adviser.read(case_page, CasePageQuestion(case=ref)).actions
        [right] = [right for right in rights if right.action is CaseAction.FILL_FROM_FORM]
        assert right.why_not == "The case has ended."


def test_an_application_does_not_come_after_the_decision_to_assess(panel: Panel) -> None:
    ref = case(panel, application_on=date(2026, 1, 2))
    panel.adviser.execute(decide_to_assess, DecideToAssess(case=ref, decided_on=date(2026, 1, 9)))
    sha256 = attached(panel, ref, FRONT)
    with refused(panel, BadInput, "after the decision to assess"):
        fill(panel, ref, sha256, "social_worker", "application")


def test_children_of_a_connected_case_are_named_and_completed(panel: Panel) -> None:
    known = ChildDetails(name="Dee Example")
    ref = case(panel, CaseType.CONNECTED_APPROVAL, children=(known,))
    sha256 = attached(panel, ref, CHILDREN, (("Local authority", "Westvale Council"),))
    check = lines(checked(panel, ref, sha256))
    assert (check["child_name_1"].is_ticked, check["child_name_1"].note) == (
        False,
        "The case names other children.",
    )
    assert check["child_born_2"].is_ticked
    with refused(panel, BadInput, "not in the case yet"):
        fill(panel, ref, sha256, "child_born_1")
    fill(panel, ref, sha256, "child_born_2", "child_name_1", "child_relationship_1", "authority")
    details = panel.adviser.read(case_page, CasePageQuestion(case=ref)).details
    assert [
        (child.name, child.date_of_birth, child.relationship) for child in details.children
    ] == [
        ("Dee Example", date(2020, 4, 2), ""),
        ("Cal Example", None, "nephew"),
    ]
    assert panel.rows("SELECT responsible_authority FROM panel_case") == [("Westvale Council",)]


def test_a_child_from_a_form_is_not_covered_by_an_exemption_before_it(panel: Panel) -> None:
    ref = exemption_case(panel, "Cal Example")
    panel.adviser.execute(record_exemption, exemption(ref))
    fill(panel, ref, attached(panel, ref, CHILDREN, FRONT), "child_name_2")
    page = panel.adviser.read(case_page, CasePageQuestion(case=ref))
    [task] = [task for task in page.tasks if task.code == "record_exemption"]
    assert (task.due, task.citation) == (TODAY, "CA89 Sch 7 para 4(3)-(4)")


def test_nothing_and_what_the_form_does_not_say_are_refused(panel: Panel) -> None:
    ref = case(panel)
    sha256 = attached(panel, ref, TWO_COLUMNS)
    with refused(panel, BadInput, "Nothing is ticked"):
        fill(panel, ref, sha256)
    for field in ("summary", "child_name_1", "born_3", "version"):
        with refused(panel, BadInput, "does not say clearly"):
            fill(panel, ref, sha256, field)


def test_a_case_that_was_changed_meanwhile_is_checked_again(panel: Panel) -> None:
    ref = case(panel)
    sha256 = attached(panel, ref, TWO_COLUMNS)
    check = checked(panel, ref, sha256)
    panel.adviser.execute(update_case, UpdateCase(case=ref, social_worker="Somebody Else"))
    command = FillFromForm(
        case=ref,
        sha256=sha256,
        fields=("born_1",),
        version=check.version,
        household_version=check.household_version,
    )
    with refused(panel, StaleRecord):
        panel.adviser.execute(fill_from_form, command)


def test_a_paper_that_is_not_there_or_no_word_file_is_refused(panel: Panel) -> None:
    ref, another = case(panel), case(panel)
    sha256 = attached(panel, ref, TWO_COLUMNS)
    with refused(panel, NotFound):
        fill(panel, another, sha256, "born_1")
    panel.adviser.execute(remove_paper, RemovePaper(case=ref, sha256=sha256))
    with refused(panel, NotFound):
        fill(panel, ref, sha256, "born_1")
    text = base64.b64encode(b"Name: Ada").decode()
    command = AttachPaper(case=ref, title="Notes", file_name="notes.txt", content=text)
    notes = panel.adviser.execute(attach_paper, command).value
    with refused(panel, BadInput, "Word documents alone"):
        checked(panel, ref, notes)


def test_an_unreadable_document_stays_attached(panel: Panel) -> None:
    ref = case(panel)
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    content = base64.b64encode(locked).decode()
    command = AttachPaper(case=ref, title="Form", file_name="form.docx", content=content)
    sha256 = panel.adviser.execute(attach_paper, command).value
    with refused(panel, BadInput, "protected with a password"):
        checked(panel, ref, sha256)
    [paper] = panel.adviser.read(case_page, CasePageQuestion(case=ref)).papers
    assert (paper.sha256, paper.is_word, paper.added_on) == (sha256, True, TODAY)


@pytest.mark.parametrize("role", [UserRole.CHAIR, UserRole.MEMBER, UserRole.AUDITOR])
def test_a_form_is_for_the_office_alone(panel: Panel, role: UserRole) -> None:
    ref = case(panel)
    sha256 = attached(panel, ref, TWO_COLUMNS)
    with pytest.raises(NotAllowed):
        panel.acting(role).read(form_check, FormQuestion(case=ref, sha256=sha256))
    with pytest.raises(NotAllowed):
        panel.acting(role).execute(
            fill_from_form, FillFromForm(case=ref, sha256=sha256, fields=("born_1",))
        )

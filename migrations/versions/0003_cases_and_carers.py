"""Checks of an assessment, exemptions, other people of a household, what is kept, and search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_DAYS = (
    "needed_by_on",
    "assessment_decided_on",
    "stage2_started_on",
    "stage1_refused_on",
    "declared_on",
    "medical_advice_on",
    "legal_advice_on",
    "adviser_advice_on",
    "quality_assured_on",
    "concern_on",
    "concern_concluded_on",
    "carer_agreed_on",
)
_WORDS = (
    "priority_because",
    "stage1_refused_because",
    "declared_by",
    "adviser_advice",
    "quality_assured_by",
    "quality_assurance",
    "responsible_authority",
    "concern_outcome",
    "support_statement",
    "about_person",
)
_CODES = ("priority", "medical_advice", "legal_advice")
# What is looked up at every action once years of business are in the file.
_LOOKED_UP = (
    ("carer", "person_id"),
    ("decision", "decided_on"),
    ("decision", "effective_on"),
    ("final_decision", "decision_id"),
    ("item", "chair_id"),
    ("panel_case", "follows_id"),
    ("decision", "supersedes_id"),
    ("final_decision", "supersedes_id"),
    ("locked_minutes", "supersedes_id"),
    ("recommendation", "supersedes_id"),
    ("panel_case", "opened_on"),
)


def upgrade() -> None:
    for name in _DAYS:
        op.add_column("panel_case", sa.Column(name, sa.Date(), nullable=True))
    for name in _WORDS:
        op.add_column("panel_case", _words(name))
    for name in _CODES:
        op.add_column("panel_case", sa.Column(name, sa.String(length=40), nullable=True))
    op.add_column("household", _words("home_authority"))
    op.add_column("household", sa.Column("home_authority_on", sa.Date(), nullable=True))
    op.add_column("named_child", sa.Column("named_on", sa.Date(), nullable=True))
    op.add_column("sitting", _words("papers_undeclared_because"))
    _other_people()
    _checks()
    _exemptions()
    _open_duties()
    _saved_views()
    _search()
    for table, column in _LOOKED_UP:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _words(name: str) -> sa.Column[str]:
    """Text that older rows have nothing in."""
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _other_people() -> None:
    op.create_table(
        "household_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("relationship_to_carers", sa.Text(), nullable=False),
        sa.Column("moved_in_on", sa.Date(), nullable=True),
        sa.Column("moved_out_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_member_household_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_member")),
    )
    op.create_index(op.f("ix_household_member_household_id"), "household_member", ["household_id"])


def _checks() -> None:
    op.create_table(
        "assessment_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("carer_id", sa.Integer(), nullable=True),
        sa.Column("household_member_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("from_whom", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("not_needed_because", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["panel_case.id"], name=op.f("fk_assessment_check_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["carer_id"], ["carer.id"], name=op.f("fk_assessment_check_carer_id")
        ),
        sa.ForeignKeyConstraint(
            ["household_member_id"],
            ["household_member.id"],
            name=op.f("fk_assessment_check_household_member_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_check")),
    )
    op.create_index(op.f("ix_assessment_check_case_id"), "assessment_check", ["case_id"])
    op.create_table(
        "assessment_chase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("chased_on", sa.Date(), nullable=False),
        sa.Column("chased_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["assessment_check.id"], name=op.f("fk_assessment_chase_check_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_chase")),
    )
    op.create_index(op.f("ix_assessment_chase_check_id"), "assessment_chase", ["check_id"])


def _saved_views() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("list_code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("starts_here", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_saved_view_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint(
            "user_id",
            "list_code",
            "name",
            name=op.f("uq_saved_view_user_id_list_code_name"),
        ),
    )


def _exemptions() -> None:
    op.create_table(
        "exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("number_of_children", sa.Text(), nullable=False),
        sa.Column("arrangements", sa.Text(), nullable=False),
        sa.Column("intended_relationship", sa.Text(), nullable=False),
        sa.Column("length_of_time", sa.Text(), nullable=False),
        sa.Column("welfare", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("exempted", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["panel_case.id"], name=op.f("fk_exemption_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
        sa.UniqueConstraint("case_id", name=op.f("uq_exemption_case_id")),
    )


def _open_duties() -> None:
    op.create_table(
        "open_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("duty", sa.String(length=60), nullable=False),
        sa.Column("who", sa.String(length=40), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_duty")),
    )
    op.create_index("ix_open_duty_subject_ref", "open_duty", ["subject", "ref"])
    op.create_table(
        "open_case",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_open_case")),
    )
    op.create_index(op.f("ix_open_case_ref"), "open_case", ["ref"])
    op.create_table(
        "duties_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties_day")),
    )
    op.create_table(
        "case_standing",
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_case_standing")),
    )
    op.create_index(op.f("ix_case_standing_due"), "case_standing", ["due"])
    op.create_table(
        "household_name",
        sa.Column("household_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_household_name")),
    )
    op.create_index(op.f("ix_household_name_plain"), "household_name", ["plain"])


def _search() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("part", "source_id", name=op.f("uq_search_entry_part_source_id")),
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
    )
    op.create_table(
        "search_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_edition")),
    )
    op.create_table(
        "paper_text",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["paper_content.sha256"], name=op.f("fk_paper_text_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_paper_text")),
    )
    # Words come folded and taken apart, so the index takes each as it is. It holds no text.
    op.execute(
        "CREATE VIRTUAL TABLE search_text USING fts5(head, words, kind, content='', "
        "contentless_delete=1, detail=column, prefix='1 2 3', tokenize='ascii')"
    )

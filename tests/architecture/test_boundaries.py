"""What the import contracts cannot say."""

from __future__ import annotations

import ast
import re

import pytest

from panelapp.domain.models import Base
from tests.architecture.sources import calls, imports, names, sources

PRODUCT = ("panelapp", "ui")
EVERYTHING = (*PRODUCT, "migrations", "tests")
OTHER_WAYS_TO_THE_FILE = re.compile(r"sqlite3(\..*)?|shutil\.(copy.*|move)")
WAYS_TO_THE_DATABASE = {"Engine", "Session", "create_engine", "select", "sessionmaker"}
NAMES_THAT_SAY_NOTHING = re.compile(r"(?i)(util|helper|manager|service|common|misc)s?$")


def called_in(name: str, *folders: str) -> list[str]:
    return [
        source.path.as_posix()
        for source in sources(*folders)
        for call in calls(source.tree)
        if call == name
    ]


def test_the_office_alone_commits_through_the_unit_of_work() -> None:
    assert called_in("commit", *PRODUCT, "migrations") == [
        "panelapp/office.py",
        "panelapp/persistence/unit_of_work.py",
    ]


def test_an_old_migration_never_changes_meaning() -> None:
    migrations = sources("migrations/versions")
    imported = {
        name.partition(".")[0]
        for source in migrations
        for name in imports(source.tree)
        if not name.startswith("__future__")
    }
    assert migrations
    assert imported <= {"alembic", "sqlalchemy"}


def test_only_the_command_line_prints() -> None:
    printing = [path for path in called_in("print", *PRODUCT) if "/cli/" not in path]
    assert printing == []


def test_A13_no_second_sqlite_and_no_copy_of_an_open_file() -> None:
    found = [
        f"{source.path}: {name}"
        for source in sources(*PRODUCT, "migrations")
        for name in imports(source.tree)
        if OTHER_WAYS_TO_THE_FILE.fullmatch(name)
    ]
    assert found == []


def test_the_domain_never_reaches_for_the_database() -> None:
    found = [
        f"{source.path}: {name}"
        for source in sources("panelapp/domain")
        for name in names(source.tree)
        if name in WAYS_TO_THE_DATABASE
    ]
    assert found == []


def test_no_record_shows_a_name_in_its_repr() -> None:
    records = [mapper.class_ for mapper in Base.registry.mappers]
    telling = [
        record.__name__
        for record in records
        for ancestor in record.__mro__[: record.__mro__.index(Base)]
        if "__repr__" in vars(ancestor)
    ]
    assert records
    assert telling == []


def test_nothing_pumps_the_event_loop() -> None:
    assert called_in("processEvents", *EVERYTHING) == []


def test_modules_and_classes_are_named_after_what_they_are() -> None:
    found = [
        f"{source.path}: {name}"
        for source in sources(*EVERYTHING)
        for name in (
            source.path.stem,
            *(node.name for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)),
        )
        if NAMES_THAT_SAY_NOTHING.search(name)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("import sqlite3", {"sqlite3"}),
        ("from shutil import copyfile as c", {"shutil.copyfile"}),
        ("def f():\n    from panelapp import domain", {"panelapp.domain"}),
    ],
)
def test_the_search_for_imports_finds_them_all(statement: str, found: set[str]) -> None:
    assert set(imports(ast.parse(statement))) == found


def test_the_search_for_calls_finds_functions_and_methods() -> None:
    tree = ast.parse("print(1)\nuow.session.commit()\nwith QApplication.processEvents(): pass")
    assert list(calls(tree)) == ["print", "commit", "processEvents"]

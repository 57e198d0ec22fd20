"""Types commands as a user would, in this process, and keeps what was said and returned."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.cli.main import run
from panelapp.office import Office
from panelapp.persistence.keys import KeyCost, slots_path

if TYPE_CHECKING:
    from panelapp.domain.vocabulary import UserRole

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "harbour lantern thistle"
ADVISER = "Amira Patel"
AGENCY = "Anyford Fostering"
DATA = Path(__file__).parents[1] / "data"
ANYSHIRE = DATA / "anyshire-2021-2023.xlsx"


@dataclass(frozen=True)
class Answer:
    """What one command printed, and its exit code."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - any JSON document
        """Standard output as the one JSON document that it must be."""
        return json.loads(self.out)


def panelapp(*arguments: object, **environment: str) -> Answer:
    """Run one command with the usual password in the environment, where nothing else is given."""
    out, err = io.StringIO(), io.StringIO()
    variables = {"PANELAPP_PASSPHRASE": PASSPHRASE, **environment}
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in variables.items():
            patch.setenv(name, value)
        code = run([str(argument) for argument in arguments])
    answer = Answer(code, out.getvalue(), err.getvalue())
    assert "Traceback" not in answer.out + answer.err
    return answer


def done(*arguments: object, **environment: str) -> Answer:
    """Run a command that must succeed."""
    answer = panelapp(*arguments, **environment)
    assert (answer.code, answer.err) == (0, ""), answer
    return answer


def refused(*arguments: object, code: int = 1, **environment: str) -> str:
    """Run a command that must be refused in words, with nothing on standard output."""
    answer = panelapp(*arguments, **environment)
    assert (answer.code, answer.out) == (code, ""), answer
    assert "Something went wrong in the program" not in answer.err
    assert answer.err.strip()
    return answer.err


def new_file(folder: Path) -> Path:
    """A closed file with one user, the adviser, whose password costs little to check."""
    path = folder / "Anyford.fpanel"
    Office.create(path, agency=AGENCY, user=ADVISER, passphrase=PASSPHRASE, cost=CHEAP).close()
    return path


def add_user(path: Path, name: str, *roles: UserRole) -> None:
    """Give the file another user, with the same password."""
    with Office.open(path, user=None, passphrase=PASSPHRASE) as office:
        office.add_user(name, roles, PASSPHRASE, CHEAP)


def copy_of(path: Path, folder: Path) -> Path:
    """A copy of a closed file and its keys, to be changed or damaged."""
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    slots_path(copy).write_bytes(slots_path(path).read_bytes())
    return copy


def written(folder: Path, document: object, name: str = "fields.json") -> Path:
    """A JSON file."""
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def act(path: Path, action: str, fields: object, *options: str) -> Answer:
    """Run any action with fields that are written to a file first."""
    return panelapp("act", path, action, "--in", written(path.parent, fields), *options)

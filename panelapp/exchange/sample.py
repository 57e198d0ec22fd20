"""The example agency: who its users are, and the script of what happened there.

The script is written for one day. Every date in it moves by whole weeks to the day of use, so that
weekdays stay as they are, what had happened lies behind and what was planned lies ahead.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from panelapp.config import resources_folder
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import UserRole

if TYPE_CHECKING:
    from pathlib import Path

_ABOUT = "agency.toml"
_WRITTEN_DATE = re.compile(r"\{(\d{4}-\d{2}-\d{2})\}")
_PARAGRAPH_END = re.compile(r"\n\s*\n")


@dataclass(frozen=True, kw_only=True)
class SampleUser:
    """A user of the example agency."""

    name: str
    roles: tuple[UserRole, ...]


@dataclass(frozen=True, kw_only=True)
class SampleStep:
    """One action that a user runs on a day.

    ``user`` is a key of :attr:`Sample.users`. Later steps refer to the result by ``name``.
    ``refused`` is part of the sentence with which the action must be refused. ``paper`` is the
    text of a document that is attached, and ``table`` the labels and values above it;
    ``document`` is the file name under which a document that the action makes is written, and
    ``what`` says what it is.
    """

    on: date
    user: str
    action: str
    fields: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    refused: str = ""
    paper: str = ""
    table: list[list[str]] = field(default_factory=list)
    document: str = ""
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The example agency on a day. The first of ``users`` makes the file on ``begins_on``."""

    agency: str
    password: str
    begins_on: date
    users: dict[str, SampleUser]
    steps: tuple[SampleStep, ...]


def sample(today: date) -> Sample:
    """The example agency as if its script had been written for ``today``, its steps by day."""
    folder, about = _folder(), _about()
    shift = timedelta(weeks=(today - about["written_for"]).days // 7)
    steps = [
        _step(stated, shift)
        for path in sorted(folder.glob("*.toml"))
        if path.name != _ABOUT
        for stated in tomllib.loads(path.read_text(encoding="utf-8"))["step"]
    ]
    return Sample(
        agency=about["agency"],
        password=about["password"],
        begins_on=about["begins_on"] + shift,
        users={
            key: SampleUser(name=user["name"], roles=tuple(map(UserRole, user["roles"])))
            for key, user in about["users"].items()
        },
        steps=tuple(sorted(steps, key=lambda step: step.on)),
    )


def example_password() -> str:
    """The password of everybody in the example, which is published with the program."""
    password: str = _about()["password"]
    return password


def _folder() -> Path:
    return resources_folder() / "sample"


def _about() -> dict[str, Any]:
    return tomllib.loads((_folder() / _ABOUT).read_text(encoding="utf-8"))


def _step(stated: dict[str, Any], shift: timedelta) -> SampleStep:
    others = {key: _moved(value, shift) for key, value in stated.items() if key not in {"on", "as"}}
    return SampleStep(on=stated["on"] + shift, user=stated["as"], **others)


def _moved(value: Any, shift: timedelta) -> Any:  # noqa: ANN401 - any value that TOML can hold
    """A value as a JSON file of fields would hold it, its dates moved and its texts unwrapped."""
    match value:
        case date():
            return (value + shift).isoformat()
        case time():
            return value.isoformat()
        case str():
            return _WRITTEN_DATE.sub(lambda found: _written(found, shift), _unwrapped(value))
        case list():
            return [_moved(part, shift) for part in value]
        case dict():
            return {key: _moved(part, shift) for key, part in value.items()}
    return value


def _unwrapped(text: str) -> str:
    """A text with one line for each paragraph."""
    return "\n".join(" ".join(part.split()) for part in _PARAGRAPH_END.split(text.strip()))


def _written(found: re.Match[str], shift: timedelta) -> str:
    return long_date(date.fromisoformat(found[1]) + shift)

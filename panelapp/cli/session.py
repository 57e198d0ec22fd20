"""What the commands on a file share: the file, the user, the password, and JSON output."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from panelapp.audit import one_line
from panelapp.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.office import Office

F = TypeVar("F", bound="Callable[..., Any]")

file_argument = click.argument("file", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_PASSPHRASE_FILE = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File whose first line is the password; else PANELAPP_PASSPHRASE, else a prompt.",
)
_USER = click.option("--user", "user_name", help="Who acts; default: the file's first user.")


def passphrase_option(command: F) -> F:
    """Add the option for a file that holds the password."""
    return _PASSPHRASE_FILE(command)


def session_options(command: F) -> F:
    """Add the arguments and options that a command on an agency file takes."""
    return file_argument(_USER(_PASSPHRASE_FILE(command)))


def passphrase_from(
    passphrase_file: Path | None,
    variable: str = "PANELAPP_PASSPHRASE",
    prompt: str = "Password",
    *,
    twice: bool = False,
) -> str:
    """The password from a file, else from an environment variable, else from a prompt.

    Raises :class:`BadInput` where the file is no text, and where none is given and standard input
    is no terminal.
    """
    if passphrase_file is not None:
        return _first_line(passphrase_file)
    stated = os.environ.get(variable)
    if stated is not None:
        return stated
    if not sys.stdin.isatty():
        raise BadInput(
            "A password is needed.",
            remedy=f"Nothing was done. Give it in a file or in {variable}.",
        )
    return str(click.prompt(prompt, hide_input=True, err=True, confirmation_prompt=twice))


def _first_line(passphrase_file: Path) -> str:
    try:
        lines = passphrase_file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadInput(
            f"{passphrase_file.name} cannot be read as text.",
            remedy="Nothing was done. Give a text file whose first line is the password.",
        ) from None
    return lines[0] if lines else ""


def open_office(file: Path, user_name: str | None, passphrase_file: Path | None) -> Office:
    """The file, opened for the user with the password that was given."""
    from panelapp.office import Office

    return Office.open(file, user=user_name, passphrase=passphrase_from(passphrase_file))


def day_written(text: str) -> date:
    """The day of a date written as 2026-03-31, and in no other way.

    Raises :class:`ValueError`.
    """
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def say(line: str) -> None:
    """Print one line in which nothing that somebody typed can steer the terminal."""
    click.echo(one_line(line))


def print_json(document: object) -> None:
    """Print one JSON document on standard output, dates and times in ISO form."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=plain))


def plain(value: object) -> object:
    """A value that JSON has no form for, as one that it has."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(type(value).__name__)

"""The main job end to end on the example agency, through the same actions that everybody uses."""

from __future__ import annotations

import base64
import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path, PurePosixPath
from string import Template
from typing import TYPE_CHECKING, Any, Literal

import click

from panelapp.cli.acting import action_named, command_from
from panelapp.cli.session import passphrase_from, passphrase_option
from panelapp.domain.errors import FileTrouble, PanelappError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.documents.content import Document
    from panelapp.exchange.sample import Sample, SampleStep
    from panelapp.office import Office
    from panelapp.persistence.keys import KeyCost
    from panelapp.queries.due_list import DueRow

FILE_NAME = "demo.fpanel"
_UNFINISHED = ".unfinished"
_FORMATS: tuple[Literal["docx", "pdf"], ...] = ("docx", "pdf")
_SHOWN_DUTIES = 8


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file of the demonstration, and what it is."""

    file_name: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """What the example agency did: the files, and in words the refusals and the duties left."""

    files: tuple[Written, ...]
    refusals: tuple[str, ...]
    duties: tuple[str, ...]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--no-window", is_flag=True, help="Do not open a window after.")
@passphrase_option
def demo(folder: Path, passphrase_file: Path | None, *, no_window: bool) -> None:  # noqa: ARG001 - the window reads it
    """Make an example agency and its documents in DIR, a folder that is new or empty."""
    from panelapp.exchange.sample import example_password

    is_given = passphrase_file is not None or "PANELAPP_PASSPHRASE" in os.environ
    password = passphrase_from(passphrase_file) if is_given else example_password()
    shown = make_example(folder, password)
    _print(shown, folder, None if is_given else password)


def make_example(
    folder: Path, password: str | None = None, cost: KeyCost | None = None
) -> Demonstration:
    """Make the example agency as of today in a folder that is new or empty, all or nothing.

    Without ``password`` everybody in it has the published one. Raises :class:`FileTrouble` where
    the folder holds anything, or cannot be written to.
    """
    from panelapp.exchange.sample import sample
    from panelapp.office import utc_now
    from panelapp.persistence.unit_of_work import ENGLAND

    today = utc_now().astimezone(ENGLAND).date()
    agency = sample(today)
    with _unfinished(folder) as unfinished:
        shown = demonstrate(agency, unfinished, password or agency.password, today, cost)
        _put_in_place(unfinished, folder)
    return shown


def demonstrate(
    agency: Sample, folder: Path, password: str, today: date, cost: KeyCost | None = None
) -> Demonstration:
    """Run the script of the example agency in ``folder``, each step on its own day.

    Raises whatever an action raises that the script does not expect to be refused.
    """
    return _Script(agency, folder).run(password, today, cost)


class _Days:
    """The clock of the example: each step happens on its own day, a minute after the last."""

    def __init__(self, day: date) -> None:
        self._now = datetime.combine(day, time(8), UTC)

    def __call__(self) -> datetime:
        return self._now

    def turn_to(self, day: date) -> None:
        first = datetime.combine(day, time(8), UTC)
        self._now = max(first, self._now + timedelta(minutes=1))


class _Script:
    """A run of the script: the results that later steps refer to, and the files written."""

    def __init__(self, agency: Sample, folder: Path) -> None:
        self._agency = agency
        self._folder = folder
        self._days = _Days(agency.begins_on)
        self._results: dict[str, object] = {}
        self._refusals: list[str] = []
        self._files = [Written(file_name=FILE_NAME, what=f"Agency file of {agency.agency}")]

    def run(self, password: str, today: date, cost: KeyCost | None) -> Demonstration:
        """Make the file and its users, take every step, and ask what is left to do."""
        from panelapp.office import Office
        from panelapp.persistence.keys import STRONG
        from panelapp.queries.due_list import DueQuestion, duties_due

        cost = cost or STRONG
        first_key, *other_keys = self._agency.users
        first = Office.create(
            self._folder / FILE_NAME,
            agency=self._agency.agency,
            user=self._agency.users[first_key].name,
            passphrase=password,
            is_example=True,
            now=self._days,
            cost=cost,
        )
        with first:
            offices = {first_key: first}
            for key in other_keys:
                user = self._agency.users[key]
                first.add_user(user.name, user.roles, password, cost)
                offices[key] = first.hand_to(user.name, password)
            for step in self._agency.steps:
                self._days.turn_to(step.on)
                self._take(step, offices[step.user])
            duties = first.read(duties_due, DueQuestion(on=today))
        return Demonstration(
            files=tuple(self._files),
            refusals=tuple(self._refusals),
            duties=tuple(_in_words(duty) for duty in duties),
        )

    def _take(self, step: SampleStep, office: Office) -> None:
        permission = action_named(step.action)
        fields = self._filled(step.fields)
        if step.paper:
            fields["content"] = _paper(fields, step, self._days())
        command = command_from(permission, fields)
        try:
            result = office.execute(permission.handler, command).value
        except PanelappError as refusal:
            if not step.refused or step.refused not in str(refusal):
                raise
            self._refusals.append(str(refusal))
            return
        if step.refused:
            msg = f"The example's {step.action} of {step.on} was not refused."
            raise ValueError(msg)
        if step.name:
            self._results[step.name] = result
        if step.document:
            self._write(result, self._filled(step.document), step.what)

    def _filled(self, value: Any) -> Any:  # noqa: ANN401 - any value that JSON can hold
        """A value with the results of earlier steps in the place of their names."""
        match value:
            case str():
                return Template(value).substitute(self._results)
            case list():
                return [self._filled(part) for part in value]
            case dict():
                return {key: self._filled(part) for key, part in value.items()}
        return value

    def _write(self, document: Document, name: str, what: str) -> None:
        from panelapp.documents.render import render

        for form in _FORMATS:
            render(document, form, self._folder / f"{name}.{form}")
            self._files.append(Written(file_name=f"{name}.{form}", what=what))


def _paper(fields: dict[str, Any], step: SampleStep, made_at: datetime) -> str:
    """A document of one page as the base 64 text of a file, Word or PDF by its name."""
    from panelapp.documents.content import Block, Document, Heading, KeyValueTable, prose
    from panelapp.documents.render import rendered

    rows = tuple((label, value) for label, value in step.table)
    tables: tuple[Block, ...] = (KeyValueTable(rows, summary="Front sheet"),) if rows else ()
    document = Document(
        title=fields["title"],
        subject="Paper of the example agency",
        author="Example agency",
        made_at=made_at,
        blocks=(Heading(fields["title"], level=1), *tables, *prose(step.paper)),
        footer="Fictional example",
    )
    is_word = PurePosixPath(fields["file_name"]).suffix == ".docx"
    return base64.b64encode(rendered(document, "docx" if is_word else "pdf")).decode("ascii")


def _in_words(duty: DueRow) -> str:
    late = ", overdue" if duty.overdue else ""
    what = duty.duty.replace("_", " ")
    return (
        f"{duty.due}{late}: {what}, {duty.subject} {duty.ref}. {duty.explanation} [{duty.citation}]"
    )


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A folder inside ``folder`` to work in, gone afterwards whatever happened.

    One that a killed run left behind is cleared away. Raises :class:`FileTrouble` where ``folder``
    holds anything else, or cannot be written to.
    """
    unfinished = folder / _UNFINISHED
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(path != unfinished for path in folder.iterdir()):
            raise FileTrouble(
                f"{folder} is not empty.",
                remedy="Nothing was made. Choose a folder that is new or empty.",
            )
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
    except OSError as error:
        raise FileTrouble(
            f"Nothing can be made in {folder}.",
            remedy="Nothing was made. Choose a folder that you can change.",
        ) from error
    try:
        yield unfinished
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _put_in_place(unfinished: Path, folder: Path) -> None:
    """Move every file up, the agency file last: where it stands, everything stands."""
    for path in sorted(unfinished.iterdir(), key=lambda path: path.name == FILE_NAME):
        path.rename(folder / path.name)


def _print(shown: Demonstration, folder: Path, published: str | None) -> None:
    what = ""
    for file in shown.files:
        if file.what != what:
            what = file.what
            click.echo(f"\n{what}:")
        click.echo(folder / file.file_name)
    click.echo(f"\nRefused on the way, as the rules ask: {len(shown.refusals)}")
    for refusal in shown.refusals:
        click.echo(f"- {refusal}")
    click.echo(f"\nLeft to do: {len(shown.duties)}. The first are:")
    for duty in shown.duties[:_SHOWN_DUTIES]:
        click.echo(f"- {duty}")
    command = Path(sys.argv[0]) if sys.argv[0].endswith("panelapp") else "panelapp"
    click.echo(f'All of them: {command} due "{folder / FILE_NAME}"')
    if published is not None:
        click.echo(f"\nThe password of every user of this example is: {published}")

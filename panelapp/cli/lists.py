"""What is due, and the sittings of the panel."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from panelapp.cli.session import (
    day_written,
    json_option,
    open_office,
    print_json,
    say,
    session_options,
)

if TYPE_CHECKING:
    from pathlib import Path


class IsoDate(click.ParamType[date]):
    """A date written as 2026-03-31."""

    name = "DATE"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The date that was meant; anything else is wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return day_written(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date. Write it as 2026-03-31.", param, ctx)


@click.command()
@session_options
@click.option("--on", type=IsoDate(), help="The day that is asked about; default: today.")
@json_option
def due(
    file: Path,
    user_name: str | None,
    passphrase_file: Path | None,
    on: date | None,
    *,
    as_json: bool,
) -> None:
    """List what is open on a day, due or overdue.

    Each duty is named with its day, whose it is and the rule behind it. One whose day lies ahead
    is listed too, since it is open already.
    """
    from panelapp.domain.labels import label
    from panelapp.queries.due_list import DueQuestion, duties_due

    with open_office(file, user_name, passphrase_file) as office:
        duties = office.read(duties_due, DueQuestion(on=on))
    if as_json:
        print_json(duties)
        return
    for duty in duties:
        late = "OVERDUE " if duty.overdue else ""
        what = duty.duty.replace("_", " ")
        say(f"{duty.due}  {late}{duty.subject} {duty.ref}: {what} ({label(duty.who).lower()})")
        say(f"            {duty.explanation} [{duty.citation}]")
    if not duties:
        click.echo("Nothing is due.")


@click.command()
@session_options
@click.option("--from", "first", type=IsoDate(), help="The first day.")
@click.option("--to", "last", type=IsoDate(), help="The last day.")
@json_option
def sittings(
    file: Path,
    user_name: str | None,
    passphrase_file: Path | None,
    first: date | None,
    last: date | None,
    *,
    as_json: bool,
) -> None:
    """List the sittings with their quorum."""
    from panelapp.queries.sitting_list import SittingsQuestion
    from panelapp.queries.sitting_list import sittings as list_sittings

    with open_office(file, user_name, passphrase_file) as office:
        rows = office.read(list_sittings, SittingsQuestion(first=first, last=last))
    if as_json:
        print_json(rows)
        return
    for row in rows:
        state = {True: "quorate", False: "not quorate", None: "no attendance yet"}[row.quorate]
        if row.cancelled:
            state = "cancelled"
        say(f"{row.date}  {row.sitting_ref}  {row.kind}, {row.items} items, {state}")
    if not rows:
        click.echo("There are no sittings in this time.")

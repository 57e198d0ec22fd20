"""The register of foster carers, printed or as an Excel workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from panelapp.cli.lists import IsoDate
from panelapp.cli.session import json_option, open_office, print_json, say, session_options

if TYPE_CHECKING:
    from datetime import date

    from panelapp.office import Office
    from panelapp.queries.register import RegisterRow


@click.command()
@session_options
@click.option("--on", type=IsoDate(), help="The day that is asked about; default: today.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write an Excel workbook instead, with people who have temporary approval on a sheet.",
)
@json_option
def register(
    file: Path,
    user_name: str | None,
    passphrase_file: Path | None,
    on: date | None,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """List the foster carers approved on a day.

    Each household has its carers, address, approval, last review and terms in force. Supported
    lodgings are no foster care and stay off the register.
    """
    if out is not None and as_json:
        raise click.UsageError("Choose --out or --json, not both.")
    from panelapp.queries.register import RegisterQuestion
    from panelapp.queries.register import register as list_register

    if out is not None:
        from panelapp.queries.register_copy import require_register_name

        require_register_name(out)
    with open_office(file, user_name, passphrase_file) as office:
        if out is not None:
            _write(office, on, out)
            return
        rows = office.read(list_register, RegisterQuestion(on=on))
    if as_json:
        print_json(rows)
        return
    for row in rows:
        _say(row)
    if not rows:
        click.echo("Nobody is on the register.")


def _write(office: Office, on: date | None, out: Path) -> None:
    from panelapp.queries.list_copies import save_list
    from panelapp.queries.register_copy import ExportRegister, export_register

    save_list(office.execute(export_register, ExportRegister(on=on)).value, out)
    click.echo(out)


def _say(row: RegisterRow) -> None:
    from panelapp.domain.labels import label

    names = " and ".join(carer.name for carer in row.carers)
    reviewed = f", last review {row.last_review_on}" if row.last_review_on else ""
    say(f"{row.household_ref}  {names} ({label(row.carer_kind).lower()})")
    say(f"            approved {row.approved_on}{reviewed}. {row.terms}".rstrip())

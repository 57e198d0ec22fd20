"""The file itself: made, given users, recovered, backed up, restored and verified."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from panelapp.cli.session import (
    file_argument,
    json_option,
    open_office,
    passphrase_from,
    passphrase_option,
    print_json,
    session_options,
)
from panelapp.domain.errors import BadInput, FileTrouble
from panelapp.domain.vocabulary import UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW_PASSPHRASE_FILE = click.option(
    "--new-passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File whose first line is the new password; else PANELAPP_NEW_PASSPHRASE, else a prompt.",
)


@click.command()
@file_argument
@click.option("--agency", required=True, help="The agency's name, as documents show it.")
@click.option("--user", "user_name", default="Panel adviser", show_default=True)
@click.option(
    "--recovery-sheet",
    type=click.Path(path_type=Path),
    help="Where to write the recovery sheet; else it is shown once on standard error.",
)
@passphrase_option
def new(
    file: Path,
    agency: str,
    user_name: str,
    recovery_sheet: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Make an agency's file with its first user, a panel adviser."""
    from panelapp.office import Office

    if recovery_sheet is not None:
        _require_free(recovery_sheet)
    passphrase = passphrase_from(passphrase_file, twice=True)
    with Office.create(file, agency=agency, user=user_name, passphrase=passphrase) as office:
        sheet = office.recovery_sheet()
    if recovery_sheet is None:
        click.echo(sheet, err=True)
    else:
        _keep_sheet(recovery_sheet, sheet)
    click.echo(f"Made {file}. Print the recovery sheet and keep it away from this computer.")


def _require_free(sheet: Path) -> None:
    if not sheet.exists() and os.access(sheet.absolute().parent, os.W_OK):
        return
    what = f"There is a file {sheet} already." if sheet.exists() else f"{sheet} cannot be written."
    raise FileTrouble(what, remedy="Nothing was made. Choose another place for the recovery sheet.")


def _keep_sheet(path: Path, sheet: str) -> None:
    try:
        write_private(path, sheet)
    except FileTrouble:
        # Without its sheet the file would be lost together with its last password.
        click.echo(sheet, err=True)
        raise


def write_private(path: Path, text: str) -> None:
    """Write a text that only the person themselves may read, to a place where nothing stands.

    Raises :class:`FileTrouble` where it cannot be written; no part of it is left there then.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with _removed_on_failure(path), os.fdopen(handle, "w", encoding="utf-8") as sheet:
            sheet.write(text)
    except OSError as error:
        raise FileTrouble(
            f"{path} could not be written. The file itself was made.",
            remedy="Its recovery sheet is shown above: print that.",
        ) from error


@contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    """Remove the file at ``path`` where the work in it fails."""
    try:
        yield
    except BaseException:
        path.unlink()
        raise


@click.group()
def user() -> None:
    """Add a user to a file, or end one's access."""


@user.command()
@file_argument
@click.argument("name")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in UserRole]),
    help="A role the user may act in; repeat it for several.",
)
@click.option("--member", help="Who they are on the central list, where the name there differs.")
@click.option("--user", "user_name", help="Who acts; default: the file's first user.")
@passphrase_option
@_NEW_PASSPHRASE_FILE
def add(
    file: Path,
    name: str,
    roles: tuple[str, ...],
    member: str | None,
    user_name: str | None,
    passphrase_file: Path | None,
    new_passphrase_file: Path | None,
) -> None:
    """Add a user with roles and a password of their own."""
    with open_office(file, user_name, passphrase_file) as office:
        passphrase = _new_passphrase(new_passphrase_file)
        allowed = tuple(UserRole(role) for role in roles)
        office.add_user(name, allowed, passphrase, member=member)
    click.echo(f"Added {name}: {', '.join(roles)}.")


@user.command()
@file_argument
@click.argument("name")
@click.option("--user", "user_name", help="Who acts; default: the file's first user.")
@passphrase_option
def disable(file: Path, name: str, user_name: str | None, passphrase_file: Path | None) -> None:
    """End a user's access; what they did stays."""
    with open_office(file, user_name, passphrase_file) as office:
        office.disable_user(name)
    click.echo(f"{name} cannot open {file} any more.")


def _new_passphrase(new_passphrase_file: Path | None) -> str:
    return passphrase_from(
        new_passphrase_file, "PANELAPP_NEW_PASSPHRASE", "New password", twice=True
    )


@click.command()
@file_argument
@click.option(
    "--sheet",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A text file with the recovery sheet or its 24 words.",
)
@click.option("--user", "user_name", required=True, help="Who gets the new password.")
@_NEW_PASSPHRASE_FILE
def recover(file: Path, sheet: Path, user_name: str, new_passphrase_file: Path | None) -> None:
    """Give a user a new password by the recovery sheet."""
    from panelapp.office import Office

    try:
        words = sheet.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            "The recovery sheet is not a text file.", remedy="Nothing was changed."
        ) from error
    passphrase = _new_passphrase(new_passphrase_file)
    with Office.recover(file, words=words, user=user_name) as office:
        office.change_password(passphrase)
    click.echo(f"{user_name} can open {file} with the new password.")


@click.command()
@session_options
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder; it is made where it is not there.",
)
def backup(file: Path, user_name: str | None, passphrase_file: Path | None, folder: Path) -> None:
    """Make a backup in a folder, opened again and checked."""
    with open_office(file, user_name, passphrase_file) as office:
        click.echo(office.back_up(folder))


@click.command()
@click.argument("backup", type=click.Path(path_type=Path))
@click.option("--to", "file", required=True, type=click.Path(path_type=Path))
@click.option("--user", "user_name", help="Whose password is given; default: the first user.")
@passphrase_option
def restore(backup: Path, file: Path, user_name: str | None, passphrase_file: Path | None) -> None:
    """Bring a backup back as a file. A file that stands there is set aside, never overwritten."""
    from panelapp.office import restore_backup

    passphrase = passphrase_from(passphrase_file)
    set_aside = restore_backup(backup, to_file=file, user=user_name, passphrase=passphrase)
    if set_aside is not None:
        click.echo(f"The file that stood there is now {set_aside}.")
    click.echo(f"Restored {file}.")


@click.command()
@session_options
@json_option
def verify(
    file: Path, user_name: str | None, passphrase_file: Path | None, *, as_json: bool
) -> None:
    """Check database, audit chain and papers."""
    with open_office(file, user_name, passphrase_file) as office:
        report = office.verify()
    if as_json:
        print_json({"ok": not report, "findings": report})
    for finding in () if as_json else report or ("The file is sound.",):
        click.echo(finding)
    if report:
        click.echo(
            "Do not work in this file. Bring back the newest backup: panelapp restore BACKUP "
            "--to NEW_FILE, then compare.",
            err=True,
        )
    raise click.exceptions.Exit(1 if report else 0)


@click.command()
@session_options
@click.option("--verify", "only_verify", is_flag=True, help="Check that the chain is whole.")
@json_option
def audit(
    file: Path,
    user_name: str | None,
    passphrase_file: Path | None,
    *,
    only_verify: bool,
    as_json: bool,
) -> None:
    """Show the audit log, or check its chain."""
    from panelapp.queries.audit_trail import AuditQuestion, audit_rows

    with open_office(file, user_name, passphrase_file) as office:
        trail = office.read(audit_rows, AuditQuestion())
    if trail.first_break is not None:
        message = f"The audit chain is broken at row {trail.first_break}."
        raise FileTrouble(message, remedy="Stop working in this file and compare it with a backup.")
    if as_json:
        print_json(trail.rows)
    elif only_verify:
        click.echo(f"The audit chain is whole: {len(trail.rows)} rows.")
    else:
        for row in trail.rows:
            at = row.at.strftime("%Y-%m-%d %H:%M")
            click.echo(f"{row.seq:>6}  {at}  {row.user} ({row.role})  {row.action}  {row.ref}")

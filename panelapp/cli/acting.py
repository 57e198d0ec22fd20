"""Any action by name, with its fields from a JSON file."""

from __future__ import annotations

import dataclasses
import difflib
import inspect
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from panelapp.cli.session import (
    json_option,
    open_office,
    plain,
    print_json,
    say,
    session_options,
)
from panelapp.domain.errors import BadInput, NotFound

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from panelapp.access import Permission

# A user's password is kept beside the file, so these have commands of their own.
_WITH_PASSWORD = {
    "add_user": "panelapp user add",
    "change_own_password": "panelapp recover",
    "disable_user": "panelapp user disable",
}


@click.command()
@session_options
@click.argument("action")
@click.option(
    "--in",
    "fields",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JSON file with the action's fields.",
)
@json_option
def act(
    file: Path,
    user_name: str | None,
    passphrase_file: Path | None,
    action: str,
    fields: Path,
    *,
    as_json: bool,
) -> None:
    """Run any action by name."""
    permission = action_named(action)
    command = command_from(permission, _stated(fields))
    with open_office(file, user_name, passphrase_file) as office:
        outcome = office.execute(permission.handler, command)
    if as_json:
        print_json({"ok": True, "action": action, "result": shown(outcome.value)})
    else:
        say(f"Done: {action}" + (f", {outcome.value}" if outcome.value else ""))


@click.command()
@click.argument("action", required=False)
@json_option
def actions(action: str | None, *, as_json: bool) -> None:
    """List the actions, their fields and roles."""
    from panelapp.access import ACTIONS

    rows = [_described(one) for one in ([action_named(action)] if action else ACTIONS)]
    if action:
        rows[0]["schema"] = _adapter(_command_type(action_named(action))).json_schema()
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['action']}: {row['does']}")
        click.echo(f"    for {', '.join(row['roles'])}")
        for field in row["fields"]:
            mark = "" if field["required"] else " (may be left out)"
            click.echo(f"    {field['name']}: {field['type']}{mark}")
        for name, part in row.get("schema", {}).get("$defs", {}).items():
            known = part.get("enum") or part.get("properties") or ()
            click.echo(f"    {name}: {', '.join(known)}")


def action_named(name: str) -> Permission:
    """The action of a name.

    Raises :class:`NotFound` for an unknown one, or one that needs a password as well.
    """
    from panelapp.access import ACTIONS

    if name in _WITH_PASSWORD:
        raise NotFound(f"{name} needs a password as well.", remedy=f"Use: {_WITH_PASSWORD[name]}.")
    for permission in ACTIONS:
        if permission.name == name:
            return permission
    raise NotFound(
        f"There is no action {name}.", remedy="panelapp actions lists those that there are."
    )


def command_from(permission: Permission, stated: object) -> object:
    """The command of an action, its fields read from what a JSON document held.

    Raises :class:`BadInput` naming each field that is unknown, missing or of the wrong form.
    """
    from pydantic import ValidationError

    if not isinstance(stated, dict):
        raise BadInput("The fields must be one JSON object.", remedy="Nothing was changed.")
    kind = _command_type(permission)
    try:
        return _adapter(kind).validate_python(stated)
    except ValidationError as error:
        names = [field.name for field in dataclasses.fields(kind)]
        faults = "; ".join(
            _fault(fault["type"], fault["loc"], fault["msg"], names)
            for fault in error.errors(include_url=False, include_input=False)
        )
        raise BadInput(
            f"The fields of {permission.name} cannot be used: {faults}.",
            remedy=f"Nothing was changed. See: panelapp actions {permission.name}",
        ) from None


def _adapter(kind: type) -> TypeAdapter[object]:
    """The reader of a command; fields that it does not know are refused, in its parts too."""
    from pydantic import ConfigDict, TypeAdapter, with_config

    for part in vars(inspect.getmodule(kind)).values():
        if inspect.isclass(part) and dataclasses.is_dataclass(part):
            with_config(ConfigDict(extra="forbid"))(part)
    return TypeAdapter(kind)


def _fault(what: str, place: tuple[int | str, ...], message: str, names: list[str]) -> str:
    """What is wrong with one field, in words."""
    where = ".".join(map(str, place)) or "fields"
    match what:
        case "unexpected_keyword_argument":
            near = difflib.get_close_matches(str(place[-1]), names, n=1)
            return f"{where}: there is no such field" + (
                f", did you mean {near[0]}?" if near else ""
            )
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return f"{where}: this field is needed"
        case str() if what.startswith("date"):
            return f"{where}: write a date as 2025-09-01"
        case str() if what.startswith("time"):
            return f"{where}: write a time as 09:30"
        case "tuple_type" | "list_type":
            return f"{where}: write a list in square brackets"
        case _:
            return f"{where}: {message}"


def shown(value: object) -> object:
    """What an action returned, as JSON shows it; a document is written by its own command."""
    return json.loads(json.dumps(value, default=plain)) if value is not None else None


def _stated(fields: Path) -> object:
    try:
        return json.loads(fields.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise BadInput(
            f"{fields.name} is not a JSON file: line {error.lineno}, column {error.colno}.",
            remedy="Nothing was changed. Look for a missing quotation mark or a comma too many.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadInput(
            f"{fields.name} is not a JSON file.", remedy="Nothing was changed."
        ) from error


def _command_type(permission: Permission) -> type:
    module = inspect.getmodule(permission.handler)
    first = next(iter(inspect.signature(permission.handler).parameters.values()))
    kind: type = getattr(module, first.annotation)
    return kind


def _described(permission: Permission) -> dict[str, Any]:
    kind = _command_type(permission)
    return {
        "action": permission.name,
        "does": (inspect.getdoc(permission.handler) or "").splitlines()[0],
        "roles": [role.value for role in permission.allowed],
        "fields": [
            {
                "name": field.name,
                "type": str(field.type),
                "required": field.default is dataclasses.MISSING
                and field.default_factory is dataclasses.MISSING,
            }
            for field in dataclasses.fields(kind)
        ],
    }

"""The ``panelapp`` command: finds the subcommand, and turns every refusal into words.

Subcommands are imported when they are called, so that a small command starts fast.
"""

from __future__ import annotations

import importlib

import click

from panelapp.audit import one_line
from panelapp.config import VERSION
from panelapp.domain.errors import PanelappError

COMMANDS = {
    "act": "panelapp.cli.acting:act",
    "actions": "panelapp.cli.acting:actions",
    "agenda": "panelapp.cli.exports:agenda",
    "audit": "panelapp.cli.files:audit",
    "backup": "panelapp.cli.files:backup",
    "demo": "panelapp.cli.demo:demo",
    "due": "panelapp.cli.lists:due",
    "export": "panelapp.cli.imports:export",
    "import": "panelapp.cli.imports:import_",
    "letter": "panelapp.cli.exports:letter",
    "minutes": "panelapp.cli.exports:minutes",
    "new": "panelapp.cli.files:new",
    "recover": "panelapp.cli.files:recover",
    "register": "panelapp.cli.register:register",
    "restore": "panelapp.cli.files:restore",
    "rules": "panelapp.cli.rules:rules",
    "search": "panelapp.cli.search:search",
    "sittings": "panelapp.cli.lists:sittings",
    "user": "panelapp.cli.files:user",
    "verify": "panelapp.cli.files:verify",
}


class _LazyGroup(click.Group):
    """A group that imports a command only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=_LazyGroup)
@click.version_option(VERSION, prog_name="panelapp")
def panelapp() -> None:
    """Run a fostering panel: sittings, cases, recommendations, decisions and minutes.

    This edition is one file, on one computer, for one person at a time.
    """


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or failed, 2 wrong usage."""
    try:
        return int(panelapp.main(arguments, prog_name="panelapp", standalone_mode=False) or 0)
    except click.exceptions.Exit as stopped:
        return stopped.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except click.Abort:
        click.echo("Stopped. Nothing was changed.", err=True)
        return 1
    except PanelappError as refusal:
        click.echo(one_line(str(refusal)), err=True)
        return 1
    except Exception as fault:  # no traceback reaches a user, whatever broke
        from panelapp.cli.fault import describe_fault

        click.echo(describe_fault(fault), err=True)
        return 1

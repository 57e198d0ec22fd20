"""Searching everything that the acting user may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from panelapp.cli.session import json_option, open_office, print_json, say, session_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@session_options
@click.argument("text")
@json_option
def search(
    file: Path, user_name: str | None, passphrase_file: Path | None, text: str, *, as_json: bool
) -> None:
    """Search everything that the user may see.

    Every word of TEXT is looked for in references, names, dates and the words of the record.
    """
    from panelapp.queries.search import SearchQuestion
    from panelapp.queries.search import search as find

    with open_office(file, user_name, passphrase_file) as office:
        page = office.read(find, SearchQuestion(text=text))
    found = [
        {
            "kind": row.kind,
            "ref": row.ref,
            "title": row.title,
            "snippet": "".join(part.text for part in row.snippet),
        }
        for row in page.rows
    ]
    if as_json:
        print_json(found)
        return
    if page.meant:
        say(f"Nothing has the words as typed. Found for: {page.meant}")
    for row in found:
        say(f"{row['kind']}  {row['ref']}  {row['title']}")
    if not found:
        click.echo("Nothing was found.")

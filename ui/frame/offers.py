"""What the palette offers for what was typed, the likeliest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.components.found_list import FoundRow
from ui.components.place import Place
from ui.components.search_words import found_row
from ui.frame.matching import SURE, best, mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from panelapp.queries.search import SearchKind, SearchPage, SearchRow
    from ui.frame.commands import Command
    from ui.frame.pages import Visited

RECENT_AT_MOST = 8


def first_offers(recent: Iterable[Visited], commands: Iterable[Command]) -> tuple[FoundRow, ...]:
    """What is offered before anything is typed: where somebody was last, then what can be done."""
    been = [FoundRow(title=one.title, aside="Recent", given=one.place) for one in recent]
    return (*been[:RECENT_AT_MOST], *(command_row(command) for command in commands))


def offers(
    text: str, commands: Iterable[Command], found: SearchPage | None, keys: str
) -> tuple[FoundRow, ...]:
    """What is offered for what was typed.

    Commands that are meant for sure stand first, so that their place never depends on what is
    found. Those that are a guess stand behind it, and the last row, with its ``keys``, searches
    everything.
    """
    meant = best(text, commands, lambda command: command.words)
    return (
        *(command_row(command) for how, command in meant if how >= SURE),
        *_found(found),
        *(command_row(command) for how, command in meant if how < SURE),
        FoundRow(
            title=f"Search everything for “{text.strip()}”",
            keys=keys,
            given=Place("search", text.strip()),
        ),
    )


def is_sure(text: str, command: Command) -> bool:
    """Whether a command stands before everything that is found."""
    return mark(text, command.words) >= SURE


def command_row(command: Command) -> FoundRow:
    """A command as a row; one that cannot be done now says why."""
    return FoundRow(
        title=command.words,
        aside=command.where,
        keys=command.keys,
        detail=((command.why_not, False),) if command.why_not and not command.is_able else (),
        is_able=command.is_able,
        given=command,
    )


def _found(found: SearchPage | None) -> Iterator[FoundRow]:
    """What was found, each record once: parts of a case are told apart on its own page."""
    first_of_record: dict[tuple[SearchKind, str, str], SearchRow] = {}
    for row in found.rows if found is not None else ():
        record = row.kind, row.ref, row.title
        kept = first_of_record.setdefault(record, row)
        if len(row.place) < len(kept.place):
            first_of_record[record] = row
    yield from (found_row(row) for row in first_of_record.values())

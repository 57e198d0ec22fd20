"""The index of words, kept by the full-text search of the store inside the encrypted file.

Nothing else in the program knows of it. It takes words that are folded and taken apart already,
holds no text, and answers with the numbers of entries, the highest first. Another store would give
the same few functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, column, table, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

    from panelapp.domain.search_words import Term, Wanted, Way

_INSERT = text(
    "INSERT OR REPLACE INTO search_text(rowid, head, words, kind) "
    "VALUES (:id, :head, :words, :kind)"
)
_KEEP_WORD = text("INSERT OR IGNORE INTO search_word(word) VALUES (:word)")
_LEARN_FROM = 4
_COLUMNS = ("head", "words", "kind")

INDEX = table("search_text", column("rowid", Integer))
ROWID: ColumnElement[int] = INDEX.c.rowid


@dataclass(frozen=True)
class Indexed:
    """The words of one entry: those of its title, all others, and the word for its kind."""

    id: int
    head: Sequence[str]
    words: Sequence[str]
    kind: str


def write(rows: Iterable[Indexed], connection: Connection) -> None:
    """Put entries in, each in place of the one of its number."""
    in_order = sorted(rows, key=lambda row: row.id)
    if not in_order:
        return
    connection.execute(
        _INSERT,
        [
            {
                "id": row.id,
                "head": " ".join(row.head),
                "words": " ".join(row.words),
                "kind": _kind_word(row.kind),
            }
            for row in in_order
        ],
    )
    learnt = {word for row in in_order for word in (*row.head, *row.words)}
    names = [{"word": word} for word in learnt if len(word) >= _LEARN_FROM and word.isalpha()]
    if names:
        connection.execute(_KEEP_WORD, names)


def erase(ids: Iterable[int], connection: Connection) -> None:
    """Take entries out."""
    gone = [{"id": one} for one in ids]
    if gone:
        connection.execute(text("DELETE FROM search_text WHERE rowid = :id"), gone)


def matching(
    terms: Sequence[Term], *, in_head: bool = False, kinds: Sequence[str] = ()
) -> ColumnElement[bool]:
    """The condition on :data:`INDEX` that an entry has every term, in its title if so said."""
    wanted = " AND ".join(_any_way(term) for term in terms)
    if in_head:
        wanted = f"head : ({wanted})"
    if kinds:
        wanted = f"kind : ({' OR '.join(_quoted(_kind_word(kind)) for kind in kinds)}) AND {wanted}"
    condition: Any = text("search_text MATCH :wanted").bindparams(wanted=wanted)
    return condition  # type: ignore[no-any-return]


def has_words(expected: Iterable[Indexed], connection: Connection) -> bool:
    """Whether the index has just these entries, and each word in as many of them."""
    wanted: Counter[tuple[str, str]] = Counter()
    ids = set()
    for row in expected:
        ids.add(row.id)
        for name, words in zip(
            _COLUMNS, (row.head, row.words, (_kind_word(row.kind),)), strict=True
        ):
            wanted.update((word, name) for word in set(words))
    kept = connection.execute(text("SELECT id FROM search_text_docsize")).scalars()
    if set(kept) != ids:
        return False
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_text_words "
            "USING fts5vocab(main, search_text, col)"
        )
    )
    rows = connection.execute(text("SELECT term, col, doc FROM temp.search_text_words"))
    found = {(word, name): number for word, name, number in rows}
    return found == dict(wanted)


def _any_way(term: Term) -> str:
    return f"({' OR '.join(_whole_way(way) for way in term.ways)})"


def _whole_way(way: Way) -> str:
    return f"({' AND '.join(_word(wanted) for wanted in way)})"


def _word(wanted: Wanted) -> str:
    return f"{_quoted(wanted.word)}{'*' if wanted.is_beginning else ''}"


def _kind_word(kind: str) -> str:
    """The word for a kind, which nothing that somebody types can be."""
    return f"§{kind}"


def _quoted(word: str) -> str:
    """A word as the store's query language takes it for nothing but a word."""
    return f'"{word}"'

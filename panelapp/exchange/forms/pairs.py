"""Labels of a table with the values beside or below them, and whom each is about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from panelapp.exchange.forms.labels import (
    LONGEST_LABEL,
    About,
    Asked,
    Label,
    heading_of,
    is_sure_child,
    label_of,
)
from panelapp.exchange.forms.word_tables import EMPTY, LONGEST_HEADING, TICKED, Cell

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from panelapp.exchange.forms.word_tables import Table

_MANY = 2


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A label with one value. ``doubt`` says why the two may not belong together."""

    label: Label
    words: str
    text: str
    table: int
    row: int
    doubt: str = ""


@dataclass(kw_only=True)
class _Place:
    """Whom the rows that follow are about, as far as the rows before said so."""

    section: Label
    is_sure_child: bool = False
    columns: dict[int, Label] = field(default_factory=dict)
    are_columns_new: bool = False
    header: dict[int, Cell] = field(default_factory=dict)
    header_about: Label = field(default_factory=Label)
    people: int = 0


def pairs(table: Table) -> Iterator[Pair]:
    """Every label of a table that is known, with its value where it has one.

    A row of labels alone heads the rows below it. A row of parts that people have, such as the
    first and the second applicant, says whom its columns are about.
    """
    place = _Place(section=heading_of(table.heading), is_sure_child=is_sure_child(table.heading))
    waiting: tuple[Cell, Label] | None = None
    for number in range(len(table.rows)):
        cells = [cell for cell in table.cells(number) if _begins(cell, number)]
        filled = [cell for cell in cells if cell.text]
        if waiting is not None and len(filled) == 1 and not _is_labelled(filled[0]):
            yield _pair(table, *waiting, filled[0].text, place, filled[0].column)
            waiting = None
            continue
        waiting = None
        if len(cells) == 1 and filled:
            waiting = yield from _whole_row(table, filled[0], place)
        elif _is_header(table, number, cells):
            place.header = {cell.column: cell for cell in filled}
            abouts = (label for cell in filled if (label := _label(cell)) and label.about)
            place.header_about = Label(about=next((label.about for label in abouts), None))
            place.people = 0
        elif _names_columns(cells):
            _keep_columns(table, number, place)
            continue
        elif place.are_columns_new and not any(_is_labelled(cell) for cell in filled):
            yield from _names_below(table, number, place)
        elif place.header and not any(_asks(cell) for cell in filled):
            yield from _below_header(table, number, place)
        else:
            place.header = {}
            yield from _row(table, number, cells, place)
        place.are_columns_new = False


# --- what kind of row it is


def _begins(cell: Cell, row: int) -> bool:
    return cell.row == row


def _label(cell: Cell) -> Label | None:
    return label_of(cell.text)


def _is_labelled(cell: Cell) -> bool:
    return _label(cell) is not None or cell.text.rstrip().endswith((":", "?"))


def _asks(cell: Cell) -> bool:
    label = _label(cell)
    return label is not None and label.asked is not None


def _is_header(table: Table, number: int, cells: list[Cell]) -> bool:
    """Whether every cell of a row is a label, and the row below holds what they ask for."""
    labels = [_label(cell) for cell in cells]
    known = [label for label in labels if label is not None and not label.is_person]
    if len(cells) < _MANY or not all(cell.text for cell in cells[1:]) or not known:
        return False
    beside = any(
        one is not None and other is not None and not one.is_person
        for one, other in pairwise(labels)
    )
    shaded = all(cell.is_marked for cell in cells) and not _is_marked_below(table, number)
    return (beside and len(known) * 2 >= len(cells)) or (shaded and len(cells) > 1)


def _is_marked_below(table: Table, number: int) -> bool:
    below = table.cells(number + 1) if number + 1 < len(table.rows) else []
    return bool(below) and all(cell.is_marked for cell in below)


def _names_columns(cells: list[Cell]) -> bool:
    """Whether a row says only whom its columns are about: blank, first applicant, second one."""
    rest = [cell for cell in cells[1:] if cell.text]
    if not rest or not all(_is_person(cell) for cell in rest):
        return False
    first = cells[0]
    return not first.text or _is_person(first) or len(rest) >= _MANY


def _is_person(cell: Cell) -> bool:
    label = _label(cell)
    return label is not None and label.is_person


def _keep_columns(table: Table, number: int, place: _Place) -> None:
    place.header, place.are_columns_new = {}, True
    place.columns = {
        column: label
        for column, cell in table.rows[number].items()
        if (label := _label(cell)) is not None
    }


# --- what a row says


def _whole_row(
    table: Table, cell: Cell, place: _Place
) -> Generator[Pair, None, tuple[Cell, Label] | None]:
    """A row of one cell: a label with its value, a heading, or a label for the row below it.

    A label without its value is returned.
    """
    inline = _inline(cell)
    if inline is not None:
        yield _pair(table, cell, inline[0], inline[1], place, cell.column)
        return None
    label = _label(cell)
    if label is not None and label.asked is not None and label.about is not About.SOMEBODY:
        return cell, label
    place.columns, place.header, place.people = {}, {}, 0
    if len(cell.text) <= LONGEST_HEADING:
        place.section = heading_of(cell.text)
        place.is_sure_child = is_sure_child(cell.text)
    return None


def _names_below(table: Table, number: int, place: _Place) -> Iterator[Pair]:
    """A row of names, each below the part that the person has."""
    for cell in table.cells(number):
        if cell.text and cell.column in place.columns:
            head = table.rows[number - 1][cell.column]
            yield _pair(table, head, place.columns[cell.column], cell.text, place, cell.column,
                        row=number)  # fmt: skip


def _below_header(table: Table, number: int, place: _Place) -> Iterator[Pair]:
    """A row of values, each below its label; each such row is about another person."""
    values = table.rows[number]
    if not any(values[at].text for at in place.header if at in values):
        return
    place.people += 1
    of_row = _label(values[min(values)]) if values else None
    for column, head in place.header.items():
        label, cell = _label(head), values.get(column)
        if label is None or cell is None or not cell.text or cell is head:
            continue
        label = _filled(label, place.header_about)
        if of_row is not None and of_row.is_person:
            label = _filled(label, of_row)
        elif label.number is None and label.asked is not Asked.OTHER:
            label = replace(label, number=place.people)
        yield _pair(table, head, label, cell.text, place, column, row=number)


def _row(table: Table, number: int, cells: list[Cell], place: _Place) -> Iterator[Pair]:
    """A row of labels, each followed by its values."""
    of_row = _person_of_row(table, number)
    label: Label | None = None
    head: Cell | None = None
    values: list[Cell] = []
    for cell in cells:
        if of_row is not None and _label(cell) == of_row:
            continue
        inline = _inline(cell)
        found = _label(cell)
        if inline is not None or found is not None or _looks_like_label(cell, head):
            yield from _of(table, head, label, values, place, of_row)
            head, label, values = cell, found, []
            if inline is not None:
                yield _pair(table, cell, inline[0], inline[1], place, cell.column, of_row=of_row)
                label = None
        else:
            values.append(cell)
    yield from _of(table, head, label, values, place, of_row)


def _person_of_row(table: Table, number: int) -> Label | None:
    """Whom a cell at the left that goes over several rows is about."""
    first = table.rows[number].get(min(table.rows[number], default=0))
    if first is None or len(table.cells(number)) <= _MANY:
        return None
    goes_on = (
        number + 1 < len(table.rows) and first in table.rows[number + 1].values()
    ) or first.row < number
    label = _label(first) if goes_on else None
    return label if label is not None and label.is_person else None


def _looks_like_label(cell: Cell, head: Cell | None) -> bool:
    if not cell.text or len(cell.text) > LONGEST_LABEL:
        return False
    is_like_the_last = cell.is_marked and head is not None and head.is_marked
    return is_like_the_last or cell.text.endswith((":", "?"))


def _of(
    table: Table,
    head: Cell | None,
    label: Label | None,
    values: list[Cell],
    place: _Place,
    of_row: Label | None,
) -> Iterator[Pair]:
    """The values behind one label: one, one for each applicant, or one made of boxes."""
    filled = [cell for cell in values if cell.text]
    if head is None or label is None or not filled:
        return
    if any(TICKED in cell.text or EMPTY in cell.text for cell in filled):
        text = " ".join(cell.text for cell in values)
        yield _pair(table, head, label, text, place, filled[0].column, of_row=of_row)
        return
    are_named = all(cell.column in place.columns for cell in filled)
    for position, cell in enumerate(values, start=1):
        if not cell.text:
            continue
        pair = _pair(table, head, label, cell.text, place, cell.column, of_row=of_row)
        if len(values) > 1 and not are_named:
            numbered = replace(pair.label, number=pair.label.number or position)
            doubt = "The columns of the form do not say whose this is."
            pair = replace(pair, label=numbered, doubt=doubt)
        yield pair


def _inline(cell: Cell) -> tuple[Label, str] | None:
    """A label and its value in one cell: ``Name: …``, or the value on the lines below."""
    if _label(cell) is not None:
        return None
    for mark in (":", "\n"):
        before, found, after = cell.text.partition(mark)
        if found and after.strip() and label_of(after) is None:
            label = label_of(before)
            if label is not None and (label.asked is not None or mark == ":"):
                return label, after.strip()
    return None


def _pair(  # noqa: PLR0913 - what a pair is made of
    table: Table,
    head: Cell,
    label: Label,
    text: str,
    place: _Place,
    column: int,
    *,
    row: int | None = None,
    of_row: Label | None = None,
) -> Pair:
    """A label with its value, about whom the label, its row, its column or its section says."""
    for nearer in (of_row, place.columns.get(column)):
        if nearer is not None:
            label = _filled(label, nearer)
    is_sure = place.is_sure_child or label.about is About.CHILD
    label = _filled(label, place.section)
    doubt = ""
    if label.about is About.CHILD and not is_sure:
        doubt = "This may be a child of the household, not the child whom the case is about."
    return Pair(
        label=label,
        words=_label_words(head),
        text=text,
        table=table.number,
        row=(head.row if row is None else row) + 1,
        doubt=doubt,
    )


def _label_words(head: Cell) -> str:
    """The words of a label, without a value in the same cell."""
    own = head.text.split("\n")[0]
    is_whole = _label(head) is not None or ":" not in own
    return " ".join((own if is_whole else own.partition(":")[0]).split()).rstrip(" :")


def _filled(label: Label, other: Label) -> Label:
    """A label with what another says about whom, where it leaves that open."""
    if label.about is None:
        return replace(label, about=other.about, number=label.number or other.number)
    if label.about is other.about and label.number is None:
        return replace(label, number=other.number)
    return label

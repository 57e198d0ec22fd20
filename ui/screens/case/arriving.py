"""Files on their way to a case: which can become papers, and why the others cannot."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput, PanelappError
from panelapp.exchange.papers import require_kind_and_size

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QMimeData

Refusals = tuple[tuple[str, PanelappError], ...]
"""File names, each with why it was not added."""


@dataclass(frozen=True, kw_only=True)
class Arriving:
    """Files that can be offered as papers, and those that cannot, judged without reading any."""

    papers: tuple[Path, ...]
    refused: Refusals


def looked_at(paths: Iterable[Path]) -> Arriving:
    """Tell papers from folders, other kinds of file and files that are too large."""
    papers: list[Path] = []
    refused: list[tuple[str, PanelappError]] = []
    for path in dict.fromkeys(paths):
        try:
            _require_paper(path)
        except BadInput as problem:
            refused.append((path.name or str(path), problem))
        else:
            papers.append(path)
    return Arriving(papers=tuple(papers), refused=tuple(refused))


def _require_paper(path: Path) -> None:
    if path.is_dir():
        raise BadInput("This is a folder.", remedy="Nothing was added. Choose the files in it.")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise unreadable() from error
    require_kind_and_size(path.name, size)


def unreadable() -> BadInput:
    """The refusal of a file that its disk does not give out."""
    return BadInput(
        "The file cannot be read.", remedy="It was not added. Close it elsewhere and try again."
    )


def paths_in(data: QMimeData) -> tuple[Path, ...]:
    """What is being dragged from the computer's own folders, folders among it."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def refusals_in_words(refused: Refusals) -> str:
    """One line for each reason, after the names of the files that it holds for."""
    by_reason = sorted(refused, key=lambda one: str(one[1]))
    return "\n".join(
        f"{', '.join(name for name, _ in some)}: {reason}"
        for reason, some in groupby(by_reason, key=lambda one: str(one[1]))
    )

"""The project's own source, parsed, and what the architecture tests look for in it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One source file: its path from the project's top, and its syntax tree."""

    path: Path
    tree: ast.Module


def sources(*folders: str) -> list[Source]:
    """Every Python file below the folders, in the order of their names."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [
        Source(path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8")))
        for path in paths
    ]


def calls(tree: ast.AST) -> Iterator[str]:
    """The name of each function or method called, once for each call."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
                yield name


def imports(tree: ast.AST) -> Iterator[str]:
    """The full dotted name of everything imported."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{alias.name}" for alias in names)


def names(tree: ast.AST) -> Iterator[str]:
    """Every name and attribute that is used, as often as it is used."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name

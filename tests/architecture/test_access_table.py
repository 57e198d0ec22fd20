"""Every action has its row in the table of who may do what."""

from __future__ import annotations

import ast

from panelapp.access import ACTIONS, QUESTIONS
from tests.architecture.sources import sources


def actions_written() -> set[str]:
    """Every public function that carries out a command."""
    return {
        node.name
        for source in sources("panelapp/actions")
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef)
        and [argument.arg for argument in node.args.args] == ["command", "uow"]
        and not node.name.startswith("_")
    }


def test_J2_every_action_has_a_row_in_the_access_table() -> None:
    assert actions_written()
    assert actions_written() - {row.name for row in ACTIONS} == set()


def test_no_action_has_two_rows() -> None:
    handlers = [row.handler for row in (*ACTIONS, *QUESTIONS)]
    names = [row.name for row in (*ACTIONS, *QUESTIONS)]
    assert len(set(handlers)) == len(handlers)
    assert len(set(names)) == len(names)


def test_somebody_may_do_each_action() -> None:
    assert [row.name for row in (*ACTIONS, *QUESTIONS) if not row.allowed] == []

"""Each case type walks its whole life: legal moves are accepted, every other move is refused.

The lives are told in ``scripts``, to be read by somebody who knows panels and no Python. At each
point to which no earlier life of the type came, every move that there is gets tried.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from panelapp.domain.errors import BadInput, NotAllowed, NotFound, PanelappError, RuleBroken
from panelapp.domain.vocabulary import CaseType, UserRole
from tests.factories import Panel, Tables, open_panel
from tests.lives.attempts import Attempt, attempts
from tests.lives.script import Step, lives_of
from tests.lives.walk import Walk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.timeout(300)  # Some types have twenty lives.
@pytest.mark.parametrize("case_type", CaseType)
def test_a_case_lives_as_its_scripts_say_and_in_no_other_way(
    case_type: CaseType, tmp_path: Path
) -> None:
    tried: set[tuple[object, ...]] = set()
    for number, life in enumerate(lives_of(case_type)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with open_panel(folder) as panel:
            _need_no_disk(panel)
            walk = Walk(panel, case_type)
            for step in life.steps:
                walk.make(step.move)
                where = f"{life.title}: {step.move}"
                if step.is_new:
                    _look(walk, step, where)
                if (standing := walk.standing(step.state)) not in tried:
                    tried.add(standing)
                    _try_everything(walk, step, where, tried)


def _need_no_disk(panel: Panel) -> None:
    """Let the file be written when the system likes: what is proved here is no power cut."""
    with panel.engine.connect() as connection:
        store = connection.connection.driver_connection
        assert store is not None
        store.rollback()
        store.execute("PRAGMA synchronous = OFF")


def _look(walk: Walk, step: Step, where: str) -> None:
    """The case stands where the script says, and what is next is named."""
    page = walk.page()
    assert page.state.value.replace("_", " ") == step.state, where
    assert walk.duties() == step.duties, where
    open_tasks = [task.name for task in page.tasks if task.is_open]
    if step.task == "nothing":
        assert open_tasks == [], where
    else:
        assert step.task in open_tasks, where
    assert page.next, where


def _try_everything(walk: Walk, step: Step, where: str, tried: set[tuple[object, ...]]) -> None:
    """What may be done would be, by whose act it is; nothing else is, and nothing changes."""
    before, trail = _records(walk.panel), walk.panel.audit()
    refused: set[tuple[str, str]] = set()
    wrong: list[str] = []
    for attempt in attempts(walk, step.state):
        if attempt.may:
            wrong += _accepted(walk, attempt)
            if (act := (step.state, attempt.handler)) not in tried:
                tried.add(act)
                refused |= _by_others(walk, attempt)
        else:
            wrong += _not_accepted(walk, attempt)
    assert wrong == [], "\n".join([where, *wrong])
    assert _records(walk.panel) == before, where
    added = {(user, action) for user, action, _ in walk.panel.audit()[len(trail) :]}
    assert refused <= added, where
    assert all(action.startswith("refused ") for _, action in added), where


def _records(panel: Panel) -> Tables:
    return {name: rows for name, rows in panel.tables().items() if name != "audit_row"}


def _accepted(walk: Walk, attempt: Attempt) -> list[str]:
    """Let whose act it is do something, and take it back."""
    with walk.panel.unit(attempt.roles[0]) as uow:
        try:
            attempt.handler(attempt.command, uow)
            uow.flush()
        except PanelappError as error:
            return [f"{attempt.words} was refused: {error}"]
    return []


def _not_accepted(walk: Walk, attempt: Attempt) -> list[str]:
    """Let whose act it is try something, and look at why it is refused."""
    try:
        walk.acting(attempt.roles[0]).execute(attempt.handler, attempt.command)
    except RuleBroken as error:
        return _unclear(attempt, error)
    except PanelappError as error:
        return [] if _cannot_be_named(walk, error) else [f"{attempt.words}: no rule: {error}"]
    return [f"{attempt.words} was accepted"]


def _cannot_be_named(walk: Walk, error: PanelappError) -> bool:
    """Whether there is no item, no chair or no past day that a rule could speak of."""
    match error:
        case NotFound():
            return not walk.sittings
        case NotAllowed() | BadInput():
            return walk.sits_ahead
    return False


def _unclear(attempt: Attempt, error: RuleBroken) -> list[str]:
    """What a sentence lacks that a person should understand."""
    if not error.citation:
        return [f"{attempt.words}: no citation: {error}"]
    if re.search(r"_|(?<!\w)'[a-z]", str(error)):
        return [f"{attempt.words}: a code is shown: {error}"]
    return []


def _by_others(walk: Walk, attempt: Attempt) -> set[tuple[str, str]]:
    """Everybody whose act it is not tries it, and is refused; what the trail says of it."""
    seen = set()
    for role in UserRole:
        if role not in attempt.roles:
            office = walk.acting(role)
            with pytest.raises(NotAllowed):
                office.execute(attempt.handler, attempt.command)
            seen.add((office.user_name, f"refused {attempt.handler.__name__}"))
    return seen

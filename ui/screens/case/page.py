"""The page of one case: its tasks, what is recorded, its papers, people and history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from panelapp.domain.events import Topic
from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.queries.case_page import (
    CaseAction,
    CasePageQuestion,
    TaskPlace,
    case_page,
)
from panelapp.queries.case_rights import FOR_THE_OFFICE
from ui.components.page import Page
from ui.components.place import Place
from ui.components.progress import Progress
from ui.components.tab_order import follow_reading
from ui.screens.case.acts import CaseActs
from ui.screens.case.check_acts import SIGN_OFF, CheckActs
from ui.screens.case.drop_zone import KEYS, Drops
from ui.screens.case.form_acts import FormActs
from ui.screens.case.panels import Panels
from ui.screens.case.paper_acts import PaperActs
from ui.screens.case.view import TABS, CaseView
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from panelapp.queries.case_page import CasePage as Case
    from panelapp.queries.case_page import PaperRow, Task
    from ui.desk import Desk

CHECK = "check"
"""The part of a place that opens the check of the form that came last."""
FIELD_OF_TASK = {
    "record_application": "application_on",
    "share_report": "report_shared_on",
    "record_observations": "observations_on",
    "reconsider_placement": "still_appropriate_on",
    "inform_reviewing_officer": "iro_informed_on",
    "approve_extension": "extended_on",
    "settle_temporary_approval": "placement_ended_on",
    "name_children": "children",
    "ask_for_terms": "requested_terms",
    "name_person": "about_person",
    "conclude_concern": "concern_concluded_on",
    "agree_to_change": "carer_agreed_on",
    "state_support": "support_statement",
    "decide_when_needed": "needed_by_on",
    "decide_to_assess": "decided_on",
    "decide_stage_1": "stage2_started_on",
    "declare_compliance": "declared_on",
    "see_advice": "medical",
    "write_advice": "adviser_advice",
}
"""The field of the details in which each task is done."""
_FORMS = {
    TaskPlace.SIGN_OFF: CaseAction.SIGN_OFF,
    TaskPlace.EXEMPTION: CaseAction.RECORD_EXEMPTION,
    TaskPlace.AGENDA: CaseAction.PUT_ON_AGENDA,
}
"""The tasks that are done in a form of their own."""


class CasePage(Page):
    """One case."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CASES, Topic.SITTINGS, Topic.MINUTES, Topic.DECISIONS, Topic.AGENCY}
    )

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self._ref = place.refs[0]
        self._case: Case | None = None
        self.set_back("Cases", Place("cases"))
        self.progress = self.add(Progress())
        self.view = CaseView()
        self.drops = Drops(self)
        self.panels = Panels(self, self.view, self._ref)
        self.add(self.panels.shown)
        self._acts = CaseActs(self, self.panels)
        self._forms = FormActs(self, self.panels)
        self._checks = CheckActs(self, self.panels)
        self._papers = PaperActs(
            self, self.panels, self.progress, self._forms, lambda: self.view.open_tab("papers")
        )
        self._connect()
        wanted = place.refs[1] if len(place.refs) > 1 else ""
        if wanted in TABS:
            self.view.open_tab(wanted)
        self._is_check_wanted = wanted == CHECK

    def reload(self) -> None:
        """Ask for the case."""
        self.ask(case_page, CasePageQuestion(case=self._ref), self._show)

    def leave(self) -> None:
        """Keep what is typed in a form that is open."""
        self.panels.leave()

    def _connect(self) -> None:
        self.view.task_wanted.connect(self._open_task)
        self.view.change_wanted.connect(self._change)
        self.view.act_wanted.connect(self._act)
        self.view.household_wanted.connect(self._open_household)
        self.view.history.opened.connect(lambda ref: self.go(Place("case", ref)))
        self._connect_checks()
        self.view.papers.save_wanted.connect(self._save_paper)
        self.view.papers.remove_wanted.connect(self._remove_paper)
        self.view.papers.rename_wanted.connect(self._rename_paper)
        self.view.papers.read_wanted.connect(self._read_paper)
        self.view.drop_zone.chosen.connect(self._add_papers)
        self.drops.entered.connect(lambda: self.view.drop_zone.show_dragged(is_over=True))
        self.drops.left.connect(lambda: self.view.drop_zone.show_dragged(is_over=False))
        self.drops.dropped.connect(self._add_papers)
        self._keys = {
            CaseAction.CHANGE: self._add_key("Change details", "F2", lambda: self._change("")),
            CaseAction.ADD_PAPERS: self._add_key("Add papers", KEYS, self._choose_papers),
        }

    def _connect_checks(self) -> None:
        checks, acts = self.view.checks, self._checks
        checks.record_wanted.connect(
            lambda row: self._with_case(lambda case: acts.record(case, row))
        )
        for wanted, act in (
            (checks.ask_wanted, acts.ask_for_several),
            (checks.chase_wanted, acts.chase_several),
            (checks.add_wanted, acts.add),
            (checks.refuse_wanted, acts.refuse),
        ):
            wanted.connect(partial(self._with_case, act))

    def _with_case(self, act: Callable[[Case], object]) -> None:
        if self._case is not None:
            act(self._case)

    def _add_key(self, words: str, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: act())
        self.addAction(action)
        return action

    def _show(self, case: Case) -> None:
        self._case = case
        self.set_title(f"{case.case}  {case.names}", _under_title(case))
        self.set_status(case.status, Tone.INFO if case.is_open else Tone.NEUTRAL)
        self.view.show_page(case)
        for act, action in self._keys.items():
            why_not = case.why_not(act)
            action.setVisible(why_not != FOR_THE_OFFICE)
            action.setEnabled(not why_not)
            action.setWhatsThis(why_not)
        self.drops.take(is_taken=case.may(CaseAction.ADD_PAPERS))
        if self.panels.shown.panel is None:
            follow_reading(self.top, self.banner, self.view)
        if self._is_check_wanted:
            self._is_check_wanted = False
            self._check_newest(case)

    def _check_newest(self, case: Case) -> None:
        """Check the Word paper that came last, where there is one."""
        self.view.open_tab("papers")
        words = [paper for paper in case.papers if paper.is_word]
        if words:
            self._forms.check(case, words[-1].sha256)

    def _open_task(self, task: Task) -> None:
        if self._case is None:
            return
        match task.place:
            case TaskPlace.DETAILS:
                self._change(FIELD_OF_TASK.get(task.code, ""))
            case TaskPlace.PAPERS | TaskPlace.CHECKS:
                self.view.open_tab(task.place.rpartition("/")[2])
            case TaskPlace.PEOPLE:
                self.view.open_tab("people")
                if task.is_open:
                    self._act(CaseAction.RECORD_RESIGNATION)
            case place if place in _FORMS and self._case.may(_FORMS[place]):
                self._act(_FORMS[place])
            case TaskPlace.AGENDA:
                self.go(Place("sitting", self._case.sitting or ""))
            case TaskPlace.REPRESENTATIONS:
                self.go(Place("new_case", self._case.household))
            case TaskPlace.SITTING:
                self.go(Place("sitting", task.refs[0]))
            case _:
                self.go(Place(str(task.place), *task.refs))

    def _open_household(self) -> None:
        if self._case is not None:
            self.go(Place("household", self._case.household))

    def _change(self, name: str) -> None:
        if self._case is None or not self._case.may(CaseAction.CHANGE):
            return
        if name in SIGN_OFF:
            self._checks.change(self._case, name)
        else:
            self._acts.change(self._case, name)

    def _act(self, action: CaseAction) -> None:
        if self._case is not None:
            self._acts.act(action, self._case)

    def _add_papers(self, paths: tuple[Path, ...]) -> None:
        if self._case is not None:
            self._papers.ask_for_titles(self._case, paths)

    def _choose_papers(self) -> None:
        if self._case is not None and self._case.may(CaseAction.ADD_PAPERS):
            self.view.drop_zone.choose()

    def _read_paper(self, paper: PaperRow) -> None:
        if self._case is not None:
            self._forms.check(self._case, paper.sha256)

    def _rename_paper(self, paper: PaperRow) -> None:
        if self._case is not None:
            self._papers.ask_for_another_title(self._case, paper)

    def _remove_paper(self, paper: PaperRow) -> None:
        if self._case is not None:
            self._papers.ask_to_remove(self._case, paper)

    def _save_paper(self, paper: PaperRow) -> None:
        if self._case is not None:
            self._papers.save(self._case, paper)


def _under_title(case: Case) -> str:
    parts = [label(case.case_type)]
    if case.sitting_on is not None:
        parts.append(f"sitting of {long_date(case.sitting_on)}")
    return ", ".join(parts)

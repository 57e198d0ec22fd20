"""Sitting mode: the sitting one item at a time, until what the panel said is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.actions.minutes import WriteMinutes, write_minutes
from panelapp.actions.recommendations import draft_recommendation
from panelapp.domain.errors import NotFound
from panelapp.domain.events import Topic
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import Outcome
from panelapp.queries.item_steps import Step
from panelapp.queries.sitting_mode import SittingModeQuestion, sitting_mode
from ui.components.page import Page
from ui.components.place import Place
from ui.components.tab_order import follow_reading
from ui.screens.sitting_mode.agenda import TONES, Agenda
from ui.screens.sitting_mode.clock import ItemClock
from ui.screens.sitting_mode.foot import Foot
from ui.screens.sitting_mode.here import HerePane
from ui.screens.sitting_mode.item_view import ItemView
from ui.screens.sitting_mode.recommendation import drafted_again
from ui.screens.sitting_mode.recording import Recording
from ui.screens.sitting_mode.room_acts import RoomActs
from ui.screens.sitting_mode.strip import RoomStrip
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from panelapp.domain.errors import PanelappError
    from panelapp.queries.sitting_mode import ItemNow
    from panelapp.queries.sitting_mode import SittingModePage as Sitting
    from ui.desk import Desk


class SittingModePage(Page):
    """A sitting in larger type: the room, the item before the panel, and what the panel says."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.SITTINGS, Topic.MINUTES, Topic.CASES})

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; the item is asked for in :meth:`reload`."""
        super().__init__(desk, place, parent)
        self.setProperty("reading", "large")
        self._ref = place.refs[0]
        self._case = place.refs[1] if len(place.refs) > 1 else None
        self._sitting: Sitting | None = None
        self._views: dict[str, ItemView] = {}
        self._recordings: dict[str, Recording] = {}
        self.middle: QWidget | None = None
        self._acts = RoomActs(self, self._ref)
        self.set_back("The sitting's plan", Place("sitting", self._ref))
        self.clock = ItemClock()
        self.clock.begun.connect(self._begin_item)
        self.action_row.addWidget(self.clock)
        self.strip = self.add(RoomStrip(self._show_here, self._show_interests))
        self._place_of_middle = QVBoxLayout()
        self.body.addLayout(self._place_of_middle)
        self._build_foot()

    def reload(self) -> None:
        """Ask for the sitting and its item."""
        self.ask(sitting_mode, SittingModeQuestion(sitting=self._ref, case=self._case), self._show)

    def leave(self) -> None:
        """Put the notes into the minutes, and keep whatever else was typed."""
        self._save()

    def focus_start(self) -> None:
        """Put the keyboard on the step that is shown, or where the middle begins."""
        if isinstance(self.middle, ItemView):
            self.middle.focus_step()
        else:
            super().focus_start()

    def show_problem(self, problem: PanelappError) -> None:
        """Show a refusal; an item that is not there for the reader any more gives way."""
        if isinstance(problem, NotFound) and self._case is not None and self._sitting is not None:
            self._case = None
            self._put(QWidget())
            self.banner.show_message(
                "This item is not shown to you, because of an interest. It goes on without you.",
                Tone.INFO,
                heading="Your interest is recorded",
            )
            self.reload()
            return
        super().show_problem(problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space for the watch, where no field or button has taken it."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.clock.turn()
        else:
            super().keyPressEvent(event)

    # What is shown ------------------------------------------------------------------------------

    def _show(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.strip.show_room(sitting)
        self.foot.show_sitting(sitting)
        item = sitting.item
        if not sitting.room.is_recorded and not sitting.room.why_not_open and not sitting.closed:
            self._show_begin(sitting)
            return
        if item is None:
            self._show_agenda()
            return
        self._case = item.case
        view = self._view(sitting, item)
        if isinstance(self.middle, Recording) and self.middle is self._recordings.get(item.case):
            self.middle.show_item(sitting, item)
        elif not isinstance(self.middle, Agenda):
            self._put(view)
        self._fit_frame()

    def _show_heading(self) -> None:
        """Name the item, or the sitting where no item stands in the middle."""
        sitting = self._sitting
        if sitting is None:
            return
        item = sitting.item
        day = long_date(sitting.held_on)
        self.set_back(f"Sitting of {day}", Place("sitting", self._ref))
        if item is None or not isinstance(self.middle, (ItemView, Recording)):
            self.set_title(
                f"Sitting of {day}", ", ".join(filter(None, (sitting.mode, sitting.venue)))
            )
            self.set_status("")
            self.clock.show_item(None, can_run=False)
            return
        number = f"Item {item.number} of {sitting.last_number}"
        self.set_title(item.names, f"{number}, {item.case_type}, {item.case}")
        self.set_status(item.state_words, TONES.get(item.state, Tone.NEUTRAL))
        can_run = sitting.is_today and not sitting.closed and not sitting.room.why_not_record
        self.clock.show_item(item.started_at, can_run=can_run and not item.closed)

    def _show_begin(self, sitting: Sitting) -> None:
        """Show who is here first, before any item."""
        if isinstance(self.middle, HerePane):
            return
        pane = HerePane()
        self._acts.follow_here(pane, None)
        pane.show_sitting(sitting)
        self._put(pane)
        self._fit_frame()

    def _view(self, sitting: Sitting, item: ItemNow) -> ItemView:
        view = self._views.get(item.case)
        if view is None:
            view = self._views[item.case] = ItemView(self, sitting, item)
            view.check_wanted.connect(self._check)
            view.rearranged.connect(self._order_keys)
            self._acts.follow_here(view.here, item.case)
            self._acts.follow_interests(view.interests, item.case)
        else:
            view.show_item(sitting, item)
        return view

    def _put(self, middle: QWidget) -> None:
        """Show one thing in the middle of the page."""
        if self.middle is middle:
            return
        old, self.middle = self.middle, middle
        if old is not None:
            self._place_of_middle.removeWidget(old)
            old.hide()
            if not isinstance(old, (ItemView, Recording)):
                old.deleteLater()
        self._place_of_middle.addWidget(middle)
        middle.show()
        self.scroller.verticalScrollBar().setValue(0)
        self.strip.setVisible(not isinstance(middle, Recording))

    def _build_foot(self) -> None:
        self.foot = Foot()
        self.foot.recommend.connect(lambda: self._record())
        self.foot.defer.connect(lambda: self._record(Outcome.DEFERRED))
        self.foot.agenda.connect(self._show_agenda)
        self.foot.item.connect(self._go_to)
        self.foot.minutes.connect(self._open_minutes)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self.foot)

    def _fit_frame(self) -> None:
        """Show the heading and the bar at the foot as they belong to what stands in the middle."""
        self._show_heading()
        self._order_keys()
        is_item = isinstance(self.middle, ItemView)
        self.foot.setVisible(is_item)
        self.strip.show_ways(is_shown=is_item)

    def _order_keys(self) -> None:
        middle = (self.middle,) if self.middle is not None else ()
        follow_reading(self.top, self.banner, self.strip, *middle, self.foot)

    def _show_agenda(self) -> None:
        if self._sitting is not None:
            self._put(Agenda(self._sitting, self._go_to))
            self._fit_frame()
            super().focus_start()

    def _show_here(self) -> None:
        if (view := self._current_view()) is not None:
            self._back_to_item()
            view.show_here()

    def _show_interests(self) -> None:
        self.show_step(Step.INTERESTS)

    def show_step(self, step: Step) -> None:
        if (view := self._current_view()) is not None:
            self._back_to_item()
            view.show_step(step)

    def _current_view(self) -> ItemView | None:
        return self._views.get(self._case) if self._case else None

    def _back_to_item(self) -> None:
        if (view := self._current_view()) is not None:
            self._put(view)
            self._fit_frame()
            view.focus_step()

    def _go_to(self, case: str) -> None:
        """Go to another item of the sitting; the notes of this one are saved first."""
        self._save()
        self._case = case
        if case in self._views:
            self._put(self._views[case])
        else:
            self._put(QWidget())
        self.banner.dismiss()
        self.reload()
        self.focus_start()

    def _open_minutes(self) -> None:
        if self._case is not None:
            self.go(Place("minutes", self._ref, self._case))

    # What is recorded ---------------------------------------------------------------------------

    def _begin_item(self) -> None:
        if self._case is not None:
            self._acts.begin_item(self._case)

    def _save(self) -> None:
        """Put notes that changed into the minutes, and keep what is half typed."""
        for case, view in self._views.items():
            view.leave()
            notes = view.notes.take_unsaved() if view.may_write else {}
            if notes:
                self.submit(
                    write_minutes,
                    WriteMinutes(sitting=self._ref, case=case, sections=notes),
                    lambda _, kept=view.notes_kept: kept.done(),  # type: ignore[misc]  # bound now
                )
        for recording in self._recordings.values():
            recording.leave()
        self._redraft()

    def _record(self, outcome: Outcome | None = None) -> None:
        """Show the form for what the panel said."""
        view = self._current_view()
        recording = self._recording()
        if view is None or recording is None:
            return
        self._save()
        self._put(recording)
        self._fit_frame()
        recording.write(view.views.views(), outcome)

    def _redraft(self) -> None:
        """Put views that changed since into a draft that is there already."""
        view = self._current_view()
        item = self._sitting.item if self._sitting else None
        if view is None or item is None or item.case != view.case or not view.may_write:
            return
        command = drafted_again(self._ref, item, view.views.views())
        if command is not None:
            self.submit(draft_recommendation, command, lambda _: view.views_kept.done())

    def _check(self) -> None:
        self._redraft()
        if (recording := self._recording()) is not None:
            self._put(recording)
            self._fit_frame()
            recording.check()

    def _recording(self) -> Recording | None:
        if self._sitting is None or self._sitting.item is None:
            return None
        item = self._sitting.item
        recording = self._recordings.get(item.case)
        if recording is None:
            recording = self._recordings[item.case] = Recording(self, self._sitting, item)
            recording.drafted.connect(self._on_drafted)
            recording.confirmed.connect(self._on_confirmed)
            recording.item_wanted.connect(self._back_to_item)
            recording.views_wanted.connect(lambda: self.show_step(Step.VIEWS))
            recording.next_wanted.connect(self._go_to)
            recording.minutes_wanted.connect(self._open_minutes)
        else:
            recording.show_item(self._sitting, item)
        return recording

    def _on_drafted(self) -> None:
        if (view := self._current_view()) is not None:
            view.views_kept.done()

    def _on_confirmed(self) -> None:
        """End the item with its confirmation, where it is heard now."""
        item = self._sitting.item if self._sitting and self._sitting.is_today else None
        if item is not None and item.started_at is not None and item.finished_at is None:
            self._acts.end_item(item.case)

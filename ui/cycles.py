"""Collects reference cycles in the window's own thread alone.

A closed window and its pages refer to one another, so only the collector frees them. Python runs it in
whichever thread happens to allocate, and a widget that is freed beside the window's thread takes the
program down with it.

A collection holds the window up for as long as it takes to look at every object. So what is there when
a window opens is passed over until it closes, and while the office works nothing is collected: the rows
of an import are many, and none of them is free yet.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_EVERY = 5_000
"""How often it is seen whether there is enough to collect, in milliseconds."""
SOON = 1_000
"""How long after a window closed it is collected, in milliseconds."""


class Cycles(QObject):
    """While it is there, cycles are collected by its timer and not by chance."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Take the collector over from Python."""
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._is_held = False
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot(bool)
    def hold(self, is_busy: bool) -> None:  # noqa: FBT001 - as a signal has it
        """Collect nothing while the office works."""
        self._is_held = is_busy

    def pass_over(self) -> None:
        """Look no more at what is there now: modules, and the window that was just opened."""
        gc.freeze()

    def look_at_all(self) -> None:
        """Look again at everything, and collect it soon: the window closed."""
        gc.unfreeze()
        QTimer.singleShot(SOON, self, collect_everything)

    def end(self) -> None:
        """Give the collector back to Python, if it was Python's."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

    def look(self) -> None:
        """Collect what is due, unless the office works."""
        if not self._is_held:
            collect_what_is_due()


def collect_everything() -> None:
    """Collect every generation."""
    gc.collect()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose number of objects passed Python's own threshold."""
    passed = [
        generation
        for generation, (count, threshold) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if threshold and count > threshold
    ]
    if passed:
        gc.collect(passed[-1])

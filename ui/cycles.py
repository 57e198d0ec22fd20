"""Collects reference cycles in the window's own thread alone.

A closed window and its pages refer to one another, so only the collector frees them. Python runs it in
whichever thread happens to allocate, and a widget that is freed beside the window's thread takes the
program down with it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY = 5_000
"""How often it is seen whether there is enough to collect, in milliseconds."""


class Cycles(QObject):
    """While it is there, cycles are collected by its timer and not by chance."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Take the collector over from Python."""
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start()

    def end(self) -> None:
        """Give the collector back to Python, if it was Python's."""
        self._timer.stop()
        if self._was_on:
            gc.enable()


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

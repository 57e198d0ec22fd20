"""A process that does long work at the desk of a window and says how long its loop stood still.

``python -m benchmarks.event_loop WORK FILE [WORKBOOK]`` prints, in milliseconds, the longest time
between two beats of the window's event loop while the work went on.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer

from benchmarks.agency import PASSPHRASE
from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.office import Office
from panelapp.queries.register import RegisterPageQuestion, register_page

if TYPE_CHECKING:
    from ui.desk import Desk

BEAT = 1


class Heart(QObject):
    """Beats every millisecond and keeps the longest pause."""

    def __init__(self) -> None:
        """Start at once."""
        super().__init__()
        self.longest = 0.0
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def begin(self) -> None:
        """Forget what was before."""
        self._last, self.longest = perf_counter(), 0.0

    def _beat(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now


def main(work: str, file: str, workbook: str = "") -> None:
    """Open the file in a window, begin the work, and end with it."""
    from ui.bootstrap import application, window_for
    from ui.desk import Desk, LongWork
    from ui.theme.appearance import Appearance

    app = application()
    Appearance(app)
    office = Office.open(Path(file), user=None, passphrase=PASSPHRASE)
    who = office.who()
    desk = Desk(office)
    window = window_for(desk, who)
    window.show()
    heart = Heart()

    def end(_: object) -> None:
        sys.stdout.write(f"{heart.longest:.3f}\n")
        sys.stdout.flush()
        desk.close()
        app.quit()

    def begin() -> None:
        heart.begin()
        if work == "import":
            command = ImportWorkbook(path=Path(workbook))
            desk.submit(window, import_workbook, command, end, end, LongWork())
        else:
            desk.work(window, _work(work, desk, Path(file)), end, end)

    # What the window does by itself when it opens comes first.
    desk.work(window, office.who, lambda _: QTimer.singleShot(500, begin), end)
    app.exec()


def _work(work: str, desk: Desk, file: Path) -> Any:  # noqa: ANN401 - whatever is answered
    if work == "backup":
        return lambda: desk.office.back_up(file.parent)
    return lambda: desk.office.read(register_page, RegisterPageQuestion())


if __name__ == "__main__":
    main(*sys.argv[1:])

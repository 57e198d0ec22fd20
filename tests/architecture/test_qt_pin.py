"""The Qt binding is one that does not break Python 3.11."""

from __future__ import annotations

import sys

import pytest

pytest.importorskip(
    "PySide6.QtWidgets",
    reason="not run: Qt's system libraries are missing",
    exc_type=ImportError,
)


def test_calls_into_qt_leave_none_alone() -> None:
    """PySide6 6.12.0 drops one reference to None for each call, until Python 3.11 aborts."""
    from PySide6.QtWidgets import QApplication, QLabel

    application = QApplication.instance() or QApplication([])
    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(2000):
        label.setText("x")
    lost = before - sys.getrefcount(None)
    label.deleteLater()
    assert application is not None
    assert lost < 100

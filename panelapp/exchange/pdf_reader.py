"""The one thing to know of the library that reads PDF files: it serves one thread at a time."""

from __future__ import annotations

from threading import Lock

ONE_AT_A_TIME = Lock()
"""Held by whoever has a PDF open: pages are drawn on one thread and words read on another."""

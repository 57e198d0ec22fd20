"""The days from which England's rules hold."""

from __future__ import annotations

from datetime import date

IN_FORCE = date(2011, 4, 1)
TWO_STAGES = date(2013, 7, 1)
BRIEF_REPORTS = date(2015, 4, 1)

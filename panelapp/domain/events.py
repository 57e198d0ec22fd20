"""What changed, in words coarse enough for screens to know whether to look again."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    """A part of the office's business that an action changed."""

    AGENCY = "agency"
    CASES = "cases"
    DECISIONS = "decisions"
    MEMBERS = "members"
    MINUTES = "minutes"
    SITTINGS = "sittings"
    USERS = "users"

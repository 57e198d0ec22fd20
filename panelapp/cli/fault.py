"""What a person is told when the program itself is at fault, and the report kept of it."""

from __future__ import annotations

import hashlib
import traceback
from datetime import UTC, datetime
from pathlib import Path

from panelapp.config import VERSION, user_folder


def describe_fault(fault: Exception) -> str:
    """A sentence for a fault of the program, with the reference of the report that was kept.

    The report holds places in the program's own code and the kind of fault, never its words,
    which could name a person, nor the folder of the program, which may name who is using it.
    """
    frames = traceback.extract_tb(fault.__traceback__)
    places = [f"{frame.name} line {frame.lineno} in {_file(frame.filename)}" for frame in frames]
    report = "\n".join(
        [f"panelapp {VERSION}", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", _kind(fault), *places]
    )
    reference = hashlib.sha256(report.encode()).hexdigest()[:8].upper()
    kept = _keep(report, reference)
    where = f" A report without names is in {kept}." if kept else ""
    return (
        f"Something went wrong in the program (reference {reference}). What was saved before is "
        f"safe, and this step changed nothing.{where}"
    )


def _file(path: str) -> str:
    return "/".join(Path(path).parts[-3:])


def _kind(fault: Exception) -> str:
    return f"{type(fault).__module__}.{type(fault).__qualname__}"


def _keep(report: str, reference: str) -> Path | None:
    try:
        folder = user_folder() / "faults"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"fault-{reference}.txt"
        path.write_text(report + "\n", encoding="utf-8")
    except OSError:
        return None
    return path

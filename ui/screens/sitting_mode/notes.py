"""The notes of an item as they are typed, one box for each section of the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.vocabulary import MinutesSection
from ui.components.form import Form
from ui.components.growing_text import GrowingTextField

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

    from panelapp.queries.item_steps import Step, StepRow


class NotesForm(Form):
    """The sections that the steps of an item fill, of which one step's are shown at a time."""

    def __init__(self, steps: tuple[StepRow, ...], parent: QWidget | None = None) -> None:
        """Make a box for each section of each step."""
        super().__init__(parent)
        self._steps = {step.step: tuple(note.section for note in step.notes) for step in steps}
        self._saved: dict[str, str] = {}
        for step in steps:
            for note in step.notes:
                self.add(note.section, note.label, GrowingTextField(lines=4))
        self.show_saved(steps)

    def show_saved(self, steps: tuple[StepRow, ...]) -> None:
        """Take what the minutes say now; text that is typed and not saved yet stays."""
        waiting = self.unsaved()
        for step in steps:
            for note in step.notes:
                self._saved[note.section] = note.text
                if note.section not in waiting:
                    self.field(note.section).set_value(note.text)

    def show_step(self, step: Step | None) -> bool:
        """Show the boxes of one step, and say whether it has any."""
        shown = self._steps.get(step, ()) if step else ()
        for sections in self._steps.values():
            for section in sections:
                self.show_field(section, is_shown=section in shown)
        return bool(shown)

    def unsaved(self) -> dict[MinutesSection, str]:
        """The sections whose text is not in the minutes yet."""
        texts = {MinutesSection(name): self.field(name).draft() for name in self._saved}
        return {
            section: text.strip()
            for section, text in texts.items()
            if text.strip() != self._saved[section].strip()
        }

    def take_unsaved(self) -> dict[MinutesSection, str]:
        """The sections that are not in the minutes yet, which are being saved from now on."""
        waiting = self.unsaved()
        self._saved.update({section.value: text for section, text in waiting.items()})
        return waiting

    def typed_steps(self) -> Collection[Step]:
        """The steps that have a note on the page."""
        return [
            step
            for step, sections in self._steps.items()
            if any(self.field(section).draft().strip() for section in sections)
        ]

    def set_read_only(self, is_read_only: bool) -> None:  # noqa: FBT001 - one state of a form
        """Show the notes without letting anybody change them."""
        for name in self._saved:
            field = self.field(name)
            if isinstance(field, GrowingTextField):
                field.set_read_only(is_read_only)

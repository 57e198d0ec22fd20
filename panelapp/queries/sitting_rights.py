"""What may be done with a sitting now, and by whom; and if something may not, why."""

from __future__ import annotations

from dataclasses import dataclass

from panelapp.domain.models import Sitting
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import UserRole
from panelapp.persistence.unit_of_work import UnitOfWork
from panelapp.queries import obstacles
from panelapp.queries.quorum import attendance_is_recorded, may_open
from panelapp.queries.sitting_rows import Allowed, SittingAction

_OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)
_CHAIRS = (UserRole.CHAIR, UserRole.VICE_CHAIR)
_FOR_WHO_IS_IN_THE_CHAIR = frozenset(
    {
        SittingAction.REPLY,
        SittingAction.ADD_PERSON,
        SittingAction.ORDER,
        SittingAction.RECORD_ATTENDANCE,
        SittingAction.SEE_AGENDA,
        SittingAction.SEE_MINUTES,
    }
)
_HOLDS_BEFORE_AND_AFTER = frozenset({SittingAction.SEE_AGENDA, SittingAction.SEE_MINUTES})


@dataclass(frozen=True)
class Rights:
    """What the acting person may do with one sitting.

    ``items`` are those to be heard that they see; ``hides_items`` that there are others.
    """

    sitting: Sitting
    uow: UnitOfWork
    items: int
    hides_items: bool
    unchangeable: str

    @classmethod
    def of(cls, sitting: Sitting, uow: UnitOfWork, *, items: int, hides_items: bool) -> Rights:
        """The rights of the acting person, for which it is asked once what is locked."""
        refusals = tuple(obstacles.to_changing(sitting, uow))
        words = refusals[0].sentence if refusals else ""
        return cls(sitting, uow, items, hides_items, words)

    def rows(self) -> tuple[Allowed, ...]:
        """One row for each action."""
        return tuple(
            Allowed(action=action, why_not=self.why_not(action)) for action in SittingAction
        )

    def why_not(self, action: SittingAction) -> str:
        """Why somebody cannot do something with the sitting now; empty where they can."""
        if action in _HOLDS_BEFORE_AND_AFTER:
            return self._not_theirs(action) or self._not_now(action)
        return self.unchangeable or self._not_theirs(action) or self._not_now(action)

    @property
    def is_of_the_office(self) -> bool:
        """Whether the acting person is the panel adviser or the administrator."""
        return self.uow.actor.role in _OFFICE

    def _not_theirs(self, action: SittingAction) -> str:
        role = self.uow.actor.role
        if role in _OFFICE or self._is_open_to(role, action):
            return ""
        if action is SittingAction.DECLARE:
            return "Interests are declared by those who were asked to the sitting."
        if action not in _FOR_WHO_IS_IN_THE_CHAIR:
            return "This is for the panel adviser or the administrator."
        if role in _CHAIRS and not self.hides_items:
            return self._not_in_the_chair(action)
        return "This is for the panel adviser, the administrator or the person in the chair."

    def _is_open_to(self, role: UserRole, action: SittingAction) -> bool:
        match action:
            case SittingAction.START:
                return role in _CHAIRS
            case SittingAction.CHANGE:
                return role is UserRole.CHAIR
            case SittingAction.SEE_AGENDA | SittingAction.SEE_MINUTES:
                return role is UserRole.AUDITOR
            case SittingAction.DECLARE:
                return self._is_asked
        return False

    def _not_in_the_chair(self, action: SittingAction) -> str:
        me, holder = self.uow.actor.person_id, self.sitting.chair_id
        opens = action is SittingAction.RECORD_ATTENDANCE and holder is None
        if holder == me or (opens and may_open(self.sitting, me)):
            return ""
        return "You are not recorded as being in the chair of this sitting."

    def _not_now(self, action: SittingAction) -> str:
        match action:
            case SittingAction.RECORD_ATTENDANCE | SittingAction.START if self._is_ahead:
                return f"The panel sits on {long_date(self.sitting.held_on)}."
            case SittingAction.SEND_PAPERS | SittingAction.START | SittingAction.DECLARE if (
                not self.items
            ):
                return "The agenda has no items yet."
            case SittingAction.CANCEL if self._was_held:
                return "The sitting was held: people are recorded as present."
            case SittingAction.ORDER if self.items <= 1:
                return "There is nothing to put in order."
            case SittingAction.SEE_MINUTES if not attendance_is_recorded(self.sitting):
                return "There are no minutes yet: who attended is not recorded."
        return ""

    @property
    def _is_asked(self) -> bool:
        """Whether the acting person has a place among the members."""
        me = self.uow.actor.person_id
        places = self.sitting.attendances
        return any(place.person_id == me for place in places if place.role.counts_to_quorum)

    @property
    def _is_ahead(self) -> bool:
        return self.sitting.held_on > self.uow.today

    @property
    def _was_held(self) -> bool:
        places = self.sitting.attendances
        return any(place.attended for place in places if place.role.counts_to_quorum)

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from panelapp.domain.errors import BadInput
from panelapp.domain.rules.quorum import Attendee, parse_attendance, quorum, quorum_sentence
from panelapp.domain.vocabulary import PanelKind, SittingRole

EXAMPLES = json.loads(
    (Path(__file__).parents[3] / "data" / "quorum-examples.json").read_text(encoding="utf-8")
)

CHAIR = Attendee(name="C", role=SittingRole.CHAIR, independent=True)
VICE_CHAIR = Attendee(name="V", role=SittingRole.VICE_CHAIR)
SOCIAL_WORKER = Attendee(name="S", role=SittingRole.MEMBER, social_worker_3y=True)
INDEPENDENT = Attendee(name="I", role=SittingRole.MEMBER, independent=True)


def members(number: int) -> list[Attendee]:
    return [Attendee(name=f"M{place}", role=SittingRole.MEMBER) for place in range(number)]


LIMB_OF_REASON = {
    "only 2 other members, 3 needed": "24(1)(c)",
    "only 4 eligible, 5 needed": "24(1)(c)",
    "no separate social worker with 3 years relevant PQE": "24(1)(b)",
    "vice chair in the chair is not independent and no other member is": "24(1)(d)",
    "no appointed chair or vice chair among 6 eligible": "24(1)(a)",
}


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["id"] for each in EXAMPLES])
def test_every_published_example_is_reproduced(example: dict[str, Any]) -> None:
    stated = parse_attendance(example)
    result = quorum(
        stated.attendance,
        stated.panel,
        chair_may_fill_social_worker_place=stated.chair_may_fill_social_worker_place,
    )
    assert result.quorate is example["quorate"]
    assert {missing.limb for missing in result.missing} == {
        LIMB_OF_REASON[reason] for reason in example["why"]
    }


CASES: list[tuple[str, list[Attendee], str | None, tuple[str, ...]]] = [
    ("chair, social worker and three", [CHAIR, SOCIAL_WORKER, *members(3)], "C", ()),
    ("a member too few", [CHAIR, SOCIAL_WORKER, *members(2)], "C", ("24(1)(c)",)),
    ("no social worker", [CHAIR, *members(4)], "C", ("24(1)(b)",)),
    ("nobody to take the chair", [SOCIAL_WORKER, *members(4)], None, ("24(1)(a)",)),
    ("nobody at all", [], None, ("24(1)(a)", "24(1)(b)", "24(1)(c)")),
    (
        "a vice chair in the chair, nobody independent",
        [VICE_CHAIR, SOCIAL_WORKER, *members(3)],
        "V",
        ("24(1)(d)",),
    ),
    (
        "a vice chair in the chair, a member independent",
        [VICE_CHAIR, SOCIAL_WORKER, INDEPENDENT, *members(2)],
        "V",
        (),
    ),
    (
        "a vice chair in the chair, the social worker independent",
        [VICE_CHAIR, replace(SOCIAL_WORKER, independent=True), *members(3)],
        "V",
        (),
    ),
    (
        "an independent vice chair in the chair, no other independent",
        [replace(VICE_CHAIR, independent=True), SOCIAL_WORKER, *members(3)],
        "V",
        (),
    ),
    (
        "the chair is not independent and need not be for quorum",
        [replace(CHAIR, independent=False), SOCIAL_WORKER, *members(3)],
        "C",
        (),
    ),
    (
        "the chair withdrew, so the vice chair takes the chair",
        [replace(CHAIR, withdrawn=True), VICE_CHAIR, SOCIAL_WORKER, *members(3)],
        "V",
        ("24(1)(d)",),
    ),
    (
        "the chair came off the list",
        [replace(CHAIR, on_central_list=False), SOCIAL_WORKER, *members(4)],
        None,
        ("24(1)(a)",),
    ),
    (
        "the social worker is absent",
        [CHAIR, replace(SOCIAL_WORKER, present=False), *members(4)],
        "C",
        ("24(1)(b)",),
    ),
    (
        "the one vice chair who leaves a social worker takes the chair",
        [
            replace(VICE_CHAIR, name="V1", social_worker_3y=True, independent=True),
            replace(VICE_CHAIR, name="V2", independent=True),
            *members(3),
        ],
        "V2",
        (),
    ),
    (
        "a vice chair beside the chair is one of the others",
        [CHAIR, VICE_CHAIR, SOCIAL_WORKER, *members(2)],
        "C",
        (),
    ),
]


@pytest.mark.parametrize(
    ("attendance", "in_the_chair", "limbs"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_reg_24_1_for_a_single_provider(
    attendance: list[Attendee], in_the_chair: str | None, limbs: tuple[str, ...]
) -> None:
    result = quorum(attendance, PanelKind.SINGLE)
    assert result.in_the_chair == in_the_chair
    assert tuple(missing.limb for missing in result.missing) == limbs
    assert result.quorate is (limbs == ())
    assert result.needed == 5
    assert all(missing.citation == f"FSR {missing.limb}" for missing in result.missing)


@pytest.mark.parametrize(("others", "quorate"), [(3, False), (4, True)])
def test_reg_24_1_asks_a_joint_panel_for_four_others(*, others: int, quorate: bool) -> None:
    result = quorum([CHAIR, SOCIAL_WORKER, *members(others)], PanelKind.JOINT)
    assert result.quorate is quorate
    assert result.needed == 6


@pytest.mark.parametrize(
    ("panel", "others", "quorate"),
    [
        (PanelKind.SINGLE, 3, False),
        (PanelKind.SINGLE, 4, True),
        (PanelKind.JOINT, 4, False),
        (PanelKind.JOINT, 5, True),
    ],
)
def test_a_chair_who_fills_both_places_leaves_the_total_as_it_is(
    *,
    panel: PanelKind,
    others: int,
    quorate: bool,
) -> None:
    attendance = [replace(CHAIR, social_worker_3y=True), *members(others)]
    allowed = quorum(attendance, panel, chair_may_fill_social_worker_place=True)
    assert allowed.quorate is quorate
    strict = quorum(attendance, panel)
    assert "24(1)(b)" in {missing.limb for missing in strict.missing}


@pytest.mark.parametrize("role", [role for role in SittingRole if not role.counts_to_quorum])
def test_a_role_that_is_no_member_never_counts(role: SittingRole) -> None:
    guest = Attendee(name="G", role=role, independent=True, social_worker_3y=True)
    result = quorum([CHAIR, SOCIAL_WORKER, *members(2), guest], PanelKind.SINGLE)
    assert (result.quorate, result.counted) == (False, 4)


def test_messages_say_what_is_missing_and_how_many() -> None:
    assert quorum_sentence(quorum([CHAIR, SOCIAL_WORKER, *members(1)], PanelKind.SINGLE)) == (
        "Quorum not met: 3 counted, 5 needed. Only 1 other member besides the chair and the social"
        " worker, 3 needed: 2 more members."
    )
    chair_only = [replace(CHAIR, social_worker_3y=True), *members(4)]
    assert quorum_sentence(quorum(chair_only, PanelKind.SINGLE)) == (
        "Quorum not met: 5 counted, 5 needed. No separate social worker with 3 years' relevant"
        " post-qualifying experience is counted: 1 is needed. The person in the chair is one, but"
        " does not fill both places."
    )
    few = quorum(
        [replace(CHAIR, social_worker_3y=True), *members(3)],
        PanelKind.SINGLE,
        chair_may_fill_social_worker_place=True,
    )
    assert quorum_sentence(few).endswith(
        "Only 3 other members besides the chair, 4 needed: 1 more member."
    )
    met = quorum([CHAIR, SOCIAL_WORKER, *members(3)], PanelKind.SINGLE)
    assert quorum_sentence(met) == "Quorum met: 5 counted, 5 needed."


def test_messages_name_nobody() -> None:
    named = [
        Attendee(name="Priscilla Exampleton", role=SittingRole.VICE_CHAIR),
        Attendee(name="Barnaby Sampleford", role=SittingRole.MEMBER),
    ]
    assert "Exampleton" not in quorum_sentence(quorum(named, PanelKind.SINGLE))
    assert "Sampleford" not in quorum_sentence(quorum(named, PanelKind.SINGLE))


def test_missing_keys_mean_no_save_for_list_and_presence() -> None:
    stated = parse_attendance({"attendance": [{"name": "A", "role": "member", "hat": "green"}]})
    assert stated.panel is PanelKind.SINGLE
    assert not stated.chair_may_fill_social_worker_place
    assert stated.attendance == (Attendee(name="A", role=SittingRole.MEMBER),)


def person(**keys: object) -> dict[str, object]:
    return {"attendance": [{"name": "A", "role": "member", **keys}]}


MALFORMED: list[tuple[str, object, str]] = [
    ("a number", 3, "an object with the keys"),
    ("a list", [], "an object with the keys"),
    ("no attendance", {"panel": "single"}, "must hold a list"),
    ("attendance is no list", {"attendance": {}}, "must hold a list"),
    ("a person is no object", {"attendance": ["A"]}, "Person 1"),
    ("an unknown panel", {"panel": "triple", "attendance": []}, "single or joint"),
    ("a panel of the wrong type", {"panel": ["single"], "attendance": []}, "single or joint"),
    (
        "a setting of the wrong type",
        {"chair_may_fill_social_worker_place": "yes", "attendance": []},
        "must be true or false",
    ),
    ("an unknown role", person(role="treasurer"), "no known role"),
    ("a role of the wrong type", person(role=None), "no known role"),
    ("no name", person(name=None), "has no name"),
    ("an empty name", person(name=" "), "has no name"),
    ("a number for a yes", person(independent=1), "independent must be true or false"),
    ("null for a yes", person(present=None), "present must be true or false"),
    (
        "the same name twice",
        {"attendance": [{"name": "A", "role": "member"}, {"name": "A", "role": "chair"}]},
        "the same name",
    ),
]


@pytest.mark.parametrize(
    ("stated", "sentence"), [each[1:] for each in MALFORMED], ids=[each[0] for each in MALFORMED]
)
def test_a_malformed_attendance_list_is_refused(stated: object, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        parse_attendance(stated)

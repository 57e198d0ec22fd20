"""Fictional content for every kind of document, at the length that real ones have."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from panelapp.documents.agenda import AgendaContent, AgendaItem, ExpectedPerson, agenda
from panelapp.documents.decision_record import (
    DecisionRecordContent,
    NoticeLine,
    RequirementLine,
    decision_record,
)
from panelapp.documents.letter import AgencyDetails, Letter
from panelapp.documents.letter_decision import (
    ApprovalContent,
    DecisionContent,
    approval_letter,
    decision_letter,
)
from panelapp.documents.letter_deferral import DeferralContent, deferral_letter
from panelapp.documents.letter_determination import (
    DeterminationContent,
    PanelView,
    determination_letter,
)
from panelapp.documents.letter_ending import (
    ResignationContent,
    TerminationContent,
    resignation_letter,
    termination_letter,
)
from panelapp.documents.letter_final import FinalDecisionContent, final_decision_letter
from panelapp.documents.letter_review import (
    ConsentContent,
    ContinuedSuitabilityContent,
    consent_letter,
    continued_suitability_letter,
)
from panelapp.documents.minutes import (
    DeferralNote,
    InterestNote,
    Lock,
    MemberPosition,
    MinutesContent,
    MinutesItem,
    PersonPresent,
    minutes,
    minutes_extract,
)
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    DispatchMethod,
    FinalDecision,
    FirstDecision,
    MinutesSection,
    PlacementType,
    QdResponse,
)

if TYPE_CHECKING:
    from panelapp.documents.content import Document

MADE_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
AGENCY_NAME = "Larkfield Borough Council Fostering Service"
PANEL = "Larkfield fostering panel"

AGENCY = AgencyDetails(
    name=AGENCY_NAME,
    address="Imaginary House\n1 Example Street\nLarkfield\nLK1 1AA",
    telephone="01632 960 100",
    email="fostering@larkfield.example",
    irm_contact=(
        "Independent Review Mechanism (example entry)\nPO Box 1, Exampleton EX1 1EX\n"
        "Telephone 01632 960 199\nirm@review.example"
    ),
    complaints_contact=(
        "Customer Care, Larkfield Borough Council\nTelephone 01632 960 150\n"
        "complaints@larkfield.example"
    ),
)
LETTER = Letter(
    agency=AGENCY,
    case_ref="C-2026-0142",
    dated_on=date(2026, 11, 21),
    made_at=MADE_AT,
    people=("Ms Odalys Quillfeather", "Mr Bram Quillfeather"),
    address="14 Make-Believe Close\nLarkfield\nLK4 9ZZ",
    signatory="Theodora Wyvernsby",
    sent_by=(DispatchMethod.FIRST_CLASS_POST, DispatchMethod.EMAIL),
    help_from="Perpetua Moonshine, panel adviser, on 01632 960 101",
    enclosures=("Copy of the panel's recommendation", "Leaflet about the independent review"),
)
TERMS = Terms(
    number_of_children=2,
    more_if_siblings=True,
    age_from=0,
    age_to=10,
    placement_types=(PlacementType.SHORT_TERM, PlacementType.RESPITE),
)
SMALLER_TERMS = Terms(
    number_of_children=1,
    age_from=5,
    age_to=10,
    placement_types=(PlacementType.SHORT_TERM,),
    conditions="No bedroom is to be shared",
)

_PARAGRAPHS = {
    MinutesSection.DOCUMENTS: (
        "Assessment report, version 3, 28 October 2026\nMedical adviser's comment, 14 October "
        "2026\nThree personal references and the record of each visit\nHealth and safety check, "
        "2 September 2026\nPanel adviser's note, 5 November 2026"
    ),
    MinutesSection.SUMMARY: (
        "Odalys and Bram have lived together for eleven years and have no birth children. Odalys "
        "works three days a week as a school librarian; Bram repairs narrowboats from a yard near "
        "home. They applied in March after caring for a niece for four months.\n"
        "The assessment ran over nine visits. The report describes a settled couple who are open "
        "about a period of debt in 2019, now cleared. The social worker recommends approval for "
        "up to two children, or more if they are siblings."
    ),
    MinutesSection.ADVISER_ADVICE: (
        "The checks are complete and in date. The report was sent to the applicants on 29 October "
        "and their observations were received on 4 November. The panel may recommend terms, but "
        "does not have to."
    ),
    MinutesSection.MEDICAL_ADVICE: (
        "No concern for either applicant. Bram's back injury is managed and does not limit him in "
        "caring for a young child."
    ),
    MinutesSection.STRENGTHS: (
        "The members noted the warmth with which the niece spoke of her stay, the couple's use of "
        "routine without rigidity, and the strength of their network: two friends are themselves "
        "foster carers and both references were thoughtful and specific.\n"
        "The applicants had changed their view during the preparation course, and could say how. "
        "Several members found this the most convincing part of the report."
    ),
    MinutesSection.KEY_ISSUES: (
        "The members discussed how the couple would manage contact with birth family, which the "
        "report treats briefly. They also asked about the yard, its opening hours, and who would "
        "be at home after school on the days when both work.\n"
        "The chair summed up: the issues are ones of support and preparation, not of suitability."
    ),
    MinutesSection.QUESTIONS_TO_WORKER: (
        "Q. How was the period of debt explored? A. In two visits, with statements seen; an agreed "
        "plan was kept to and ended a year early.\n"
        "Q. What would the first year of support look like? A. Weekly visits for eight weeks, then "
        "fortnightly, a mentor, and the therapeutic parenting course in February."
    ),
    MinutesSection.QUESTIONS_TO_APPLICANTS: (
        "Q. What would you do if a child did not want to see a parent who had travelled to see "
        "them? A. Odalys said she would listen first, tell the social worker the same day, and "
        "make sure neither child nor parent was blamed.\n"
        "Q. What do you think will be hardest? A. Bram said: not fixing things quickly."
    ),
    MinutesSection.APPLICANT_VIEWS: (
        "The applicants said that the report was fair and that they recognised themselves in it. "
        "They asked for the debt to be described as cleared, and the social worker agreed."
    ),
    MinutesSection.CHILD_VIEWS: (
        "The niece, now 13, wrote that staying there was “calm, and they let me be cross”."
    ),
    MinutesSection.MEMBER_VIEWS: (
        "Each member gave a view in turn. All thought the couple suitable. Two members would have "
        "preferred terms for one child in the first year; after discussion both were content with "
        "the support plan instead."
    ),
    MinutesSection.FEEDBACK: (
        "Clear, well evidenced and balanced. Contact with birth family needs more analysis."
    ),
}
_SECTIONS = tuple(_PARAGRAPHS.items())
_MEMBERS = (
    "Rosalind Osei-Tarn",
    "Cuthbert Applegarth",
    "Zoë Ŵynne-Hallow",
    "Ifeoluwa Brightwater",
    "Hamish O’Larkspur",
    "Marguerite Saffron-Day",
)


def _item(number: int, **changes: object) -> MinutesItem:
    item = MinutesItem(
        number=number,
        case_ref=f"C-2026-{140 + number:04}",
        case_type="Mainstream application (Form F)",
        household=f"Household {number:02} (fictional)",
        regulation="Fostering Services (England) Regulations 2011, reg. 25(1)(a)",
        started=time(9 + number // 3, 5 + 15 * (number % 3)),
        finished=time(9 + number // 3, 18 + 15 * (number % 3)),
        requested="Suitable, with terms",
        members=_MEMBERS,
        attending=(
            "Linus Carraway (assessing social worker)",
            "Ottoline Fennimore (team manager)",
            "both applicants",
        ),
        quorum="Quorate: six members, with the chair and a social worker of three years' standing.",
        sections=_SECTIONS,
        recommendation="Suitable to be approved",
        unanimous=True,
        terms=TERMS,
        reasons=(
            "The applicants understand what children who cannot live at home need, and show it in "
            "how they cared for their niece.\n"
            "Their references, from people who have seen them under strain, are specific and "
            "consistent with the report.\n"
            "The plan for support answers the questions about contact and about working hours."
        ),
        conditions="Therapeutic parenting course by the end of February 2027.",
        quality_grade="Good",
        told="The chair told the applicants the recommendation and the reasons at 10:12.",
    )
    return replace(item, **changes)  # type: ignore[arg-type]  # fields are named by the caller


LOCK = Lock(by="Rosalind Osei-Tarn, chair", on=date(2026, 11, 19), record_check="7F3A-92KD")
MINUTES = MinutesContent(
    agency=AGENCY_NAME,
    panel_name=PANEL,
    sitting_ref="S-2026-014",
    held_on=date(2026, 11, 12),
    made_at=MADE_AT,
    start=time(9, 0),
    finish=time(13, 20),
    venue="Committee Room 2, Imaginary House",
    mode="Hybrid: in the room and by video",
    chair="Rosalind Osei-Tarn",
    present=(
        PersonPresent(name=_MEMBERS[0], role="Chair", category="Independent"),
        PersonPresent(name=_MEMBERS[1], role="Vice chair", category="Social worker"),
        PersonPresent(name=_MEMBERS[2], role="Member", category="Foster carer"),
        PersonPresent(
            name=_MEMBERS[3], role="Member", category="Education", times="From 09:20 (video)"
        ),
        PersonPresent(name=_MEMBERS[4], role="Member", category="Care experienced"),
        PersonPresent(name=_MEMBERS[5], role="Member", category="Health", times="Until 12:30"),
        PersonPresent(name="Perpetua Moonshine", role="Panel adviser"),
        PersonPresent(name="Barnaby Inkwell", role="Minute taker"),
    ),
    apologies=("Councillor Tamsin Vole",),
    observers=("Jocasta Reed, student social worker (with the agreement of those attending)",),
    quorum="The panel was quorate throughout, except for item 3, which was not heard.",
    opening=(
        ("Minutes of the last sitting", "The minutes of 8 October 2026 were agreed as accurate."),
        ("Matters arising", "The adviser has written to the medical service about late forms."),
    ),
    closing=(
        ("Decisions since the last sitting", "All five recommendations of October were agreed."),
        ("Any other business", "The joint training day is on 3 February 2027."),
    ),
    items=(
        _item(1),
        _item(
            2,
            case_type="Connected persons application (Form C)",
            children=("A.Q. (born 2019)", "B.Q. (born 2022)"),
            interests=(
                InterestNote(
                    name=_MEMBERS[2],
                    nature="Personal",
                    detail="Knows the applicant's sister from a choir",
                    ruling="Withdraw",
                    declared_on=date(2026, 11, 9),
                ),
            ),
            members=tuple(name for name in _MEMBERS if name != _MEMBERS[2]),
            quorum="Quorate: five members remained after one withdrew.",
            recommendation="Not suitable to be approved",
            unanimous=False,
            terms=None,
            conditions="",
            reasons=(
                "The safety plan of 4 September was broken on two visits, and the applicants knew "
                "that the visitors were not allowed.\n"
                "The applicants did not tell the social worker of either visit until asked.\n"
                "The children love the applicants, but need an adult who will put their safety "
                "first when the family asks otherwise."
            ),
            positions=(
                MemberPosition(
                    name=_MEMBERS[4],
                    position="Does not support",
                    words="The bond with the children outweighs the gaps, given close support.",
                ),
                MemberPosition(name=_MEMBERS[5], position="Abstains"),
            ),
        ),
        _item(
            3,
            case_type="First review after approval",
            presentation=2,
            recommendation="",
            terms=None,
            unanimous=None,
            reasons="Without a social worker of three years' standing the panel could not go on.",
            deferral=DeferralNote(
                reason="Quorum was lost",
                needed="A sitting at which a social worker member without an interest is present",
                needed_from="Panel adviser",
                needed_by=date(2026, 12, 3),
                returns_on=date(2026, 12, 10),
            ),
        ),
        *(_item(number) for number in range(4, 12)),
        MinutesItem(
            number=12,
            case_ref="C-2026-0152",
            case_type="Long-term match of a named child",
            household="Household 12 (fictional)",
            quorum="Not tested: the item was not heard.",
            withdrawn_because="The child's care plan changed on 10 November 2026.",
        ),
    ),
    lock=LOCK,
)
AGENDA = AgendaContent(
    agency=AGENCY_NAME,
    panel_name=PANEL,
    sitting_ref="S-2026-014",
    held_on=date(2026, 11, 12),
    made_at=MADE_AT,
    start=time(9, 0),
    finish=time(13, 15),
    venue="Committee Room 2, Imaginary House",
    mode="Hybrid: in the room and by video",
    chair=_MEMBERS[0],
    adviser="Perpetua Moonshine",
    minute_taker="Barnaby Inkwell",
    quorum_status=(
        "Six members are expected, and five are needed. The sitting is forecast to be quorate, "
        "except for item 3."
    ),
    expected=tuple(
        ExpectedPerson(name=p.name, role=p.role, category=p.category, note="Coming")
        for p in MINUTES.present
    ),
    apologies=("Councillor Tamsin Vole",),
    observers=("Jocasta Reed, student social worker",),
    last_sitting_on=date(2026, 10, 8),
    next_sitting_on=date(2026, 12, 10),
    other_business="date of the joint training day",
    items=tuple(
        AgendaItem(
            number=item.number,
            case_ref=item.case_ref,
            case_type=item.case_type,
            household=item.household,
            regulation=item.regulation,
            children=item.children,
            starts=time(9 + item.number // 3, 15 * (item.number % 3)),
            minutes=40,
            presentation=item.presentation,
            requested=item.requested,
            social_worker="Linus Carraway",
            team_manager="Ottoline Fennimore",
            attending=("both applicants", "a supporter"),
            access="British Sign Language interpreter booked" if item.number == 2 else "",
            papers=(
                "Assessment report, version 3 (38 pages)",
                "Medical adviser's comment (1 page)",
                "References (9 pages)",
            ),
            quorum_forecast="Five of six members can take part. Quorate.",
            interests=("Zoë Ŵynne-Hallow: knows the applicant's sister",)
            if item.number == 2
            else (),
        )
        for item in MINUTES.items[:5]
    ),
)
RECORD = DecisionRecordContent(
    agency=AGENCY_NAME,
    case_ref="C-2026-0142",
    case_type="Connected persons application (Form C)",
    household="Odalys and Bram Quillfeather",
    children=("A.Q. (born 2019)", "B.Q. (born 2022)"),
    decision="Proposal not to approve",
    decided_by="Theodora Wyvernsby",
    decided_on=date(2026, 11, 20),
    made_at=MADE_AT,
    is_qualifying_determination=True,
    panel_sat_on=date(2026, 11, 12),
    minutes_received_on=date(2026, 11, 19),
    decide_by=date(2026, 11, 30),
    recommendations=(
        ("Social worker", "Suitable, for the two named children"),
        ("Team manager", "Suitable, for the two named children"),
        ("Panel", "Not suitable (not unanimous: one member did not support it, one abstained)"),
    ),
    panel_reasons=MINUTES.items[1].reasons,
    documents_read=(
        "Assessment report, version 3, 28 October 2026",
        "Final minutes of 12 November 2026",
        "The applicants' observations, 4 November 2026",
        "Medical adviser's comment, 14 October 2026",
    ),
    advice_taken="Legal advice of 17 November 2026 on the interim care order.",
    arguments=(
        "For approval: the children's bond with the applicants, and their wish to stay.\n"
        "Against: the unsafe visitors to the home, and two breaches of the safety plan."
    ),
    panel_process=(
        "The panel heard the applicants and their supporter, asked relevant questions, and gave "
        "reasons. One member withdrew rightly."
    ),
    new_information="None has been put to me since the panel sat.",
    panel_reasons_adopted="I adopt the panel's first and third reasons, not the second.",
    agrees_with_panel=True,
    reasons=(
        "The safety plan was broken twice in six weeks by visits that the applicants knew were "
        "not allowed.\nI accept that the applicants love the children. I am not satisfied that "
        "they can put the children's safety before the wishes of adult relatives."
    ),
    reply_by=date(2026, 12, 19),
    requirements=(
        RequirementLine(
            words="Review the children's interim placement with the independent reviewing officer",
            owner="Team manager",
            due_on=date(2026, 12, 4),
        ),
    ),
    notices=(
        NoticeLine(
            kind="Told by telephone",
            given_on=date(2026, 11, 20),
            method="Telephone",
            by="Perpetua Moonshine",
        ),
    ),
)
DETERMINATION = DeterminationContent(
    letter=LETTER,
    determination=FirstDecision.QD_NOT_APPROVE,
    decided_on=date(2026, 11, 20),
    reasons=RECORD.reasons,
    panel=PanelView(
        sat_on=date(2026, 11, 12),
        recommendation="Not suitable to be approved",
        reasons=MINUTES.items[1].reasons,
    ),
    considered=RECORD.documents_read,
    arguments=RECORD.arguments,
    new_information=RECORD.new_information,
    panel_reasons_adopted=RECORD.panel_reasons_adopted,
    meanwhile=(
        "A.Q. and B.Q. will stay where they are until my final decision, with a visit each week. "
        "Your allowance goes on as now."
    ),
)
CHANGE_DETERMINATION = replace(
    DETERMINATION,
    determination=FirstDecision.QD_CHANGE_TERMS,
    current_terms=TERMS,
    proposed_terms=SMALLER_TERMS,
    support_statement=(
        "The child placed with you will move to a bedroom of her own. We will pay for the work and "
        "your supervising social worker will visit each week until it is done."
    ),
)
APPROVAL = ApprovalContent(
    letter=replace(LETTER, enclosures=("Foster care agreement (two copies)",)),
    decided_on=date(2026, 11, 20),
    effective_on=date(2026, 11, 20),
    terms=TERMS,
    review_by=date(2027, 11, 19),
    panel_sat_on=date(2026, 11, 12),
    reasons="You have shown that you can put a child's needs first and ask for help early.",
    requirements=("Complete the therapeutic parenting course by the end of February 2027.",),
)
FINAL = FinalDecisionContent(
    letter=LETTER,
    decision=FinalDecision.NOT_APPROVE,
    decided_on=date(2027, 1, 28),
    first_notice_on=date(2026, 11, 21),
    response=QdResponse.REPRESENTATIONS,
    recommended="Not suitable to be approved",
    recommended_on=date(2027, 1, 14),
    reasons="I have read your representations with care. They do not answer the two breaches.",
)
CONSENT = ConsentContent(
    letter=LETTER,
    decided_on=date(2026, 11, 20),
    effective_on=date(2026, 11, 20),
    new_terms=SMALLER_TERMS,
    current_terms=TERMS,
    support_statement=CHANGE_DETERMINATION.support_statement,
    agreed_on=date(2026, 11, 18),
    next_review_by=date(2027, 11, 1),
)
DEFERRAL = DeferralContent(
    letter=LETTER,
    sat_on=date(2026, 11, 12),
    reason="A check was missing",
    needed="The overseas police certificate for the three years in Ruritania",
    needed_from="You, with the help of your social worker",
    needed_by=date(2026, 12, 3),
    returns_on=date(2026, 12, 10),
)

DOCUMENTS: dict[str, Document] = {
    "agenda": agenda(AGENDA),
    "minutes": minutes(MINUTES),
    "minutes-draft": minutes(replace(MINUTES, lock=None, items=MINUTES.items[:2])),
    "minutes-extract": minutes_extract(MINUTES, "C-2026-0142"),
    "decision-record": decision_record(RECORD),
    "letter-approval": approval_letter(APPROVAL),
    "letter-qd-approval": determination_letter(DETERMINATION),
    "letter-qd-terms": determination_letter(CHANGE_DETERMINATION),
    "letter-qd-terminate": determination_letter(
        replace(DETERMINATION, determination=FirstDecision.QD_TERMINATE, panel=None)
    ),
    "letter-final": final_decision_letter(FINAL),
    "letter-continued": continued_suitability_letter(
        ContinuedSuitabilityContent(
            letter=replace(LETTER, copies_to=("Otherton County Council",)),
            decided_on=date(2026, 11, 20),
            reviewed_on=date(2026, 10, 30),
            terms=TERMS,
            next_review_by=date(2027, 10, 29),
        )
    ),
    "letter-consent": consent_letter(CONSENT),
    "letter-termination": termination_letter(
        TerminationContent(
            letter=LETTER,
            ended_on=date(2027, 1, 28),
            final_notice_on=date(2027, 1, 28),
            why="The reasons are those of my final decision.",
        )
    ),
    "letter-resignation": resignation_letter(
        ResignationContent(
            letter=LETTER,
            received_on=date(2026, 11, 16),
            arrangements="Your supervising social worker will plan the children's move with you.",
        )
    ),
    "letter-deferral": deferral_letter(DEFERRAL),
    "letter-extension-refused": decision_letter(
        DecisionContent(
            letter=LETTER,
            decision=FirstDecision.EXTENSION_REFUSED,
            decided_on=date(2026, 11, 20),
            reasons="The assessment can be finished within the time that is left.",
        )
    ),
}

"""Pages of the street office: regulations with drafts, parameters, caps of posts."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, TypeVar, cast

import pytest

from contracts.appeals.disclosures import (
    CommunityDisclosure,
    CommunityDisclosureList,
    ListCommunityDisclosures,
)
from contracts.appeals.words import SeenFor
from contracts.incentives.complaints import (
    CommunityComplainantDisclosure,
    CommunityComplainantDisclosureList,
    ListCommunityComplainantDisclosures,
)
from contracts.recruitment.disclosures import (
    CommunityApplicantDisclosure,
    CommunityApplicantDisclosureList,
    CommunityAppointmentDisclosure,
    CommunityAppointmentDisclosureList,
    ListCommunityApplicantDisclosures,
    ListCommunityAppointmentDisclosures,
)
from contracts.recruitment.parameters import (
    ListParameters,
    ParameterList,
    ParameterStep,
    ParameterView,
    SetParameter,
    ShowParameter,
)
from contracts.recruitment.post_cap import (
    EndPostOverride,
    ListPostCaps,
    OverridePostCap,
    OverrideView,
    PostCapList,
    PostCapView,
    ShowPostCap,
)
from contracts.recruitment.regulations import (
    CompareRegulationDraft,
    Difference,
    DifferenceLine,
    DraftRegulation,
    ListRegulations,
    PublishRegulation,
    RegulationDraft,
    RegulationEdition,
    RegulationList,
    RegulationView,
    ShowRegulation,
)
from contracts.recruitment.words import LineChange, Parameter, RegulationKind, RegulationName
from contracts.volunteers.disclosures import (
    CommunityVolunteerDisclosure,
    CommunityVolunteerDisclosureList,
    ListCommunityVolunteerDisclosures,
)
from runtime import clock
from runtime.identifiers import new_id
from tests.gateway.answers import everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG, STREET
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.periods import day_of

A = TypeVar("A")

_REGULATION = f"/desk/regulations/{STREET}/training"
_CAP = f"/desk/post-caps/{DENGLIANG}"


def _some(kind: type[A], /, **changes: Any) -> A:
    found: Any = an_answer(kind)  # type: ignore[arg-type]  # answers alone come here
    return cast("A", dataclasses.replace(found, **changes))


def _regulation() -> RegulationView:
    written = {"title_zh": "培训制度", "title_en": "Training", "summary_en": "What is learnt."}
    before = _some(RegulationEdition, number=1, text="1. 不超过 {{post_cap}} 个。", **written)
    return _some(
        RegulationView,
        street=STREET,
        name=RegulationName.TRAINING,
        kind=RegulationKind.REGULATION,
        number=1,
        text="1. 不超过 10 个。",
        editions=[before],
        draft=RegulationDraft(**written | {"text": "1. 不超过 {{post_cap}} 个，从严。"}),
        possible=["draft", "discarding", "publication"],
        version=4,
        **written,
    )


@pytest.fixture
def house(quick_house: House) -> House:
    """A regulation with a draft, a parameter to be changed, a community above its cap."""
    today = day_of(clock.now())
    override = _some(
        OverrideView,
        number="〔2013〕1",
        community=DENGLIANG,
        extra=2,
        counts=True,
        possible=["ending"],
        version=3,
    )
    cap = _some(
        PostCapView,
        community=DENGLIANG,
        cap=10,
        taken=13,
        is_over=True,
        warning_zh="超出上限 1 个",
        overrides=[override],
        possible=["overrides"],
    )
    step = _some(
        ParameterStep, value=12, effective_from=today + dt.timedelta(days=9), reason="会议决定"
    )
    parameter = _some(
        ParameterView,
        street=STREET,
        name=Parameter.POST_CAP,
        value=10,
        steps=[step],
        possible=["edit"],
        version=1,
    )
    lines = [("removed", "1. 不超过 {{post_cap}} 个。"), ("added", "1. 从严。")]
    quick_house.gateway.services.answers.update(
        everything()
        | {
            ListRegulations: RegulationList(items=[_regulation()]),
            ShowRegulation: _regulation(),
            DraftRegulation: _regulation(),
            PublishRegulation: _regulation(),
            CompareRegulationDraft: Difference(
                from_number=1,
                to_number=2,
                lines=[DifferenceLine(change=LineChange(one), text=text) for one, text in lines],
            ),
            ListParameters: ParameterList(items=[parameter]),
            ShowParameter: parameter,
            SetParameter: parameter,
            ListPostCaps: PostCapList(items=[cap]),
            ShowPostCap: cap,
            OverridePostCap: cap,
            EndPostOverride: cap,
        }
    )
    return quick_house


@pytest.fixture
def officer(house: House) -> Visitor:
    """Of the street office."""
    made = Visitor(house.gateway.app)
    assert made.signs_in(house.person("officer", Role.STREET_OFFICER, STREET)).status == 303
    return made


def _asked(house: House, kind: type[Any]) -> Any:
    [one] = [each.request for each in house.services.asked if isinstance(each.request, kind)]
    return one


def test_a_draft_is_looked_at_beside_what_is_in_force_and_then_published(
    house: House, officer: Visitor
) -> None:
    """Issue 19: a regulation drafted, compared and published."""
    found = officer.follows(officer.opens("/desk/regulations"))
    assert _REGULATION in found.links

    page = officer.opens(_REGULATION)
    assert page.words.index("草稿和现行版本的不同") < page.words.index("1. 从严。")
    draft = page.form(deed="draft_regulation").fields["text"]
    done = officer.sends(page, deed="publish_regulation", reason="街道办公会议通过。")

    assert draft == "1. 不超过 {{post_cap}} 个，从严。"
    assert done.leads_to == _REGULATION
    published = _asked(house, PublishRegulation)
    assert (published.name, published.expected_version) == (RegulationName.TRAINING, 4)


def test_a_first_draft_begins_with_the_text_in_force_as_it_was_written(
    house: House, officer: Visitor
) -> None:
    """The names of parameters stay in it, not the values of the day."""
    house.services.answers[ShowRegulation] = dataclasses.replace(_regulation(), draft=None)

    page = officer.opens(_REGULATION)

    assert page.form(deed="draft_regulation").fields["text"] == "1. 不超过 {{post_cap}} 个。"
    assert "草稿和现行版本的不同" not in page.words


def test_a_parameter_shows_what_was_decided_for_later_and_is_set_with_a_reason(
    house: House, officer: Visitor
) -> None:
    found = officer.follows(officer.opens("/desk/parameters"))
    assert "起 12" in found.words

    page = officer.opens(f"/desk/parameters/{STREET}/post_cap")
    assert page.form(deed="set_parameter").fields["value"] == "10"
    officer.sends(page, deed="set_parameter", value="11", reason="经街道办公会议研究。")

    asked = _asked(house, SetParameter)
    assert (asked.value, asked.name, asked.expected_version) == (11, Parameter.POST_CAP, 1)


def test_an_override_is_granted_and_ended_where_its_community_stands(
    house: House, officer: Visitor
) -> None:
    """Issue 19: an override granted and ended, and what stands now."""
    found = officer.follows(officer.opens("/desk/post-caps"))
    assert "超过上限" in found.words

    page = officer.opens(next(one for one in found.links if one == _CAP))
    assert "超出上限 1 个" in page.words
    officer.sends(page, {"to": "2013-12-31"}, deed="override_post_cap", extra="1", reason="人口多")
    [ending] = [
        one.fields["_deed"] for one in page.forms if "end_post" in one.fields.get("_deed", "")
    ]
    officer.sends(page, deed=ending, reason="社区拆分")

    granted, ended = _asked(house, OverridePostCap), _asked(house, EndPostOverride)
    assert (granted.extra, granted.to_day) == (1, dt.date(2013, 12, 31))
    assert (ended.expected_version, ended.to_day) == (3, None)


def test_others_read_and_decide_nothing(house: House) -> None:
    """What can be done comes from the answer, who may open the page from the table."""
    clerk = Visitor(house.gateway.app)
    clerk.signs_in(house.person("clerk", Role.WORKSTATION_STAFF, DENGLIANG))
    read_only = dataclasses.replace(_regulation(), possible=[])
    house.services.answers[ShowRegulation] = read_only

    page = clerk.opens(_REGULATION)

    assert page.status == 200
    assert [one for one in page.forms if "_deed" in one.fields] == []
    assert "/desk/regulations" not in clerk.opens("/desk/today").links


def test_the_street_reads_who_saw_contacts_and_why(house: House, officer: Visitor) -> None:
    """Issue 19: disclosures made in its communities, with reason and account."""
    one = _some(
        CommunityDisclosure,
        community=DENGLIANG,
        number="〔2013〕17",
        reason=SeenFor.OTHER,
        words="核对地址",
        seen=["contact_phone"],
    )
    page = CommunityDisclosureList(items=[one], total=1)
    house.services.answers[ListCommunityDisclosures] = page

    found = officer.opens("/desk/disclosures?disclosed_from=2013-05-01")

    for words in ("〔2013〕17", "核对地址", "联系电话"):
        assert words in found.words
    asked = [
        each.request
        for each in house.services.asked
        if isinstance(each.request, ListCommunityDisclosures)
    ]
    assert asked[0].disclosed_from == dt.date(2013, 5, 1)
    assert SeenFor.NOTICE not in (asked[0].reason or [])
    assert "/desk/disclosures" in officer.opens("/desk/overview").links


@pytest.mark.parametrize(
    ("tab", "asked", "answer", "one", "leads"),
    [
        (
            "applicants",
            ListCommunityApplicantDisclosures,
            CommunityApplicantDisclosureList,
            CommunityApplicantDisclosure,
            "/desk/applications/",
        ),
        (
            "appointments",
            ListCommunityAppointmentDisclosures,
            CommunityAppointmentDisclosureList,
            CommunityAppointmentDisclosure,
            "/desk/appointments/",
        ),
        (
            "volunteers",
            ListCommunityVolunteerDisclosures,
            CommunityVolunteerDisclosureList,
            CommunityVolunteerDisclosure,
            "/desk/volunteers/",
        ),
        (
            "complainants",
            ListCommunityComplainantDisclosures,
            CommunityComplainantDisclosureList,
            CommunityComplainantDisclosure,
            "/desk/complaints/",
        ),
    ],
)
def test_each_kind_of_people_whose_contact_is_seen_stands_there(
    house: House, officer: Visitor, tab: str, asked: Any, answer: Any, one: Any, leads: str
) -> None:
    """Issue 19: not residents' alone; within eight calls, as any page."""
    given = _some(one, community=DENGLIANG, words="核对名册", seen=["phone"])
    # Officers see contacts of complainants and invited people themselves.
    reader = Visitor(house.gateway.app)
    reader.signs_in(house.person("secretary", Role.STREET_PARTY_COMMITTEE, STREET))
    ids = {"registration_id", "complaint_id"} & {each.name for each in dataclasses.fields(one)}
    given = dataclasses.replace(given, **dict.fromkeys(ids, new_id()))
    house.services.answers[asked] = answer(items=[given], total=1)

    is_officers = tab != "complainants"
    found = (officer if is_officers else reader).opens(f"/desk/disclosures?tab={tab}")

    assert "核对名册" in found.words
    assert [link for link in found.links if link.startswith(f"{leads}0")]
    assert ("受邀人" not in found.words) is is_officers, "overseen by others than those who invite"

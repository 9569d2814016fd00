from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.recruitment.applications import ApplicationReceipt
from contracts.recruitment.appointments import AppointmentErased, AppointmentWithdrawn
from contracts.recruitment.campaigns import ConcludeCampaign
from contracts.recruitment.own_data import ApplicationErasure, EraseOwnApplication
from contracts.recruitment.proposing import WithdrawAppointment
from contracts.recruitment.public_notice import ListPublicNotices, OpenNotice, RecordObjection
from contracts.recruitment.screening import AbstainFromApplication
from contracts.recruitment.words import ApplicationState, AppointmentState, Outcome
from groundwork import retention as cleaning
from runtime import clock
from runtime.database import Database
from services.recruitment.applications.model import Application
from services.recruitment.appointment.model import Appointment, Objection
from services.recruitment.campaigns import operations as campaigns
from services.recruitment.campaigns.model import Campaign
from services.recruitment.own_data import operations, queries
from services.recruitment.proposing import operations as proposing
from services.recruitment.public_notice import operations as public_notice
from services.recruitment.public_notice import queries as notices
from services.recruitment.screening import operations as screening
from services.recruitment.screening import queries as screenings
from tests.builders import LILIN, STAFF, done, refused
from tests.outboxes import envelopes, events
from tests.services.recruitment.applications.builders import (
    applied,
    code_of,
    recommended,
    the_application,
    told,
)
from tests.services.recruitment.appointing import proposed, seen
from tests.services.recruitment.campaigns.builders import an_open_campaign, closed, in_days
from tests.services.recruitment.conftest import Arranged
from tests.services.recruitment.screening.builders import (
    COMMITTEE,
    a_screening,
    decided,
    passed_all,
    scored,
    staged,
)
from vocabulary.actors import RESIDENT
from vocabulary.erasure import BY_RETENTION, ON_REQUEST
from vocabulary.problems import NotFound, WrongState


def _erase(database: Database, receipt: ApplicationReceipt) -> ApplicationErasure:
    request = EraseOwnApplication(code=code_of(database, receipt.id))
    return done(database, operations.erase_own, RESIDENT, request)


def _conclude(database: Database, campaign_id: UUID, days_ago: int) -> None:
    request = ConcludeCampaign(campaign_id=campaign_id)
    done(database, campaigns.conclude, STAFF, request)
    with database.writing() as session:
        campaign = session.get_one(Campaign, campaign_id)
        campaign.concluded_at = clock.now() - dt.timedelta(days=days_ago)


def _clean(database: Database) -> int:
    with database.reading() as session:
        due = cleaning.due(session, operations.CLEANED)["application"]
    with database.writing() as session:
        cleaned = cleaning.clean(session, operations.CLEANED)["application"]
    assert cleaned == due
    return cleaned


def test_a_person_gets_a_copy_of_everything(recruitment: Database) -> None:
    _, (receipt, _) = a_screening(recruitment)
    scored(recruitment, receipt.id, 80)
    staged(recruitment, receipt.id, "check", reason="符合条件，见 13900139000。")

    with recruitment.reading() as session:
        copy = queries.copy_of(session, receipt.code or "")

    assert (copy.name, copy.address, copy.mean_points) == ("陈秀英", "荔林花园 3 栋", 80.0)
    assert [step.what for step in copy.history] == ["received", "stage_passed"]
    assert "13900139000" not in (copy.history[1].note or "")
    assert all(step.by is None for step in copy.history)


def test_an_erased_application_holds_nobody_and_still_counts(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign, phone="13800138000")

    erased = _erase(recruitment, receipt)

    shown = the_application(recruitment, receipt.id, COMMITTEE)
    assert (erased.state, shown.state) == (ApplicationState.WITHDRAWN,) * 2
    assert (shown.name, shown.phone, shown.address) == (None, None, None)
    assert {shown.ability, shown.motivation, shown.time_available} == {ON_REQUEST}
    assert shown.received_at is not None
    assert told(recruitment, receipt.code or "").erased_at == erased.erased_at
    assert [one.type.rpartition(".")[2] for one in envelopes(recruitment, receipt.id)] == [
        "application_received", "application_withdrawn",
    ]  # fmt: skip
    assert applied(recruitment, campaign, phone="13800138000").number != receipt.number


def _in_notice(database: Database) -> tuple[ApplicationReceipt, UUID]:
    """A person selected from a campaign, in public notice today."""
    campaign, (receipt, _) = a_screening(database)
    passed_all(database, receipt.id)
    decided(database, receipt.id)
    proposal = proposed(
        database,
        campaign.posts[0].id,
        application_id=receipt.id,
        name=None,
        phone=None,
        found_because=None,
        happened_on=None,
    )
    request = OpenNotice(appointment_id=proposal.id)
    return receipt, done(database, public_notice.open_notice, STAFF, request).id


def _noticed(database: Database) -> list[str | None]:
    with database.reading() as session:
        found = notices.public_notices(session, ListPublicNotices(community=LILIN))
    return [notice.name for notice in found.items]


def test_the_proposal_that_came_of_an_application_is_erased_with_it(recruitment: Database) -> None:
    """PIPL art. 47."""
    receipt, appointment_id = _in_notice(recruitment)
    raise_it = RecordObjection(
        appointment_id=appointment_id, text="陈秀英常年不在社区居住", contact="13900139000"
    )
    done(recruitment, public_notice.record_objection, STAFF, raise_it)

    _erase(recruitment, receipt)

    shown = seen(recruitment, appointment_id, COMMITTEE)
    assert _noticed(recruitment) == []
    assert (shown.state, shown.phone) == (AppointmentState.WITHDRAWN, None)
    assert (shown.ability, shown.willingness) == (ON_REQUEST, ON_REQUEST)
    assert "陈" not in (shown.name or "")
    assert [step.what for step in shown.history][-2:] == ["withdrawn", "erased"]
    withdrawn, erased = events(recruitment, appointment_id)[-2:]
    assert isinstance(withdrawn, AppointmentWithdrawn)
    assert isinstance(erased, AppointmentErased)
    with recruitment.reading() as session:
        assert session.get_one(Appointment, appointment_id).erased_at is not None
        [objection] = session.scalars(sa.select(Objection)).all()
        assert (objection.text, objection.contact) == (ON_REQUEST, None)


def test_an_application_is_kept_while_its_proposal_stands(recruitment: Database) -> None:
    """Erased by its period, it would leave a proposal of nobody."""
    receipt, appointment_id = _in_notice(recruitment)
    with recruitment.reading() as session:
        campaign_id = session.get_one(Application, receipt.id).campaign_id
    _conclude(recruitment, campaign_id, days_ago=400)

    assert _clean(recruitment) == 1  # the other applicant's
    request = WithdrawAppointment(appointment_id=appointment_id, reason="本人放弃。")
    done(recruitment, proposing.withdraw, STAFF, request)
    assert _clean(recruitment) == 1


def test_reasons_and_notes_go_with_it_and_points_stay(recruitment: Database) -> None:
    campaign, (receipt, _) = a_screening(recruitment)
    scored(recruitment, receipt.id, 80, COMMITTEE)
    abstention = AbstainFromApplication(application_id=receipt.id, reason="是陈秀英的弟弟")
    done(recruitment, screening.abstain, STAFF, abstention)
    decided(recruitment, receipt.id, Outcome.NOT_SELECTED, reason="陈秀英时间不够。")

    erased = _erase(recruitment, receipt)

    shown = the_application(recruitment, receipt.id)
    notes = [step.note for step in shown.history if step.note is not None]
    assert notes == [ON_REQUEST]
    assert erased.state is ApplicationState.UNSUCCESSFUL
    assert (shown.reserve_until, shown.history[-1].what) == (None, "erased")
    with recruitment.reading() as session:
        found = screenings.show(session, STAFF, session.get_one(Campaign, campaign.id))
    card = next(one for one in found.items if one.application.id == receipt.id)
    assert card.total == 80.0
    assert [one.reason for one in card.abstentions] == [ON_REQUEST]


def test_it_is_erased_once_and_by_its_code_only(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = applied(recruitment, campaign)
    _erase(recruitment, receipt)

    assert isinstance(refused(_erase, recruitment, receipt), WrongState)
    wrong = EraseOwnApplication(code="0000-0000-0000-0000")
    assert isinstance(refused(done, recruitment, operations.erase_own, RESIDENT, wrong), NotFound)


def test_who_was_recommended_and_never_agreed_can_have_it_erased(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    receipt = recommended(recruitment, campaign)

    assert _erase(recruitment, receipt).state is ApplicationState.WITHDRAWN
    shown = the_application(recruitment, receipt.id)
    assert (shown.recommended_by, shown.recommendation) == (ON_REQUEST, ON_REQUEST)


@pytest.mark.parametrize(("days_ago", "cleaned"), [(364, 0), (366, 2)])
def test_a_year_after_the_campaign_it_is_cleaned(
    recruitment: Database, days_ago: int, cleaned: int
) -> None:
    campaign, (receipt, _) = a_screening(recruitment)
    _conclude(recruitment, campaign.id, days_ago)

    assert [_clean(recruitment), _clean(recruitment)] == [cleaned, 0]
    shown = the_application(recruitment, receipt.id, COMMITTEE)
    assert (shown.name is None) is (cleaned > 0)
    if cleaned:
        assert shown.ability == BY_RETENTION
        assert shown.history[-1].role == "retention"


def test_the_reserve_list_is_kept_as_long_as_agreed(recruitment: Database) -> None:
    campaign, (receipt, other) = a_screening(recruitment)
    decided(recruitment, receipt.id, Outcome.NOT_SELECTED, reason="名额有限。")
    _conclude(recruitment, campaign.id, 400)

    assert _clean(recruitment) == 1
    assert the_application(recruitment, other.id).erased_at is not None
    with recruitment.writing() as session:
        session.get_one(Application, receipt.id).reserve_until = in_days(-1)
    assert _clean(recruitment) == 1


def test_a_campaign_that_goes_on_keeps_its_applications(recruitment: Database) -> None:
    a_screening(recruitment)

    assert _clean(recruitment) == 0


def test_who_was_recommended_and_never_answered_goes_with_the_closing(
    arranged: Arranged,
) -> None:
    """PIPL art. 19: nobody agreed to keep it for longer."""
    recruitment, campaign = arranged(an_open_campaign)
    receipt, other = recommended(recruitment, campaign), applied(recruitment, campaign)
    assert _clean(recruitment) == 0
    closed(recruitment, campaign)

    assert [_clean(recruitment), _clean(recruitment)] == [1, 0]

    shown = the_application(recruitment, receipt.id)
    assert (shown.state, shown.name, shown.phone) == (ApplicationState.WITHDRAWN, None, None)
    assert (shown.recommended_by, shown.recommendation) == (BY_RETENTION, BY_RETENTION)
    assert [step.what for step in shown.history][-2:] == ["withdrawn", "erased"]
    assert shown.history[-1].role == "retention"
    assert the_application(recruitment, other.id).erased_at is None

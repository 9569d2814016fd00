"""A certificate tells what counts, and names the one that it replaces."""

from __future__ import annotations

import pytest

from contracts.volunteers.hour_certificates import (
    CheckHourCertificate,
    HourCertificateCheck,
    HourCertificateView,
    IssueHourCertificate,
    PrintHourCertificate,
    ShowHourCertificate,
)
from contracts.volunteers.hours import CorrectHours
from runtime.database import Database
from services.volunteers.hour_certificates import operations, queries
from tests.builders import STAFF, done
from tests.services.volunteers.serving import (
    a_team,
    checked_in,
    counted,
    hours_of,
    published,
    registered,
    signed_up,
)


def _checked(database: Database, one: HourCertificateView) -> HourCertificateCheck:
    wanted = CheckHourCertificate(number=one.number, code=one.code or "")
    with database.reading() as session:
        return queries.check(session, wanted)


def test_a_new_certificate_names_the_one_with_the_hours_of_before(volunteers: Database) -> None:
    """The old paper says which one counts; the new one says what it replaces."""
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    checked_in(volunteers, signed_up(volunteers, activity, receipt))
    [served] = hours_of(volunteers, activity)
    counted(volunteers, served)
    wanted = IssueHourCertificate(registration_id=receipt.id, in_charge="李建华")
    before = done(volunteers, operations.issue, STAFF, wanted)
    correction = CorrectHours(hours_id=served.id, minutes=120, reason="提前离开。")
    done(volunteers, operations.correct, STAFF, correction)
    between = _checked(volunteers, before)

    after = done(volunteers, operations.issue, STAFF, wanted)

    old, new = _checked(volunteers, before), _checked(volunteers, after)
    with volunteers.reading() as session:
        shown = queries.show(session, STAFF, ShowHourCertificate(hour_certificate_id=before.id))
    assert (between.state, between.replaced_by) == ("replaced", None)
    assert (old.state, old.minutes, old.replaced_by) == ("replaced", 180, after.number)
    assert (new.state, new.minutes, new.replaces) == ("standing", 120, [before.number])
    assert (shown.replaced_by, shown.replaces) == (after.number, [])


def test_another_certificate_of_the_same_hours_replaces_nothing(volunteers: Database) -> None:
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    checked_in(volunteers, signed_up(volunteers, activity, receipt))
    counted(volunteers, hours_of(volunteers, activity)[0])
    wanted = IssueHourCertificate(registration_id=receipt.id, in_charge="李建华")

    first, second = (done(volunteers, operations.issue, STAFF, wanted) for _ in range(2))

    assert (_checked(volunteers, first).state, second.replaces) == ("standing", [])


@pytest.mark.one_database
def test_the_paper_leads_to_its_check_page(volunteers: Database) -> None:
    """The QR code holds the number and the code; without an address it is printed without."""
    receipt = registered(volunteers)
    activity = published(volunteers, a_team(volunteers))
    checked_in(volunteers, signed_up(volunteers, activity, receipt))
    counted(volunteers, hours_of(volunteers, activity)[0])
    wanted = IssueHourCertificate(registration_id=receipt.id, in_charge="李建华")
    issued = done(volunteers, operations.issue, STAFF, wanted)

    with volunteers.reading() as session:
        papers = [
            queries.document(
                session,
                STAFF,
                PrintHourCertificate(hour_certificate_id=issued.id, origin=origin),
            ).as_bytes
            for origin in (None, "https://linli.example.cn")
        ]
    address = queries.check_address("https://linli.example.cn/", "〔2026〕12", "7K3M-9QX2")

    assert all(paper.startswith(b"%PDF-") for paper in papers)
    assert len(papers[1]) > len(papers[0])
    assert address == "https://linli.example.cn/hour-certificates/2026-12?code=7K3M-9QX2"

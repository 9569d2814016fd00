from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.appeals.appeal import AppealView
from contracts.appeals.closing import AppealClosed, CloseAppeal, ContestAppeal, ReopenAppeal
from contracts.appeals.disclosures import DiscloseContact
from contracts.appeals.own_data import (
    AppealErased,
    EraseAppeal,
    EraseOwnData,
    ErasureAnswer,
    ExportOwnData,
    OwnDataAnswer,
)
from contracts.appeals.rating import RateAppeal
from contracts.appeals.words import AskedHow, DisclosureReason, ErasedBy, Method, Outcome, State
from runtime import clock
from runtime.database import Database
from services.appeals.appeal.model import Appeal
from services.appeals.closing import operations as closing
from services.appeals.disclosures import operations as disclosures
from services.appeals.disclosures import queries as disclosed
from services.appeals.history import Entry
from services.appeals.own_data import operations
from services.appeals.own_data.model import ProofFailure
from services.appeals.rating import operations as rating
from tests.builders import (
    COMMISSIONER,
    STAFF,
    a_settled_appeal,
    acted_on,
    an_accepted_appeal,
    an_appeal,
    an_assigned_appeal,
    done,
    refused,
    shanghai,
    shown,
)
from tests.outboxes import envelopes, events
from vocabulary.erasure import ON_REQUEST
from vocabulary.problems import Forbidden, Invalid, WrongState

_PHONE = "138-0013 8000"
_EMAIL = "meilan@example.cn"
_CLEANED = (
    "text",
    "contact_name",
    "contact_phone",
    "contact_address",
    "contact_email",
    "phone_print",
    "email_print",
)


def _export(
    register: Database, appeal: AppealView, phone: str | None = _PHONE, email: str | None = None
) -> OwnDataAnswer:
    request = ExportOwnData(tracking_code=appeal.tracking_code, phone=phone, email=email)
    return done(register, operations.export, request)


def _erase(
    register: Database, appeal: AppealView, phone: str | None = _PHONE, **more: Any
) -> ErasureAnswer:
    request = EraseOwnData(tracking_code=appeal.tracking_code, phone=phone, **more)
    return done(register, operations.erase_own, request)


def _an_explained_appeal(register: Database, **changed: Any) -> AppealView:
    """Closed with a reason, a note and a disclosure with words."""
    left = {"contact_address": "荔林路1号", "contact_email": _EMAIL, "notify": True}
    appeal = an_assigned_appeal(register, **left | changed)
    look = DiscloseContact(appeal_id=appeal.id, reason=DisclosureReason.OTHER, words="约张美兰上门")
    done(register, disclosures.disclose, COMMISSIONER, look)
    acted_on(register, appeal, Method.EXPLAIN_AND_PERSUADE)
    request = CloseAppeal(
        appeal_id=appeal.id,
        outcome=Outcome.EXPLAINED,
        reason="张美兰家的加建不符合规划",
        happened_at=shanghai(2013, 5, 8),
    )
    done(register, closing.close, COMMISSIONER, request)
    return shown(register, appeal.id)


def _row(register: Database, appeal: AppealView) -> Appeal:
    with register.reading() as session:
        return session.scalars(sa.select(Appeal).where(Appeal.id == appeal.id)).one()


class TestTheCopy:
    def test_holds_everything_and_who_looked(self, register: Database) -> None:
        """PIPL art. 45."""
        appeal = _an_explained_appeal(register)

        data = _export(register, appeal).data

        assert data is not None
        assert (data.contact_name, data.contact_phone, data.contact_address) == (
            "张美兰",
            "13800138000",
            "荔林路1号",
        )
        assert (data.contact_email, data.wants_notices) == (_EMAIL, True)
        assert data.text == "三栋楼道里的灭火器过期半年了，请来看看。"
        assert [step.what for step in data.history][-1] == "closed"
        assert [look.role for look in data.disclosures] == ["commissioner"]

    def test_names_nobody_who_handled_it(self, register: Database) -> None:
        appeal = _an_explained_appeal(register)

        assert str(COMMISSIONER.account) not in str(_export(register, appeal).plain())

    @pytest.mark.parametrize("changed", [{}, {"contact_phone": None}])
    def test_is_given_to_nobody_else(self, register: Database, changed: dict[str, None]) -> None:
        """Wrong and missing look the same, so nobody learns whether there is a phone."""
        appeal = _an_explained_appeal(register, **changed)

        answer = _export(register, appeal, "13900139000")

        assert answer.plain() == {"data": None, "unproven": {"retry_after_seconds": None}}

    @pytest.mark.parametrize("changed", [{}, {"contact_phone": None}])
    @pytest.mark.parametrize("email", [_EMAIL, "MeiLan@Example.CN"])
    def test_is_given_to_who_left_an_address_only(
        self, register: Database, changed: dict[str, None], email: str
    ) -> None:
        """PIPL art. 45 is for everybody, with a phone or without."""
        appeal = _an_explained_appeal(register, **changed)

        data = _export(register, appeal, None, email).data

        assert data is not None
        assert data.contact_email == _EMAIL

    @pytest.mark.parametrize("changed", [{}, {"contact_email": None}])
    def test_is_kept_from_who_knows_another_address(
        self, register: Database, changed: dict[str, None]
    ) -> None:
        appeal = _an_explained_appeal(register, **changed)

        answer = _export(register, appeal, None, "meilan@example.com")

        assert answer.plain() == {"data": None, "unproven": {"retry_after_seconds": None}}

    def test_is_given_for_one_of_two_that_fits(self, register: Database) -> None:
        appeal = _an_explained_appeal(register, contact_email=None)

        assert _export(register, appeal, _PHONE, _EMAIL).data is not None

    def test_needs_something_to_compare(self, register: Database) -> None:
        """And what says nothing does not count as a try."""
        appeal = _an_explained_appeal(register)

        refusals = [refused(_export, register, appeal, None) for _ in range(4)]

        assert isinstance(refusals[0], Invalid)
        assert [(one.field, one.code) for one in refusals[0].fields] == [
            ("phone", "required"),
            ("email", "required"),
        ]
        assert _export(register, appeal).data is not None

    def test_is_kept_from_those_who_guess(self, register: Database) -> None:
        appeal = _an_explained_appeal(register)
        for _ in range(3):
            _export(register, appeal, "13900139000")

        answer = _export(register, appeal)

        assert answer.unproven is not None
        assert 0 < (answer.unproven.retry_after_seconds or 0) <= 60
        assert answer.data is None

    def test_is_kept_from_those_who_guess_at_once(self, register: Database) -> None:
        """Each try sees those before it, however many come together."""
        appeal = _an_explained_appeal(register)

        with ThreadPoolExecutor(6) as threads:
            tries = [threads.submit(_export, register, appeal, "13900139000") for _ in range(12)]
        answers = [one.result(timeout=60).unproven for one in tries]

        looked_at = [one for one in answers if one and one.retry_after_seconds is None]
        assert len(looked_at) == 3

    def test_is_given_when_the_wait_is_over(self, register: Database) -> None:
        appeal = _an_explained_appeal(register)
        for _ in range(3):
            _export(register, appeal, "13900139000")
        with register.writing() as session:
            earlier = clock.now() - dt.timedelta(hours=1)
            session.execute(sa.update(ProofFailure).values(last_at=earlier))

        assert _export(register, appeal).data is not None
        with register.reading() as session:
            assert session.scalars(sa.select(ProofFailure)).all() == []


class TestAnErasure:
    def test_cleans_text_contact_notes_and_reasons(self, register: Database) -> None:
        """PIPL art. 47; thelia #3589: it must reach the audit text."""
        appeal = _an_explained_appeal(register)

        answer = _erase(register, appeal)

        row = _row(register, appeal)
        assert {name: getattr(row, name) for name in _CLEANED} == dict.fromkeys(_CLEANED) | {
            "text": ON_REQUEST
        }
        assert row.outcome_reason == ON_REQUEST
        assert answer.erasure is not None
        assert row.erased_at == answer.erasure.erased_at
        with register.reading() as session:
            notes = set(session.scalars(sa.select(Entry.note).where(Entry.note.is_not(None))))
            [look] = disclosed.of(session, appeal.id)
        assert notes == {ON_REQUEST}
        assert look.words == ON_REQUEST

    def test_leaves_nothing_in_the_database(self, register: Database) -> None:
        """Also nothing sealed: every text column is a mark or empty."""
        appeal = _an_explained_appeal(register)
        _erase(register, appeal)

        with register.reading() as session:
            kept = [
                *session.execute(sa.text("SELECT text, outcome_reason, contact_name FROM appeal")),
                *session.execute(sa.text("SELECT note FROM history")),
                *session.execute(sa.text("SELECT words FROM disclosure")),
            ]
        assert {value for row in kept for value in row} <= {ON_REQUEST, None}

    def test_keeps_who_did_what_and_when(self, register: Database) -> None:
        appeal = _an_explained_appeal(register)
        _erase(register, appeal)

        seen = shown(register, appeal.id)
        steps = [(step.what, step.by, step.happened_at) for step in seen.history]

        before = [(step.what, step.by, step.happened_at) for step in appeal.history]
        assert steps[:-1] == before
        assert steps[-1][:2] == ("erased", None)
        assert (seen.state, seen.outcome, seen.category) == (
            State.CLOSED,
            Outcome.EXPLAINED,
            appeal.category,
        )

    def test_is_told_to_all_who_keep_more_of_it(self, register: Database) -> None:
        appeal = _an_explained_appeal(register)
        _erase(register, appeal)

        told = envelopes(register, appeal.id)[-1]

        event = told.event()
        assert isinstance(event, AppealErased)
        assert (event.erased_by, event.version) == (ErasedBy.PERSON, appeal.version + 1)
        assert "张美兰" not in told.text()

    def test_of_an_open_appeal_asks_for_its_withdrawal(self, register: Database) -> None:
        appeal = an_assigned_appeal(register)

        refusal = refused(_erase, register, appeal)

        assert isinstance(refusal, WrongState)
        assert "withdraw" in refusal.en

    @pytest.mark.parametrize(
        "begun",
        [an_assigned_appeal, an_accepted_appeal, lambda at: shown(at, an_appeal(at).appeal_id)],
    )
    def test_withdraws_an_open_appeal_if_the_person_says_so(
        self, register: Database, begun: Callable[[Database], AppealView]
    ) -> None:
        appeal = begun(register)

        _erase(register, appeal, withdraw=True)

        told = events(register, appeal.id)
        assert [type(event) for event in told[-2:]] == [AppealClosed, AppealErased]
        seen = shown(register, appeal.id)
        assert (seen.outcome, seen.outcome_reason) == (Outcome.WITHDRAWN, ON_REQUEST)

    def test_needs_the_phone(self, register: Database) -> None:
        appeal = a_settled_appeal(register)

        answer = _erase(register, appeal, "13900139000")

        assert answer.erasure is None
        assert shown(register, appeal.id).erased_at is None

    def test_is_done_for_who_left_an_address_only(self, register: Database) -> None:
        appeal = _an_explained_appeal(register, contact_phone=None)

        answer = _erase(register, appeal, None, email=_EMAIL)

        assert answer.erasure is not None
        row = _row(register, appeal)
        assert (row.contact_email, row.email_print) == (None, None)

    def test_can_be_asked_for_at_the_workstation(self, register: Database) -> None:
        appeal = a_settled_appeal(register, contact_phone=None)
        request = EraseAppeal(appeal_id=appeal.id, asked=AskedHow.IN_PERSON)

        erased = done(register, operations.erase_for_the_person, STAFF, request)

        assert (erased.text, erased.contact_name) == (ON_REQUEST, None)
        step = erased.history[-1]
        assert (step.by, step.role, step.note) == (STAFF.account, "workstation_staff", "in_person")

    def test_is_not_for_the_commissioner(self, register: Database) -> None:
        appeal = a_settled_appeal(register)
        request = EraseAppeal(appeal_id=appeal.id, asked=AskedHow.BY_PHONE)

        refusal = refused(done, register, operations.erase_for_the_person, COMMISSIONER, request)

        assert isinstance(refusal, Forbidden)

    def test_is_the_end_of_the_appeal(self, register: Database) -> None:
        appeal = a_settled_appeal(register)
        _erase(register, appeal)
        code = appeal.tracking_code

        for operation, arguments in (
            (closing.reopen, (STAFF, ReopenAppeal(appeal_id=appeal.id, reason="又坏了"))),
            (closing.contest, (ContestAppeal(tracking_code=code, reason="没修好"),)),
            (rating.rate, (STAFF, RateAppeal(appeal_id=appeal.id, score=1))),
            (
                disclosures.disclose,
                (STAFF, DiscloseContact(appeal_id=appeal.id, reason=DisclosureReason.VERIFY)),
            ),
            (
                operations.erase_for_the_person,
                (STAFF, EraseAppeal(appeal_id=appeal.id, asked=AskedHow.IN_PERSON)),
            ),
        ):
            assert isinstance(refused(done, register, operation, *arguments), WrongState)

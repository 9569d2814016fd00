from __future__ import annotations

from typing import cast
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bus.entrypoints import Service, Work, reads, writes
from contracts.appeals.appeal import AppealView
from contracts.appeals.closing import CloseAppeal
from contracts.appeals.intake import ShowAppeal
from vocabulary.actors import SYSTEM, Actor

_SESSION = cast("Session", "the session")
_APPEAL = UUID("01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3")
_ASKED = cast("ShowAppeal", "the request")


def test_an_operation_gets_the_session_the_caller_and_the_request() -> None:
    def show(session: Session, actor: Actor, request: ShowAppeal) -> AppealView:
        return cast("AppealView", (session, actor, request))

    found: object = reads(ShowAppeal, show)(None, Work(_SESSION, SYSTEM), _ASKED)

    assert found == (_SESSION, SYSTEM, _ASKED)


def test_one_that_asks_nothing_of_the_caller_gets_no_actor() -> None:
    def show(session: Session, request: ShowAppeal) -> AppealView:
        return cast("AppealView", (session, request))

    found: object = reads(ShowAppeal, show)(None, Work(_SESSION, SYSTEM), _ASKED)

    assert found == (_SESSION, _ASKED)


def test_what_has_a_default_is_no_question_about_the_caller() -> None:
    def show(session: Session, request: ShowAppeal, *, most: int = 50) -> AppealView:
        return cast("AppealView", (session, request, most))

    found: object = reads(ShowAppeal, show)(None, Work(_SESSION, SYSTEM), _ASKED)

    assert found == (_SESSION, _ASKED, 50)


def test_an_entry_under_another_name_than_its_request_is_refused() -> None:
    """It would answer under a name that nobody asks for."""

    def close(_session: Session, _request: CloseAppeal) -> AppealView:
        raise AssertionError

    with pytest.raises(TypeError, match="end_appeal must be called close_appeal"):
        type("Wrong", (Service,), {"end_appeal": writes(CloseAppeal, close)})


def test_an_operation_may_take_some_of_the_fields_alone() -> None:
    def show(session: Session, actor: Actor, appeal_id: UUID) -> AppealView:
        return cast("AppealView", (session, actor, appeal_id))

    found: object = reads(ShowAppeal, show, "appeal_id")(
        None, Work(_SESSION, SYSTEM), ShowAppeal(appeal_id=_APPEAL)
    )

    assert found == (_SESSION, SYSTEM, _APPEAL)


def test_a_field_that_the_request_has_not_is_refused() -> None:
    """The first caller would meet a defect."""

    def show(_session: Session, _number: str) -> AppealView:
        raise AssertionError

    with pytest.raises(TypeError, match=r"ShowAppeal has no {'number'}"):
        reads(ShowAppeal, show, "number")

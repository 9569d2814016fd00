"""A code that others saw is no half of the phone besides: wrong proofs are counted."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.registry import Request
from contracts.volunteers.own_codes import RenewOwnCode
from contracts.volunteers.own_data import (
    EraseOwnGuest,
    EraseOwnVolunteer,
    ExportOwnGuest,
    ExportOwnVolunteer,
)
from contracts.volunteers.profiles import ChangeOwnContact
from gateway.limits.rate_limits.operations import RateLimits
from tests.gateway import answers
from tests.gateway.answers import a_code
from tests.gateway.doubles import SECRET
from vocabulary.problems import Forbidden
from vocabulary.rate_limits import read


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        (RenewOwnCode, "volunteers/{}/renewal"),
        (ChangeOwnContact, "volunteers/{}/contact"),
        (ExportOwnVolunteer, "volunteers/{}/export"),
        (EraseOwnVolunteer, "volunteers/{}/erasure"),
        (ExportOwnGuest, "sign-ups/{}/export"),
        (EraseOwnGuest, "sign-ups/{}/erasure"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_those_who_try_phones_for_a_code_have_to_wait(asked: type[Request[Any]], path: str) -> None:
    """The masked phone leaves 10,000 tries, and each was a refusal that no limit counted."""
    gateway = answers.answering_gateway(rate_limits=RateLimits())
    gateway.rate_limits.open(SECRET, read("code=3/60"))
    gateway.services.answers[asked] = Forbidden("手机号不符。", "Another phone.")
    address = f"/api/v1/public/{path.format(a_code(SECRET))}"
    tried = [{"phone": f"1380013{number:04}"} for number in range(5)]
    if asked is ChangeOwnContact:
        tried = [one | {"name": "陈秀英"} for one in tried]

    statuses = [gateway.call("POST", address, json=body).status_code for body in tried]

    assert statuses == [403, 403, 403, 429, 429]

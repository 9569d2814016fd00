"""The system at which made-up requests are thrown, and what each file throws."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from tests.journeys.conftest import InOneProcess
from tests.journeys.made_up.requests_of_all_kinds import CALLERS, OPERATIONS, Tried
from tests.journeys.running import DENGLIANG, STREET


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each file the operations of its part."""
    if "operation" in metafunc.fixturenames:
        part = metafunc.cls.PART
        mine = [operation for operation in OPERATIONS if operation.part is part]
        metafunc.parametrize("operation", mine, ids=str)


@pytest.fixture(scope="package")
def tried(in_one_process: InOneProcess) -> Iterator[Tried]:
    """A system of its own: requests in every role may change anything.

    It may take its time, as a loaded machine is not what is tried here. The city's
    account system is away, so that what needs it is tried too.
    """
    settings = {
        "LINLI_RPC_DEADLINE_SECONDS": "60",
        "LINLI_OPENID_ISSUER": "http://127.0.0.1:9",
        "LINLI_OPENID_CLIENT_ID": "linli",
        "LINLI_OPENID_CLIENT_SECRET": "a secret of the client",
        "LINLI_OPENID_NAME": "统一身份认证",
    }
    with in_one_process(**settings) as running, requests.Session() as connection:
        receipt = running.submit()
        running.stored(receipt)
        known = {
            "appeal_id": receipt["id"],
            "tracking_code": receipt["tracking_code"],
            "code": "fire_safety",
            "category": "fire_safety",
            "community": DENGLIANG,
            "area": DENGLIANG,
            "kind": "appeal_assigned",
            "language": "zh",
            "street": STREET,
        }
        tokens = [None if caller is None else running.token(caller) for caller in CALLERS]
        yield Tried(running.address, connection, known, tokens)

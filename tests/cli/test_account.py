"""What an operator does for owners of accounts."""

from __future__ import annotations

from pathlib import Path

import pyotp
import sqlalchemy as sa

from cli import account
from gateway.people.accounts.model import ACCOUNT
from runtime import clock
from runtime.settings import load
from tests.servers.processes import linli

_AREAS = Path(__file__).parents[2] / "sample" / "areas.csv"
_OFFICER = "street_officer@440305007000"


def test_the_code_of_a_second_factor_is_printed_in_a_demo_alone(tmp_path: Path) -> None:
    """Elsewhere anybody at the terminal would sign in as anybody, and nobody would know."""
    settings = {"LINLI_DATA_DIR": str(tmp_path)}
    for command in (
        ("migrate", "gateway"),
        ("areas", "import", str(_AREAS)),
        ("account", "create", "officer", "--name", "何主任", "--grant", _OFFICER),
    ):
        assert linli(*command, settings=settings).returncode == 0
    secret = pyotp.random_base32()
    with account.opened(load(settings)) as (own, _), own.writing() as session:
        session.execute(sa.update(ACCOUNT).values(totp_secret=secret))

    refused = linli("account", "code", "officer", settings=settings)
    load(settings).keep_sample()
    before = clock.now()
    printed = linli("account", "code", "officer", settings=settings)

    assert refused.returncode == 1
    assert "no demo" in refused.stderr
    codes = {pyotp.TOTP(secret).at(at) for at in (before, clock.now())}
    assert printed.stdout.strip() in codes
    assert "nobody" in linli("account", "code", "nobody", settings=settings).stderr

"""An account pays what it has, to the last fen."""

from __future__ import annotations

import pytest

from contracts.volunteers.words import FundAccount
from services.volunteers.fund_ledger import rules
from vocabulary.problems import WrongState


@pytest.mark.parametrize("account", rules.CALLED)
def test_all_that_is_left_is_paid_and_not_a_fen_more(account: FundAccount) -> None:
    rules.check_covers(account, 123_450, 123_450)

    with pytest.raises(WrongState, match=r"1,234\.50 yuan.*1,234\.51"):
        rules.check_covers(account, 123_450, 123_451)

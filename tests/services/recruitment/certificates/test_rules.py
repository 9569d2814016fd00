from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from contracts.recruitment.words import AppointmentState, EndReason
from services.recruitment.certificates import rules
from services.recruitment.certificates.rules import Kept
from vocabulary.problems import WrongState

_DAY = dt.date(2013, 5, 4)


@pytest.mark.parametrize("kept", Kept)
@pytest.mark.parametrize("appointment", AppointmentState)
@pytest.mark.parametrize("end_reason", [None, EndReason.TERM_OVER, EndReason.RESIGNED])
@pytest.mark.parametrize("term_to", [_DAY, _DAY - dt.timedelta(days=1)])
def test_what_is_offered_with_a_certificate_is_what_is_not_refused(
    kept: Kept, appointment: AppointmentState, end_reason: EndReason | None, term_to: dt.date
) -> None:
    counts = rules.counts_as(
        kept, appointment=appointment, term_to=term_to, end_reason=end_reason, today=_DAY
    )

    offered = rules.offered(kept, counts, appointment=appointment, manages=True)

    assert offered == [
        *(["replacement"] if _passes(kept, lambda: rules.check_can_reissue(counts)) else []),
        *(
            ["revocation"]
            if _passes(kept, lambda: rules.check_can_revoke(appointment=appointment))
            else []
        ),
    ]
    assert rules.offered(kept, counts, appointment=appointment, manages=False) == []


def _passes(kept: Kept, check: Callable[[], None]) -> bool:
    try:
        rules.check_stands(kept)
        check()
    except WrongState:
        return False
    return True

from __future__ import annotations

import pytest

from contracts.appeals.closing import CloseAppeal
from gateway.http.routes import Routes
from vocabulary.permissions import Action


@pytest.mark.parametrize("rule", ["/appeals/<uuid:id>/closing", "/appeals/closing"])
def test_an_address_that_does_not_say_what_its_request_needs_is_refused(rule: str) -> None:
    """It would fail with the first caller."""
    routes = Routes("closing", "办结 · Closing")

    with pytest.raises(TypeError, match=r"CloseAppeal differ: .*'appeal_id'"):
        routes.asks("POST", rule, CloseAppeal, may=Action.APPEAL_CLOSE)

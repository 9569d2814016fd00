from __future__ import annotations

import pytest

from tests.gateway import answers
from tests.gateway.doubles import Gateway


@pytest.fixture
def gateway() -> Gateway:
    """A gateway behind which everything answers."""
    made = Gateway()
    made.services.answers.update(answers.everything())
    return made

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from services.recruitment.proposing import rules as proposing_rules
from tests.builders import field_of, refused


@given(some.booleans(), some.none() | some.just("工作站党建专干"), some.booleans())
def test_the_interim_is_for_staff_of_the_workstation(
    is_interim: bool,  # noqa: FBT001 - hypothesis gives it by place
    position: str | None,
    is_applicant: bool,  # noqa: FBT001 - likewise
) -> None:
    """R17."""
    asked: dict[str, Any] = {
        "is_interim": is_interim,
        "position": position,
        "is_applicant": is_applicant,
    }
    may_be = (position is not None and not is_applicant) if is_interim else position is None
    if may_be:
        proposing_rules.check_interim(**asked)
        return

    field, _ = field_of(refused(proposing_rules.check_interim, **asked))
    assert field == ("kind" if is_interim and is_applicant else "position")

"""A minor comes with the word of the guardian."""

from __future__ import annotations

from contracts.volunteers.words import AgeGroup
from vocabulary.problems import wrong_field


def check_guardian(age_group: AgeGroup, **guardian: str | None) -> None:
    """Let a minor pass with name and phone of the guardian, and an adult without.

    Raises:
        Invalid: names the field that is missing, or too much.
    """
    for field, value in guardian.items():
        if age_group is AgeGroup.ADULT and value is not None:
            raise wrong_field(
                field,
                "not_for_adults",
                zh="成年人不填写监护人。",
                en="An adult has no guardian here; leave it out.",
            )
        if age_group is not AgeGroup.ADULT and value is None:
            raise wrong_field(
                field,
                "guardian_missing",
                zh="未成年人须由监护人同意并报名，请填写监护人姓名和电话。",
                en="A minor comes with the word of the guardian; give the guardian's name and "
                "phone.",
            )

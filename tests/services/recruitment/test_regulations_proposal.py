from __future__ import annotations

import pytest

from contracts.recruitment.words import Parameter, RegulationKind, RegulationName
from services.recruitment.regulations import rules
from services.recruitment.regulations_proposal import proposal

_NAMED_BY_THE_SOURCE = {
    RegulationName.SELECTION,
    RegulationName.TRAINING,
    RegulationName.INCENTIVES,
    RegulationName.PROJECT_SUPPORT,
    RegulationName.GATHERING_OPINIONS,
}


def test_there_are_ten_regulations_and_eight_work_flows() -> None:
    """R19, R21."""
    kinds = [proposed.kind for proposed in proposal().values()]

    assert list(proposal()) == list(RegulationName)
    assert kinds == [RegulationKind.REGULATION] * 10 + [RegulationKind.WORK_FLOW] * 8
    positions = [proposed.position for proposed in proposal().values()]
    assert positions == [*range(1, 11), *range(1, 9)]


def test_what_the_source_names_is_marked() -> None:
    """R19: 4 of 10 named; R21: one of 8."""
    named = {name for name, proposed in proposal().items() if proposed.is_from_source}

    assert named == _NAMED_BY_THE_SOURCE


@pytest.mark.parametrize("name", RegulationName)
def test_each_text_could_be_published_as_it_is(name: RegulationName) -> None:
    proposed = proposal()[name]

    rules.check_text(proposed.text, set(Parameter))
    assert 10 <= len(rules.blocks(proposed.text)) <= 25
    assert proposed.title_zh
    assert proposed.summary_en.endswith(".")


def test_the_numbers_that_the_system_enforces_stand_in_the_texts_by_name() -> None:
    """R18: a number written twice would one day differ."""
    used = set().union(*(rules.parameters_in(found.text) for found in proposal().values()))

    assert used == set(Parameter)

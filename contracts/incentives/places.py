"""Places (名次) of a community's commissioners in a year, under weights that may be tried. R48, R49."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.incentives.words import Criterion
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, Shape, request, shape

#: The years that people choose from; others are typing errors.
FIRST_YEAR, LAST_YEAR = 2000, 2199


@shape
class WeightedCriterion(Shape):
    """A criterion and how much it counts."""

    criterion: Criterion = fields.choice("The criterion.")
    weight: int = fields.number(
        "How much of 100 it counts; all together are 100.", least=1, most=100, example=40
    )


@shape
class PlaceLine(Answer):
    """What one criterion gave a commissioner."""

    criterion: Criterion = fields.choice("The criterion.")
    weight: float = fields.plain(
        "What it counts here, of 100: criteria without data leave their weight to the others."
    )
    value: int = fields.plain("The raw value: cases, people, hours, or ratings of 4 and 5.")
    of: int | None = fields.plain("Of how many; null: no share.", default=None)
    points: float = fields.plain(
        "0 to 100: of a share its lower bound (Wilson, 95 %); otherwise compared with the most in "
        "the same field of work."
    )


@shape
class Place(Answer):
    """The place of one commissioner, line by line."""

    appointment_id: UUID = fields.plain("The appointment.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    category: PostCategory | None = fields.choice("Field of work; null: not known.", default=None)
    place: int | None = fields.plain(
        "The place, from 1, shared by equals; null: there is no data at all.", default=None
    )
    points: float | None = fields.plain("0 to 100; null: there is no data at all.", default=None)
    lines: list[PlaceLine] = fields.plain("The criteria that have data.")


@shape
class Places(Answer):
    """The commissioners who may be chosen, the best first."""

    items: list[Place] = fields.plain("The places.")


@request("incentives", "try_weights", Places)
class TryWeights(Request[Places]):
    """Try weights: show the places of a year under them (试算). Nothing is decided or kept.

    Staff in the interim are honoured apart and have no place.
    """

    community: str = fields.path(fields.area("The community."))
    year: int = fields.number("The year.", least=FIRST_YEAR, most=LAST_YEAR, example=2013)
    criteria: list[WeightedCriterion] = fields.parts(
        "The criteria, each once.", fewest=1, most=len(Criterion)
    )
    least_days: int = fields.number(
        "Days in office in the year at least.", least=0, most=366, default=180
    )
    least_cases: int = fields.number(
        "A share of fewer cases has no data.", least=1, most=1000, default=5
    )

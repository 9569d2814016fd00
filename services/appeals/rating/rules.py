"""One rating for each closing round (R25)."""

from __future__ import annotations

from vocabulary.problems import WrongState


def check_not_rated(rating: int | None, *, number: str, round_: int) -> None:
    """However it was closed, also declined; a new round can be rated again.

    Raises:
        WrongState: this round has its rating.
    """
    if rating is not None:
        raise WrongState(
            f"诉求{number}第 {round_} 轮已评价为 {rating} 分，每轮只能评价一次；"
            "若问题未解决，可提出异议。",
            f"Round {round_} of appeal {number} is rated {rating} already, and each round is "
            "rated once; if it is not solved, contest the closing.",
        )

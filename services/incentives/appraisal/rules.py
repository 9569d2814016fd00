"""What stands in which part of the sheet, and which days it tells of."""

from __future__ import annotations

import datetime as dt

from contracts.incentives.words import FigureName
from services.incentives.scorecards.rules import Days, Term
from vocabulary.periods import months_after

_DAY = dt.timedelta(days=1)
_MONTHS_MOST = 24

#: What residents said (居民怎么说).
OPINIONS = (FigureName.RESIDENT_RATINGS, FigureName.RATINGS)
#: What was learnt (学习怎样).
LEARNING = (FigureName.TRAINING_HOURS, FigureName.MEETINGS)
#: What became of promises (承诺怎样) stands there one by one.
PROMISES = (FigureName.PROMISES, FigureName.PROMISES_KEPT)
#: What was done (事情怎样): everything else that a card counts.
CASES = tuple(name for name in FigureName if name not in {*OPINIONS, *LEARNING, *PROMISES})


def whole_term(term: Term, *, today: dt.date) -> Days:
    """From the first day in office until today or the last one; of two years at most."""
    is_over = term.ended_on is not None and term.ended_on <= today
    last = term.ended_on - _DAY if is_over and term.ended_on is not None else today
    first = max(term.began_on, months_after(last + _DAY, -_MONTHS_MOST))
    return Days(first, max(first, last))

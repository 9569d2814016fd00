"""When the committee may decide, and how long the term is."""

from __future__ import annotations

import datetime as dt

from contracts.recruitment.words import EndReason
from services.recruitment.office.rules import ends_renewals
from vocabulary.counted import counted
from vocabulary.periods import months_after
from vocabulary.problems import WrongState, wrong_field

_DAY = dt.timedelta(days=1)


def check_notice_is_over(*, notice_to: dt.date, decided_on: dt.date, open_objections: int) -> None:
    """A decision comes only after the notice is over and every objection is answered.

    Raises:
        WrongState: it still runs on that day, or an objection is not answered.
    """
    if decided_on <= notice_to:
        raise WrongState(
            f"公示期到 {notice_to} 24 时止，{decided_on} 还不能决定。",
            f"The public notice lasts until the end of {notice_to}, so the decision cannot be "
            f"dated {decided_on}.",
        )
    if open_objections:
        raise WrongState(
            f"还有 {open_objections} 条异议未答复，请先答复。",
            f"{counted(open_objections, 'objection is', 'objections are')} not answered yet; answer "
            "every objection first.",
        )


def check_term_from(term_from: dt.date, decided_on: dt.date, *, latest: dt.date) -> None:
    """A term begins after the committee's decision, and at most one term ahead.

    Raises:
        Invalid: names `term_from`.
    """
    if term_from > latest:
        raise wrong_field(
            "term_from",
            "too_far_ahead",
            zh=f"聘期起始日 {term_from} 过远，最迟为 {latest}。",
            en=f"The term cannot begin on {term_from}; the latest day is {latest}.",
        )
    if term_from < decided_on:
        raise wrong_field(
            "term_from",
            "before_decision",
            zh=f"聘期起始日 {term_from} 早于决定日 {decided_on}。",
            en=f"The term cannot begin on {term_from}, before the decision of {decided_on}.",
        )


def term_to(term_from: dt.date, months: int) -> dt.date:
    """Last day of a term that begins on a day, see above."""
    corresponding = months_after(term_from, months)
    return corresponding if corresponding.day < term_from.day else corresponding - _DAY


def check_goes_on(*, end_reason: EndReason | None, ended_on: dt.date | None) -> None:
    """Refuse to renew a term that ended by leaving or dismissal.

    Raises:
        WrongState: it ended that way.
    """
    if ends_renewals(end_reason):
        raise WrongState(
            f"所续聘的聘任已于 {ended_on} 提前终止，不能续聘；请重新提名。",
            f"The appointment to renew ended early on {ended_on} and cannot be renewed; make a "
            "new proposal.",
        )

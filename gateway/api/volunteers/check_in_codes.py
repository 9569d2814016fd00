"""Checking oneself in with the code of the day."""

from __future__ import annotations

from contracts.volunteers.check_in_codes import CheckedIn, CheckInByCode, ShowCheckInCode
from gateway.http.routes import Routes, ask
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, Problem, TooManyRequests

routes = Routes("check-in", "签到码 · Code of the day", reads={"code": checked})

routes.asks(
    "GET",
    "/api/v1/activities/<uuid:activity_id>/check-in-code",
    ShowCheckInCode,
    may=Action.ATTENDANCE_RECORD,
)


@routes.post(
    "/api/v1/public/check-ins/<code>",
    may=Action.ANYONE,
    takes=CheckInByCode.body(),
    answers=CheckedIn,
    refuses=(404, 409),
)
def check_in_by_code(body: CheckInByCode, code: str) -> CheckedIn:
    """Check yourself in (扫码签到) with your own code and the six digits that the leader shows."""
    wanted = CheckInByCode(code=code, check_in_code=body.check_in_code)
    answer = ask(wanted, key_scope=f"{code}:")
    if answer.checked_in is None:
        raise _refusal(answer.retry_after_seconds)
    return answer.checked_in


def _refusal(seconds: int | None) -> Problem:
    if seconds:
        return TooManyRequests(
            "签到码输错次数过多，请稍后再试，或请带队人登记。",
            "Too many wrong codes; try again later, or ask the leader to write you down.",
            retry_after_seconds=seconds,
        )
    return Forbidden(
        "签到码不对，或不是今天的。请看带队人出示的六位数字，或请带队人登记。",
        "The code is wrong or not today's. Look at the six digits that the leader shows, or ask "
        "the leader to write you down.",
    )

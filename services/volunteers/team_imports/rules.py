"""What can be wrong with a line about a person in a team."""

from __future__ import annotations

import datetime as dt

from vocabulary.problems import FieldError


def unknown_post(title: str) -> FieldError:
    """The post is not known, or closed."""
    return FieldError(
        "post",
        "unknown_post",
        f"本社区没有岗位“{title}”，或已撤销。",
        f"There is no open post “{title}” in the community.",
    )


def several_posts(title: str) -> FieldError:
    """Two posts have this title."""
    return FieldError(
        "post",
        "ambiguous",
        f"本社区有几个岗位都叫“{title}”，请在登记簿里办理。",
        f"Several posts of the community are called “{title}”; use the register.",
    )


def team_missing(title: str) -> FieldError:
    """The post has no team, and the line does not say what to call it."""
    return FieldError(
        "team",
        "missing",
        f"岗位“{title}”还没有团队，请填写团队名称。",
        f"The post “{title}” has no team yet; say what to call it.",
    )


def another_team(name: str) -> FieldError:
    """The post has a team of another name, here or in a line above."""
    return FieldError(
        "team",
        "another_name",
        f"该岗位的团队是“{name}”，请核对团队名称或岗位。",
        f"The team of this post is called “{name}”; check team or post.",
    )


def another_category(above: int) -> FieldError:
    """A line above classes the team otherwise."""
    return FieldError(
        "category",
        "contradicts",
        f"同一团队在第 {above} 行归入另一类别，请统一。",
        f"Line {above} gives the same team another field of work; make them agree.",
    )


def not_registered(said: str) -> FieldError:
    """Nobody has this phone or number."""
    return FieldError(
        "volunteer",
        "not_registered_here",
        f"本社区没有电话或编号为“{said}”的在册义工，请先登记。",
        f"No volunteer with the phone or number “{said}” is registered here; register them first.",
    )


def several_people() -> FieldError:
    """Two people share the phone."""
    return FieldError(
        "volunteer",
        "ambiguous",
        "几个人共用这个电话，请填写注册编号。",
        "Several people share this phone; give the number of the registration.",
    )


def repeated(above: int) -> FieldError:
    """The person stands in the same team in a line above."""
    return FieldError(
        "volunteer",
        "repeated",
        f"此人与第 {above} 行重复，请删去其中一行。",
        f"This person stands in line {above} too; take out one of the lines.",
    )


def is_asked() -> FieldError:
    """An offer waits for the person's answer."""
    return FieldError(
        "volunteer",
        "is_asked",
        "已邀请此人入队，正等本人答复。",
        "This person was asked and has not answered yet.",
    )


def differs(column: str) -> FieldError:
    """The person is in the team as something else, or since another day."""
    return FieldError(
        column,
        "differs",
        "此人已在队，登记的身份或日期不同；确需更改的，先办理离队。",
        "This person is in the team, as something else or since another day; end that first.",
    )


def in_the_future(today: dt.date) -> FieldError:
    """A day still to come."""
    return FieldError(
        "since",
        "in_the_future",
        f"加入日期不能晚于今天（{today}）。",
        f"The first day cannot be after today, {today}.",
    )

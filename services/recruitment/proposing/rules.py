"""The people who may be proposed, and when a proposal is a renewal (续聘)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts.recruitment.words import AppointmentState as S
from contracts.recruitment.words import EndReason
from vocabulary.problems import WrongState, wrong_field

_DAY = dt.timedelta(days=1)


def check_names_nobody_else(given: UUID | None, known_as: UUID) -> None:
    """A person with a known account must not be given another.

    Raises:
        Invalid: names `commissioner`.
    """
    if given is not None and given != known_as:
        raise wrong_field(
            "commissioner",
            "known_already",
            zh=f"该人选的编号已知为 {known_as}，不另填写账号；没有账号的，另行填写聘任的账号。",
            en=f"The person is known as {known_as}, so leave `commissioner` out; link an "
            "account that became known later to the appointment.",
        )


def check_serves(
    *, is_same_post: bool, is_same_category: bool, reserve_until: dt.date | None, today: dt.date
) -> None:
    """An application serves its own post; from the reserve list another one of the category too. R46.

    `reserve_until`: last day on the list from which the person was selected, if from it.

    Raises:
        Invalid: names `application_id`.
    """
    from_reserve = reserve_until is not None and today <= reserve_until
    if is_same_post or (is_same_category and from_reserve):
        return
    raise wrong_field(
        "application_id",
        "of_another_post",
        zh="该报名针对其他岗位；只有在约定期限内从后备名单列为拟聘的，可用于本社区同类岗位。",
        en="The application is for another post. Only a person selected from the reserve "
        "list, within the agreed time, may get another post of the same category.",
    )


def check_interim(*, is_interim: bool, position: str | None, is_applicant: bool) -> None:
    """Only staff of the workstation may hold a post in the interim, never an applicant. R17.

    `is_applicant`: the person comes from an application, or is on the reserve list.

    Raises:
        Invalid: names `kind` or `position`.
    """
    if not is_interim:
        if position is not None:
            raise wrong_field(
                "position",
                "only_interim",
                zh="只有过渡人员填写在工作站的岗位。",
                en="Only an interim holder has a position at the workstation; leave "
                "`position` out.",
            )
        return
    if is_applicant:
        raise wrong_field(
            "kind",
            "no_applicant_in_the_interim",
            zh="报名人或后备人才是居民，不能作为过渡人员；请按其所属类别提名。",
            en="A person who applied or is on the reserve list is a resident and cannot "
            "hold a post in the interim; propose them as one of the other kinds.",
        )
    if position is None:
        raise wrong_field(
            "position",
            "missing",
            zh="过渡人员须是工作站工作人员，请填写其在工作站的岗位。",
            en="Only staff of the workstation may hold a post in the interim; give their "
            "position there.",
        )


def check_kind_goes_on(*, was_interim: bool, is_interim: bool) -> None:
    """A renewal makes no resident of staff in the interim, and none of these of a resident. R15 to R17.

    Raises:
        Invalid: names `kind`.
    """
    if was_interim and not is_interim:
        raise wrong_field(
            "kind",
            "stays_interim",
            zh="过渡人员只能按过渡续聘；本人是本社区居民的，请作为新人选提名，不填写所续聘的聘任。",
            en="An interim holder can be renewed only as `interim`; if they live in the "
            "community, make a new proposal without `renews`.",
        )
    if is_interim and not was_interim:
        raise wrong_field(
            "kind",
            "is_no_interim",
            zh="原聘任不是过渡，不能按过渡续聘，请填写原来的类别。",
            en="The appointment before was not an interim one, so it cannot be renewed as "
            "`interim`.",
        )


def check_lives_here(*, is_interim: bool, lives_in_community: bool | None) -> None:
    """A commissioner serves the community where they live; staff in the interim need not. R1, R17.

    Raises:
        Invalid: names `lives_in_community`.
    """
    if not is_interim and not lives_in_community:
        raise wrong_field(
            "lives_in_community",
            "must_be_declared",
            zh="社区专员服务自己居住的社区，请确认该人选在本社区居住；工作站人员请按过渡提名。",
            en="A commissioner serves the community where they live; declare that the person "
            "lives there, or propose staff of the workstation as `interim`.",
        )


def year_judged_from(*, term_to: dt.date, days: int) -> dt.date:
    """First day on which an evaluation judges the year: the day of the first reminder."""
    return term_to - days * _DAY


def check_may_be_renewed(
    *, state: S, end_reason: EndReason | None, evaluated_on: dt.date | None, judged_from: dt.date
) -> None:
    """Renewal (续聘) follows a term that runs or is over, after the year's evaluation.

    `judged_from`: see `year_judged_from`; earlier evaluations do not judge the year.

    Raises:
        WrongState: it ended in another way, or was not evaluated, or was too early.
    """
    if state is not S.IN_OFFICE and end_reason is not EndReason.TERM_OVER:
        raise WrongState(
            "只有在聘或届满的聘任可以续聘。",
            "Only an appointment that is in office, or whose term is over, can be renewed.",
        )
    if evaluated_on is None:
        raise WrongState(
            f"续聘前须先完成年度评价，评价日期不早于 {judged_from}。",
            f"Evaluate the year first, on {judged_from} or later; then it can be renewed.",
        )
    if evaluated_on < judged_from:
        raise WrongState(
            f"{evaluated_on} 的评价早于 {judged_from}，不是年度评价；请在该日或之后重新评价，再续聘。",
            f"The evaluation of {evaluated_on} is from before {judged_from} and does not judge "
            "the year; evaluate on that day or later, then renew.",
        )


def check_still_names_somebody(name: str | None) -> None:
    """A renewal goes on with a person; an erased appointment names none.

    Raises:
        WrongState: the personal data was erased.
    """
    if name is None:
        raise WrongState(
            "原聘任的个人信息已删除，不能续聘；请不填写所续聘的聘任，重新提名该人选。",
            "The personal data of that appointment was erased, so it cannot be renewed; make a "
            "new proposal for the person without `renews`.",
        )

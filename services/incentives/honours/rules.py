"""What can be done with the certificate of an honour."""

from __future__ import annotations

from contracts.incentives.words import HonourState
from vocabulary.problems import WrongState
from vocabulary.state_table import where


def offered(state: HonourState, *, has_name: bool, reissues: bool, revokes: bool) -> list[str]:
    """The addresses of the deeds that the caller can do with it now."""
    is_standing = state is HonourState.STANDING
    return where(
        replacement=is_standing and has_name and reissues, revocation=is_standing and revokes
    )


def check_stands(number: str, state: HonourState) -> None:
    """Let only a standing certificate be replaced or revoked.

    Raises:
        WrongState: it was before.
    """
    if state is not HonourState.STANDING:
        raise WrongState(
            f"荣誉证书 {number} 已不再有效，不能再次办理。",
            f"The certificate {number} does not count any more, so nothing can be done with it.",
        )


def check_names_somebody(name: str | None) -> None:
    """Let only a certificate be printed that has a name.

    Raises:
        WrongState: the personal data of its person was erased.
    """
    if name is None:
        raise WrongState(
            "获奖人的个人信息已删除，证书不能再打印；仍可按编号和校验码核验。",
            "The personal data of the person was erased, so the certificate cannot be printed; it "
            "can still be checked by its number and code.",
        )

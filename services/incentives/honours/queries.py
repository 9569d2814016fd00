"""Honours as their people, their issuers and anyone with the paper may see them."""

from __future__ import annotations

from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.documents import Document
from contracts.incentives.honours import (
    CheckHonour,
    HonourCheck,
    HonourPage,
    HonourView,
    ListHonours,
    PrintHonour,
    ShowHonour,
)
from contracts.incentives.words import HonourState
from contracts.words import value_name
from groundwork import areas, printing
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.codes import has_code
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.incentives.honours import rules
from services.incentives.honours.model import Honour
from services.incentives.templates import HONOUR
from vocabulary.actors import Actor
from vocabulary.human_numbers import number_in
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, NotFound
from vocabulary.tracking import grouped

HONOURS = Kept(Honour, "honour", "荣誉", "honour", read=Action.HONOUR_READ, owner="person")
_ORDER = paging.Order({"awarded_on": Honour.awarded_on}, identity=Honour.id, usual="-awarded_on")
_VIEW = Copying(Honour, HonourView, given=("code", "possible"))
_CHECK_PAGE = "/honours"


def listed(session: Session, actor: Actor, request: ListHonours) -> HonourPage:
    """The honours that the actor may see, the newest first.

    Raises:
        Invalid: a limit, sort or cursor that does not fit.
    """
    which = [*any_of(Honour.state, request.state)]
    if request.area is not None:
        which.append(inside(request.area, Honour.community))
    if request.year is not None:
        which.append(Honour.year == request.year)
    found = HONOURS.page(session, actor, request, _ORDER, *which)
    return HonourPage(items=[shown(actor, one) for one in found.rows], **found.besides)


def one(session: Session, actor: Actor, request: ShowHonour) -> HonourView:
    """One honour.

    Raises:
        NotFound: no such honour in the actor's scope.
    """
    return shown(actor, HONOURS.one_of(session, actor, request.honour_id))


def check(session: Session, request: CheckHonour) -> HonourCheck:
    """The text of the certificate and whether it counts, for the holder of the paper.

    Raises:
        NotFound: number and code do not match; the answer does not say which is wrong.
    """
    found = session.scalar(sa.select(Honour).where(has_code(Honour.code_print, request.code)))
    if found is None or number_in(found.number) != number_in(request.number):
        raise NotFound(
            "没有找到该荣誉证书，请核对编号和校验码。",
            "There is no such certificate; check its number and its code.",
        )
    return HonourCheck(
        number=found.number,
        state=found.state,
        name=found.known_name,
        community=areas.name_on(session, found.community, found.awarded_on).zh,
        post=found.post,
        title=found.title,
        year=found.year,
        issuer=_issuer(session, found),
        awarded_on=found.awarded_on,
    )


def document(session: Session, actor: Actor, request: PrintHonour) -> Document:
    """The certificate on paper, with name and code.

    Raises:
        NotFound: no such honour in the actor's scope.
        Forbidden: the actor sees the code of none.
        WrongState: the person on it was erased.
    """
    honour = HONOURS.one_of(session, actor, request.honour_id)
    if not _sees_whole(actor, honour):
        raise Forbidden(
            "证书载有姓名和校验码，只有街道和获奖人本人可以打印。",
            "A certificate shows name and code; only the street and the person may print it.",
        )
    rules.check_names_somebody(honour.known_name)
    code = grouped(honour.code)
    address = request.origin and _check_address(request.origin, honour.number, code)
    facts = {
        "number": honour.number,
        "name": honour.known_name,
        "community": areas.name_on(session, honour.community, honour.awarded_on).zh,
        "post": honour.post,
        "title": honour.title,
        "year": honour.year,
        "issuer": _issuer(session, honour),
        "awarded_on": honour.awarded_on,
        "code": code,
        "void": None if honour.state is HonourState.STANDING else value_name(honour.state).zh,
        "qr": address and printing.qr(address),
        "address": address,
    }
    name = f"荣誉证书{_plain(honour.number)}.pdf"
    return Document.of(name, HONOUR.pdf(facts, made_at=clock.now().replace(microsecond=0)))


def shown(actor: Actor, honour: Honour) -> HonourView:
    """The honour for one reader; its person and those who hand it over see the code."""
    return _VIEW(
        honour,
        code=grouped(honour.code) if _sees_whole(actor, honour) else None,
        possible=rules.offered(
            honour.state,
            has_name=honour.known_name is not None,
            reissues=HONOURS.may(actor, Action.HONOUR_REISSUE, honour),
            revokes=HONOURS.may(actor, Action.HONOUR_REVOKE, honour),
        ),
    )


def _sees_whole(actor: Actor, honour: Honour) -> bool:
    hands_over = any(
        HONOURS.may(actor, action, honour)
        for action in (Action.HONOUR_REISSUE, Action.HONOUR_REVOKE)
    )
    return hands_over or (honour.person is not None and actor.account == honour.person)


def _issuer(session: Session, honour: Honour) -> str:
    return f"{areas.name_on(session, honour.street, honour.awarded_on).zh}党工委"


def _check_address(origin: str, number: str, code: str) -> str:
    return f"{origin.rstrip('/')}{_CHECK_PAGE}/{_plain(number)}?{urlencode({'code': code})}"


def _plain(number: str) -> str:
    """As it stands in addresses and names of files: 2014-12 for 〔2014〕12."""
    return number.removeprefix("〔").replace("〕", "-")

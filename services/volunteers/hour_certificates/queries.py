"""Certificates of hours: in lists, on the check page, and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.documents import Document
from contracts.volunteers.hour_certificates import (
    CertifiedService,
    CheckHourCertificate,
    HourCertificateCheck,
    HourCertificatePage,
    HourCertificateView,
    ListHourCertificates,
    ListOwnHourCertificates,
    OwnHourCertificate,
    OwnHourCertificates,
    PrintHourCertificate,
    PrintOwnHourCertificate,
    ShowHourCertificate,
)
from contracts.volunteers.words import HourCertificateState
from contracts.words import value_name
from groundwork import areas, printing
from groundwork.kept import Kept, the
from runtime import clock, paging
from runtime.codes import has_code
from runtime.copying import Copying
from runtime.scope import inside
from services.volunteers.hour_certificates import rules
from services.volunteers.hour_certificates.model import CertifiedHours, HourCertificate
from services.volunteers.templates import HOUR_CERTIFICATE
from services.volunteers.volunteers.queries import one_with_code
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.masking import masked_name
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, NotFound
from vocabulary.state_table import where
from vocabulary.tracking import grouped

KIND = "hour_certificate"
HOUR_CERTIFICATES = Kept(
    HourCertificate,
    KIND,
    "志愿服务证明",
    "certificate of hours",
    read=Action.HOUR_CERTIFICATE_READ,
)

_CHECK_PAGE = "/hour-certificates"

_ORDER = paging.Order(
    {"issued_on": HourCertificate.issued_on}, identity=HourCertificate.id, usual="-issued_on"
)
_VIEW = Copying(
    HourCertificate,
    HourCertificateView,
    given=("code", "name", "replaced_by", "replaces", "possible"),
)
_OWN = Copying(
    HourCertificate, OwnHourCertificate, given=("code", "replaced_by", "replaces", "possible")
)
_SERVICE = Copying(CertifiedHours, CertifiedService)


def show(session: Session, actor: Actor, request: ShowHourCertificate) -> HourCertificateView:
    """One certificate.

    Raises:
        NotFound: no such certificate in the actor's communities.
    """
    found = HOUR_CERTIFICATES.one_of(session, actor, request.hour_certificate_id)
    return shown(session, actor, found)


def page(session: Session, actor: Actor, request: ListHourCertificates) -> HourCertificatePage:
    """A page of the certificates that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    row = HourCertificate
    found = HOUR_CERTIFICATES.page(
        session,
        actor,
        request,
        _ORDER,
        *([inside(request.area, row.community)] if request.area else []),
        *([row.volunteer_id == request.volunteer_id] if request.volunteer_id else []),
    )
    return HourCertificatePage(items=_told(session, actor, found.rows), **found.besides)


def check(session: Session, request: CheckHourCertificate) -> HourCertificateCheck:
    """The text of a certificate and whether it holds, for the holder of the paper.

    Raises:
        NotFound: number and code do not match; the answer does not say which is wrong.
    """
    chosen = sa.select(HourCertificate).where(has_code(HourCertificate.code_print, request.code))
    found = session.scalar(chosen)
    if found is None or found.number != rules.written(request.number):
        raise NotFound(
            "没有找到该证明，请核对编号和校验码。",
            "There is no such certificate; check its number and its code.",
        )
    return HourCertificateCheck(
        number=found.number,
        state=found.state,
        **_succession(session, [found])[found.id],
        name=found.name,
        community=areas.name_on(session, found.community, found.issued_on).zh,
        issuer=found.issuer,
        in_charge=found.in_charge,
        minutes=found.minutes,
        services=[_SERVICE(line) for line in lines_of(session, found.id)],
        issued_on=found.issued_on,
    )


def document(session: Session, actor: Actor, request: PrintHourCertificate) -> Document:
    """The certificate on paper, for its issuers.

    Raises:
        NotFound: there is none in the actor's communities.
        Forbidden: the actor sees name and code only masked.
        WrongState: the person on it was erased.
    """
    found = HOUR_CERTIFICATES.one_of(session, actor, request.hour_certificate_id)
    if not _sees_whole(actor, found):
        raise Forbidden(
            "证明载有姓名和校验码，只有本社区工作站和综合党委可以打印。",
            "A certificate shows name and code; only the community's workstation and its party "
            "committee may print it.",
        )
    return _on_paper(session, found, request.origin)


def own_document(session: Session, request: PrintOwnHourCertificate) -> Document:
    """The certificate on paper, for the person whom it is about.

    Raises:
        NotFound: the code is unknown, or the certificate is not the person's.
        WrongState: the person was erased.
    """
    person = one_with_code(session, request.code)
    row = HourCertificate
    chosen = sa.select(row).where(
        row.id == request.hour_certificate_id, row.volunteer_id == person.id
    )
    otherwise = HOUR_CERTIFICATES.no_such(request.hour_certificate_id)
    return _on_paper(session, the(session, chosen, otherwise=otherwise), request.origin)


def own(session: Session, request: ListOwnHourCertificates) -> OwnHourCertificates:
    """A person's own certificates.

    Raises:
        NotFound: the code is unknown.
    """
    person, row = one_with_code(session, request.code), HourCertificate
    chosen = sa.select(row).where(row.volunteer_id == person.id)
    found = session.scalars(chosen.order_by(row.issued_on.desc(), row.id.desc())).all()
    succession = _succession(session, found)
    return OwnHourCertificates(
        items=[
            _OWN(
                one,
                **succession[one.id],
                code=grouped(one.code),
                possible=where(document=one.name is not None),
            )
            for one in found
        ]
    )


def _on_paper(session: Session, found: HourCertificate, origin: str | None) -> Document:
    name = rules.check_names_somebody(found.name)
    address = origin and check_address(origin, found.number, grouped(found.code))
    is_standing = found.state is HourCertificateState.STANDING
    facts = {
        "number": found.number,
        "name": printing.with_blanks(name),
        "street": areas.name_on(session, street_of(found.community), found.issued_on).zh,
        "community": areas.name_on(session, found.community, found.issued_on).zh,
        "issuer": found.issuer,
        "in_charge": printing.with_blanks(found.in_charge or ""),
        "minutes": found.minutes,
        "services": [vars(_SERVICE(line)) for line in lines_of(session, found.id)],
        "issued_on": found.issued_on,
        "code": grouped(found.code),
        "replaces": _succession(session, [found])[found.id]["replaces"],
        "address": address,
        "qr": address and printing.qr(address),
        "void": None if is_standing else value_name(found.state).zh,
    }
    content = HOUR_CERTIFICATE.pdf(facts, made_at=clock.now().replace(microsecond=0))
    return Document.of(f"志愿服务证明{found.number}.pdf", content)


def lines_of(session: Session, certificate_id: UUID) -> Sequence[CertifiedHours]:
    """The lines of a certificate, earliest first."""
    chosen = sa.select(CertifiedHours).where(CertifiedHours.certificate_id == certificate_id)
    ordered = chosen.order_by(CertifiedHours.served_on, CertifiedHours.hours_id)
    return session.scalars(ordered).all()


def shown(session: Session, actor: Actor, certificate: HourCertificate) -> HourCertificateView:
    """The certificate for one reader; only its issuers see the code."""
    return _told(session, actor, [certificate])[0]


def check_address(origin: str, number: str, code: str) -> str:
    """The address for checking a certificate, with its number and code."""
    return f"{origin.rstrip('/')}{_CHECK_PAGE}/{rules.plain(number)}?{urlencode({'code': code})}"


def _told(
    session: Session, actor: Actor, found: Sequence[HourCertificate]
) -> list[HourCertificateView]:
    succession = _succession(session, found)
    return [
        _VIEW(
            one,
            **succession[one.id],
            code=grouped(one.code) if sees_whole else None,
            name=masked_name(one.name),
            possible=where(document=sees_whole and one.name is not None),
        )
        for one in found
        for sees_whole in [_sees_whole(actor, one)]
    ]


def _succession(
    session: Session, found: Sequence[HourCertificate]
) -> Mapping[UUID, dict[str, Any]]:
    """The numbers of those that each replaces, and of the one that replaces it."""
    row = HourCertificate
    ids = [one.id for one in found]
    later = [one.replaced_by_id for one in found if one.replaced_by_id is not None]
    chosen = sa.select(row.id, row.number, row.replaced_by_id).where(
        sa.or_(row.id.in_(later), row.replaced_by_id.in_(ids))
    )
    related = session.execute(chosen.order_by(row.issued_on, row.id)).all()
    numbers = {one: number for one, number, _ in related}
    return {
        one.id: {
            "replaced_by": numbers.get(one.replaced_by_id) if one.replaced_by_id else None,
            "replaces": [number for _, number, by in related if by == one.id],
        }
        for one in found
    }


def _sees_whole(actor: Actor, certificate: HourCertificate) -> bool:
    return HOUR_CERTIFICATES.may(actor, Action.HOUR_CERTIFICATE_MANAGE, certificate)

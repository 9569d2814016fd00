"""The gateway as a service: an HTTP address, and the reference data behind it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import exc

from audit import reading
from bus.client import ServiceClient
from bus.entrypoints import Work, every, reads, subscribe
from bus.native import in_native_thread
from bus.process import Process
from bus.startup import before_serving
from contracts.appeals import feed as appeals
from contracts.appeals.categories import CategoryPublished
from contracts.appeals.intake import TrackAppeal
from contracts.audit import ReadGatewayAudit
from contracts.envelope import Envelope
from contracts.gateway.feed import AuditSealed, DayDigested, ReadGatewayLog
from contracts.incentives import feed as incentives
from contracts.recruitment import feed as recruitment
from contracts.street import feed as street
from contracts.volunteers import feed as volunteers
from gateway.app import create_app
from gateway.files.attachment_store import AttachmentStore
from gateway.files.attachments.entrypoints import AttachmentEntrypoints
from gateway.files.media.limits import limits
from gateway.files.storage.chosen import storage
from gateway.http.dependencies import Dependencies
from gateway.http.headers import BrowserPolicy
from gateway.http.web_server import hosted
from gateway.limits.admission import Admission
from gateway.limits.rate_limits.entrypoints import RateLimitsEntrypoints
from gateway.messages.channels.chosen import channels
from gateway.messages.deliveries.entrypoints import NoticeDeliveriesEntrypoints
from gateway.messages.notices.entrypoints import NoticesEntrypoints
from gateway.messages.preferences.entrypoints import NoticePreferencesEntrypoints
from gateway.messages.templates.entrypoints import NoticeTemplatesEntrypoints
from gateway.people.accounts.entrypoints import AccountsEntrypoints
from gateway.people.api_keys.entrypoints import ApiKeysEntrypoints
from gateway.people.callers import Callers, Credentials, Web
from gateway.people.consents.entrypoints import ConsentsEntrypoints
from gateway.people.hashing import PasswordHashing
from gateway.people.offices.entrypoints import OfficesEntrypoints
from gateway.people.openid.entrypoints import OpenIdEntrypoints
from gateway.people.openid.operations import OpenId
from gateway.people.openid_provider import Client, Provider
from gateway.people.own_database import OwnDatabase
from gateway.people.sessions.entrypoints import SessionsEntrypoints
from gateway.people.sign_in.entrypoints import SignInEntrypoints
from gateway.people.sign_in.operations import SignIn
from gateway.places.areas.entrypoints import AreasEntrypoints
from gateway.places.categories import operations
from gateway.places.reference import Reference
from gateway.privacy.account_data.entrypoints import AccountDataEntrypoints
from gateway.privacy.disclosures.entrypoints import DisclosuresEntrypoints
from gateway.privacy.pictures.entrypoints import PicturesEntrypoints
from gateway.submissions.intake import Intake
from gateway.wire import addresses
from gateway.wire.unnamed_proxy import UnnamedProxy
from groundwork import feed, sealing
from groundwork.parameters import ParametersEntrypoints
from runtime import disk
from runtime.health import HEALTH
from runtime.logs import in_one_line, logger
from runtime.settings import Settings
from vocabulary.actors import RESIDENT, SYSTEM
from vocabulary.quiet_hours import QuietHours

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

log = logger(__name__)

#: Changes by another gateway are known here after so long.
_REFRESH_SECONDS = 3.0
#: Room for attachments; with less it is time for a larger disk.
_ROOM_BYTES = 2**30


class GatewayService(
    AccountsEntrypoints,
    OfficesEntrypoints,
    AccountDataEntrypoints,
    SessionsEntrypoints,
    SignInEntrypoints,
    OpenIdEntrypoints,
    ApiKeysEntrypoints,
    ConsentsEntrypoints,
    AttachmentEntrypoints,
    AreasEntrypoints,
    feed.Log,
    DisclosuresEntrypoints,
    PicturesEntrypoints,
    ParametersEntrypoints,
    RateLimitsEntrypoints,
    NoticesEntrypoints,
    NoticePreferencesEntrypoints,
    NoticeTemplatesEntrypoints,
    NoticeDeliveriesEntrypoints,
):
    """Everything that the gateway answers and listens to."""

    name = "gateway"
    database_name = "gateway"
    client = ServiceClient()
    #: One for the process, because every request and every event needs the same.
    reference = Reference()
    #: The same, of keys and of accounts whose rights changed.
    credentials = Credentials()

    @hosted
    def application(self, process: Process, client: ServiceClient) -> WSGIApplication:
        """The HTTP interface, with as much reference data as can be had now."""
        HEALTH.watch("reference data", self.reference.trouble)
        try:
            with process.database(self.database_name).reading() as session:
                self.reference.refresh(session)
                self.credentials.refresh(session)
        except exc.SQLAlchemyError as away:
            log.warning("reference_data_waits", error=in_one_line(away))
        secret = process.settings.secret
        intake = Intake(process.bundles, self.reference, secret)
        own = OwnDatabase(process.database(self.database_name))
        web = Web(process.settings.public_origin)
        callers = Callers(secret, self.credentials, own, web, self.reference.with_predecessors)
        self.rate_limits.open(secret, process.settings.rate_limits)
        trusted = addresses.proxies(process.settings.trusted_proxies)
        unnamed = UnnamedProxy(trusted)
        HEALTH.advise("trusted proxies", unnamed.advice)
        sign_in = SignIn(own, PasswordHashing(in_native_thread), secret)
        return create_app(
            Dependencies(
                client=client,
                reference=self.reference,
                intake=intake,
                secret=secret,
                browser_policy=BrowserPolicy(
                    process.settings.cors_origins, process.settings.trusts_forwarded_proto
                ),
                attachment_store=self._opened(process, client),
                trusted_proxies=trusted,
                unnamed_proxy=unnamed,
                has_health_port=process.settings.health_port is not None,
                callers=callers,
                admission=Admission(self.rate_limits, callers),
                sign_in=sign_in,
                own=own,
                openid=_openid(process.settings, own, sign_in),
                public_origin=process.settings.public_origin,
                is_demo=process.settings.is_demo,
                lacks_its_past=lambda: process.settings.lacks_its_past,
                aside=in_native_thread,
            )
        )

    @before_serving
    def open_dispatch(self, process: Process, client: ServiceClient) -> None:
        """The ways out are those of the settings; events may come before requests are served."""
        settings = process.settings
        self.dispatch.open(
            channels=channels(settings),
            reach=lambda asked: client.ask(SYSTEM, asked),
            pauses=settings.notice_retry_seconds,
            pages=settings.pages_origin,
            quiet=QuietHours(*settings.notice_quiet_hours),
        )

    def _opened(self, process: Process, client: ServiceClient) -> AttachmentStore:
        settings = process.settings
        # Advice only: without room files are refused, and everything else goes on.
        HEALTH.advise("data folder", partial(disk.trouble, settings.attachments_dir, _ROOM_BYTES))
        self.attachment_store.open(
            storage=storage(settings),
            limits=limits(settings),
            spool=settings.attachments_dir / "spool",
            scanner=settings.clamd_address,
            track=lambda code: client.ask(RESIDENT, TrackAppeal(tracking_code=code)),
        )
        return self.attachment_store

    audit_of_gateway = reads(ReadGatewayAudit, reading.page)

    digest_days = feed.digests(DayDigested)
    seal_audit = sealing.seals(AuditSealed)
    #: Of everybody else; the street keeps the gateway's.
    keep_seal = sealing.keeps(
        appeals.AuditSealed,
        incentives.AuditSealed,
        recruitment.AuditSealed,
        street.AuditSealed,
        volunteers.AuditSealed,
    )
    read_gateway_log = reads(ReadGatewayLog, feed.page)

    @subscribe(CategoryPublished)
    def keep_category(self, work: Work, event: CategoryPublished, _envelope: Envelope) -> None:
        """Take a category over and use it at once."""
        operations.keep(work.session, event)
        self.reference.refresh(work.session)

    @every(_REFRESH_SECONDS)
    def refresh(self, work: Work) -> None:
        """Notice what others wrote; keep when keys and sign-ins were used."""
        self.reference.refresh(work.session)
        self.credentials.refresh(work.session)
        self.credentials.write_down(work.session)


def _openid(settings: Settings, own: OwnDatabase, sign_in: SignIn) -> OpenId | None:
    """The door for people known to the city's account system, where one is set up."""
    if settings.openid_issuer is None:
        return None
    client = Client(
        issuer=settings.openid_issuer,
        client_id=settings.openid_client_id or "",
        client_secret=settings.openid_client_secret or "",
        name=settings.openid_name or "",
        assurance=settings.openid_assurance,
    )
    return OpenId(own, Provider(client), sign_in, settings.secret)

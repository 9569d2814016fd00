"""Requests about certificates."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.documents import Document
from contracts.recruitment.certificates import (
    CertificateCheck,
    CertificateList,
    CertificateView,
    CertificateWordView,
    CheckCertificate,
    IssueCertificate,
    ListCertificates,
    PrintCertificate,
    ReissueCertificate,
    RevokeCertificate,
    SetCertificateWord,
    ShowCertificateWord,
)
from services.recruitment.certificates import operations, queries


class CertificatesEntrypoints(Service):
    """Issuing, checking, printing."""

    @rpc(IssueCertificate, writes=True)
    def issue_certificate(self, work: Work, request: IssueCertificate) -> CertificateView:
        return operations.issue(work.session, work.actor, request)

    @rpc(ReissueCertificate, writes=True)
    def reissue_certificate(self, work: Work, request: ReissueCertificate) -> CertificateView:
        return operations.reissue(work.session, work.actor, request)

    @rpc(RevokeCertificate, writes=True)
    def revoke_certificate(self, work: Work, request: RevokeCertificate) -> CertificateView:
        return operations.revoke(work.session, work.actor, request)

    @rpc(ListCertificates)
    def list_certificates(self, work: Work, request: ListCertificates) -> CertificateList:
        return queries.of_appointment(work.session, work.actor, request)

    @rpc(CheckCertificate)
    def check_certificate(self, work: Work, request: CheckCertificate) -> CertificateCheck:
        return queries.check(work.session, request)

    @rpc(PrintCertificate)
    def print_certificate(self, work: Work, request: PrintCertificate) -> Document:
        return queries.document(work.session, work.actor, request)

    @rpc(ShowCertificateWord)
    def show_certificate_word(
        self, work: Work, request: ShowCertificateWord
    ) -> CertificateWordView:
        return queries.word(work.session, work.actor, request.street)

    @rpc(SetCertificateWord, writes=True)
    def set_certificate_word(self, work: Work, request: SetCertificateWord) -> CertificateWordView:
        return operations.set_word(work.session, work.actor, request)

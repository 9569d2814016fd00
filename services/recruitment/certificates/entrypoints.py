"""Requests about certificates."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.certificates import (
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

    issue_certificate = writes(IssueCertificate, operations.issue)
    reissue_certificate = writes(ReissueCertificate, operations.reissue)
    revoke_certificate = writes(RevokeCertificate, operations.revoke)
    list_certificates = reads(ListCertificates, queries.of_appointment)
    check_certificate = reads(CheckCertificate, queries.check)
    print_certificate = reads(PrintCertificate, queries.document)
    show_certificate_word = reads(ShowCertificateWord, queries.word, "street")
    set_certificate_word = writes(SetCertificateWord, operations.set_word)

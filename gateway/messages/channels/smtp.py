"""E-mail, handed to a mail server (SMTP), see `vocabulary.mail_server` for its address.

Certificates are checked. An authority of one's own is named by SSL_CERT_FILE.
"""

from __future__ import annotations

import email.policy
import re
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from gateway.messages.channels.interface import Letter, Refused, TryLater
from runtime import clock
from runtime.logs import logger
from vocabulary.mail_server import MailServer

log = logger(__name__)

_SILENT_SECONDS = 10.0
_OK, _FORWARDED = 250, 251
_PERMANENT = 500
_REFERENCE_LONGEST = 100
#: A reply may begin with an enhanced status code (RFC 3463); the words behind it may hold an address.
_ENHANCED = re.compile(r"^[245]\.\d{1,3}\.\d{1,3}")
#: Letters of seven bits, as no server need take more (RFC 6152): Chinese is encoded.
_POLICY = email.policy.SMTP.clone(cte_type="7bit")
_GOES_ON = {"zh": "查看：", "en": "Continue here: "}
_NO_REPLY = {
    "zh": "本邮件由邻里系统自动发送，请勿回复。",
    "en": "This is an automatic message from Linli; replies are not read.",
}


class Smtp:
    """Letters as e-mails; one connection for as long as there is something to send."""

    def __init__(self, server: MailServer, sender: str) -> None:
        self._server = server
        self._name, self._sender = parseaddr(sender)
        self._domain = self._sender.rpartition("@")[2]
        self._line: smtplib.SMTP | None = None

    def prepare(self) -> None:
        """Connect, unless the connection still holds."""
        if self._line is not None and self._still_holds(self._line):
            return
        try:
            self._line = self._connected()
        except (smtplib.SMTPException, OSError) as trouble:
            code = _code_of(trouble)
            log.warning("mail_server_away", error=code)
            raise TryLater(code) from None

    def send(self, letter: Letter) -> str | None:
        """Hand one e-mail over."""
        content = self._written(letter)
        line = self._line
        if line is None:
            raise TryLater("not_connected")
        try:
            return self._handed_over(line, letter.address, content)
        except (smtplib.SMTPException, OSError) as trouble:
            # The last command is lost with the connection.
            self._hang_up()
            raise TryLater(_code_of(trouble)) from None

    def rest(self) -> None:
        """Let the server go."""
        if self._line is not None:
            try:
                self._line.quit()
            except (smtplib.SMTPException, OSError):
                self._line.close()
            self._line = None

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        safe = ssl.create_default_context()
        line = (
            smtplib.SMTP_SSL(
                server.host,
                server.port,
                local_hostname=self._domain,
                timeout=_SILENT_SECONDS,
                context=safe,
            )
            if server.is_tls
            else smtplib.SMTP(
                server.host, server.port, local_hostname=self._domain, timeout=_SILENT_SECONDS
            )
        )
        try:
            line.ehlo_or_helo_if_needed()
            if server.must_starttls or (server.starttls and line.has_extn("starttls")):
                line.starttls(context=safe)
                line.ehlo()
            if server.user is not None:
                line.login(server.user, server.password or "")
        except BaseException:
            line.close()
            raise
        return line

    def _still_holds(self, line: smtplib.SMTP) -> bool:
        try:
            code, _ = line.noop()
        except (smtplib.SMTPException, OSError):
            code = 0
        if code != _OK:
            self._hang_up()
        return code == _OK

    def _handed_over(self, line: smtplib.SMTP, address: str, content: bytes) -> str | None:
        code, said = line.mail(self._sender)
        if code != _OK:
            # For any sender: the next attempt may find a repaired server.
            line.rset()
            raise TryLater(f"mail_from_{_told(code, said)}")
        code, said = line.rcpt(address)
        if code not in {_OK, _FORWARDED}:
            line.rset()
            raise _refusal("recipient", code, said)
        code, said = line.data(content)
        if code != _OK:
            line.rset()
            raise _refusal("message", code, said)
        return _reference(said)

    def _written(self, letter: Letter) -> bytes:
        try:
            to = Address(addr_spec=letter.address)
            message = EmailMessage(policy=_POLICY)
            message["From"] = Address(
                display_name=self._name or "邻里 Linli", addr_spec=self._sender
            )
            message["To"] = to
            # The library refuses line breaks in a header; titles hold none anyway.
            message["Subject"] = letter.title
            message["Date"] = format_datetime(clock.now())
            message["Message-ID"] = f"<{letter.id}@{self._domain}>"
            message["Auto-Submitted"] = "auto-generated"
            message["Content-Language"] = letter.language
            message.set_content(_body(letter))
            content = message.as_bytes()
            letter.address.encode("ascii")
        except (ValueError, IndexError, LookupError, email.errors.MessageError):
            raise Refused("address_not_possible") from None
        return content

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _body(letter: Letter) -> str:
    link = [] if letter.link is None else [_GOES_ON[letter.language] + letter.link]
    return "\n\n".join([letter.text, *link, "-- \n" + _NO_REPLY[letter.language]]) + "\n"


def _refusal(what: str, code: int, said: bytes) -> Exception:
    name = f"{what}_{_told(code, said)}"
    return Refused(name) if code >= _PERMANENT else TryLater(name)


def _told(code: int, said: bytes) -> str:
    enhanced = _ENHANCED.match(said.decode("ascii", "replace"))
    return f"{code}_{enhanced[0]}" if enhanced else str(code)


def _code_of(trouble: Exception) -> str:
    code = getattr(trouble, "smtp_code", None)
    name = type(trouble).__name__
    return name if code is None else f"{name}_{code}"


def _reference(said: bytes) -> str | None:
    words = said.decode("ascii", "replace").split()
    return " ".join(word for word in words if "@" not in word)[:_REFERENCE_LONGEST] or None

"""The subject a request is counted under, and when it passes.

| kind           | what                                               | counted by      |
|----------------|----------------------------------------------------|-----------------|
| intake         | appeals, complaints, objections without an account | address         |
| intake_network | the same once more, where the address is IPv6      | network of 48   |
| upload         | files sent with a tracking code, without an account | address        |
| document       | public documents as PDF                            | address         |
| proof          | sign-ins and renewals of tokens                    | address         |
| failed         | invalid tokens, keys and cookies          | address         |
| code           | codes of receipts and links that are wrong         | address         |
| address        | everything else without a proof of identity       | address         |
| search         | searches for people, besides what follows          | account         |
| account        | what comes with an account's token or cookie       | account         |
| key            | what comes with an API key                         | key             |

Windows lie side by side on the clock, of each length. The current window counts, and of the one
before it the share that the last so many seconds still reach into, as if its requests had come
evenly. So no more than the limit pass in a window of the clock, and in any other span of that
length at most twice the limit: once at the end of one window and once in the next.

A refused request is not counted. A caller who waits as long as told is let through.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from functools import lru_cache

from gateway.wire.addresses import network_of, place_of
from vocabulary.counted import counted
from vocabulary.problems import TooManyRequests
from vocabulary.rate_limits import Kind, Limit

_SECOND_MS = 1000
#: A gateway tells the others what has reached this part of a limit.
_TOLD_FROM = 10

#: Supervisors ask for these all the time; frequent callers must not make the gateway look dead.
_NEVER_COUNTED = frozenset({"/healthz", "/readyz", "/metrics"})
#: What somebody has to read and answer.
_INTAKES = re.compile(
    "/api/v1/public/(appeals|commissioners/[^/]*/complaints|notices/[^/]*/objections"
    "|communities/[^/]*/selections/[^/]*/objections)"
)
_UPLOADS = re.compile("/api/v1/public/appeals/[^/]*/attachments")
_DOCUMENTS = re.compile(r"/api/v1/public/.*\.pdf")
_SIGN_INS = frozenset(
    {
        ("POST", "/api/v1/sessions"),
        ("GET", "/api/v1/sessions/openid"),
        ("GET", "/api/v1/sessions/openid/callback"),
        ("POST", "/api/v1/sessions/openid/code"),
        ("POST", "/api/v1/tokens"),
        ("POST", "/api/v1/tokens/refreshing"),
        ("POST", "/api/v1/tokens/revocation"),
    }
)
_SEARCHES = re.compile(r"/api/v1/[a-z]+/search")
#: Below here no proof is ever checked.
_PUBLIC = "/api/v1/public/"

_WHOSE = {
    Kind.INTAKE: (
        "该网络提交的诉求、投诉和异议过多",
        "Too many appeals, complaints and objections came from this address",
    ),
    Kind.INTAKE_NETWORK: (
        "该网段提交的诉求、投诉和异议过多",
        "Too many appeals, complaints and objections came from this network",
    ),
    Kind.UPLOAD: ("该网络上传的文件过多", "Too many files came from this address"),
    Kind.DOCUMENT: ("该网络下载的文件过多", "Too many documents were fetched from this address"),
    Kind.ADDRESS: ("该网络的请求过于频繁", "Too many requests came from this address"),
    Kind.PROOF: ("该网络登录过于频繁", "Too many sign-ins came from this address"),
    Kind.FAILED: (
        "该网络提交的无效身份凭证过多",
        "Too many invalid tokens, keys or cookies came from this address",
    ),
    Kind.CODE: ("该网络输入的查询码错误过多", "Too many wrong codes came from this address"),
    Kind.SEARCH: ("该账号的查找过于频繁", "Too many searches came from this account"),
    Kind.ACCOUNT: ("该账号的请求过于频繁", "Too many requests came from this account"),
    Kind.KEY: ("该 API 密钥的请求过于频繁", "Too many requests came with this API key"),
}


def is_counted(path: str) -> bool:
    """Whether requests for this address have a limit at all."""
    return path not in _NEVER_COUNTED


def kind_at_the_door(method: str, path: str, *, has_proof: bool) -> Kind | None:
    """The kind of a request before its proof is checked; None: the proof decides."""
    if method == "POST" and _INTAKES.fullmatch(path):
        return Kind.INTAKE
    if method == "POST" and _UPLOADS.fullmatch(path):
        return Kind.UPLOAD
    if method in {"GET", "HEAD"} and _DOCUMENTS.fullmatch(path):
        return Kind.DOCUMENT
    if (method, path) in _SIGN_INS:
        return Kind.PROOF
    if not has_proof or path.startswith(_PUBLIC):
        return Kind.ADDRESS
    return None


def is_search(method: str, path: str) -> bool:
    """Whether it searches for people, which could serve to find the owner of a phone."""
    return method == "POST" and _SEARCHES.fullmatch(path) is not None


@lru_cache(maxsize=10_000)
def counted_place(address: str | None) -> str:
    """An address as it is counted; all whose address is not known are one."""
    return place_of(address or "")


@lru_cache(maxsize=10_000)
def counted_network(address: str | None) -> str | None:
    """The wider network in which an address is counted once more; none for most."""
    return network_of(address or "")


def wait_ms(limit: Limit, *, before: int, current: int, elapsed_ms: int) -> int:
    """Milliseconds until one more request passes; 0: now.

    `before` and `current` passed in the window before and the one at hand, which began `elapsed_ms`
    ago. It assumes that no other request comes meanwhile.
    """
    whole = limit.seconds * _SECOND_MS
    room = limit.most - 1 - current
    if room < 0:
        # Only in the next window, where what passed in this one loses weight.
        return 2 * whole - elapsed_ms - (limit.most - 1) * whole // current
    if before * (whole - elapsed_ms) <= room * whole:
        return 0
    return whole - elapsed_ms - room * whole // before


def retry_after_seconds(milliseconds: int) -> int:
    """A wait in whole seconds, never too short."""
    return max(1, -(-milliseconds // _SECOND_MS))


def told_from(limit: Limit) -> int:
    """The number of requests from which on the other gateways hear of it."""
    return max(1, limit.most // _TOLD_FROM)


def mark(secret: bytes, kind: Kind, subject: str) -> str:
    """The name under which gateways tell each other; means nothing to a reader of the database."""
    text = f"rate-limit:{kind.value}\x00{subject}".encode(errors="replace")
    return hmac.digest(secret, text, hashlib.sha256).hex()


def refusal(kind: Kind, seconds: int) -> TooManyRequests:
    """The answer to a caller over the limit."""
    zh, en = _WHOSE[kind]
    return TooManyRequests(
        f"{zh}，请 {seconds} 秒后再试。",
        f"{en}; try again in {counted(seconds, 'second', 'seconds')}.",
        retry_after_seconds=seconds,
    )

"""The short way in for appeals: one function instead of a web framework.

Most of the load of the gateway is submissions; Flask would cost more than the
whole of intake does.
"""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from contracts.appeals.intake import RecordAppeal, SubmissionAccepted, SubmitAppeal
from gateway.http import incoming
from gateway.http.dependencies import Dependencies
from gateway.http.errors import CORRELATION, Reply, reply_to
from gateway.http.incoming import Environ
from gateway.people.identity import rules
from gateway.submissions.intake import Repeatable
from vocabulary.permissions import Action


@dataclass(frozen=True)
class Submitting:
    """Takes in one kind of submission."""

    dependencies: Dependencies
    shape: type[SubmitAppeal]
    action: Action

    def __call__(self, environ: Environ) -> Reply:
        """The receipt (202), or the problem."""
        try:
            return _written(self._receipt(environ))
        except Exception as failure:  # noqa: BLE001 - the edge answers everything
            return reply_to(failure, environ)

    def _receipt(self, environ: Environ) -> SubmissionAccepted:
        actor = incoming.admitted(environ, self.action, self.dependencies.admission)
        key = incoming.idempotency_key(environ, actor)
        incoming.check_unconditional(environ)
        data = incoming.json_body(environ)
        submission = self.shape.read(data)
        if self.action is not Action.ANYONE:
            rules.check_at(self.action, actor, submission.community, field="community")
        return self.dependencies.intake.take(
            submission,
            actor=actor,
            correlation_id=environ[CORRELATION],
            repeatable=None
            if key is None
            else Repeatable(key, orjson.dumps(data, option=orjson.OPT_SORT_KEYS)),
        )


def public(dependencies: Dependencies) -> Submitting:
    """What residents send (提出诉求)."""
    return Submitting(dependencies, SubmitAppeal, Action.ANYONE)


def recorded(dependencies: Dependencies) -> Submitting:
    """Appeals that staff and commissioners write down."""
    return Submitting(dependencies, RecordAppeal, Action.APPEAL_RECORD)


def _written(receipt: SubmissionAccepted) -> Reply:
    body = {
        "id": str(receipt.id),
        "tracking_code": receipt.tracking_code,
        "status_url": receipt.status_url,
    }
    headers = (
        ("Content-Type", "application/json"),
        ("Location", receipt.status_url),
        ("Cache-Control", "no-store"),
    )
    return Reply(202, headers, orjson.dumps(body))

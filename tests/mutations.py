"""Breaks rules of Linli one at a time, and shows which tests notice: `python -m tests.mutations`.

Run it before the tests are made faster and after, so that nothing that was noticed goes
unnoticed: `--json before.json` there, `--compare before.json` here; `--tree` names another
tree than this one. Each rule is broken in a copy, and only the folders that guard it are
run, on SQLite where a test runs on both databases. Ends with 1 if a broken rule goes
unnoticed, and with 2 if one is no longer written as it stands here.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "data")
#: How pytest ends when it ran: well, with failures, or with files that could not be read.
_RAN = {0, 1, 2}
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?)(?:\[.*|\s.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Mutation:
    """One rule broken: what stands in a file, what stands there instead, and what guards it."""

    rule: str
    file: str
    stands: str
    instead: str
    guards: tuple[str, ...]


MUTATIONS = (
    Mutation(
        "fund: a person with a part in a project decides nothing about it",
        "services/volunteers/fund/operations.py",
        "    if deed in rules.DECISIONS:\n",
        "    if deed in ():\n",
        ("tests/services/volunteers/fund",),
    ),
    Mutation(
        "fund: a voucher is booked once for a project",
        "services/volunteers/fund/operations.py",
        "        if rules.known_as(booking.paper) == known:\n",
        "        if rules.known_as(booking.paper) is known:\n",
        ("tests/services/volunteers/fund",),
    ),
    Mutation(
        "fund: the account pays no more than it has",
        "services/volunteers/fund_ledger/rules.py",
        "    if amount_fen > left_fen:\n",
        "    if amount_fen > left_fen + 1:\n",
        ("tests/services/volunteers/fund",),
    ),
    Mutation(
        "matching: ten whole hours lately let others come first",
        "services/volunteers/matching/queries.py",
        "rules.tens_of_hours(minutes).label",
        "rules.tens_of_hours(minutes + 1).label",
        ("tests/services/volunteers/matching",),
    ),
    Mutation(
        "rights: volunteers close no appeal",
        "vocabulary/permitted/appeals.py",
        '"Close an appeal with its outcome",\n        WORKSTATION,\n',
        '"Close an appeal with its outcome",\n        WORKSTATION,\n        volunteer=Scope.COMMUNITY,\n',
        (
            "tests/vocabulary",
            "tests/architecture/test_documents.py",
            "tests/services/appeals/appeal",
        ),
    ),
    Mutation(
        "rights: a route lets pass exactly those of its permission",
        "gateway/app.py",
        "incoming.admitted(request.environ, permission,",
        "incoming.admitted(request.environ, Action.ACCOUNT_OWN,",
        ("tests/gateway/api/test_permissions.py",),
    ),
    Mutation(
        "rights: nobody keeps their own account",
        "gateway/people/accounts/rules.py",
        '    if actor.account == account:\n        raise Forbidden(\n            "不能管理',
        '    if actor.account == account == "":\n        raise Forbidden(\n            "不能管理',
        ("tests/gateway/people/accounts",),
    ),
    Mutation(
        "scope: nobody sees another community's rows",
        "runtime/scope.py",
        "[begins_with_any(reach.stems, area)]",
        '[begins_with_any(("",), area)]',
        ("tests/runtime", "tests/services/appeals/intake", "tests/services/appeals/receptions"),
    ),
    Mutation(
        "state table: an appeal is accepted before it is closed",
        "services/appeals/appeal/rules.py",
        "dict.fromkeys((State.ACCEPTED, State.ASSIGNED), State.CLOSED)",
        "dict.fromkeys((State.RECEIVED, State.ACCEPTED, State.ASSIGNED), State.CLOSED)",
        ("tests/services/appeals/appeal", "tests/services/appeals/closing"),
    ),
    Mutation(
        "deadlines: the due day may be the day of the assignment",
        "services/appeals/deadlines/rules.py",
        "if due_on < assigned_on:",
        "if due_on <= assigned_on:",
        ("tests/services/appeals/deadlines", "tests/services/appeals/assignment"),
    ),
    Mutation(
        "deadlines: overdue begins the day after the due day",
        "services/appeals/deadlines/rules.py",
        "today > due_on",
        "today >= due_on",
        ("tests/services/appeals/deadlines",),
    ),
    Mutation(
        "deadlines: the day of posting does not count",
        "vocabulary/workdays.py",
        "range(1, _FREE_MOST + 1)",
        "range(_FREE_MOST + 1)",
        ("tests/vocabulary", "tests/services/recruitment/holidays"),
    ),
    Mutation(
        "masking: lists show no whole phone number",
        "vocabulary/masking.py",
        'return f"{phone[:_PHONE_HEAD]}****{phone[-_PHONE_TAIL:]}"',
        "return phone",
        ("tests/vocabulary", "tests/services/appeals/intake", "tests/services/appeals/disclosures"),
    ),
    Mutation(
        "masking: numbers in public text are hidden",
        "vocabulary/personal_text.py",
        r"1[3-9]\d{9}",
        r"1[3-5]\d{9}",
        ("tests/vocabulary",),
    ),
    Mutation(
        "counting: closed is not settled",
        "services/street/totals/queries.py",
        "(outcome == Outcome.SETTLED, 1)",
        "(outcome.is_not(None), 1)",
        ("tests/services/street",),
    ),
    Mutation(
        "finding: a phone finds only where contacts may be seen",
        "services/appeals/disclosures/operations.py",
        "actor, Action.CONTACT_DISCLOSE, area=Appeal.community",
        "actor, Action.APPEAL_READ, area=Appeal.community",
        ("tests/services/appeals/disclosures",),
    ),
    Mutation(
        "counting: an assessment's places are shared by equals",
        "services/recruitment/screening/rules.py",
        "sum(other > total for other in known)",
        "sum(other >= total for other in known)",
        ("tests/services/recruitment/screening/test_rules.py",),
    ),
    Mutation(
        "days: nothing is entered under a consent that was ended",
        "services/recruitment/back_entries/queries.py",
        "        row.ended_at.is_(None),\n",
        "",
        ("tests/services/recruitment/back_entries",),
    ),
    Mutation(
        "idempotence: a repeated request is done once",
        "bus/rpc.py",
        "    if not key:\n        return call()\n",
        "    if not key or payload:\n        return call()\n",
        ("tests/bus/test_idempotency.py", "tests/gateway/api/test_repeated_requests.py"),
    ),
    Mutation(
        "idempotence: a key belongs to one request",
        "bus/rpc.py",
        "if kept.fingerprint != fingerprint:",
        "if not kept.fingerprint:",
        ("tests/bus/test_idempotency.py", "tests/gateway/files/attachments"),
    ),
    Mutation(
        "paging: no row comes twice",
        "runtime/paging.py",
        "later = self.column < value if self.falls else self.column > value",
        "later = self.column <= value if self.falls else self.column >= value",
        ("tests/runtime/test_paging.py", "tests/services/appeals/intake"),
    ),
    Mutation(
        "validation: unknown fields are refused",
        "contracts/registry.py",
        'UNKNOWN: ClassVar[Literal["raise", "exclude"]] = "raise"',
        'UNKNOWN: ClassVar[Literal["raise", "exclude"]] = "exclude"',
        ("tests/gateway/api/test_routes.py", "tests/gateway/api/test_intake.py"),
    ),
    Mutation(
        "validation: closing without settling needs a reason",
        "services/appeals/closing/rules.py",
        "if need.reason and not holds_letter(reason or",
        "if need.reason and reason and not holds_letter(reason or",
        ("tests/services/appeals/closing",),
    ),
    Mutation(
        "validation: a round is rated once",
        "services/appeals/rating/rules.py",
        "if rating is not None:",
        "if rating == 0:",
        ("tests/services/appeals/rating",),
    ),
    Mutation(
        "validation: a community has no more posts than its cap",
        "services/recruitment/posts/rules/places.py",
        "if wanted > places.free:",
        "if wanted > places.free + 1:",
        ("tests/services/recruitment/posts", "tests/services/recruitment/post_cap"),
    ),
    Mutation(
        "validation: nobody assesses their own application",
        "services/recruitment/screening/rules.py",
        "    if is_own:\n",
        "    if is_own and has_abstained:\n",
        ("tests/services/recruitment/screening",),
    ),
    Mutation(
        "audit: personal values are never kept in clear",
        "audit/recording.py",
        "            if manner is None:\n",
        "            if manner is not SECRET:\n",
        ("tests/audit",),
    ),
    Mutation(
        "retention: a contact is kept from the closing on",
        "services/appeals/retention/operations.py",
        'Appeal.closed_at < retention.limit("contact"), there)',
        'Appeal.received_at < retention.limit("contact"), there)',
        ("tests/services/appeals/retention",),
    ),
    Mutation(
        "inbox: a message that comes twice is handled once",
        "bus/inbox.py",
        "for event_id, one in first.items() if event_id in new]",
        "for event_id, one in first.items() if event_id or new]",
        ("tests/bus/test_inbox.py",),
    ),
    Mutation(
        "outbox: a closing is told",
        "services/appeals/closing/operations.py",
        "    outbox.add(session, AppealClosed(**facts_of(appeal)), actor=actor)\n",
        "    AppealClosed(**facts_of(appeal))\n",
        ("tests/services/appeals/closing", "tests/groundwork"),
    ),
    Mutation(
        "limits: no more requests pass than allowed",
        "gateway/limits/rate_limits/rules.py",
        "room = limit.most - 1 - current",
        "room = limit.most - current",
        ("tests/gateway/limits/rate_limits",),
    ),
    Mutation(
        "caching: no answer is kept on its way",
        "gateway/app.py",
        'setdefault("Cache-Control", "no-store")',
        'setdefault("Cache-Control", "private")',
        ("tests/gateway/api/test_routes.py", "tests/gateway/api/test_intake.py"),
    ),
    Mutation(
        "possible: a round that is rated is not offered again",
        "services/appeals/appeal/rules.py",
        "        held.add(Deed.RATE)",
        "        pass",
        ("tests/services/appeals/appeal",),
    ),
    Mutation(
        "copying: what is personal is never copied",
        "runtime/copying.py",
        '_GUARDED = ("personal", "secret")',
        '_GUARDED = ("secret",)',
        ("tests/runtime",),
    ),
)


def main() -> None:
    """Break each rule, print what noticed it, and what no longer does."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tree", type=Path, default=_ROOT, help="another tree than this one")
    arguments.add_argument("--only", default="", help="rules whose name this pattern finds")
    arguments.add_argument("--json", type=Path, help="keep what noticed each rule in this file")
    arguments.add_argument("--compare", type=Path, help="with what such a file holds")
    given = arguments.parse_args()
    chosen = [mutation for mutation in MUTATIONS if re.search(given.only, mutation.rule)]
    with _copied(given.tree) as copy:
        check_written(copy, chosen)
        noticed = {one.rule: _noticing(copy, one) for one in chosen}
        # A test that fails without any change notices nothing.
        anyway = set(_failing(copy, {test for tests in noticed.values() for test in tests}))
    noticed = {rule: [one for one in tests if one not in anyway] for rule, tests in noticed.items()}
    _say("without any change", anyway)
    if given.json:
        given.json.write_text(json.dumps(noticed, indent=1, ensure_ascii=False) + "\n")
    if given.compare:
        _compare(json.loads(given.compare.read_text()), noticed)
    unnoticed = [rule for rule, tests in noticed.items() if not tests]
    sys.stdout.write(f"\n{len(noticed)} rules broken, {len(unnoticed)} unnoticed\n")
    raise SystemExit(1 if unnoticed else 0)


@contextmanager
def _copied(tree: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="linli-mutations-") as folder:
        yield Path(shutil.copytree(tree, Path(folder) / "tree", ignore=_NOT_COPIED))


def check_written(tree: Path, mutations: Iterable[Mutation]) -> None:
    """Each rule stands where it is looked for, once, and its guards are there."""
    moved = [
        f"{one.rule}: not once in {one.file}: {one.stands!r}"
        for one in mutations
        if (tree / one.file).read_text().count(one.stands) != 1
    ]
    gone = [guard for one in mutations for guard in one.guards if not (tree / guard).exists()]
    if moved or gone:
        sys.stderr.writelines(f"{line}\n" for line in [*moved, *gone])
        raise SystemExit(2)


def _noticing(tree: Path, mutation: Mutation) -> list[str]:
    """The tests that fail because of it; the file is as before afterwards."""
    file = tree / mutation.file
    before = file.read_text()
    file.write_text(before.replace(mutation.stands, mutation.instead))
    try:
        found = _failing(tree, mutation.guards)
    finally:
        file.write_text(before)
    _say(mutation.rule, found)
    return found


def _failing(tree: Path, guards: Collection[str]) -> list[str]:
    """The tests that fail now, without their parameters: some try in a loop what others do in cases."""
    if not guards:
        return []
    command = [sys.executable, "-m", "pytest", "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider"]
    # Where a list never ends, the test that walks it does.
    command += ["--timeout", "60", "-k", "not postgres", "-m", "not broker and not faults", *guards]
    ran = subprocess.run(
        command,
        cwd=tree,
        # The packages of the copy, not those that are installed.
        env=os.environ | {"PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode not in _RAN:
        raise SystemExit(ran.stdout + ran.stderr)
    return sorted(set(_FAILED.findall(ran.stdout)))


def _say(rule: str, tests: Collection[str]) -> None:
    sys.stdout.write(f"{rule}: {len(tests) or 'none'} failed\n")
    sys.stdout.writelines(f"    {name}\n" for name in sorted(tests))
    sys.stdout.flush()


def _compare(before: dict[str, list[str]], now: dict[str, list[str]]) -> None:
    for rule, tests in now.items():
        earlier = before.get(rule, [])
        lost, found = sorted(set(earlier) - set(tests)), sorted(set(tests) - set(earlier))
        sys.stdout.write(f"{rule}: {'other' if lost or found else 'the same'} tests\n")
        sys.stdout.writelines(f"    only before  {name}\n" for name in lost)
        sys.stdout.writelines(f"    only now     {name}\n" for name in found)


if __name__ == "__main__":
    main()

"""Many at once: how long one person waits beside a crowd of guesses, and one of readers.

Sixty wrong sign-ins come together with the right one of a person whose device is known;
sixteen people read one public document while an appeal is submitted. It ends with 1
where somebody is refused who should not be, or waits too long.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import requests

from runtime.identifiers import new_id
from tests.journeys.people import Person, administrator_of_the_street, somebody_made_by
from tests.journeys.running import Running, an_appeal
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.system import SECRET, System

_GUESSES, _READERS = 60, 16
#: A hash takes a tenth of a second of one core, and known people do not wait for strangers.
_SIGN_IN_SECONDS = 2.0
_APPEAL_SECONDS = 1.0


def main() -> None:
    """Measure both and print them."""
    postgres, rabbitmq = Postgres(), RabbitMQ()
    try:
        postgres.start()
        rabbitmq.start()
        with System(postgres, rabbitmq, as_deployed=True) as system:
            running = Running(system["gateway"].address, SECRET, system.settings, system.rows, list)
            is_good = [_sign_in_among_guesses(running), _appeal_among_readers(running)]
    finally:
        rabbitmq.remove()
        postgres.remove()
    raise SystemExit(not all(is_good))


def _sign_in_among_guesses(running: Running) -> bool:
    person = somebody_made_by(administrator_of_the_street(running))
    browser = requests.Session()
    browser.headers["Origin"] = running.address
    sign_in = f"{running.address}/api/v1/sessions"
    browser.post(sign_in, json=person.proof, timeout=60).raise_for_status()
    alone, _ = _timed(lambda: browser.post(sign_in, json=person.proof, timeout=60))

    def guess() -> requests.Response:
        stranger = Person(running, f"stranger.{new_id().hex[-12:]}", "a wrong password")
        return requests.post(
            sign_in, json=stranger.proof, headers={"Origin": running.address}, timeout=60
        )

    guesses, (seconds, found) = _beside(
        _GUESSES, guess, lambda: browser.post(sign_in, json=person.proof, timeout=60)
    )
    print(
        f"a right sign-in beside {_GUESSES} wrong ones: {seconds:.2f} s, status "
        f"{found.status_code}; alone {alone:.2f} s; the wrong ones: {_counted(guesses)}"
    )
    return found.ok and seconds <= _SIGN_IN_SECONDS


def _appeal_among_readers(running: Running) -> bool:
    document = f"/public/streets/{running.home.street}/regulations"
    wait_for(lambda: running.call("GET", document).ok, 30, "the street's regulations")
    alone, _ = _timed(lambda: running.call("POST", "/public/appeals", json=an_appeal()))
    read, (seconds, found) = _beside(
        _READERS,
        lambda: running.call("GET", f"{document}.pdf"),
        lambda: running.call("POST", "/public/appeals", json=an_appeal()),
    )
    print(
        f"an appeal beside {_READERS} readers of a PDF: {seconds:.2f} s, status "
        f"{found.status_code}; alone {alone:.2f} s; the readers: {_counted(read)}"
    )
    return found.ok and seconds < _APPEAL_SECONDS and all(answer.ok for _, answer in read)


_Timed = tuple[float, requests.Response]


def _timed(send: Callable[[], requests.Response]) -> _Timed:
    began = time.perf_counter()
    answer = send()
    return time.perf_counter() - began, answer


def _beside(
    many: int, crowd: Callable[[], requests.Response], one: Callable[[], requests.Response]
) -> tuple[list[_Timed], _Timed]:
    """How long each of a crowd took that came at once, and one that came in their midst."""
    together = threading.Barrier(many + 1)

    def each() -> _Timed:
        together.wait()
        return _timed(crowd)

    with ThreadPoolExecutor(many) as pool:
        others = [pool.submit(each) for _ in range(many)]
        together.wait()
        found = _timed(one)
        return [other.result() for other in others], found


def _counted(answers: list[_Timed]) -> str:
    statuses = [answer.status_code for _, answer in answers]
    said = ", ".join(f"{statuses.count(one)} × {one}" for one in sorted(set(statuses)))
    return f"{said}, the last after {max(seconds for seconds, _ in answers):.1f} s"


if __name__ == "__main__":
    main()

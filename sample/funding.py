"""The support fund of the communities (R20): a budget each, a settled project and a running one.

The projects, their costs and receipts are made up. Each step is taken by the person who may.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from contracts.registry import Shape
from contracts.volunteers.fund import (
    AdvanceFundProject,
    ApproveFundApplication,
    CheckFundApplication,
    DeliberateFundApplication,
    DraftFundApplication,
    FundCost,
    StartFundProject,
    SubmitFundApplication,
)
from contracts.volunteers.fund_ledger import SetFundBudget
from contracts.volunteers.fund_settlement import (
    AcceptFundReceipt,
    AddFundReceipt,
    CloseFundProject,
    RecordReturnedFundRest,
    RefuseFundReceipt,
    SettleFundProject,
)
from contracts.volunteers.words import FundSource
from sample import accounts, people
from sample.recruiting import Deed, known_as
from vocabulary.actors import Actor

#: Changes with the content, so that an older play's keys never meet another body.
_EDITION = "nanshan-funding-1"
_YUAN = 100
_BUDGET_FEN = 50_000 * _YUAN
_MONTH = dt.timedelta(days=30)
_SETTLED, _RUNNING = "楼道消防宣传", "重阳敬老茶话会"


def projects(community: str, day: dt.date) -> Iterator[Deed]:
    """A budget; a project with a refused receipt and a rest that came back; one that is running."""
    yield from _Fund(community, day).projects()


class _Fund:
    """What the people of one community and the street do with the fund on one day."""

    def __init__(self, community: str, day: dt.date) -> None:
        self._community, self._day = community, day
        self._commissioner = accounts.commissioners_of(community)[0].actor
        self._staff = accounts.workstation_of(community).actor
        self._committee = accounts.committee_of(community).actor
        self._street = accounts.OFFICER.actor

    def projects(self) -> Iterator[Deed]:
        """The budget first, as approval takes from it."""
        budget = SetFundBudget(
            community=self._community,
            year=self._day.year,
            source=FundSource.STREET_BUDGET,
            amount_fen=_BUDGET_FEN,
            paper=f"南街财〔{self._day.year}〕3号",
        )
        yield self._post("/fund/budgets", budget, self._street)
        yield from self._settled(*self._approved(_SETTLED, "老旧小区的老人", 3_000 * _YUAN))
        yield from self._approved(_RUNNING, "六十岁以上的居民", 2_400 * _YUAN)[1]
        running = self._at(_RUNNING)
        yield self._advanced(running, 1_200 * _YUAN)
        yield self._receipt(running, "茶点", 680 * _YUAN, "3")

    def _approved(self, title: str, for_whom: str, fen: int) -> tuple[str, list[Deed]]:
        """Where the project is, and what led to it."""
        plan = DraftFundApplication(
            post_id=known_as("post", people.residents_of(self._community)[0].code),
            title=title,
            purpose=f"{title}：现场讲解，发放资料，请义工一起办。",
            for_whom=for_whom,
            starts_on=self._day,
            ends_on=min(self._day + _MONTH, dt.date(self._day.year, 12, 31)),
            costs=[
                FundCost(what="海报和资料", amount_fen=fen // 3),
                FundCost(what="场地布置", amount_fen=fen - fen // 3),
            ],
        )
        at, why = self._at(title), "惠及面广，费用合理。"
        deeds = [
            self._post("/fund/projects", plan, self._commissioner, gives=self._called(title)),
            self._post(f"{at}/submission", SubmitFundApplication.sent(), self._commissioner),
            self._post(f"{at}/check", CheckFundApplication.sent(), self._staff),
            self._post(
                f"{at}/deliberation",
                DeliberateFundApplication.sent(reason=why, abstained=1),
                self._committee,
            ),
            self._post(
                f"{at}/approval",
                ApproveFundApplication.sent(reason=why, source=FundSource.STREET_BUDGET),
                self._street,
            ),
            self._post(f"{at}/start", StartFundProject.sent(), self._staff),
        ]
        return at, deeds

    def _settled(self, at: str, deeds: list[Deed]) -> Iterator[Deed]:
        yield from deeds
        yield self._advanced(at, 1_500 * _YUAN)
        yield self._receipt(at, "海报印制", 960 * _YUAN, "1")
        yield self._receipt(at, "餐费", 180 * _YUAN, "2")
        report = SettleFundProject.sent(
            result="入户讲解 120 户，张贴海报 60 张，清理楼道 8 处。", benefited=240
        )
        yield self._post(f"{at}/settlement", report, self._commissioner)
        good, meal = (f"{at}/receipts/{self._called_receipt(number)}" for number in ("1", "2"))
        seen = AcceptFundReceipt.sent(reason="原件已在工作站核对、存档。")
        yield self._post(f"{good}/acceptance", seen, self._staff)
        refused = RefuseFundReceipt.sent(reason="招待支出不在支持范围内。")
        yield self._post(f"{meal}/refusal", refused, self._staff)
        rest = RecordReturnedFundRest.sent(amount_fen=540 * _YUAN, paper="收字 7 号")
        yield self._post(f"{at}/returned-rest", rest, self._staff)
        yield self._post(f"{at}/closing", CloseFundProject.sent(), self._street)

    def _advanced(self, at: str, fen: int) -> Deed:
        body = AdvanceFundProject.sent(amount_fen=fen, paper="付字 31 号")
        return self._post(f"{at}/advance", body, self._staff)

    def _receipt(self, at: str, what: str, fen: int, number: str) -> Deed:
        body = AddFundReceipt.sent(
            reference=f"2444{self._community[-6:]}{self._day:%Y%m%d}{number}",
            spent_on=self._day,
            what=what,
            amount_fen=fen,
        )
        gives = self._called_receipt(number)
        return self._post(f"{at}/receipts", body, self._commissioner, gives=gives)

    def _at(self, title: str) -> str:
        return f"/fund/projects/{self._called(title)}"

    def _called(self, title: str) -> UUID:
        return known_as("fund project", self._community, str(self._day.year), title)

    def _called_receipt(self, number: str) -> UUID:
        return known_as("fund receipt", self._community, str(self._day.year), number)

    def _post(self, path: str, body: Shape, by: Actor, *, gives: UUID | None = None) -> Deed:
        # Another day's play asks with other days, and so under another key; what the year
        # has already, as its budget and these projects, is left as it is.
        key = f"{_EDITION}-{self._community[-3:]}-{self._day}{path}-{gives}"
        return Deed(key, "POST", path, body, by, gives)

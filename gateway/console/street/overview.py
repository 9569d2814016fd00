"""What goes on in your area: figures, charts with their tables, and each community in a line.

The street office begins its day here, and its district; committees and workstations see their own
community.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import flask
from markupsafe import Markup

from contracts.recruitment.words import AppointmentState
from gateway.console import api, charts, known, naming
from gateway.console.api import Json
from gateway.console.charts import Series, Span
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation.appeals import has_own_tabs
from runtime import clock
from vocabulary.areas import Level, level_of
from vocabulary.periods import day_of, months_after
from vocabulary.permissions import Action

_MONTHS = 12
#: Terms that end in this time are shown one by one, but no more than so many.
_TERMS_MONTHS, _TERMS_MOST = 12, 30
#: How many years can be looked at.
_YEARS = 4


@dataclass(frozen=True)
class Chart:
    """A drawing, and the table that says the same."""

    title: Sentence
    headings: Sequence[Sentence | str]
    rows: Sequence[Sequence[object]]
    drawing: Markup
    empty: Sentence
    lead: Sentence | str = ""
    #: How many columns, from the first on, hold what people wrote, such as names.
    given: int = 0


@page("/desk/overview", may=Action.APPEAL_READ, title=_("总览"), nav="overview")
def overview() -> Shown:
    """Figures of a year and an area, as charts and as tables."""
    today, args = day_of(clock.now()), flask.request.args
    places = known.reached()
    codes = [one["code"] for one in places]
    area = args.get("area") if args.get("area") in codes else (codes or [None])[0]
    years = [today.year - back for back in range(_YEARS)]
    year = next((one for one in years if str(one) == args.get("year")), today.year)
    period = {"from": f"{year}-01-01", "to": str(min(dt.date(year, 12, 31), today))}
    totals = api.get("/api/v1/street/totals", {"area": area, **period})
    months = {"area": area, "to": period["to"]}
    posts = api.part("/api/v1/appointments/figures/months", months, without={"items": []})["items"]
    waiting = api.get("/api/v1/appeals/counts", {"area": area, "each_community": "true"})
    community = area if area and level_of(area) is Level.COMMUNITY else None
    return shown(
        "street/overview.html",
        places=places,
        area=area,
        years=years,
        year=year,
        stream=_stream(area) if year == today.year else None,
        totals=totals,
        waiting=waiting,
        # Tabs of one's own have none for everybody's overdue appeals.
        leads_to_overdue=not has_own_tabs(),
        posts=posts[-1] if posts else None,
        charts=[
            _months(api.get("/api/v1/street/months", {"area": area, "year": year}), today),
            _durations(area, period),
            *([_posts(posts)] if posts else []),
            *_terms(area, today),
            *(_loads(community) if community else []),
        ],
        communities=[] if community else _communities(area, totals, waiting, period),
    )


def _stream(area: str | None) -> str:
    """Where the figures of the running year move."""
    return f"/api/v1/street/live?area={area}" if area else "/api/v1/street/live"


def _months(found: Json, today: dt.date) -> Chart:
    """The months of a year beside those of the year before."""
    year, of_month = found["year"], {one["begins"]: one for one in found["items"]}
    none = {"appeals": 0, "settled": 0}
    before, now = (
        [of_month.get(f"{of}-{month:02}-01", none) for month in range(1, _MONTHS + 1)]
        for of in (year - 1, year)
    )
    names = (str(_("%(year)s年", year=year - 1)), str(_("%(year)s年", year=year)))
    is_come = [(year, month) <= (today.year, today.month) for month in range(1, _MONTHS + 1)]
    return Chart(
        _("各月收到的诉求，与上年相比"),
        (_("月份"), *names, _("化解")),
        [
            (
                _("%(n)s月", n=at + 1),
                old["appeals"],
                new["appeals"] if come else "—",
                new["settled"] if come else "—",
            )
            for at, (old, new, come) in enumerate(zip(before, now, is_come, strict=True))
        ],
        charts.columns(
            [str(at + 1) for at in range(_MONTHS)],
            [
                Series(names[0], [one["appeals"] for one in before]),
                Series(names[1], [one["appeals"] for one in now]),
            ],
        ),
        _("还没有诉求。"),
    )


def _durations(area: str | None, period: Mapping[str, str]) -> Chart:
    """In how many days appeals were closed."""
    asked = {"area": area, "closed_from": period["from"], "closed_to": period["to"]}
    found = api.get("/api/v1/appeals/durations", asked)
    most = max((one["closed"] for one in found["steps"]), default=0) or 1
    rows = [(_span_of_days(one), one["closed"], one["settled"]) for one in found["steps"]]
    return Chart(
        _("多少天办结"),
        (_("用时"), _("办结"), _("其中化解")),
        rows if found["closed"] else [],
        charts.shares(
            [
                (str(days), 100 * closed / most, str(_("%(n)s 件", n=closed)))
                for days, closed, _settled in rows
            ]
        ),
        _("这段时间没有办结的诉求。"),
        _(
            "办结 %(n)s 件：一半在 %(median)s 天以内，九成在 %(most)s 天以内。按自然日，从提出到办结。",
            n=found["closed"],
            median=f"{found['median_days']:g}",
            most=found["within_days"],
        )
        if found["closed"]
        else "",
    )


def _span_of_days(step: Json) -> Sentence:
    least, most = step["least_days"], step["most_days"]
    if most is None:
        return _("%(n)s 天以上", n=least - 1)
    return _("%(n)s 至 %(m)s 天", n=least, m=most) if most else _("当天")


def _posts(found: Sequence[Json]) -> Chart:
    """How many posts were filled, held in the interim, and vacant at the end of each month."""
    kinds = {"filled": _("居民专员"), "interim": _("临时负责"), "vacant": _("空缺")}
    return Chart(
        _("岗位：在任与空缺"),
        (_("截至"), *kinds.values(), _("共")),
        [(one["on"], *(one[kind] for kind in kinds), one["posts"]) for one in found]
        if any(one["posts"] for one in found)
        else [],
        charts.columns(
            [str(int(one["on"][5:7])) for one in found],
            [Series(str(name), [one[kind] for one in found]) for kind, name in kinds.items()],
            stacked=True,
        ),
        _("还没有岗位。"),
    )


def _terms(area: str | None, today: dt.date) -> Iterator[Chart]:
    """Terms that end soon, each as a line of time."""
    if not may_somewhere(Action.APPOINTMENT_READ):
        return
    until = months_after(today, _TERMS_MONTHS)
    asked = {
        "area": area,
        "state": AppointmentState.IN_OFFICE.value,
        "ends_to": str(until),
        "sort": "term_to",
        "limit": _TERMS_MOST,
        "total": "true",
    }
    found = api.part("/api/v1/appointments", asked, without={})
    if not found:
        return
    lines = [
        (one, dt.date.fromisoformat(one["term_from"]), dt.date.fromisoformat(one["term_to"]))
        for one in found["items"]
        if one["term_from"] and one["term_to"]
    ]
    first = min((begins for _one, begins, _ends in lines), default=today)
    rest = found["total"] - len(lines)
    yield Chart(
        _("一年内届满的聘期"),
        (_("专员"), _("社区"), _("岗位"), _("到任"), _("届满")),
        [
            (one["name"] or "—", naming.named(one, "community"), one["post"], begins, ends)
            for one, begins, ends in lines
        ],
        charts.spans(
            [
                Span(one["name"] or one["post"], begins, ends, str(ends))
                for one, begins, ends in lines
            ],
            first,
            until,
            today,
        ),
        _("一年内没有届满的聘期。"),
        _("红线是今天。还有 %(n)s 个没有列出。", n=rest) if rest else _("红线是今天。"),
        given=3,
    )


def _loads(community: str) -> Iterator[Chart]:
    """What each commissioner has in hand, side by side."""
    if not may_somewhere(Action.COMMISSIONER_READ):
        return
    found = api.get(f"/api/v1/communities/{community}/commissioners")["items"]
    people = sorted(found, key=lambda one: -int(one["open_appeals"]))
    most = max((one["open_appeals"] for one in people), default=0) or 1
    yield Chart(
        _("各专员在办诉求"),
        (_("专员"), _("岗位"), _("在办")),
        [
            (
                one["name"] or "—",
                "、".join(work["post"] for work in one["fields_of_work"]) or "—",
                one["open_appeals"],
            )
            for one in people
        ],
        charts.shares(
            [
                (
                    one["name"] or "—",
                    100 * one["open_appeals"] / most,
                    str(_("%(n)s 件", n=one["open_appeals"])),
                )
                for one in people
            ]
        ),
        _("现在没有在任专员。"),
        given=2,
    )


def _communities(
    area: str | None, totals: Json, waiting: Json, period: Mapping[str, str]
) -> list[Mapping[str, object]]:
    """Each community in a line: its appeals, what is overdue now, its receptions, its posts."""
    asked = {"area": area, "on": period["to"]}
    read = api.part("/api/v1/appointments/figures", asked, without={})
    figures = read.get("by_community") or []
    none = 0 if read else "—"
    posts = {one["community"]: one for one in figures}
    lines = {one["community"]: one for one in totals["by_community"]}
    late = {one["community"]: one["overdue"] for one in waiting["by_community"] or []}
    seen = {one["community"]: one["receptions"] for one in totals["receptions_by_community"]}
    named = {one["code"]: naming.named(one, "name") for one in known.reached()}
    named |= {
        one["community"]: naming.named(one, "community") for one in (*figures, *lines.values())
    }
    return [
        {
            "code": code,
            "name": named.get(code, code),
            "receptions": seen.get(code, 0),
            "appeals": lines.get(code, {}).get("appeals", 0),
            "settled": naming.share(lines[code]["settled_rate"]) if code in lines else "—",
            "overdue": late.get(code, 0),
            "posts": posts.get(code, {}).get("posts", none),
            "vacant": posts.get(code, {}).get("vacant", {}).get("numerator", none),
        }
        for code in sorted({*lines, *posts, *seen, *late})
    ]

"""The names of the fields of incentives (履职评价与激励)."""

from __future__ import annotations

FIELDS = {
    "words_open": ("可补充说明的季度", "quarters open for words"),
    "ReportScore.score": ("评分", "score"),
    "RatingSheet.words": ("评议意见", "words"),
    "RatingTexts.texts": ("评议意见", "words of residents"),
    "is_over": ("是否截止", "over"),
    "scorecards": ("履职记录", "scorecards"),
    "scores": ("评分", "scores"),
    "way": ("方式", "by which way"),
    "amount": ("数量", "amount"),
    "answers": ("评议份数", "ratings"),
    "commissioners": ("专员人数", "commissioners"),
    "criteria": ("评选标准", "criteria"),
    "criterion": ("评选标准", "criterion"),
    "days_in_office": ("在任天数", "days in office"),
    "figure": ("指标", "figure"),
    "figures": ("指标", "figures"),
    "is_too_few": ("份数过少", "too few"),
    "least_cases": ("最少样本数", "cases at least"),
    "least_days": ("最少在任天数", "days in office at least"),
    "lines": ("逐项得分", "criteria"),
    "names": ("姓名", "names"),
    "place": ("名次", "place"),
    "points": ("得分", "points"),
    "report_id": ("履职公示", "work report"),
    "sum_of_scores": ("评分合计", "sum of scores"),
    "summary": ("综述", "summary"),
    "takes_ratings": ("可以评议", "takes ratings"),
    "weight": ("权重", "weight"),
}

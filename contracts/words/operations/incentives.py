"""The names of the operations on scorecards, reports and honours (履职评价与激励)."""

from __future__ import annotations

OPERATIONS = {
    "ApproveWorkReport": ("审定履职公示", "approve a work report"),
    "CorrectWorkReport": ("更正履职公示", "correct a work report"),
    "EditWorkReport": ("修改履职公示", "edit a work report"),
    "ExportOwnIncentives": ("获取本人履职记录副本", "get a copy of your own scorecards"),
    "ListFacts": ("查看指标依据", "list the facts behind a figure"),
    "ListPublicWorkReports": ("查看已发布的履职公示", "list published work reports"),
    "ListRatingWords": ("阅读评议文字", "read the words of ratings"),
    "ListScorecards": ("查询履职记录", "list scorecards"),
    "ListWorkReports": ("查询履职公示", "list work reports"),
    "PrintWorkReport": ("打印履职公示", "print a work report"),
    "PrintWorkReportEdition": ("打印一版履职公示", "print an edition of a work report"),
    "PublishWorkReport": ("发布履职公示", "publish a work report"),
    "RateWorkReport": ("评议履职公示", "rate a work report"),
    "ReadIncentivesAudit": ("查看履职激励审计", "read the audit of incentives"),
    "ReadIncentivesLog": ("读取履职激励事件", "read the log of incentives"),
    "RecordRating": ("代录评议", "record a rating"),
    "ShowRatingResults": ("查看评议结果", "show the results of ratings"),
    "ShowPublicWorkReport": ("查看公开的履职公示", "show a work report for anyone"),
    "ShowPublicWorkReportEdition": (
        "查看一版公开的履职公示",
        "show an edition of a work report for anyone",
    ),
    "ShowScorecard": ("查看履职记录", "show a scorecard"),
    "ShowWorkReport": ("查看履职公示", "show a work report"),
    "TryWeights": ("试算评选名次", "try weights of a selection"),
    "WriteOwnWords": ("补充本人说明", "add your own words"),
}

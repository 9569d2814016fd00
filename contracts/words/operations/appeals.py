"""What the operations on appeals (诉求) are called."""

from __future__ import annotations

OPERATIONS = {
    "AcceptAppeal": ("受理诉求", "accept an appeal"),
    "AssignAppeal": ("交办诉求", "assign an appeal"),
    "CloseAppeal": ("办结诉求", "close an appeal"),
    "ContestAppeal": ("对办结提出异议", "contest the closing of an appeal"),
    "CountCommissioners": ("查看专员在办诉求数", "count the open appeals of commissioners"),
    "DeclineAppeal": ("不予受理诉求", "decline an appeal"),
    "DiscloseContact": ("查看诉求人完整联系方式", "see the applicant's contact whole"),
    "EraseAppeal": ("代为删除诉求个人信息", "erase an appeal for the person"),
    "EraseOwnData": ("删除本人诉求个人信息", "erase your appeal"),
    "ExportOwnData": ("导出本人诉求信息", "get a copy of your appeal's data"),
    "FindAppeals": ("查找诉求", "find appeals"),
    "ListAppeals": ("查看诉求清单", "list appeals"),
    "ListDisclosures": ("查看联系方式查看记录", "list who saw the contact of an appeal"),
    "ListReceptions": ("查看接待记录", "list receptions"),
    "PutCategory": ("设置诉求类别", "put a category"),
    "RateAppeal": ("登记居民评议", "record a resident's rating"),
    "RateTrackedAppeal": ("评议诉求办理", "rate how your appeal was handled"),
    "ReachApplicant": ("获取诉求人联系方式以发送通知", "reach the applicant with a message"),
    "ReadAppealsAudit": ("查看诉求审计", "read the audit of appeals"),
    "ReadAppealsLog": ("读取诉求事件日志", "read the log of appeals"),
    "RecordReception": ("登记接待", "record a reception"),
    "ReopenAppeal": ("重新打开诉求", "reopen an appeal"),
    "ShowAppeal": ("查看诉求", "show an appeal"),
    "ShowCategory": ("查看诉求类别", "show a category"),
    "TakeAction": ("登记办理", "record an action on an appeal"),
    "TrackAppeal": ("凭查询码查询诉求", "follow your appeal"),
    "TrackDisclosures": ("查询谁看过本人联系方式", "see who saw your contact"),
}

"""Permissions in incentives: scorecards, work reports, ratings, selections and honours."""

from __future__ import annotations

from collections.abc import Mapping

from vocabulary.permitted.actions import Action
from vocabulary.permitted.rows import (
    ADMINISTRATORS,
    COMMUNITY_BODIES,
    ORGANISERS,
    OVERSIGHT,
    STAFF,
    STREET_OFFICE,
    WORKSTATION,
    Row,
    Scope,
    row,
)

ROWS: Mapping[Action, Row] = {
    Action.SCORECARD_READ: row(
        "查看履职记录及其依据（专员只看本人的）",
        "Read scorecards and the facts behind them; commissioners only their own",
        STAFF,
        commissioner=Scope.OWN,
    ),
    Action.SCORECARD_COMMENT: row(
        "在本人的履职记录上补充说明",
        "Add words to your own scorecard",
        commissioner=Scope.OWN,
    ),
    Action.SCORECARD_COPY: row(
        "获取本人履职记录和说明的副本（离任后也可以）",
        "Get a copy of your own scorecards and words, also after your office is over",
        every_account=True,
    ),
    Action.WORK_REPORT_READ: row(
        "查看履职公示（含未发布的）",
        "Read work reports, also those that are not published",
        STAFF,
    ),
    Action.WORK_REPORT_MANAGE: row(
        "编写、发布、更正履职公示",
        "Write, publish and correct work reports",
        WORKSTATION,
    ),
    Action.WORK_REPORT_APPROVE: row(
        "审定履职公示",
        "Approve work reports",
        committee=Scope.COMMUNITY,
    ),
    Action.RATING_RECORD: row(
        "录入居民的纸质或电话评议",
        "Record ratings that residents gave on paper or by phone",
        WORKSTATION,
    ),
    Action.RATING_WORDS_READ: row(
        "阅读居民评议的文字（评议截止后）",
        "Read what residents wrote with their ratings, once no more can come",
        committee=Scope.COMMUNITY,
        street_committee=Scope.STREET,
    ),
    Action.RATING_DECIDE: row(
        "查看短时间内来自同一网络的评议，决定计不计入",
        "Look at ratings that came many from one network in a short time, and decide whether "
        "they count",
        committee=Scope.COMMUNITY,
    ),
    Action.PROMISE_TIE: row(
        "确定服务承诺按什么事实统计",
        "Say by which facts a promise is counted",
        committee=Scope.COMMUNITY,
    ),
    Action.PROMISE_SEE: row(
        "登记他人的服务承诺兑现没有",
        "Write down whether somebody else's promise was kept",
        COMMUNITY_BODIES,
    ),
    Action.COMPLAINT_READ: row(
        "查看对专员的投诉，或回避（反映本人的、已回避的除外）",
        "Read complaints about commissioners, or abstain; none about yourself, none you "
        "abstained from",
        COMMUNITY_BODIES,
        officer=Scope.STREET,
        street_committee=Scope.STREET,
    ),
    Action.COMPLAINT_RECORD: row(
        "登记纸质、电话或当面的投诉",
        "Write down complaints that came on paper, by phone or in person",
        COMMUNITY_BODIES,
    ),
    Action.COMPLAINT_EXAMINE: row(
        "核实投诉、听取双方说法、告知延期",
        "Examine complaints, hear both sides, and tell how long it takes",
        COMMUNITY_BODIES,
    ),
    Action.COMPLAINT_ANSWER: row("答复投诉", "Answer complaints", committee=Scope.COMMUNITY),
    Action.COMPLAINT_REVIEW: row(
        "复核投诉的答复", "Review the answer to a complaint", officer=Scope.STREET
    ),
    Action.COMPLAINT_DISCLOSE: row(
        "说明原因后查看投诉人的联系方式",
        "See a complainant's contact for a recorded reason",
        COMMUNITY_BODIES,
        officer=Scope.STREET,
    ),
    Action.COMPLAINT_DISCLOSURE_READ: row(
        "查看谁看过投诉人的联系方式",
        "See who saw a complainant's contact",
        ADMINISTRATORS,
        street_committee=Scope.STREET,
    ),
    Action.SELECTION_READ: row(
        "查看年终评选",
        "See year-end selections",
        STAFF,
        commissioner=Scope.COMMUNITY,
    ),
    Action.SELECTION_TRY: row(
        "查看年终评选的名次试算",
        "See the places of a year's selection under weights that may be tried",
        OVERSIGHT,
        committee=Scope.COMMUNITY,
    ),
    Action.SELECTION_MANAGE: row(
        "制定评选办法、开始评选、答复异议、退回和审核",
        "Draft, open, send back and check selections, and answer objections to them",
        STREET_OFFICE,
    ),
    Action.SELECTION_JUDGE: row(
        "在年终评选中打分或回避",
        "Give points in a selection, or abstain",
        committee=Scope.COMMUNITY,
        commissioner=Scope.COMMUNITY,
    ),
    Action.SELECTION_NOMINATE: row(
        "为年终评选计分和提名",
        "Count a selection and nominate",
        committee=Scope.COMMUNITY,
    ),
    Action.SELECTION_PUBLISH: row(
        "公示提名、登记异议",
        "Publish a nomination and write objections down",
        WORKSTATION,
    ),
    Action.SELECTION_OBJECTION_READ: row(
        "查看对提名和荣誉的异议",
        "Read objections to nominations and honours",
        OVERSIGHT,
    ),
    Action.SELECTION_AWARD: row(
        "表彰（授予荣誉）",
        "Award honours",
        street_committee=Scope.STREET,
    ),
    Action.BALLOT_MANAGE: row(
        "发放选票、收取纸质选票",
        "Issue slips and take in those of people who vote on paper",
        WORKSTATION,
    ),
    Action.BALLOT_COUNT: row(
        "清点票箱",
        "Count boxes of paper sheets",
        ORGANISERS,
    ),
    Action.HONOUR_READ: row(
        "查看荣誉（本人的始终可以查看）",
        "See honours; your own at any time, also after your office is over",
        STAFF,
        every_account=True,
    ),
    Action.HONOUR_REISSUE: row(
        "补发荣誉证书",
        "Re-issue certificates of honours",
        STREET_OFFICE,
    ),
    Action.HONOUR_REVOKE: row(
        "撤销荣誉",
        "Revoke honours",
        street_committee=Scope.STREET,
    ),
    Action.YEAR_END_MEETING_READ: row(
        "查看年终会议的邀请、答复和到会情况",
        "See invitations to year-end meetings, replies and attendance",
        OVERSIGHT,
    ),
    Action.YEAR_END_MEETING_MANAGE: row(
        "安排年终会议、邀请参会、登记到会",
        "Plan year-end meetings, invite people and write down who came",
        STREET_OFFICE,
    ),
    Action.MEETING_INVITATION_REPLY: row(
        "查看并答复本人的会议邀请；街道办可以代为登记答复",
        "See your own invitations to meetings and reply; the street office may write a reply down",
        STREET_OFFICE,
        every_account=True,
    ),
    Action.INVITEE_DISCLOSE: row(
        "说明原因后查看受邀人的姓名和联系方式",
        "See name and contact of an invited person for a recorded reason",
        officer=Scope.STREET,
    ),
    Action.INVITEE_DISCLOSURE_READ: row(
        "查看谁看过受邀人的姓名和联系方式",
        "See who saw name and contact of an invited person",
        ADMINISTRATORS,
        street_committee=Scope.STREET,
    ),
    Action.INVITEE_ERASE: row(
        "按受邀人的意愿删除其姓名和联系方式",
        "Erase name and contact of an invited person, as they wish",
        STREET_OFFICE,
    ),
    Action.NOMINATION_READ: row(
        "查看推选人大代表、政协委员的记录",
        "See nominations as deputy or consultative member",
        STAFF,
    ),
    Action.NOMINATION_RECORD: row(
        "登记推选及其结果",
        "Write down nominations and what became of them",
        STREET_OFFICE,
    ),
    Action.COMMITTEE_ELECTION_READ: row(
        "查看居委会换届选举中的专员席位",
        "See how many seats of residents' committees commissioners won",
        STAFF,
    ),
    Action.COMMITTEE_ELECTION_RECORD: row(
        "登记、更正居委会换届选举结果",
        "Write down and correct elections of residents' committees",
        STREET_OFFICE,
    ),
    Action.PROJECT_REVIEW_READ: row(
        "查看重大项目社会评价（结束前看不到任何评价内容）",
        "See reviews of major projects; what reviewers say only after the close",
        OVERSIGHT,
    ),
    Action.PROJECT_REVIEW_MANAGE: row(
        "组织重大项目社会评价、登记责任单位的答复",
        "Hold reviews of major projects and write down the owner's answer",
        STREET_OFFICE,
    ),
    Action.SHARING_MEETING_READ: row(
        "查看经验分享会",
        "See sharing meetings",
        STAFF,
        commissioner=Scope.COMMUNITY,
    ),
    Action.SHARING_MEETING_MANAGE: row(
        "召集、改期、取消经验分享会，说明一个季度为何没有开",
        "Plan, move and call off sharing meetings, and say why a quarter had none",
        committee=Scope.COMMUNITY,
    ),
    Action.SHARING_MEETING_SPEAK: row(
        "为经验分享会提出要讲的事（专员只提本人的）",
        "Put points on the agenda of sharing meetings; commissioners only their own",
        ORGANISERS,
        commissioner=Scope.COMMUNITY,
    ),
    Action.SHARING_MEETING_RECORD: row(
        "登记经验分享会的到会、商定事项和记录",
        "Write down who came to sharing meetings, what was agreed, and the minutes",
        ORGANISERS,
    ),
    Action.CASE_READ: row(
        "查看本街道的案例（本人讲的始终可以查看）",
        "Read the cases of your street; your own at any time, also after your office is over",
        STAFF,
        commissioner=Scope.COMMUNITY,
        every_account=True,
    ),
    Action.CASE_WRITE: row(
        "把经验分享会上讲的事编成案例（专员只编本人的）",
        "Write cases from what was told at sharing meetings; commissioners only their own",
        ORGANISERS,
        commissioner=Scope.OWN,
    ),
    Action.CASE_CONSENT: row(
        "同意或撤回本人的案例（任何时候都可以），工作站凭纸质同意书登记",
        "Agree to cases of your own and withdraw that at any time; the workstation writes it "
        "down from a signed paper",
        WORKSTATION,
        every_account=True,
    ),
    Action.CASE_APPROVE: row(
        "审定案例",
        "Approve cases",
        committee=Scope.COMMUNITY,
    ),
}

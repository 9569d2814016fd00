"""Volunteers (义工), their teams, activities and hours: from the registration to the certificate.

For: residents who volunteer, with an account or with a personal code; commissioners and their
teams (专员团队); the workstation and the party committee (综合党委).

Owns: volunteers, teams and memberships, activities with shifts, sign-ups of volunteers and guests,
attendance and findings, hours of service and certificates of them; groups and associations of
residents (兴趣队伍, 协会) with what they did; the project support fund (项目扶持资金) with its
applications, receipts and ledger; a copy of consents, of posts and of the commissioners on
them.

Publishes: `volunteer_registered`, `membership_began`, `membership_ended`, `teams_handed_over`,
`activity_published`, `activity_cancelled`, `activity_held`, `hours_counted`,
`certificate_of_hours_issued`, `group_founded`, `group_dissolved`, `contest_result_recorded`,
`fund_budget_set`, `fund_approved`, `fund_withdrawn`, `fund_settled`, `fund_papers_forgotten`.

Listens: to areas and consents of the gateway; to parameters, the calendar and posts of recruitment,
and to `appointment_began`, `appointment_ended` and `appointment_account_named`, by which a team or
a group knows its commissioner of the day; to `appeal_received`, which tells the number of the
appeal that a finding became.

Read `memberships/rules.py`, `activities/rules.py` and `hours/rules.py` first.
"""

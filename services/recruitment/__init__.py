"""Recruitment and appointment (招募与聘任): from the question to residents to the end of a term.

For: the community that asks its residents what they need and opens posts for it,
residents who apply, the composite party committee (社区综合党委) that appoints,
the street office that sets the rules and grants exceptions.

Owns: the values that the street's regulations enforce (制度参数), the implementation
measures (实施办法) version by version, the calendar of working days (工作日), needs
surveys (需求问卷) with anonymous answers, posts (岗位) with overrides of their
cap and templates, campaigns (招募活动), applications (报名) with their screening (筛选)
and the reserve list (后备人才), appointments (聘任) with objections, who saw the full details of an
applicant, an appointee or an objector (查看完整信息), certificates (聘任证书) and hand-overs
(交接), courses (培训) and who attended them, service handbooks (服务手册) by edition, copies of the areas'
names and of the consents, the append-only
history of everything it keeps, and the consents of the street office to late entries (补录).

Publishes: `parameter_set`, `regulation_published`; `back_entries_allowed`, `back_entries_ended`; `holiday_set`, `holiday_removed`,
`holiday_year_declared`; `survey_opened`, `survey_closed`,
`survey_published`; `post_opened`, `post_advertised`, `post_withdrawn`, `post_filled`,
`post_vacated`, `post_closed`, `post_cap_overridden`, `post_override_ended`; `campaign_announced`,
`campaign_opened`, `campaign_closed`, `campaign_concluded`; `application_received`,
`application_withdrawn`, `application_decided`; `appointment_proposed`,
`notice_opened`, `appointment_decided`, `appointment_withdrawn`, `appointment_began`,
`appointment_ended`, `term_ending`, `notice_requested`; `certificate_issued`,
`certificate_revoked`; `course_completed`, `course_result_recorded`, `handbook_published`.

Listens: to `area_published`, `consent_given` and `consent_withdrawn` of the gateway; to
`appeals_handed_over` of the register, from which it makes the list of what a departing commissioner
hands over. Teams and shifts of volunteers will report in the same way what they moved.

Read `parameters/rules.py` first: the parameters that everything else obeys; then
`appointment/rules.py`, the one table of how people come into office and leave it.
"""

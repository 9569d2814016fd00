"""Recruitment and appointment (招募与聘任): from the question to residents to the end of a term.

For: the community that asks its residents what they need and opens posts for it,
residents who apply, the composite party committee (社区综合党委) that appoints,
the street office that sets the rules and grants exceptions.

Owns: the values that the street's regulations enforce (制度参数), the calendar of
working days (工作日), posts (岗位) with overrides of their cap and templates, campaigns
(招募活动), applications (报名) with their screening (筛选) and the reserve list
(后备人才), a copy of the areas' names, the append-only history of everything it keeps.

Publishes: `parameter_set`; `post_opened`, `post_advertised`, `post_withdrawn`,
`post_filled`, `post_vacated`, `post_closed`, `post_cap_overridden`;
`campaign_announced`, `campaign_opened`, `campaign_closed`, `campaign_concluded`;
`application_received`, `application_withdrawn`, `application_decided`.

Listens: to `area_published` of the gateway.

Read `parameters/rules.py` first: the numbers that everything else obeys.
"""

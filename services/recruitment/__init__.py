"""Recruitment and appointment (招募与聘任): from the question to residents to the end of a term.

For: the community that asks its residents what they need and opens posts for it,
residents who apply, the composite party committee (社区综合党委) that appoints,
the street office that sets the rules and grants exceptions.

Owns: the values that the street's regulations enforce (制度参数), needs surveys
(需求问卷) with answers that name nobody, posts (岗位) with overrides of their cap and
templates, a copy of the areas' names, the append-only history of everything it keeps.

Publishes: `parameter_set`; `survey_opened`, `survey_closed`, `survey_published`; `post_opened`, `post_advertised`, `post_withdrawn`,
`post_filled`, `post_vacated`, `post_closed`, `post_cap_overridden`.

Listens: to `area_published` of the gateway.

Read `parameters/rules.py` first: the numbers that everything else obeys.
"""

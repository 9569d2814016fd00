"""Recruitment and appointment (招募与聘任): from the question to residents to the end of a term.

For: the community that asks its residents what they need and opens posts for it,
residents who apply, the composite party committee (社区综合党委) that appoints,
the street office that sets the rules and grants exceptions.

Owns: the values that the street's regulations enforce (制度参数), the calendar of
working days (工作日), a copy of the areas' names, the append-only history of everything
it keeps.

Publishes: `parameter_set`.

Listens: to `area_published` of the gateway.

Read `parameters/rules.py` first: the numbers that everything else obeys.
"""

"""Honours and evaluations of volunteers (表彰奖励、评价), written down by the workstation.

Beside each stands its source: the street's committee, a team, an association. They come by hand,
because that source has no account here; honours of commissioners are recorded by
`incentives` with their appointments.
"""

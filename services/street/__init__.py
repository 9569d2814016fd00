"""The street office's read model: the figures of the whole street, computed from events.

Owns: one row for each appeal and each reception, with what statistics need, without texts or
people, the areas with their successors, and the newest digest of each area.
Publishes: the digest of an area's figures, and that of each day's events.
Listens to: every event of an appeal, a reception and an area. The rows can be
dropped and rebuilt from the events.
"""

"""The street office's read model: the figures of the whole street, computed from events.

Owns: one row for each appeal and each reception, with what statistics need, without texts or
people, and the areas with their successors. Publishes: no events yet.
Listens to: every event of an appeal, a reception and an area. The rows can be
dropped and rebuilt from the events.
"""

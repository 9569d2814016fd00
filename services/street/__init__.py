"""The street office's read model: the figures of the whole street, computed from events.

Owns: one row for each appeal and each reception, with what statistics need and
no word or person. Publishes: nothing yet. Listens to: every event of an appeal
and of a reception. The rows can be dropped and rebuilt from the events.
"""

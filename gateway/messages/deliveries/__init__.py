"""Sending notices by e-mail and webhook: once if all goes well, again if not, never lost.

waiting ── taken by the other side ──────────────────> sent
   │ ╰─── not now: again after a growing pause ──╮
   │ <───────────────────────────────────────────╯
   ├──── refused for good, or tried too often ───────> failed ──╮
   ├──── no address, or not wanted ──────────────────> dropped ─┤ a retry by hand
   ├──── superseded by something newer ──────────────> dropped  │ (no retry)
   │ <──────────────────────────────────────────────────────────╯
Who tries one claims it first, for some minutes, and holds no lock while sending. A
process that dies in between leaves it to the next one, which sends the same message
with the same id: twice at the worst.
"""

"""The audit (审计): who did what to what, when, from where, for whom, before and after.

`declaring` says how a table takes part, `recording` writes, `chain` is what can be checked,
`verifying` checks it, `reading` shows it to administrators. `context` knows the current work,
`acting` the role of its actor.
"""

from __future__ import annotations

from audit.declaring import AUDIT, EVERYWHERE, PERSONAL, SECRET, Audited, Exempt
from audit.recording import Author, author_now, insert_many, note

__all__ = [
    "AUDIT",
    "EVERYWHERE",
    "PERSONAL",
    "SECRET",
    "Audited",
    "Author",
    "Exempt",
    "author_now",
    "insert_many",
    "note",
]

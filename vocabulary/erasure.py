"""The words in place of an erased text; the database keeps them unsealed."""

from __future__ import annotations

#: PIPL art. 47: the person asked for it.
ON_REQUEST = "[已应本人要求删除]"
#: PIPL art. 19: kept no longer than needed.
BY_RETENTION = "[已过保存期限删除]"
MARKS = (ON_REQUEST, BY_RETENTION)

"""What stands where a text stood that was erased; the database keeps these words unsealed."""

from __future__ import annotations

#: PIPL art. 47: the person asked for it.
ON_REQUEST = "[已应本人要求删除]"
#: PIPL art. 19: kept no longer than needed.
BY_RETENTION = "[已过保存期限删除]"
MARKS = (ON_REQUEST, BY_RETENTION)

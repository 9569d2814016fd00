"""Withdrawals (撤回报名): who applies no longer, and the proposal that came of it."""

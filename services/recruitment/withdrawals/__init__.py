"""Withdrawals (撤回报名): of applications, and of the proposals from them."""

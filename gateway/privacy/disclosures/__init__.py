"""Disclosures (查看完整信息) counted: how many contacts an account saw in a day, wherever they lie.

Contacts are always shown, because help must not wait for a permission; above the street's number
others are notified. The records of each look lie with the services that showed it.
"""

"""Disclosures (查看完整信息) counted: how many contacts an account saw in a day, wherever they lie.

Nothing is withheld, as help must not wait for a permission; but beyond the street's number
somebody else is told. The records of each look lie with the services that showed it.
"""

"""Notices (通知): what services tell people, in an inbox and by other ways.

events ──> a notice for each recipient, and for each way that the recipient wants
           a delivery ──> `notice_deliveries` sends it

A notice holds facts, never words and never an address: the words follow the language and the area's
template when it is read, and the address is fetched when it is sent.
"""

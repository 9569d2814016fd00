"""Notices (通知): what services have to say to people, in an inbox and by other ways.

events ──> a notice for each recipient, and for each way that the recipient wants
           a delivery ──> `notice_deliveries` sends it

A notice holds facts, never words and never an address: words follow the language
and the area's template when somebody reads it, the address is asked for at the
moment of sending.
"""

"""Ways by which a message leaves the system: one interface, by e-mail or by a webhook.

Read `interface` first; `chosen` makes those that the settings name.
"""

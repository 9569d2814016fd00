"""The HTTP gateway: the only door from outside, and the accounts behind it.

Owns the area tree (区划) and keeps a copy of the appeal categories, so that an
appeal can be taken in while every other service is away. Publishes
`appeal_submitted` to the queue `appeals.intake`. Listens to: category_published.
Everything else it asks the services. Read `app` first, then `intake`, then `api`.
"""

"""Attachments (附件) of appeals: the list, their owners, and where their content lies.

    reserved ──put into the store──> kept ──removed──> tombstone ──timer──> content gone
       └──────────not kept within an hour: forgotten, content and all──────────┘

A place is written down before anything is put there, so that all content has a row. Everyone who
may see an appeal may see its attachments: only the appeals service decides that.
"""

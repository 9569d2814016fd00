"""Attachments (附件) of appeals: which there are, whose they are, and where their content lies.

    reserved ──put into the store──> kept ──removed──> tombstone ──timer──> content gone
       └──────────not kept within an hour: forgotten, content and all──────────┘

A place is written down before anything is put there, so that no content is ever
without a row. Who may see an attachment is who may see its appeal: the appeals
service says so, and nobody else.
"""

"""Where files lie: one interface, in a folder of this machine or in an S3-compatible store.

Read `interface` first; `chosen` picks one by the settings.
"""

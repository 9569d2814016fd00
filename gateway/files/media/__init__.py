"""The true kind of a file, and which of it may be kept.

A file from outside is judged by its content alone, in a process of its own with
little memory and time: one that crashes its reader, hangs or swallows memory ends
that process and nothing else.
Read `kinds` first, then `inspection`, which is all that others call.
"""

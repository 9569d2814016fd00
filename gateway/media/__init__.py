"""What a file really is, and what of it may be kept.

A file from outside is judged by its content alone, in a process of its own with
little memory, time and no secret: a hostile one can at worst end that process.
Read `kinds` first, then `inspection`, which is all that others call.
"""

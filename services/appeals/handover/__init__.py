"""Hand-over (移交): what a commissioner who left office had goes to somebody else.

What is open goes when the appointment ends; what is closed, when it is opened again.
"""

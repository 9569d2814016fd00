"""Hand-over (移交): what a commissioner who left office had goes to somebody else.

What is open goes when the appointment ends; what is closed, when it is opened again. Who is
in office, and was on a day, is known here, so nobody else is given an appeal.
"""

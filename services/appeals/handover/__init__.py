"""Hand-over (移交): passing on the appeals of a commissioner who left office.

Open appeals move when the appointment ends; closed ones, when they are opened again. The register
knows who is in office, and was on a day, so only they are given appeals.
"""

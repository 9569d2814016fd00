"""Pictures of activities for residents (活动照片公示).

A picture is an attachment of an activity. It is shown to residents while each consent that it
rests on holds (PIPL art. 25); that is asked anew each time it is shown, so a withdrawal counts at
once. With the data of a person on it, the picture itself is removed.
"""

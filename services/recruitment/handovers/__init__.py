"""Hand-over (交接): what who left had open, who has it now, and that both sides confirm it.

Each service that moves something on `appointment_ended` tells what it moved; so far the
register of appeals. Teams and shifts of volunteers will tell likewise.
"""

"""Hand-over (交接): a departed commissioner's open work, its present holders, both confirmations.

Each service that moves work on `appointment_ended` reports it; so far the register of appeals.
Teams and shifts of volunteers will report in the same way.
"""

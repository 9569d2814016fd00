"""Hand-over (交接): a departed commissioner's open work, its present holders, both confirmations.

Each service that moves work on `appointment_ended` reports it: the register of appeals, and the
service of volunteers with teams and planned activities.
"""

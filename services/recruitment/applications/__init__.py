"""Applications (报名): by the person, by a clerk for the person, or by recommendation; R1, R2, R12."""

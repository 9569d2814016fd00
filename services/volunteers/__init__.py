"""Volunteers (义工), their teams, activities and hours: from the registration to the certificate.

For: residents who volunteer, with an account or with a personal code; commissioners and their
teams (专员团队); the workstation and the party committee (综合党委).

Owns: volunteers, teams and memberships, activities with shifts, sign-ups and attendance, hours of
service and certificates of them; a copy of posts and of the commissioners on them.

Listens: to areas of the gateway, and to parameters and the calendar of recruitment.
"""

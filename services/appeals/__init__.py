"""The register of appeals (诉求): from the resident's words to the closing and its outcome.

For: residents who ask and follow with a tracking code (查询码), the workstation
that accepts and assigns, the commissioner who acts and closes.

Owns: appeals, their append-only history, the counters of their numbers,
receptions (接待) and the appeal categories; a copy of present and past commissioners.

Publishes: `appeal_received`, `appeal_accepted`, `appeal_assigned`,
`appeal_action_taken`, `appeal_closed`, `appeal_reopened`, `appeal_rated`,
`appeal_due_soon`, `appeal_overdue`, `appeals_handed_over`, `reception_recorded`,
`category_published`.

Listens: to `appointment_began` and `appointment_ended` of recruitment: at the end, the
commissioner's open appeals go to the successor or back to the workstation, and their closed ones do
so when they are opened again; and to the queue `appeals.intake`, into which the gateway puts
submissions. That worker runs as a process of its own,
`appeals-intake`.

Read `appeal/rules.py` first: the one table of what may follow what.
"""

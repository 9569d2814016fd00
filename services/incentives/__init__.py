"""What commissioners did, as residents see and value it: scorecards, reports, honours. R23-R25, R47.

Owns: one row for each fact that counts, from the events of other services; scorecards with the
words of their commissioners, work reports and their editions, residents' ratings, selections and
honours, invitations to year-end meetings, nominations, elections of residents' committees and
reviews of major projects. It keeps no names but those on certificates of honours and of invited
people without an account, sealed.
Publishes: reports, counts of ratings, selections, honours, nominations, elections and reviews.
Listens to: appointments, posts, handbooks, courses, receptions, appeals, areas, the calendar and
the parameters. What follows from events can be dropped and rebuilt.
"""

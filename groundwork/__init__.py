"""What all services have in common, written once: a service declares, the groundwork acts.

Each room is one subject, and a service takes the rooms that it needs. A room with tables brings its
`METADATA`, which the service names in `migrations/env.py`: so each database has its own tables, and
no table is shared. A room that listens or answers brings a class of entry points, which the service
names in `service.py`. CONTRIBUTING lists what a new service writes.
"""

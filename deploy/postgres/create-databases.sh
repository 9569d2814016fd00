#!/usr/bin/env bash
# Run once by PostgreSQL's image, when its data folder is new.
#
# Each service has a database of its own and a user that may read and write rows
# there, and nothing else. Tables belong to linli_owner, who alone changes their shape.
set -euo pipefail

in_database() {
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$@"
}

in_database postgres --set password="$DATABASE_OWNER_PASSWORD" <<'SQL'
CREATE ROLE linli_owner LOGIN PASSWORD :'password';
SQL

add_service() {
    in_database postgres --set name="$1" --set password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER linli_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"name";
SQL
    in_database "$1" --set name="$1" <<'SQL'
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"name";
ALTER DEFAULT PRIVILEGES FOR ROLE linli_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"name";
ALTER DEFAULT PRIVILEGES FOR ROLE linli_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO :"name";
SQL
}

add_service appeals "$APPEALS_DATABASE_PASSWORD"
add_service street "$STREET_DATABASE_PASSWORD"
add_service gateway "$GATEWAY_DATABASE_PASSWORD"

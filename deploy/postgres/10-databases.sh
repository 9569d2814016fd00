#!/bin/bash
# Runs once, on an empty volume: a database for each service that keeps data, and
# a role that owns it and may enter no other. `appeals-intake` writes into the
# register of appeals and therefore uses the role of `appeals`.
set -euo pipefail

make_database() {
    psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
        --set name="$1" --set password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" TEMPLATE template0 ENCODING 'UTF8';
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
}

make_database gateway "$(< "$GATEWAY_DATABASE_PASSWORD_FILE")"
make_database recruitment "$(< "$RECRUITMENT_DATABASE_PASSWORD_FILE")"
make_database appeals "$(< "$APPEALS_DATABASE_PASSWORD_FILE")"
make_database street "$(< "$STREET_DATABASE_PASSWORD_FILE")"

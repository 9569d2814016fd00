#!/bin/bash
# A database for each service that keeps data, and a role that owns it and may enter no other.
# Runs by itself on an empty volume; after an upgrade that brings a service, run it again: what
# is there already stays as it is. `appeals-intake` writes into the register of appeals and
# therefore uses the role of `appeals`.
set -euo pipefail

make_database() {
    psql --set ON_ERROR_STOP=1 --quiet --username "$POSTGRES_USER" --dbname "${POSTGRES_DB:-$POSTGRES_USER}" \
        --set name="$1" --set password="$2" <<'SQL'
SELECT EXISTS (SELECT FROM pg_database WHERE datname = :'name') AS is_there \gset
\if :is_there
\echo database :name is there
\else
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" TEMPLATE template0 ENCODING 'UTF8';
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
\echo database :name made
\endif
SQL
}

# Each service is known by the file with its password, which compose mounts.
for variable in $(compgen -e | grep '_DATABASE_PASSWORD_FILE$'); do
    name=${variable%_DATABASE_PASSWORD_FILE}
    make_database "${name,,}" "$(< "${!variable}")"
done

#!/bin/bash
# A database for each service that keeps data, and two roles that may enter no other: one that
# owns it, and `«name»_service` with the rights that `linli migrate` gives it.
# Runs by itself on an empty volume; after an upgrade that brings a service, run it again: what
# is there already stays as it is. `appeals-intake` writes into the register of appeals and
# therefore uses the role of `appeals`.
set -euo pipefail

# Only the image's own start names its superuser; `docker compose exec` does not.
run() {
    local user=${POSTGRES_USER:-postgres}
    psql --set ON_ERROR_STOP=1 --quiet --username "$user" --dbname "${POSTGRES_DB:-$user}" "$@"
}

make_database() {
    run --set name="$1" --set password="$2" <<'SQL'
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

make_role_of_service() {
    run --set name="$1" --set role="$1_service" --set password="$2" <<'SQL'
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') AS is_there \gset
\if :is_there
\echo role :role is there
\else
CREATE ROLE :"role" LOGIN PASSWORD :'password';
GRANT CONNECT ON DATABASE :"name" TO :"role";
\echo role :role made
\endif
SQL
}

# Each service is known by the file with its password, which compose mounts.
for variable in $(compgen -e | grep '_DATABASE_PASSWORD_FILE$'); do
    name=${variable%_DATABASE_PASSWORD_FILE}
    make_database "${name,,}" "$(< "${!variable}")"
done
for variable in $(compgen -e | grep '_SERVICE_PASSWORD_FILE$'); do
    name=${variable%_SERVICE_PASSWORD_FILE}
    make_role_of_service "${name,,}" "$(< "${!variable}")"
done

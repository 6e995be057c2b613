#!/usr/bin/env bash
# Gives the tests a PostgreSQL server: `postgres.sh start` prints a URL without a database, and starts the server where none
# runs; `create NAME` also makes a database and prints its URL, `drop NAME` removes one. It lies in a folder of its own,
# listens on a unix socket only, and stops and removes itself some minutes after nobody is connected and nobody asked for it.
set -euo pipefail
folder=${TMPDIR:-/tmp}/grondslag-test-postgres-logical-$(id -u)
bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
  echo "PostgreSQL is missing; install it with \`apt-get install postgresql\` and run the tests again" >&2
  exit 1
fi

# PostgreSQL refuses to run as root; Debian's package makes the user `postgres`.
as() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

alive() {
  as "$bin/pg_isready" -q -h "$folder" -p 5439
}

start() {
  mkdir -p "$folder"
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
  as "$bin/initdb" -D "$folder/data" -U grondslag -A trust -E UTF8 --no-locale >"$folder/initdb.out" 2>&1
  # Durable as in production: the ledger refuses a server that is not.
  local settings="-c listen_addresses='' -c unix_socket_directories='$folder' -c port=5439 -c max_connections=100"
  # For who reads the changes of a table.
  settings="$settings -c wal_level=logical -c max_replication_slots=64 -c max_wal_senders=64"
  as "$bin/pg_ctl" -D "$folder/data" -w -t 120 -l "$folder/server.out" -o "$settings" start >/dev/null
  setsid "$0" watch </dev/null >/dev/null 2>&1 &
}

# Stops the server after about three minutes in which nobody was connected and nobody asked for it. Who asks and who stops
# take turns: a server that was just given to a test stands for those minutes.
watch() {
  local idle=0 users
  while sleep 20; do
    alive || return 0
    users=$(as "$bin/psql" -h "$folder" -p 5439 -U grondslag -d postgres -Atc \
      "SELECT count(*) - 1 FROM pg_stat_activity WHERE backend_type = 'client backend'" 2>/dev/null || echo 1)
    if [ "$users" = 0 ]; then idle=$((idle + 1)); else idle=0; fi
    if [ "$idle" -ge 9 ]; then
      exec 9>"$folder.lock"
      flock 9
      if [ -z "$(find "$folder/asked" -newermt '3 minutes ago' 2>/dev/null)" ]; then stop; return 0; fi
      idle=0
      exec 9>&-
    fi
  done
}

stop() {
  as "$bin/pg_ctl" -D "$folder/data" -m fast -w stop 9>&- >/dev/null 2>&1 || true
  rm -rf "$folder"
}

# Several tests may ask at once.
ensure() {
  exec 9>"$folder.lock"
  flock 9
  alive || { rm -rf "$folder"; start 9>&-; }
  touch "$folder/asked"
}

sql() {
  as "$bin/psql" -q -h "$folder" -p 5439 -U grondslag -d postgres -c "$1" >/dev/null
}

case ${1:-} in
  start)
    ensure
    echo "postgres://grondslag@/?host=$folder&port=5439"
    ;;
  create)
    ensure
    sql "CREATE DATABASE $2"
    echo "postgres://grondslag@/$2?host=$folder&port=5439"
    ;;
  drop) sql "DROP DATABASE IF EXISTS $2 WITH (FORCE)" ;;
  watch) watch ;;
  stop) stop ;;
  *) echo "usage: postgres.sh start|create NAME|drop NAME|stop" >&2; exit 2 ;;
esac

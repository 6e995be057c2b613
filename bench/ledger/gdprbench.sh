#!/usr/bin/env bash
# GDPRbench's four roles against the ledger, beside plain PostgreSQL, with the profile that users build. Starts a private
# server on a unix socket, as durable as one in production. Arguments: SUBJECTS OPERATIONS RUNS SEED, all optional.
set -euo pipefail
cd "$(dirname "$0")/../.."
url=$(crates/ledger/tests/postgres.sh start)
exec cargo bench -p ledger --profile dev --bench gdprbench -- "$url" "$@"

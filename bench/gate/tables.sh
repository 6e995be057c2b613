#!/bin/sh
# Makes the tables of the gate in FOLDER, unless they are there: `bench/gate/tables.sh GATE FOLDER POSTS ACCOUNTS EVENTS`.
set -eu
[ -e "$2/ready" ] && exit 0
"$1" generate "$2" "$3" "$4" "$5"
"$1" inspect "$2" 2
"$1" fold "$2"
touch "$2/ready"

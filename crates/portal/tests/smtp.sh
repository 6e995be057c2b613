#!/usr/bin/env bash
# A mail server for the tests: aiosmtpd, on a port of its own choice, which it prints first. What it takes lies in FOLDER, one
# file a message. Usage: smtp.sh plain|tls|silent FOLDER. With `tls` it makes a certificate in FOLDER/cert.pem and wants
# STARTTLS and a password; with `silent` it takes connections and says nothing.
set -euo pipefail
cache=${XDG_CACHE_HOME:-$HOME/.cache}/grondslag/tools
venv=$cache/smtp-1.4.6
missing() { echo "$1 is missing; install it (Debian: apt-get install $2) and run this again" >&2; exit 1; }
command -v python3 >/dev/null || missing python3 "python3 python3-venv"
mkdir -p "$cache" "$2"
# Several tests may come at once.
exec 9>"$cache/smtp.lock"
flock 9
if [ ! -f "$venv/whole" ]; then
  python3 -m venv "$venv" || missing "python3's venv" python3-venv
  "$venv/bin/pip" -q install --disable-pip-version-check aiosmtpd==1.4.6
  touch "$venv/whole"
fi
exec 9>&-
if [ "$1" = tls ]; then
  command -v openssl >/dev/null || missing openssl openssl
  printf '%s\n' '[req]' 'distinguished_name=n' 'x509_extensions=e' 'prompt=no' '[n]' 'CN=mail.example.org' '[e]' \
    'basicConstraints=critical,CA:FALSE' 'subjectAltName=IP:127.0.0.1' >"$2/openssl.cnf"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -config "$2/openssl.cnf" -keyout "$2/key.pem" -out "$2/cert.pem" 2>/dev/null
fi
exec "$venv/bin/python" "$(dirname "${BASH_SOURCE[0]}")/smtp.py" "$@"

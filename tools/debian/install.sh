#!/bin/sh
# Install the Debian packages of the lists given, only those that are missing.
# Another system: says what is needed and goes on; the next step shows what is missing.
set -eu

wanted=$(sed -e 's/#.*//' "$@")
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is not Debian. Needed under other names: $(echo $wanted)" >&2
    exit 0
fi

missing=
for package in $wanted; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Needed, as root: apt-get install$missing" >&2
        exit 1
    fi
    root=sudo
fi

echo "Installing from Debian:$missing"
$root apt-get -qq -o Acquire::Retries=3 update
$root env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -y -o Acquire::Retries=3 install --no-install-recommends $missing

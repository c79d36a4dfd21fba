#!/bin/sh
# Install the Debian packages of the lists given, only those that are missing.
# X.Y in a name stands for the version of the system's Python.
# Another system: says what is needed and goes on; the next step shows what is missing.
set -eu

version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
wanted=$(sed -e 's/#.*//' -e "s/X\.Y/$version/" "$@")
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

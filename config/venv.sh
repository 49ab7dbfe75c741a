#!/bin/sh
# Build .venv, or bring it up to date: sh config/venv.sh run | dev
#
# "run" holds what the program needs, "dev" what its tests need too. Both come from a lock file
# with hashes. Nothing happens where .venv already matches the lock file and pyproject.toml.
set -eu

kind=${1:-run}
case $kind in
run) lock=requirements.lock ;;
dev) lock=requirements-dev.lock ;;
*) echo "Say run or dev, as in: sh config/venv.sh run" >&2; exit 2 ;;
esac

cd "$(dirname "$0")/.."
bin=.venv/bin
stamp=.venv/built-$kind

recent='import sys; sys.exit(sys.version_info < (3, 11))'

refuse() {
    echo "$1" >&2
    exit 2
}

# The folder is part of it, because a .venv does not survive being moved or copied.
wanted() {
    pwd -P
    cat "$lock" pyproject.toml config/venv.sh | cksum
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c "$recent" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    refuse "This needs Python 3.11 or later, and none is on the PATH. Install one, on Debian or \
Ubuntu with: sudo apt install python3 python3-venv"
}

make_venv() {
    python=$(find_python) || exit 2
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        refuse "This Python cannot make a virtual environment. Install its venv package, on \
Debian or Ubuntu with: sudo apt install python3-venv"
    "$python" -m venv --clear .venv
}

# What an earlier build left is of use only if it was built here and its Python still runs.
usable() {
    [ -x $bin/python ] && $bin/python -c "$recent" 2>/dev/null || return 1
    for earlier in .venv/built-*; do
        [ ! -e "$earlier" ] || [ "$(head -n 1 "$earlier")" = "$(pwd -P)" ] || return 1
    done
}

# The project is linked, not copied, and built with the setuptools of the lock: no download
# escapes the hashes.
install() {
    $bin/python -m pip --version >/dev/null 2>&1 || $bin/python -m ensurepip --default-pip >/dev/null
    pip="$bin/python -m pip --disable-pip-version-check -qq install --progress-bar off"
    # The lock is whole, so nothing is left to resolve: pip would else look at newer releases of
    # what is asked for with an extra, and refuse them for having no hash here.
    $pip --no-deps --no-compile --require-hashes --requirement "$lock"
    # All cores at once, where pip takes one. It fails at templates that are no Python yet.
    $bin/python -m compileall -q -j 0 .venv/lib >/dev/null 2>&1 || true
    $pip --no-deps --no-build-isolation --editable .
}

build() {
    rm -f "$stamp"
    if usable; then
        echo "Bringing .venv up to date."
    else
        echo "Building .venv: about a minute the first time, most of it download."
        make_venv
    fi
    install
    wanted >"$stamp"
    echo "Built .venv."
}

[ -e "$stamp" ] && [ "$(cat "$stamp")" = "$(wanted)" ] || build

#!/bin/sh
# Bring this machine to another version, a newer or an older one, while phones ring:
#
#   sh config/upgrade.sh 0.2.0
#
# The program beside the one that runs, a backup, the book, then one process after the other, of
# which each must be well before the next one is replaced: see docs/upgrading.md.
set -eu

opt=${ESCALATE_OPT:-/opt/escalate}
etc=${ESCALATE_ETC:-/etc/escalate}
units=${ESCALATE_UNITS:-/etc/systemd/system}
patience=180

say() { echo "$*"; }
refuse() { echo "$*" >&2; exit 2; }

main() {
    with_backup=yes
    if [ "${1:-}" = --without-backup ]; then with_backup=no; shift; fi
    version=${1:-}
    version=${version#v}
    case $version in
    "" | *[!0-9.]*) refuse "Say which version, such as: sh config/upgrade.sh 0.2.0" ;;
    esac
    cd "$(dirname "$0")/.."
    versions=$(cd "$opt" 2>/dev/null && pwd -P || echo "no such folder")
    case $(pwd -P) in
    "$versions"/*) under_systemd ;;
    *) in_containers ;;
    esac
    say "Version $version runs. The way back is the same command with the version before."
}

no_backup() {
    refuse "There is no backup, so version $before runs on as it was. See what was said above; who wants to go on \
all the same says --without-backup before the version."
}

stands_still() {
    refuse "$1 of version $version does not get well, so the others were left as they are and go on \
ringing. Look at: $2. Then go back with: sh config/upgrade.sh $before"
}

# In containers: the folder of the project is at the version that runs.

in_containers() {
    command -v docker >/dev/null || refuse "There is no docker here, and this is not below $opt."
    git diff --quiet HEAD || refuse "Files of the project were changed here. See git status, and put \
them back: what is yours belongs into .env."
    git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null || git fetch --quiet --tags
    git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null ||
        refuse "There is no version $version."
    # The tag, so that the version before can be said.
    before=$(git describe --tags --always)
    before=${before#v}
    was=$(git rev-parse HEAD)
    git checkout --quiet "v$version"
    say "1 of 4: the program. What runs is not touched."
    docker compose build --quiet || back_to "$was" "The program could not be built"
    if [ $with_backup = yes ]; then
        say "2 of 4: a backup."
        # By the version that runs; after a way back only the newer one knows all tables.
        docker compose exec -T backup escalate backup make ||
            docker compose run --rm --no-deps backup backup make ||
            { git checkout --quiet "$was"; no_backup; }
    fi
    say "3 of 4: the book."
    docker compose run --rm --no-deps migrate || back_to "$was" "The book could not be brought up"
    say "4 of 4: one process after the other."
    for one in worker-1 worker-2 watch backup web caddy; do
        say "  $one"
        replaced $one || stands_still $one "docker compose logs $one"
    done
    docker compose exec -T web escalate doctor || true
}

replaced() {
    wait="--wait --wait-timeout $patience"
    # It is not well without a backup of the last day, and nothing hangs on it.
    [ "$1" != backup ] || [ $with_backup = yes ] || wait=
    docker compose up --detach --no-deps $wait "$1"
}

back_to() {
    git checkout --quiet "$1"
    refuse "$2, so version $before runs on as it was. What was said above tells why."
}

# Under systemd: each version has a folder of its own, and "current" points to the one that runs.

under_systemd() {
    before=$(readlink "$opt/current")
    new=$opt/$version
    say "1 of 4: the program. What runs is not touched."
    if [ ! -d "$new" ]; then
        from=$(git -C "$opt/$before" remote get-url origin)
        git clone --quiet --depth 1 --branch "v$version" "$from" "$new" 2>/dev/null ||
            refuse "There is no version $version at $from, or it cannot be reached."
    fi
    sh "$new/config/venv.sh" run ||
        refuse "The program could not be built, so version $before runs on as it was."
    if [ $with_backup = yes ]; then
        say "2 of 4: a backup."
        # By the version that runs; after a way back only the newer one knows all tables.
        systemctl start escalate-backup || as_the_house backup make || no_backup
    fi
    say "3 of 4: the book."
    as_the_house migrate ||
        refuse "The book could not be brought up, so version $before runs on as it was."
    point_to "$version"
    say "4 of 4: one process after the other."
    for one in escalate-worker@1 escalate-worker@2 escalate-watch escalate-web; do
        say "  $one"
        timeout $patience systemctl restart $one || stands_still $one "journalctl -u $one"
    done
    same Caddyfile "${ESCALATE_CADDYFILE:-/etc/caddy/Caddyfile}"
    same systemd/caddy.conf "$units/caddy.service.d/escalate.conf"
    same systemd/database.conf "$units/postgresql@.service.d/escalate.conf"
    as_the_house doctor || true
}

# What a site copied for a program that is not ours, and may have made its own.
same() {
    [ ! -e "$2" ] || cmp -s "$new/config/$1" "$2" ||
        say "$2 differs from $new/config/$1: look what is new there."
}

# By the program of the version that is asked for.
as_the_house() {
    (cd "$etc" && runuser -u escalate -- "$new/.venv/bin/escalate" "$@")
}

# In one move: whoever is started anew in this moment finds the one or the other.
point_to() {
    ln -sfn "$1" "$opt/current.next"
    mv -T "$opt/current.next" "$opt/current"
    cp "$opt/$1"/config/systemd/escalate.target "$opt/$1"/config/systemd/escalate-*.service \
        "$opt/$1"/config/systemd/escalate-*.timer "$units/"
    mkdir -p "$units/escalate-.service.d"
    cp "$opt/$1"/config/systemd/escalate-.service.d/shut.conf "$units/escalate-.service.d/"
    systemctl daemon-reload
}

# Read whole before anything of it runs: the file itself may be another one afterwards.
main "$@"; exit

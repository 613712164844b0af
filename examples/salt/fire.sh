#!/bin/sh
# Fires an event on the master's bus:  fire.sh TAG FILE.json [OPTION OF salt-run]...
# Salt takes an argument of several lines for text, so the data go as one. salt-run exits with 0
# although nobody took the event: only its answer tells.
set -eu
tag=$1 file=$2
shift 2
answer=$(salt-run "$@" --out json -l quiet event.send "$tag" "$(tr '\n' ' ' <"$file")" 2>/dev/null) || answer=failed
if [ "$answer" != true ]; then
    echo "fire.sh: the master did not take $tag: $answer" >&2
    exit 1
fi

#!/bin/sh
# Makes the environment in .venv from requirements.lock and trains the models when they are missing or stale.
# Needs git, some Python 3 and the package registries; no root. Running it again when all is done takes a second.
set -eu
cd "$(dirname "$0")/.."

# The system's own certificates, so that it also works behind a company's proxy.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

say() { printf 'hearth setup: %s\n' "$*"; }
fail() { printf 'hearth setup: %s\n' "$*" >&2; exit 2; }

free_kb=$(df -Pk . | awk 'NR==2 {print $4}')
[ "$free_kb" -gt 3000000 ] || [ -x .venv/bin/hearth ] || fail "only $((free_kb / 1024)) MB are free on this disk; Hearth needs about 3,000 MB."

# uv: the one on the PATH, or our own copy in .tools
find_uv() {
    if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then command -v uv; return; fi
    if [ ! -x .tools/bin/uv ]; then
        python=$(command -v python3 || command -v python) || fail "no Python 3 was found. Install python3 (with venv) and run this again."
        say "getting uv (once)" >&2
        "$python" -m venv .tools >/dev/null 2>&1 || "$python" -m venv --without-pip .tools \
            || fail "Python's venv module is missing. Install it (on Debian: python3-venv), or install uv."
        if [ -x .tools/bin/pip ]; then
            .tools/bin/pip install --quiet --disable-pip-version-check uv >&2 || fail "uv could not be fetched from the package registry."
        else
            "$python" -m pip install --quiet --target .tools/lib uv >&2 && ln -sf ../lib/bin/uv .tools/bin/uv \
                || fail "uv could not be fetched: neither venv with pip nor pip is available for $python."
        fi
    fi
    echo "$PWD/.tools/bin/uv"
}

# Python 3.10: the newest that Rasa runs on. A pyenv version that is not selected is invisible to uv, so look there too.
find_python() {
    for candidate in "$(command -v python3.10 2>/dev/null || true)" \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python3.10 \
        "$(command -v pyenv >/dev/null 2>&1 && pyenv root 2>/dev/null || echo /nonexistent)"/versions/3.10*/bin/python3.10; do
        if [ -n "$candidate" ] && [ -x "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then
            echo "$candidate"; return
        fi
    done
    echo 3.10  # uv finds or downloads it
}

stamp=$(cat requirements.lock pyproject.toml | cksum)
if [ ! -x .venv/bin/hearth ] || [ "$(cat .venv/.hearth-stamp 2>/dev/null || true)" != "$stamp" ]; then
    uv=$(find_uv)
    python=$(find_python)
    if [ ! -x .venv/bin/python ]; then
        say "making .venv with Python 3.10"
        "$uv" venv --quiet --python "$python" .venv \
            || fail "Python 3.10 was neither found nor could it be fetched. Install python3.10 (for example with pyenv) and run this again."
    fi
    say "installing the packages of requirements.lock (half a minute the first time)"
    "$uv" pip sync --quiet --require-hashes --python .venv/bin/python requirements.lock \
        || fail "the packages could not be installed: see the message above; the package registry must be reachable."
    "$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable . \
        || fail "the hearth command could not be installed: see the message above."
    printf '%s' "$stamp" > .venv/.hearth-stamp
fi

.venv/bin/hearth train --if-stale

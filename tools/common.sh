# Shared by the scripts in this folder; sourced, not run.
#
# Copyright 2026 The Gesso contributors
# SPDX-License-Identifier: GPL-3.0-or-later

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export CCACHE_NOHASHDIR=1
export LC_ALL=C.UTF-8

say ()
{
  printf '%s\n' "$*" >&2
}

die ()
{
  say "$(basename "$0"): $*"
  exit 1
}

# list_packages SECTION...: the names in those sections of tools/packages.debian, one a line.
list_packages ()
{
  local wanted=" $* " section= line
  while read -r line || [ -n "$line" ]; do
    line=${line%%#*}
    line=${line//[[:space:]]/}
    case $line in
      '') ;;
      '['*']') section=${line#[}; section=${section%]} ;;
      *) case $wanted in *" $section "*) echo "$line" ;; esac ;;
    esac
  done < "$top/tools/packages.debian"
}

# missing_packages SECTION...: those of them that are not installed.
missing_packages ()
{
  local name
  for name in $(list_packages "$@"); do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2> /dev/null)" = installed ] \
      || echo "$name"
  done
}

# install_packages SECTION...: installs what is missing, or ends with a sentence that says what
# to install by hand. Does nothing, and asks for no right, when all of it is there.
install_packages ()
{
  local missing as_root=
  command -v dpkg-query > /dev/null 2>&1 || {
    say "This is not Debian: install what tools/packages.debian lists yourself."
    return 0
  }
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [ -n "${missing// /}" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo > /dev/null 2>&1; then
      die "these packages are missing, and neither root nor sudo is at hand to install them: $missing"
    fi
    as_root=sudo
    # Without a terminal sudo must not wait for a password.
    [ -t 0 ] || as_root='sudo -n'
    $as_root true < /dev/null || [ -t 0 ] \
      || die "sudo asks for a password; run once by hand: sudo apt-get install $missing"
  fi
  say "Installing: $missing"
  local apt="apt-get -y -q -o Acquire::Retries=3 -o Acquire::http::Timeout=60 -o DPkg::Lock::Timeout=300"
  $as_root env DEBIAN_FRONTEND=noninteractive $apt update >&2 < /dev/null \
    || say "apt-get update failed; trying with the lists at hand."
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive $apt install --no-install-recommends $missing \
    >&2 < /dev/null || die "apt-get could not install: $missing"
}

# build_tree FOLDER [MESON OPTION...]: configures FOLDER once and builds it, or only $targets.
build_tree ()
{
  local folder=$1
  shift
  if [ ! -f "$top/$folder/build.ninja" ]; then
    rm -rf "${top:?}/$folder"
    (cd "$top" && meson setup "$folder" "$@") >&2 < /dev/null || die "meson setup failed"
  fi
  # shellcheck disable=SC2086
  if ! ninja -C "$top/$folder" ${targets:-} > "$top/$folder/build.log" 2>&1 < /dev/null; then
    tail -n 60 "$top/$folder/build.log" >&2
    die "the build in $folder failed"
  fi
}

# The environment in which programs of the build tree find each other and their data.
use_build_tree ()
{
  local folder=$1
  export GESSO_ENGINE_PATH=$top/$folder/src/engine/gesso-engine
  export GSETTINGS_SCHEMA_DIR=$top/$folder/data
  export XDG_DATA_DIRS=$top/$folder/data/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
}

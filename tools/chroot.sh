# Fresh systems of other Debian releases, for tools/check-bare and tools/check-newer; sourced.
# They live outside the tree, in $GESSO_CHROOTS or the user's cache folder.
#
# Copyright 2026 The Gesso contributors
# SPDX-License-Identifier: GPL-3.0-or-later

chroots=${GESSO_CHROOTS:-${XDG_CACHE_HOME:-$HOME/.cache}/gesso-chroots}

# configured_mirror: the Debian mirror that this machine already uses.
configured_mirror ()
{
  local mirror
  mirror=$(sed -n 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p' \
             /etc/apt/sources.list.d/*.sources 2> /dev/null | grep -v security | grep -m 1 debian)
  [ -n "$mirror" ] || mirror=$(sed -nE 's/^deb (\[[^]]*\] )?([^ ]+) .*/\2/p' /etc/apt/sources.list \
                                 /etc/apt/sources.list.d/*.list 2> /dev/null \
                                 | grep -v security | grep -m 1 debian)
  [ -n "$mirror" ] || die "no Debian mirror is configured on this machine"
  echo "$mirror"
}

# base_system SUITE: makes the bare base system once, and prints its folder.
base_system ()
{
  local base=$chroots/$1-base
  if [ ! -f "$base/etc/debian_version" ]; then
    mkdir -p "$chroots"
    rm -rf "$base.part"
    say "Fetching the base system of $1…"
    debootstrap --variant=minbase "$1" "$base.part" "$(configured_mirror)" >&2 < /dev/null \
      || die "debootstrap failed"
    cp /etc/apt/apt.conf.d/*proxy* "$base.part/etc/apt/apt.conf.d/" 2> /dev/null
    mv "$base.part" "$base"
  fi
  echo "$base"
}

# fresh_system SUITE NAME: a copy of it with the source tree in /build/gesso; prints its folder.
fresh_system ()
{
  local base root
  base=$(base_system "$1") || exit 1
  root=$chroots/$2
  rm -rf "$root"
  cp -a "$base" "$root" || die "no room for $root"
  copy_tree "$root"
  echo "$root"
}

# copy_tree ROOT: the files that git knows, as they are now.
copy_tree ()
{
  mkdir -p "$1/build/gesso" "$chroots/debs"
  (cd "$top" && git ls-files -z --cached --others --exclude-standard \
     | tar -c --null --ignore-failed-read -T -) | tar -x -C "$1/build/gesso" \
    || die "the tree could not be copied"
}

# inside ROOT COMMAND...: runs it there with process and mount tables of its own, so that nothing
# stays mounted or running, however it ends.
inside ()
{
  local root=$1
  shift
  unshare --mount --pid --fork --kill-child bash -c '
    root=$1; debs=$2; shift 2
    mount --make-rprivate / && mount -t proc proc "$root/proc" \
      && mount --rbind /dev "$root/dev" && mount --bind "$debs" "$root/var/cache/apt/archives" \
      && cp /etc/resolv.conf "$root/etc/resolv.conf" \
      && exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
           CI=true "$@"' inside "$root" "$chroots/debs" "$@" < /dev/null
}

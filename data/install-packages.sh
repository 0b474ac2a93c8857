# Sourced by run and check: installs what is missing of data/debian-packages.txt.
# install_packages GROUP…     (groups: build run hub test)
install_packages() {
  local groups="$*" name group missing=() provided
  # Somebody's own Node.js may bring npm itself, and conflicts with Debian's.
  provided=" $(dpkg-query -W -f '${db:Status-Status} ${Provides}\n' | sed -n 's/^installed //p' | tr -s ',\n' '  ') "
  while read -r group name _; do
    case " $groups " in *" $group "*) ;; *) continue ;; esac
    dpkg-query -W -f '${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || [[ $provided == *" $name "* ]] ||
      missing+=("$name")
  done < <(grep -v '^#' data/debian-packages.txt | grep .)
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || { echo "These packages are missing, and this is not Debian: ${missing[*]}" >&2; return 1; }
  echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get -q update >/dev/null
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# The Dutch locale, for dates and sorting; in a folder of our own when we may not change the system.
ensure_dutch_locale() {
  locale -a 2>/dev/null | grep -qix 'nl_NL\.utf-\?8' && return 0
  if [ "$(id -u)" = 0 ]; then
    localedef -i nl_NL -f UTF-8 nl_NL.UTF-8
  else
    mkdir -p "$1/locale"
    [ -d "$1/locale/nl_NL.UTF-8" ] || localedef -i nl_NL -f UTF-8 "$1/locale/nl_NL.UTF-8"
    export LOCPATH="$PWD/$1/locale"
  fi
}

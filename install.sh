#!/bin/sh
# Installs samocode for the person who runs this, under ~/.local/bin:
#
#   sh install.sh [VERSION]
#
# Without VERSION the newest release is taken. SAMOCODE_DOWNLOADS names another place to download from; it is laid out
# like the project's page of releases.
set -eu

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "install: $1"
  [ $# -lt 2 ] || say "  try: $2"
  exit 1
}

# Prints the name of the system and machine, as the releases have it.
target() {
  system=$(uname -s) machine=$(uname -m)
  case $system in
  Linux) rest=unknown-linux-gnu ;;
  Darwin)
    rest=apple-darwin
    # A shell for the older machines tells an older machine.
    [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || :)" != 1 ] || machine=arm64
    ;;
  MINGW* | MSYS* | CYGWIN* | Windows*)
    fail "Cannot install on Windows itself: samocode needs the processes and files of Unix" \
      "the same inside WSL (wsl --install)"
    ;;
  *) fail "Cannot install: there is no release for the system \"$system\"" ;;
  esac
  case $machine in
  x86_64 | amd64) machine=x86_64 ;;
  aarch64 | arm64) machine=aarch64 ;;
  *) fail "Cannot install: there is no release for the machine \"$machine\"" ;;
  esac
  printf '%s-%s\n' "$machine" "$rest"
}

# download ADDRESS FILE
download() {
  case $1 in
  # Wherever it is sent on to, too.
  https:*) protocols='=https' ;;
  *) protocols='=https,http,file' ;;
  esac
  if command -v curl >/dev/null 2>&1; then
    curl -fsSL --proto "$protocols" -o "$2" "$1"
  elif command -v wget >/dev/null 2>&1; then
    wget -q -O "$2" "$1"
  else
    fail "Cannot download: neither curl nor wget is installed"
  fi || fail "Cannot download \"$1\""
}

sha256() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum "$1"
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256 "$1"
  else
    fail "Cannot verify the download: neither sha256sum nor shasum is installed"
  fi | cut -d ' ' -f 1
}

main() {
  base=${SAMOCODE_DOWNLOADS:-https://github.com/samocode/samocode/releases}
  version=${1:-} version=${version#v}
  : "${HOME:?has no value}"
  bin=$HOME/.local/bin
  target=$(target)

  temp=$(mktemp -d)
  trap 'rm -rf "$temp" "$bin/.samocode.$$"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  if [ -n "$version" ]; then
    from=$base/download/v$version
  else
    from=$base/latest/download
  fi
  download "$from/SHA256SUMS" "$temp/SHA256SUMS"
  line=$(grep -E "^[0-9a-f]{64}  samocode-[0-9A-Za-z.+-]+-$target\.tar\.gz\$" "$temp/SHA256SUMS" | head -n 1) || :
  [ -n "$line" ] || fail "Cannot install: \"$from\" has nothing for $target"
  sum=${line%% *} file=${line##* }
  version=${file#samocode-} version=${version%"-$target.tar.gz"}

  say "Downloading samocode $version for $target"
  # By its version: a newer release may have come out since the list was read.
  download "$base/download/v$version/$file" "$temp/$file"
  [ "$(sha256 "$temp/$file")" = "$sum" ] ||
    fail "Cannot install: the checksum of $file is not the one in SHA256SUMS" "once more, and report it if it stays"
  tar -xzof "$temp/$file" -C "$temp" samocode
  chmod 755 "$temp/samocode"
  "$temp/samocode" --version >/dev/null ||
    fail "Cannot install: the program does not start on this system; on Linux it needs glibc"

  mkdir -p "$bin"
  # Renamed into place, so that a running samocode keeps its own file.
  cp "$temp/samocode" "$bin/.samocode.$$"
  mv -f "$bin/.samocode.$$" "$bin/samocode"
  say "Installed samocode $version to $bin/samocode"
  case :${PATH:-}: in
  *:"$bin":*) say "Next: samocode demo" ;;
  *)
    say "\"$bin\" is not on your PATH. Add this line to the file your shell reads at its start:"
    # The text is for the person's shell.
    # shellcheck disable=SC2016
    say '  export PATH="$HOME/.local/bin:$PATH"'
    ;;
  esac
}

# Everything is read before anything is done: a cut download must not run half.
main "$@"

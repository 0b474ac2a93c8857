#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# soname.sh COMPILER LIBRARY: the file name under which programs linked to it look for it, as libcurl.so.4.
set -eu
file=$("$1" -print-file-name="lib$2.so")
name=$(objdump -p "$file" | awk '$1 == "SONAME" { print $2 }')
[ -n "$name" ]
echo "$name"

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the list of resources of the exchange layer: every file of the example logbook, so that a
# new one needs no other list. Usage: list-example.sh FOLDER
set -eu
echo '<?xml version="1.0" encoding="UTF-8"?>'
echo '<gresources><gresource prefix="/nl/proeftuin/Proeftuin/exchange/example">'
for file in "$1"/*; do
  name=${file##*/}
  case $name in
    *.json) echo "  <file compressed=\"true\">$name</file>" ;;
    *.png | *.jpg | *.svg | *.pdf | *.txt) echo "  <file>$name</file>" ;;
  esac
done
echo '</gresource></gresources>'

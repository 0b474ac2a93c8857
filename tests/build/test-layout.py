#!/usr/bin/env python3
"""clang-format decides the layout of every C file."""
import os, subprocess, sys

os.chdir(os.environ['SOURCE_ROOT'])
files = sorted(os.path.join(folder, name) for top in ('src', 'tests') for folder, _, names in os.walk(top)
               for name in names if name.endswith(('.c', '.h')))
print(f'1..{len(files)}')
bad = 0
for number, path in enumerate(files, 1):
    result = subprocess.run(['clang-format', '--dry-run', '-Werror', path], stderr=subprocess.DEVNULL)
    bad += result.returncode != 0
    print(f"{'ok' if result.returncode == 0 else 'not ok'} {number} {path}")
sys.exit(bad > 0)

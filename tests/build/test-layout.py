#!/usr/bin/env python3
"""clang-format decides the layout of every C file."""
import os, re, subprocess, sys

BATCH = 64  # each start of clang-format costs more than a file

os.chdir(os.environ['SOURCE_ROOT'])
files = sorted(os.path.join(folder, name) for top in ('src', 'tests') for folder, _, names in os.walk(top)
               for name in names if name.endswith(('.c', '.h')))
bad = set()
for start in range(0, len(files), BATCH):
    batch = files[start:start + BATCH]
    result = subprocess.run(['clang-format', '--dry-run', '-Werror', *batch], stderr=subprocess.PIPE, text=True)
    named = set(re.findall(r'^(\S+?):\d+:\d+: error:', result.stderr, re.M)) & set(batch)
    bad |= named if named or result.returncode == 0 else set(batch)
print(f'1..{len(files)}')
for number, path in enumerate(files, 1):
    print(f"{'not ok' if path in bad else 'ok'} {number} {path}")
sys.exit(bool(bad))

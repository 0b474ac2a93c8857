#!/usr/bin/env python3
"""Words for people: every file that has them is in POTFILES.in, and the Dutch of all is there."""
import os, re, subprocess, sys

os.chdir(os.environ['SOURCE_ROOT'])
listed = {line.strip() for line in open('po/POTFILES.in') if line.strip() and not line.startswith('#')}
marker = re.compile(r'(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|ngettext) ?\(\s*"')
having = {os.path.join(folder, name) for top in ('src', 'ui') for folder, _, names in os.walk(top)
          for name in names if name.endswith(('.c', '.h', '.blp'))
          and marker.search(open(os.path.join(folder, name), encoding='utf-8').read())}
results = []
results.append(('every file with words is in POTFILES.in', sorted(having - listed)))
results.append(('POTFILES.in names no file that is gone', sorted(path for path in listed if not os.path.exists(path))))
said = subprocess.run(['msgfmt', '--check', '--statistics', '-o', os.devnull, 'po/nl.po'],
                      env={**os.environ, 'LC_ALL': 'C'}, capture_output=True, text=True)
results.append(('po/nl.po is sound', [] if said.returncode == 0 else [said.stderr]))
results.append(('Dutch is complete', [said.stderr.strip()] if 'untranslated' in said.stderr or 'fuzzy' in said.stderr else []))

pot = subprocess.run(['xgettext', '--from-code=UTF-8', '-L', 'C', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
                      '--keyword=NC_:1c,2', '--keyword=ngettext:1,2', '-o', '-', *sorted(having)],
                     capture_output=True, text=True)
missing = subprocess.run(['msgcmp', '--use-untranslated', 'po/nl.po', '-'], input=pot.stdout,
                         env={**os.environ, 'LC_ALL': 'C'}, capture_output=True, text=True)
results.append(('po/nl.po knows every string', [] if missing.returncode == 0 else missing.stderr.splitlines()[:20]))

print(f'1..{len(results)}')
for number, (name, problems) in enumerate(results, 1):
    print(f"{'not ok' if problems else 'ok'} {number} {name}")
    for problem in problems:
        print(f'# {problem}')
sys.exit(any(problems for _, problems in results))

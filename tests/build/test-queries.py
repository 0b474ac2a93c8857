#!/usr/bin/env python3
"""Every statement of the hub's journal that touches rows of a logbook says whose: so one team never reads another's, and
PostgreSQL may spread the tables by logbook. Which tables those are is asked of the tables themselves."""
import glob, os, re, sys

SOURCE = os.environ['SOURCE_ROOT']
WHOLE = {'hub', 'logbook', 'device', 'invite'}  # asked before it is known which logbook is meant
COPIES = {'journal-tables.c', 'journal-table-rows.c', 'journal-postgres-copy.c', 'journal-postgres-fetch.c', 'journal-sqlite-copy.c'}

def tables():
    made = set()
    for path in glob.glob(SOURCE + '/src/hub/sql/*.sql'):
        with open(path, encoding='utf-8') as file:
            made.update(re.findall(r'^CREATE TABLE (\w+)', file.read(), re.M))
    return made

def statements(path):
    """Literals that stand next to each other are one, as for the compiler; what a macro between them says is left out."""
    with open(path, encoding='utf-8') as file:
        text = re.sub(r'/\*.*?\*/', '', file.read(), flags=re.S)
    for run in re.findall(r'"(?:[^"\\]|\\.)*"(?:\s*(?:[A-Z_]+\s*)?"(?:[^"\\]|\\.)*")*', text):
        sql = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', run))
        if re.match(r'(SELECT|INSERT|UPDATE|DELETE)\b', sql):
            yield sql

def unsaid(sql, owned):
    """Tables that the statement names oftener than it says whose rows it means."""
    named = re.findall(r'\b(?:FROM|JOIN|INTO|UPDATE) (\w+)', re.sub(r'DO UPDATE SET', '', sql))
    named = [table for table in named if table in owned]
    said = len(re.findall(r'\blogbook\b(?! (?:WHERE|SET|\())', sql))
    return named if said < len(named) else []

owned = tables() - WHOLE
found = {os.path.basename(path): list(statements(path)) for path in sorted(glob.glob(SOURCE + '/src/hub/journal-*.c'))
         if os.path.basename(path) not in COPIES}
assert sum(map(len, found.values())) > 50 and len(owned) > 8, 'nothing is looked at'
assert unsaid('SELECT body FROM op WHERE id = ?', owned) and not unsaid('SELECT body FROM op WHERE logbook = ? AND id = ?', owned)
print(f'1..{len(found)}')
bad = False
for number, (name, all_of_it) in enumerate(found.items(), 1):
    wrong = [sql for sql in all_of_it if unsaid(sql, owned)]
    bad = bad or bool(wrong)
    print(f'{"not ok" if wrong else "ok"} {number} {name}')
    for sql in wrong:
        print(f'#   {sql}')
sys.exit(bad)

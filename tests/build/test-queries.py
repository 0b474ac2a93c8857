#!/usr/bin/env python3
"""Every statement of the hub's journal that touches rows of a logbook is bound to one logbook: so one team never reads
another's, and PostgreSQL may spread the tables by logbook. Each table of a SELECT, UPDATE or DELETE is held to a logbook by
a condition that nothing gets around, or to a table that is, or is found by a secret; each INSERT gives the column; and
what is bound there is called logbook in the C. Which tables those are is asked of the tables themselves."""
import glob, os, re, sys

SOURCE = os.environ['SOURCE_ROOT']
WHOLE = {'hub', 'logbook', 'device', 'invite'}  # asked before it is known which logbook is meant
COPIES = {'journal-tables.c', 'journal-table-rows.c', 'journal-postgres-copy.c', 'journal-postgres-fetch.c', 'journal-sqlite-copy.c'}
STRING = r'"(?:[^"\\]|\\.)*"'
SQL_TOKEN = r"'[^']*'|[\w.]+|\?|<=|>=|<>|[^\s\w]"
CLAUSES = {'SELECT', 'FROM', 'JOIN', 'ON', 'WHERE', 'GROUP', 'ORDER', 'LIMIT', 'RETURNING', 'SET', 'UPDATE', 'DELETE', 'INTO', 'VALUES',
           'INSERT', 'UNION'}

def tables():
    made = set()
    for path in glob.glob(SOURCE + '/src/hub/sql/*.sql'):
        with open(path, encoding='utf-8') as file:
            made.update(re.findall(r'^CREATE TABLE (\w+)', file.read(), re.M))
    return made

# ── What stands in the C ──

def unquoted(run, macros):
    return ''.join(part[1:-1] if part[0] == '"' else macros.get(part, '') for part in re.findall(STRING + r'|[A-Z_]+', run))

def arguments(text):
    """What is left of a call, from within its parentheses."""
    out, depth, quoted = [''], 0, None
    for part in re.findall(STRING + '|.', text, re.S):
        depth += (part in '([{') - (part in ')]}')
        if depth < 0:
            return [' '.join(one.split()) for one in out]
        if part == ',' and depth == 0:
            out.append('')
        else:
            out[-1] += part
    return []

def bound_later(text, at):
    later = re.compile(r'pt_sql_bind \(\w+, error, ' + STRING).search(text, at)
    return arguments(text[later.end():])[1:]

def bound(text, start, end):
    """The C for each `?` of the statement that stands there: in this call, further on, or in the function that it is given to."""
    here = arguments(text[end:])[1:]
    if here and re.fullmatch(STRING, here[0]):
        return here[1:]
    if here == ['error']:
        return bound_later(text, end)
    name, before = re.findall(r'(\w+) \(([^();]*)$', text[:start])[0]
    function = re.search(rf'^{name} \(', text, re.M)
    names = [re.search(r'\w+$', one)[0] for one in arguments(text[function.end():])]
    given = dict(zip(names[len(arguments(before + ')')):], here))
    return [given.get(one, one) for one in bound_later(text, function.end())]

def statements(path):
    with open(path, encoding='utf-8') as file:
        text = re.sub(r'/\*.*?\*/', '', file.read(), flags=re.S)
    macros = {}
    for name, run in re.findall(rf'^#define (\w+)\s((?:\s*\\\n|\s|{STRING}|[A-Z_]+\b)+)$', text, re.M):
        macros[name] = unquoted(run.replace('\\\n', ' '), macros)
    text = re.sub(r'^#define (?:.*\\\n)*.*$', '', text, flags=re.M)
    for run in re.finditer(rf'(?:{STRING}|\b[A-Z_]+\b(?=\s*"))(?:\s*(?:{STRING}|[A-Z_]+\b))*', text):
        sql = unquoted(run[0], macros)
        if re.match(r'(SELECT|INSERT|UPDATE|DELETE)\b', sql):
            yield sql, bound(text, run.start(), run.end()) if '?' in sql else []

# ── What stands in the SQL ──

def nested(tokens):
    """Parentheses as lists in lists; each `?` with its number."""
    out, count = [[]], 0
    for token in tokens:
        if token == '(':
            out.append([])
        elif token == ')':
            inner = out.pop()
            out[-1].append(inner)
        else:
            out[-1].append(f'?{count}' if token == '?' else token)
            count += token == '?'
    return out[0]

def clauses(tokens):
    found = []
    for token in tokens:
        if isinstance(token, str) and token in CLAUSES:
            found.append((token, []))
        elif found:
            found[-1][1].append(token)
    return found

def parts(tokens, word):
    out = [[]]
    for token in tokens:
        if token == word:
            out.append([])
        else:
            out[-1].append(token)
    return out

def named(words):
    """`table`, `table alias`, `table AS alias`, and the same after a comma: {alias: table}"""
    return {one[-1]: one[0] for one in parts(words, ',') if one and isinstance(one[0], str)}

class Scope:
    """One SELECT, UPDATE, DELETE or INSERT … SELECT, and what is wrong with it."""
    def __init__(self, tokens, owned, is_logbook, outside=None):
        self.owned, self.is_logbook, self.outside = owned, is_logbook, outside
        # An UPDATE within an INSERT's ON CONFLICT is about the row that its columns name.
        self.found = clauses(up_to(tokens, ['ON', 'CONFLICT']))
        self.tables = {}
        for word, words in self.found:
            if word in ('FROM', 'JOIN', 'UPDATE'):
                self.tables.update(named(words))
        self.held = set(alias for alias, table in self.tables.items() if table in WHOLE)
        self.hold()
        self.wrong = [alias for alias, table in self.tables.items()
                      if (table in owned or not table.isidentifier()) and alias not in self.held]
        self.wrong += [token for token in tokens if token == 'UNION']  # is not looked through
        self.wrong += self.inserted(tokens)
        for inner in self.inside(tokens):
            self.wrong += Scope(inner, owned, is_logbook, self).wrong

    def inside(self, tokens):
        for token in tokens:
            if isinstance(token, list):
                if token and token[0] == 'SELECT':
                    yield token
                else:
                    yield from self.inside(token)

    def owner(self, column, wanted='logbook'):
        """The alias whose logbook @column is, here or outside; None = it is not one."""
        alias, _, name = column.rpartition('.')
        if name != wanted:
            return None
        if not alias:
            return next(iter(self.tables)) if len(self.tables) == 1 else None
        return alias

    def is_held(self, value):
        if value.startswith('?'):
            return self.is_logbook(int(value[1:]))
        scope, alias = self, self.owner(value)
        while scope is not None and alias not in scope.tables:
            scope = scope.outside
        return scope is not None and alias in scope.held

    def hold(self):
        """Equalities that all have to be true, until none holds another table."""
        terms = [term for word, words in self.found if word in ('ON', 'WHERE') and 'OR' not in words for term in parts(words, 'AND')]
        pairs = [pair for a, sign, b in (term for term in terms if len(term) == 3 and all(isinstance(one, str) for one in term))
                 if sign == '=' for pair in ((a, b), (b, a))]
        self.held.update(self.owner(a, 'token') for a, b in pairs if b.startswith('?') and self.owner(a, 'token') in self.tables)
        before = None
        while before != len(self.held):
            before = len(self.held)
            self.held.update(self.owner(a) for a, b in pairs if self.owner(a) in self.tables and self.is_held(b))

    def inserted(self, tokens):
        """The column, what it gets, and which row a conflict is about."""
        into = next((words for word, words in self.found if word == 'INTO'), None)
        if into is None or into[0] not in self.owned:
            return []
        columns = into[1] if len(into) > 1 and isinstance(into[1], list) else []
        if 'logbook' not in columns:
            return [into[0]]
        at = parts(columns, ',').index(['logbook'])
        word, given = next((word, words) for word, words in self.found if word in ('VALUES', 'SELECT'))
        value = parts(given[0] if word == 'VALUES' else given, ',')[at]
        one = len(value) == 1 and isinstance(value[0], str)
        good = one and (self.is_held(value[0]) or (value == ['id'] and set(self.tables.values()) == {'logbook'}))
        conflict = tokens[tokens.index('CONFLICT') + 1] if 'CONFLICT' in tokens else None
        return [] if good and (not isinstance(conflict, list) or 'logbook' in conflict) else [into[0]]

def up_to(tokens, words):
    """Up to where @words follow each other."""
    for i in range(len(tokens) - len(words) + 1):
        if tokens[i:i + len(words)] == words:
            return tokens[:i]
    return tokens

def unheld(sql, given, owned):
    """Tables of the statement that no logbook is said for."""
    def is_logbook(number):
        return number < len(given) and re.search(r'(^|\W)logbook$', given[number]) is not None
    return Scope(nested(re.findall(SQL_TOKEN, sql)), owned, is_logbook).wrong

# What must be noticed, and what must not.
CASES = [
    ('SELECT body FROM op WHERE id = ?', 'id', ['op']),
    ('SELECT logbook FROM op WHERE id = ?', 'id', ['op']),
    ('SELECT body FROM op WHERE logbook = ? AND id = ?', 'op->logbook, id', []),
    ('SELECT body FROM op WHERE logbook = ? AND id = ?', 'id, logbook', ['op']),
    ('SELECT body FROM op WHERE logbook <> ? AND id = ?', 'logbook, id', ['op']),
    ('SELECT body FROM op WHERE logbook = ? OR id = ?', 'logbook, id', ['op']),
    ('SELECT body FROM op WHERE logbook = logbook', '', ['op']),
    ('SELECT 1 FROM op AS o JOIN record AS r ON r.id = o.record WHERE o.logbook = ?', 'logbook', ['r']),
    ('SELECT 1 FROM op o JOIN record r ON r.logbook = o.logbook WHERE o.logbook = ?', 'logbook', []),
    ('SELECT 1 FROM op o JOIN record r ON r.logbook = o.logbook', '', ['o', 'r']),
    ('SELECT 1 FROM op, record WHERE op.logbook = ?', 'logbook', ['record']),
    ('SELECT 1 FROM device d JOIN member m ON m.logbook = d.logbook WHERE d.token = ?', 'hash', []),
    ('SELECT 1 FROM device d JOIN member m ON m.id = d.member WHERE d.token = ?', 'hash', ['m']),
    ('SELECT 1 FROM session s JOIN member m ON m.logbook = s.logbook WHERE s.token = ?', 'hash', []),
    ('SELECT 1 FROM session WHERE token <> ?', 'hash', ['session']),
    ('SELECT 1 FROM op WHERE logbook = ? UNION SELECT 1 FROM op', 'logbook', ['UNION']),
    ('SELECT 1 FROM %s', '', ['s']),
    ('UPDATE op SET logbook = ? WHERE id = ?', 'logbook, id', ['op']),
    ('UPDATE op SET seq = ? WHERE logbook = ? AND id = ?', 'seq, logbook, id', []),
    ('UPDATE op SET seq = ? WHERE logbook = ? AND id IN (SELECT record FROM file WHERE sha256 = ?)', 'seq, logbook, hash', ['file']),
    ('SELECT 1 FROM op AS o WHERE o.logbook = ? AND EXISTS (SELECT 1 FROM file AS f WHERE f.logbook = o.logbook)', 'logbook', []),
    ('DELETE FROM op', '', ['op']),
    ('DELETE FROM op WHERE logbook = ?', 'logbook', []),
    ('INSERT INTO op (id) VALUES (?)', 'id', ['op']),
    ('INSERT INTO op VALUES (?, ?)', 'logbook, id', ['op']),
    ('INSERT INTO op (id, logbook) VALUES (?, ?)', 'id, logbook', []),
    ('INSERT INTO op (id, logbook) VALUES (?, ?)', 'logbook, id', ['op']),
    ('INSERT INTO op (logbook, id) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET seq = 1', 'logbook, id', ['op']),
    ('INSERT INTO op (logbook, id) VALUES (?, ?) ON CONFLICT (logbook, id) DO UPDATE SET seq = 1', 'logbook, id', []),
    ('INSERT INTO epoch (logbook, id) SELECT id, epoch FROM logbook WHERE id = ?', 'logbook', []),
]

owned = tables() - WHOLE
found = {os.path.basename(path): list(statements(path)) for path in sorted(glob.glob(SOURCE + '/src/hub/journal-*.c'))
         if os.path.basename(path) not in COPIES}
assert sum(map(len, found.values())) > 50 and len(owned) > 8, 'nothing is looked at'
print(f'1..{len(found) + 1}')
missed = [(sql, given, unheld(sql, given.split(', '), owned)) for sql, given, wrong in CASES if unheld(sql, given.split(', '), owned) != wrong]
print(f'{"not ok" if missed else "ok"} 1 what must be noticed is, and nothing else')
for case in missed:
    print(f'#   {case}')
bad = bool(missed)
for number, (name, all_of_it) in enumerate(found.items(), 2):
    wrong = [(tables, sql, given) for sql, given in all_of_it if (tables := unheld(sql, given, owned))]
    bad = bad or bool(wrong)
    print(f'{"not ok" if wrong else "ok"} {number} {name}')
    for tables_of, sql, given in wrong:
        print(f'#   {", ".join(tables_of)}: {sql} <- {given}')
sys.exit(bad)

#!/usr/bin/env python3
"""The shortcuts window tells every key that does something, and no other: what it names is in the table of accelerators,
what is in the table is named, and each key that a page listens to stands in it."""
import glob, os, re, sys

os.chdir(os.environ['SOURCE_ROOT'])
# What every program does: going on, out and through a list, and the same keys of the keypad.
PLAIN = {'Return', 'ISO_Enter', 'Escape', 'equal', '9'}  # = is + without Shift; 1 to 9 is as many as there are


def read(path):
    return open(path, encoding='utf-8').read()


def expand(text):
    """The keys of "<Alt>1...3 plus": Alt and three digits, and +, without what is held down."""
    for part in re.sub(r'<\w+>', '', text).split():
        first, _, last = part.partition('...')
        if last:
            yield from map(chr, range(ord(first), ord(last) + 1))
        else:
            yield first


overlay = read('ui/pt-shortcuts-window.blp')
table = dict(re.findall(r'\{ "((?:win|app|window)\.[\w:-]+)", \{ (.*?) \} \}', read('src/app/pt-application.c')))
shown = set(re.findall(r'of-action: "(.*?)"', overlay))
places = re.findall(r'\.accel = "<Alt>(\d)"', read('src/app/pt-place.c'))
accels = [accel for keys in table.values() for accel in re.findall('"(.*?)"', keys)]
told = {key for text in re.findall(r'keys: "(.*?)"', overlay) + accels if text != 'a...z'
        for key in expand(text)}
heard = {(key, path) for path in glob.glob('src/app/*.c')
         for key in re.findall(r'GDK_KEY_(\w+)', read(path)) if not key.startswith('KP_')}

CASES = (
    ('what has an accelerator is shown', set(table) - shown),
    ('what is shown has an accelerator', shown - set(table)),
    ('no accelerator does two things', {accel for accel in accels if accels.count(accel) > 1}),
    ('every place is told', set() if f'"<Alt>1...{len(places)}"' in overlay else set(places)),
    ('every key that a page listens to is told',
     {f'{key} in {path}' for key, path in heard if key not in PLAIN and key not in told and key.lower() not in told}),
)
print(f'1..{len(CASES)}')
for number, (claim, wrong) in enumerate(CASES, 1):
    print(f"{'not ok' if wrong else 'ok'} {number} {claim}")
    for one in sorted(wrong):
        print(f'# {one}')
sys.exit(any(wrong for _, wrong in CASES))

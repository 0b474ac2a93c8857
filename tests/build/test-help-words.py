#!/usr/bin/env python3
"""The help speaks of the app as it is: what its pages print in bold and begin with a capital, such as **Documents…**, is the
label of something. What the label does is for people to check."""
import glob, os, re, subprocess, sys

os.chdir(os.environ['SOURCE_ROOT'])
KEY = re.compile(r'(Ctrl|Alt|Shift)\+|F\d+$|\w$')  # **Ctrl+N**, **F1**, **K**


def plain(label):
    return label.replace('_', '').replace('\\"', '"').rstrip('…:').strip()


def read_labels():
    """(English, Dutch): all that the app says."""
    text = subprocess.run(['msgcat', '--no-wrap', 'po/nl.po'], capture_output=True, text=True, check=True).stdout
    return ({plain(label) for label in re.findall(r'^msgid "(.*)"$', text, re.M)},
            {plain(label) for label in re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', text, re.M)})


def list_unknown(lang, labels):
    for path in sorted(glob.glob(f'data/help/{lang}/*.md')):
        for bold in re.findall(r'\*\*(.+?)\*\*', open(path, encoding='utf-8').read()):
            if bold[0].isupper() and not bold.endswith(':') and not KEY.match(bold) and plain(bold) not in labels:
                yield f'{path}: nothing is called “{bold}”'


print('1..2')
failed = False
for number, (lang, labels) in enumerate(zip(('en', 'nl'), read_labels()), 1):
    unknown = list(list_unknown(lang, labels))
    failed = failed or bool(unknown)
    print(f"{'not ok' if unknown else 'ok'} {number} what the help names is in the app, {lang}")
    for line in unknown:
        print(f'# {line}')
sys.exit(failed)

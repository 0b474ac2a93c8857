#!/usr/bin/env python3
"""Each layer finds its own headers and those below it, and nothing above it: for every pair, a file
with one include is compiled with exactly the flags that meson gives the layer's own files."""
import json, os, shlex, subprocess, sys, tempfile

SOURCE, BUILD = os.environ['SOURCE_ROOT'], os.environ['BUILD_ROOT']
HEADERS = {
    'core/model': 'pt-record.h', 'core/outside': 'pt-confined.h', 'core/store': 'pt-store.h', 'core/sync': 'pt-sync.h',
    'core/story': 'pt-story.h', 'core/exchange': 'pt-import.h',
    'app': 'pt-window.h', 'hub': 'pt-journal.h', 'cli': 'pt-cli.h', 'gtk': 'gtk/gtk.h',
}
CORE = {'core/model', 'core/outside', 'core/store', 'core/sync', 'core/story', 'core/exchange'}
SEES = {
    'core/model': {'core/model'},
    'core/outside': {'core/outside'},
    'core/store': {'core/model', 'core/outside', 'core/store'},
    'core/sync': {'core/model', 'core/outside', 'core/store', 'core/sync'},
    'core/story': {'core/model', 'core/outside', 'core/story'},
    'core/exchange': {'core/model', 'core/outside', 'core/exchange'},
    'hub': {'core/model', 'core/outside', 'core/store', 'core/sync', 'core/story', 'hub'},  # what it serves and shows
    'cli': CORE | {'cli'}, 'app': CORE | {'app', 'gtk'},
}

def flags_of(layer):
    """The compiler's words for the first file of the layer, without its input and output."""
    for entry in json.load(open(os.path.join(BUILD, 'compile_commands.json'))):
        path = os.path.normpath(os.path.join(entry['directory'], entry['file']))
        if os.path.dirname(path) == os.path.join(SOURCE, 'src', layer):
            words = shlex.split(entry['command'])
            kept, skip = [], False
            for word in words:
                if skip or word in ('-o', '-MF', '-MQ', '-c', '-MD'):
                    skip = word in ('-o', '-MF', '-MQ')
                    continue
                if not word.endswith('.c'):
                    kept.append(word)
            return kept
    return None

def compiles(flags, header):
    with tempfile.NamedTemporaryFile('w', suffix='.c') as file:
        file.write(f'#include "{header}"\n')
        file.flush()
        return subprocess.run(flags + ['-E', file.name], cwd=BUILD,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

number, bad = 0, 0
print(f'1..{len(SEES) * len(HEADERS)}')
for layer, seen in SEES.items():
    flags = flags_of(layer)
    for other, header in HEADERS.items():
        number += 1
        expected = other in seen
        got = flags is not None and compiles(flags, header)
        # A hub or cli that depends on libraries which use GTK's include path would be found here too.
        ok = got == expected
        bad += not ok
        print(f"{'ok' if ok else 'not ok'} {number} {layer} {'finds' if expected else 'does not find'} {other}")
sys.exit(bad > 0)

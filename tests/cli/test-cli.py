#!/usr/bin/env python3
"""How proeftuin-cli is called: words, help, exit codes, language."""
import os, re, subprocess, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import CLI, HUB, Laptop, laptop_with_logbook, main, run

def usage_errors_exit_2(home):
    an = laptop_with_logbook(home)
    for words in (['nonsense'], ['set'], ['add', 'gizmo', 'x=1'], ['add', 'entry', 'body'], ['show', 'not-an-id'], ['list', 'gizmo'],
                  ['list', 'entry', '--where', 'nofield=1'], ['list', 'entry', '--nonsense']):
        an.fails(2, *words)
    assert subprocess.run([CLI], capture_output=True).returncode == 2

def help_everywhere(home):
    assert 'resolve ID FIELD' in run(CLI, '--help')
    for command in ('create', 'add', 'list', 'import', 'export', 'join', 'sync', 'verify', 'backup'):
        assert command in run(CLI, command, '--help')

def dutch_sentences(home):
    an = laptop_with_logbook(home)
    an.env.update({'LC_ALL': 'nl_NL.UTF-8', 'LANGUAGE': 'nl'})
    assert 'Welk' in subprocess.run([CLI, 'list', 'entry'], env={**os.environ, **an.env}, cwd=home, text=True,
                                    capture_output=True).stderr
    assert 'Bewaard op deze laptop' in an.cli('status')

def every_command_has_help(home):
    commands = re.findall(r'^  ([a-z-]+)', run(CLI, '--help'), re.M)
    assert len(commands) > 25
    for command in commands:
        assert run(CLI, command, '--help').splitlines()[1].startswith('  proeftuin-cli [OPTION…] ' + command)
    for words in (['--help'], ['init', '--help'], ['serve', '--help'], ['invite', '--help']):
        assert 'serve DIR' in run(HUB, *words)

def options_in_front_are_taken_or_refused(home):
    an = laptop_with_logbook(home)
    for words in (['-L', an.folder], ['-L' + an.folder], ['--logbook', an.folder], ['--logbook=' + an.folder]):
        run(CLI, *words, 'list', 'entry', env=an.env)
    assert run(CLI, 'list', 'entry', '-L', an.folder, env=an.env) == ''
    for words in (['--json', 'list', 'entry'], ['-L'], ['--folder=x', 'status'], []):
        done = subprocess.run([CLI, *words], capture_output=True, text=True, env={**os.environ, **an.env}, cwd=home)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, (words, done)

main(globals())

"""A desktop session around a laptop: a private session bus, and a real keyring on it."""
import os, subprocess
from harness import hubs

DEFAULT = '/org/freedesktop/secrets/aliases/default'

class Desktop:
    """A session bus and an open keyring in the home of a laptop; they end with the test."""
    def __init__(self, laptop):
        self.env = {**os.environ, **laptop.env, 'XDG_RUNTIME_DIR': laptop.home + '.run'}
        os.makedirs(self.env['XDG_RUNTIME_DIR'], 0o700)
        # libsecret 0.20 itself loses the answer to each look-up; no list of suppressions can name it, for GLib reads it.
        laptop.env['ASAN_OPTIONS'] = os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
        bus = self.start('dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address')
        self.env['DBUS_SESSION_BUS_ADDRESS'] = laptop.env['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().strip()
        self.keyring = self.start('gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets')
        self.keyring.stdin.write('wachtwoord')
        self.keyring.stdin.close()
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', '30', 'org.freedesktop.secrets'], env=self.env, check=True)

    def start(self, *words):
        process = subprocess.Popen(words, env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        hubs.append(process)
        return process

    def call(self, name, path, method, *words):
        return subprocess.run(['gdbus', 'call', '--session', '--dest', name, '--object-path', path, '--method', method, *words],
                              env=self.env, check=True, capture_output=True, text=True, timeout=60).stdout

    def lock(self):
        self.call('org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', f"['{DEFAULT}']")

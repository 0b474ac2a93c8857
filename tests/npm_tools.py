"""Public tools that Debian does not have, from npm, each of a version and hash that a package-lock.json says. Where npm has no way
out a test says that it was left out; it never passes as if it had looked."""
import fcntl, hashlib, os, re, shutil, subprocess, tempfile
from harness import Skipped

# Of npm and Node.js, for a registry that cannot be reached.
NO_WAY_OUT = r'ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EPROTO|\w*CERT\w*|E403|E407|E429|E5\d\d'

def install(home, here, *names):
    """A folder in @home with the packages of @here and the files of it that @names says."""
    assert shutil.which('npm'), 'npm is not here, though data/debian-packages.txt asks for it'
    folder = os.path.join(home, 'npm')
    os.makedirs(folder)
    for name in ('package.json', 'package-lock.json', *names):
        shutil.copy(os.path.join(here, name), folder)
    try:
        done = subprocess.run(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=1',
                               '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=2000', '--fetch-timeout=20000'], cwd=folder, capture_output=True, text=True,
                              timeout=90, env={**os.environ, 'HOME': os.environ.get('HOME', home)})
    except subprocess.TimeoutExpired:
        raise Skipped('the registry of npm does not answer') from None
    if done.returncode and (found := re.search(rf'npm (?:ERR!|error) code ({NO_WAY_OUT})', done.stderr)):
        raise Skipped(f'the registry of npm cannot be reached ({found[1]})')
    assert done.returncode == 0, done.stderr
    return folder

_missing = {}

def install_once(here):
    """The folder with the packages of @here, which the tests of a build share: whichever needs it first makes it."""
    if here in _missing:
        raise Skipped(_missing[here])
    with open(os.path.join(here, 'package-lock.json'), 'rb') as file:
        folder = os.path.join(os.environ['PT_NPM'], hashlib.sha256(file.read()).hexdigest()[:16])
    os.makedirs(os.environ['PT_NPM'], exist_ok=True)
    with open(folder + '.lock', 'w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.isdir(folder):
            with tempfile.TemporaryDirectory(dir=os.environ['PT_NPM']) as home:
                try:
                    os.rename(install(home, here), folder)
                except Skipped as why:
                    _missing[here] = str(why)
                    raise
    return folder

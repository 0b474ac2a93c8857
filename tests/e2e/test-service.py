#!/usr/bin/env python3
"""What an administrator is given: the file of settings, the unit of systemd, the snippet for nginx, and a hub that takes a new
certificate while it runs."""
import os, re, shutil, signal, socket, ssl, subprocess, sys, time, urllib.parse
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')]
from harness import HUB, Failed, Hub, Skipped, Visitor, bytes_below, fields, laptop_with_logbook, main, run
from unit import Cage

DATA = os.path.join(os.environ['SOURCE_ROOT'], 'data')
MOST_EXPOSED = 2.0  # of 10, as systemd-analyze counts

def _read(name):
    with open(os.path.join(DATA, name), encoding='utf-8') as file:
        return file.read()

def _check(hub):
    try:
        return run(HUB, 'check', hub.folder, env=hub.env)
    except Failed as failed:
        return failed.err

def every_setting_is_checked(home):
    hub = Hub(home)
    path = os.path.join(hub.folder, 'hub.conf')
    text = _read('hub.conf')
    with open(path, encoding='utf-8') as file:
        assert file.read() == text, 'a new hub gets another file'
    assert _check(hub) == 'Nothing is wrong with this hub.\n'
    names = re.findall(r'(?m)^#?(\w+)=', text)
    assert len(names) == len(set(names)) == 15, names
    for name in [name for name in names if name != 'database']:  # without its database a hub cannot be looked at
        with open(path, 'w', encoding='utf-8') as file:
            file.write(re.sub(rf'(?m)^#?{name}=.*$', f'{name}=-7 or so', text))
        said = _check(hub)
        assert f'hub.conf: {name}=-7 or so cannot be used: ' in said, (name, said)
    for line, wanted in (('colour=red', 'there is no setting “colour”'), ('[other]\na=b', '[other]'),
                         ('certificate=/etc/hostname', 'go together'), ('onzin', 'hub.conf')):
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text + line + '\n')
        assert wanted in _check(hub), (line, _check(hub))
    hub.stop()

def _configure(hub, **settings):
    with open(os.path.join(hub.folder, 'hub.conf'), 'w', encoding='utf-8') as file:
        file.write('[hub]\n' + ''.join(f'{name}={value}\n' for name, value in settings.items()))

def what_is_wrong_with_an_installation_is_said(home):
    hub = Hub(home)
    hub.stop()
    _configure(hub, behind_proxy='true')
    assert 'say public_url in hub.conf' in _check(hub), _check(hub)
    _configure(hub, behind_proxy='true', public_url='https://hub.example.org')
    assert _check(hub) == 'Nothing is wrong with this hub.\n', _check(hub)
    _configure(hub, own_key='false', public_url='https://elders.example.org')
    assert 'for another name than that of “https://elders.example.org”' in _check(hub), _check(hub)
    _configure(hub, own_key='false', certificate='/etc/nergens.pem', private_key='/etc/nergens.key')
    assert '/etc/nergens.pem' in _check(hub), _check(hub)
    _configure(hub)
    if os.geteuid() == 0:
        os.chmod(home, 0o711)
        os.chown(os.path.join(hub.folder, 'hub.db'), 65534, 65534)
        assert '” belongs to another user' in _check(hub) and 'chown -R' in _check(hub), _check(hub)
        subprocess.run(['chown', '-R', '65534:65534', hub.folder], check=True)
        for words in (['check'], ['invite', '--new-logbook', '--name', 'An'], ['serve']):
            done = subprocess.run([HUB, words[0], hub.folder, *words[1:]], capture_output=True, text=True, timeout=60, env={**os.environ, **hub.env})
            assert done.returncode == 1 and 'runuser -u nobody' in done.stderr, done

def where_to_listen_stands_in_the_file(home):
    hub = Hub(home)
    hub.stop()
    with open(os.path.join(hub.folder, 'hub.conf'), 'a', encoding='utf-8') as file:
        file.write(f'listen=127.0.0.1:{hub.port}\n')
    process = subprocess.Popen([HUB, 'serve', hub.folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                               env={**os.environ, **hub.env})
    try:
        assert process.stdout.readline() == f'listening on {hub.url}\n'
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()

def _certificate(hub):
    context = ssl._create_unverified_context()
    with socket.create_connection(('127.0.0.1', hub.port), timeout=60) as line, context.wrap_socket(line) as tls:
        return tls.getpeercert(binary_form=True)

def a_new_certificate_is_taken_while_it_runs(home):
    hub, an = Hub(home), laptop_with_logbook(home)
    an.join(hub.invite_founder())
    an.sync()
    before = _certificate(hub)
    key, certificate = (os.path.join(hub.folder, name) for name in ('hub.key', 'hub.crt'))
    subprocess.run(['openssl', 'req', '-x509', '-new', '-key', key, '-out', certificate + '.new', '-days', '90', '-subj', '/CN=new'],
                   check=True, capture_output=True)
    shutil.move(certificate + '.new', certificate)
    hub.process.send_signal(signal.SIGHUP)
    assert hub.process.stdout.readline() == f'listening on {hub.url}\n', 'it does not listen at the same place again'
    assert _certificate(hub) != before
    an.add('entry', body='Nog steeds hier')
    an.sync()
    hub.stop()

def a_new_certificate_is_seen_without_a_word(home):
    """At the next look; one that is not whole yet, or belongs to another key, is left alone, and nothing that goes on is cut off."""
    hub, an = Hub(home), laptop_with_logbook(home)
    an.join(hub.invite_founder())
    hub.stop()
    path = os.path.join(hub.folder, 'hub.conf')
    with open(path, encoding='utf-8') as file:
        text = file.read()
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text.replace('certificate_look=60', 'certificate_look=1'))
    hub.start()
    an.sync()
    before = _certificate(hub)
    key, certificate, other = (os.path.join(hub.folder, name) for name in ('hub.key', 'hub.crt', 'other.key'))
    make = ['openssl', 'req', '-x509', '-days', '90', '-subj', '/CN=new', '-out', certificate + '.new']
    for words in (['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', other], ['-new', '-key', key]):
        subprocess.run([*make, *words], check=True, capture_output=True)
        with open(certificate + '.new', 'rb') as file:
            whole = file.read()
        for content in ((whole[:len(whole) // 2], whole) if other in words else (whole[:-40], whole)):
            with open(certificate + '.new', 'wb') as file:
                file.write(content)
            os.utime(certificate + '.new', (time.time(), os.stat(certificate).st_mtime + 5))
            shutil.move(certificate + '.new', certificate)
            if content != whole or other in words:
                hub.process.send_signal(signal.SIGHUP)  # nor then
                time.sleep(1.3)  # a look that must change nothing
                assert _certificate(hub) == before, 'what does not fit was taken'
                an.sync()
    assert hub.process.stdout.readline() == f'listening on {hub.url}\n', 'it does not listen at the same place again'
    assert _certificate(hub) != before
    an.add('entry', body='Nog steeds hier')
    an.sync()
    hub.stop()

def _needs_systemd():
    if shutil.which('systemd-analyze') is None:
        raise Skipped('systemd-analyze is not here, so the unit was not looked at')

def the_unit_is_hardened(home):
    _needs_systemd()
    paths = []
    for name, made_of in (('proeftuin-hub.service', 'proeftuin-hub.service.in'), ('proeftuin-hub@8444.service', 'proeftuin-hub.service.in'),
                          ('proeftuin-hub-backup.service', 'proeftuin-hub-backup.service.in'), ('proeftuin-hub-backup.timer',) * 2):
        paths.append(os.path.join(home, name))
        with open(paths[-1], 'w', encoding='utf-8') as file:
            file.write(_read(made_of).replace('@bindir@/proeftuin-hub', HUB).replace('@listen@', ' --listen 127.0.0.1:%i' if '@' in name else ''))
    said = subprocess.run(['systemd-analyze', 'verify', *paths], capture_output=True, text=True)
    assert said.returncode == 0 and 'proeftuin-hub' not in said.stderr, said.stderr
    for path in paths[:-1]:
        said = subprocess.run(['systemd-analyze', 'security', '--offline=true', path], capture_output=True, text=True).stdout
        score = float(re.search(r'exposure level[^:]*: ([\d.]+)', said).group(1))
        assert score <= MOST_EXPOSED, said

def _post_photo(hub, logbook, words):
    """A note with a photo, from a browser."""
    visitor, page = Visitor(hub), urllib.parse.urlparse(words['url']).path
    assert visitor.send(page, page, name='Fatima', code=words['code'])[0] == 303
    note = f'/l/{logbook}/note'
    token = re.search(r'name="form" value="([^"]+)"', visitor.ask('GET', note)[1]).group(1)
    photo = subprocess.run(['convert', '-size', '2000x1500', 'plasma:', 'jpg:-'], capture_output=True, check=True).stdout
    parts = ''.join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in (('form', token), ('body', 'Foto')))
    body = parts.encode() + b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + photo + b'\r\n--x--\r\n'
    return visitor.ask('POST', note, body, **{'Content-Type': 'multipart/form-data; boundary=x'})[0]

def the_hub_works_in_its_unit(home):
    """Also the programs that decode photos and write Word files, which it shuts in further."""
    _needs_systemd()
    class Caged(Hub):
        # Only of root does SQLite ask to give its files an owner; the unit has a user of its own.
        confine = Cage(_read('proeftuin-hub.service.in'), ['fchown'] if os.geteuid() == 0 else [])
    hub, an = Caged(home), laptop_with_logbook(home)
    an.join(hub.invite_founder())
    an.add('challenge', title='Stil portiek', sharing='public', themes='loneliness')
    an.sync()
    logbook = an.json('status')[0]['logbook']
    words = fields(run(HUB, 'invite', hub.folder, '--logbook', logbook, '--role', 'member', '--name', 'Fatima', env=hub.env))
    assert _post_photo(hub, logbook, words) == 303
    small = [path for path, _ in bytes_below(hub.folder) if path.endswith('.thumb')]
    assert len(small) == 1, 'the photo was not decoded'
    for format in ('html', 'pdf', *(['docx'] if shutil.which('pandoc') else [])):
        assert Visitor(hub).ask('GET', f'/network/what-works/loneliness?format={format}')[0] == 200, format
    an.sync()
    assert len(an.json('list', 'entry')) == 1
    hub.process.send_signal(signal.SIGHUP)
    assert hub.process.stdout.readline() == f'listening on {hub.url}\n'
    an.sync()
    hub.process.terminate()
    assert hub.process.wait(60) == 0, 'it was killed'
    hub.process.stdout.close()

def nginx_takes_the_snippet(home):
    if not os.path.exists('/usr/sbin/nginx'):
        raise Skipped('nginx is not here, though data/debian-packages.txt asks for it')
    hub = Hub(home)
    hub.stop()
    text = _read('nginx.conf').replace('/var/lib/proeftuin-hub', hub.folder)
    path = os.path.join(home, 'nginx.conf')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'pid {home}/pid; error_log {home}/error.log; events {{}}\nhttp {{ access_log off;\n{text}\n}}\n')
    said = subprocess.run(['/usr/sbin/nginx', '-t', '-p', home, '-c', path, '-e', home + '/error.log'], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr

main(globals())

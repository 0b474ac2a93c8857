#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The narrative in every format of paper and e-reader: the same words, sound files, the same bytes again."""
import atexit, html, html.parser, os, re, shutil, subprocess, sys, tempfile, zipfile
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import Laptop, main, run

FORMATS = ['pdf', 'pdf-large', 'docx', 'odt', 'epub', 'html']
A4 = (595, 842)

class _Paragraphs(html.parser.HTMLParser):
    """The text of each paragraph, heading and cell of a page, but not of its drawings, notes and navigation."""
    TAKEN, LEFT = ('p', 'h2', 'h3', 'h4', 'td', 'th'), ('svg', 'nav', 'sup', 'style', 'details', 'title')

    def __init__(self, page):
        super().__init__()
        self.found, self.left, self.open = [], 0, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.left += tag in self.LEFT
        if tag in self.TAKEN and not self.left:
            self.found.append('')
            self.open = True

    def handle_endtag(self, tag):
        self.left -= tag in self.LEFT
        self.open = self.open and tag not in self.TAKEN

    def handle_data(self, text):
        if self.open and not self.left:
            self.found[-1] += text

def _words(text):
    """Without blanks, and without figures: marks of sources stand raised in the middle of words."""
    return re.sub(r'[\d\[\]¹²³⁰-⁹]', '', ''.join(text.split()))

def _text_of(format, path):
    """All words without blanks; of a PDF without heads, numbers and what stands between the pages."""
    if format.startswith('pdf'):
        pages = run('pdftotext', '-raw', '-x', '0', '-y', '70', '-W', '900', '-H', str(A4[1] - 70 - 72), path, '-')
        return _words(pages)
    if format == 'docx':
        parts = re.findall(r'<w:t(?: [^>]*)?>([^<]*)', zipfile.ZipFile(path).read('word/document.xml').decode())
        return _words(html.unescape(''.join(parts)))
    if format == 'odt':
        return _words(html.unescape(re.sub('<[^>]*>', '', zipfile.ZipFile(path).read('content.xml').decode())))
    return _words(run('pandoc', '-f', format, '-t', 'plain', '--standalone', '--wrap=none', path))

HOME = tempfile.mkdtemp(prefix='pt-')
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
AN = Laptop(HOME, 'an')
AN.cli('example')
made = {}

def _write(format, audience, name):
    path = os.path.join(HOME, f'{audience}-{name}.{"pdf" if format == "pdf-large" else format}')
    AN.cli('export', '--format', format, '--audience', audience, '-o', path)
    return path

def _export(format, audience='public'):
    """The document; each is made once."""
    if (format, audience) not in made:
        made[format, audience] = _write(format, audience, format)
    return made[format, audience]

def every_format_says_the_same(home):
    told = _Paragraphs(open(_export('html')).read()).found
    assert len(told) > 60, told
    for format in FORMATS[:-1]:
        found = _text_of(format, _export(format))
        missing = [text for text in told if _words(text) not in found]
        assert not missing, (format, missing[:5])

def the_same_bytes_again(home):
    for format in FORMATS:
        assert open(_export(format), 'rb').read() == open(_write(format, 'public', 'again'), 'rb').read(), format

def pdf_is_sound_and_tagged(home):
    path = _export('pdf', 'funder')
    assert 'No syntax or stream encoding errors' in run('qpdf', '--check', path)
    tree = run('pdfinfo', '-struct', path)
    for tag in ('Document', 'H1 ', 'H2 ', 'TOC', 'Table', 'TH:', 'Figure', 'BlockQuote', 'Link'):
        assert tag in tree, tag
    about = run('pdfinfo', path)
    assert 'Tagged:          yes' in about and 'A4' in about
    fonts = run('pdffonts', path).splitlines()[2:]
    assert fonts and all(line.split()[-5] == 'yes' for line in fonts), fonts
    levels = [int(level) for level in re.findall(r'^ *H(\d)', tree, re.M)]
    assert all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels

def budgets_of_pages_are_kept(home):
    """The story itself: what is behind it, annexes and sources, does not count."""
    for audience, budget in (('public', 8), ('participants', 4), ('funder', 12), ('board', 4), ('learning_network', 12)):
        pages = run('pdftotext', '-y', '70', '-x', '0', '-W', '900', '-H', str(A4[1] - 70 - 72), _export('pdf', audience), '-').split('\f')
        lines = [page.strip().splitlines() for page in pages]
        behind = next(i for i, page in enumerate(lines) if {'Bijlagen', 'Over dit verhaal'} & set(page) and 'Inhoud' not in page)
        used = behind + (lines[behind][0] not in ('Bijlagen', 'Over dit verhaal'))
        assert budget / 2 <= used <= budget, (audience, used)

def e_book_is_valid(home):
    path = _export('epub')
    said = subprocess.run(['java', '-jar', '/usr/share/java/epubcheck.jar', path], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr + said.stdout

def libreoffice_opens_them(home):
    run('soffice', f'-env:UserInstallation=file://{home}/office', '--headless', '--convert-to', 'txt:Text (encoded):UTF8',
        '--outdir', f'{home}/docx', _export('docx'), env={'HOME': home})
    run('soffice', f'-env:UserInstallation=file://{home}/office', '--headless', '--convert-to', 'pdf',
        '--outdir', f'{home}/odt', _export('odt'), env={'HOME': home})
    assert 'Nijmegen' in open(f'{home}/docx/public-docx.txt').read()
    about = run('pdfinfo', f'{home}/odt/public-odt.pdf')
    assert 'A4' in about and int(re.search(r'Pages: *(\d+)', about)[1]) > 3, about

def a_template_of_the_house_is_used(home):
    house = os.path.join(home, 'house.docx')
    plain = _export('docx')
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(house, 'w') as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b'Georgia', b'Huisletter') if name == 'word/styles.xml' else data)
    path = os.path.join(home, 'styled.docx')
    AN.cli('export', '--format', 'docx', '--template', house, '-o', path)
    assert b'Huisletter' in zipfile.ZipFile(path).read('word/styles.xml')
    assert '--template' in AN.fails(2, 'export', '--format', 'html', '--template', house, '-o', path)

def without_pandoc_it_names_the_package(home):
    path, AN.env['PATH'] = AN.env.get('PATH', os.environ['PATH']), '/nowhere'
    said = AN.fails(1, 'export', '--format', 'docx', '-o', os.path.join(home, 'x.docx'))
    AN.env['PATH'] = path
    assert '“pandoc”' in said, said
    assert not os.path.exists(os.path.join(home, 'x.docx'))

main(globals())

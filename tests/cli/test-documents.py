#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The narrative in every format of paper and e-reader: the same words, sound files, the same bytes again."""
import atexit, concurrent.futures, html, html.parser, json, os, re, shutil, subprocess, sys, tempfile, xml.etree.ElementTree, zipfile
import openpyxl
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import Laptop, bytes_below, main, run

OFFICE = ['docx', 'odt', 'epub']
FORMATS = ['html', 'pdf', 'pdf-large', 'md', *OFFICE]
DATA = ['json', 'csv', 'xlsx', 'eln', 'ics']
AUDIENCES = ['public', 'participants', 'funder', 'board', 'learning_network', 'internal']
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
    """Without blanks, and without figures: marks of sources stand raised in the middle of words, as ranges where many
    stand together."""
    return re.sub(r'[\d\[\]–\u200b¹²³⁰-⁹]', '', ''.join(text.split()))

def _without(markup, *tags):
    return re.sub(fr'(?s)<({"|".join(tags)})[ >].*?</\1>', '', markup)

def _bare(markup):
    return html.unescape(re.sub('<[^>]*>', '', markup))

def _paragraphs_of(format, path):
    """The text of each paragraph, heading and cell of an office document or an e-book."""
    archive = zipfile.ZipFile(path)
    if format == 'docx':
        body = archive.read('word/document.xml').decode()
        return [_bare(''.join(re.findall(r'<w:t(?: [^>]*)?>[^<]*', one))) for one in re.findall(r'(?s)<w:p[ >].*?</w:p>', body)]
    if format == 'odt':
        body = _without(archive.read('content.xml').decode(), 'text:note', 'svg:title', 'svg:desc')
        return [_bare(one) for one in re.findall(r'(?s)<text:[ph][ >].*?</text:[ph]>', body)]
    pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith('.xhtml') and 'nav' not in name]
    return [_bare(_without(two, 'sup')) for page in pages for one, two in
            re.findall(r'(?s)<(p|h[1-6]|td|th|figcaption)(?: [^>]*)?>(.*?)</\1>', page)]

def _text_of(format, path):
    """All words without blanks; of a PDF without heads, numbers and what stands between the pages."""
    if format.startswith('pdf'):
        return _words(run('pdftotext', '-raw', '-x', '0', '-y', '70', '-W', '900', '-H', str(A4[1] - 70 - 72), path, '-'))
    if format == 'md':
        return _words(run('pandoc', '-f', 'markdown', '-t', 'plain', '--wrap=none', os.path.join(path, 'narrative.md')))
    return _words(''.join(_paragraphs_of(format, path)))

HOME = tempfile.mkdtemp(prefix='pt-')
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
AN = Laptop(HOME, 'an')
AN.cli('example')
made = {}

def _write(format, audience, name):
    path = os.path.join(HOME, f'{audience}-{name}.{"pdf" if format == "pdf-large" else format}')
    AN.cli('export', '--format', format, *(['--audience', audience] if format in FORMATS else []), '-o', path)
    return path

def _export(format, audience='public'):
    """The document; each is made once."""
    if (format, audience) not in made:
        made[format, audience] = _write(format, audience, format)
    return made[format, audience]

def _on_all_cores(work, *lists):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, *lists))

def _everything():
    """Each format of a narrative for each audience: what takes long begins first."""
    return [(format, audience) for format in reversed(FORMATS) for audience in reversed(AUDIENCES)]

def _bytes_of(path):
    """Of a file, or of all files of a folder."""
    return sorted((file[len(path):], data) for file, data in bytes_below(path)) if os.path.isdir(path) else open(path, 'rb').read()

def every_format_says_the_same(home):
    """What the page says is in all other formats, and an office document or e-book says nothing beside it."""
    _on_all_cores(_export, *zip(*_everything()))
    for audience in AUDIENCES:
        page = open(_export('html', audience)).read()
        told = _Paragraphs(page).found
        assert len(told) > 25, (audience, told)
        for format in FORMATS[1:]:
            found = _text_of(format, _export(format, audience))
            missing = [text for text in told if _words(text) not in found]
            assert not missing, (audience, format, missing[:5])
        # The style sheet of the page writes the dash before who speaks; its contents have no heading on it.
        whole = _words(_bare(_without(page, 'style', 'nav', 'sup', 'svg'))) + '|Inhoud'
        for format in OFFICE:
            beside = [text for text in _paragraphs_of(format, _export(format, audience))
                      if _words(text).removeprefix('—') not in whole]
            assert not [text for text in beside if not re.fullmatch(r'\d{4}-\d\d-\d\d', text)], (audience, format, beside[:5])

def the_same_bytes_again(home):
    """Nothing of where or when a file was made is in it, but the day."""
    def again(format, audience):
        assert _bytes_of(_export(format, audience)) == _bytes_of(_write(format, audience, f'{format}-again')), (format, audience)
    _on_all_cores(again, *zip(*_everything()))
    for format in DATA:  # one after the other: a narrative that is written in between is a release, and thus data
        paths = [_write(format, 'data', name) for name in ('first', 'second')]
        assert _bytes_of(paths[0]) == _bytes_of(paths[1]), format

def the_data_are_the_same_in_every_format(home):
    """Each text of a record, from the JSON, in the tables; links are written in their own way there."""
    records = json.load(open(_export('json', 'data')))['records']
    told = [(record['kind'], value) for record in records for value in record['fields'].values()
            if isinstance(value, str) and len(value) > 25 and 'pt:' not in value and not record['archived']]
    assert len(told) > 300, len(told)
    tables = {name: data.decode('utf-8-sig').replace('""', '"') for name, data in
              ((os.path.basename(path), data) for path, data in bytes_below(_export('csv', 'data')))}
    missing = [(kind, text) for kind, text in told if _words(text) not in _words(tables[kind + '.csv'])]
    assert not missing, missing[:5]
    cells = _words('|'.join(str(value) for sheet in openpyxl.load_workbook(_export('xlsx', 'data'), read_only=True)
                            for row in sheet.iter_rows(values_only=True) for value in row if value))
    missing = [(kind, text) for kind, text in told if _words(text) not in cells]
    assert not missing, missing[:5]

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

def tables_of_office_documents_stay_whole(home):
    """What pandoc has no word for: a row stays on its page; in OpenDocument there are rules between rows."""
    word = zipfile.ZipFile(_export('docx', 'funder')).read('word/document.xml').decode()
    assert word.count('<w:tr>') == word.count('<w:cantSplit />') > 50
    content = zipfile.ZipFile(_export('odt', 'funder')).read('content.xml').decode()
    assert content.count('table:style-name="TableRow"') == word.count('<w:tr>') and '<table:table-row>' not in content
    assert 'fo:keep-together="always"' in content and content.count('fo:border-bottom=') == 2

def pictures_of_office_documents_say_what_they_show(home):
    """In words made from the data, for each; and drawings stay drawings where readers draw them."""
    word = zipfile.ZipFile(_export('docx', 'internal')).read('word/document.xml').decode()
    said = [html.unescape(text) for text in re.findall(r'<wp:docPr descr="([^"]*)"', word)]
    archive = zipfile.ZipFile(_export('odt', 'internal'))
    frames = re.findall(r'(?s)<draw:frame .*?</draw:frame>', archive.read('content.xml').decode())
    spoken = [html.unescape(text) for frame in frames for text in re.findall('<svg:desc>([^<]*)</svg:desc>', frame)]
    assert len(said) > 15 and all(said) and spoken == said, (len(frames), len(said), len(spoken))
    drawn = [archive.read(name) for name in archive.namelist() if name.endswith('.svg')]
    photos = [name for name in archive.namelist() if name.endswith('.jpg')]
    assert len(drawn) + len(photos) == len(frames) and len(drawn) > 10, (len(drawn), len(photos), len(frames))

def drawings_in_word_are_drawings(home):
    """Each as SVG, which the package knows of, with a bitmap of the same shape for who does not know SVG."""
    archive = zipfile.ZipFile(_export('docx', 'internal'))
    assert archive.testzip() is None
    word, relations, types = (archive.read(name).decode() for name in
                              ('word/document.xml', 'word/_rels/document.xml.rels', '[Content_Types].xml'))
    target = dict(re.findall(r'<Relationship [^>]*Id="(rId(?:Drawing|Vector)\d+)" Target="([^"]*)"', relations))
    pairs = re.findall(r'<a:blip r:embed="(\w+)"><a:extLst><a:ext uri="\{96DAC541-7B7A-43D3-8B79-37D633B846F1\}"><asvg:svgBlip [^>]*r:embed="(\w+)"', word)
    shapes = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)" />(?:(?!</w:drawing>).)*svgBlip', word)
    assert len(pairs) == len(shapes) == word.count('svgBlip') > 10 and len(target) == 2 * len(pairs), (len(pairs), target)
    for (bitmap, vector), (cx, cy) in zip(pairs, shapes):
        assert f'PartName="/word/{target[bitmap]}" ContentType="image/png"' in types
        assert f'PartName="/word/{target[vector]}" ContentType="image/svg+xml"' in types
        png, svg = archive.read('word/' + target[bitmap]), archive.read('word/' + target[vector]).decode()
        size = [float(one) for one in re.search('viewBox="0 0 ([^" ]*) ([^"]*)"', svg).groups()]
        pixels = [int.from_bytes(png[at:at + 4], 'big') for at in (16, 20)]
        assert png[:8] == b'\x89PNG\r\n\x1a\n' and '<text' in svg and 'font-family="Arial,' in svg
        for wide, high in ((int(cx), int(cy)), pixels):
            assert abs(wide / high - size[0] / size[1]) < 0.01, (vector, wide, high, size)
    ids = re.findall(r'<wp:docPr [^>]*id="(\d+)"', word)
    assert len(ids) == len(set(ids)), ids
    for name in ('word/document.xml', 'word/_rels/document.xml.rels', '[Content_Types].xml', *('word/' + one for one in target.values() if one.endswith('svg'))):
        xml.etree.ElementTree.fromstring(archive.read(name))

def drawings_of_an_e_book_are_read_on_an_e_reader(home):
    """On a screen of 9 by 11 centimetres, in points: those that can be drawn for it are as large as a footnote, the others as large as fits."""
    archive = zipfile.ZipFile(_export('epub', 'internal'))
    drawings = [archive.read(name).decode() for name in archive.namelist() if name.endswith('.svg')]
    sizes = []
    for svg in drawings:
        wide, high = map(float, re.search('viewBox="0 0 ([^ ]*) ([^"]*)', svg).groups())
        least = min(float(size) for size, words in re.findall('<text [^>]*font-size="([^"]*)"[^>]*>([^<]*)', svg) if re.search(r'\w', words))
        sizes.append(round(least * min(9 / wide, 11 / high) / 2.54 * 72, 1))
    assert len(sizes) > 10 and min(sizes) >= 2.5 and sum(size >= 5 for size in sizes) > len(sizes) * 0.7, sizes

def sources_in_word_stand_in_two_columns(home):
    """In a section of their own on the same page, of the same paper and margins; a template with page numbers of its own is left alone."""
    def sections(path):
        word = zipfile.ZipFile(path).read('word/document.xml').decode()
        xml.etree.ElementTree.fromstring(word)
        assert '<!--' not in word
        return word, re.findall(r'<w:sectPr>.*?</w:sectPr>', word)
    word, found = sections(_export('docx'))
    first = word.index('w:name="source-1"')
    assert len(found) == 3 and word.index(found[0]) < first < word.rindex('"Source"') < word.index(found[1]), found
    assert ['w:num="2"' in one for one in found] == [False, True, False], found
    assert ['"continuous"' in one for one in found] == [False, True, True], found
    same = [re.findall('<w:(?:footerReference|pgSz|pgMar) [^>]*>', one) for one in found]
    assert len(same[0]) == 3 and same[0] == same[1] == same[2], same
    house, path = os.path.join(home, 'genummerd.docx'), os.path.join(home, 'uit.docx')
    for more, columns in ('<w:pgNumType w:start="7" />', 0), ('<w:cols w:space="708" /><w:titlePg />', 1):
        with zipfile.ZipFile(_export('docx')) as source, zipfile.ZipFile(house, 'w') as target:
            for name in source.namelist():
                target.writestr(name, source.read(name).replace(b'</w:sectPr>', more.encode() + b'</w:sectPr>'))
        AN.cli('export', '--format', 'docx', '--template', house, '-o', path)
        word, found = sections(path)
        assert word.count('w:num="2"') == columns and more in found[0] and found[-1].count('titlePg') == 0, (more, found)

def drawings_of_office_documents_leave_room_for_their_heading(home):
    """A drawing as high as the page would part from the heading above it."""
    word = zipfile.ZipFile(_export('docx', 'learning_network')).read('word/document.xml').decode()
    heights = [int(high) / 360000 for high in re.findall(r'<wp:extent cx="\d+" cy="(\d+)"', word)]
    content = zipfile.ZipFile(_export('odt', 'learning_network')).read('content.xml').decode()
    heights += [float(high) * 2.54 for high in re.findall(r'svg:height="([\d.]+)in"', content)]
    assert len(heights) >= 4 and max(heights) < 19, heights

def small_drawings_of_office_documents_stay_small(home):
    """Their words would be larger than the text around them."""
    for format, name, inside in ('docx', 'word/document.xml', r'<wp:extent cx="(\d+)".*?r:embed="rIdVector'), ('odt', 'content.xml', ''):
        archive = zipfile.ZipFile(_export(format, 'board'))
        text = archive.read(name).decode()
        svg = next(archive.read(one).decode() for one in archive.namelist() if one.endswith('.svg'))
        units = float(re.search('viewBox="0 0 ([^ ]*)', svg)[1])
        wide = int(re.search(inside, text)[1]) / 360000 if inside else \
            2.54 * float(re.search(r'<draw:frame[^>]* svg:width="([\d.]+)in"[^>]*><draw:image xlink:href="Pictures/\d+.svg"', text)[1])
        assert units < 500 and wide <= units * 0.0301, (format, units, wide)

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

def _house(home, **more):
    """A folder with the look of a house: PNG logo, fonts that Debian has, a colour that is too light to read."""
    folder = os.path.join(home, 'house')
    os.makedirs(folder, exist_ok=True)
    run('convert', '-size', '600x200', 'xc:#c8102e', os.path.join(folder, 'logo.png'))
    said = {'logo': 'logo.png', 'text-font': 'DejaVu Serif', 'heading-font': 'Liberation Sans', 'accent': '#c8102e', **more}
    with open(os.path.join(folder, 'house.ini'), 'w') as file:
        file.write('[house]\n' + ''.join(f'{key}={value}\n' for key, value in said.items()))
    return folder

def the_look_of_a_house_is_in_every_format(home):
    folder = _house(home)
    for format in ('pdf', 'html', 'docx', 'odt', 'epub'):
        path, again = (os.path.join(home, name + '.' + format) for name in ('huis', 'huis-nog-eens'))
        AN.cli('export', '--format', format, '--house', folder, '-o', path)
        AN.cli('export', '--format', format, '--house', os.path.join(folder, 'house.ini'), '-o', again)
        assert open(path, 'rb').read() == open(again, 'rb').read(), format
        inside = open(path, 'rb').read()
        if format == 'pdf':
            fonts = run('pdffonts', path)
            assert 'DejaVuSerif' in fonts and 'LiberationSans' in fonts and 'Charis' not in fonts, fonts
            assert '600   200' in run('pdfimages', '-list', '-l', '1', path)
            assert len(set(re.findall(r'^ *(\d+).* 600   200', run('pdfimages', '-list', path), re.M))) > 5, 'in the heads of pages'
            assert 'No syntax or stream encoding errors' in run('qpdf', '--check', path)
        elif format == 'html':
            assert inside.count(b'@font-face') == 6 and b'url(data:font/ttf;base64,' in inside
            assert b'"DejaVu Serif"' in inside and b'--accent: #c8102e' in inside and b'class="logo"' in inside
        else:
            with zipfile.ZipFile(path) as archive:
                assert any(archive.read(name).startswith(b'\xff\xd8\xff') for name in archive.namelist()), format
                styles = archive.read({'docx': 'word/styles.xml', 'odt': 'styles.xml', 'epub': 'EPUB/styles/stylesheet1.css'}[format])
                fonts = [archive.read(name) for name in archive.namelist() if '/fonts/' in name]
            if format == 'epub':
                assert len(fonts) == 6 and all(font.startswith(b'\0\1\0\0') for font in fonts), len(fonts)
                assert b'body { font-family: "DejaVu Serif"' in styles and b'#c8102e' in styles
                run('java', '-jar', '/usr/share/java/epubcheck.jar', path)
            else:
                assert b'DejaVu Serif' in styles and b'Liberation Sans' in styles and b'Georgia' not in styles, format
                assert b'c8102e' in styles.lower() and b'@' not in re.sub(rb'[^\s"<>]+@[^\s"<>]+\.', b'', styles), format
    path = os.path.join(home, 'formulier.pdf')
    AN.cli('document', 'consent-form', '--house', folder, '-o', path)
    assert 'LiberationSans' in run('pdffonts', path)

def a_font_that_may_not_leave_stays(home):
    """The same font twice: as Debian has it, and as a maker who wants it on no other computer."""
    fonts = os.path.join(home, 'fonts')
    os.makedirs(fonts)
    data = bytearray(open('/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf', 'rb').read())
    tables = int.from_bytes(data[4:6], 'big')
    at = next(int.from_bytes(data[12 + 16 * i + 8:12 + 16 * i + 12], 'big') for i in range(tables) if data[12 + 16 * i:][:4] == b'OS/2')
    data[at + 8:at + 10] = b'\0\2'
    with open(os.path.join(fonts, 'Serif.ttf'), 'wb') as file:
        file.write(data)
    with open(os.path.join(home, 'fonts.conf'), 'w') as file:
        file.write(f'<fontconfig><dir>{fonts}</dir><cachedir>{home}/cache</cachedir></fontconfig>')
    path = os.path.join(home, 'besloten.html')
    with open(os.path.join(_house(home), 'house.ini'), 'w') as file:
        file.write('[house]\ntext-font=DejaVu Serif\n')
    AN.env['FONTCONFIG_FILE'] = os.path.join(home, 'fonts.conf')
    done = AN.start('export', '--format', 'html', '--house', os.path.join(home, 'house'), '-o', path)
    said = done.communicate()[1]
    del AN.env['FONTCONFIG_FILE']
    assert done.returncode == 0 and 'does not allow' in said and 'DejaVu Serif' in said, said
    page = open(path).read()
    assert '@font-face' not in page and '--serif: "DejaVu Serif"' in page

def a_house_says_what_it_cannot_keep_to(home):
    path = os.path.join(home, 'licht.html')
    done = AN.start('export', '--format', 'html', '--house', _house(home, accent='#ffcc00', **{'text-font': 'Nergens Sans'}), '-o', path)
    said = done.communicate()[1]
    assert done.returncode == 0 and '“Nergens Sans”' in said and '#ffcc00' in said, said
    assert 'ffcc00' not in open(path).read() and 'Nergens' not in open(path).read()
    for wrong, word in ({'accent': 'rood'}, 'rood'), ({'logo': 'weg.png'}, 'weg.png'), ({'colour': '#fff'}, 'colour'), ({'text-font': 'a"b'}, 'a"b'):
        said = AN.fails(1, 'export', '--format', 'html', '--house', _house(home, **wrong), '-o', path)
        assert word in said, said
    assert '--house' in AN.fails(2, 'export', '--format', 'json', '--house', _house(home), '-o', path)

def without_pandoc_it_names_the_package(home):
    path, AN.env['PATH'] = AN.env.get('PATH', os.environ['PATH']), '/nowhere'
    said = AN.fails(1, 'export', '--format', 'docx', '-o', os.path.join(home, 'x.docx'))
    AN.env['PATH'] = path
    assert '“pandoc”' in said, said
    assert not os.path.exists(os.path.join(home, 'x.docx'))

main(globals())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the templates of Word and OpenDocument: pandoc's own, on A4, with the styles of our documents.

Each style is said once, in STYLES; the two formats only spell it differently. The same pandoc gives
the same bytes.
"""
import io
import re
import subprocess
import sys
import zipfile

INK, MUTED, ACCENT, HIGH, LINE = '22272E', '5A6370', '3B4A8F', '1F7A5C', 'D9D6CD'
SERIF, SANS = 'Georgia', 'Calibri'
# What a house has of its own is filled in when a document is written; without it stands what we take.
HOUSE = {'@TEXT@': SERIF, '@HEADING@': SERIF, '@SANS@': SANS, '@ACCENT@': ACCENT, '@TITLE@': INK}
# What fills in where those are not: metrics alike, or at least in spirit.
WIDTH, HEIGHT, MARGIN, TOP = 210, 297, 25, 27  # millimetres

# name, based on, font, size in points, leading, bold, italic, colour, room before and after in points,
# kept with the next, rule at the left, indent in points, rule below
STYLES = [
    ('Normal', None, '@TEXT@', 10.5, 1.35, 0, 0, INK, 0, 0, 0, None, 0, 0),
    ('Body Text', 'Normal', '@TEXT@', 10.5, 1.35, 0, 0, INK, 0, 6, 0, None, 0, 0),
    ('First Paragraph', 'Body Text', '@TEXT@', 10.5, 1.35, 0, 0, INK, 0, 6, 0, None, 0, 0),
    ('Compact', 'Body Text', '@TEXT@', 10.5, 1.35, 0, 0, INK, 0, 2, 0, None, 0, 0),
    ('Title', 'Normal', '@HEADING@', 26, 1.15, 1, 0, '@TITLE@', 40, 8, 1, None, 0, 0),
    ('Subtitle', 'Normal', '@SANS@', 11, 1.3, 0, 0, MUTED, 0, 6, 0, None, 0, 0),
    ('Heading 1', 'Normal', '@HEADING@', 18, 1.2, 1, 0, '@TITLE@', 30, 10, 1, None, 0, 0),
    ('Heading 2', 'Normal', '@HEADING@', 13, 1.25, 1, 0, INK, 20, 5, 1, None, 0, 0),
    ('Heading 3', 'Normal', '@HEADING@', 11, 1.25, 1, 0, INK, 14, 4, 1, None, 0, 0),
    ('Block Text', 'Body Text', '@TEXT@', 11.5, 1.4, 0, 1, INK, 8, 3, 1, LINE, 16, 0),
    ('Footnote Text', 'Normal', '@TEXT@', 9, 1.25, 0, 0, MUTED, 0, 2, 0, None, 0, 0),
    ('Caption', 'Normal', '@SANS@', 9.5, 1.3, 0, 0, MUTED, 0, 10, 0, None, 0, 0),
    ('Table Caption', 'Caption', '@SANS@', 9.5, 1.3, 1, 0, MUTED, 10, 4, 1, None, 0, 0),
    ('Image Caption', 'Caption', '@SANS@', 9.5, 1.3, 0, 0, MUTED, 4, 12, 0, None, 0, 0),
    ('Figure', 'Normal', '@TEXT@', 10.5, 1, 0, 0, INK, 12, 0, 1, None, 0, 0),
    ('Dateline', 'Normal', '@SANS@', 9.5, 1.3, 0, 0, MUTED, 14, 1, 1, None, 0, 0),
    ('Lead', 'Body Text', '@TEXT@', 10.5, 1.35, 0, 1, MUTED, 0, 3, 1, None, 0, 0),
    ('Opening', 'Body Text', '@TEXT@', 13, 1.4, 0, 0, INK, 0, 8, 0, None, 0, 0),
    ('Question', 'Body Text', '@TEXT@', 11.5, 1.3, 1, 0, INK, 8, 6, 1, '@ACCENT@', 10, 0),
    ('Signpost', 'Body Text', '@TEXT@', 11.5, 1.3, 1, 0, INK, 8, 6, 1, HIGH, 10, 0),
    ('Small', 'Body Text', '@TEXT@', 9, 1.35, 0, 0, MUTED, 0, 5, 0, None, 0, 0),
    ('Source', 'Body Text', '@TEXT@', 8.5, 1.25, 0, 0, MUTED, 0, 2, 0, None, 0, 0),
    ('Cover', 'Normal', '@SANS@', 10, 1.3, 0, 0, MUTED, 6, 6, 0, None, 0, 0),
    ('Code', 'Normal', '@SANS@', 30, 1.15, 1, 0, INK, 0, 4, 1, None, 0, 0),
    ('Speaker', 'Normal', '@SANS@', 9.5, 1.3, 0, 0, MUTED, 0, 10, 0, None, 16, 0),
    ('Contents Heading', 'Normal', '@HEADING@', 13, 1.25, 1, 0, INK, 20, 5, 1, None, 0, 0),
    ('Contents', 'Normal', '@SANS@', 10, 1.3, 0, 0, INK, 0, 3, 1, None, 0, 0),
    ('Blank Line', 'Normal', '@TEXT@', 16, 1.4, 0, 0, INK, 0, 0, 0, None, 0, 1),
    ('Tick', 'Body Text', '@TEXT@', 10.5, 1.35, 0, 0, INK, 0, 6, 0, None, 16, 0),
    ('Table Text', 'Normal', '@SANS@', 9, 1.15, 0, 0, INK, 2, 2, 0, None, 0, 0),
    ('Table Heading', 'Table Text', '@SANS@', 9, 1.15, 1, 0, MUTED, 2, 2, 1, None, 0, 0),
    ('Table Number', 'Table Text', '@SANS@', 9, 1.15, 0, 0, INK, 2, 2, 0, None, 0, 0),
    ('Table Number Heading', 'Table Heading', '@SANS@', 9, 1.15, 1, 0, MUTED, 2, 2, 1, None, 0, 0),
    ('Page Break', 'Normal', '@TEXT@', 2, 1, 0, 0, INK, 0, 0, 0, None, 0, 0),
]
BUILT_IN = {'Normal', 'Body Text', 'Title', 'Subtitle', 'Heading 1', 'Heading 2', 'Heading 3', 'Block Text',
            'Footnote Text', 'Caption'}


def dxa(points):
    return round(points * 20)


def docx_style(name, base, font, size, leading, bold, italic, colour, before, after, keep, bar, indent, below):
    ident = name.replace(' ', '')
    level = re.fullmatch(r'Heading (\d)', name)
    borders = ''
    if bar:
        borders = f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="{bar}"/></w:pBdr>'
    if below:
        borders = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="{MUTED}"/></w:pBdr>'
    return ''.join([
        f'<w:style w:type="paragraph" w:styleId="{ident}"',
        ' w:default="1"' if name == 'Normal' else '' if name in BUILT_IN else ' w:customStyle="1"',
        f'><w:name w:val="{name}"/>',
        f'<w:basedOn w:val="{base.replace(" ", "")}"/>' if base else '',
        '<w:qFormat/><w:pPr>',
        '<w:keepNext/><w:keepLines/>' if keep else '',
        '<w:widowControl/>', borders,
        f'<w:spacing w:before="{dxa(before)}" w:after="{dxa(after)}" w:line="{round(240 * leading)}" w:lineRule="auto"/>',
        f'<w:ind w:left="{dxa(indent)}"/>' if indent else '',
        '<w:jc w:val="right"/>' if name.startswith('Table Number') else '',
        f'<w:outlineLvl w:val="{int(level[1]) - 1}"/>' if level else '',
        f'</w:pPr><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:eastAsia="{font}"/>',
        '<w:b/><w:bCs/>' if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>',
        '<w:i/><w:iCs/>' if italic else '<w:i w:val="0"/><w:iCs w:val="0"/>',
        f'<w:color w:val="{colour}"/><w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>',
        '</w:rPr></w:style>'])


TABLE_STYLE = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
    f'<w:rPr><w:rFonts w:ascii="@SANS@" w:hAnsi="@SANS@" w:cs="@SANS@"/><w:sz w:val="18"/></w:rPr>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tblPr><w:jc w:val="left"/></w:tblPr><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{MUTED}"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
    '</w:tblStylePr></w:style>')
FOOTER = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
    + ''.join(f'<w:r><w:rPr><w:rFonts w:ascii="@SANS@" w:hAnsi="@SANS@"/><w:color w:val="{MUTED}"/><w:sz w:val="17"/></w:rPr>{part}</w:r>'
              for part in ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText>PAGE</w:instrText>',
                           '<w:fldChar w:fldCharType="separate"/>', '<w:t>1</w:t>', '<w:fldChar w:fldCharType="end"/>'))
    + '</w:p></w:ftr>')


def millimetres(mm):
    return round(mm / 25.4 * 1440)


def docx_styles(xml):
    for style in STYLES:
        ident = style[0].replace(' ', '')
        xml = re.sub(rf'<w:style [^>]*w:styleId="{ident}"[^>]*>.*?</w:style>', '', xml, flags=re.S)
    xml = re.sub(r'<w:style [^>]*w:styleId="Table"[^>]*>.*?</w:style>', '', xml, flags=re.S)
    xml = re.sub(r'<w:color w:val="4F81BD"[^>]*/>', '<w:color w:val="@ACCENT@"/>', xml)
    plain = '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr/></w:style>'
    return xml.replace('</w:styles>', plain + TABLE_STYLE + ''.join(docx_style(*s) for s in STYLES) + '</w:styles>')


def docx_page(xml):
    page = (f'<w:sectPr><w:footerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
            f' w:type="default" r:id="rIdFooter"/>'
            f'<w:pgSz w:w="{millimetres(WIDTH)}" w:h="{millimetres(HEIGHT)}"/>'
            f'<w:pgMar w:top="{millimetres(TOP)}" w:bottom="{millimetres(TOP)}" w:left="{millimetres(MARGIN)}"'
            f' w:right="{millimetres(MARGIN)}" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>')
    return xml.replace('<w:sectPr />', page)


def add_footer(parts):
    kind = 'application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml'
    parts['word/footer1.xml'] = FOOTER
    parts['[Content_Types].xml'] = parts['[Content_Types].xml'].replace(
        '</Types>', f'<Override PartName="/word/footer1.xml" ContentType="{kind}"/></Types>')
    parts['word/_rels/document.xml.rels'] = parts['word/_rels/document.xml.rels'].replace(
        '</Relationships>', '<Relationship Id="rIdFooter" Target="footer1.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footer"/></Relationships>')


def make_docx(parts):
    parts['word/styles.xml'] = docx_styles(parts['word/styles.xml'])
    parts['word/document.xml'] = docx_page(parts['word/document.xml'])
    add_footer(parts)


ODT_NAMES = {'Normal': 'Standard', 'Body Text': 'Text_20_body', 'Block Text': 'Quotations', 'Footnote Text': 'Footnote',
             'Table Caption': 'TableCaption'}


def odt_name(name):
    return ODT_NAMES.get(name, name.replace(' ', '_20_'))


def face(font):
    """What the document calls a font: titles may have the same one as the text."""
    return font + ' Titles' if font == '@HEADING@' else font


def odt_style(name, base, font, size, leading, bold, italic, colour, before, after, keep, bar, indent, below):
    level = re.fullmatch(r'Heading (\d)', name)
    rule = f' fo:border-left="1.5pt solid #{bar}" fo:padding-left="8pt" fo:border-top="none" fo:border-right="none" fo:border-bottom="none"' if bar else ''
    if below:
        rule = f' fo:border-bottom="0.5pt solid #{MUTED}" fo:border-top="none" fo:border-left="none" fo:border-right="none"'
    return ''.join([
        f'<style:style style:name="{odt_name(name)}" style:display-name="{name}" style:family="paragraph"',
        f' style:parent-style-name="{odt_name(base)}"' if base else '',
        f' style:default-outline-level="{level[1]}"' if level else '', ' style:class="text">',
        f'<style:paragraph-properties fo:margin-top="{before}pt" fo:margin-bottom="{after}pt" fo:margin-left="{indent}pt"',
        f' fo:margin-right="{8 if name.startswith("Table ") and name != "Table Caption" else 0}pt" fo:text-indent="0pt" fo:text-align="{"end" if name.startswith("Table Number") else "start"}" fo:line-height="{round(leading * 100)}%" fo:orphans="2" fo:widows="2"',
        f' fo:keep-with-next="{"always" if keep else "auto"}"', ' fo:break-before="page"' if name == 'Page Break' else '', rule, '/>',
        f'<style:text-properties style:font-name="{face(font)}" fo:font-size="{size}pt" fo:color="#{colour}"',
        f' fo:font-weight="{"bold" if bold else "normal"}" fo:font-style="{"italic" if italic else "normal"}"/></style:style>'])


def odt_styles(xml):
    faces = ''.join(f'<style:font-face style:name="{face(font)}" svg:font-family="{font}"/>' for font in ('@TEXT@', '@HEADING@', '@SANS@'))
    for style in STYLES:
        for name in {odt_name(style[0]), style[0].replace(' ', '_20_')}:
            xml = re.sub(rf'<style:style\s+style:name="{name}"\s(?:[^>]*[^/])?/>', '', xml)
            xml = re.sub(rf'<style:style\s+style:name="{name}"[^>]*>.*?</style:style>', '', xml, flags=re.S)
    link = r'<style:text-properties fo:color="#@ACCENT@" style:text-underline-style="none"/></style:style>'
    xml = re.sub(r'(<style:style [^>]*style:name="(?:Visited_20_)?Internet_20_[Ll]ink"[^>]*>).*?</style:style>', rf'\1{link}', xml, flags=re.S)
    xml = xml.replace('</office:font-face-decls>', faces + '</office:font-face-decls>')
    return xml.replace('</office:styles>', ''.join(odt_style(*s) for s in STYLES) + '</office:styles>', 1)


def odt_page(xml):
    number = (f'<style:footer><text:p text:style-name="Footer_20_Number"><text:page-number text:select-page="current">1</text:page-number>'
              f'</text:p></style:footer>')
    style = (f'<style:style style:name="Footer_20_Number" style:display-name="Footer Number" style:family="paragraph"'
             f' style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="end"/>'
             f'<style:text-properties style:font-name="@SANS@" fo:font-size="8.5pt" fo:color="#{MUTED}"/></style:style>')
    for key, value in (('page-width', WIDTH), ('page-height', HEIGHT), ('margin-top', TOP), ('margin-bottom', TOP - 12),
                       ('margin-left', MARGIN), ('margin-right', MARGIN)):
        xml = re.sub(rf'(<style:page-layout-properties[^>]*?fo:{key}=")[^"]*"', rf'\g<1>{value}mm"', xml, flags=re.S)
    xml = xml.replace('</office:styles>', style + '</office:styles>', 1)
    xml = re.sub(r'(<style:footer>\s*<text:p text:style-name=")[^"]*"', r'\1Footer_20_Number"', xml)
    xml = re.sub(r'(<style:page-layout [^>]*>\s*<style:page-layout-properties.*?)<style:footer-style\s*/>',
                 r'\1<style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="4mm"/></style:footer-style>',
                 xml, flags=re.S)
    return re.sub(r'(<style:master-page [^>]*style:name="Standard"[^>]*?)/>', rf'\1>{number}</style:master-page>', xml, flags=re.S)


def make_odt(parts):
    parts['styles.xml'] = odt_page(odt_styles(parts['styles.xml']))


def fill(text):
    for name, ours in HOUSE.items():
        text = text.replace(name, ours)
    return text


def write(folder, name, text):
    with open(f'{folder}/{name}', 'w') as file:
        file.write(text)


def make(pandoc, kind, change, folder):
    """The template as we take it; and the parts that a house changes, as they are in it and to be filled in."""
    data = subprocess.run([pandoc, '--print-default-data-file', 'reference.' + kind], capture_output=True, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {info.filename: source.read(info) for info in source.infolist()}
    text = {key: value.decode() for key, value in parts.items() if key.endswith(('.xml', '.rels'))}
    change(text)
    for key, value in text.items():
        if '@SANS@' in value:
            part = kind + ('-footer' if 'footer' in key else '-styles')
            write(folder, part + '.xml', fill(value))
            write(folder, part + '-house.xml', value)
    parts.update({key: fill(value).encode() for key, value in text.items()})
    with zipfile.ZipFile(f'{folder}/reference.{kind}', 'w') as target:
        for key, value in parts.items():
            info = zipfile.ZipInfo(key, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if key == 'mimetype' else zipfile.ZIP_DEFLATED
            target.writestr(info, value)


def main():
    pandoc, folder = sys.argv[1:]
    make(pandoc, 'docx', make_docx, folder)
    make(pandoc, 'odt', make_odt, folder)


main()

#!/usr/bin/env python3
"""Writes the tables of a version that is yet to come: a kind, a field and a key more. Called by meson with
the tables of this version and the files to write."""
import sys

MORE = {
    'pt-schema-chain.c': [
        ('static const PtField entry_fields[] = {\n',
         'static const PtField entry_fields[] = {\n'
         '  { .id = "weather", .label = "Weather", .kind = PT_KIND_TEXT, .flags = PT_FIELD_SEARCHED, .since = 2 },\n'
         '  { .id = "senses", .label = "Senses", .kind = PT_KIND_TAGS, .since = 2 },\n')],
    'pt-vocabularies.c': [
        ('static const PtTerm entry_kind_terms[] = {\n', 'static const PtTerm entry_kind_terms[] = {\n  { "walk", "Walk" },\n')],
    'pt-schema-common.c': [
        ('const PtRecordKind *const pt_record_kinds[] = {\n',
         'static const PtField route_fields[] = {\n'
         '  { .id = "name", .label = "Name", .kind = PT_KIND_TEXT, .flags = PT_FIELD_REQUIRED, .since = 2 },\n'
         '  { .id = "steps", .label = "Steps", .kind = PT_KIND_INT, .since = 2 },\n'
         '};\n'
         'static const PtRecordKind pt_record_kind_route = {\n'
         '  .id = "route", .label = "Route", .label_plural = "Routes", .fields = route_fields,\n'
         '  .n_fields = G_N_ELEMENTS (route_fields), .title_field = "name",\n'
         '};\n'
         'const PtRecordKind *const pt_record_kinds[] = {\n'
         '  &pt_record_kind_route,\n')],
}

sources, written = sys.argv[1:4], sys.argv[4:]
for source, target in zip(sources, written):
    text = open(source, encoding='utf-8').read()
    for old, new in MORE[source.rsplit('/', 1)[-1]]:
        if text.count(old) != 1:
            sys.exit(f'{source}: not once: {old!r}')
        text = text.replace(old, new)
    open(target, 'w', encoding='utf-8').write(text)

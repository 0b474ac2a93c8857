#!/usr/bin/env python3
"""Writes sources of a version that is yet to come: a kind, a field and a key more in the tables, and a hub with a
route, members of its answers and a problem more. Called by meson with the sources of this version and then, as
many, the files to write."""
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
    # The hub: one more problem, which it has with whatever is "te warm", and members in each of its answers.
    'pt-http.c': [
        ('} problems[] = {\n', '} problems[] = {\n  [PT_N_PROBLEMS] = { "too_warm", 422, "It is too warm for this." },\n'),
        ('G_STATIC_ASSERT (G_N_ELEMENTS (problems) == PT_N_PROBLEMS);', ''),
        ('  json_object_set_string_member (object, "code", problems[problem].code);\n',
         '  json_object_set_string_member (object, "code", problems[problem].code);\n'
         '  json_object_set_array_member (object, "advice", json_array_new ());\n')],
    'pt-push.c': [
        ('  refusal = pt_push_batch_read (&batch, request->body);\n',
         '  refusal = pt_push_batch_read (&batch, request->body);\n'
         '  if (refusal == NULL && g_strstr_len (g_bytes_get_data (request->body, NULL),\n'
         '                                       (gssize)g_bytes_get_size (request->body), "te warm") != NULL)\n'
         '    refusal = pt_problem (PT_N_PROBLEMS);\n'),
        ('"{\\"results\\":[%s],', '"{\\"weather\\":{\\"rain\\":[1,2]},\\"results\\":[%s],')],
    'pt-push-op.c': [
        ("  g_string_append_c (out, '}');\n", '  g_string_append (out, ",\\"mood\\":[null,{}]}");\n')],
    'pt-hello-handler.c': [
        ('  json_array_add_int_element (range, PT_WIRE_PROTOCOL);\n  json_object_set_array',
         '  json_array_add_int_element (range, PT_WIRE_PROTOCOL + 1);\n  json_object_set_array'),
        ('"version", PT_VERSION);', '"version", PT_VERSION "+9");'),
        ('#define MIN_CLIENT "0.1"', '#define MIN_CLIENT "9.0"'),
        ('  json_object_set_string_member (answer, "hub", hub->name);\n',
         '  json_object_set_string_member (answer, "hub", hub->name);\n'
         '  json_object_set_object_member (answer, "weather", json_object_new ());\n'),
        ('  json_object_set_string_member (object, "role", member->role);\n',
         '  json_object_set_string_member (object, "role", member->role);\n'
         '  json_object_set_string_member (object, "pronouns", "hen");\n')],
    'pt-feed-handlers.c': [
        ('"],\\"next\\":{\\"seq\\":', '"],\\"weather\\":[\\"rain\\"],\\"next\\":{\\"mood\\":1,\\"seq\\":'),
        ('  if (record == NULL || !pt_id_is_valid (record))\n',
         '  if (TRUE)\n    return pt_problem (PT_N_PROBLEMS);\n  if (record == NULL || !pt_id_is_valid (record))\n')],
    'pt-wire.c': [
        ('  append_member (out, ",\\"kind\\":", record->kind);\n',
         '  append_member (out, ",\\"kind\\":", record->kind);\n'
         '  g_string_append (out, ",\\"mood\\":{\\"a\\":[1,null]}");\n')],
    'pt-routes.c': [
        ('  { "POST", LOGBOOK "offer"', '  { "GET", LOGBOOK "weather", pt_handle_members, PT_RIGHT_CORE, 0 },\n  { "POST", LOGBOOK "offer"')],
}

half = len(sys.argv[1:]) // 2
sources, written = sys.argv[1:half + 1], sys.argv[half + 1:]
for source, target in zip(sources, written, strict=True):
    text = open(source, encoding='utf-8').read()
    for old, new in MORE[source.rsplit('/', 1)[-1]]:
        if text.count(old) != 1:
            sys.exit(f'{source}: not once: {old!r}')
        text = text.replace(old, new)
    open(target, 'w', encoding='utf-8').write(text)

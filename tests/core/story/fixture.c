/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records are made as everywhere: an op applied to an empty state. */
#include "fixture.h"

#include "pt-story-records.h"

#include <string.h>

Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify)g_bytes_unref);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->seen = pt_vector_new ();
  return self;
}

void
fixture_free (Fixture *self)
{
  g_ptr_array_unref (self->records);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->files);
  pt_vector_free (self->seen);
  g_free (self);
}

static PtOp *
new_op (Fixture *self, const char *id, const char *kind)
{
  PtDot dot = { .counter = ++self->counter };
  PtOp *op;

  memset (&dot.incarnation, 7, sizeof dot.incarnation);
  op = pt_op_new (id, &dot, id, kind);
  op->at = 1500000000000000;
  op->member = g_strdup ("member");
  op->device = g_strdup ("device");
  op->seen = op->seen != NULL ? op->seen : pt_vector_new ();
  return op;
}

static void
take_op (Fixture *self, PtOp *op)
{
  PtState *state = pt_state_new ();
  PtRecord *record;

  pt_state_apply (state, op);
  record = pt_record_new (op->record, op->kind, state);
  if (strcmp (op->kind, "question") == 0)
    pt_record_set_hub (record, 0, ++self->questions, false);
  pt_record_set_created (record, "member", "device", op->at);
  g_ptr_array_add (self->records, record);
  pt_op_unref (op);
}

static PtValue *
value_of (const char *field, const char *text)
{
  if (strcmp (text, "no!") == 0)
    return pt_value_new_bool (false);
  if (strchr (field, '/') != NULL || strcmp (text, "yes!") == 0)
    return pt_value_new_bool (true);
  if (*text == '#')
    return pt_value_new_int (g_ascii_strtoll (text + 1, NULL, 10));
  return pt_value_new_text (text);
}

const char *
fixture_add (Fixture *self, const char *kind, const char *id, ...)
{
  PtOp *op = new_op (self, id, kind);
  const char *field;
  va_list args;

  va_start (args, id);
  while ((field = va_arg (args, const char *)) != NULL)
    {
      g_autoptr (PtValue) value = value_of (field, va_arg (args, const char *));

      pt_op_set (op, field, value);
    }
  va_end (args);
  take_op (self, op);
  return id;
}

static guint
find_record (Fixture *self, const char *id)
{
  guint i = 0;

  while (strcmp (pt_record_get_id (self->records->pdata[i]), id) != 0)
    i++;
  return i;
}

/* By a life of its own, which had seen nothing. */
void
fixture_also (Fixture *self, const char *id, const char *field, const char *text)
{
  const guint i = find_record (self, id);
  PtRecord *record = self->records->pdata[i];
  g_autoptr (PtValue) value = value_of (field, text);
  g_autofree char *op_id = g_strdup_printf ("%s-%s", id, field);
  PtOp *op = new_op (self, op_id, pt_record_get_kind_id (record));
  PtState *state = pt_state_copy (pt_record_get_state (record));

  memset (&op->dot.incarnation, 9, sizeof op->dot.incarnation);
  pt_op_set (op, field, value);
  pt_state_apply (state, op);
  self->records->pdata[i] = pt_record_new (id, op->kind, state);
  pt_record_set_created (self->records->pdata[i], "member", "device", op->at);
  pt_record_unref (record);
  pt_op_unref (op);
}

void
fixture_link (Fixture *self, const char *from, const char *kind, const char *to)
{
  g_autofree char *id = pt_id_for_link (kind, from, to);

  fixture_add (self, "link", id, "from", from, "kind", kind, "to", to, NULL);
}

void
fixture_consent (Fixture *self, const char *id, const char *who, const char *act, const char *use,
                 const char *reach, const char *replaces)
{
  g_autofree char *uses = g_strconcat ("uses/", use, NULL);
  g_autofree char *reaches = g_strconcat ("reach/", reach, NULL);

  if (replaces != NULL)
    fixture_add (self, "consent", id, "stakeholder", who, "act", act, "replaces", replaces, uses,
                 "x", reaches, "x", NULL);
  else if (strcmp (act, "withdrawn") == 0)
    fixture_add (self, "consent", id, "stakeholder", who, "act", act, NULL);
  else
    fixture_add (self, "consent", id, "stakeholder", who, "act", act, uses, "x", reaches, "x",
                 NULL);
}

void
fixture_add_edit (Fixture *self, PtEdit *edit)
{
  PtOp *op = new_op (self, edit->id, edit->kind);

  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = edit->set->pdata[i];

      pt_op_set (op, setting->name, setting->value);
    }
  take_op (self, op);
}

static void
set_text (PtOp *op, const char *field, const char *text)
{
  g_autoptr (PtValue) value = text != NULL ? pt_value_new_text (text) : NULL;

  if (value != NULL)
    pt_op_set (op, field, value);
}

static void
add_file (Fixture *self, const PtBatchFile *file)
{
  PtOp *op = new_op (self, file->id, "attachment");
  bool svg = g_str_has_suffix (file->filename, ".svg");

  set_text (op, "owner", file->owner);
  set_text (op, "filename", file->filename);
  set_text (op, "type", file->type);
  set_text (op, "caption", file->caption);
  set_text (op, "alt_text", file->alt_text);
  set_text (op, "mime", svg ? "image/svg+xml" : "image/png");
  for (guint i = 0; file->extra != NULL && i < file->extra->set->len; i++)
    {
      const PtSetting *setting = file->extra->set->pdata[i];

      pt_op_set (op, setting->name, setting->value);
    }
  g_hash_table_insert (self->files, g_strdup (file->id), g_bytes_ref (file->bytes));
  take_op (self, op);
}

void
fixture_add_batch (Fixture *self, PtEdit *logbook, PtBatch *batch)
{
  fixture_add_edit (self, logbook);
  for (guint i = 0; i < batch->edits->len; i++)
    fixture_add_edit (self, batch->edits->pdata[i]);
  for (guint i = 0; i < batch->files->len; i++)
    add_file (self, batch->files->pdata[i]);
}

PtDataset *
fixture_dataset (Fixture *self, bool backwards)
{
  PtDataset *data = pt_dataset_new ();

  for (guint i = 0; i < self->records->len; i++)
    pt_dataset_add (data, self->records->pdata[backwards ? self->records->len - 1 - i : i]);
  return data;
}

GBytes *
fixture_load (const char *attachment, gpointer data)
{
  Fixture *self = data;
  GBytes *bytes = g_hash_table_lookup (self->files, attachment);

  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

char *
fixture_real_name (const char *stakeholder, gpointer data)
{
  Fixture *self = data;

  return g_strdup (g_hash_table_lookup (self->names, stakeholder));
}

PtNarrativeOptions
fixture_options (Fixture *self, const char *audience, const char *lang)
{
  return (PtNarrativeOptions){ .audience = audience,
                               .lang = lang,
                               .today = "2017-07-01",
                               .load = fixture_load,
                               .real_name = fixture_real_name,
                               .load_data = self };
}

PtDocument *
fixture_compose (Fixture *self, const char *audience, const char *lang)
{
  g_autoptr (PtDataset) data = fixture_dataset (self, false);
  PtNarrativeOptions options = fixture_options (self, audience, lang);
  g_autoptr (GError) error = NULL;
  PtDocument *document = pt_narrative_compose (data, &options, &error);

  g_assert_no_error (error);
  return document;
}

char *
fixture_tell (Fixture *self, const char *audience, const char *lang)
{
  g_autoptr (PtDocument) document = fixture_compose (self, audience, lang);

  return pt_document_dup_text (document);
}

char *
fixture_write_all (Fixture *self, PtDataset *data, const char *audience, const char *lang)
{
  PtNarrativeOptions options = fixture_options (self, audience, lang);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_story_file_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDocument) document = pt_narrative_compose (data, &options, &error);
  g_autoptr (GBytes) html = pt_html_write (document);
  g_autofree char *markdown = pt_markdown_write (document, files);
  GString *all = g_string_new (markdown);

  g_assert_true (pt_story_records (document, data, &options, files, &error));
  g_assert_no_error (error);
  g_string_append_len (all, g_bytes_get_data (html, NULL), g_bytes_get_size (html));
  for (guint i = 0; i < files->len; i++)
    {
      const PtStoryFile *file = files->pdata[i];

      g_string_append_printf (all, "\n== %s\n", file->path);
      g_string_append_len (all, g_bytes_get_data (file->bytes, NULL),
                           g_bytes_get_size (file->bytes));
    }
  return g_string_free (all, FALSE);
}

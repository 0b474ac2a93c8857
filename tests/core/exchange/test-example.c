/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The example logbook inside the program is sound: every reference, link and mention points to
 * something of the right kind, every key is known, and there is as much of it as was promised. */
#include "exchange-fixture.h"
#include "pt-example.h"

#include "pt-mention.h"
#include "pt-validate.h"

#include <string.h>

typedef struct
{
  PtEdit *logbook;
  PtBatch *batch;
  GHashTable *kinds; /* id → kind */
} Example;

static void
example_clear (Example *self)
{
  g_clear_pointer (&self->logbook, pt_edit_free);
  g_clear_pointer (&self->batch, pt_batch_free);
  g_clear_pointer (&self->kinds, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Example, example_clear)

static Example
load (PtWorld *world)
{
  g_autoptr (GError) error = NULL;
  Example self = { .kinds = g_hash_table_new (g_str_hash, g_str_equal) };
  pt_example_make (world, &self.logbook, &self.batch, &error);
  g_assert_no_error (error);
  g_hash_table_insert (self.kinds, self.logbook->id, self.logbook->kind);
  for (guint i = 0; i < self.batch->edits->len; i++)
    {
      PtEdit *edit = g_ptr_array_index (self.batch->edits, i);
      g_assert_true (g_hash_table_insert (self.kinds, edit->id, edit->kind));
    }
  for (guint i = 0; i < self.batch->files->len; i++)
    {
      PtBatchFile *file = g_ptr_array_index (self.batch->files, i);
      g_assert_true (g_hash_table_insert (self.kinds, file->id, (gpointer) "attachment"));
    }
  return self;
}

static void
check_ref (Example *self, const PtEdit *edit, const PtField *field, const char *id)
{
  const char *kind = g_hash_table_lookup (self->kinds, id);
  if (kind == NULL && (field->flags & PT_FIELD_MEMBER))
    return;
  if (kind == NULL)
    g_error ("%s.%s refers to %s, which is not there", edit->kind, field->id, id);
  g_auto (GStrv) targets = field->target != NULL ? g_strsplit (field->target, "|", -1) : NULL;
  if (targets != NULL && !g_strv_contains ((const char *const *)targets, kind))
    g_error ("%s.%s refers to a %s", edit->kind, field->id, kind);
}

static void
check_key (const PtEdit *edit, const PtField *field, const char *key)
{
  if (field->vocabulary != NULL && pt_vocabulary_find (field->vocabulary, key) == NULL)
    g_error ("%s.%s has an unknown key: %s", edit->kind, field->id, key);
}

static void
check_mentions (Example *self, const PtEdit *edit, const char *text)
{
  g_autoptr (GPtrArray) mentions = pt_mention_find (text);
  for (guint i = 0; i < mentions->len; i++)
    {
      const PtMention *mention = g_ptr_array_index (mentions, i);
      if (!g_hash_table_contains (self->kinds, mention->id))
        g_error ("a %s mentions %s, which is not there: %s", edit->kind, mention->id, text);
    }
}

static void
check_setting (Example *self, const PtEdit *edit, const PtSetting *setting)
{
  g_autoptr (GError) error = NULL;
  const PtRecordKind *kind = pt_record_kind_find (edit->kind);
  g_assert_nonnull (kind);
  pt_validate_register (kind, setting->name, setting->value, &error);
  g_assert_no_error (error);

  g_auto (GStrv) parts = g_strsplit (setting->name, "/", 2);
  const PtField *field = pt_record_kind_field (kind, parts[0]);
  if (field == NULL)
    g_error ("%s has no field %s", edit->kind, setting->name);
  const char *text = parts[1] != NULL                        ? parts[1]
                     : setting->value->type == PT_VALUE_TEXT ? setting->value->text
                                                             : NULL;
  if (text == NULL)
    return;
  if (field->kind == PT_KIND_REF || field->kind == PT_KIND_REFS)
    check_ref (self, edit, field, text);
  else if (field->kind == PT_KIND_ENUM || field->kind == PT_KIND_KEYS)
    check_key (edit, field, text);
  else if (field->kind == PT_KIND_LONG || field->kind == PT_KIND_TEXT)
    check_mentions (self, edit, text);
}

static void
check_edit (Example *self, const PtEdit *edit)
{
  for (guint i = 0; i < edit->set->len; i++)
    check_setting (self, edit, g_ptr_array_index (edit->set, i));
}

static void
test_sound (void)
{
  g_auto (Example) example = load (fixture_world ());

  check_edit (&example, example.logbook);
  for (guint i = 0; i < example.batch->edits->len; i++)
    check_edit (&example, g_ptr_array_index (example.batch->edits, i));
  for (guint i = 0; i < example.batch->files->len; i++)
    {
      const PtBatchFile *file = g_ptr_array_index (example.batch->files, i);
      check_edit (&example, file->extra);
      g_assert_true (g_hash_table_contains (example.kinds, file->owner));
      g_assert_cmpuint (g_bytes_get_size (file->bytes), >, 0);
    }
}

typedef struct
{
  const char *kind;
  guint least;
} Promise;

static const Promise PROMISES[] = {
  { "entry", 120 },      { "experiment", 8 },  { "stakeholder", 25 }, { "question", 12 },
  { "learning", 30 },    { "outcome", 15 },    { "measurement", 1 },  { "mechanism", 1 },
  { "involvement", 25 }, { "consent", 5 },     { "comment", 10 },     { "resource", 1 },
  { "action", 1 },       { "attachment", 10 },
};

static void
test_promised (void)
{
  g_auto (Example) example = load (fixture_world ());

  for (guint i = 0; i < G_N_ELEMENTS (PROMISES); i++)
    {
      guint n = 0;
      GHashTableIter iter;
      gpointer kind;
      g_hash_table_iter_init (&iter, example.kinds);
      while (g_hash_table_iter_next (&iter, NULL, &kind))
        n += g_str_equal (kind, PROMISES[i].kind) ? 1 : 0;
      if (n < PROMISES[i].least)
        g_error ("%u of %s, %u were promised", n, PROMISES[i].kind, PROMISES[i].least);
    }
}

/* Two people who each open the example have different logbooks. */
static void
test_ids (void)
{
  g_auto (Example) first = load (fixture_world ());
  g_auto (Example) second = load (fixture_world ());
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, first.kinds);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_assert_true (pt_id_is_valid (id));
      g_assert_false (g_hash_table_contains (second.kinds, id));
    }
}

static void
test_round_trip (void)
{
  g_auto (Example) example = load (fixture_world ());
  PtExportOptions options = { .least = PT_SHARING_PRIVATE };
  g_autoptr (PtDataset) dataset = fixture_save_batch (NULL, example.logbook, example.batch);

  g_autofree char *once = fixture_export (dataset, NULL, &options);
  g_autoptr (GBytes) bytes = g_bytes_new (once, strlen (once));
  g_autoptr (PtImportPlan) plan = fixture_plan (bytes, "once.json", NULL, NULL, NULL);
  g_autoptr (PtDataset) copy = fixture_save (NULL, plan);
  g_autofree char *twice = fixture_export (copy, NULL, &options);

  g_assert_true (g_str_equal (once, twice));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/example/sound", test_sound);
  g_test_add_func ("/example/promised", test_promised);
  g_test_add_func ("/example/ids", test_ids);
  g_test_add_func ("/example/round-trip", test_round_trip);
  return g_test_run ();
}

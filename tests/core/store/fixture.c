/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the tests of the store. The hub here is the rule of apply and a counter, nothing else. */
#include "fixture.h"

#include "pt-json.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define START_AT (1768471200LL * PT_USEC_PER_SECOND) /* 2026-01-15 10:00 UTC */

static char *state_home;

static void
remove_state_home (void)
{
  fixture_remove (state_home);
  g_free (state_home);
}

/* Hundreds of saves that each wait for a disk would test the disk: in memory where there is one. */
static void
use_memory (void)
{
  if (g_getenv ("TMPDIR") == NULL && g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
}

void
fixture_init (int *argc, char ***argv)
{
  use_memory ();
  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("LANGUAGE", "en", TRUE);
  state_home = g_dir_make_tmp ("proeftuin-state-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state_home, TRUE);
  g_test_init (argc, argv, NULL);
  atexit (remove_state_home);
}

void
fixture_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        fixture_remove (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("proeftuin-store-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "Lab.proeftuin", NULL);
  /* Every logbook has lives of its own: a witness of an earlier test knows nothing of this one. */
  static uint64_t seed = 42;
  self->world = pt_world_new_seeded (seed++, START_AT);
  g_autoptr (PtEdit) edit = pt_edit_new (self->world, "logbook", NULL);
  pt_edit_set_text (edit, "name", "Lab Noord");
  self->store = pt_store_create (self->path, self->world, edit, "An", &error);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->store, pt_store_close);
  pt_world_free (self->world);
  fixture_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

void
fixture_reopen (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->store, pt_store_close);
  self->store = pt_store_open (self->path, PT_STORE_READ_WRITE, self->world, &error);
  g_assert_no_error (error);
}

static void
save (PtStore *store, PtEdit *edit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) saved = pt_store_save (store, edit, &error);

  g_assert_no_error (error);
  g_assert_nonnull (saved);
}

char *
fixture_add_record (PtStore *store, const char *kind, ...)
{
  g_autoptr (PtEdit) edit = pt_edit_new (pt_store_get_world (store), kind, NULL);
  g_autoptr (GError) error = NULL;
  va_list args;
  const char *field;

  va_start (args, kind);
  while ((field = va_arg (args, const char *)) != NULL)
    {
      pt_edit_set_from_text (edit, field, va_arg (args, const char *), "2026-01-15", &error);
      g_assert_no_error (error);
    }
  va_end (args);
  save (store, edit);
  return g_strdup (edit->id);
}

void
fixture_set (PtStore *store, const char *id, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_store_get_record (store, id, &error);
  g_assert_no_error (error);
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);

  pt_edit_set_from_text (edit, field, text, "2026-01-15", &error);
  g_assert_no_error (error);
  save (store, edit);
}

char *
fixture_get (PtStore *store, const char *id, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_store_get_record (store, id, &error);

  g_assert_no_error (error);
  return g_strdup (pt_record_get_text (record, field));
}

char *
fixture_link (PtStore *store, const char *from, const char *kind, const char *to)
{
  g_autoptr (PtEdit) edit = pt_edit_new_link (from, kind, to);

  save (store, edit);
  return g_strdup (edit->id);
}

char *
fixture_titles (PtStore *store, const PtQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = pt_store_query (store, query, &error);
  g_autoptr (GString) titles = g_string_new (NULL);

  g_assert_no_error (error);
  g_autoptr (GPtrArray)
      loaded = pt_store_load_rows (store, (const int64_t *)rows->data, rows->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < loaded->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? "|" : "",
                            ((PtRow *)g_ptr_array_index (loaded, i))->title);
  return g_strdup (titles->str);
}

static void
append_value (GString *out, const PtValue *value)
{
  g_autoptr (JsonNode) node = value != NULL ? pt_value_to_json (value) : NULL;
  g_autofree char *text = node != NULL ? pt_json_print (node) : g_strdup ("-");

  g_string_append (out, text);
}

char *
fixture_history (PtStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = pt_store_history (store, id, &error);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const PtChange *change = g_ptr_array_index (list, i);
      g_string_append_printf (out, "%s%s:", i > 0 ? "|" : "", change->field);
      append_value (out, change->before);
      g_string_append_c (out, '>');
      append_value (out, change->after);
      g_string_append_printf (out, ":%s", change->how);
    }
  return g_strdup (out->str);
}

int64_t
fixture_sql (PtStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  int64_t value = 0;

  pt_db_get_int (pt_store_get_db (store), &error, 0, &value, sql, "");
  g_assert_no_error (error);
  return value;
}

gboolean
fixture_contains (const char *folder, const char *bytes)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *contents = NULL;
  gsize size = 0;
  const char *name;
  gboolean found = FALSE;

  if (dir == NULL)
    return g_file_get_contents (folder, &contents, &size, NULL)
           && memmem (contents, size, bytes, strlen (bytes)) != NULL;
  while (!found && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      found = fixture_contains (path, bytes);
    }
  return found;
}

/* ── The hub ── */

Hub *
hub_new (void)
{
  Hub *self = g_new0 (Hub, 1);

  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify)pt_state_free);
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->seqs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
hub_free (Hub *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->states);
  g_hash_table_unref (self->kinds);
  g_hash_table_unref (self->seqs);
  g_hash_table_unref (self->verdicts);
  g_free (self);
}

void
hub_join (Hub *self, PtStore *store, const char *device)
{
  g_autoptr (GError) error = NULL;
  PtHubLink link = { .url = (char *)"https://hub.example",
                     .hub_id = (char *)"hub-1",
                     .device = (char *)device };
  const char *logbook = pt_store_get_logbook_id (store);

  pt_store_set_hub (store, &link,
                    logbook != NULL ? logbook : "0190d0c0-0000-7000-8000-00000000abcd", device,
                    device, "coordinator", &error);
  g_assert_no_error (error);
}

static PtVerdict
apply (Hub *self, const PtOp *op)
{
  PtState *state = g_hash_table_lookup (self->states, op->record);

  if (state == NULL)
    {
      state = pt_state_new ();
      g_hash_table_insert (self->states, g_strdup (op->record), state);
      g_hash_table_insert (self->kinds, g_strdup (op->record), g_strdup (op->kind));
    }
  return pt_state_apply (state, op);
}

void
hub_push (Hub *self, PtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ops = pt_store_next_ops (store, 500, 1024 * 1024, &error);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);

  g_assert_no_error (error);
  for (guint i = 0; i < ops->len; i++)
    {
      const PtOp *op = g_ptr_array_index (ops, i);
      PtAnswer *answer = g_new0 (PtAnswer, 1);
      answer->op = g_strdup (op->id);
      answer->verdict = apply (self, op);
      answer->seq = ++self->seq;
      g_hash_table_insert (self->seqs, g_strdup (op->record), GINT_TO_POINTER ((int)self->seq));
      g_ptr_array_add (answers, answer);
    }
  pt_store_answer_ops (store, answers, &error);
  g_assert_no_error (error);
}

static int
compare_seq (gconstpointer a, gconstpointer b)
{
  return (int)(pt_record_get_seq (*(PtRecord *const *)a)
               - pt_record_get_seq (*(PtRecord *const *)b));
}

void
hub_pull (Hub *self, PtStore *store, GPtrArray *changed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  g_autofree char *chain = g_strdup_printf ("chain-%d", (int)self->seq);
  GHashTableIter iter;
  gpointer id, state;

  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, &id, &state))
    {
      int seq = GPOINTER_TO_INT (g_hash_table_lookup (self->seqs, id));
      if (seq <= link->seq)
        continue;
      PtRecord *record = pt_record_new (id, g_hash_table_lookup (self->kinds, id),
                                        pt_state_copy (state));
      pt_record_set_hub (record, seq, seq, false);
      g_ptr_array_add (page, record);
    }
  g_ptr_array_sort (page, compare_seq);
  pt_store_apply_page (store, page, "epoch-1", 0, self->seq, chain, changed, &error);
  g_assert_no_error (error);
}

void
hub_sync (Hub *self, PtStore *store)
{
  hub_push (self, store);
  hub_pull (self, store, NULL);
}

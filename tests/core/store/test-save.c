/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving and reading: one op per save, typed tables, history, private records, archive, undo. */
#include "fixture.h"

#include "pt-validate.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void
test_create (Fixture *f, gconstpointer data)
{
  g_autofree char *name = pt_store_dup_logbook_name (f->store);
  g_autofree char *role = pt_store_dup_role (f->store);
  g_autofree char *member = pt_store_dup_member_name (f->store, pt_store_get_member (f->store));
  g_autofree char *db = g_build_filename (f->path, "logbook.db", NULL);
  struct stat folder, file;

  g_assert_cmpstr (name, ==, "Lab Noord");
  g_assert_cmpstr (role, ==, "coordinator");
  g_assert_cmpstr (member, ==, "An");
  g_autofree char *coordinator = fixture_get (f->store, pt_store_get_logbook_id (f->store),
                                              "coordinator");
  g_assert_cmpstr (coordinator, ==, pt_store_get_member (f->store));
  stat (f->path, &folder);
  stat (db, &file);
  g_assert_cmpint (folder.st_mode & 0777, ==, 0700);
  g_assert_cmpint (file.st_mode & 0777, ==, 0600);
}

static void
test_create_refuses_filled_folder (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) other = pt_store_create (f->path, f->world, NULL, "An", &error);

  g_assert_null (other);
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_EXISTS);
}

static void
test_interrupted_making_is_made_once_more (Fixture *f, gconstpointer data)
{
  g_autofree char *mark = g_build_filename (f->path, "making", NULL);
  g_autofree char *part = g_build_filename (f->path, "attachments", "part", NULL);
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->store, pt_store_close);
  g_file_set_contents (mark, "", 0, &error);
  g_file_set_contents (part, "x", 1, &error);
  g_assert_no_error (error);
  g_assert_null (pt_store_open (f->path, PT_STORE_READ_ONLY, f->world, &refused));
  f->store = pt_store_create (f->path, f->world, NULL, "An", &error);

  g_assert_error (refused, PT_STORE_ERROR, PT_STORE_ERROR_NOT_A_LOGBOOK);
  g_assert_no_error (error);
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
test_save_reads_back (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Koffie in het café", "kind",
                                            "conversation", "tags", "keuken, buurt", NULL);

  fixture_reopen (f);
  g_autofree char *body = fixture_get (f->store, id, "body");
  g_autoptr (PtRecord) record = pt_store_get_record (f->store, id, NULL);
  g_assert_cmpstr (body, ==, "Koffie in het café");
  g_assert_cmpstr (pt_record_get_text (record, "kind"), ==, "conversation");
  g_assert_true (pt_record_has_key (record, "tags", "keuken"));
  g_assert_cmpint (pt_record_get_no (record), ==, 1);
  g_assert_cmpstr (pt_record_get_created_by (record), ==, pt_store_get_member (f->store));
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM entry WHERE kind = 'conversation'"
                                          " AND tags = '[\"buurt\",\"keuken\"]'"),
                   ==, 1);
}

static void
test_empty_edit_saves_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Een", NULL);
  int64_t before = fixture_sql (f->store, "SELECT count(*) FROM op");

  fixture_set (f->store, id, "body", "Een");

  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM op"), ==, before);
}

static void
test_not_found (Fixture *f, gconstpointer data)
{
  static const char *const ids[] = { "0190d0c0-0000-7000-8000-000000000001", "nonsense", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtRecord) record = pt_store_get_record (f->store, ids[i], &error);
      g_assert_null (record);
      g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND);
    }
}

static void
test_wrong_value (Fixture *f, gconstpointer data)
{
  g_autoptr (PtEdit) edit = pt_edit_new (f->world, "entry", NULL);
  g_autoptr (GError) error = NULL;

  pt_edit_set_text (edit, "headcount", "veel");
  g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);

  g_assert_null (saved);
  g_assert_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_VALUE);
  g_assert_false (pt_store_has_record (f->store, edit->id));
}

/* To the byte, and before anything is written. */
static void
test_too_large (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *name;
    gsize bytes[3];
    char byte;
    const char *refusal; /* what of the sentence tells; NULL = it is saved */
  } cases[] = {
    { "a field", { PT_FIELD_MAX_BYTES }, 'x', NULL },
    { "a byte more", { PT_FIELD_MAX_BYTES + 1 }, 'x', "one field" },
    { "two fields", { 200 * 1024, 200 * 1024 }, 'x', NULL },
    { "three fields", { 200 * 1024, 200 * 1024, 200 * 1024 }, 'x', "one save" },
    { "as it is written", { 200 * 1024, 100 * 1024 }, '"', "one save" },
  };
  static const char *const fields[] = { "what", "so_what", "now_what" };
  int64_t there = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtEdit) edit = pt_edit_new (f->world, "learning", NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].name);
      for (guint j = 0; j < 3 && cases[i].bytes[j] > 0; j++)
        {
          g_autofree char *text = g_strnfill (cases[i].bytes[j], cases[i].byte);

          pt_edit_set_text (edit, fields[j], text);
        }
      g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);

      if (cases[i].refusal == NULL)
        g_assert_no_error (error);
      else
        g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
      g_assert_true (cases[i].refusal == NULL || strstr (error->message, cases[i].refusal) != NULL);
      there += cases[i].refusal == NULL;
      g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM learning"), ==, there);
    }
}

static void
test_unknown_kind_and_field_survive (Fixture *f, gconstpointer data)
{
  g_autoptr (PtEdit) edit = pt_edit_new (f->world, "dream", NULL);
  g_autoptr (PtValue) value = pt_value_new_text ("blauw");
  g_autoptr (GError) error = NULL;

  pt_edit_set_register (edit, "colour", value);
  g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);
  g_assert_no_error (error);
  fixture_reopen (f);
  g_autoptr (PtRecord) read = pt_store_get_record (f->store, edit->id, &error);

  g_assert_cmpstr (pt_record_get_value (read, "colour")->text, ==, "blauw");
}

static void
test_misfit_is_null_in_table (Fixture *f, gconstpointer data)
{
  g_autoptr (PtEdit) edit = pt_edit_new (f->world, "entry", NULL);
  g_autoptr (PtValue) map = pt_value_new_text ("{\"a\":1}");
  g_autoptr (GError) error = NULL;

  map->type = PT_VALUE_JSON; /* as a newer version may write into a field of today */
  pt_edit_set_register (edit, "headcount", map);
  g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM entry WHERE headcount IS NULL"), ==,
                   1);
  g_assert_cmpint (pt_record_get_value (saved, "headcount")->type, ==, PT_VALUE_JSON);
}

static void
test_history (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "question", "text", "Hoe?", "opened_on",
                                            "2026-01-02", NULL);

  fixture_set (f->store, id, "text", "Hoe dan?");

  g_autofree char *history = fixture_history (f->store, id);
  g_assert_cmpstr (history, ==,
                   "text:\"Hoe?\">\"Hoe dan?\":save|text:->\"Hoe?\":save"
                   "|opened_on:->\"2026-01-02\":save");
}

static void
test_restore_field (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Eerst", NULL);
  g_autoptr (GError) error = NULL;

  fixture_set (f->store, id, "body", "Later");
  g_autoptr (GPtrArray) list = pt_store_history (f->store, id, &error);
  g_assert_true (pt_store_restore_field (f->store, g_ptr_array_index (list, 0), &error));

  g_autofree char *body = fixture_get (f->store, id, "body");
  g_autofree char *history = fixture_history (f->store, id);
  g_assert_cmpstr (body, ==, "Eerst");
  g_assert_true (g_str_has_prefix (history, "body:\"Later\">\"Eerst\":restore|"));
}

static void
test_archive (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Weg", NULL);
  const PtQuery there = { .kind = "entry" };
  const PtQuery gone = { .kind = "entry", .archived = TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_true (pt_store_set_archived (f->store, id, TRUE, &error));
  g_autofree char *one = fixture_titles (f->store, &there);
  g_autofree char *two = fixture_titles (f->store, &gone);
  g_assert_true (pt_store_set_archived (f->store, id, FALSE, &error));
  g_autofree char *three = fixture_titles (f->store, &there);

  g_assert_cmpstr (one, ==, "");
  g_assert_cmpstr (two, ==, "Weg");
  g_assert_cmpstr (three, ==, "Weg");
}

static void
test_private_is_never_queued (Fixture *f, gconstpointer data)
{
  int64_t before = pt_store_count_pending (f->store);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Geheim", "sharing",
                                            "private", NULL);
  fixture_set (f->store, id, "body", "Nog geheimer");
  g_autofree char *comment = fixture_add_record (f->store, "comment", "target", id, "body",
                                                 "Bij geheim", NULL);
  g_autofree char *person = fixture_add_record (f->store, "stakeholder", "name", "Jan", NULL);
  g_autofree char *link = fixture_link (f->store, id, "present", person);
  g_autofree char *back = fixture_link (f->store, person, "supports", id);
  g_autofree char *file = fixture_add_record (f->store, "attachment", "owner", id, NULL);
  g_autofree char *remark = fixture_add_record (f->store, "comment", "target", file, "body",
                                                "Bij het bestand", NULL);

  g_assert_cmpint (pt_store_count_pending (f->store), ==, before + 1); /* the person */
  g_autoptr (GPtrArray) ops = pt_store_next_ops (f->store, 100, 1 << 20, NULL);
  for (guint i = 0; i < ops->len; i++)
    g_assert_cmpstr (((PtOp *)g_ptr_array_index (ops, i))->record, !=, id);
}

static void
test_raising_sends_one_whole_op (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Kladje", "sharing",
                                            "private", NULL);
  fixture_set (f->store, id, "body", "Net");
  fixture_set (f->store, id, "title", "Titel");
  g_autofree char *comment = fixture_add_record (f->store, "comment", "target", id, "body", "Erbij",
                                                 NULL);
  int64_t before = pt_store_count_pending (f->store);

  fixture_set (f->store, id, "sharing", "team");

  g_autoptr (GPtrArray) ops = pt_store_next_ops (f->store, 100, 1 << 20, NULL);
  g_assert_cmpint (pt_store_count_pending (f->store), ==, before + 2);
  const PtOp *raised = g_ptr_array_index (ops, ops->len - 2);
  const PtOp *dependant = g_ptr_array_index (ops, ops->len - 1);
  g_assert_cmpstr (raised->record, ==, id);
  g_assert_cmpstr (pt_op_get (raised, "body")->text, ==, "Net");
  g_assert_cmpstr (pt_op_get (raised, "title")->text, ==, "Titel");
  g_assert_cmpstr (pt_op_get (raised, "sharing")->text, ==, "team");
  g_assert_cmpstr (dependant->record, ==, comment);
  for (guint i = 0; i < ops->len; i++)
    {
      const PtValue *body = pt_op_get (g_ptr_array_index (ops, i), "body");
      g_assert_true (body == NULL || strcmp (body->text, "Kladje") != 0);
    }
}

static void
test_sent_cannot_become_private (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = hub_new ();
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Gedeeld", NULL);
  g_autoptr (GError) error = NULL;

  hub_join (hub, f->store, "device-a");
  hub_sync (hub, f->store);
  g_autoptr (PtRecord) record = pt_store_get_record (f->store, id, NULL);
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);
  pt_edit_set_text (edit, "sharing", "private");
  g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);

  g_assert_null (saved);
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_SHARED);
}

static void
test_unsent_can_become_private (Fixture *f, gconstpointer data)
{
  int64_t before = pt_store_count_pending (f->store);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Toch niet", NULL);

  fixture_set (f->store, id, "sharing", "private");

  g_assert_cmpint (pt_store_count_pending (f->store), ==, before);
}

static void
test_same_link_twice_is_one (Fixture *f, gconstpointer data)
{
  g_autofree char *entry = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *person = fixture_add_record (f->store, "stakeholder", "name", "Jan", NULL);
  g_autofree char *first = fixture_link (f->store, entry, "present", person);
  g_autoptr (GError) error = NULL;

  g_assert_true (pt_store_set_archived (f->store, first, TRUE, &error));
  g_autofree char *second = fixture_link (f->store, entry, "present", person);

  g_autoptr (PtRecord) link = pt_store_get_record (f->store, second, NULL);
  g_assert_cmpstr (first, ==, second);
  g_assert_false (pt_record_is_archived (link));
}

static void
test_rows_count_and_name_neighbours (Fixture *f, gconstpointer data)
{
  g_autofree char *entry = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *person = fixture_add_record (f->store, "stakeholder", "name", "Jan", NULL);
  g_autofree char *link = fixture_link (f->store, entry, "present", person);
  g_autofree char *comment = fixture_add_record (f->store, "comment", "target", entry, "body", "Ja",
                                                 NULL);
  int64_t row = pt_store_find_row (f->store, entry);

  fixture_set (f->store, person, "name", "Bewoner 3");

  g_autoptr (GPtrArray) rows = pt_store_load_rows (f->store, &row, 1, NULL);
  const PtRow *shown = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (shown->people, ==, "Bewoner 3");
  g_assert_cmpint (shown->n_comments, ==, 1);
  g_assert_true (shown->pending);
  g_assert_cmpstr (shown->title, ==, "Bezoek");
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (PtUndone) changed = NULL, made = NULL, none = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set (f->store, id, "title", "Twee");
  fixture_reopen (f);
  g_assert_true (pt_store_undo (f->store, &changed, &error));
  g_autofree char *now = fixture_get (f->store, id, "title");
  g_assert_cmpint (changed->kind, ==, PT_UNDONE_CHANGED);
  g_assert_cmpstr (changed->title, ==, "Twee");
  g_assert_cmpstr (changed->field, ==, "title");
  g_assert_cmpuint (changed->n_fields, ==, 1);
  g_assert_cmpstr (now, ==, "Een");

  g_assert_true (pt_store_undo (f->store, &made, &error));
  g_autoptr (PtRecord) record = pt_store_get_record (f->store, id, NULL);
  g_assert_true (pt_record_is_archived (record));
  g_assert_cmpint (made->kind, ==, PT_UNDONE_MADE);

  g_assert_false (pt_store_undo (f->store, &none, &error)); /* the logbook stays */
  g_assert_no_error (error);
}

/* Down and up again over a restart in the middle; each step is a new save, and history loses nothing. */
static void
test_redo (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (PtUndone) made = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set (f->store, id, "title", "Twee");
  fixture_set (f->store, id, "place", "Keuken");
  for (guint i = 0; i < 3; i++)
    g_assert_true (pt_store_undo (f->store, NULL, &error));
  fixture_reopen (f);
  g_assert_true (pt_store_redo (f->store, &made, &error));
  g_assert_cmpint (made->kind, ==, PT_UNDONE_MADE);
  g_autoptr (PtRecord) back = pt_store_get_record (f->store, id, NULL);
  g_assert_false (pt_record_is_archived (back));
  g_assert_true (pt_store_redo (f->store, NULL, &error));
  g_autofree char *title = fixture_get (f->store, id, "title");
  g_assert_cmpstr (title, ==, "Twee");
  g_assert_true (pt_store_redo (f->store, NULL, &error));
  g_autofree char *place = fixture_get (f->store, id, "place");
  g_assert_cmpstr (place, ==, "Keuken");
  g_assert_false (pt_store_redo (f->store, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (pt_store_undo (f->store, NULL, &error)); /* what was done again can be undone */
  g_autofree char *gone = fixture_get (f->store, id, "place");
  g_assert_null (gone);
  g_autoptr (GPtrArray) history = pt_store_history (f->store, id, &error);
  g_assert_cmpuint (history->len, >=, 9);
}

/* ── What was typed in one sitting ── */

/* Each reading of the clock is a second. */
static void
wait_seconds (Fixture *f, guint n)
{
  while (n-- > 0)
    f->world->now (f->world);
}

/* As the boxes save: the first letters make the record, each pause saves what there is by then. */
static char *
type_note (Fixture *f)
{
  char *id = fixture_add_record (f->store, "entry", "body", "Kof", NULL);

  wait_seconds (f, 2);
  fixture_set (f->store, id, "body", "Koffie");
  wait_seconds (f, 40);
  fixture_set (f->store, id, "body", "Koffie bij Bewoner 3.");
  return id;
}

static void
test_undo_sitting (Fixture *f, gconstpointer data)
{
  g_autofree char *id = type_note (f);
  g_autoptr (PtUndone) undone = NULL, made = NULL;
  g_autoptr (GError) error = NULL;

  wait_seconds (f, 3600);
  fixture_set (f->store, id, "body", "Thee");
  wait_seconds (f, 2);
  fixture_set (f->store, id, "body", "Thee bij de");
  wait_seconds (f, 2);
  fixture_set (f->store, id, "body", "Thee bij de buren.");
  fixture_reopen (f);

  g_assert_true (pt_store_undo (f->store, &undone, &error));
  g_autofree char *back = fixture_get (f->store, id, "body");
  g_assert_cmpstr (back, ==, "Koffie bij Bewoner 3.");
  g_assert_cmpint (undone->kind, ==, PT_UNDONE_CHANGED);

  g_assert_true (pt_store_undo (f->store, &made, &error)); /* with the letters that made it */
  g_autoptr (PtRecord) gone = pt_store_get_record (f->store, id, NULL);
  g_assert_true (pt_record_is_archived (gone));
  g_assert_cmpint (made->kind, ==, PT_UNDONE_MADE);
  g_assert_false (pt_store_undo (f->store, NULL, &error));
  g_assert_no_error (error);
}

static void
test_redo_sitting (Fixture *f, gconstpointer data)
{
  g_autofree char *id = type_note (f);
  g_autoptr (PtUndone) made = NULL;
  g_autoptr (GError) error = NULL;

  wait_seconds (f, 3600);
  fixture_set (f->store, id, "body", "Thee");
  fixture_set (f->store, id, "body", "Thee bij de buren.");
  for (guint i = 0; i < 2; i++)
    g_assert_true (pt_store_undo (f->store, NULL, &error));
  fixture_reopen (f);

  g_assert_true (pt_store_redo (f->store, &made, &error));
  g_autofree char *first = fixture_get (f->store, id, "body");
  g_assert_cmpint (made->kind, ==, PT_UNDONE_MADE);
  g_assert_cmpstr (first, ==, "Koffie bij Bewoner 3.");
  g_assert_true (pt_store_redo (f->store, NULL, &error));
  g_autofree char *again = fixture_get (f->store, id, "body");
  g_assert_cmpstr (again, ==, "Thee bij de buren.");
  g_assert_false (pt_store_redo (f->store, NULL, &error));

  g_assert_true (pt_store_undo (f->store, NULL, &error)); /* as one again */
  g_autofree char *undone = fixture_get (f->store, id, "body");
  g_assert_cmpstr (undone, ==, "Koffie bij Bewoner 3.");
}

/* A choice is a choice each time; and another field, an undo or a pause between ends a sitting. */
static void
test_undo_no_sitting (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "experiment", "title", "Koffie", NULL);
  g_autoptr (GError) error = NULL;

  fixture_set (f->store, id, "status", "preparing");
  fixture_set (f->store, id, "status", "running");
  g_assert_true (pt_store_undo (f->store, NULL, &error));
  g_autofree char *status = fixture_get (f->store, id, "status");
  g_assert_cmpstr (status, ==, "preparing");

  fixture_set (f->store, id, "hypothesis", "Koffie trekt");
  fixture_set (f->store, id, "approach", "Een kar");
  fixture_set (f->store, id, "hypothesis", "Koffie trekt mensen");
  g_assert_true (pt_store_undo (f->store, NULL, &error));
  g_autofree char *hypothesis = fixture_get (f->store, id, "hypothesis");
  g_assert_cmpstr (hypothesis, ==, "Koffie trekt");
}

/* Whoever goes on after an undo has chosen: what was undone is not done again over it. */
static void
test_redo_after_a_save (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (GError) error = NULL;

  fixture_set (f->store, id, "title", "Twee");
  g_assert_true (pt_store_undo (f->store, NULL, &error));
  fixture_set (f->store, id, "place", "Keuken");
  g_assert_false (pt_store_redo (f->store, NULL, &error));
  g_assert_no_error (error);
  g_autofree char *title = fixture_get (f->store, id, "title");
  g_assert_cmpstr (title, ==, "Een");

  g_assert_true (pt_store_undo (f->store, NULL, &error)); /* the place, and only that again */
  g_assert_true (pt_store_redo (f->store, NULL, &error));
  g_assert_false (pt_store_redo (f->store, NULL, &error));
  g_autofree char *place = fixture_get (f->store, id, "place");
  g_assert_cmpstr (place, ==, "Keuken");
}

static void
test_redo_group (Fixture *f, gconstpointer data)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("lijst.csv");
  g_autoptr (PtUndone) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;
  g_auto (GStrv) ids = g_new0 (char *, 3);

  for (guint i = 0; i < 2; i++)
    {
      PtEdit *edit = pt_edit_new (pt_store_get_world (f->store), "entry", NULL);
      ids[i] = g_strdup (edit->id);
      pt_edit_set_text (edit, "title", "Uit een lijst");
      g_ptr_array_add (batch->edits, edit);
    }
  g_assert_true (pt_store_save_batch (f->store, batch, &group, &error));
  g_assert_true (pt_store_undo (f->store, NULL, &error));
  fixture_reopen (f);
  g_assert_true (pt_store_redo (f->store, &undone, &error));
  g_assert_no_error (error);

  g_assert_cmpint (undone->kind, ==, PT_UNDONE_GROUP);
  g_assert_cmpstr (undone->title, ==, "lijst.csv");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PtRecord) record = pt_store_get_record (f->store, ids[i], NULL);
      g_assert_false (pt_record_is_archived (record));
    }
  g_assert_true (pt_store_undo (f->store, NULL, &error)); /* as one again */
  g_autoptr (PtRecord) gone = pt_store_get_record (f->store, ids[0], NULL);
  g_assert_true (pt_record_is_archived (gone));
}

static void
test_batch_and_undo_group (Fixture *f, gconstpointer data)
{
  g_autofree char *old = fixture_add_record (f->store, "entry", "title", "Oud", NULL);
  g_autoptr (PtBatch) batch = pt_batch_new ("notes.csv");
  g_autoptr (PtRecord) base = pt_store_get_record (f->store, old, NULL);
  g_autofree char *group = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GError) error = NULL;
  char *ids[3];

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *title = g_strdup_printf ("Regel %d", i);
      PtEdit *edit = pt_edit_new (f->world, "entry", NULL);
      pt_edit_set_text (edit, "title", title);
      ids[i] = edit->id;
      g_ptr_array_add (batch->edits, edit);
    }
  PtEdit *change = pt_edit_new_for (base);
  pt_edit_set_text (change, "title", "Veranderd");
  g_ptr_array_add (batch->edits, change);
  g_assert_true (pt_store_save_batch (f->store, batch, &group, &error));
  fixture_set (f->store, ids[1], "title", "Zelf bewerkt");

  g_assert_true (pt_store_undo_group (f->store, NULL, &kept, &error));

  const PtQuery query = { .kind = "entry", .sort = "title" };
  g_autofree char *titles = fixture_titles (f->store, &query);
  g_assert_cmpstr (titles, ==, "Oud|Zelf bewerkt");
  g_assert_cmpint (kept->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (kept, 0), ==, "Zelf bewerkt");
}

static void
test_batch_is_all_or_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("notes.csv");
  g_autoptr (GError) error = NULL;
  PtEdit *good = pt_edit_new (f->world, "entry", NULL);
  PtEdit *bad = pt_edit_new (f->world, "entry", NULL);

  pt_edit_set_text (good, "title", "Goed");
  pt_edit_set_text (bad, "hours", "veel");
  g_ptr_array_add (batch->edits, good);
  g_ptr_array_add (batch->edits, bad);

  g_assert_false (pt_store_save_batch (f->store, batch, NULL, &error));
  g_assert_nonnull (error);
  g_assert_false (pt_store_has_record (f->store, good->id));
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM batch"), ==, 0);
}

static void
test_letters_without_hub (Fixture *f, gconstpointer data)
{
  g_autofree char *first = fixture_add_record (f->store, "question", "text", "Een?", NULL);
  g_autofree char *second = fixture_add_record (f->store, "question", "text", "Twee?", NULL);
  g_autofree char *a = fixture_get (f->store, first, "letter");
  g_autofree char *b = fixture_get (f->store, second, "letter");

  g_assert_cmpstr (a, ==, "A");
  g_assert_cmpstr (b, ==, "B");
}

static void
test_stamps (Fixture *f, gconstpointer data)
{
  g_autofree char *challenge = fixture_add_record (f->store, "challenge", "title", "Vraag", "phase",
                                                   "insight", NULL);
  g_autofree char *experiment = fixture_add_record (
      f->store, "experiment", "title", "Proef", "stage", "prototype", "challenge", challenge, NULL);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Bezoek", "experiment",
                                            experiment, NULL);

  fixture_set (f->store, experiment, "stage", "test");
  fixture_set (f->store, id, "body", "Bezoek aan huis");

  g_autofree char *stage = fixture_get (f->store, id, "stage_then");
  g_autofree char *phase = fixture_get (f->store, id, "phase_then");
  g_assert_cmpstr (stage, ==, "prototype");
  g_assert_cmpstr (phase, ==, "insight");
}

static void
test_settings (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pt_store_set_setting (f->store, "more-entry", "yes", &error));
  g_autofree char *set = pt_store_dup_setting (f->store, "more-entry");
  g_assert_true (pt_store_set_setting (f->store, "more-entry", NULL, &error));
  g_autofree char *unset = pt_store_dup_setting (f->store, "more-entry");

  g_assert_cmpstr (set, ==, "yes");
  g_assert_null (unset);
}

static void
test_load_around (Fixture *f, gconstpointer data)
{
  g_autofree char *experiment = fixture_add_record (f->store, "experiment", "title", "Proef", NULL);
  g_autofree char *entry = fixture_add_record (f->store, "entry", "body", "Bezoek", "experiment",
                                               experiment, NULL);
  g_autofree char *person = fixture_add_record (f->store, "stakeholder", "name", "Jan", NULL);
  g_autofree char *link = fixture_link (f->store, entry, "present", person);
  g_autofree char *comment = fixture_add_record (f->store, "comment", "target", entry, "body", "Ja",
                                                 NULL);
  g_autofree char *other = fixture_add_record (f->store, "entry", "body", "Elders", NULL);
  g_autoptr (GError) error = NULL;

  g_autoptr (PtDataset) around = pt_store_load_around (f->store, entry, &error);
  g_autoptr (PtDataset) all = pt_store_load_all (f->store, &error);

  g_assert_no_error (error);
  g_assert_nonnull (pt_dataset_get (around, experiment));
  g_assert_nonnull (pt_dataset_get (around, person));
  g_assert_nonnull (pt_dataset_get (around, link));
  g_assert_nonnull (pt_dataset_get (around, comment));
  g_assert_null (pt_dataset_get (around, other));
  g_assert_cmpint (pt_dataset_size (all), ==, 7);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_add ("/store/create/folder", test_create);
  fixture_add ("/store/create/refuses-filled-folder", test_create_refuses_filled_folder);
  fixture_add ("/store/create/interrupted-making-is-made-once-more",
               test_interrupted_making_is_made_once_more);
  fixture_add ("/store/save/reads-back", test_save_reads_back);
  fixture_add ("/store/save/empty-edit", test_empty_edit_saves_nothing);
  fixture_add ("/store/save/not-found", test_not_found);
  fixture_add ("/store/save/wrong-value", test_wrong_value);
  fixture_add ("/store/save/too-large", test_too_large);
  fixture_add ("/store/save/unknown-kind", test_unknown_kind_and_field_survive);
  fixture_add ("/store/save/misfit-is-null", test_misfit_is_null_in_table);
  fixture_add ("/store/history/lines", test_history);
  fixture_add ("/store/history/restore-field", test_restore_field);
  fixture_add ("/store/archive/there-and-back", test_archive);
  fixture_add ("/store/private/never-queued", test_private_is_never_queued);
  fixture_add ("/store/private/raising", test_raising_sends_one_whole_op);
  fixture_add ("/store/private/sent-stays-shared", test_sent_cannot_become_private);
  fixture_add ("/store/private/unsent-can-return", test_unsent_can_become_private);
  fixture_add ("/store/link/same-twice", test_same_link_twice_is_one);
  fixture_add ("/store/rows/neighbours", test_rows_count_and_name_neighbours);
  fixture_add ("/store/undo/saves", test_undo);
  fixture_add ("/store/redo/saves", test_redo);
  fixture_add ("/store/redo/after-a-save", test_redo_after_a_save);
  fixture_add ("/store/redo/group", test_redo_group);
  fixture_add ("/store/undo/sitting", test_undo_sitting);
  fixture_add ("/store/undo/sitting-again", test_redo_sitting);
  fixture_add ("/store/undo/no-sitting", test_undo_no_sitting);
  fixture_add ("/store/undo/group", test_batch_and_undo_group);
  fixture_add ("/store/batch/all-or-nothing", test_batch_is_all_or_nothing);
  fixture_add ("/store/number/letters", test_letters_without_hub);
  fixture_add ("/store/stamp/stage-and-phase", test_stamps);
  fixture_add ("/store/setting/set-and-clear", test_settings);
  fixture_add ("/store/load/around", test_load_around);
  return g_test_run ();
}

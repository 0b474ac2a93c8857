/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list model: order, pages, the smallest change, one object per row; and the logbook's threads
 * that feed it. */
#include "pt-row-list.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  PtWorld *world;
  PtLogbook *logbook;
  PtRowList *list;
  GArray *changes; /* guint triples: position, removed, added */
} Fixture;

static void
remember_change_cb (GListModel *model, guint position, guint removed, guint added, Fixture *f)
{
  const guint triple[] = { position, removed, added };

  g_array_append_vals (f->changes, triple, 3);
}

static void
save_notes (PtStore *store, PtWorld *world, guint n)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("notes");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      PtEdit *edit = pt_edit_new (world, "entry", NULL);
      g_autofree char *body = g_strdup_printf ("Note %03u", i);
      g_autofree char *on = g_strdup_printf ("2016-03-%02uT%02u:%02u", 1 + i / 60, i / 60 % 24,
                                             i % 60);
      pt_edit_set_text (edit, "body", body);
      pt_edit_set_text (edit, "occurred_on", on);
      g_ptr_array_add (batch->edits, edit);
    }
  g_assert_true (pt_store_save_batch (store, batch, NULL, &error));
  g_assert_no_error (error);
}

static void
wait_until_loaded (PtRowList *list)
{
  while (pt_row_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
}

/* Until nobody is on the way: an answer that comes holds the list and the logbook. */
static void
settle (Fixture *f)
{
  do
    {
      wait_until_loaded (f->list);
      pt_logbook_flush (f->logbook);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  while (pt_row_list_get_loading (f->list));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const PtQuery notes = { .kind = "entry" };
  g_autoptr (PtEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = g_dir_make_tmp ("row-list-XXXXXX", NULL);

  f->world = pt_world_new_seeded (7, 1460000000LL * PT_USEC_PER_SECOND);
  f->folder = g_build_filename (parent, "x.proeftuin", NULL);
  edit = pt_edit_new (f->world, "logbook", NULL);
  pt_edit_set_text (edit, "name", "Lists");
  g_autoptr (PtStore) store = pt_store_create (f->folder, f->world, edit, "An", &error);
  g_assert_no_error (error);
  save_notes (store, f->world, 200);
  f->logbook = pt_logbook_open (f->folder, pt_world_system (), &error);
  g_assert_no_error (error);
  f->changes = g_array_new (FALSE, FALSE, sizeof (guint));
  f->list = pt_row_list_new (f->logbook);
  pt_row_list_set_query (f->list, &notes);
  wait_until_loaded (f->list);
  g_signal_connect (f->list, "items-changed", G_CALLBACK (remember_change_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  const char *const argv[] = { "rm", "-rf", f->folder, NULL };

  settle (f);
  g_assert_finalize_object (f->list);
  g_assert_finalize_object (f->logbook);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_array_unref (f->changes);
  pt_world_free (f->world);
  g_free (f->folder);
}

static char *
title_at (PtRowList *list, guint position)
{
  g_autoptr (PtRowItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  return g_strdup (pt_row_item_get_row (item)->title);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_save_finish (PT_LOGBOOK (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  *(gboolean *)user_data = TRUE;
}

static void
save_and_wait (Fixture *f, PtEdit *edit)
{
  gboolean saved = FALSE;

  pt_logbook_save_async (f->logbook, edit, NULL, saved_cb, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  wait_until_loaded (f->list);
}

static void
rows_in_natural_order (Fixture *f, gconstpointer data)
{
  g_autofree char *first = title_at (f->list, 0);
  g_autofree char *page_two = title_at (f->list, 64);
  g_autofree char *last = title_at (f->list, 199);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->list)), ==, 200);
  g_assert_cmpstr (first, ==, "Note 199");
  g_assert_cmpstr (page_two, ==, "Note 135");
  g_assert_cmpstr (last, ==, "Note 000");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (f->list), 200));
}

static void
one_object_per_row (Fixture *f, gconstpointer data)
{
  g_autoptr (PtRowItem) one = g_list_model_get_item (G_LIST_MODEL (f->list), 100);
  g_autoptr (PtRowItem) again = g_list_model_get_item (G_LIST_MODEL (f->list), 100);

  g_assert_true (one == again);
}

static void
new_row_is_one_insertion (Fixture *f, gconstpointer data)
{
  PtEdit *edit = pt_edit_new (f->world, "entry", NULL);

  pt_edit_set_text (edit, "body", "In between");
  pt_edit_set_text (edit, "occurred_on", "2016-03-02T01:30");
  g_array_set_size (f->changes, 0);
  save_and_wait (f, edit);
  g_autofree char *title = NULL;

  g_assert_cmpuint (f->changes->len, ==, 3);
  g_assert_cmpuint (g_array_index (f->changes, guint, 1), ==, 0);
  g_assert_cmpuint (g_array_index (f->changes, guint, 2), ==, 1);
  title = title_at (f->list, g_array_index (f->changes, guint, 0));
  g_assert_cmpstr (title, ==, "In between");
}

static void
changed_row_is_one_replacement (Fixture *f, gconstpointer data)
{
  g_autoptr (PtRowItem) item = g_list_model_get_item (G_LIST_MODEL (f->list), 70);
  g_autoptr (PtRowItem) other = g_list_model_get_item (G_LIST_MODEL (f->list), 3);
  PtStore *reader = pt_logbook_get_reader (f->logbook);
  g_autoptr (PtRecord) record = pt_store_get_record (reader, pt_row_item_get_row (item)->id, NULL);
  PtEdit *edit = pt_edit_new_for (record);

  pt_edit_set_text (edit, "title", "Renamed");
  g_array_set_size (f->changes, 0);
  save_and_wait (f, edit);
  g_autofree char *title = title_at (f->list, 70);
  g_autoptr (PtRowItem) same = g_list_model_get_item (G_LIST_MODEL (f->list), 3);

  g_assert_cmpuint (f->changes->len, ==, 3);
  g_assert_cmpuint (g_array_index (f->changes, guint, 0), ==, 70);
  g_assert_cmpuint (g_array_index (f->changes, guint, 1), ==, 1);
  g_assert_cmpuint (g_array_index (f->changes, guint, 2), ==, 1);
  g_assert_cmpstr (title, ==, "Renamed");
  g_assert_true (same == other);
}

/* A person reads the first screen while the rest is looked for. */
static void
search_begins_with_a_screenful (Fixture *f, gconstpointer data)
{
  static const PtQuery words = { .search = "not" };
  static const PtQuery nothing = { .search = "zebra" };

  pt_row_list_set_query (f->list, &nothing);
  wait_until_loaded (f->list);
  g_array_set_size (f->changes, 0);
  pt_row_list_set_query (f->list, &words);
  g_assert_true (pt_row_list_get_waiting (f->list));
  while (pt_row_list_get_waiting (f->list))
    g_main_context_iteration (NULL, TRUE);
  g_autofree char *first = title_at (f->list, 0);
  const guint n_first = g_list_model_get_n_items (G_LIST_MODEL (f->list));
  const gboolean loading = pt_row_list_get_loading (f->list);
  wait_until_loaded (f->list);

  g_assert_cmpstr (first, ==, "Note 199");
  g_assert_cmpuint (n_first, ==, PT_GLANCE_MAX);
  g_assert_true (loading);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->list)), ==, 200);
  g_assert_cmpuint (f->changes->len, ==, 6);
  g_assert_cmpuint (g_array_index (f->changes, guint, 3), ==, PT_GLANCE_MAX);
  g_assert_cmpuint (g_array_index (f->changes, guint, 4), ==, 0);
  g_assert_cmpuint (g_array_index (f->changes, guint, 5), ==, 200 - PT_GLANCE_MAX);
}

/* Whoever types on does not get the rest of former words. */
static void
search_follows_the_last_letter (Fixture *f, gconstpointer data)
{
  static const PtQuery queries[] = { { .search = "n" },
                                     { .search = "no" },
                                     { .search = "note 19" } };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    pt_row_list_set_query (f->list, &queries[i]);
  wait_until_loaded (f->list);

  g_assert_false (pt_row_list_get_waiting (f->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->list)), ==, 10);
}

/* A view lets go of its items when it likes. */
static void
items_outlive_the_list (Fixture *f, gconstpointer data)
{
  PtRowItem *before = g_list_model_get_item (G_LIST_MODEL (f->list), 0);
  PtRowItem *kept = g_list_model_get_item (G_LIST_MODEL (f->list), 1);
  PtEdit *edit = pt_edit_new (f->world, "entry", pt_row_item_get_row (before)->id);

  pt_edit_set_text (edit, "body", "Said again, in other words");
  save_and_wait (f, edit);
  settle (f);
  g_assert_finalize_object (f->list);
  f->list = pt_row_list_new (f->logbook);

  g_assert_cmpstr (pt_row_item_get_row (before)->title, ==, "Note 199");
  g_assert_finalize_object (before);
  g_assert_finalize_object (kept);
}

static void
foreign_change_is_noticed (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore)
      other = pt_store_open (f->folder, PT_STORE_READ_WRITE, pt_world_system (), &error);
  const gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  g_test_summary ("what another program writes appears without being asked for");
  g_assert_no_error (error);
  save_notes (other, f->world, 1);
  while (g_list_model_get_n_items (G_LIST_MODEL (f->list)) != 201
         && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->list)), ==, 201);
}

static gpointer
failing_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED, "no");
  return NULL;
}

static void
failed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  pt_logbook_run_finish (PT_LOGBOOK (source), result, user_data);
}

static void
failure_reaches_the_caller (Fixture *f, gconstpointer data)
{
  GError *error = NULL;

  pt_logbook_run_async (f->logbook, failing_job, NULL, NULL, NULL, NULL, failed_cb, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED);
  g_clear_error (&error);
}

static void
missing_folder_is_an_error (void)
{
  g_autoptr (GError) error = NULL;

  g_autoptr (PtLogbook)
      logbook = pt_logbook_open ("/nonexistent/x.proeftuin", pt_world_system (), &error);

  g_assert_null (logbook);
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_autofree char *state = g_dir_make_tmp ("state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/row-list/order/natural", rows_in_natural_order);
  ADD ("/row-list/items/one-object-per-row", one_object_per_row);
  ADD ("/row-list/changes/new-row-is-one-insertion", new_row_is_one_insertion);
  ADD ("/row-list/changes/changed-row-is-one-replacement", changed_row_is_one_replacement);
  ADD ("/row-list/search/begins-with-a-screenful", search_begins_with_a_screenful);
  ADD ("/row-list/search/follows-the-last-letter", search_follows_the_last_letter);
  ADD ("/row-list/items/outlive-the-list", items_outlive_the_list);
  ADD ("/row-list/changes/foreign-change-is-noticed", foreign_change_is_noticed);
  ADD ("/logbook/run/failure-reaches-the-caller", failure_reaches_the_caller);
#undef ADD
  g_test_add_func ("/logbook/open/missing-folder-is-an-error", missing_folder_is_an_error);
  return g_test_run ();
}

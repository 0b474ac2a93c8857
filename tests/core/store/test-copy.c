/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: a private copy has all that is shown of the shared one, with links and files; nothing of it
 * ever waits for the hub, and one undo takes it away. */
#include "fixture.h"

#include <string.h>

static void
set_up (Fixture *f, Hub **hub)
{
  *hub = hub_new ();
  hub_join (*hub, f->store, "device-a");
  hub_sync (*hub, f->store);
}

static char *
copy (PtStore *store, const char *id, char **group)
{
  g_autoptr (GError) error = NULL;
  char *new_id = NULL;

  pt_store_copy_private (store, id, &new_id, group, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (new_id, !=, id);
  return new_id;
}

static char *
attach_text (Fixture *f, const char *owner, const char *words)
{
  g_autofree char *path = g_build_filename (f->folder, "Joke.txt", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, words, -1, NULL));
  g_autoptr (PtRecord) record = pt_store_attach (f->store, owner, path, "Bijschrift", NULL,
                                                 PT_ATTACH_DEFAULT, &error);
  g_assert_no_error (error);
  return g_strdup (pt_record_get_id (record));
}

/* ── Values ── */

static void
test_values (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = NULL;
  static const char *const tags[] = { "soep", "regen", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;

  set_up (f, &hub);
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Soep", "body",
                                            "Elf aan tafel", "occurred_on", "", NULL);
  g_autoptr (PtRecord) shared = pt_store_get_record (f->store, id, NULL);
  g_autoptr (PtEdit) edit = pt_edit_new_for (shared);
  pt_edit_set_keys (edit, "tags", tags);
  pt_edit_set_bool (edit, "turning_point", TRUE);
  g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);
  g_assert_no_error (error);
  fixture_set (f->store, id, "body", "Twaalf aan tafel");
  hub_sync (hub, f->store);

  g_autofree char *new_id = copy (f->store, id, &group);
  g_autoptr (PtRecord) made = pt_store_get_record (f->store, new_id, NULL);
  const PtState *state = pt_record_get_state (made);
  g_assert_cmpstr (pt_record_get_kind_id (made), ==, "entry");
  g_assert_cmpstr (pt_record_get_text (made, "title"), ==, "Soep");
  g_assert_cmpstr (pt_record_get_text (made, "body"), ==, "Twaalf aan tafel");
  g_assert_true (pt_state_shown (state, "turning_point")->b);
  g_assert_nonnull (pt_state_shown (state, "tags/soep"));
  g_assert_nonnull (pt_state_shown (state, "tags/regen"));
  g_assert_null (pt_state_shown (state, "occurred_on"));
  g_assert_cmpint (pt_record_get_sharing (made), ==, PT_SHARING_PRIVATE);
  g_assert_cmpint (pt_record_get_no (made), ==, 0);
  g_assert_nonnull (group);
  g_autofree char *left = fixture_get (f->store, id, "body");
  g_assert_cmpstr (left, ==, "Twaalf aan tafel");
}

/* ── What goes along ── */

static void
test_links (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = NULL;

  set_up (f, &hub);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *other = fixture_add_record (f->store, "learning", "headline", "Soep helpt",
                                               NULL);
  g_autofree char *person = fixture_add_record (f->store, "stakeholder", "name", "Bewoner", NULL);
  g_autofree char *out = fixture_link (f->store, id, "supports", other);
  g_autofree char *in = fixture_link (f->store, person, "similar_to", id);
  g_autofree char *away = fixture_link (f->store, id, "similar_to", other);
  pt_store_set_archived (f->store, away, TRUE, NULL);
  hub_sync (hub, f->store);

  g_autofree char *new_id = copy (f->store, id, NULL);
  g_autoptr (PtDataset) around = pt_store_load_around (f->store, new_id, NULL);
  g_autoptr (GPtrArray) from = pt_dataset_links_from (around, new_id, NULL);
  g_autoptr (GPtrArray) to = pt_dataset_links_to (around, new_id, NULL);
  g_assert_cmpuint (from->len, ==, 1);
  g_assert_cmpuint (to->len, ==, 1);
  g_assert_cmpstr (pt_record_get_text (from->pdata[0], "to"), ==, other);
  g_assert_cmpstr (pt_record_get_text (from->pdata[0], "kind"), ==, "supports");
  g_assert_cmpstr (pt_record_get_text (to->pdata[0], "from"), ==, person);
}

static void
test_files_and_no_comments (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = NULL;

  set_up (f, &hub);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *file = attach_text (f, id, "bestandswoorden");
  g_autofree char *comment = fixture_add_record (f->store, "comment", "target", id, "body", "Ja",
                                                 NULL);
  hub_sync (hub, f->store);

  g_autofree char *new_id = copy (f->store, id, NULL);
  g_autoptr (PtDataset) around = pt_store_load_around (f->store, new_id, NULL);
  g_autoptr (GPtrArray) files = pt_dataset_children (around, "attachment", "owner", new_id);
  g_autoptr (GPtrArray) comments = pt_dataset_children (around, "comment", "target", new_id);
  g_autofree char *hash = fixture_get (f->store, file, "sha256");
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpuint (comments->len, ==, 0);
  g_assert_cmpstr (pt_record_get_id (files->pdata[0]), !=, file);
  g_assert_cmpstr (pt_record_get_text (files->pdata[0], "sha256"), ==, hash);
  g_assert_cmpstr (pt_record_get_text (files->pdata[0], "caption"), ==, "Bijschrift");
  g_assert_cmpint (
      fixture_sql (f->store, "SELECT count(*) FROM original_name WHERE name = 'Joke.txt'"), ==, 2);
}

static void
test_identity (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = NULL;
  g_autofree char *name = NULL;
  g_autofree char *contact = NULL;

  set_up (f, &hub);
  g_autofree char *id = fixture_add_record (f->store, "stakeholder", "name", "Bewoner", NULL);
  pt_store_set_identity (f->store, id, "Joke", "Om de hoek", NULL);
  hub_sync (hub, f->store);

  g_autofree char *new_id = copy (f->store, id, NULL);
  g_assert_true (pt_store_get_identity (f->store, new_id, &name, &contact, NULL));
  g_assert_cmpstr (name, ==, "Joke");
  g_assert_cmpstr (contact, ==, "Om de hoek");
}

/* ── Private it stays ── */

static void
test_never_queued (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = NULL;

  set_up (f, &hub);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *other = fixture_add_record (f->store, "entry", "body", "Later", NULL);
  g_autofree char *link = fixture_link (f->store, id, "similar_to", other);
  g_autofree char *file = attach_text (f, id, "bestandswoorden");
  hub_sync (hub, f->store);
  const guint before = g_hash_table_size (hub->states);

  g_autofree char *new_id = copy (f->store, id, NULL);
  fixture_set (f->store, new_id, "body", "Nog meer");
  hub_sync (hub, f->store);
  g_assert_cmpuint (g_hash_table_size (hub->states), ==, before);
  g_assert_cmpint (
      fixture_sql (f->store, "SELECT count(*) FROM op WHERE how = 'copy' AND queued = 1"), ==, 0);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM op WHERE how = 'copy'"), ==, 3);
}

static void
test_file_outlives_the_shared_one (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = NULL;
  g_autoptr (GError) error = NULL;

  set_up (f, &hub);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *file = attach_text (f, id, "bestandswoorden");
  g_autofree char *hash = fixture_get (f->store, file, "sha256");
  g_autofree char *path = pt_store_attachment_path (f->store, hash);
  hub_sync (hub, f->store);

  g_autofree char *new_id = copy (f->store, id, NULL);
  g_autoptr (PtErasure) order = pt_erasure_new (id, NULL, "Mevrouw vroeg het");
  pt_store_erase (f->store, order, &error);
  g_assert_no_error (error);
  g_autofree char *body = fixture_get (f->store, new_id, "body");
  g_assert_cmpstr (body, ==, "Bezoek");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* ── Undo ── */

static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = NULL;
  g_autoptr (GError) error = NULL;
  const PtQuery query = { .kind = "entry" };

  set_up (f, &hub);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *file = attach_text (f, id, "bestandswoorden");
  hub_sync (hub, f->store);
  g_autofree char *new_id = copy (f->store, id, NULL);
  g_assert_cmpint (pt_store_count (f->store, &query, NULL), ==, 2);

  g_assert_true (pt_store_undo (f->store, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (pt_store_count (f->store, &query, NULL), ==, 1);
  g_autofree char *left = fixture_get (f->store, id, "body");
  g_assert_cmpstr (left, ==, "Bezoek");
  g_assert_cmpint (fixture_sql (f->store,
                                "SELECT count(*) FROM op WHERE queued = 1 AND verdict IS NULL"
                                " AND settled = 0"),
                   ==, 0);
}

/* ── Refusals ── */

static void
assert_refused (PtStore *store, const char *id, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *new_id = NULL;

  g_assert_false (pt_store_copy_private (store, id, &new_id, NULL, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (new_id);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = NULL;
  g_autofree char *before = fixture_add_record (f->store, "entry", "body", "Zonder hub", NULL);

  assert_refused (f->store, before, "never shared");
  set_up (f, &hub);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  g_autofree char *secret = fixture_add_record (f->store, "entry", "body", "Stil", "sharing",
                                                "private", NULL);
  g_autofree char *file = attach_text (f, id, "bestandswoorden");
  assert_refused (f->store, pt_store_get_logbook_id (f->store), "logbook");
  assert_refused (f->store, secret, "private already");
  assert_refused (f->store, file, "belongs to");
}

/* The sentence that the app answers with an offer. */
static void
test_set_private_says_shared (Fixture *f, gconstpointer data)
{
  g_autoptr (Hub) hub = NULL;
  g_autoptr (GError) error = NULL;

  set_up (f, &hub);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Bezoek", NULL);
  hub_sync (hub, f->store);
  g_autoptr (PtRecord) record = pt_store_get_record (f->store, id, NULL);
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);
  pt_edit_set_text (edit, "sharing", "private");
  g_assert_null (pt_store_save (f->store, edit, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_SHARED);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_add ("/copy/values/all-that-is-shown", test_values);
  fixture_add ("/copy/links/from-and-to", test_links);
  fixture_add ("/copy/files/but-no-comments", test_files_and_no_comments);
  fixture_add ("/copy/identity/goes-along", test_identity);
  fixture_add ("/copy/private/never-queued", test_never_queued);
  fixture_add ("/copy/private/file-outlives-the-shared-one", test_file_outlives_the_shared_one);
  fixture_add ("/copy/undo/as-one", test_undo);
  fixture_add ("/copy/refused/in-a-sentence", test_refused);
  fixture_add ("/copy/refused/set-private", test_set_private_says_shared);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasure from laptop to hub to laptop: planted words are in the files of all of them before, and in
 * no byte of any file afterwards. Every case plants its own words and looks through every file of
 * the hub, of all laptops, and of the state folder; of a PostgreSQL through the files of the database,
 * and not through the server's log of changes, of which the receipt speaks. */
#include "hub-fixture.h"
#include "hub-put-back.h"
#include "postgres-fixture.h"
#include "pt-json.h"
#include "pt-ledger.h"
#include "pt-opened.h"
#include "pt-sync-admin.h"
#include "test-home.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

typedef HubFixture Fixture;

/* ── Looking through files ── */

/* The hub's, or one that has it somewhere. */
static gboolean
has_hub (const char *folder)
{
  g_autofree char *hub = g_build_filename (g_get_user_data_dir (), "hub", NULL);

  return g_str_has_prefix (hub, folder);
}

/* All bytes below, and those of the hub's database. */
static GPtrArray *
read_all (const char *const *folders)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_ptr_array_add (all, read_folder (folders[i]));
      if (postgres_fixture_is_wanted () && has_hub (folders[i]))
        {
          g_autofree char *tables = postgres_fixture_tables ();

          g_ptr_array_add (all, read_folder (tables));
        }
    }
  return all;
}

static void
look (const char *const *words, const char *const *folders, gboolean expected)
{
  g_autoptr (GPtrArray) all = read_all (folders);

  for (guint w = 0; words[w] != NULL; w++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < all->len; i++)
        found = found || bytes_contain (g_ptr_array_index (all, i), words[w]);
      if (found && !expected)
        g_error ("“%s” is still in a file of %s", words[w], folders[0]);
      if (expected && !found)
        g_error ("“%s” is in no file yet: the test proves nothing", words[w]);
    }
}

static void
assert_everywhere (const char *folder, const char *const *words)
{
  const char *const folders[] = { folder, NULL };

  look (words, folders, TRUE);
}

/* Of hub and laptops, the ledger and the state folder included. */
static void
assert_nowhere (const char *const *words)
{
  const char *const folders[] = { g_get_user_data_dir (), g_get_user_state_dir (), NULL };

  look (words, folders, FALSE);
}

static void
assert_nowhere_in (const char *folder, const char *const *words)
{
  const char *const folders[] = { folder, NULL };

  look (words, folders, FALSE);
}

/* ── What people do ── */

static char *
add_comment (Laptop *laptop, const char *target, const char *body)
{
  g_autoptr (PtEdit) edit = pt_edit_new (laptop->world, "comment", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) saved = NULL;

  pt_edit_set_text (edit, "target", target);
  pt_edit_set_text (edit, "body", body);
  saved = pt_store_save (laptop->store, edit, &error);
  g_assert_no_error (error);
  return g_strdup (edit->id);
}

/* Returns the folder with the copy. */
static char *
open_elsewhere (const char *sha256, const char *contents)
{
  g_autoptr (GError) error = NULL;
  char *folder = pt_opened_make_folder (sha256, &error);
  g_autofree char *path = g_build_filename (folder, "wat ik las.txt", NULL);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, contents, -1, &error));
  return folder;
}

/* Returns the hash. */
static char *
add_file (Laptop *laptop, const char *owner, const char *name, const char *caption,
          const char *contents)
{
  g_autoptr (GBytes) bytes = g_bytes_new (contents, strlen (contents));
  const PtBatchFile file = {
    .owner = (char *)owner, .filename = (char *)name, .caption = (char *)caption, .bytes = bytes
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord)
      record = pt_store_attach_bytes (laptop->store, &file, PT_ATTACH_DEFAULT, &error);

  g_assert_no_error (error);
  return g_strdup (pt_record_get_text (record, "sha256"));
}

static char *
add_picture (Laptop *laptop, const char *owner)
{
  g_autoptr (GError) error = NULL;
  /* PNG of one grey pixel */
  static const char base64[] =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCB"
      "d81ytgAAAABJRU5ErkJggg==";
  gsize size;
  guchar *data = g_base64_decode (base64, &size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);
  const PtBatchFile file = { .owner = (char *)owner, .filename = "photo.png", .bytes = bytes };
  g_autoptr (PtRecord)
      record = pt_store_attach_bytes (laptop->store, &file, PT_ATTACH_DEFAULT, &error);

  g_assert_no_error (error);
  return g_strdup (pt_record_get_text (record, "sha256"));
}

static char *
add_link (Laptop *laptop, const char *from, const char *to)
{
  g_autoptr (PtEdit) edit = pt_edit_new_link (from, "about", to);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) saved = pt_store_save (laptop->store, edit, &error);

  g_assert_no_error (error);
  return g_strdup (edit->id);
}

static void
erase (Laptop *laptop, const char *id, const char *const *fields)
{
  g_autoptr (PtErasure) order = pt_erasure_new (id, fields, "They asked for it");
  g_autoptr (GError) error = NULL;

  pt_sync_erase (laptop->store, laptop->transport, order, &error);
  g_assert_no_error (error);
}

static void
assert_gone (Laptop *laptop, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_store_get_record (laptop->store, id, &error);

  g_assert_null (record);
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND);
  g_assert_false (pt_store_has_record (laptop->store, id));
}

/* Nothing that is derived remembers anything. */
static void
assert_sound (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtVerifyReport) report = pt_store_verify (laptop->store, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_error ("%s", (char *)g_ptr_array_index (report->problems, i));
}

static void
assert_same (Laptop *a, Laptop *b)
{
  g_autofree char *on_a = laptop_dup_everything (a);
  g_autofree char *on_b = laptop_dup_everything (b);

  g_assert_cmpstr (on_a, ==, on_b);
}

/* Two laptops of the same logbook in step. */
static void
set_up_two (Fixture *self, Laptop **a, Laptop **b)
{
  *a = laptop_found ("a", self->folder);
  laptop_sync_all (*a, NULL);
  *b = laptop_join ("b", self->folder, laptop_logbook (*a), "member");
  laptop_sync_all (*b, NULL);
}

/* ── Cases ── */

static void
test_whole (Fixture *self, gconstpointer data)
{
  static const char *const shared[] = { "zwartbroek", "oudbroek",     "kandidaat-b",  "kandidaat-a",
                                        "commentaar", "bijlagetekst", "onderschrift", NULL };
  static const char *const here[] = { "mevrouw-jansen-thuis", "labelwoorden", "onaf-commentaar",
                                      NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL, *other = NULL, *comment = NULL, *file = NULL, *picture = NULL;
  g_autofree char *thumbnail = NULL, *link = NULL, *writing = NULL, *kept = NULL;
  g_autofree char *opened = NULL;
  const char *hashes[3] = { 0 };

  g_test_summary ("A note with its history, candidates, comment, files and their small pictures is "
                  "in no file of hub and laptops after it was erased.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Aan de deur", "oudbroek");
  other = laptop_add_entry (a, "Blijft", "Dit blijft staan");
  laptop_sync_all (a, b, NULL);
  laptop_set (a, id, "body", "zwartbroek");
  laptop_set (a, id, "title", "kandidaat-a");
  laptop_set (b, id, "title", "kandidaat-b");
  comment = add_comment (b, id, "commentaar");
  file = add_file (a, id, "mevrouw-jansen-thuis.txt", "onderschrift", "bijlagetekst");
  picture = add_picture (a, id);
  link = add_link (a, id, other);
  pt_store_set_setting (a->store, id, "labelwoorden", NULL);
  opened = open_elsewhere (file, "bijlagetekst");
  writing = g_strconcat ("comment/", id, NULL);
  pt_store_keep_writing (a->store, writing, "onaf-commentaar", 0, NULL);
  laptop_sync_all (a, b, a, b, NULL);
  hashes[0] = file;
  hashes[1] = picture;
  assert_everywhere (self->folder, shared);
  assert_everywhere (a->folder, shared);
  assert_everywhere (b->folder, shared);
  assert_everywhere (a->folder, here);
  thumbnail = pt_store_thumbnail_path (b->store, picture);
  g_assert_nonnull (thumbnail);

  erase (a, id, NULL);

  assert_nowhere_in (self->folder, shared);
  assert_nowhere_in (a->folder, shared);
  assert_nowhere_in (a->folder, here);
  /* A box that was open all the time. */
  g_assert_true (pt_store_keep_writing (a->store, writing, "onaf-commentaar", 0, NULL));
  kept = pt_store_dup_writing (a->store, writing);
  g_assert_null (kept);
  laptop_sync_all (b, a, b, NULL);
  assert_nowhere (shared);
  assert_nowhere (here);
  assert_nowhere (hashes);
  g_assert_false (g_file_test (thumbnail, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (opened, G_FILE_TEST_EXISTS));
  assert_gone (a, id);
  assert_gone (b, id);
  assert_gone (b, comment);
  laptop_assert_text (b, other, "body", "Dit blijft staan");
  g_autoptr (PtRecord) tie = pt_store_get_record (b->store, link, NULL);
  g_assert_true (pt_record_is_archived (tie));
  assert_same (a, b);
  assert_sound (a);
  assert_sound (b);
}

/* A passage that quotes a note, and one that does not. */
static void
test_unsaved_passage (Fixture *self, gconstpointer data)
{
  static const char *const erased[] = { "kwam Fatou langs", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL, *story = NULL, *other = NULL, *kept = NULL, *gone = NULL;
  g_autofree char *quoting = NULL;

  g_test_summary ("What is being written in a story and repeats an erased note goes with it.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Langs", "Op dinsdag kwam Fatou langs met haar zoon en soep.");
  story = laptop_add_entry (b, "Verhaal", "Iets anders");
  laptop_sync_all (a, b, a, NULL);
  quoting = g_strjoin ("/", "passage", story, "people\n1", NULL);
  other = g_strjoin ("/", "passage", story, "people\n2", NULL);
  pt_store_keep_writing (b->store, quoting,
                         "Wij zagen: op dinsdag kwam Fatou langs met haar zoon. Dat hielp.", 0,
                         NULL);
  pt_store_keep_writing (b->store, other, "Op dinsdag is er soep.", 0, NULL);

  erase (a, id, NULL);
  laptop_sync_all (b, a, NULL);

  gone = pt_store_dup_writing (b->store, quoting);
  kept = pt_store_dup_writing (b->store, other);
  g_assert_null (gone);
  g_assert_cmpstr (kept, ==, "Op dinsdag is er soep.");
  assert_nowhere (erased);
}

static void
test_field (Fixture *self, gconstpointer data)
{
  static const char *const erased[] = { "weggehaald", "eerder-weg", NULL };
  static const char *const kept[] = { "blijvende-titel", NULL };
  static const char *const fields[] = { "body", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL, *writing = NULL, *again = NULL, *still = NULL;

  g_test_summary ("Of one field only that field goes, with what was being made of its words, and "
                  "something new can be written in it.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "blijvende-titel", "eerder-weg");
  laptop_sync_all (a, b, NULL);
  laptop_set (b, id, "body", "weggehaald");
  writing = g_strjoin ("/", "together", id, "body", NULL);
  pt_store_keep_writing (b->store, writing, "eerder-weg en weggehaald", 0, NULL);
  laptop_sync_all (b, a, NULL);
  assert_everywhere (self->folder, erased);
  assert_everywhere (a->folder, erased);

  erase (a, id, fields);
  laptop_sync_all (b, NULL);

  assert_nowhere (erased);
  assert_everywhere (self->folder, kept);
  laptop_assert_text (b, id, "title", "blijvende-titel");
  laptop_assert_text (b, id, "body", "");
  laptop_set (b, id, "body", "nieuwe woorden");
  pt_store_keep_writing (b->store, writing, "eerder-weg en weggehaald", 0, NULL); /* open still */
  still = pt_store_dup_writing (b->store, writing);
  g_assert_null (still);
  pt_store_keep_writing (b->store, writing, "iets nieuws",
                         pt_store_count_erased (b->store, writing), NULL);
  again = pt_store_dup_writing (b->store, writing);
  g_assert_cmpstr (again, ==, "iets nieuws");
  laptop_sync_all (b, a, NULL);
  laptop_assert_text (a, id, "body", "nieuwe woorden");
  assert_same (a, b);
  assert_sound (a);
  assert_sound (b);
}

static void
test_set_field (Fixture *self, gconstpointer data)
{
  static const char *const erased[] = { "etiketwoord", NULL };
  static const char *const fields[] = { "tags", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = NULL;
  g_autoptr (PtEdit) edit = NULL;

  g_test_summary ("A field with many keys goes with its keys, which are words of people too.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Titel", "Tekst");
  record = pt_store_get_record (a->store, id, &error);
  edit = pt_edit_new_for (record);
  pt_edit_set_key (edit, "tags", "etiketwoord", true);
  pt_record_unref (pt_store_save (a->store, edit, &error));
  laptop_sync_all (a, b, NULL);
  assert_everywhere (self->folder, erased);
  assert_everywhere (b->folder, erased);

  erase (a, id, fields);
  laptop_sync_all (b, NULL);

  assert_nowhere (erased);
  laptop_assert_text (b, id, "title", "Titel");
  assert_sound (b);
}

static void
test_late (Fixture *self, gconstpointer data)
{
  static const char *const erased[] = { "laat-gekomen", "late-bijlage", "laat-commentaar",
                                        "deels-laat", NULL };
  static const char *const fields[] = { "body", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autoptr (PtSyncReport) report = NULL;
  g_autofree char *whole = NULL, *part = NULL, *file = NULL, *comment = NULL;

  g_test_summary ("What an absent laptop had written meanwhile in what was erased is dropped "
                  "there, never sent, and said; what it wrote beside it stays.");
  set_up_two (self, &a, &b);
  whole = laptop_add_entry (a, "Heel weg", "oud");
  part = laptop_add_entry (a, "Deels weg", "oud");
  laptop_sync_all (a, b, NULL);
  laptop_set (b, whole, "body", "laat-gekomen");
  comment = add_comment (b, whole, "laat-commentaar");
  file = add_file (b, whole, "x.txt", NULL, "late-bijlage");
  laptop_set (b, part, "body", "deels-laat");
  laptop_set (b, part, "title", "Nieuwe titel");
  assert_everywhere (b->folder, erased);
  erase (a, whole, NULL);
  erase (a, part, fields);

  report = laptop_sync (b);

  assert_nowhere (erased);
  g_assert_cmpuint (report->refused->len, ==, 4);
  g_assert_nonnull (strstr (g_ptr_array_index (report->refused, 0), "They asked for it"));
  laptop_sync_all (a, NULL);
  laptop_assert_text (a, part, "title", "Nieuwe titel");
  assert_gone (b, whole);
  assert_gone (b, comment);
  assert_same (a, b);
  assert_sound (b);
  g_assert_cmpint (pt_store_count_pending (b->store), ==, 0);
}

static void
test_moved_late (Fixture *self, gconstpointer data)
{
  static const char *const erased[] = { "gaat-weg", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autoptr (PtSyncReport) report = NULL;
  g_autofree char *one = NULL, *two = NULL, *comment = NULL;

  g_test_summary ("What only an absent laptop had hung on what was erased stays with the others, "
                  "and there too.");
  set_up_two (self, &a, &b);
  one = laptop_add_entry (a, "Een", "x");
  two = laptop_add_entry (a, "Twee", "gaat-weg");
  comment = add_comment (a, one, "Hier gezegd");
  laptop_sync_all (a, b, NULL);
  laptop_set (b, comment, "target", two);
  erase (a, two, NULL);

  report = laptop_sync (b);

  assert_nowhere (erased);
  g_assert_cmpuint (report->refused->len, ==, 1);
  laptop_assert_text (b, comment, "target", one);
  laptop_assert_text (b, comment, "body", "Hier gezegd");
  laptop_sync_all (a, NULL);
  assert_same (a, b);
  assert_sound (b);
  g_assert_cmpint (pt_store_count_pending (b->store), ==, 0);
}

static void
test_moved_away (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *one = NULL, *two = NULL, *comment = NULL;

  g_test_summary ("What a colleague had hung elsewhere before the rest was erased stays, with the "
                  "own saves on it.");
  set_up_two (self, &a, &b);
  one = laptop_add_entry (a, "Een", "x");
  two = laptop_add_entry (a, "Twee", "y");
  comment = add_comment (b, two, "Eigen woorden");
  laptop_sync_all (b, a, b, NULL);
  laptop_set (a, comment, "target", one);
  laptop_set (b, comment, "body", "Nieuwe eigen woorden");
  laptop_sync_all (a, NULL);
  erase (a, two, NULL);

  pt_sync_report_free (laptop_sync (b));

  laptop_assert_text (b, comment, "body", "Nieuwe eigen woorden");
  laptop_sync_all (a, NULL);
  assert_same (a, b);
  assert_sound (b);
}

static void
test_waiting (Fixture *self, gconstpointer data)
{
  static const char *const waiting[] = { "wacht-nog", "wacht-ook", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL, *comment = NULL;
  g_autoptr (PtSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("What waits for the coordinator and hangs on what is erased goes along.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Titel", "x");
  laptop_sync_all (a, b, NULL);
  comment = add_comment (b, id, "wacht-nog");
  laptop_set (b, comment, "body", "wacht-ook");
  pt_sync_set_active (a->store, a->transport, pt_store_get_member (b->store), FALSE, &error);
  g_assert_no_error (error);
  report = laptop_try_sync (b, &error);
  assert_everywhere (self->folder, waiting);

  erase (a, id, NULL);

  assert_nowhere_in (self->folder, waiting);
}

/* ── Between hello and push ── */

typedef struct
{
  Laptop *eraser;
  const char *id;
  const char *const *fields;
  gboolean done;
} Meanwhile;

static gboolean
erase_after_hello (const PtRequest *request, const PtResponse *response, gpointer data,
                   GError **error)
{
  Meanwhile *self = data;

  if (!self->done && g_str_has_prefix (request->path, "/v1/hello"))
    {
      self->done = TRUE;
      erase (self->eraser, self->id, self->fields);
    }
  return TRUE;
}

static void
test_race (Fixture *self, gconstpointer data)
{
  static const char *const erased[] = { "net-te-laat", NULL };
  static const char *const fields[] = { "body", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autoptr (PtSyncReport) report = NULL;
  g_autofree char *id = NULL;
  Meanwhile meanwhile = { 0 };

  g_test_summary ("An order that comes while a laptop is sending: the hub drops the words, the "
                  "laptop does so in the same errand and says it.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Titel", "oud");
  laptop_sync_all (a, b, NULL);
  laptop_set (b, id, "body", "net-te-laat");
  meanwhile = (Meanwhile){ a, id, GPOINTER_TO_INT (data) ? fields : NULL };
  laptop_watch_wire (b, erase_after_hello, &meanwhile);

  report = laptop_sync (b);

  assert_nowhere (erased);
  g_assert_cmpuint (report->refused->len, ==, 1);
  laptop_sync_all (b, a, NULL);
  assert_same (a, b);
  assert_sound (b);
}

/* B writes anew in what A erased; C, who does not know of the order yet, must keep that. */
static gboolean
rewrite_after_hello (const PtRequest *request, const PtResponse *response, gpointer data,
                     GError **error)
{
  Meanwhile *self = data;
  static const char *const fields[] = { "body", NULL };

  if (!self->done && g_str_has_prefix (request->path, "/v1/hello"))
    {
      self->done = TRUE;
      erase (self->eraser, self->id, fields);
      laptop_set (self->eraser, self->id, "body", "opnieuw geschreven");
      laptop_sync_all (self->eraser, NULL);
    }
  return TRUE;
}

static void
test_newer_words (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL, *other = NULL;
  Meanwhile meanwhile = { 0 };

  g_test_summary ("Words written after the order, read together with it, stay.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Titel", "oud");
  laptop_sync_all (a, b, NULL);
  other = laptop_add_entry (a, "Nog iets", "zodat er iets te lezen is");
  laptop_sync_all (a, NULL);
  meanwhile = (Meanwhile){ a, id, NULL };
  laptop_watch_wire (b, rewrite_after_hello, &meanwhile);

  laptop_sync_all (b, b, NULL);

  laptop_assert_text (b, id, "body", "opnieuw geschreven");
  assert_same (a, b);
}

static void
test_open_editor (Fixture *self, gconstpointer data)
{
  static const char *const fields[] = { "body", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL;
  g_autoptr (PtRecord) open = NULL;
  g_autoptr (PtEdit) edit = NULL;
  g_autoptr (PtRecord) saved = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("An editor that had the words open does not bring them back.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Titel", "wat er stond");
  laptop_sync_all (a, b, NULL);
  open = pt_store_get_record (b->store, id, &error);
  edit = pt_edit_new_for (open);
  pt_edit_set_text (edit, "body", "wat er stond en meer");
  erase (a, id, fields);
  laptop_sync_all (b, NULL);

  saved = pt_store_save (b->store, edit, &error);

  g_assert_null (saved);
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
}

static void
test_shared_bytes (Fixture *self, gconstpointer data)
{
  static const char *const bytes[] = { "dezelfde-bytes", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *one = NULL, *two = NULL, *hash = NULL, *again = NULL;

  g_test_summary ("Bytes that another attachment names stay until that one goes too.");
  set_up_two (self, &a, &b);
  one = laptop_add_entry (a, "Een", "x");
  two = laptop_add_entry (a, "Twee", "y");
  hash = add_file (a, one, "a.txt", NULL, "dezelfde-bytes");
  again = add_file (a, two, "b.txt", NULL, "dezelfde-bytes");
  laptop_sync_all (a, b, a, NULL);

  erase (a, one, NULL);
  laptop_sync_all (b, NULL);

  assert_everywhere (self->folder, bytes);
  assert_everywhere (a->folder, bytes);
  assert_everywhere (b->folder, bytes);
  erase (a, two, NULL);
  laptop_sync_all (b, NULL);
  assert_nowhere (bytes);
}

static void
test_private_copy (Fixture *self, gconstpointer data)
{
  static const char *const copy[] = { "voor-mij-alleen", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL;
  g_autoptr (PtEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("A private copy of what was erased stays where it is.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Titel", "voor-mij-alleen");
  laptop_sync_all (a, b, NULL);
  edit = pt_edit_new (b->world, "entry", NULL);
  pt_edit_set_text (edit, "body", "voor-mij-alleen");
  pt_edit_set_text (edit, "sharing", "private");
  pt_record_unref (pt_store_save (b->store, edit, &error));
  g_assert_no_error (error);

  erase (a, id, NULL);
  laptop_sync_all (b, NULL);

  assert_nowhere_in (self->folder, copy);
  assert_nowhere_in (a->folder, copy);
  laptop_assert_text (b, edit->id, "body", "voor-mij-alleen");
}

static void
test_private_record (Fixture *self, gconstpointer data)
{
  static const char *const words[] = { "nooit-gedeeld", NULL };
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (PtEdit) edit = pt_edit_new (a->world, "entry", NULL);
  g_autoptr (PtErasure) order = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("A private record is erased here alone, and no hub hears of it.");
  pt_edit_set_text (edit, "body", "nooit-gedeeld");
  pt_edit_set_text (edit, "sharing", "private");
  pt_record_unref (pt_store_save (a->store, edit, &error));
  laptop_sync_all (a, NULL);
  assert_everywhere (a->folder, words);
  g_assert_true (pt_store_is_private (a->store, edit->id));
  order = pt_erasure_new (edit->id, NULL, "Was a mistake");

  pt_store_erase (a->store, order, &error);

  g_assert_no_error (error);
  assert_nowhere (words);
  g_assert_cmpint (pt_store_get_era (a->store), ==, 0);
  assert_gone (a, edit->id);
  assert_sound (a);
}

static void
test_without_hub (Fixture *self, gconstpointer data)
{
  static const char *const words[] = { "zonder-hub", NULL };
  static const char *const fields[] = { "body", NULL };
  g_autoptr (Laptop) a = laptop_new ("alone");
  g_autofree char *id = laptop_add_entry (a, "Titel", "zonder-hub");
  g_autofree char *gone = laptop_add_entry (a, "Weg", "zonder-hub");
  g_autoptr (PtErasure) order = pt_erasure_new (id, fields, "Asked");
  g_autoptr (PtErasure) whole = pt_erasure_new (gone, NULL, "Asked");
  g_autoptr (GError) error = NULL;

  g_test_summary ("A logbook without a hub erases at once, and writes on.");
  assert_everywhere (a->folder, words);

  g_assert_true (pt_store_erase (a->store, order, &error));
  g_assert_true (pt_store_erase (a->store, whole, &error));

  assert_nowhere (words);
  g_assert_cmpint (pt_store_get_era (a->store), ==, 2);
  laptop_assert_text (a, id, "title", "Titel");
  laptop_set (a, id, "body", "nieuw");
  laptop_assert_text (a, id, "body", "nieuw");
  assert_gone (a, gone);
  assert_sound (a);
}

static void
test_role (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL;
  g_autoptr (PtErasure) order = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Only a coordinator orders.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (b, "Titel", "Tekst");
  laptop_sync_all (b, NULL);
  order = pt_erasure_new (id, NULL, "Because");

  g_assert_false (pt_sync_erase (b->store, b->transport, order, &error));

  g_assert_error (error, PT_SYNC_ERROR, PT_SYNC_ERROR_REFUSED);
  laptop_assert_text (b, id, "body", "Tekst");
}

static void
test_link (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *from = laptop_add_entry (a, "From", "Body");
  g_autofree char *to = laptop_add_entry (a, "To", "Body");
  g_autofree char *link = add_link (a, from, to);
  g_autoptr (PtErasure) order = pt_erasure_new (link, NULL, "Because");
  const char *const fields[] = { "kind", NULL };
  g_autoptr (PtErasure) part = pt_erasure_new (link, fields, "Because");
  g_autoptr (GError) whole_error = NULL;
  g_autoptr (GError) part_error = NULL;
  g_autoptr (PtRecord) kept = NULL;

  g_test_summary ("A link is archived, never erased: not by itself, nor with what it ties.");
  laptop_sync_all (a, NULL);

  g_assert_false (pt_sync_erase (a->store, a->transport, order, &whole_error));
  g_assert_false (pt_sync_erase (a->store, a->transport, part, &part_error));
  erase (a, to, NULL);

  g_assert_error (whole_error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
  g_assert_error (part_error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
  g_assert_nonnull (strstr (whole_error->message, "Take the link away instead"));
  kept = pt_store_get_record (a->store, link, NULL);
  g_assert_nonnull (kept);
  g_assert_true (pt_record_is_archived (kept));
  g_assert_cmpint (pt_store_get_era (a->store), ==, 1);
}

static void
test_receipt (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("The receipt says which laptops have carried out what, and since when not.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Titel", "Tekst");
  laptop_sync_all (a, b, NULL);
  erase (a, id, NULL);
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (PtSyncReceipt) receipt = pt_sync_get_receipt (a->store, a->transport, &error);
      const PtSyncCoverage *on_a, *on_b;

      g_assert_no_error (error);
      g_assert_cmpuint (receipt->orders->len, ==, 1);
      g_assert_cmpuint (receipt->devices->len, ==, 2);
      g_assert_true (receipt->keeps_log == postgres_fixture_is_wanted ());
      on_a = g_ptr_array_index (receipt->devices, 0);
      on_b = g_ptr_array_index (receipt->devices, 1);
      g_assert_cmpint (on_a->number, ==, 1);
      g_assert_cmpint (on_b->number, ==, round);
      g_assert_cmpint (on_b->contact_at, >, 0);
      laptop_sync_all (b, NULL);
    }
}

/* ── A hub that was put back ── */

static void
copy_tree (const char *from, const char *to)
{
  const char *argv[] = { "cp", "-a", from, to, NULL };
  int status = -1;

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

static void
remove_tree (const char *path)
{
  const char *argv[] = { "rm", "-rf", path, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
}

/* The database and the files as they were; the ledger as it is, or not at all. */
static void
put_back (Fixture *self, const char *saved, gboolean with_ledger)
{
  g_autofree char *ledger = g_build_filename (self->folder, PT_LEDGER_FILE, NULL);
  g_autofree char *kept = NULL;
  gsize size = 0;

  if (with_ledger)
    g_assert_true (g_file_get_contents (ledger, &kept, &size, NULL));
  remove_tree (self->folder);
  copy_tree (saved, self->folder);
  if (postgres_fixture_is_wanted ())
    postgres_fixture_put_back ();
  g_unlink (ledger);
  if (with_ledger)
    g_assert_true (g_file_set_contents (ledger, kept, (gssize)size, NULL));
}

static void
serve_at (Fixture *self, const char *address)
{
  g_autoptr (GError) error = NULL;

  self->hub = pt_hub_open (self->folder, pt_world_system (), &error);
  g_assert_no_error (error);
  self->server = pt_server_start (self->hub, address + strlen ("https://"), WAIT_S, &error);
  g_assert_no_error (error);
}

static void
test_restore (Fixture *self, gconstpointer data)
{
  static const char *const words[] = { "terug-van-weggeweest", "bijlage-terug", NULL };
  const gboolean with_ledger = GPOINTER_TO_INT (data);
  g_autofree char *saved = g_build_filename (g_get_user_state_dir (), "before", NULL);
  g_autofree char *address = NULL;
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL, *file = NULL;

  g_test_summary (
      "A hub restored from a backup made before the erasure forgets again: at its start "
      "from the ledger, or from what a laptop offers when that was lost too.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Titel", "terug-van-weggeweest");
  file = add_file (a, id, "f.txt", NULL, "bijlage-terug");
  laptop_sync_all (a, b, NULL);
  address = g_strdup (pt_server_get_url (self->server));
  hub_fixture_stop (self);
  copy_tree (self->folder, saved);
  if (postgres_fixture_is_wanted ())
    postgres_fixture_keep ();
  serve_at (self, address);
  erase (a, id, NULL);
  laptop_sync_all (b, NULL);
  hub_fixture_stop (self);
  put_back (self, saved, with_ledger);
  remove_tree (saved);
  assert_everywhere (self->folder, words);

  serve_at (self, address);
  if (with_ledger)
    assert_nowhere (words);
  laptop_sync_all (a, NULL);

  assert_nowhere (words);
  laptop_sync_all (b, a, NULL);
  assert_nowhere (words);
  assert_gone (b, id);
  assert_same (a, b);
}

static void
test_before_repair (Fixture *self, gconstpointer data)
{
  static const char *const words[] = { "na-de-kopie", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *id = NULL, *file = NULL;

  g_test_summary (
      "A hub whose database was put back still has the bytes of a file that it does not know; "
      "an order that comes before it was told finds them all the same.");
  set_up_two (self, &a, &b);
  id = laptop_add_entry (a, "Titel", "Tekst");
  laptop_sync_all (a, b, NULL);
  hub_keep_copy (self);
  file = add_file (a, id, "f.txt", NULL, "na-de-kopie");
  laptop_sync_all (a, b, NULL);
  hub_put_back_database (self);
  assert_everywhere (self->folder, words);

  erase (a, id, NULL);

  assert_nowhere_in (self->folder, words);
  laptop_sync_all (b, a, NULL);
  assert_nowhere (words);
  assert_gone (b, id);
  assert_same (a, b);
}

/* ── A laptop that was put back ── */

/* Writes nothing over what came since, as somebody does who copies a folder over it. */
static void
put_back_database (Laptop *laptop, const char *saved)
{
  g_autofree char *database = g_build_filename (laptop->folder, "logbook.db", NULL);
  g_autofree char *log = g_strconcat (database, "-wal", NULL);
  g_autofree char *index = g_strconcat (database, "-shm", NULL);

  g_clear_pointer (&laptop->store, pt_store_close);
  g_unlink (log);
  g_unlink (index);
  g_unlink (database);
  copy_tree (saved, database);
  laptop_open (laptop);
}

static char *
keep_database (Laptop *laptop)
{
  g_autofree char *database = g_build_filename (laptop->folder, "logbook.db", NULL);
  char *saved = g_build_filename (g_get_user_state_dir (), "logbook.db.before", NULL);

  g_clear_pointer (&laptop->store, pt_store_close);
  copy_tree (database, saved);
  laptop_open (laptop);
  return saved;
}

static int64_t
get_coverage (Laptop *asker, guint nth)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReceipt) receipt = pt_sync_get_receipt (asker->store, asker->transport, &error);

  g_assert_no_error (error);
  return ((const PtSyncCoverage *)g_ptr_array_index (receipt->devices, nth))->number;
}

typedef struct
{
  gboolean cuts_pull, told;
} Watch;

static gboolean
watch_cb (const PtRequest *request, const PtResponse *response, gpointer data, GError **error)
{
  Watch *self = data;

  self->told |= strstr (request->path, "erasures?after=") != NULL;
  if (!self->cuts_pull || strstr (request->path, "/pull") == NULL)
    return TRUE;
  g_set_error_literal (error, PT_SYNC_ERROR, PT_SYNC_ERROR_OFFLINE, "cut");
  return FALSE;
}

/* A file of which the hub knows, whose bytes are on one laptop only. */
static char *
add_kept_file (Laptop *laptop, const char *owner)
{
  char *hash = add_file (laptop, owner, "b.txt", NULL, "nergens-anders");
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  id = pt_db_dup_text (pt_store_get_db (laptop->store), &error,
                       "SELECT id FROM attachment WHERE sha256 = ?", "t", hash);
  g_assert_no_error (error);
  laptop_set (laptop, id, "sync_policy", "never");
  return hash;
}

static void
test_put_back_laptop (Fixture *self, gconstpointer data)
{
  static const char *const gone[] = { "gewist-bestand", NULL };
  static const char *const kept[] = { "nergens-anders", NULL };
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  g_autofree char *saved = NULL, *one = NULL, *two = NULL, *file = NULL, *other = NULL;
  g_autoptr (GError) error = NULL;
  Watch watch = { .cuts_pull = TRUE };

  g_test_summary (
      "A file of what was erased goes from a laptop whose database was put back to before "
      "it knew the file; one that the laptop alone has stays, and what may be either is "
      "not said to be gone before it is.");
  set_up_two (self, &a, &b);
  saved = keep_database (b);
  one = laptop_add_entry (b, "Een", "x");
  two = laptop_add_entry (b, "Twee", "y");
  file = add_file (b, one, "a.txt", NULL, "gewist-bestand");
  other = add_kept_file (b, two);
  laptop_sync_all (b, a, NULL);
  put_back_database (b, saved);
  remove_tree (saved);
  erase (a, one, NULL);
  assert_everywhere (b->folder, gone);

  laptop_watch_wire (b, watch_cb, &watch);
  pt_sync_report_free (laptop_try_sync (b, &error));
  g_assert_error (error, PT_SYNC_ERROR, PT_SYNC_ERROR_OFFLINE);
  g_assert_false (watch.told);
  assert_everywhere (b->folder, kept);
  watch.cuts_pull = FALSE;
  laptop_sync_all (b, NULL);

  assert_nowhere (gone);
  assert_everywhere (b->folder, kept);
  /* It goes on as a device of its own. */
  g_assert_cmpint (get_coverage (a, 2), ==, pt_store_get_era (a->store));
}

/* ── Many ── */

static char *
draw_words (GRand *random, guint i)
{
  GString *text = g_string_new (NULL);
  const gint32 length = g_rand_int_range (random, 1, g_rand_int_range (random, 2, 200));

  for (gint32 n = 0; n < length; n++)
    g_string_append_printf (text, "%sgeheim%05u", n > 0 ? " " : "", i);
  return g_string_free (text, FALSE);
}

#define N_RECORDS 150

static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (Laptop) a = NULL;
  g_autoptr (Laptop) b = NULL;
  static const char *const fields[] = { "body", NULL };

  g_test_summary ("Pages that were split and joined by many saves of any length hold nothing.");
  set_up_two (self, &a, &b);
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autofree char *text = draw_words (random, i);

      g_ptr_array_add (ids, laptop_add_entry (a, "Titel", text));
    }
  laptop_sync_all (a, b, NULL);
  for (guint i = 0; i < N_RECORDS; i++)
    {
      const guint which = (guint)g_rand_int_range (random, 0, N_RECORDS);
      g_autofree char *text = draw_words (random, which);

      laptop_set (i % 2 ? a : b, ids->pdata[which], "body", text);
      if (i % 10 == 0)
        laptop_sync_all (a, b, NULL);
    }
  laptop_sync_all (a, b, a, NULL);
  for (guint i = 0; i < 12; i++)
    {
      const guint which = (guint)g_rand_int_range (random, 0, N_RECORDS);

      g_ptr_array_add (words, g_strdup_printf ("geheim%05u", which));
      if (pt_store_has_record (a->store, ids->pdata[which]))
        erase (a, ids->pdata[which], i % 2 ? fields : NULL);
    }
  g_ptr_array_add (words, NULL);
  laptop_sync_all (b, NULL);

  assert_nowhere ((const char *const *)words->pdata);
  assert_sound (a);
  assert_sound (b);
}

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);

#define ADD(path, test, data)                                                                      \
  g_test_add ("/erasure/" path, Fixture, data, hub_fixture_set_up, test, hub_fixture_tear_down)
  ADD ("whole", test_whole, NULL);
  ADD ("field", test_field, NULL);
  ADD ("unsaved-passage", test_unsaved_passage, NULL);
  ADD ("set-field", test_set_field, NULL);
  ADD ("late", test_late, NULL);
  ADD ("moved-late", test_moved_late, NULL);
  ADD ("moved-away", test_moved_away, NULL);
  ADD ("waiting", test_waiting, NULL);
  ADD ("race/whole", test_race, GINT_TO_POINTER (FALSE));
  ADD ("race/field", test_race, GINT_TO_POINTER (TRUE));
  ADD ("newer-words", test_newer_words, NULL);
  ADD ("open-editor", test_open_editor, NULL);
  ADD ("shared-bytes", test_shared_bytes, NULL);
  ADD ("private-copy", test_private_copy, NULL);
  ADD ("private-record", test_private_record, NULL);
  ADD ("without-hub", test_without_hub, NULL);
  ADD ("role", test_role, NULL);
  ADD ("link", test_link, NULL);
  ADD ("receipt", test_receipt, NULL);
  ADD ("restore/ledger", test_restore, GINT_TO_POINTER (TRUE));
  ADD ("restore/offered", test_restore, GINT_TO_POINTER (FALSE));
  ADD ("restore/before-repair", test_before_repair, NULL);
  ADD ("put-back-laptop", test_put_back_laptop, NULL);
  ADD ("many", test_many, NULL);
  return test_home_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store does for sync: the queue, the overlay, pages with their cursor, conflicts, forks and
 * the lives of a database. */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Two laptops and a hub. */
typedef struct
{
  Fixture a;
  Fixture b;
  Hub *hub;
} Pair;

static void
pair_set_up (Pair *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (&self->a, NULL);
  self->hub = hub_new ();
  hub_join (self->hub, self->a.store, "device-a");
  hub_sync (self->hub, self->a.store);
  self->b.folder = g_dir_make_tmp ("proeftuin-store-XXXXXX", NULL);
  self->b.path = g_build_filename (self->b.folder, "Lab.proeftuin", NULL);
  static uint64_t seed = 1000;
  self->b.world = pt_world_new_seeded (seed++, 1768471200LL * PT_USEC_PER_SECOND);
  self->b.store = pt_store_create (self->b.path, self->b.world, NULL, "Koen", &error);
  g_assert_no_error (error);
  PtHubLink link = { .url = (char *)"https://hub.example",
                     .hub_id = (char *)"hub-1",
                     .device = (char *)"device-b" };
  pt_store_set_hub (self->b.store, &link, pt_store_get_logbook_id (self->a.store), "member-b",
                    "Koen", "member", &error);
  g_assert_no_error (error);
  hub_sync (self->hub, self->b.store);
}

static void
pair_tear_down (Pair *self, gconstpointer data)
{
  fixture_tear_down (&self->a, NULL);
  fixture_tear_down (&self->b, NULL);
  hub_free (self->hub);
}

static void
sync_both (Pair *self)
{
  hub_sync (self->hub, self->a.store);
  hub_sync (self->hub, self->b.store);
  hub_sync (self->hub, self->a.store);
}

/* A note that both laptops have. */
static char *
share_note (Pair *self, const char *title)
{
  char *id = fixture_add_record (self->a.store, "entry", "title", title, NULL);

  sync_both (self);
  return id;
}

static void
assert_equal (Pair *self, const char *id)
{
  g_autoptr (PtRecord) a = pt_store_get_record (self->a.store, id, NULL);
  g_autoptr (PtRecord) b = pt_store_get_record (self->b.store, id, NULL);

  g_assert_true (pt_state_equivalent (pt_record_get_state (a), pt_record_get_state (b)));
}

static void
assert_sound (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtVerifyReport) report = pt_store_verify (store, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *)g_ptr_array_index (report->problems, i));
  g_assert_cmpint (report->problems->len, ==, 0);
}

static void
test_different_fields_merge (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");

  fixture_set (p->a.store, id, "title", "Bezoek aan huis");
  fixture_set (p->b.store, id, "body", "Koffie");
  sync_both (p);

  g_autofree char *title = fixture_get (p->b.store, id, "title");
  g_autofree char *body = fixture_get (p->a.store, id, "body");
  g_assert_cmpstr (title, ==, "Bezoek aan huis");
  g_assert_cmpstr (body, ==, "Koffie");
  g_assert_cmpint (pt_store_count_conflicts (p->a.store), ==, 0);
  g_assert_cmpint (pt_store_count_pending (p->a.store), ==, 0);
  assert_equal (p, id);
  assert_sound (p->a.store);
  assert_sound (p->b.store);
}

static const PtAttention *
get_attention (PtStore *store, GPtrArray **list, guint n)
{
  g_autoptr (GError) error = NULL;

  *list = pt_store_list_attention (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*list)->len, ==, n);
  return n > 0 ? (*list)->pdata[0] : NULL;
}

/* What asks for a person does so on both laptops, and until somebody has decided. */
static void
test_attention (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");
  g_autoptr (GPtrArray) first = NULL, second = NULL, third = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (get_attention (p->a.store, &first, 0));
  g_assert_true (pt_store_set_archived (p->a.store, id, TRUE, &error));
  fixture_set (p->b.store, id, "body", "Koffie");
  sync_both (p);
  const PtAttention *on_a = get_attention (p->a.store, &second, 1);
  g_assert_true (on_a->archived_beside);
  g_assert_true (pt_attention_is_choice (on_a));
  g_assert_cmpstr (on_a->title, ==, "Bezoek");
  g_assert_null (on_a->fields[0]);
  g_assert_true (pt_store_set_archived (p->b.store, id, TRUE, &error));
  sync_both (p);

  g_assert_null (get_attention (p->a.store, &third, 0));
  assert_sound (p->a.store);
}

/* Each of the two was right on its own screen: the sum stays, and is listed. */
static void
test_guard_lost_in_a_merge (Pair *p, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (p->a.store, "question", "text", "Wie komt?", "answer",
                                            "Iedereen", NULL);
  PtStore *const stores[] = { p->a.store, p->b.store };

  sync_both (p);
  fixture_set (p->a.store, id, "status", "answered");
  fixture_set (p->b.store, id, "answer", "");
  sync_both (p);

  g_assert_cmpint (pt_store_count_conflicts (p->a.store), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autoptr (GPtrArray) list = NULL;
      const PtAttention *one = get_attention (stores[i], &list, 1);
      g_autofree char *status = fixture_get (stores[i], id, "status");

      g_assert_cmpstr (status, ==, "answered");
      g_assert_cmpstr (one->record, ==, id);
      g_assert_false (pt_attention_is_choice (one));
      g_assert_cmpuint (one->missing->len, ==, 1);
    }
}

static void
test_same_field_conflicts_and_resolves (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");
  g_autoptr (GError) error = NULL;

  fixture_set (p->a.store, id, "title", "Van An");
  fixture_set (p->b.store, id, "title", "Van Koen");
  sync_both (p);
  g_autoptr (GPtrArray) on_a = pt_store_list_conflicts (p->a.store, &error);
  g_autoptr (GPtrArray) on_b = pt_store_list_conflicts (p->b.store, &error);
  g_autofree char *shown = fixture_get (p->b.store, id, "title");
  g_assert_cmpint (on_a->len, ==, 1);
  g_assert_cmpint (on_b->len, ==, 1);
  g_assert_cmpstr (((PtConflict *)g_ptr_array_index (on_b, 0))->field, ==, "title");
  g_assert_cmpstr (shown, ==, "Van An");

  g_autoptr (PtRecord) record = pt_store_get_record (p->b.store, id, NULL);
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);
  g_autoptr (PtValue) value = pt_value_new_text ("Van An");
  pt_edit_resolve (edit, "title", value);
  g_autoptr (PtRecord) saved = pt_store_save (p->b.store, edit, &error);
  g_assert_no_error (error);
  sync_both (p);

  g_autofree char *history_a = fixture_history (p->a.store, id);
  g_autofree char *history_b = fixture_history (p->b.store, id);
  g_assert_cmpint (pt_store_count_conflicts (p->a.store), ==, 0);
  g_assert_cmpint (pt_store_count_conflicts (p->b.store), ==, 0);
  g_assert_true (g_str_has_prefix (history_a, "title:\"Van An\">\"Van An\":resolve|"));
  g_assert_true (g_str_has_prefix (history_b, "title:\"Van An\">\"Van An\":resolve|"));
  assert_equal (p, id);
  assert_sound (p->b.store);
}

/* (transfer full): what @store offers for the body of @id. */
static char *
offer (PtStore *store, const char *id)
{
  g_autoptr (PtRecord) record = pt_store_get_record (store, id, NULL);

  return pt_store_dup_merged (store, record, "body");
}

static void
test_merge_is_offered (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");

  fixture_set (p->a.store, id, "body", "We dronken koffie. Het was druk.");
  sync_both (p);
  fixture_set (p->a.store, id, "body", "We dronken samen koffie. Het was druk.");
  fixture_set (p->b.store, id, "body", "We dronken koffie. Het was druk en warm.");
  sync_both (p);

  g_autofree char *on_a = offer (p->a.store, id);
  g_autofree char *on_b = offer (p->b.store, id);
  g_assert_cmpstr (on_a, ==, "We dronken samen koffie. Het was druk en warm.");
  g_assert_cmpstr (on_b, ==, on_a);
}

static void
test_merge_is_not_guessed (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");

  fixture_set (p->a.store, id, "body", "We dronken koffie.");
  fixture_set (p->b.store, id, "body", "We dronken thee.");
  sync_both (p);
  g_autofree char *from_nothing = offer (p->a.store, id);
  g_assert_null (from_nothing);

  g_autofree char *other = share_note (p, "Bezoek");
  fixture_set (p->a.store, other, "body", "We dronken koffie.");
  sync_both (p);
  fixture_set (p->a.store, other, "body", "We dronken cola.");
  fixture_set (p->b.store, other, "body", "We dronken thee.");
  sync_both (p);
  g_autofree char *same_word = offer (p->b.store, other);
  g_assert_null (same_word);
}

static void
test_overlay_stays_until_page (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");

  fixture_set (p->a.store, id, "title", "Nieuw");
  hub_push (p->hub, p->a.store);
  g_assert_cmpint (fixture_sql (p->a.store, "SELECT count(*) FROM local"), ==, 1);
  g_autofree char *between = fixture_get (p->a.store, id, "title");
  hub_pull (p->hub, p->a.store, NULL);

  g_autofree char *after = fixture_get (p->a.store, id, "title");
  g_assert_cmpstr (between, ==, "Nieuw");
  g_assert_cmpstr (after, ==, "Nieuw");
  g_assert_cmpint (fixture_sql (p->a.store, "SELECT count(*) FROM local"), ==, 0);
  g_assert_cmpint (fixture_sql (p->a.store, "SELECT count(*) FROM op WHERE settled = 0"), ==, 0);
}

/* Two programs read the same feed: whichever asked first may be last to write. */
static const struct
{
  const char *epoch;
  int after, seq; /* from where the cursor is */
  const char *title;
} pages[] = {
  { "epoch-1", -1, -1, "Later" }, /* what another program has read meanwhile */
  { "epoch-1", 1, 2, "Later" },   /* the cursor went back to read all anew */
  { "epoch-2", 0, 1, "Later" },   /* of a life of the hub that is over */
  { "epoch-1", -1, 0, "Eerder" }, /* the same once more */
};

static void
test_pages_out_of_turn (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Eerder");
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  g_autoptr (PtRecord) old = pt_store_get_record (p->b.store, id, NULL);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (page, pt_record_ref (old));
  fixture_set (p->a.store, id, "title", "Later");
  hub_push (p->hub, p->a.store);
  hub_pull (p->hub, p->b.store, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *title = NULL;

      pt_store_apply_page (p->b.store, page, pages[i].epoch, p->hub->seq + pages[i].after,
                           p->hub->seq + pages[i].seq, "chain", NULL, &error);
      g_assert_no_error (error);
      title = fixture_get (p->b.store, id, "title");
      g_assert_cmpstr (title, ==, pages[i].title);
    }
}

/* The record was changed once more before it was read: it stands on the next page, and the
 * connection ends before that. */
static void
test_overlay_stays_while_record_is_further_on (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  fixture_set (p->a.store, id, "title", "Nieuw");
  hub_push (p->hub, p->a.store);
  fixture_set (p->b.store, id, "body", "Van Koen");
  hub_push (p->hub, p->b.store);
  pt_store_apply_page (p->a.store, nothing, "epoch-1", 0, p->hub->seq - 1, "chain", NULL, &error);
  g_assert_no_error (error);

  g_autofree char *between = fixture_get (p->a.store, id, "title");
  hub_pull (p->hub, p->a.store, NULL);
  g_autofree char *after = fixture_get (p->a.store, id, "title");
  g_assert_cmpstr (between, ==, "Nieuw");
  g_assert_cmpstr (after, ==, "Nieuw");
  g_assert_cmpint (fixture_sql (p->a.store, "SELECT count(*) FROM op WHERE settled = 0"), ==, 0);
}

static void
test_unsent_stays_on_top (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);

  fixture_set (p->b.store, id, "body", "Van Koen");
  hub_push (p->hub, p->b.store);
  fixture_set (p->a.store, id, "title", "Nog niet weg");
  hub_pull (p->hub, p->a.store, changed);

  g_autofree char *title = fixture_get (p->a.store, id, "title");
  g_autofree char *body = fixture_get (p->a.store, id, "body");
  int64_t row = pt_store_find_row (p->a.store, id);
  g_autoptr (GPtrArray) rows = pt_store_load_rows (p->a.store, &row, 1, NULL);
  g_assert_cmpstr (title, ==, "Nog niet weg");
  g_assert_cmpstr (body, ==, "Van Koen");
  g_assert_cmpint (changed->len, ==, 1);
  g_assert_true (((PtRow *)g_ptr_array_index (rows, 0))->pending);
  assert_sound (p->a.store);
}

static void
test_pull_writes_history (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");

  fixture_set (p->a.store, id, "title", "Anders");
  sync_both (p);

  g_autofree char *history = fixture_history (p->b.store, id);
  g_assert_true (g_str_has_prefix (
      history, "title:\"Bezoek\">\"Anders\":pull|title:->\"Bezoek\":pull|occurred_on:->"));
}

static void
test_set_aside_stays_shown (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  PtAnswer *answer = g_new0 (PtAnswer, 1);
  g_autoptr (GError) error = NULL;

  fixture_set (p->a.store, id, "title", "Mag niet");
  g_autoptr (GPtrArray) ops = pt_store_next_ops (p->a.store, 1, 1 << 20, NULL);
  answer->op = g_strdup (((PtOp *)g_ptr_array_index (ops, 0))->id);
  answer->verdict = PT_VERDICT_QUARANTINED;
  answer->reason = g_strdup ("role");
  g_ptr_array_add (answers, answer);
  g_assert_true (pt_store_answer_ops (p->a.store, answers, &error));
  hub_pull (p->hub, p->a.store, NULL);

  g_autofree char *title = fixture_get (p->a.store, id, "title");
  g_assert_cmpstr (title, ==, "Mag niet");
  g_assert_cmpint (pt_store_count_pending (p->a.store), ==, 0);
  assert_sound (p->a.store);
}

/* Interrupts SQLite after more and more steps: at each place nothing or everything has happened. */
static int
interrupt_cb (gpointer data)
{
  return 1;
}

static void
test_page_and_cursor_are_one (Pair *p, gconstpointer data)
{
  g_autoptr (PtHubLink) before = pt_store_get_hub (p->b.store);
  gboolean done = FALSE;
  guint failures = 0;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = fixture_add_record (p->a.store, "entry", "title", "Nieuw", NULL);
    }
  hub_push (p->hub, p->a.store);
  sqlite3 *handle = pt_db_handle (pt_store_get_db (p->b.store));
  for (int steps = 1; !done; steps += steps / 4 + 7)
    {
      g_autoptr (GPtrArray)
          records = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
      g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      GHashTableIter iter;
      gpointer id, state;

      g_hash_table_iter_init (&iter, p->hub->states);
      while (g_hash_table_iter_next (&iter, &id, &state))
        {
          PtRecord *record = pt_record_new (id, g_hash_table_lookup (p->hub->kinds, id),
                                            pt_state_copy (state));
          pt_record_set_hub (record, GPOINTER_TO_INT (g_hash_table_lookup (p->hub->seqs, id)), 0,
                             false);
          g_ptr_array_add (records, record);
        }
      sqlite3_progress_handler (handle, steps, interrupt_cb, NULL);
      done = pt_store_apply_page (p->b.store, records, "epoch-1", 0, p->hub->seq, "end", changed,
                                  &error);
      sqlite3_progress_handler (handle, 0, NULL, NULL);
      g_autoptr (PtHubLink) after = pt_store_get_hub (p->b.store);
      int64_t n = fixture_sql (p->b.store, "SELECT count(*) FROM entry");
      g_assert_cmpint (n, ==, done ? 5 : 0);
      g_assert_cmpint (fixture_sql (p->b.store, "SELECT count(*) FROM record WHERE kind = 'entry'"),
                       ==, n);
      g_assert_cmpint (after->seq, ==, done ? p->hub->seq : before->seq);
      g_assert_cmpint (changed->len, ==, done ? 5 : 0);
      failures += !done;
    }
  g_assert_cmpint (failures, >, 5);
  assert_sound (p->b.store);
}

static void
test_save_is_one (Fixture *f, gconstpointer data)
{
  sqlite3 *handle = pt_db_handle (pt_store_get_db (f->store));
  gboolean done = FALSE;
  guint failures = 0;

  for (int steps = 1; !done; steps += steps / 4 + 7)
    {
      g_autoptr (PtEdit) edit = pt_edit_new (f->world, "entry", NULL);
      g_autoptr (GError) error = NULL;
      int64_t ops = fixture_sql (f->store, "SELECT count(*) FROM op");
      int64_t lines = fixture_sql (f->store, "SELECT count(*) FROM change");

      pt_edit_set_text (edit, "body", "Alles of niets");
      sqlite3_progress_handler (handle, steps, interrupt_cb, NULL);
      g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);
      sqlite3_progress_handler (handle, 0, NULL, NULL);
      /* The interruption may also hit the reading after the save. */
      done = saved != NULL;
      gboolean there = pt_store_has_record (f->store, edit->id);
      g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM op"), ==, ops + there);
      g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM change") > lines, ==, there);
      failures += !there;
    }
  g_assert_cmpint (failures, >, 5);
  assert_sound (f->store);
}

/* ── Lives ── */

static int64_t
count_lives (PtStore *store)
{
  return fixture_sql (store, "SELECT count(*) FROM incarnation");
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_life_goes_on (Fixture *f, gconstpointer data)
{
  fixture_reopen (f);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Een", NULL);
  fixture_reopen (f);
  g_autofree char *other = fixture_add_record (f->store, "entry", "body", "Twee", NULL);

  g_assert_cmpint (count_lives (f->store), ==, 1);
  g_assert_cmpint (fixture_sql (f->store, "SELECT counter FROM incarnation"), ==, 3);
}

static void
test_copied_folder (Fixture *f, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (f->folder, "Kopie.proeftuin", NULL);
  g_autofree char *from = g_build_filename (f->path, "logbook.db", NULL);
  g_autofree char *to = g_build_filename (copy, "logbook.db", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->store, pt_store_close);
  g_mkdir (copy, 0700);
  copy_file (from, to);
  g_autoptr (PtStore) clone = pt_store_open (copy, PT_STORE_READ_WRITE, f->world, &error);
  g_assert_no_error (error);
  g_autofree char *in_copy = fixture_add_record (clone, "entry", "body", "Kopie", NULL);
  fixture_reopen (f);
  g_autofree char *in_original = fixture_add_record (f->store, "entry", "body", "Echt", NULL);

  g_assert_cmpint (count_lives (clone), ==, 2);
  g_assert_cmpint (count_lives (f->store), ==, 1);
}

static void
test_older_file_put_back (Fixture *f, gconstpointer data)
{
  g_autofree char *db = g_build_filename (f->path, "logbook.db", NULL);
  g_autofree char *kept = g_build_filename (f->folder, "kept.db", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (Hub) hub = hub_new ();
  gsize size;

  hub_join (hub, f->store, "device-a");
  g_clear_pointer (&f->store, pt_store_close);
  copy_file (db, kept);
  fixture_reopen (f);
  g_autofree char *lost = fixture_add_record (f->store, "entry", "body", "Verloren", NULL);
  g_clear_pointer (&f->store, pt_store_close);
  /* Into the same inode, as some tools for backups do. */
  g_assert_true (g_file_get_contents (kept, &contents, &size, NULL));
  FILE *out = fopen (db, "r+");
  g_assert_cmpint (fwrite (contents, 1, size, out), ==, size);
  g_assert_cmpint (ftruncate (fileno (out), (off_t)size), ==, 0);
  fclose (out);
  fixture_reopen (f);
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Opnieuw", NULL);

  g_assert_true (pt_store_is_device_due (f->store)); /* the state it had may be at work elsewhere */
  g_assert_cmpint (count_lives (f->store), ==, 2);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM op"), ==, 2);
}

/* The next save is one of a new life. */
static void
go_on_in_copy (Fixture *f)
{
  g_autofree char *copy = g_build_filename (f->folder, "Kopie.proeftuin", NULL);
  g_autofree char *from = g_build_filename (f->path, "logbook.db", NULL);
  g_autofree char *to = g_build_filename (copy, "logbook.db", NULL);

  g_clear_pointer (&f->store, pt_store_close);
  g_mkdir (copy, 0700);
  copy_file (from, to);
  f->store = pt_store_open (copy, PT_STORE_READ_WRITE, f->world, NULL);
}

static void
test_unsent_ops_keep_their_dots (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "Wacht", NULL);
  g_autoptr (GPtrArray) before = pt_store_next_ops (f->store, 100, 1 << 20, NULL);

  go_on_in_copy (f);
  g_autofree char *more = fixture_add_record (f->store, "entry", "body", "Meer", NULL);
  g_autoptr (GPtrArray) after = pt_store_next_ops (f->store, 100, 1 << 20, NULL);

  g_assert_cmpint (after->len, ==, before->len + 1);
  for (guint i = 0; i < before->len; i++)
    {
      const PtOp *one = g_ptr_array_index (before, i), *other = g_ptr_array_index (after, i);
      g_assert_true (pt_dot_equal (&one->dot, &other->dot));
    }
}

static void
test_fork_renumbers (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  g_autoptr (GError) error = NULL;

  fixture_set (f->store, id, "title", "Twee");
  fixture_set (f->store, id, "title", "Drie");
  hub_join (NULL, f->store, "device-a");
  g_autoptr (GPtrArray) before = pt_store_next_ops (f->store, 100, 1 << 20, NULL);
  g_assert_cmpint (before->len, ==, 4);
  for (guint i = 2; i < 4; i++) /* the hub took the logbook and the note, not what follows */
    {
      PtAnswer *answer = g_new0 (PtAnswer, 1);
      answer->op = g_strdup (((PtOp *)g_ptr_array_index (before, i))->id);
      answer->verdict = PT_VERDICT_FORKED;
      g_ptr_array_add (answers, answer);
    }
  g_assert_true (pt_store_answer_ops (f->store, answers, &error));
  g_assert_no_error (error);

  g_autoptr (GPtrArray) after = pt_store_next_ops (f->store, 100, 1 << 20, NULL);
  const PtOp *old = g_ptr_array_index (before, 2);
  const PtOp *two = g_ptr_array_index (after, 2), *three = g_ptr_array_index (after, 3);
  g_autofree char *title = fixture_get (f->store, id, "title");
  g_assert_cmpstr (two->id, ==, old->id);
  g_assert_cmpint (pt_uuid_compare (&two->dot.incarnation, &old->dot.incarnation), !=, 0);
  g_assert_cmpint (two->dot.counter, ==, 1);
  g_assert_cmpint (pt_vector_get (two->seen, &old->dot.incarnation), ==, 2);
  g_assert_cmpint (pt_vector_get (three->seen, &old->dot.incarnation), ==, 2);
  g_assert_cmpint (pt_vector_get (three->seen, &two->dot.incarnation), ==, 1);
  g_assert_cmpstr (title, ==, "Drie");
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 0);
  assert_sound (f->store);
}

static void
answer_one (PtStore *store, const char *op, PtVerdict verdict)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  PtAnswer *answer = g_new0 (PtAnswer, 1);
  g_autoptr (GError) error = NULL;

  answer->op = g_strdup (op);
  answer->verdict = verdict;
  answer->seq = verdict == PT_VERDICT_APPLIED ? 1 : 0;
  g_ptr_array_add (answers, answer);
  pt_store_answer_ops (store, answers, &error);
  g_assert_no_error (error);
}

static void
answer_forked (PtStore *store, const char *op)
{
  answer_one (store, op, PT_VERDICT_FORKED);
}

/* What a later life takes for seen under the old numbers is somebody else's at the hub. */
static void
test_fork_reaches_later_lives (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autofree char *apart = fixture_add_record (f->store, "entry", "title", "Apart", NULL);

  fixture_set (f->store, id, "title", "Twee");
  fixture_set (f->store, id, "title", "Drie");
  hub_join (NULL, f->store, "device-a");
  go_on_in_copy (f);
  fixture_set (f->store, id, "title", "Vier");
  fixture_set (f->store, apart, "title", "Nog steeds apart");
  g_autoptr (GPtrArray) before = pt_store_next_ops (f->store, 100, 1 << 20, NULL);
  const PtOp *two = g_ptr_array_index (before, 3), *old = g_ptr_array_index (before, 5);
  g_assert_cmpint (before->len, ==, 7);
  g_assert_cmpint (pt_vector_get (old->seen, &two->dot.incarnation), ==, 5);
  answer_forked (f->store, two->id);

  g_autoptr (GPtrArray) after = pt_store_next_ops (f->store, 100, 1 << 20, NULL);
  const PtOp *three = g_ptr_array_index (after, 4), *four = g_ptr_array_index (after, 5);
  const PtOp *other = g_ptr_array_index (after, 6);
  g_autofree char *title = fixture_get (f->store, id, "title");
  g_assert_true (pt_dot_equal (&four->dot, &old->dot));
  g_assert_cmpint (pt_vector_get (four->seen, &two->dot.incarnation), ==, two->dot.counter - 1);
  g_assert_true (pt_vector_has (four->seen, &three->dot));
  g_assert_cmpint (pt_vector_get (other->seen, &two->dot.incarnation), ==, 3);
  g_assert_cmpint (pt_vector_get (other->seen, &three->dot.incarnation), ==, 0);
  g_assert_cmpstr (title, ==, "Vier");
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 0);
  assert_sound (f->store);
}

/* So that a fork is known here before what a later life saved leaves. */
static void
test_batch_ends_with_life (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (GError) error = NULL;

  hub_join (NULL, f->store, "device-a");
  go_on_in_copy (f);
  fixture_set (f->store, id, "title", "Twee");
  fixture_set (f->store, id, "title", "Drie");

  g_autoptr (GPtrArray) old = pt_store_next_waiting (f->store, FALSE, 0, 100, 1 << 20, &error);
  g_assert_no_error (error);
  g_assert_cmpint (old->len, ==, 2);
  const PtWaitingOp *last = g_ptr_array_index (old, 1);
  g_autoptr (GPtrArray) new = pt_store_next_waiting (f->store, FALSE, last->ordinal, 100, 1 << 20,
                                                     &error);
  g_assert_no_error (error);
  g_assert_cmpint (new->len, ==, 2);
}

/* A copy was quicker, because the old number is somebody else's at the hub. */
static void
test_adopted_is_not_seen (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  PtAnswer *answer = g_new0 (PtAnswer, 1);
  g_autoptr (GError) error = NULL;

  fixture_set (f->store, id, "title", "Twee");
  hub_join (NULL, f->store, "device-a");
  go_on_in_copy (f);
  fixture_set (f->store, id, "title", "Drie");
  g_autoptr (GPtrArray) before = pt_store_next_ops (f->store, 100, 1 << 20, NULL);
  const PtOp *two = g_ptr_array_index (before, 2);
  answer->op = g_strdup (two->id);
  answer->verdict = PT_VERDICT_APPLIED;
  answer->dot = (PtDot){ { { 7 } }, 1 };
  g_ptr_array_add (answers, answer);
  pt_store_answer_ops (f->store, answers, &error);
  g_assert_no_error (error);

  g_autoptr (GPtrArray) after = pt_store_next_ops (f->store, 100, 1 << 20, NULL);
  const PtOp *three = g_ptr_array_index (after, after->len - 1);
  g_assert_true (pt_vector_has (three->seen, &answer->dot));
  g_assert_cmpint (pt_vector_get (three->seen, &two->dot.incarnation), ==, two->dot.counter - 1);
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 0);
}

static void
test_private_saves_leave_no_gap (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autofree char *secret = NULL;

  hub_join (NULL, f->store, "device-a");
  secret = fixture_add_record (f->store, "entry", "sharing", "private", "title", "Geheim", NULL);
  fixture_set (f->store, secret, "body", "Nog een gedachte");
  fixture_set (f->store, id, "title", "Twee");

  g_autoptr (GPtrArray) ops = pt_store_next_ops (f->store, 100, 1 << 20, NULL);
  const PtOp *first = g_ptr_array_index (ops, 0);
  g_assert_cmpint (ops->len, ==, 3);
  for (guint i = 0; i < ops->len; i++)
    {
      const PtOp *op = g_ptr_array_index (ops, i);
      g_assert_cmpint (pt_uuid_compare (&op->dot.incarnation, &first->dot.incarnation), ==, 0);
      g_assert_cmpint (op->dot.counter, ==, i + 1);
    }
}

/* The hub's state of @id after a save by a clone of this laptop, with the dot after @last. */
static void
pull_over (PtStore *store, const char *id, PtRecord *record, const PtDot *last)
{
  const PtDot dot = { last->incarnation, last->counter + 1 };
  PtState *state = pt_state_copy (pt_record_get_state (record));
  g_autoptr (PtOp) op = pt_op_new ("0190d0c0-0000-7000-8000-00000000c10e", &dot, id, "entry");
  g_autoptr (PtValue) value = pt_value_new_text ("Van de kloon");
  g_autoptr (PtVector) seen = pt_state_dup_seen (state);
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  g_autoptr (GError) error = NULL;

  pt_op_set (op, "title", value);
  pt_vector_join (op->seen, seen);
  op->member = g_strdup ("member");
  op->device = g_strdup ("device");
  pt_state_apply (state, op);
  g_ptr_array_add (page, pt_record_new (id, "entry", state));
  pt_record_set_hub (g_ptr_array_index (page, 0), 9, 1, false);
  pt_store_apply_page (store, page, "epoch-1", 0, 9, "chain", NULL, &error);
  g_assert_no_error (error);
}

static void
pull_from_clone (PtStore *store, const char *id, const PtDot *last)
{
  g_autoptr (PtRecord) record = pt_store_get_record (store, id, NULL);

  pull_over (store, id, record, last);
}

static PtOp *
get_last_op (PtStore *store)
{
  g_autoptr (GPtrArray) ops = pt_store_next_ops (store, 100, 1 << 20, NULL);

  return pt_op_ref (g_ptr_array_index (ops, ops->len - 1));
}

/* What waits is not replaced by what a clone said under the same number. */
static void
test_save_before_clone_stays (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);

  hub_join (NULL, f->store, "device-a");
  g_autoptr (PtRecord) before = pt_store_get_record (f->store, id, NULL);
  g_autoptr (PtOp) first = get_last_op (f->store);
  fixture_set (f->store, id, "title", "Van mij");
  g_autoptr (PtOp) second = get_last_op (f->store);
  pull_over (f->store, id, before, &first->dot);

  g_autoptr (PtOp) third = get_last_op (f->store);
  g_autoptr (PtRecord) after = pt_store_get_record (f->store, id, NULL);
  g_autofree char *title = fixture_get (f->store, id, "title");
  g_assert_cmpstr (title, ==, "Van de kloon");
  g_assert_cmpuint (pt_state_n_versions (pt_record_get_state (after), "title"), ==, 2);
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 1);
  g_assert_cmpstr (third->id, ==, second->id);
  g_assert_cmpint (pt_uuid_compare (&third->dot.incarnation, &second->dot.incarnation), !=, 0);
  assert_sound (f->store);
}

static void
test_save_after_clone_is_shown (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);

  hub_join (NULL, f->store, "device-a");
  g_autoptr (PtOp) first = get_last_op (f->store);
  answer_one (f->store, first->id,
              PT_VERDICT_APPLIED); /* nothing waits on it that the page could tell by */
  pull_from_clone (f->store, id, &first->dot);
  fixture_set (f->store, id, "title", "Van mij");

  g_autoptr (PtOp) second = get_last_op (f->store);
  g_autofree char *title = fixture_get (f->store, id, "title");
  g_assert_cmpstr (title, ==, "Van mij");
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 0);
  g_assert_cmpint (pt_uuid_compare (&first->dot.incarnation, &second->dot.incarnation), !=, 0);
}

/* The clone's dot came by a pull; it is not one of those that get new numbers here. */
static void
test_fork_keeps_what_was_pulled (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);

  hub_join (NULL, f->store, "device-a");
  g_autoptr (PtOp) first = get_last_op (f->store);
  g_autofree char *other = fixture_add_record (f->store, "entry", "title", "Iets anders", NULL);
  g_autoptr (PtOp) forked = get_last_op (f->store);
  pull_from_clone (f->store, id, &first->dot);
  fixture_set (f->store, id, "title", "Van mij");
  answer_forked (f->store, forked->id);

  g_autoptr (PtOp) last = get_last_op (f->store);
  g_assert_cmpint (pt_vector_get (last->seen, &first->dot.incarnation), ==, forked->dot.counter);
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 0);
}

/* A hub that was put back had it already, and the laptop that this one is a copy of goes on. */
static void
test_first_number_after_all (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  PtAnswer *answer = g_new0 (PtAnswer, 1);
  g_autoptr (GError) error = NULL;

  hub_join (NULL, f->store, "device-a");
  g_autoptr (PtOp) first = get_last_op (f->store);
  pt_store_begin_epoch (f->store, "epoch-1", &error);
  g_autoptr (PtOp) renumbered = get_last_op (f->store);
  g_assert_cmpstr (renumbered->id, ==, first->id);
  g_assert_false (pt_dot_equal (&renumbered->dot, &first->dot));
  answer->op = g_strdup (first->id);
  answer->dot = first->dot;
  answer->seq = 1;
  g_ptr_array_add (answers, answer);
  pt_store_answer_ops (f->store, answers, &error);
  g_assert_no_error (error);
  pull_from_clone (f->store, id, &first->dot);
  fixture_set (f->store, id, "title", "Van mij");

  g_autoptr (PtOp) last = get_last_op (f->store);
  g_assert_cmpint (pt_vector_get (last->seen, &first->dot.incarnation), ==, first->dot.counter + 1);
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 0);
}

static void
test_held_keeps_its_number (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  PtAnswer *answer = g_new0 (PtAnswer, 1);
  g_autoptr (GError) error = NULL;

  g_test_summary ("What waited for the coordinator may have been accepted, and be back as such.");
  hub_join (NULL, f->store, "device-a");
  g_autoptr (PtOp) held = get_last_op (f->store);
  answer->op = g_strdup (held->id);
  answer->verdict = PT_VERDICT_QUARANTINED;
  answer->reason = g_strdup ("role");
  g_ptr_array_add (answers, answer);
  pt_store_answer_ops (f->store, answers, &error);
  pt_store_begin_epoch (f->store, "epoch-1", &error);
  pt_store_begin_epoch (f->store, "epoch-2", &error);

  g_assert_no_error (error);
  g_autoptr (PtOp) last = get_last_op (f->store);
  g_assert_cmpstr (last->id, ==, held->id);
  g_assert_true (pt_dot_equal (&last->dot, &held->dot));
}

static void
test_other_hub_gets_everything (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");
  g_autoptr (GError) error = NULL;
  PtHubLink link = { .url = (char *)"https://other.example",
                     .hub_id = (char *)"hub-2",
                     .device = (char *)"device-a2" };

  g_assert_cmpint (pt_store_count_pending (p->a.store), ==, 0);
  pt_store_set_hub (p->a.store, &link, pt_store_get_logbook_id (p->a.store), "device-a", "An",
                    "coordinator", &error);

  g_autoptr (PtHubLink) now = pt_store_get_hub (p->a.store);
  g_assert_no_error (error);
  g_assert_cmpint (now->seq, ==, 0);
  g_assert_null (now->epoch);
  g_assert_cmpint (pt_store_count_pending (p->a.store), ==, 2);
  g_autofree char *title = fixture_get (p->a.store, id, "title");
  g_assert_cmpstr (title, ==, "Bezoek");
  assert_sound (p->a.store);
}

static void
test_other_logbook_is_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PtHubLink link = { .url = (char *)"https://hub.example",
                     .hub_id = (char *)"hub-1",
                     .device = (char *)"device-a" };

  g_assert_false (pt_store_set_hub (f->store, &link, "0190d0c0-0000-7000-8000-00000000beef", "m",
                                    "An", "member", &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_EXISTS);
  g_assert_null (pt_store_get_hub (f->store));
}

/* Ctrl+Z never goes on to something older without a word. */
static void
test_undo_says_what_it_cannot (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Bezoek");
  g_autofree char *secret = fixture_add_record (p->a.store, "entry", "title", "Kladje", "sharing",
                                                "private", NULL);
  g_autoptr (PtUndone) none = NULL, made = NULL;
  g_autoptr (GError) changed = NULL, shared = NULL, error = NULL;

  fixture_set (p->a.store, id, "title", "Van An");
  sync_both (p);
  fixture_set (p->b.store, id, "title", "Van Koen");
  hub_sync (p->hub, p->b.store);
  hub_sync (p->hub, p->a.store);
  fixture_set (p->a.store, secret, "sharing", "core");

  g_assert_false (pt_store_undo (p->a.store, &none, &shared));
  g_assert_error (shared, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
  g_assert_false (pt_store_undo (p->a.store, &none, &changed));
  g_assert_error (changed, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
  g_assert_null (none);
  g_assert_true (pt_store_undo (p->a.store, &made, &error)); /* the making of the draft */
  g_assert_cmpstr (made->title, ==, "Kladje");
  g_clear_error (&changed);
  g_assert_false (pt_store_undo (p->a.store, &none, &changed)); /* Koen went on with the note */
  g_assert_error (changed, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
}

/* Random saves on two laptops with syncs in between: in the end both are the same and sound. */
static void
test_random (Pair *p, gconstpointer data)
{
  guint32 seed = g_test_rand_int_range (0, G_MAXINT);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  static const char *const fields[] = { "title", "body", "place" };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 3; i++)
    g_ptr_array_add (ids, share_note (p, "Begin"));
  for (int i = 0; i < 120; i++)
    {
      PtStore *store = g_rand_boolean (rand) ? p->a.store : p->b.store;
      const char *id = g_ptr_array_index (ids, g_rand_int_range (rand, 0, 3));
      g_autofree char *text = g_strdup_printf ("waarde %d", g_rand_int_range (rand, 0, 6));
      int act = g_rand_int_range (rand, 0, 10);

      if (act < 6)
        fixture_set (store, id, fields[act % 3], text);
      else if (act < 8)
        hub_push (p->hub, store);
      else
        hub_pull (p->hub, store, NULL);
    }
  sync_both (p);
  sync_both (p);

  for (guint i = 0; i < ids->len; i++)
    assert_equal (p, g_ptr_array_index (ids, i));
  g_assert_cmpint (pt_store_count_conflicts (p->a.store), ==,
                   pt_store_count_conflicts (p->b.store));
  g_assert_cmpint (fixture_sql (p->a.store, "SELECT count(*) FROM local"), ==, 0);
  assert_sound (p->a.store);
  assert_sound (p->b.store);
}

#define pair_add(name, function)                                                                   \
  g_test_add (name, Pair, NULL, pair_set_up, function, pair_tear_down)

/* ── A hub that was put back too long ago ── */

static void
read_another_life (Hub *hub, PtStore *store)
{
  g_autoptr (GError) error = NULL;
  guint n;

  pt_store_begin_epoch (store, "epoch-1", &error);
  pt_store_note_offered (store, PT_REPAIR_TOO_LATE, &error);
  hub_sync (hub, store);
  pt_store_finish_keeping (store, &n, &error);
  g_assert_no_error (error);
  hub_sync (hub, store);
}

static void
test_too_late_to_repair (Pair *p, gconstpointer data)
{
  g_autoptr (Hub) older = hub_new ();
  g_autofree char *shared = fixture_add_record (p->a.store, "entry", "title", "Before", "body",
                                                "Old", NULL);
  g_autofree char *lost = NULL;

  g_test_summary ("What only this laptop has is saved anew when the hub takes no repair any more.");
  sync_both (p);
  fixture_set (p->b.store, shared, "body", "By B, after the backup");
  lost = fixture_add_record (p->b.store, "entry", "title", "By B alone", NULL);
  sync_both (p);
  fixture_set (p->a.store, shared, "title", "Mine");

  read_another_life (older, p->a.store);

  g_autofree char *body = fixture_get (p->a.store, shared, "body");
  g_autofree char *title = fixture_get (p->a.store, shared, "title");
  g_autofree char *alone = fixture_get (p->a.store, lost, "title");
  const PtState *at_hub = g_hash_table_lookup (older->states, shared);
  g_assert_cmpstr (body, ==, "By B, after the backup");
  g_assert_cmpstr (title, ==, "Mine");
  g_assert_cmpstr (alone, ==, "By B alone");
  g_assert_cmpuint (pt_state_n_versions (at_hub, "body"), ==, 1);
  g_assert_cmpstr (pt_state_shown (at_hub, "body")->text, ==, "By B, after the backup");
  g_assert_nonnull (g_hash_table_lookup (older->states, lost));
  g_assert_cmpint (pt_store_count_conflicts (p->a.store), ==, 0);
  g_assert_cmpint (pt_store_count_pending (p->a.store), ==, 0);
}

static void
test_too_late_and_replaced (Pair *p, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (p->a.store, "entry", "body", "First", NULL);

  g_test_summary ("Words that somebody who had read them replaced stay replaced.");
  sync_both (p);
  fixture_set (p->b.store, id, "body", "Second");
  hub_sync (p->hub, p->b.store);

  read_another_life (p->hub, p->a.store);

  g_autofree char *body = fixture_get (p->a.store, id, "body");
  g_assert_cmpstr (body, ==, "Second");
  g_assert_cmpint (pt_store_count_conflicts (p->a.store), ==, 0);
  g_assert_cmpint (fixture_sql (p->a.store, "SELECT count(*) FROM op WHERE how = 'repair'"), ==, 0);
}

/* B has answered what A saved with the dot @lost, before A was put back to a state without it. */
static void
reply_at_hub (Hub *hub, const char *id, const PtDot *lost)
{
  const PtDot dot = { { "another life" }, 1 };
  PtState *state = g_hash_table_lookup (hub->states, id);
  g_autoptr (PtOp) op = pt_op_new ("0190d0c0-0000-7000-8000-00000000b001", &dot, id, "entry");
  g_autoptr (PtValue) value = pt_value_new_text ("By B, who had read what A lost");
  g_autoptr (PtVector) seen = pt_state_dup_seen (state);

  pt_op_set (op, "title", value);
  pt_vector_join (op->seen, seen);
  pt_vector_add (op->seen, lost);
  op->member = g_strdup ("member-b");
  op->device = g_strdup ("device-b");
  pt_state_apply (state, op);
}

static void
test_number_used_again (Pair *p, gconstpointer data)
{
  g_autofree char *id = share_note (p, "Before");
  g_autoptr (GError) error = NULL;

  g_test_summary ("A save whose number was another's, which a hub that was put back forgot, is not "
                  "taken for that one.");
  fixture_set (p->a.store, id, "title", "By A, after it was put back");
  g_autoptr (PtOp) own = get_last_op (p->a.store);
  reply_at_hub (p->hub, id, &own->dot);

  pt_store_begin_epoch (p->a.store, "epoch-1", &error);
  g_assert_no_error (error);
  hub_sync (p->hub, p->a.store);
  hub_sync (p->hub, p->a.store);

  const PtState *at_hub = g_hash_table_lookup (p->hub->states, id);
  g_assert_cmpuint (pt_state_n_versions (at_hub, "title"), ==, 2);
  g_assert_cmpint (pt_store_count_conflicts (p->a.store), ==, 1);
  g_assert_cmpint (pt_store_count_pending (p->a.store), ==, 0);
}

static void
test_orders_of_another_life (Pair *p, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (p->a.store, "entry", "body", "Words", NULL);
  g_autoptr (PtErasure) order = pt_erasure_new (id, NULL, "Asked for");
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_test_summary ("Orders that were carried out are compared anew with another life of the hub, "
                  "also when the first errand to it breaks off.");
  sync_both (p);
  order->number = 1;
  g_ptr_array_add (orders, order);
  pt_store_apply_erasures (p->a.store, orders, NULL, NULL, &error);
  pt_store_apply_erasures (p->a.store, orders, NULL, NULL, &error); /* by another program */
  g_autoptr (PtHubLink) before = pt_store_get_hub (p->a.store);
  g_assert_cmpint (before->era, ==, 1);

  pt_store_begin_epoch (p->a.store, "epoch-2", &error);
  g_autoptr (PtHubLink) other = pt_store_get_hub (p->a.store);
  g_assert_cmpint (other->era, ==, 0);
  g_assert_cmpint (pt_store_get_era (p->a.store), ==, 1);

  pt_store_renumber_erasures (p->a.store, orders, NULL, NULL, &error);
  g_autoptr (PtHubLink) after = pt_store_get_hub (p->a.store);
  g_assert_no_error (error);
  g_assert_cmpint (after->era, ==, 1);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  pair_add ("/store/sync/different-fields", test_different_fields_merge);
  pair_add ("/store/sync/same-field", test_same_field_conflicts_and_resolves);
  pair_add ("/store/sync/attention", test_attention);
  pair_add ("/store/sync/attention/guard", test_guard_lost_in_a_merge);
  pair_add ("/store/merge/offered", test_merge_is_offered);
  pair_add ("/store/restored/too-late", test_too_late_to_repair);
  pair_add ("/store/restored/too-late-and-replaced", test_too_late_and_replaced);
  pair_add ("/store/restored/number-used-again", test_number_used_again);
  pair_add ("/store/restored/orders", test_orders_of_another_life);
  pair_add ("/store/merge/not-guessed", test_merge_is_not_guessed);
  pair_add ("/store/overlay/until-page", test_overlay_stays_until_page);
  pair_add ("/store/overlay/record-further-on", test_overlay_stays_while_record_is_further_on);
  pair_add ("/store/page/out-of-turn", test_pages_out_of_turn);
  pair_add ("/store/overlay/unsent-on-top", test_unsent_stays_on_top);
  pair_add ("/store/overlay/set-aside", test_set_aside_stays_shown);
  pair_add ("/store/page/history", test_pull_writes_history);
  pair_add ("/store/page/interrupted", test_page_and_cursor_are_one);
  fixture_add ("/store/save/interrupted", test_save_is_one);
  fixture_add ("/store/life/goes-on", test_life_goes_on);
  fixture_add ("/store/life/copied-folder", test_copied_folder);
  fixture_add ("/store/life/older-file", test_older_file_put_back);
  fixture_add ("/store/life/unsent-keep-dots", test_unsent_ops_keep_their_dots);
  fixture_add ("/store/life/fork", test_fork_renumbers);
  fixture_add ("/store/life/before-a-clone", test_save_before_clone_stays);
  fixture_add ("/store/life/private-saves", test_private_saves_leave_no_gap);
  fixture_add ("/store/life/clone-shown", test_save_after_clone_is_shown);
  fixture_add ("/store/life/fork-and-later-lives", test_fork_reaches_later_lives);
  fixture_add ("/store/life/adopted", test_adopted_is_not_seen);
  fixture_add ("/store/life/batch-ends-with-life", test_batch_ends_with_life);
  fixture_add ("/store/life/fork-after-pull", test_fork_keeps_what_was_pulled);
  fixture_add ("/store/life/first-number-after-all", test_first_number_after_all);
  fixture_add ("/store/life/held-keeps-its-number", test_held_keeps_its_number);
  pair_add ("/store/hub/another", test_other_hub_gets_everything);
  fixture_add ("/store/hub/other-logbook", test_other_logbook_is_refused);
  pair_add ("/store/undo/cannot", test_undo_says_what_it_cannot);
  pair_add ("/store/sync/random", test_random);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies that notice themselves, saves that the others do not have, open editors across a renumbering,
 * raising with candidates, and leaving a team. */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* (transfer full): the sentences, joined. */
static char *
get_notices (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = pt_store_list_notices (store, &error);

  g_assert_no_error (error);
  g_ptr_array_add (list, NULL);
  return g_strjoinv ("\n", (char **)list->pdata);
}

static void
assert_says (PtStore *store, const char *part, gboolean expected)
{
  g_autofree char *notices = get_notices (store);

  g_test_message ("%s", notices);
  g_assert_cmpint (strstr (notices, part) != NULL, ==, expected);
}

static PtOp *
get_last_op (PtStore *store)
{
  g_autoptr (GPtrArray) ops = pt_store_next_ops (store, 100, 1 << 20, NULL);

  return pt_op_ref (g_ptr_array_index (ops, ops->len - 1));
}

static void
answer (PtStore *store, const char *op, PtVerdict verdict, const char *reason, const PtDot *dot,
        const char *refused_by)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  g_autoptr (GError) error = NULL;
  PtAnswer *one = g_new0 (PtAnswer, 1);

  one->op = g_strdup (op);
  one->verdict = verdict;
  one->reason = g_strdup (reason);
  one->refused_by = g_strdup (refused_by);
  if (dot != NULL)
    one->dot = *dot;
  g_ptr_array_add (answers, one);
  pt_store_answer_ops (store, answers, &error);
  g_assert_no_error (error);
}

/* ── Copies ── */

static void
copy_file (const char *from, const char *to, const char *name)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autofree char *data = NULL;
  gsize size;

  if (g_file_get_contents (source, &data, &size, NULL))
    g_file_set_contents (target, data, (gssize)size, NULL);
}

static void
test_copied_folder (Fixture *f, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (f->folder, "Copy.proeftuin", NULL);
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "A copied folder says so before its first save, and is no longer the old device.");
  hub_join (NULL, f->store, "device-a");
  g_clear_pointer (&f->store, pt_store_close);
  g_mkdir (copy, 0700);
  copy_file (f->path, copy, "logbook.db");

  g_autoptr (PtStore) reader = pt_store_open (copy, PT_STORE_READ_ONLY, f->world, &error);
  g_assert_no_error (error);
  assert_says (reader, "copied", TRUE);
  g_clear_pointer (&reader, pt_store_close);
  g_autoptr (PtStore) store = pt_store_open (copy, PT_STORE_READ_WRITE, f->world, &error);
  g_assert_no_error (error);
  g_assert_false (pt_store_is_device_due (store));
  g_assert_true (pt_store_check_life (store, NULL, &error));
  g_assert_true (pt_store_is_device_due (store));
  g_assert_cmpint (fixture_sql (store, "SELECT count (*) FROM incarnation"), ==, 2);
  g_assert_true (pt_store_check_life (store, NULL, &error));
  g_assert_cmpint (fixture_sql (store, "SELECT count (*) FROM incarnation"), ==, 2);
  g_assert_true (pt_store_set_device (store, "device-b", &error));
  g_assert_false (pt_store_is_device_due (store));
  assert_says (store, "Give this laptop a name", TRUE);
  g_assert_true (pt_store_dismiss_notices (store, &error));
  assert_says (store, "copied", FALSE);

  fixture_reopen (f);
  assert_says (f->store, "copied", FALSE);
}

static void
test_never_saved_copy (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (f->folder, "Joined.proeftuin", NULL);
  g_autofree char *copy = g_build_filename (f->folder, "Copy.proeftuin", NULL);
  g_autoptr (GError) error = NULL;
  PtStore *store = pt_store_create (folder, f->world, NULL, "Koen", &error);
  const PtHubLink link = { .url = (char *)"https://hub.example",
                           .hub_id = (char *)"hub-1",
                           .device = (char *)"device-b" };

  g_test_summary ("Also a copy of a folder that only ever read notices itself.");
  pt_store_set_hub (store, &link, "0190d0c0-0000-7000-8000-00000000beef", "m", "Koen", "member",
                    &error);
  g_assert_no_error (error);
  pt_store_close (store);
  g_mkdir (copy, 0700);
  copy_file (folder, copy, "logbook.db");

  g_autoptr (PtStore) other = pt_store_open (copy, PT_STORE_READ_WRITE, f->world, &error);
  g_assert_true (pt_store_check_life (other, NULL, &error));
  g_assert_true (pt_store_is_device_due (other));
}

static void
test_hub_knows_more (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "A laptop put back together with its state folder learns it from the hub's hello.");
  hub_join (NULL, f->store, "device-a");
  g_autoptr (PtOp) last = get_last_op (f->store);
  PtDot known = last->dot;
  g_assert_true (pt_store_check_life (f->store, &known, &error));
  g_assert_cmpint (fixture_sql (f->store, "SELECT count (*) FROM incarnation"), ==, 1);
  known.counter++;
  g_assert_true (pt_store_check_life (f->store, &known, &error));
  g_assert_cmpint (fixture_sql (f->store, "SELECT count (*) FROM incarnation"), ==, 2);
  g_assert_true (pt_store_is_device_due (f->store));
  assert_says (f->store, "older state", TRUE);

  fixture_set (f->store, id, "title", "Twee");
  g_autoptr (PtOp) next = get_last_op (f->store);
  g_assert_cmpint (next->dot.counter, ==, 1);
  g_assert_cmpint (pt_uuid_compare (&next->dot.incarnation, &last->dot.incarnation), !=, 0);
}

static void
test_fork_and_device (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *reason;
    gboolean due;
  } cases[] = { { "closed", FALSE }, { "taken", TRUE } };
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);

  g_test_summary ("Only the copy that came second gets a device of its own.");
  hub_join (NULL, f->store, "device-a");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtOp) op = get_last_op (f->store);

      answer (f->store, op->id, PT_VERDICT_FORKED, cases[i].reason, NULL, NULL);
      g_assert_cmpint (pt_store_is_device_due (f->store), ==, cases[i].due);
      assert_says (f->store, "Another laptop works with a copy", cases[i].due);
    }
}

/* ── Numbers ── */

static void
test_editor_open_during_fork (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "An editor that was open while its record got new numbers has seen the new ones, and "
      "not what a clone did under the old.");
  hub_join (NULL, f->store, "device-a");
  fixture_set (f->store, id, "title", "Twee");
  g_autoptr (PtOp) forked = get_last_op (f->store);
  g_autoptr (PtRecord) opened = pt_store_get_record (f->store, id, NULL);
  g_autoptr (PtEdit) edit = pt_edit_new_for (opened);
  answer (f->store, forked->id, PT_VERDICT_FORKED, "taken", NULL, NULL);
  g_autoptr (PtOp) renumbered = get_last_op (f->store);
  g_assert_cmpstr (renumbered->id, ==, forked->id);
  pt_edit_set_text (edit, "title", "Drie");
  g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);
  g_assert_no_error (error);

  g_autoptr (PtOp) last = get_last_op (f->store);
  g_autofree char *title = fixture_get (f->store, id, "title");
  g_assert_cmpstr (title, ==, "Drie");
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 0);
  g_assert_true (pt_vector_has (last->seen, &renumbered->dot));
  g_assert_cmpint (pt_vector_get (last->seen, &forked->dot.incarnation), ==,
                   forked->dot.counter - 1);
}

static void
test_third_copy_was_quicker (Fixture *f, gconstpointer data)
{
  const PtDot theirs = { .incarnation = { .bytes = { 7 } }, .counter = 3 };
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);

  g_test_summary (
      "A save that another copy sent under its own number: what had seen the one has seen "
      "the other, and that alone, so nobody meets their own words as a conflict and nobody's are "
      "taken for replaced.");
  hub_join (NULL, f->store, "device-a");
  g_autoptr (PtOp) first = get_last_op (f->store);
  fixture_set (f->store, id, "title", "Twee");
  g_autoptr (PtRecord) opened = pt_store_get_record (f->store, id, NULL);
  g_autoptr (PtEdit) edit = pt_edit_new_for (opened);
  answer (f->store, first->id, PT_VERDICT_APPLIED, NULL, &theirs, NULL);

  g_autoptr (PtOp) second = get_last_op (f->store);
  g_assert_true (pt_vector_has (second->seen, &theirs));
  g_assert_false (pt_vector_has (second->seen, &first->dot)); /* somebody else's, at the hub */
  pt_edit_set_text (edit, "body", "Later");
  g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, NULL);
  g_autoptr (PtOp) third = get_last_op (f->store);
  g_assert_true (pt_vector_has (third->seen, &theirs));
  g_assert_true (pt_vector_has (third->seen, &second->dot));
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 0);
}

/* ── Private ── */

static void
test_raise_keeps_candidates (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "sharing", "private", "title", "Een",
                                            NULL);
  g_autoptr (PtRecord) opened = pt_store_get_record (f->store, id, NULL);
  g_autoptr (PtEdit) edit = pt_edit_new_for (opened);
  g_autoptr (Hub) hub = hub_new ();
  g_autoptr (GError) error = NULL;

  g_test_summary ("Two versions that nobody chose between are two for the others too.");
  fixture_set (f->store, id, "title", "Van links");
  pt_edit_set_text (edit, "title", "Van rechts");
  g_autoptr (PtRecord) saved = pt_store_save (f->store, edit, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 1);
  fixture_set (f->store, id, "sharing", "core");

  hub_join (hub, f->store, "device-a");
  hub_sync (hub, f->store);
  const PtState *state = g_hash_table_lookup (hub->states, id);
  g_assert_cmpint (pt_state_n_versions (state, "title"), ==, 2);
  g_assert_cmpint (pt_state_n_versions (state, "sharing"), ==, 1);
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 1);
}

/* A page with @id as @state (transfer full) becomes when somebody elsewhere, who has seen all of it, sets
 * @field. */
static void
pull_set (PtStore *store, const char *id, PtState *state, int64_t seq, const char *field,
          const char *text)
{
  const PtDot dot = { .incarnation = { .bytes = { 7 } }, .counter = seq };
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  g_autoptr (PtOp) op = pt_op_new ("0190d0c0-0000-7000-8000-00000000c10e", &dot, id, "entry");
  g_autoptr (PtValue) value = pt_value_new_text (text);
  g_autoptr (PtVector) seen = pt_state_dup_seen (state);
  g_autoptr (GError) error = NULL;

  pt_op_set (op, field, value);
  pt_vector_join (op->seen, seen);
  pt_state_apply (state, op);
  g_ptr_array_add (page, pt_record_new (id, "entry", state));
  pt_record_set_hub (g_ptr_array_index (page, 0), seq, 1, false);
  pt_store_apply_page (store, page, "epoch-1", 0, seq, "chain", NULL, &error);
  g_assert_no_error (error);
}

/* The private record @id is shared by a copy, after a change that stays here. (transfer full): what the
 * others see of it. */
static PtState *
share_elsewhere (Fixture *f, const char *id, const char *title, const char *body)
{
  g_autoptr (PtRecord) before = pt_store_get_record (f->store, id, NULL);
  g_autoptr (PtEdit) edit = pt_edit_new_for (before);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  hub_join (NULL, f->store, "device-a");
  if (title != NULL)
    pt_edit_set_text (edit, "title", title);
  if (body != NULL)
    pt_edit_set_text (edit, "body", body);
  g_autoptr (PtRecord) draft = pt_store_save (f->store, edit, &error);
  g_assert_no_error (error);
  pull_set (f->store, id, pt_state_copy (pt_record_get_state (before)), 9, "sharing", "core");
  text = pt_db_dup_text (pt_store_get_db (f->store), &error,
                         "SELECT state FROM record WHERE id = ?", "b", id);
  g_assert_no_error (error);
  return pt_state_parse (text, strlen (text), strlen (text), NULL);
}

static void
test_draft_under_a_save (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "sharing", "private", "title", "Een",
                                            NULL);
  PtState *theirs = share_elsewhere (f, id, "Alleen hier", NULL);

  g_test_summary (
      "What stays here is not replaced by who has never read it, although they have read a "
      "save that was made on top of it.");
  fixture_set (f->store, id, "body", "Voor allen");
  g_autoptr (PtOp) save = get_last_op (f->store);
  pt_state_apply (theirs, save);
  pull_set (f->store, id, theirs, 10, "title", "Van een ander");

  g_autoptr (PtRecord) now = pt_store_get_record (f->store, id, NULL);
  const PtState *state = pt_record_get_state (now);
  g_assert_cmpuint (pt_state_n_versions (state, "title"), ==, 2);
  g_assert_cmpstr (pt_state_nth_version (state, "title", 1)->value->text, ==, "Alleen hier");
  fixture_set (f->store, id, "title", "Toch zo");
  g_autofree char *title = fixture_get (f->store, id, "title");
  g_assert_cmpstr (title, ==, "Toch zo");
  g_assert_cmpint (pt_store_count_conflicts (f->store), ==, 0);
}

static void
test_draft_under_a_declined_save (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "sharing", "private", "title", "Een",
                                            NULL);
  PtState *theirs = share_elsewhere (f, id, "Alleen hier", "Ook hier");
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "What a save said instead of a draft was the draft's before, and is again when the save "
      "is declined; what it left stays beside the answer of who never read it.");
  fixture_set (f->store, id, "title", "Voor allen");
  g_autoptr (PtOp) save = get_last_op (f->store);
  g_autofree char *on_top = fixture_get (f->store, id, "title");
  g_assert_cmpstr (on_top, ==, "Voor allen");
  answer (f->store, save->id, PT_VERDICT_QUARANTINED, "declined", NULL, NULL);
  g_autofree char *title = fixture_get (f->store, id, "title");
  g_assert_cmpstr (title, ==, "Alleen hier");

  pt_state_apply (theirs, save);
  pull_set (f->store, id, theirs, 10, "body", "Van een ander");
  g_autoptr (PtRecord) now = pt_store_get_record (f->store, id, NULL);
  g_assert_cmpuint (pt_state_n_versions (pt_record_get_state (now), "body"), ==, 2);
  g_autoptr (PtUndone) undone = NULL;
  g_assert_true (pt_store_undo (f->store, &undone, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (undone->field, ==, "title");
}

static void
test_draft_on_shared (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "sharing", "private", "title", "Een",
                                            NULL);
  g_autoptr (PtState) theirs = share_elsewhere (f, id, NULL, "Alleen hier");
  g_autoptr (GError) error = NULL;

  g_test_summary ("A draft on what a copy of this logbook has shared is said, and stays here.");
  g_autoptr (GPtrArray) aside = pt_store_list_aside (f->store, &error);
  g_assert_cmpuint (aside->len, ==, 1);
  const PtAside *one = g_ptr_array_index (aside, 0);
  g_assert_cmpint (one->kind, ==, PT_ASIDE_DRAFT);
  g_assert_cmpstr (((const PtSetting *)one->set->pdata[0])->name, ==, "body");
  assert_says (f->store, "1 private change is on something that was shared", TRUE);
}

/* ── Set aside ── */

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Een", NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "What a hub could not read is tried again with another program or hub, not before.");
  hub_join (NULL, f->store, "device-a");
  g_autoptr (PtOp) op = get_last_op (f->store);
  const int64_t waiting = pt_store_count_pending (f->store);
  answer (f->store, op->id, PT_VERDICT_QUARANTINED, "bad_request", NULL, "1.0/1.0");
  g_assert_cmpint (pt_store_count_pending (f->store), ==, waiting - 1);
  assert_says (f->store, "1 change could not be sent", TRUE);
  g_autoptr (GPtrArray) aside = pt_store_list_aside (f->store, &error);
  g_assert_cmpint (((const PtAside *)aside->pdata[0])->kind, ==, PT_ASIDE_REFUSED);
  g_autoptr (GPtrArray) held = pt_store_list_held (f->store, NULL, 10, &error);
  g_assert_cmpuint (held->len, ==, 0);

  g_assert_true (pt_store_retry_refused (f->store, "1.0/1.0", &error));
  g_assert_cmpint (pt_store_count_pending (f->store), ==, waiting - 1);
  g_assert_true (pt_store_retry_refused (f->store, "1.0/1.1", &error));
  g_assert_cmpint (pt_store_count_pending (f->store), ==, waiting);
  assert_says (f->store, "could not be sent", FALSE);
}

/* What is not said anew would look as if that life had forgotten it too, at every hello. */
static void
test_answered_before (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Van allen", NULL);
  g_autoptr (Hub) hub = hub_new ();
  g_autoptr (GError) error = NULL;
  PtDot taken, dot;

  g_test_summary ("What is held counts as answered, but only in the life of the hub that holds it; "
                  "what was declined does not.");
  hub_join (hub, f->store, "device-a");
  hub_sync (hub, f->store);
  g_assert_true (pt_store_get_acked (f->store, &taken));
  fixture_set (f->store, id, "title", "Misschien");
  g_autoptr (PtOp) held = get_last_op (f->store);
  fixture_set (f->store, id, "title", "Nee");
  g_autoptr (PtOp) declined = get_last_op (f->store);
  answer (f->store, declined->id, PT_VERDICT_QUARANTINED, "declined", NULL, NULL);
  g_assert_true (pt_store_get_acked (f->store, &dot));
  g_assert_true (pt_dot_equal (&dot, &taken));
  answer (f->store, held->id, PT_VERDICT_QUARANTINED, "role", NULL, NULL);
  g_assert_true (pt_store_get_acked (f->store, &dot));
  g_assert_true (pt_dot_equal (&dot, &held->dot));

  pt_store_begin_epoch (f->store, "epoch-1", &error);
  g_assert_no_error (error);
  g_assert_false (pt_store_get_acked (f->store, &dot));
}

static void
test_declined (Fixture *f, gconstpointer data)
{
  g_autofree char *shared = fixture_add_record (f->store, "entry", "title", "Van allen", NULL);
  g_autoptr (Hub) hub = hub_new ();
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "A declined change: the others' words are shown, the author's are in the history and "
      "in the list; a new record stays here as it is.");
  hub_join (hub, f->store, "device-a");
  hub_sync (hub, f->store);
  fixture_set (f->store, shared, "title", "Van mij");
  g_autoptr (PtOp) change = get_last_op (f->store);
  g_autofree char *made = fixture_add_record (f->store, "entry", "title", "Nieuw", NULL);
  g_autoptr (PtOp) making = get_last_op (f->store);
  answer (f->store, change->id, PT_VERDICT_QUARANTINED, "role", NULL, NULL);
  answer (f->store, making->id, PT_VERDICT_QUARANTINED, "role", NULL, NULL);
  g_autofree char *while_waiting = fixture_get (f->store, shared, "title");
  g_assert_cmpstr (while_waiting, ==, "Van mij");
  g_autoptr (GPtrArray) held = pt_store_list_held (f->store, NULL, 1, &error);
  g_assert_cmpstr (held->pdata[0], ==, change->id);
  g_autoptr (GPtrArray) rest = pt_store_list_held (f->store, change->id, 10, &error);
  g_assert_cmpstr (rest->pdata[0], ==, making->id);
  assert_says (f->store, "2 changes wait for the coordinator", TRUE);

  answer (f->store, change->id, PT_VERDICT_QUARANTINED, "declined", NULL, NULL);
  answer (f->store, making->id, PT_VERDICT_QUARANTINED, "declined", NULL, NULL);
  g_autofree char *title = fixture_get (f->store, shared, "title");
  g_autofree char *new_title = fixture_get (f->store, made, "title");
  g_autofree char *history = fixture_history (f->store, shared);
  g_assert_cmpstr (title, ==, "Van allen");
  g_assert_cmpstr (new_title, ==, "Nieuw");
  g_assert_nonnull (strstr (history, "Van mij"));
  assert_says (f->store, "2 changes were not taken over", TRUE);
  g_assert_true (pt_store_dismiss_notices (f->store, &error));
  assert_says (f->store, "not taken over", FALSE);
  g_autoptr (GPtrArray) aside = pt_store_list_aside (f->store, &error);
  g_assert_cmpuint (aside->len, ==, 2);
}

static void
test_declined_again (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Nieuw", NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "What the hub had nothing of when it was declined stays here as it is, also when the hub "
      "has something of it by then and says so once more.");
  hub_join (NULL, f->store, "device-a");
  g_autoptr (PtOp) making = get_last_op (f->store);
  answer (f->store, making->id, PT_VERDICT_QUARANTINED, "declined", NULL, NULL);
  pull_set (f->store, id, pt_state_new (), 9, "body", "Van een ander");
  answer (f->store, making->id, PT_VERDICT_QUARANTINED, "declined", NULL, NULL);

  g_autofree char *title = fixture_get (f->store, id, "title");
  g_autofree char *body = fixture_get (f->store, id, "body");
  g_assert_cmpstr (title, ==, "Nieuw");
  g_assert_cmpstr (body, ==, "Van een ander");
}

static void
test_declined_and_erased (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Toch niet", NULL);
  g_autoptr (PtErasure) order = pt_erasure_new (id, NULL, "Asked for");
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_test_summary ("What was declined, and nobody else has, goes when it is erased.");
  hub_join (NULL, f->store, "device-a");
  g_autoptr (PtOp) making = get_last_op (f->store);
  answer (f->store, making->id, PT_VERDICT_QUARANTINED, "declined", NULL, NULL);
  order->number = 1;
  g_ptr_array_add (orders, order);

  pt_store_apply_erasures (f->store, orders, NULL, NULL, &error);

  g_assert_no_error (error);
  g_autoptr (PtRecord) rest = pt_store_get_record (f->store, id, NULL);
  g_assert_true (rest == NULL || pt_state_n_registers (pt_record_get_state (rest)) == 0);
  g_autoptr (GPtrArray) aside = pt_store_list_aside (f->store, &error);
  g_assert_cmpuint (aside->len, ==, 0);
}

/* ── Leaving ── */

static void
test_leave (Fixture *f, gconstpointer data)
{
  static const char *const gone[] = { "GEDEELDETITEL",  "GEDEELDTEXT",   "OUDEWOORDEN",
                                      "BEWONERZEVEN",   "ECHTENAAM",     "COLLEGANAAM",
                                      "BIJLAGETEXT",    "VERSTUURDMAAR", "Lab van allen",
                                      "hub.example.nl", "NOGINDEPEN" };
  static const char *const kept[] = { "MIJNGEDACHTE", "MIJNBIJLAGE", "NOOITVERSTUURD", "EIGENPEN" };
  g_autoptr (Hub) hub = hub_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *shared = fixture_add_record (f->store, "entry", "title", "GEDEELDETITEL", "body",
                                                "GEDEELDTEXT OUDEWOORDEN", NULL);
  g_autofree char *person = fixture_add_record (f->store, "stakeholder", "name", "BEWONERZEVEN",
                                                "kind", "person", NULL);
  g_autofree char *own = fixture_add_record (f->store, "entry", "sharing", "private", "body",
                                             "MIJNGEDACHTE", NULL);
  PtMember an = { .id = (char *)pt_store_get_member (f->store),
                  .name = (char *)"An",
                  .role = (char *)"member",
                  .active = TRUE };
  PtMember other = { .id = (char *)"0190d0c0-0000-7000-8000-00000000abba",
                     .name = (char *)"COLLEGANAAM",
                     .role = (char *)"coordinator",
                     .active = TRUE };
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  guint n_kept = 0, n_gone = 0;

  g_test_summary ("Nothing private is lost, no shared byte is left in any file.");
  fixture_set (f->store, pt_store_get_logbook_id (f->store), "name", "Lab van allen");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) bytes = i == 0 ? g_bytes_new_static ("BIJLAGETEXT", 11)
                                        : g_bytes_new_static ("MIJNBIJLAGE", 11);
      PtBatchFile file = { .owner = i == 0 ? shared : own,
                           .filename = (char *)"notes.txt",
                           .bytes = bytes };
      g_autoptr (PtRecord)
          attached = pt_store_attach_bytes (f->store, &file, PT_ATTACH_DEFAULT, &error);
      g_assert_no_error (error);
    }
  pt_store_set_identity (f->store, person, "ECHTENAAM", NULL, &error);
  g_autofree char *about_shared = g_strconcat ("comment/", shared, NULL);
  g_autofree char *about_own = g_strconcat ("comment/", own, NULL);
  pt_store_keep_writing (f->store, about_shared, "NOGINDEPEN", 0, &error);
  pt_store_keep_writing (f->store, about_own, "EIGENPEN", 0, &error);
  hub_join (hub, f->store, "device-a");
  hub_sync (hub, f->store);
  g_ptr_array_add (members, &an);
  g_ptr_array_add (members, &other);
  pt_store_set_members (f->store, members, 3, &error);
  fixture_set (f->store, shared, "body", "GEDEELDTEXT");
  hub_sync (hub, f->store);
  g_autofree char *sent = fixture_add_record (f->store, "entry", "body", "VERSTUURDMAAR", NULL);
  g_autoptr (PtOp) op = get_last_op (f->store);
  answer (f->store, op->id, PT_VERDICT_QUARANTINED, "revoked", NULL, NULL);
  g_autofree char *unsent = fixture_add_record (f->store, "entry", "body", "NOOITVERSTUURD", NULL);
  g_assert_no_error (error);

  pt_store_leave (f->store, &n_kept, &n_gone, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (n_kept, ==, 3); /* two notes and an attachment */
  g_assert_null (pt_store_get_hub (f->store));
  g_assert_false (pt_store_has_record (f->store, shared));
  g_autofree char *thought = fixture_get (f->store, own, "body");
  g_autofree char *later = fixture_get (f->store, unsent, "body");
  g_assert_cmpstr (thought, ==, "MIJNGEDACHTE");
  g_assert_cmpstr (later, ==, "NOOITVERSTUURD");
  assert_says (f->store, "You do not take part in the team's logbook any more", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    {
      g_test_message ("%s", gone[i]);
      g_assert_false (fixture_contains (f->folder, gone[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_true (fixture_contains (f->folder, kept[i]));
  g_autoptr (PtVerifyReport) report = pt_store_verify (f->store, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);

  fixture_reopen (f);
  g_autofree char *again = fixture_add_record (f->store, "entry", "title", "Verder", NULL);
  g_autofree char *name = pt_store_dup_logbook_name (f->store);
  g_assert_cmpstr (name, ==, "My own notes");
}

static void
test_leave_unsent (Fixture *f, gconstpointer data)
{
  g_autofree char *shared = fixture_add_record (f->store, "learning", "headline", "GEDEELDETITEL",
                                                "what", "GEDEELDTEXT", NULL);
  g_autofree char *large = g_strnfill (PT_FIELD_MAX_BYTES - 1, 'x');
  g_autoptr (Hub) hub = hub_new ();
  g_autoptr (GError) error = NULL;

  g_test_summary ("What was changed in something shared and never sent stays as a note.");
  hub_join (hub, f->store, "device-a");
  hub_sync (hub, f->store);
  fixture_set (f->store, shared, "what", "EERSTWOORDEN");
  fixture_set (f->store, shared, "what", "NOOITVERSTUURD");
  fixture_set (f->store, shared, "so_what", large);

  pt_store_leave (f->store, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM entry WHERE sharing = 'private'"
                                          " AND title LIKE 'Not sent: %'"),
                   ==, 2);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM entry WHERE sharing = 'private'"
                                          " AND body LIKE '%: NOOITVERSTUURD'"),
                   ==, 1);
  g_assert_false (fixture_contains (f->folder, "GEDEELD"));
  g_assert_false (fixture_contains (f->folder, "EERSTWOORDEN"));
}

static void
test_leave_with_reader (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "GEDEELDTEXT", NULL);
  g_autoptr (Hub) hub = hub_new ();
  g_autoptr (GError) error = NULL;

  g_test_summary ("Another window that reads is in the way of the bytes; the next try takes them.");
  hub_join (hub, f->store, "device-a");
  hub_sync (hub, f->store);
  PtStore *reader = pt_store_open (f->path, PT_STORE_READ_ONLY, f->world, &error);
  g_assert_no_error (error);
  pt_db_exec (pt_store_get_db (reader), "BEGIN; SELECT count (*) FROM record", &error);
  g_assert_no_error (error);

  g_assert_false (pt_store_leave (f->store, NULL, NULL, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (pt_store_has_record (f->store, id));
  pt_store_close (reader);
  g_assert_true (pt_store_finish_leaving (f->store, &error));
  g_assert_no_error (error);
  g_assert_false (fixture_contains (f->folder, "GEDEELDTEXT"));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_add ("/store/standing/copied-folder", test_copied_folder);
  fixture_add ("/store/standing/copy-that-never-saved", test_never_saved_copy);
  fixture_add ("/store/standing/hub-knows-more", test_hub_knows_more);
  fixture_add ("/store/standing/fork-and-device", test_fork_and_device);
  fixture_add ("/store/numbers/editor-open-during-fork", test_editor_open_during_fork);
  fixture_add ("/store/numbers/third-copy-was-quicker", test_third_copy_was_quicker);
  fixture_add ("/store/private/raise-keeps-candidates", test_raise_keeps_candidates);
  fixture_add ("/store/private/draft-on-shared", test_draft_on_shared);
  fixture_add ("/store/private/draft-on-shared-under-a-save", test_draft_under_a_save);
  fixture_add ("/store/private/draft-on-shared-under-a-declined-save",
               test_draft_under_a_declined_save);
  fixture_add ("/store/aside/refused", test_refused);
  fixture_add ("/store/aside/declined", test_declined);
  fixture_add ("/store/aside/declined-again", test_declined_again);
  fixture_add ("/store/aside/declined-and-erased", test_declined_and_erased);
  fixture_add ("/store/aside/answered-before", test_answered_before);
  fixture_add ("/store/leave/bytes", test_leave);
  fixture_add ("/store/leave/unsent", test_leave_unsent);
  fixture_add ("/store/leave/with-reader", test_leave_with_reader);
  return g_test_run ();
}

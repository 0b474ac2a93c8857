/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closing the day: each open note becomes something by one key, or is left as it is. */
#include "ui-fixture.h"

#include "pt-close-day.h"
#include "pt-day-act.h"
#include "pt-op.h"

static void
add_note (PtStore *store, const char *body, const char *time)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) edit = pt_edit_new (pt_store_get_world (store), "entry", NULL);
  g_autofree char *today = pt_world_today (pt_world_system ());
  g_autofree char *moment = g_strconcat (today, "T", time, NULL);

  pt_edit_set_text (edit, "body", body);
  pt_edit_set_text (edit, "occurred_on", moment);
  g_autoptr (PtRecord) record = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
}

static void
fill (PtStore *store)
{
  add_note (store, "Koffie werkt.\n\nEr kwamen er twaalf.", "09:00");
  add_note (store, "Mevrouw belde.", "10:00");
}

typedef struct
{
  Ui *ui;
  const char *kind;
} Wanted;

static gboolean
is_made (gpointer data)
{
  const Wanted *wanted = data;
  return ui_count (wanted->ui, wanted->kind) == 1;
}

static void
wait_made (Ui *ui, const char *kind)
{
  Wanted wanted = { ui, kind };
  lab_wait (is_made, &wanted);
}

static gboolean
has_no_learning (gpointer ui)
{
  return ui_count (ui, "learning") == 0;
}

static PtRecord *
get_only (Ui *ui, const char *kind)
{
  const PtQuery query = { .kind = kind };
  g_autoptr (GArray) rows = pt_store_query (ui_store (ui), &query, NULL);
  g_autoptr (GPtrArray)
      loaded = pt_store_load_rows (ui_store (ui), &g_array_index (rows, int64_t, 0), 1, NULL);

  return pt_store_get_record (ui_store (ui), ((PtRow *)loaded->pdata[0])->id, NULL);
}

static void
press (Ui *ui, guint key)
{
  g_assert_true (lab_press (ui_get (ui, PT_TYPE_CLOSE_DAY, NULL), key, 0));
}

static void
start (Ui *ui)
{
  ui_wait_shows (ui, "2 notes wait for the end of the day");
  ui_act (ui, PT_TYPE_WORKSPACE, "win.close-day", NULL);
  ui_wait_shows (ui, "Close the day · 1 of 2");
}

static void
test_walk (Ui *ui, gconstpointer data)
{
  start (ui);

  press (ui, GDK_KEY_l);
  ui_wait_shows (ui, "Close the day · 2 of 2");
  wait_made (ui, "learning");
  g_autoptr (PtRecord) learning = get_only (ui, "learning");
  g_assert_cmpstr (pt_record_get_text (learning, "headline"), ==, "Koffie werkt.");
  g_assert_cmpstr (pt_record_get_text (learning, "what"), ==,
                   "Koffie werkt.\n\nEr kwamen er twaalf.");
  g_autoptr (PtRecord) link = get_only (ui, "link");
  g_assert_cmpstr (pt_record_get_text (link, "from"), ==, pt_record_get_id (learning));
  g_assert_cmpstr (pt_record_get_text (link, "kind"), ==, "source");
  press (ui, GDK_KEY_space);
  ui_wait_shows (ui, "The day is closed: every note has its place.");

  pt_logbook_flush (pt_window_get_logbook (ui->window));
  g_autofree char *left = pt_store_dup_setting (ui_store (ui), PT_DAY_LEFT_SETTING);
  g_assert_nonnull (left);
  ui_act (ui, PT_TYPE_WORKSPACE, "win.undo", NULL);
  lab_wait (has_no_learning, ui);
}

static void
test_stop (Ui *ui, gconstpointer data)
{
  start (ui);

  press (ui, GDK_KEY_Escape);

  ui_wait_shows (ui, "2 notes wait for the end of the day");
  g_assert_cmpint (ui_count (ui, "learning"), ==, 0);
}

/* ── What each key makes ── */

static const struct
{
  const char *act, *kind, *field, *text;
} made[] = {
  { "learning", "learning", "headline", "Koffie werkt." },
  { "question", "question", "text", "Koffie werkt." },
  { "outcome", "outcome", "statement", "Koffie werkt." },
  { "action", "action", "text", "Koffie werkt." },
  { "experiment", "experiment", "title", "Koffie werkt." },
};

static PtRecord *
make_note (const char *body, const char *sharing)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (1, 1770000000000000);
  g_autoptr (PtEdit) edit = pt_edit_new (world, "entry", NULL);
  PtState *state = pt_state_new ();
  PtDot dot = { .counter = 1 };

  pt_edit_set_text (edit, "body", body);
  pt_edit_set_text (edit, "sharing", sharing);
  g_autoptr (PtOp) op = pt_op_new (edit->id, &dot, edit->id, "entry");
  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = edit->set->pdata[i];
      pt_op_set (op, setting->name, setting->value);
    }
  pt_state_apply (state, op);
  return pt_record_new (edit->id, "entry", state);
}

static void
test_acts (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (2, 1770000000000000);
  g_autoptr (PtRecord) note = make_note ("Koffie werkt.\nTwaalf.", "private");

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      const PtDayAct *act = pt_day_act_find (made[i].act);
      g_autoptr (PtBatch) batch = pt_day_act_make (act, world, note);
      const PtEdit *edit = batch->edits->pdata[0];
      g_assert_cmpstr (edit->kind, ==, made[i].kind);
      g_assert_cmpstr (pt_edit_get (edit, made[i].field)->text, ==, made[i].text);
      g_assert_cmpstr (pt_edit_get (edit, "sharing")->text, ==, "private");
      g_assert_cmpuint (batch->edits->len, ==, act->link != NULL ? 2 : 1);
    }
  g_autoptr (PtBatch) story = pt_day_act_make (pt_day_act_find ("story"), world, note);
  g_assert_cmpstr (pt_edit_get (story->edits->pdata[0], "story_use")->text, ==, "yes");
}

static void
test_long_headline (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (2, 1770000000000000);
  g_autofree char *words = g_strnfill (200, 'a');
  g_autoptr (PtRecord) note = make_note (words, "core");

  g_autoptr (PtBatch) batch = pt_day_act_make (pt_day_act_find ("learning"), world, note);
  const char *headline = pt_edit_get (batch->edits->pdata[0], "headline")->text;

  g_assert_cmpint (g_utf8_strlen (headline, -1), ==, 140);
  g_assert_true (g_str_has_suffix (headline, "…"));
}

static void
add_test (const char *path, UiFiller filler, void (*test) (Ui *, gconstpointer))
{
  g_test_add (path, Ui, filler, ui_start_with_logbook, test, ui_stop);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_test_add_func ("/close-day/acts", test_acts);
  g_test_add_func ("/close-day/long-headline", test_long_headline);
  add_test ("/close-day/walk", fill, test_walk);
  add_test ("/close-day/stop", fill, test_stop);
  return g_test_run ();
}

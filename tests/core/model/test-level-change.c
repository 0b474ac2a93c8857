/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Level changed": what is closed, what is opened, and what is only corrected. */
#include "model-fixture.h"

#include "pt-level-change.h"

#define DAY "2026-03-10"

static PtRecord *
make_row (const char *id, const char *level, const char *from, const char *to)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (1, 1500000000000000);
  g_autoptr (PtEdit) edit = pt_edit_new (world, "involvement", id);
  PtState *state = pt_state_new ();

  pt_edit_set_text (edit, "stakeholder", "who");
  pt_edit_set_text (edit, "experiment", "try");
  pt_edit_set_text (edit, "role", "co_designs");
  pt_edit_set_text (edit, "level", level);
  pt_edit_set_text (edit, "from_on", from);
  pt_edit_set_text (edit, "to_on", to);
  fixture_apply (state, edit, 1, 1);
  return pt_record_new (id, "involvement", state);
}

static const char *
text_of (const PtEdit *edit, const char *field)
{
  const PtValue *value = pt_edit_get (edit, field);

  return value != NULL && value->type == PT_VALUE_TEXT ? value->text : NULL;
}

static void
test_closes (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (2, 1500000000000000);
  g_autoptr (PtRecord) row = make_row ("row", "consult", "2026-01-01", NULL);

  g_test_summary ("The old row ends on the day on which the new one begins");
  g_autoptr (PtBatch) batch = pt_level_change (world, row, "who", "co_decide", DAY);

  g_assert_cmpuint (batch->edits->len, ==, 2);
  const PtEdit *closed = batch->edits->pdata[0];
  const PtEdit *opened = batch->edits->pdata[1];
  g_assert_cmpstr (closed->id, ==, "row");
  g_assert_cmpstr (text_of (closed, "to_on"), ==, DAY);
  g_assert_true (opened->is_new);
  g_assert_cmpstr (text_of (opened, "from_on"), ==, DAY);
  g_assert_cmpstr (text_of (opened, "level"), ==, "co_decide");
  g_assert_cmpstr (text_of (opened, "experiment"), ==, "try");
  g_assert_cmpstr (text_of (opened, "role"), ==, "co_designs");
  g_assert_cmpstr (text_of (opened, "stakeholder"), ==, "who");
}

static void
test_same_day (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (2, 1500000000000000);
  g_autoptr (PtRecord) row = make_row ("row", "consult", DAY, NULL);

  g_test_summary ("A row of that day is corrected: a step of no days is no step");
  g_autoptr (PtBatch) batch = pt_level_change (world, row, "who", "advise", DAY);

  g_assert_cmpuint (batch->edits->len, ==, 1);
  const PtEdit *corrected = batch->edits->pdata[0];
  g_assert_cmpstr (corrected->id, ==, "row");
  g_assert_cmpstr (text_of (corrected, "level"), ==, "advise");
  g_assert_cmpuint (corrected->set->len, ==, 1);
}

static void
test_first (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (2, 1500000000000000);

  g_test_summary ("Of whom nothing was said a first row is opened");
  g_autoptr (PtBatch) batch = pt_level_change (world, NULL, "who", "inform", DAY);

  g_assert_cmpuint (batch->edits->len, ==, 1);
  const PtEdit *opened = batch->edits->pdata[0];
  g_assert_true (opened->is_new);
  g_assert_cmpstr (text_of (opened, "stakeholder"), ==, "who");
  g_assert_cmpstr (text_of (opened, "from_on"), ==, DAY);
}

static void
test_open_rows (void)
{
  g_autoptr (PtDataset) data = pt_dataset_new ();
  g_autoptr (PtRecord) old = make_row ("old", "inform", "2026-01-01", "2026-02-01");
  g_autoptr (PtRecord) now = make_row ("now", "consult", "2026-02-01", NULL);
  g_autoptr (PtRecord) beside = make_row ("beside", "advise", "2026-02-05", "2026-12-31");

  g_test_summary ("Open is what has not ended, youngest first");
  pt_dataset_add (data, old);
  pt_dataset_add (data, now);
  pt_dataset_add (data, beside);
  g_autoptr (GPtrArray) rows = pt_level_open_rows (data, "who", DAY);

  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (pt_record_get_id (rows->pdata[0]), ==, "beside");
  g_assert_cmpstr (pt_record_get_id (rows->pdata[1]), ==, "now");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/level-change/closes", test_closes);
  g_test_add_func ("/level-change/same-day", test_same_day);
  g_test_add_func ("/level-change/first", test_first);
  g_test_add_func ("/level-change/open-rows", test_open_rows);
  return g_test_run ();
}

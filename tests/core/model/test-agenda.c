/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: each question stands once on the agenda, in its newest version, with its age, the versions
 * before it and what answers any of them. */
#include "model-fixture.h"

#include "pt-agenda.h"
#include "pt-mention.h"

static PtRecord *
add (PtDataset *data, PtRecord *record, int64_t no)
{
  pt_record_set_hub (record, 0, no, 0);
  pt_dataset_add (data, record);
  pt_record_unref (record);
  return record;
}

static void
tie (PtDataset *data, const char *from, const char *kind, const char *to)
{
  g_autofree char *from_id = fixture_id (from), *to_id = fixture_id (to);
  g_autofree char *name = g_strconcat (from, kind, to, NULL);
  g_autofree char *a = g_strconcat ("from=", from_id, NULL);
  g_autofree char *b = g_strconcat ("to=", to_id, NULL);
  g_autofree char *c = g_strconcat ("kind=", kind, NULL);

  add (data, fixture_record ("link", name, a, b, c, NULL), 0);
}

static PtRecord *
add_child (PtDataset *data, const char *name, const char *parent, int64_t no)
{
  g_autofree char *id = fixture_id (parent);
  g_autofree char *field = g_strconcat ("parent=", id, NULL);

  return add (data, fixture_record ("question", name, "text=x", field, NULL), no);
}

/* "B A | D(2) C": open by letter, closed behind the bar, earlier versions counted. */
static char *
describe (PtDataset *data)
{
  g_autoptr (GPtrArray) agenda = pt_agenda_make (data, FIXTURE_TODAY);
  GString *out = g_string_new (NULL);
  bool open = true;

  for (guint i = 0; i < agenda->len; i++)
    {
      const PtAgendaItem *item = agenda->pdata[i];
      if (open && !item->is_open)
        g_string_append (out, "| ");
      open = item->is_open;
      g_autofree char *letter = pt_letter_from_no (pt_record_get_no (item->question));
      g_string_append (out, letter);
      if (item->earlier->len > 0)
        g_string_append_printf (out, "(%u)", item->earlier->len);
      g_string_append_printf (out, item->learnings->len > 0 ? "+%u " : " ", item->learnings->len);
    }
  return g_strchomp (g_string_free (out, FALSE));
}

static void
test_order (void)
{
  g_autoptr (PtDataset) data = pt_dataset_new ();

  add (data, fixture_record ("question", "new", "text=x", NULL), 0);
  add (data, fixture_record ("question", "b", "text=x", "status=exploring", NULL), 2);
  add (data, fixture_record ("question", "c", "text=x", "status=answered", NULL), 3);
  add (data, fixture_record ("question", "a", "text=x", NULL), 1);
  add (data, fixture_record ("question", "d", "text=x", "archived=true", NULL), 4);

  g_autofree char *seen = describe (data);
  g_assert_cmpstr (seen, ==, "A B ? | C");
}

static void
test_versions (void)
{
  g_autoptr (PtDataset) data = pt_dataset_new ();

  add (data, fixture_record ("question", "a", "text=x", "status=dropped", NULL), 1);
  add_child (data, "b", "a", 2);
  add_child (data, "c", "b", 3);
  add (data, fixture_record ("learning", "l", "headline=x", NULL), 0);
  add (data, fixture_record ("learning", "m", "headline=x", NULL), 0);
  tie (data, "l", "answers", "a");
  tie (data, "m", "answers", "c");
  tie (data, "l", "answers", "c");

  g_autofree char *seen = describe (data);
  g_assert_cmpstr (seen, ==, "C(2)+2");
}

/* Two laptops may each make the other's question an earlier version of its own. */
static void
test_circle (void)
{
  g_autoptr (PtDataset) data = pt_dataset_new ();

  add_child (data, "a", "b", 1);
  add_child (data, "b", "a", 2);
  add_child (data, "c", "a", 3);

  g_autoptr (GPtrArray) agenda = pt_agenda_make (data, FIXTURE_TODAY);
  g_assert_cmpuint (agenda->len, ==, 1);
}

static const struct
{
  const char *asked, *status, *closed;
  int days;
  bool is_old;
} ages[] = {
  { "opened_on=2026-03-12", "status=open", NULL, 0, false },
  { "opened_on=2025-12-12", "status=open", NULL, 90, false },
  { "opened_on=2025-12-11", "status=exploring", NULL, 91, true },
  { "opened_on=2020-01-01", "status=answered", "closed_on=2020-01-31", 30, false },
  { "opened_on=2026-04-01", "status=open", NULL, 0, false },
};

static void
test_ages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autoptr (PtDataset) data = pt_dataset_new ();
      add (data,
           fixture_record ("question", "q", ages[i].asked, ages[i].status, ages[i].closed, NULL),
           1);
      g_autoptr (GPtrArray) agenda = pt_agenda_make (data, FIXTURE_TODAY);
      const PtAgendaItem *item = agenda->pdata[0];
      g_assert_cmpint (item->days, ==, ages[i].days);
      g_assert_true (item->is_old == ages[i].is_old);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/agenda/order", test_order);
  g_test_add_func ("/model/agenda/versions", test_versions);
  g_test_add_func ("/model/agenda/circle", test_circle);
  g_test_add_func ("/model/agenda/ages", test_ages);
  return g_test_run ();
}

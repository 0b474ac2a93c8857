/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a page is read: when it is seen, once for many changes, and never with an answer that was
 * overtaken. */
#include "detail-fixture.h"

#include "pt-reader.h"

#define CHANGES 20

typedef struct
{
  Lab lab;
  GtkWidget *page;
  PtReader *reader;
} Desk;

static int n_jobs; /* atomic: counted on a worker */
static guint n_taken, n_failed;
static int64_t taken;
static int failing;
static gboolean closed; /* nothing is to be read */

static gpointer
count_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const PtQuery query = { .kind = "entry" };
  int64_t *n = g_new (int64_t, 1);

  g_atomic_int_inc (&n_jobs);
  *n = pt_store_count (store, &query, error);
  if (!g_atomic_int_get (&failing))
    return n;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No.");
  g_free (n);
  return NULL;
}

static gpointer
freeze (gpointer owner)
{
  return closed ? NULL : g_strdup ("what it needs");
}

static void
take (gpointer owner, gpointer result)
{
  g_autofree int64_t *n = result;

  taken = *n;
  n_taken++;
}

static void
fail (gpointer owner, const GError *error)
{
  g_assert_cmpstr (error->message, ==, "No.");
  n_failed++;
}

static const PtReading reading = { .job = count_job,
                                   .freeze = freeze,
                                   .free_frozen = g_free,
                                   .free_result = g_free,
                                   .take = take,
                                   .fail = fail };

static void
set_up (Desk *self, gconstpointer data)
{
  lab_open (&self->lab, NULL);
  n_jobs = 0;
  n_taken = n_failed = 0;
  failing = FALSE;
  closed = FALSE;
  self->page = g_object_ref_sink (gtk_label_new (""));
  lab_settle (&self->lab); /* the logbook tells of what was written before it was opened */
  self->reader = pt_reader_new (self->page, self->lab.logbook, &reading);
}

static void
tear_down (Desk *self, gconstpointer data)
{
  g_clear_pointer (&self->reader, pt_reader_free);
  g_clear_object (&self->page);
  lab_close (&self->lab, NULL);
}

static void
write_note (Desk *self)
{
  g_autoptr (GError) error = NULL;
  PtEdit *edit = pt_edit_new (self->lab.world, "entry", NULL);

  pt_edit_set_text (edit, "body", "Koffie werkt.");
  pt_logbook_save_async (self->lab.logbook, edit, NULL, NULL, NULL);
}

static gboolean
is_taken (gpointer n)
{
  return n_taken > 0 && taken == *(const int64_t *)n;
}

static void
wait_taken (int64_t n)
{
  lab_wait (is_taken, &n);
}

static gboolean
is_failed (gpointer none)
{
  return n_failed > 0;
}

static void
test_unseen (Desk *self, gconstpointer data)
{
  g_test_summary ("what nobody sees is not read, and is read when somebody does");

  write_note (self);
  lab_settle (&self->lab);
  g_assert_cmpint (g_atomic_int_get (&n_jobs), ==, 0);

  lab_present (&self->lab, self->page);
  wait_taken (1);
  g_assert_cmpint (g_atomic_int_get (&n_jobs), ==, 1);
}

static void
test_once (Desk *self, gconstpointer data)
{
  g_test_summary ("many changes at once lead to few readings, of which the last sees all");
  lab_present (&self->lab, self->page);
  wait_taken (0);

  for (guint i = 0; i < CHANGES; i++)
    write_note (self);
  wait_taken (CHANGES);

  g_assert_cmpint (g_atomic_int_get (&n_jobs), <, CHANGES / 2);
}

static void
test_overtaken (Desk *self, gconstpointer data)
{
  g_test_summary ("of two readings only the newer is taken");
  lab_present (&self->lab, self->page);
  wait_taken (0);

  pt_reader_again (self->reader);
  pt_reader_again (self->reader);
  lab_settle (&self->lab);

  g_assert_cmpint (g_atomic_int_get (&n_jobs), ==, 3);
  g_assert_cmpuint (n_taken, ==, 2);
}

static void
test_drop (Desk *self, gconstpointer data)
{
  g_test_summary ("what is dropped is not taken, and the page can be read again");
  lab_present (&self->lab, self->page);
  wait_taken (0);

  pt_reader_again (self->reader);
  pt_reader_drop (self->reader);
  lab_settle (&self->lab);
  g_assert_cmpuint (n_taken, ==, 1);

  write_note (self);
  wait_taken (1);
}

static void
test_nothing (Desk *self, gconstpointer data)
{
  g_test_summary ("an owner that needs nothing is not read");
  closed = TRUE;

  lab_present (&self->lab, self->page);
  lab_settle (&self->lab);
  g_assert_cmpint (g_atomic_int_get (&n_jobs), ==, 0);

  closed = FALSE;
  pt_reader_again (self->reader);
  wait_taken (0);
}

static void
test_failure (Desk *self, gconstpointer data)
{
  g_test_summary ("a failure is told to the owner, and the next reading is taken");
  g_atomic_int_set (&failing, TRUE);

  lab_present (&self->lab, self->page);
  lab_wait (is_failed, NULL);
  g_assert_cmpuint (n_taken, ==, 0);

  g_atomic_int_set (&failing, FALSE);
  write_note (self);
  wait_taken (1);
}

static void
test_gone (Desk *self, gconstpointer data)
{
  g_test_summary ("an owner that goes while it is read is not told");
  lab_present (&self->lab, self->page);
  wait_taken (0);

  pt_reader_again (self->reader);
  g_clear_pointer (&self->reader, pt_reader_free);
  lab_settle (&self->lab);

  g_assert_cmpuint (n_taken, ==, 1);
}

int
main (int argc, char **argv)
{
  lab_init (&argc, &argv);
  static const struct
  {
    const char *path;
    void (*test) (Desk *, gconstpointer);
  } cases[] = {
    { "/reader/unseen", test_unseen },       { "/reader/once", test_once },
    { "/reader/overtaken", test_overtaken }, { "/reader/drop", test_drop },
    { "/reader/nothing", test_nothing },     { "/reader/failure", test_failure },
    { "/reader/gone", test_gone },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Desk, NULL, set_up, cases[i].test, tear_down);
  return g_test_run ();
}

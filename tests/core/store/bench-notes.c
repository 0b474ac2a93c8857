/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-notes.h"

#include "bench-words.h"
#include "pt-time.h"

#include <string.h>

#define FIRST_DAY 10000
#define DAYS 700
/* Forty words together. */
#define TITLE_WORDS 6
#define BODY_WORDS_LEAST 6
#define BODY_WORDS_MORE 53

PtStore *
bench_make_store (const char *folder, PtWorld *world)
{
  g_autoptr (PtEdit) edit = pt_edit_new (world, "logbook", NULL);
  g_autoptr (GError) error = NULL;
  PtStore *store;

  pt_edit_set_text (edit, "name", "Benchmark");
  store = pt_store_create (folder, world, edit, "An", &error);
  g_assert_no_error (error);
  return store;
}

static void
append_words (GString *body, guint n, guint32 *random)
{
  for (guint i = 0; i < n; i++)
    {
      *random = *random * 1664525 + 1013904223;
      g_autofree char *word = bench_word (bench_rank (*random / (G_MAXUINT32 + 1.0)));
      g_string_append_printf (body, " %s", word);
    }
}

char *
bench_make_body (guint i)
{
  GString *body = g_string_new (NULL);
  guint32 random = i * 2654435761u;

  g_string_append_printf (body, BENCH_EVERYWHERE " %u", i);
  append_words (body, TITLE_WORDS, &random);
  g_string_append (body, ".\n");
  append_words (body, BODY_WORDS_LEAST + i * 7 % BODY_WORDS_MORE, &random);
  g_string_append_c (body, '.');
  return g_string_free (body, FALSE);
}

PtRecord *
bench_make_note (PtWorld *world, guint i, int64_t seq)
{
  g_autofree char *id = pt_id_new (world);
  g_autofree char *op_id = pt_id_new (world);
  g_autofree char *body = bench_make_body (i);
  g_autofree char *on = pt_date_from_days (FIRST_DAY + i % DAYS);
  PtDot dot = { .counter = seq };
  g_autoptr (PtOp) op = NULL;
  g_autoptr (PtValue) text = pt_value_new_text (body);
  g_autoptr (PtValue) date = pt_value_new_text (on);
  PtState *state = pt_state_new ();
  PtRecord *record;

  memset (dot.incarnation.bytes, 0x42, sizeof dot.incarnation.bytes);
  op = pt_op_new (op_id, &dot, id, "entry");
  op->member = g_strdup ("01890000-0000-7000-8000-00000000aaaa");
  op->device = g_strdup ("01890000-0000-7000-8000-00000000bbbb");
  pt_op_set (op, "body", text);
  pt_op_set (op, "occurred_on", date);
  pt_state_apply (state, op);
  record = pt_record_new (id, "entry", state);
  pt_record_set_hub (record, seq, seq, FALSE);
  pt_record_set_created (record, op->member, op->device, 1460000000LL * PT_USEC_PER_SECOND + seq);
  return record;
}

static int64_t
apply (PtStore *store, GPtrArray *records, guint until)
{
  const int64_t start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  pt_store_apply_page (store, records, "epoch", 0, until, "chain", NULL, &error);
  g_assert_no_error (error);
  return g_get_monotonic_time () - start;
}

double
bench_pull (PtStore *store, PtWorld *world, guint have, guint n, guint page)
{
  int64_t spent = 0;

  for (guint at = have; at < n; at += page)
    {
      const guint until = MIN (n, at + page);
      g_autoptr (GPtrArray)
          records = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);

      for (guint i = at; i < until; i++)
        g_ptr_array_add (records, bench_make_note (world, i, i + 1));
      spent += apply (store, records, until);
    }
  return (double)spent / PT_USEC_PER_SECOND;
}

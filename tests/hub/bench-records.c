/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bench-records.h. */
#include "bench-records.h"

#include "pt-json.h"

#define BEYOND_BODY 122 /* bytes of a record's JSON that are not its body */

static const char *const words[] = {
  "de",        "bewoners",  "vertelden", "over",    "het",      "trappenhuis", "en",
  "wie",       "sleutel",   "van",       "tuin",    "bewaart",  "koffie",      "samen",
  "volgende",  "week",      "praten",    "we",      "verder",   "met",         "gemeente",
  "buurt",     "huisarts",  "vindt",     "dat",     "afspraak", "duidelijker", "moet",
  "kinderen",  "speelden",  "buiten",    "terwijl", "ouders",   "luisterden",  "naar",
  "plan",      "voor",      "winkel",    "op",      "hoek",     "niemand",     "wist",
  "nog",       "hoe",       "lang",      "proef",   "gaat",     "duren",       "maar",
  "iedereen",  "wil",       "meedoen",   "zolang",  "er",       "ruimte",      "blijft",
  "vragen",    "te",        "stellen",   "mevrouw", "legt",     "een",         "kussen",
  "dispenser", "apotheker", "belt",      "morgen",  "uitkomst", "schrijven",   "op",
};

static char *
make_body (GRand *random, gsize size)
{
  GString *body = g_string_sized_new (size + 16);

  while (body->len < size)
    {
      g_string_append (body, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
      g_string_append (body, g_rand_int_range (random, 0, 12) == 0 ? ". " : " ");
    }
  g_string_truncate (body, size);
  return g_string_free (body, FALSE);
}

PtEdit *
bench_make_entry (PtWorld *world, GRand *random, guint i)
{
  PtEdit *edit = pt_edit_new (world, "entry", NULL);
  g_autofree char *title = g_strdup_printf ("Aan de keukentafel %06u", i);
  g_autofree char *body = make_body (random, BENCH_RECORD_BYTES - BEYOND_BODY);

  pt_edit_set_text (edit, "title", title);
  pt_edit_set_text (edit, "body", body);
  pt_edit_set_text (edit, "kind", "conversation");
  pt_edit_set_key (edit, "tags", "kitchen", true);
  return edit;
}

static char *
print_edit (const PtEdit *edit)
{
  GString *out = g_string_new ("{");

  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);

      g_string_append (out, i > 0 ? "," : "");
      pt_json_append_text (out, setting->name);
      g_string_append_c (out, ':');
      pt_value_append_json (setting->value, out);
    }
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

void
bench_fill (Laptop *laptop, guint n, GPtrArray *texts)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("bench");
  g_autoptr (GRand) random = g_rand_new_with_seed (n);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (batch->edits, bench_make_entry (laptop->world, random, i));
      if (texts != NULL)
        g_ptr_array_add (texts, print_edit (g_ptr_array_index (batch->edits, i)));
    }
  pt_store_save_batch (laptop->store, batch, NULL, &error);
  g_assert_no_error (error);
}

PtCaller *
bench_make_caller (const Laptop *laptop)
{
  PtCaller *caller = g_new0 (PtCaller, 1);
  g_autoptr (PtHubLink) link = pt_store_get_hub (laptop->store);

  caller->device = g_strdup (link->device);
  caller->logbook = g_strdup (pt_store_get_logbook_id (laptop->store));
  caller->member = g_strdup (pt_store_get_member (laptop->store));
  caller->name = g_strdup ("Somebody");
  caller->role = g_strdup ("coordinator");
  caller->active = TRUE;
  return caller;
}

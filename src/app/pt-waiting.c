/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a person. A line of the table is a question that somebody has to answer; how much
 * there is of something is no news and is not counted. */
#include "pt-waiting.h"

typedef struct
{
  const char *place;
  const char *field;
  const char *value;
  gboolean due; /* only what is dated today or earlier */
} Waiting;

static const Waiting waiting[] = {
  { "learning", "status", "for_review", FALSE },
  { "action", "status", "open", TRUE },
};

GHashTable *
pt_waiting_count (PtStore *store, const char *today, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      const PtFilter filter = { waiting[i].field, waiting[i].value };
      const PtQuery query = { .kind = waiting[i].place,
                              .filters = &filter,
                              .n_filters = 1,
                              .to_on = waiting[i].due ? today : NULL };
      int64_t n = pt_store_count (store, &query, error);
      if (n < 0)
        return NULL;
      if (n > 0)
        g_hash_table_insert (counts, (char *)waiting[i].place, GUINT_TO_POINTER ((guint)n));
    }
  return g_steal_pointer (&counts);
}

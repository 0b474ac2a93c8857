/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-digest.h. */
#include "pt-digest.h"

#include <string.h>

struct _PtDigest
{
  GChecksum *buckets[PT_DIGEST_BUCKETS];
};

guint
pt_digest_bucket (const char *record)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize size = sizeof hash;

  g_checksum_update (sum, (const guchar *)record, -1);
  g_checksum_get_digest (sum, hash, &size);
  return hash[0];
}

static int
compare_dots (gconstpointer a, gconstpointer b)
{
  return pt_dot_compare (a, b);
}

/* A dot stands in one version of a register only and names its value, so that the sorted dots of
 * all versions say which values there are. */
static void
add_register (GChecksum *sum, const PtState *state, const char *name)
{
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (PtDot));

  for (guint i = 0; i < pt_state_n_versions (state, name); i++)
    {
      const PtStamp *stamp = pt_state_nth_version (state, name, i)->stamp;

      g_array_append_vals (dots, stamp->dots, stamp->n_dots);
    }
  g_array_sort (dots, compare_dots);
  g_checksum_update (sum, (const guchar *)name, (gssize)strlen (name) + 1);
  for (guint i = 0; i < dots->len; i++)
    {
      char text[PT_DOT_SIZE];

      pt_dot_print (&g_array_index (dots, PtDot, i), text);
      g_checksum_update (sum, (const guchar *)text, (gssize)strlen (text) + 1);
    }
}

void
pt_digest_record (const char *record, const PtState *state, char out[PT_DIGEST_LENGTH + 1])
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *)record, (gssize)strlen (record) + 1);
  for (guint i = 0; i < pt_state_n_registers (state); i++)
    add_register (sum, state, pt_state_nth_register (state, i));
  g_strlcpy (out, g_checksum_get_string (sum), PT_DIGEST_LENGTH + 1);
}

PtDigest *
pt_digest_new (void)
{
  PtDigest *self = g_new0 (PtDigest, 1);

  for (guint i = 0; i < PT_DIGEST_BUCKETS; i++)
    self->buckets[i] = g_checksum_new (G_CHECKSUM_SHA256);
  return self;
}

void
pt_digest_free (PtDigest *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < PT_DIGEST_BUCKETS; i++)
    g_checksum_free (self->buckets[i]);
  g_free (self);
}

void
pt_digest_add (PtDigest *self, const char *record, const PtState *state)
{
  char hash[PT_DIGEST_LENGTH + 1];

  pt_digest_record (record, state, hash);
  g_checksum_update (self->buckets[pt_digest_bucket (record)], (const guchar *)hash,
                     PT_DIGEST_LENGTH);
}

const char *
pt_digest_nth (PtDigest *self, guint bucket)
{
  return g_checksum_get_string (self->buckets[bucket]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fingerprints of what the hub said, to be compared with the hub's own. Own saves that wait are not
 * in them, nor is what never left. */
#include "pt-store-private.h"

typedef void (*StateFunc) (const char *id, const PtState *state, gpointer data);

static gboolean
each_hub_state (PtStore *self, StateFunc each, gpointer data, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT id, state FROM record WHERE state IS NOT NULL ORDER BY id", error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      g_autofree char *id = pt_stmt_dup_id (stmt, 0);
      g_autoptr (PtState) state = pt_store_parse_state (pt_stmt_text (stmt, 1), error);

      if (state == NULL)
        return FALSE;
      if (pt_state_n_registers (state) > 0)
        each (id, state, data);
    }
  return stmt != NULL && rc == SQLITE_DONE;
}

static void
add_to_digest (const char *id, const PtState *state, gpointer data)
{
  pt_digest_add (data, id, state);
}

PtDigest *
pt_store_digest (PtStore *self, GError **error)
{
  g_autoptr (PtDigest) digest = pt_digest_new ();

  return each_hub_state (self, add_to_digest, digest, error) ? g_steal_pointer (&digest) : NULL;
}

typedef struct
{
  GHashTable *hashes;
  guint bucket;
} Bucket;

static void
add_to_bucket (const char *id, const PtState *state, gpointer data)
{
  const Bucket *self = data;
  char hash[PT_DIGEST_LENGTH + 1];

  if (pt_digest_bucket (id) != self->bucket)
    return;
  pt_digest_record (id, state, hash);
  g_hash_table_insert (self->hashes, g_strdup (id), g_strdup (hash));
}

GHashTable *
pt_store_digest_bucket (PtStore *self, guint bucket, GError **error)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Bucket look = { hashes, bucket };

  return each_hub_state (self, add_to_bucket, &look, error) ? g_steal_pointer (&hashes) : NULL;
}

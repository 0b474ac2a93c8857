/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a batch of ops. One that cannot be read is refused as a whole, before anything is looked up. */
#include "pt-push-private.h"

#include "pt-json.h"
#include "pt-wire.h"

#include <string.h>

void
pt_push_batch_clear (PtPushBatch *self)
{
  g_clear_pointer (&self->head, pt_head_free);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_pointer (&self->lives, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  g_clear_pointer (&self->last_op, g_free);
  g_clear_pointer (&self->last_record, g_free);
  g_clear_pointer (&self->ops, g_ptr_array_unref);
  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_error (&self->bad);
  if (self->results != NULL)
    g_string_free (self->results, TRUE);
}

static guint
hash_uuid (gconstpointer key)
{
  guint hash;

  /* The end of a UUID is its random part. */
  memcpy (&hash, ((const PtUuid *)key)->bytes + 12, sizeof hash);
  return hash;
}

static gboolean
equal_uuid (gconstpointer a, gconstpointer b)
{
  return pt_uuid_compare (a, b) == 0;
}

void
pt_push_batch_init (PtPushBatch *self, PtHub *hub, PtJournal *journal, const PtCaller *caller)
{
  self->hub = hub;
  self->journal = journal;
  self->caller = caller;
  self->now = hub->world->now (hub->world);
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)pt_hub_record_free);
  self->touched = g_ptr_array_new ();
  self->lives = g_hash_table_new_full (hash_uuid, equal_uuid, g_free, g_free);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_op_unref);
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->asked = g_ptr_array_new_with_free_func (g_free);
  self->results = g_string_new (NULL);
}

/* Whether it can be an op; the first that is none is kept, since first the whole must be JSON and not
 * too many. */
static bool
read_op (PtNode node, guint index, gpointer data, GError **error)
{
  PtPushBatch *self = data;
  size_t size;
  const char *body = pt_node_source (node, &size);
  g_autoptr (GError) local = NULL;
  g_autoptr (PtOp) op = NULL;

  if (index >= PT_WIRE_BATCH_OPS)
    {
      g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_TOO_LARGE, "too many ops");
      return false;
    }
  op = self->bad == NULL ? pt_op_from_node (node, &local) : NULL;
  if (op != NULL && size > PT_OP_MAX_BYTES)
    g_set_error_literal (&local, PT_JSON_ERROR, PT_JSON_ERROR_TOO_LARGE, "too large");
  if (local != NULL)
    g_propagate_prefixed_error (&self->bad, g_steal_pointer (&local), "op %u: ", index);
  if (self->bad != NULL)
    return true;
  op->member = g_strdup (self->caller->member);
  op->device = g_strdup (self->caller->device);
  g_ptr_array_add (self->ops, g_steal_pointer (&op));
  g_ptr_array_add (self->bodies, g_strndup (body, size));
  return true;
}

/* `ask` is optional: a laptop asks again what became of what was quarantined. */
static PtHubResponse *
read_asked (PtPushBatch *self, PtNode root)
{
  PtNode asked = pt_node_member (root, "ask");

  if (asked.tree == NULL)
    return NULL;
  if (!pt_node_is (asked, PT_NODE_ARRAY))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "ask is a list of ids");
  if (pt_node_length (asked) > PT_WIRE_BATCH_OPS)
    return pt_problem_detail (PT_PROBLEM_TOO_LARGE, "too many ops asked");
  for (PtNode id = pt_node_first (asked); id.tree != NULL; id = pt_node_next (id, asked))
    {
      if (!pt_node_is (id, PT_NODE_TEXT) || !pt_id_is_valid (pt_node_text (id)))
        return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "ask is a list of ids");
      g_ptr_array_add (self->asked, g_strdup (pt_node_text (id)));
    }
  return NULL;
}

PtHubResponse *
pt_push_batch_read (PtPushBatch *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (PtTree) tree = pt_tree_parse_each (data, size, size, "ops", read_op, self, &error);
  PtNode ops;

  if (tree == NULL)
    return pt_problem_from_json (error);
  if (!pt_node_is (pt_tree_root (tree), PT_NODE_OBJECT)
      || !pt_node_get_array (pt_tree_root (tree), "ops", &ops, NULL))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "an object with ops is asked");
  if (self->bad != NULL)
    return pt_problem_from_json (self->bad);
  self->repair = pt_node_bool_or (pt_tree_root (tree), "repair", false);
  return read_asked (self, pt_tree_root (tree));
}

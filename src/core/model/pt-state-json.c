/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a state from the wire and the database. It takes nothing for granted: a bad state is
 * refused whole. Writing is in pt-state-print.c. */
#include "pt-state-private.h"

#include "pt-json.h"

#include <string.h>

/* More stamps or candidates than people can make; a state beyond it is an attack. */
#define MAX_STAMPS 10000
#define MAX_VERSIONS 1000
#define MAX_DOTS 1000

static const char *const verdict_ids[] = {
  [PT_VERDICT_DUPLICATE] = "duplicate",     [PT_VERDICT_SUPERSEDED] = "superseded",
  [PT_VERDICT_APPLIED] = "applied",         [PT_VERDICT_CONFLICT] = "conflict",
  [PT_VERDICT_QUARANTINED] = "quarantined", [PT_VERDICT_ERASED] = "erased",
  [PT_VERDICT_FORKED] = "forked",
};

const char *
pt_verdict_id (PtVerdict verdict)
{
  return verdict_ids[verdict];
}

bool
pt_verdict_from_id (const char *id, PtVerdict *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (verdict_ids); i++)
    if (g_strcmp0 (id, verdict_ids[i]) == 0)
      {
        *out = (PtVerdict)i;
        return true;
      }
  return false;
}

static bool
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, what);
  return false;
}

static int
compare_dots (const void *a, const void *b)
{
  return pt_dot_compare (a, b);
}

static bool
read_dots (PtStamp *self, PtNode dots, GError **error)
{
  for (PtNode dot = pt_node_first (dots); dot.tree != NULL; dot = pt_node_next (dot, dots))
    {
      if (!pt_node_is (dot, PT_NODE_TEXT)
          || !pt_dot_parse (pt_node_text (dot), &self->dots[self->n_dots]))
        return refuse (error, "A stamp has no valid dot");
      self->n_dots++;
    }
  if (self->n_dots > 1)
    qsort (self->dots, self->n_dots, sizeof (PtDot), compare_dots);
  for (guint i = 1; i < self->n_dots; i++)
    if (pt_dot_equal (&self->dots[i - 1], &self->dots[i]))
      return refuse (error, "A stamp has the same dot twice");
  return true;
}

static PtStamp *
read_stamp (PtNode node, GError **error)
{
  PtNode dots;

  if (!pt_node_is (node, PT_NODE_OBJECT))
    {
      refuse (error, "A stamp is not an object");
      return NULL;
    }
  if (!pt_node_get_array (node, "dots", &dots, error))
    return NULL;

  guint length = pt_node_length (dots);
  if (length == 0 || length > MAX_DOTS)
    {
      refuse (error, "A stamp has no dots or too many");
      return NULL;
    }
  g_autoptr (PtStamp) self = pt_stamp_new (length);
  if (!read_dots (self, dots, error) || !pt_node_get_int (node, "at", &self->at, error))
    return NULL;
  self->offset = (int)CLAMP (pt_node_int_or (node, "off", 0), -1439, 1439);
  self->member = g_strdup (pt_node_text_or (node, "member", NULL));
  self->device = g_strdup (pt_node_text_or (node, "device", NULL));
  self->seen = pt_vector_from_node (pt_node_member (node, "seen"), error);
  return self->seen == NULL ? NULL : g_steal_pointer (&self);
}

static GPtrArray *
read_stamps (PtNode from, GError **error)
{
  PtNode array;

  if (!pt_node_get_array (from, "stamps", &array, error))
    return NULL;
  if (pt_node_length (array) > MAX_STAMPS)
    {
      refuse (error, "Too many stamps");
      return NULL;
    }
  g_autoptr (GPtrArray)
      stamps = g_ptr_array_new_full (pt_node_length (array), (GDestroyNotify)pt_stamp_unref);
  for (PtNode node = pt_node_first (array); node.tree != NULL; node = pt_node_next (node, array))
    {
      PtStamp *stamp = read_stamp (node, error);
      if (stamp == NULL)
        return NULL;
      g_ptr_array_add (stamps, stamp);
    }
  return g_steal_pointer (&stamps);
}

static bool
read_version (PtRegister *self, PtNode pair, GPtrArray *stamps, GError **error)
{
  if (!pt_node_is (pair, PT_NODE_ARRAY) || pt_node_length (pair) != 2)
    return refuse (error, "A version is not a pair of a value and a stamp");

  PtNode value = pt_node_first (pair);
  PtNode index = pt_node_next (value, pair);
  if (!pt_node_is (index, PT_NODE_INT) || pt_node_int (index) < 0
      || pt_node_int (index) >= stamps->len)
    return refuse (error, "A version points to no stamp");

  PtStamp *stamp = stamps->pdata[pt_node_int (index)];
  for (guint i = 0; i < self->length; i++)
    for (guint j = 0; j < stamp->n_dots; j++)
      if (pt_stamp_has_dot (self->versions[i].stamp, &stamp->dots[j]))
        return refuse (error, "Two versions of a field have the same dot");
  pt_register_append (self, pt_value_from_node (value), pt_stamp_ref (stamp));
  return true;
}

static bool
read_register (PtState *self, PtNode versions, GPtrArray *stamps, GError **error)
{
  const char *name = pt_node_name (versions);
  guint length = pt_node_is (versions, PT_NODE_ARRAY) ? pt_node_length (versions) : 0;
  guint place;

  if (!pt_register_is_valid (name) || length == 0 || length > MAX_VERSIONS)
    return refuse (error, "A field has no valid name, no versions or too many");
  if (pt_state_find (self, name, &place))
    return refuse (error, "A field is there twice");

  PtRegister *target = pt_state_insert (self, place, name);
  for (PtNode one = pt_node_first (versions); one.tree != NULL; one = pt_node_next (one, versions))
    if (!read_version (target, one, stamps, error))
      return false;
  return true;
}

PtState *
pt_state_from_node (PtNode from, GError **error)
{
  g_autoptr (PtState) self = pt_state_new ();
  PtNode fields;

  if (!pt_node_is (from, PT_NODE_OBJECT))
    {
      refuse (error, "A state is not an object");
      return NULL;
    }

  g_autoptr (GPtrArray) stamps = read_stamps (from, error);
  if (stamps == NULL || !pt_node_get_object (from, "fields", &fields, error))
    return NULL;
  /* In the order of writing, which is by name: each is appended, none is moved. */
  for (PtNode one = pt_node_first (fields); one.tree != NULL; one = pt_node_next (one, fields))
    if (!read_register (self, one, stamps, error))
      return NULL;
  return g_steal_pointer (&self);
}

PtState *
pt_state_parse (const char *text, size_t size, size_t max_size, GError **error)
{
  g_autoptr (PtTree) tree = pt_tree_parse (text, size, max_size, error);

  return tree != NULL ? pt_state_from_node (pt_tree_root (tree), error) : NULL;
}

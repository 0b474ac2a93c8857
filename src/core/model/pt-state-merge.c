/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A state offered whole instead of op by op, as laptops do to a hub that was put back: each value
 * that survives in it is as good as the op that gave it, and goes through the one rule. */
#include "pt-state-private.h"

#include "pt-json.h"

#include <string.h>

/* Around a version in JSON: names, brackets, the index of its stamp. */
#define VERSION_BYTES 64
#define DOT_BYTES (PT_DOT_SIZE + 8)

static PtOp *
op_of_version (const char *name, const PtVersion *version, const PtDot *dot)
{
  static const char nameless[] = "";
  PtOp *op = pt_op_new (nameless, dot, nameless, nameless);

  pt_op_set (op, name, version->value);
  pt_vector_join (op->seen, version->stamp->seen);
  op->at = version->stamp->at;
  op->offset = version->stamp->offset;
  op->member = g_strdup (version->stamp->member);
  op->device = g_strdup (version->stamp->device);
  return op;
}

/* Equal values by several hands have several dots: each is a save of its own. */
static PtVerdict
merge_version (PtState *self, const char *name, const PtVersion *version)
{
  PtVerdict verdict = PT_VERDICT_DUPLICATE;

  for (guint i = 0; i < version->stamp->n_dots; i++)
    {
      g_autoptr (PtOp) op = op_of_version (name, version, &version->stamp->dots[i]);
      PtVerdict own = pt_state_apply (self, op);

      verdict = MAX (verdict, own);
    }
  return verdict;
}

PtVerdict
pt_state_merge (PtState *self, const PtState *other)
{
  PtVerdict verdict = PT_VERDICT_DUPLICATE;

  for (guint i = 0; i < other->length; i++)
    for (guint j = 0; j < other->registers[i].length; j++)
      {
        PtVerdict own = merge_version (self, other->registers[i].name,
                                       &other->registers[i].versions[j]);

        verdict = MAX (verdict, own);
      }
  return verdict;
}

/* ── What only the other one has ── */

static bool
knows (const PtState *self, const char *name, const PtDot *dot)
{
  for (guint i = 0; i < pt_state_n_versions (self, name); i++)
    {
      const PtStamp *stamp = pt_state_nth_version (self, name, i)->stamp;

      if (pt_stamp_has_dot (stamp, dot) || pt_vector_has (stamp->seen, dot))
        return true;
    }
  return false;
}

static bool
is_missing (const PtState *self, const char *name, const PtVersion *version)
{
  for (guint i = 0; i < pt_state_n_versions (self, name); i++)
    if (pt_value_equal (pt_state_nth_version (self, name, i)->value, version->value))
      return false;
  for (guint i = 0; i < version->stamp->n_dots; i++)
    if (!knows (self, name, &version->stamp->dots[i]))
      return true;
  return false;
}

static bool
lacks_one (const PtState *self, const PtState *other, const char *name)
{
  for (guint i = 0; i < pt_state_n_versions (other, name); i++)
    {
      const PtVersion *version = pt_state_nth_version (other, name, i);

      if (version->stamp->n_dots > 0 && is_missing (self, name, version))
        return true;
    }
  return false;
}

/* Every number of it was known to who replaced it. */
static bool
is_replaced (const PtVersion *version, const PtState *other, const char *name)
{
  for (guint i = 0; i < pt_state_n_versions (other, name); i++)
    if (pt_value_equal (pt_state_nth_version (other, name, i)->value, version->value))
      return false;
  for (guint i = 0; i < version->stamp->n_dots; i++)
    if (!knows (other, name, &version->stamp->dots[i]))
      return false;
  return version->stamp->n_dots > 0;
}

static bool
has_replaced_one (const PtState *self, const PtState *other, const char *name)
{
  for (guint i = 0; i < pt_state_n_versions (self, name); i++)
    if (is_replaced (pt_state_nth_version (self, name, i), other, name))
      return true;
  return false;
}

/* Values of one save come in one save again. */
static PtOp *
find_or_add (GPtrArray *ops, GPtrArray *stamps, PtStamp *stamp)
{
  static const char nameless[] = "";
  PtOp *op;
  guint place;

  if (g_ptr_array_find (stamps, stamp, &place))
    return ops->pdata[place];
  op = pt_op_new (nameless, &stamp->dots[0], nameless, nameless);
  pt_vector_join (op->seen, stamp->seen);
  for (guint i = 0; i < stamp->n_dots; i++)
    pt_vector_add (op->seen, &stamp->dots[i]);
  g_ptr_array_add (ops, op);
  g_ptr_array_add (stamps, stamp);
  return op;
}

GPtrArray *
pt_state_list_missing (const PtState *self, const PtState *other)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_op_unref);
  g_autoptr (GPtrArray) stamps = g_ptr_array_new ();

  for (guint i = 0; i < other->length; i++)
    {
      const PtRegister *from = &other->registers[i];

      if (!lacks_one (self, other, from->name) && !has_replaced_one (self, other, from->name))
        continue;
      for (guint j = 0; j < from->length; j++)
        if (from->versions[j].stamp->n_dots > 0)
          pt_op_set (find_or_add (ops, stamps, from->versions[j].stamp), from->name,
                     from->versions[j].value);
    }
  return ops;
}

/* ── In pieces ── */

/* About as many bytes as it takes on the wire, its stamp counted with it. */
static size_t
measure (const char *name, const PtVersion *version)
{
  const PtStamp *stamp = version->stamp;
  g_autoptr (JsonNode) node = pt_value_to_json (version->value);
  g_autofree char *value = pt_json_print (node);

  return strlen (name) + strlen (value) + VERSION_BYTES
         + DOT_BYTES * (stamp->n_dots + pt_vector_length (stamp->seen));
}

static void
append_version (PtState *piece, const char *name, const PtVersion *version)
{
  PtRegister *target;
  guint place;

  target = pt_state_find (piece, name, &place) ? &piece->registers[place]
                                               : pt_state_insert (piece, place, name);
  pt_register_append (target, pt_value_copy (version->value), pt_stamp_ref (version->stamp));
}

GPtrArray *
pt_state_split (const PtState *self, size_t max_bytes)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_state_free);
  PtState *piece = NULL;
  size_t bytes = 0;

  for (guint i = 0; i < self->length; i++)
    for (guint j = 0; j < self->registers[i].length; j++)
      {
        const char *name = self->registers[i].name;
        const PtVersion *version = &self->registers[i].versions[j];
        size_t size = measure (name, version);

        if (piece == NULL || bytes + size > max_bytes)
          {
            piece = pt_state_new ();
            g_ptr_array_add (pieces, piece);
            bytes = 0;
          }
        append_version (piece, name, version);
        bytes += size;
      }
  return pieces;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-bounds.h. Bytes are those of the JSON, never too few: readers refuse a state of 10,000 stamps
 * (pt-state-json.c) or 16 MiB (pt-wire.c). */
#include "pt-bounds.h"

#include <string.h>

#define ID_BYTES 64     /* a dot, or one life of what was seen, with its quotes */
#define STAMP_BYTES 192 /* member, device, moment and names */
#define PLAIN_BYTES 32  /* a value that is no text; the index of its stamp */

typedef struct
{
  gsize registers;
  gsize versions; /* of one register */
  gsize dots;     /* of one version */
  gsize stamps;
  gsize bytes;
} Extent;

static const Extent most = {
  .registers = 4000,
  .versions = 200,
  .dots = 200,
  .stamps = 8000,
  .bytes = 8 * 1024 * 1024,
};

/* As JSON has it, with escapes. */
static gsize
weigh_text (const char *text)
{
  gsize bytes = 0;

  for (const char *p = text; *p != '\0'; p++)
    bytes += (guchar)*p < ' ' ? 6 : *p == '"' || *p == '\\' ? 2 : 1;
  return bytes;
}

static gsize
weigh_setting (const char *name, const PtValue *value)
{
  const gboolean is_long = value->type == PT_VALUE_TEXT || value->type == PT_VALUE_JSON;

  return weigh_text (name) + PLAIN_BYTES + (is_long ? weigh_text (value->text) : 0);
}

static gsize
weigh_stamp (const PtStamp *stamp)
{
  return STAMP_BYTES + ID_BYTES * ((gsize)stamp->n_dots + pt_vector_length (stamp->seen));
}

/* @known: stamps that were counted, since the values of one save share theirs; %NULL = counts each where it
 * is met, which may be too much. */
static void
add_version (Extent *self, const char *name, const PtVersion *version, GHashTable *known)
{
  self->dots = MAX (self->dots, version->stamp->n_dots);
  self->bytes += weigh_setting (name, version->value);
  if (known != NULL && !g_hash_table_add (known, version->stamp))
    return;
  self->stamps++;
  self->bytes += weigh_stamp (version->stamp);
}

static Extent
measure (const PtState *state, GHashTable *known)
{
  Extent extent = { .registers = pt_state_n_registers (state) };

  for (guint i = 0; i < extent.registers; i++)
    {
      const char *name = pt_state_nth_register (state, i);
      const guint n = pt_state_n_versions (state, name);

      extent.versions = MAX (extent.versions, n);
      for (guint j = 0; j < n; j++)
        add_version (&extent, name, pt_state_nth_version (state, name, j), known);
    }
  return extent;
}

static Extent
measure_exactly (const PtState *state)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  return measure (state, known);
}

/* The most that @setting of @op can add to @state. */
static void
add_setting (Extent *self, const PtState *state, const PtOp *op, const PtSetting *setting)
{
  const guint n = pt_state_n_versions (state, setting->name);

  self->registers++;
  self->versions = MAX (self->versions, n + 1);
  for (guint i = 0; i < n; i++)
    self->dots = MAX (self->dots,
                      pt_state_nth_version (state, setting->name, i)->stamp->n_dots + 1);
  self->stamps++;
  self->bytes += weigh_setting (setting->name, setting->value) + STAMP_BYTES
                 + ID_BYTES * (1 + (gsize)pt_vector_length (op->seen));
}

static gboolean
is_beyond (gsize after, gsize before, gsize bound)
{
  return after > bound && after > before;
}

static gboolean
grows_beyond (const Extent *after, const Extent *before)
{
  return is_beyond (after->registers, before->registers, most.registers)
         || is_beyond (after->versions, before->versions, most.versions)
         || is_beyond (after->dots, before->dots, most.dots)
         || is_beyond (after->stamps, before->stamps, most.stamps)
         || is_beyond (after->bytes, before->bytes, most.bytes);
}

gboolean
pt_bounds_allow (const PtState *state, const PtState *after)
{
  const Extent then = measure_exactly (after);
  const Extent now = measure_exactly (state);

  return !grows_beyond (&then, &now);
}

gboolean
pt_bounds_allow_op (const PtState *state, const PtOp *op)
{
  static const Extent nothing;
  g_autoptr (PtState) after = NULL;
  Extent rough = measure (state, NULL);

  for (guint i = 0; i < op->set->len; i++)
    add_setting (&rough, state, op, g_ptr_array_index (op->set, i));
  if (!grows_beyond (&rough, &nothing))
    return TRUE;
  after = pt_state_copy (state);
  pt_state_apply (after, op);
  return pt_bounds_allow (state, after);
}

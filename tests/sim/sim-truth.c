/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-truth.h. */
#include "sim-truth.h"

#include <string.h>

typedef struct
{
  int64_t number;
  char *record;
  char **fields; /* NULL = all */
} Order;

struct _SimTruth
{
  GPtrArray *orders;     /* Order */
  GPtrArray *saves;      /* SimSave */
  GHashTable *by_id;     /* op id → number + 1 */
  GHashTable *by_record; /* record id → GArray of guint */
  GHashTable *gone;      /* ids of records that were erased as a whole, or hang on such a one */
};

static const char *const owners[] = { "owner", "target" };

static void
save_free (gpointer data)
{
  SimSave *self = data;

  pt_op_unref (self->op);
  sim_set_free (self->seen);
  g_free (self);
}

static void
order_free (gpointer data)
{
  Order *self = data;

  g_free (self->record);
  g_strfreev (self->fields);
  g_free (self);
}

SimTruth *
sim_truth_new (void)
{
  SimTruth *self = g_new0 (SimTruth, 1);

  self->orders = g_ptr_array_new_with_free_func (order_free);
  self->saves = g_ptr_array_new_with_free_func (save_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_record = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                           (GDestroyNotify)g_array_unref);
  self->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sim_truth_free (SimTruth *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_record);
  g_hash_table_unref (self->gone);
  g_ptr_array_unref (self->saves);
  g_ptr_array_unref (self->orders);
  g_free (self);
}

static GArray *
saves_of (SimTruth *self, const char *record)
{
  GArray *list = g_hash_table_lookup (self->by_record, record);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->by_record, (char *)record, list);
    }
  return list;
}

/* A record comes by itself: whoever gets one has not got what its authors knew of others. */
static SimSet *
seen_on (const GArray *saves, const SimSet *seen)
{
  SimSet *self = sim_set_new ();

  for (guint k = 0; k < saves->len; k++)
    if (sim_set_has (seen, g_array_index (saves, guint, k)))
      sim_set_add (self, g_array_index (saves, guint, k));
  return self;
}

static const char *
owner_of (const PtOp *op, const char *field)
{
  const PtValue *owner = pt_op_get (op, field);

  return owner != NULL && owner->type == PT_VALUE_TEXT ? owner->text : "";
}

/* What is attached to an erased record or said about it goes too, and so on: a remark about a photo of a
 * note goes with the note. When, depends on what the hub knew of it, and the laptops. */
static void
add_gone (SimTruth *self, const char *record)
{
  if (!g_hash_table_add (self->gone, g_strdup (record)))
    return;
  for (guint i = 0; i < self->saves->len; i++)
    {
      const PtOp *op = sim_truth_get (self, i)->op;

      for (guint f = 0; f < G_N_ELEMENTS (owners); f++)
        if (strcmp (owner_of (op, owners[f]), record) == 0)
          add_gone (self, op->record);
    }
}

guint
sim_truth_add (SimTruth *self, PtOp *op, gboolean queued, const SimSet *seen)
{
  guint i = self->saves->len;
  SimSave *save = g_new0 (SimSave, 1);

  save->op = pt_op_ref (op);
  save->queued = queued;
  save->seen = seen_on (saves_of (self, save->op->record), seen);
  g_ptr_array_add (self->saves, save);
  g_hash_table_insert (self->by_id, save->op->id, GUINT_TO_POINTER (i + 1));
  g_array_append_val (saves_of (self, save->op->record), i);
  for (guint f = 0; f < G_N_ELEMENTS (owners); f++)
    if (sim_truth_is_erased (self, owner_of (op, owners[f])))
      add_gone (self, op->record);
  return i;
}

guint
sim_truth_size (const SimTruth *self)
{
  return self->saves->len;
}

const SimSave *
sim_truth_get (const SimTruth *self, guint i)
{
  return g_ptr_array_index (self->saves, i);
}

void
sim_truth_mark_forked (SimTruth *self, guint i)
{
  ((SimSave *)g_ptr_array_index (self->saves, i))->forked = TRUE;
}

void
sim_truth_mark_declined (SimTruth *self, guint i)
{
  ((SimSave *)g_ptr_array_index (self->saves, i))->declined = TRUE;
}

void
sim_truth_mark_held (SimTruth *self, guint i, gboolean held)
{
  ((SimSave *)g_ptr_array_index (self->saves, i))->held = held;
}

gboolean
sim_truth_find (const SimTruth *self, const char *op, guint *out)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, op));

  if (number > 0)
    *out = number - 1;
  return number > 0;
}

const GArray *
sim_truth_saves (const SimTruth *self, const char *record)
{
  return g_hash_table_lookup (self->by_record, record);
}

void
sim_truth_learn_record (const SimTruth *self, SimSet *known, const SimSet *from, const char *record)
{
  const GArray *saves = sim_truth_saves (self, record);

  for (guint k = 0; saves != NULL && k < saves->len; k++)
    if (sim_set_has (from, g_array_index (saves, guint, k)))
      sim_set_add (known, g_array_index (saves, guint, k));
}

static gboolean
counts (const SimSave *save, gboolean is_own)
{
  return is_own || (save->queued && !save->held);
}

/* An order that came before it was sent may have left nothing to send. */
static gboolean
is_all_erased (const SimTruth *self, guint i)
{
  const GPtrArray *set = sim_truth_get (self, i)->op->set;

  for (guint s = 0; s < set->len; s++)
    if (sim_truth_find_erased (self, i, ((PtSetting *)g_ptr_array_index (set, s))->name, G_MAXINT64)
        == SIM_IS_KEPT)
      return FALSE;
  return TRUE;
}

gboolean
sim_truth_is_sent (const SimTruth *self, const SimSet *known, const char *record)
{
  const GArray *list = sim_truth_saves (self, record);

  for (guint k = 0; list != NULL && k < list->len; k++)
    {
      guint i = g_array_index (list, guint, k);

      if (sim_set_has (known, i) && counts (sim_truth_get (self, i), FALSE)
          && !is_all_erased (self, i))
        return TRUE;
    }
  return FALSE;
}

/* ── Who survives ── */

/* What was declined may have been accepted before or after, in another life of the hub. */
static gboolean
counts_there (const SimTruth *self, guint i, const SimView *view)
{
  if (view->received != NULL && sim_set_has (view->received, i))
    return TRUE;
  return (view->declined == NULL || !sim_set_has (view->declined, i))
         && counts (sim_truth_get (self, i), view->own != NULL && sim_set_has (view->own, i));
}

/* The saves that count somewhere. */
static GArray *
list_counting (const SimTruth *self, const char *record, const SimView *view)
{
  const GArray *all = sim_truth_saves (self, record);
  GArray *list = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint k = 0; all != NULL && k < all->len; k++)
    {
      guint i = g_array_index (all, guint, k);

      if (sim_set_has (view->known, i) && counts_there (self, i, view))
        g_array_append_val (list, i);
    }
  return list;
}

/* ── What was erased ── */

void
sim_truth_add_order (SimTruth *self, int64_t number, const char *record, const char *const *fields)
{
  Order *order = g_new0 (Order, 1);

  order->number = number;
  order->record = g_strdup (record);
  order->fields = g_strdupv ((char **)fields);
  g_ptr_array_add (self->orders, order);
  if (fields == NULL)
    add_gone (self, record);
}

/* A set-valued field with all its keys. */
static gboolean
covers (const Order *order, const char *name)
{
  for (char **field = order->fields; field != NULL && *field != NULL; field++)
    if (g_str_has_prefix (name, *field)
        && (name[strlen (*field)] == '\0' || name[strlen (*field)] == '/'))
      return TRUE;
  return order->fields == NULL;
}

gboolean
sim_truth_is_erased (const SimTruth *self, const char *record)
{
  return g_hash_table_contains (self->gone, record);
}

static SimErased
erase (const Order *order, const SimSave *save, const char *name, int64_t era)
{
  if (strcmp (order->record, save->op->record) != 0 || !covers (order, name)
      || (order->fields != NULL && save->op->era >= order->number))
    return SIM_IS_KEPT;
  return order->number <= era && save->queued && save->op->era < order->number ? SIM_IS_ERASED
                                                                               : SIM_MAY_BE_ERASED;
}

SimErased
sim_truth_find_erased (const SimTruth *self, guint i, const char *name, int64_t era)
{
  const SimSave *save = sim_truth_get (self, i);
  SimErased erased = SIM_IS_KEPT;

  for (guint k = 0; k < self->orders->len; k++)
    erased = MAX (erased, erase (g_ptr_array_index (self->orders, k), save, name, era));
  if (erased == SIM_IS_KEPT && sim_truth_is_erased (self, save->op->record))
    return SIM_MAY_BE_ERASED;
  return erased;
}

/* @later has seen @save, or has a higher number of the same life. */
static gboolean
covers_declined (const SimSave *later, const SimSave *save, guint i)
{
  const PtDot *dot = &save->op->dot, *after = &later->op->dot;

  return sim_set_has (later->seen, i)
         || (pt_uuid_compare (&after->incarnation, &dot->incarnation) == 0
             && after->counter > dot->counter);
}

/* Whether @other has seen save @i, or may count it as seen: what was declined waits no more, so that a later
 * save that was let in covers it for whoever has seen that one. */
static gboolean
has_seen (const SimTruth *self, const SimSave *other, guint i)
{
  const SimSave *save = sim_truth_get (self, i);
  const GArray *all = sim_truth_saves (self, save->op->record);

  if (sim_set_has (other->seen, i) || !save->declined)
    return sim_set_has (other->seen, i);
  for (guint k = 0; k < all->len; k++)
    {
      const guint j = g_array_index (all, guint, k);

      if (sim_set_has (other->seen, j) && covers_declined (sim_truth_get (self, j), save, i))
        return TRUE;
    }
  return FALSE;
}

typedef enum
{
  STANDS,
  MAY_STAND, /* replaced, but one of the two saves was renumbered, the other one is erased, or this
              * one was declined before */
  IS_REPLACED,
} Standing;

static Standing
find_standing (const SimTruth *self, const GArray *list, guint i, const char *name)
{
  const SimSave *save = sim_truth_get (self, i);
  Standing standing = STANDS;

  for (guint k = 0; k < list->len; k++)
    {
      guint j = g_array_index (list, guint, k);
      const SimSave *other = sim_truth_get (self, j);

      if (j == i || pt_op_get (other->op, name) == NULL || !has_seen (self, other, i))
        continue;
      standing = MAX (standing,
                      save->forked || save->declined || other->forked
                              || sim_truth_find_erased (self, j, name, G_MAXINT64) != SIM_IS_KEPT
                          ? MAY_STAND
                          : IS_REPLACED);
    }
  return standing;
}

gboolean
sim_truth_survives (const SimTruth *self, guint i, const SimView *view)
{
  const PtOp *op = sim_truth_get (self, i)->op;
  g_autoptr (GArray) list = list_counting (self, op->record, view);

  for (guint s = 0; s < op->set->len; s++)
    if (find_standing (self, list, i, ((PtSetting *)g_ptr_array_index (op->set, s))->name)
        != IS_REPLACED)
      return TRUE;
  return FALSE;
}

static gboolean
has_value (const PtState *state, const char *name, const PtValue *value)
{
  for (guint i = 0; i < pt_state_n_versions (state, name); i++)
    if (pt_value_equal (pt_state_nth_version (state, name, i)->value, value))
      return TRUE;
  return FALSE;
}

static gboolean
is_expected (GPtrArray *values, const PtValue *value)
{
  for (guint i = 0; i < values->len; i++)
    if (pt_value_equal (g_ptr_array_index (values, i), value))
      return TRUE;
  return FALSE;
}

static char *
describe (const char *what, const char *record, const char *name, const PtValue *value,
          const char *op)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s: record %s, register %s, value ", what, record, name);
  pt_value_append_json (value, text);
  if (op != NULL)
    g_string_append_printf (text, ", of save %s", op);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Everything that should be there is. Fills @expected: register → GPtrArray of PtValue (borrowed). */
static char *
find_missing (const SimTruth *self, const char *record, const GArray *list, int64_t era,
              const PtState *state, GHashTable *expected)
{
  for (guint k = 0; k < list->len; k++)
    {
      guint i = g_array_index (list, guint, k);
      const PtOp *op = sim_truth_get (self, i)->op;

      for (guint s = 0; s < op->set->len; s++)
        {
          const PtSetting *setting = g_ptr_array_index (op->set, s);
          GPtrArray *values = g_hash_table_lookup (expected, setting->name);
          SimErased erased = sim_truth_find_erased (self, i, setting->name, era);
          Standing standing;

          if (values == NULL)
            {
              values = g_ptr_array_new ();
              g_hash_table_insert (expected, setting->name, values);
            }
          standing = find_standing (self, list, i, setting->name);
          if (standing == IS_REPLACED || erased == SIM_IS_ERASED)
            continue;
          if (standing == STANDS && erased == SIM_IS_KEPT
              && !has_value (state, setting->name, setting->value))
            return describe ("lost", record, setting->name, setting->value, op->id);
          g_ptr_array_add (values, setting->value);
        }
    }
  return NULL;
}

static char *
find_superfluous (const char *record, const PtState *state, GHashTable *expected)
{
  for (guint i = 0; i < pt_state_n_registers (state); i++)
    {
      const char *name = pt_state_nth_register (state, i);
      GPtrArray *values = g_hash_table_lookup (expected, name);

      for (guint j = 0; j < pt_state_n_versions (state, name); j++)
        {
          const PtValue *value = pt_state_nth_version (state, name, j)->value;

          if (values == NULL || !is_expected (values, value))
            return describe ("replaced, but still there", record, name, value, NULL);
        }
    }
  return NULL;
}

char *
sim_truth_compare (const SimTruth *self, const char *record, const SimView *view,
                   const PtState *state)
{
  g_autoptr (GArray) list = list_counting (self, record, view);
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                           (GDestroyNotify)g_ptr_array_unref);
  char *problem = find_missing (self, record, list, view->era, state, expected);

  return problem != NULL ? problem : find_superfluous (record, state, expected);
}

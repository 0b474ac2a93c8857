/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule of sync.md §3 and the registers it works on. Its JSON is in pt-state-json.c. */
#include "pt-state-private.h"

#include <string.h>

PtStamp *
pt_stamp_new (guint n_dots)
{
  PtStamp *self = g_new0 (PtStamp, 1);

  g_atomic_ref_count_init (&self->refs);
  self->dots = g_new (PtDot, n_dots);
  return self;
}

PtStamp *
pt_stamp_ref (PtStamp *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_stamp_unref (PtStamp *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->dots);
  pt_vector_free (self->seen);
  g_free (self->member);
  g_free (self->device);
  g_free (self);
}

bool
pt_stamp_has_dot (const PtStamp *self, const PtDot *dot)
{
  for (guint i = 0; i < self->n_dots; i++)
    if (pt_dot_equal (&self->dots[i], dot))
      return true;
  return false;
}

static PtStamp *
stamp_of_op (const PtOp *op)
{
  PtStamp *self = pt_stamp_new (1);

  self->dots[self->n_dots++] = op->dot;
  self->seen = pt_vector_copy (op->seen);
  self->member = g_strdup (op->member);
  self->device = g_strdup (op->device);
  self->at = op->at;
  self->offset = op->offset;
  return self;
}

/* The same save with room for other dots. */
static PtStamp *
stamp_like (const PtStamp *other, guint n_dots)
{
  PtStamp *self = pt_stamp_new (n_dots);

  self->seen = pt_vector_copy (other->seen);
  self->member = g_strdup (other->member);
  self->device = g_strdup (other->device);
  self->at = other->at;
  self->offset = other->offset;
  return self;
}

void
pt_register_clear (PtRegister *self)
{
  for (guint i = 0; i < self->length; i++)
    {
      pt_value_free (self->versions[i].value);
      pt_stamp_unref (self->versions[i].stamp);
    }
  g_free (self->versions);
  g_free (self->name);
}

void
pt_register_append (PtRegister *self, PtValue *value, PtStamp *stamp)
{
  self->versions = g_renew (PtVersion, self->versions, self->length + 1);
  self->versions[self->length++] = (PtVersion){ value, stamp };
}

PtState *
pt_state_new (void)
{
  return g_new0 (PtState, 1);
}

void
pt_state_free (PtState *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->length; i++)
    pt_register_clear (&self->registers[i]);
  g_free (self->registers);
  g_free (self);
}

static void
copy_register (PtRegister *to, const PtRegister *from)
{
  to->name = g_strdup (from->name);
  to->length = from->length;
  to->versions = g_new (PtVersion, from->length);
  for (guint i = 0; i < from->length; i++)
    {
      to->versions[i].value = pt_value_copy (from->versions[i].value);
      to->versions[i].stamp = pt_stamp_ref (from->versions[i].stamp);
    }
}

PtState *
pt_state_copy (const PtState *self)
{
  PtState *copy = pt_state_new ();

  copy->length = copy->room = self->length;
  copy->registers = g_new (PtRegister, self->length);
  for (guint i = 0; i < self->length; i++)
    copy_register (&copy->registers[i], &self->registers[i]);
  return copy;
}

bool
pt_state_find (const PtState *self, const char *name, guint *place)
{
  guint low = 0, high = self->length;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (self->registers[middle].name, name);
      if (order == 0)
        {
          *place = middle;
          return true;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *place = low;
  return false;
}

PtRegister *
pt_state_insert (PtState *self, guint place, const char *name)
{
  if (self->length == self->room)
    {
      self->room = MAX (8, self->room * 2);
      self->registers = g_renew (PtRegister, self->registers, self->room);
    }
  memmove (self->registers + place + 1, self->registers + place,
           (self->length - place) * sizeof (PtRegister));
  self->length++;
  self->registers[place] = (PtRegister){ .name = g_strdup (name) };
  return &self->registers[place];
}

/* Whether somebody has already applied or knowingly replaced @op here. */
static bool
is_known (const PtRegister *self, const PtOp *op, PtVerdict *verdict)
{
  for (guint i = 0; i < self->length; i++)
    if (pt_stamp_has_dot (self->versions[i].stamp, &op->dot))
      {
        *verdict = PT_VERDICT_DUPLICATE;
        return true;
      }
  for (guint i = 0; i < self->length; i++)
    if (pt_vector_has (self->versions[i].stamp->seen, &op->dot))
      {
        *verdict = PT_VERDICT_SUPERSEDED;
        return true;
      }
  return false;
}

static bool
has_value (const PtRegister *self, const PtValue *value)
{
  for (guint i = 0; i < self->length; i++)
    if (pt_value_equal (self->versions[i].value, value))
      return true;
  return false;
}

bool
pt_state_hides (const PtState *self, const PtOp *op)
{
  PtVerdict verdict;
  guint place;

  for (guint i = 0; i < op->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (op->set, i);

      if (pt_state_find (self, setting->name, &place)
          && is_known (&self->registers[place], op, &verdict)
          && !has_value (&self->registers[place], setting->value))
        return true;
    }
  return false;
}

static guint
count_unseen (const PtStamp *stamp, const PtVector *seen)
{
  guint n = 0;

  for (guint i = 0; i < stamp->n_dots; i++)
    n += !pt_vector_has (seen, &stamp->dots[i]);
  return n;
}

/* Takes the dots that are in @seen away from @version; FALSE when none is left. */
static bool
drop_seen (PtVersion *version, const PtVector *seen)
{
  PtStamp *old = version->stamp;
  guint left = count_unseen (old, seen);

  if (left == 0 || left == old->n_dots)
    return left > 0;
  version->stamp = stamp_like (old, left);
  for (guint i = 0; i < old->n_dots; i++)
    if (!pt_vector_has (seen, &old->dots[i]))
      version->stamp->dots[version->stamp->n_dots++] = old->dots[i];
  pt_stamp_unref (old);
  return true;
}

static void
drop_all_seen (PtRegister *self, const PtVector *seen)
{
  guint kept = 0;

  for (guint i = 0; i < self->length; i++)
    {
      if (drop_seen (&self->versions[i], seen))
        {
          self->versions[kept++] = self->versions[i];
          continue;
        }
      pt_value_free (self->versions[i].value);
      pt_stamp_unref (self->versions[i].stamp);
    }
  self->length = kept;
}

static PtVersion *
find_equal (PtRegister *self, const PtValue *value)
{
  for (guint i = 0; i < self->length; i++)
    if (pt_value_equal (self->versions[i].value, value))
      return &self->versions[i];
  return NULL;
}

/* The same value from another hand: no conflict, but whoever saw the one has not seen the other. */
static void
gain_dot (PtVersion *version, const PtOp *op)
{
  PtStamp *old = version->stamp;
  PtStamp *stamp = stamp_like (old, old->n_dots + 1);
  guint i = 0;

  while (i < old->n_dots && pt_dot_compare (&old->dots[i], &op->dot) < 0)
    stamp->dots[stamp->n_dots++] = old->dots[i++];
  stamp->dots[stamp->n_dots++] = op->dot;
  while (i < old->n_dots)
    stamp->dots[stamp->n_dots++] = old->dots[i++];
  pt_vector_join (stamp->seen, op->seen);
  version->stamp = stamp;
  pt_stamp_unref (old);
}

bool
pt_register_can_conflict (const char *name)
{
  return strchr (name, '/') == NULL && strcmp (name, "archived") != 0;
}

/* @stamp is shared by the registers of one op and made when the first of them needs it. */
static PtVerdict
apply_setting (PtRegister *self, const PtOp *op, const PtValue *value, PtStamp **stamp)
{
  PtVerdict verdict;

  if (is_known (self, op, &verdict))
    return verdict;
  drop_all_seen (self, op->seen);

  PtVersion *equal = find_equal (self, value);
  if (equal != NULL)
    {
      gain_dot (equal, op);
      return PT_VERDICT_APPLIED;
    }
  if (*stamp == NULL)
    *stamp = stamp_of_op (op);
  pt_register_append (self, pt_value_copy (value), pt_stamp_ref (*stamp));
  return self->length > 1 && pt_register_can_conflict (self->name) ? PT_VERDICT_CONFLICT
                                                                   : PT_VERDICT_APPLIED;
}

PtVerdict
pt_state_apply (PtState *self, const PtOp *op)
{
  PtVerdict verdict = PT_VERDICT_DUPLICATE;
  PtStamp *stamp = NULL;

  for (guint i = 0; i < op->set->len; i++)
    {
      const PtSetting *setting = op->set->pdata[i];
      guint place;
      PtRegister *target = pt_state_find (self, setting->name, &place)
                               ? &self->registers[place]
                               : pt_state_insert (self, place, setting->name);
      /* Not inside MAX(), which evaluates its arguments twice. */
      PtVerdict own = apply_setting (target, op, setting->value, &stamp);
      verdict = MAX (verdict, own);
    }
  pt_stamp_unref (stamp);
  return verdict;
}

guint
pt_state_n_registers (const PtState *self)
{
  return self->length;
}

const char *
pt_state_nth_register (const PtState *self, guint i)
{
  g_return_val_if_fail (i < self->length, NULL);
  return self->registers[i].name;
}

guint
pt_state_lower_bound (const PtState *self, const char *name)
{
  guint place;

  pt_state_find (self, name, &place);
  return place;
}

guint
pt_state_n_versions (const PtState *self, const char *name)
{
  guint place;
  return pt_state_find (self, name, &place) ? self->registers[place].length : 0;
}

const PtVersion *
pt_state_nth_version (const PtState *self, const char *name, guint i)
{
  guint place;

  if (!pt_state_find (self, name, &place) || i >= self->registers[place].length)
    return NULL;
  return &self->registers[place].versions[i];
}

const PtValue *
pt_state_shown (const PtState *self, const char *name)
{
  const PtVersion *version = pt_state_nth_version (self, name, 0);
  return version == NULL ? NULL : version->value;
}

PtVector *
pt_state_dup_seen (const PtState *self)
{
  PtVector *seen = pt_vector_new ();
  const PtStamp *last = NULL;

  for (guint i = 0; i < self->length; i++)
    for (guint j = 0; j < self->registers[i].length; j++)
      {
        const PtStamp *stamp = self->registers[i].versions[j].stamp;
        if (stamp == last)
          continue;
        pt_vector_join (seen, stamp->seen);
        for (guint k = 0; k < stamp->n_dots; k++)
          pt_vector_add (seen, &stamp->dots[k]);
        last = stamp;
      }
  return seen;
}

static bool
same_dots (const PtStamp *a, const PtStamp *b)
{
  if (a->n_dots != b->n_dots)
    return false;
  for (guint i = 0; i < a->n_dots; i++)
    if (!pt_dot_equal (&a->dots[i], &b->dots[i]))
      return false;
  return true;
}

static bool
has_version (const PtRegister *self, const PtVersion *version)
{
  for (guint i = 0; i < self->length; i++)
    if (same_dots (self->versions[i].stamp, version->stamp)
        && pt_value_equal (self->versions[i].value, version->value))
      return true;
  return false;
}

static bool
same_versions (const PtRegister *a, const PtRegister *b)
{
  if (a->length != b->length || strcmp (a->name, b->name) != 0)
    return false;
  for (guint i = 0; i < a->length; i++)
    if (!has_version (b, &a->versions[i]))
      return false;
  return true;
}

bool
pt_state_equivalent (const PtState *a, const PtState *b)
{
  if (a->length != b->length)
    return false;
  for (guint i = 0; i < a->length; i++)
    if (!same_versions (&a->registers[i], &b->registers[i]))
      return false;
  return true;
}

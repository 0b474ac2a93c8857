/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a record is put away. Archiving is a field: it never conflicts, and it never hides what its
 * author did not know of. */
#include "pt-record.h"

/* A laptop knows what was saved on it before. */
static bool
is_from_same_life (const PtStamp *stamp, const PtDot *dot)
{
  for (guint i = 0; i < stamp->n_dots; i++)
    if (pt_uuid_compare (&stamp->dots[i].incarnation, &dot->incarnation) == 0
        && stamp->dots[i].counter >= dot->counter)
      return true;
  return false;
}

/* Of an equal value that several gave, one is enough. */
static bool
has_seen (const PtStamp *who, const PtStamp *what)
{
  for (guint i = 0; i < what->n_dots; i++)
    if (pt_vector_has (who->seen, &what->dots[i]) || is_from_same_life (who, &what->dots[i]))
      return true;
  return false;
}

/* Whether a value of the register and @archiving were given without knowing of each other. */
static bool
is_beside (const PtState *state, const char *name, const PtStamp *archiving)
{
  guint n = pt_state_n_versions (state, name);

  for (guint i = 0; i < n; i++)
    {
      const PtStamp *stamp = pt_state_nth_version (state, name, i)->stamp;
      if (!has_seen (archiving, stamp) && !has_seen (stamp, archiving))
        return true;
    }
  return false;
}

static bool
was_changed_beside (const PtState *state, const PtStamp *archiving)
{
  guint n = pt_state_n_registers (state);

  for (guint i = 0; i < n; i++)
    if (is_beside (state, pt_state_nth_register (state, i), archiving))
      return true;
  return false;
}

/* No surviving value of `archived` says no. */
static bool
is_put_away (const PtRecord *self)
{
  guint n = pt_state_n_versions (pt_record_get_state (self), "archived");

  for (guint i = 0; i < n; i++)
    {
      const PtValue *value = pt_state_nth_version (pt_record_get_state (self), "archived", i)
                                 ->value;
      if (value->type != PT_VALUE_BOOL || !value->b)
        return false;
    }
  return n > 0;
}

bool
pt_record_is_changed_after_archiving (const PtRecord *self)
{
  guint n = is_put_away (self) ? pt_state_n_versions (pt_record_get_state (self), "archived") : 0;

  for (guint i = 0; i < n; i++)
    if (!was_changed_beside (
            pt_record_get_state (self),
            pt_state_nth_version (pt_record_get_state (self), "archived", i)->stamp))
      return false;
  return n > 0;
}

bool
pt_record_is_archived (const PtRecord *self)
{
  return is_put_away (self) && !pt_record_is_changed_after_archiving (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stamping is done when a record is made and when it is tied to something else; later changes of that
 * something leave the stamp as it was: that is its meaning. */
#include "pt-stamp.h"

#include "pt-store-private.h"

#include <string.h>

static const struct
{
  const char *kind;
  const char *field;   /* remembers */
  const char *through; /* the field that names the other record */
  const char *further; /* or, where that is unset, the other's own field of the same name */
  const char *reads;   /* of the other record */
} stamps[] = {
  { "entry", "stage_then", "experiment", NULL, "stage" },
  { "entry", "phase_then", "challenge", "experiment", "phase" },
};

static const PtValue *
find_setting (GPtrArray *set, const char *field)
{
  guint place;

  return pt_settings_find (set, field, &place)
             ? ((const PtSetting *)g_ptr_array_index (set, place))->value
             : NULL;
}

/* The id in @field as it will stand after the save. */
static const char *
get_ref (GPtrArray *set, PtRecord *before, const char *field)
{
  const PtValue *value = find_setting (set, field);

  if (value != NULL)
    return value->type == PT_VALUE_TEXT ? value->text : NULL;
  return before != NULL ? pt_record_get_text (before, field) : NULL;
}

static gboolean
find (PtStore *store, const char *id, PtRecord **out, GError **error)
{
  g_autoptr (GError) problem = NULL;

  *out = id != NULL && pt_id_is_valid (id) ? pt_store_find_record (store, id, NULL, &problem)
                                           : NULL;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* A reference may lead to a record of another kind, which has no such field. */
static const char *
read_field (PtRecord *record, const char *field)
{
  if (record == NULL || pt_record_kind_field (pt_record_get_kind (record), field) == NULL)
    return NULL;
  return pt_record_get_text (record, field);
}

/* (transfer full) @out: the record to read from, or NULL. */
static gboolean
find_other (PtStore *store, gsize i, PtRecord *before, GPtrArray *set, PtRecord **out,
            GError **error)
{
  const char *id = get_ref (set, before, stamps[i].through);
  g_autoptr (PtRecord) between = NULL;

  if (id != NULL || stamps[i].further == NULL)
    return find (store, id, out, error);
  if (!find (store, get_ref (set, before, stamps[i].further), &between, error))
    return FALSE;
  return find (store, read_field (between, stamps[i].through), out, error);
}

static gboolean
is_due (gsize i, const char *kind, PtRecord *before, GPtrArray *set)
{
  if (strcmp (stamps[i].kind, kind) != 0 || find_setting (set, stamps[i].field) != NULL)
    return FALSE;
  return before == NULL || find_setting (set, stamps[i].through) != NULL
         || (stamps[i].further != NULL && find_setting (set, stamps[i].further) != NULL);
}

gboolean
pt_stamp_surroundings (PtStore *store, const char *kind, PtRecord *before, GPtrArray *set,
                       GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stamps); i++)
    {
      g_autoptr (PtRecord) other = NULL;
      if (!is_due (i, kind, before, set))
        continue;
      if (!find_other (store, i, before, set, &other, error))
        return FALSE;
      const char *value = read_field (other, stamps[i].reads);
      if (value != NULL)
        pt_settings_take (set, stamps[i].field, pt_value_new_text (value));
    }
  return TRUE;
}

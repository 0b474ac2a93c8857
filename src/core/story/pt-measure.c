/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-measure.h. */
#include "pt-measure.h"

#include "pt-story-words.h"

#include "pt-validate.h"

#include <glib/gi18n-lib.h>

static bool
is_replaced (GPtrArray *measurements, const PtRecord *one)
{
  for (guint i = 0; i < measurements->len; i++)
    if (g_strcmp0 (pt_record_get_text (measurements->pdata[i], "replaces"), pt_record_get_id (one))
        == 0)
      return true;
  return false;
}

GPtrArray *
pt_measure_list (const PtLens *lens, PtRecord *outcome)
{
  g_autoptr (GPtrArray)
      all = pt_lens_children (lens, "measurement", "outcome", pt_record_get_id (outcome));
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (!is_replaced (all, all->pdata[i]))
      g_ptr_array_add (found, all->pdata[i]);
  return found;
}

bool
pt_measure_number (const PtRecord *measurement, double *value)
{
  const PtValue *set = pt_record_get_value (measurement, "value");

  if (set == NULL || (set->type != PT_VALUE_REAL && set->type != PT_VALUE_INT))
    return false;
  *value = set->type == PT_VALUE_REAL ? set->r : (double)set->i;
  return true;
}

int64_t
pt_measure_group (const PtRecord *measurement)
{
  int64_t n = 0;

  return pt_record_get_int (measurement, "n", &n) && n > 0 ? n : 0;
}

char *
pt_measure_say (const PtLens *lens, PtRecord *outcome, PtRecord *measurement)
{
  const PtField *field = pt_record_kind_field (pt_record_kind_find ("measurement"), "value");
  const PtValue *value = pt_record_get_value (measurement, "value");
  g_autofree char *unit = pt_lens_line (lens, outcome, "unit");
  const int64_t n = pt_measure_group (measurement);
  double number = -1;

  if (value == NULL)
    return NULL;
  g_autofree char *text = value->type == PT_VALUE_TEXT ? pt_lens_line (lens, measurement, "value")
                                                       : pt_value_format (field, value, lens->lang);

  if (text == NULL)
    return NULL;
  if (n == 0)
    return unit != NULL ? g_strconcat (text, "\302\240", unit, NULL) : g_steal_pointer (&text);
  g_autofree char *of = g_strdup_printf ("%s %s %" G_GINT64_FORMAT, text,
                                         pt_words (lens->lang, NC_ ("story", "of")), n);

  if (n < PT_MEASURE_GROUP_LEAST || !pt_measure_number (measurement, &number) || number < 0
      || number > n)
    return g_steal_pointer (&of);
  return g_strdup_printf ("%s (%.0f\302\240%%)", of, number * 100 / n);
}

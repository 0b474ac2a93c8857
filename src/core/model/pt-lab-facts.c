/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two tables of numbers; pt_lab_facts_add() is the one way into them. */
#include "pt-lab-facts.h"

#include "pt-json.h"
#include "pt-time.h"

#include <string.h>

#define MOST (1000 * 1000 * 1000) /* more is no count of anything that people wrote */

static const char *const parts[PT_N_LAB_PARTS] = {
  [PT_LAB_KINDS] = "kinds",
  [PT_LAB_THEMES] = "themes",
};

/* (transfer full) (nullable) */
static char *
read_month (const char *month)
{
  g_autofree char *day = month != NULL ? g_strconcat (month, "-01", NULL) : NULL;

  return day != NULL && strlen (month) == 7 && pt_date_is_valid (day) ? g_strdup (month) : NULL;
}

PtLabFacts *
pt_lab_facts_new (const char *from, const char *to)
{
  PtLabFacts *self = g_new0 (PtLabFacts, 1);

  self->from = read_month (from);
  self->to = read_month (to);
  for (guint i = 0; i < PT_N_LAB_PARTS; i++)
    self->numbers[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
pt_lab_facts_free (PtLabFacts *self)
{
  g_free (self->from);
  g_free (self->to);
  for (guint i = 0; i < PT_N_LAB_PARTS; i++)
    g_hash_table_unref (self->numbers[i]);
  g_free (self);
}

void
pt_lab_facts_add (PtLabFacts *self, PtLabPart part, const char *key, gint64 n)
{
  const guint band = (guint)(CLAMP (n, 0, MOST) / PT_LAB_BAND * PT_LAB_BAND);

  if (band > 0)
    g_hash_table_insert (self->numbers[part], g_strdup (key), GUINT_TO_POINTER (band));
}

guint
pt_lab_facts_get (const PtLabFacts *self, PtLabPart part, const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers[part], key));
}

static int
count_months (const char *month)
{
  return (int)g_ascii_strtoull (month, NULL, 10) * 12 + (int)g_ascii_strtoull (month + 5, NULL, 10);
}

guint
pt_lab_facts_months (const PtLabFacts *self, const char *today)
{
  if (self->from == NULL)
    return 0;
  return (guint)MAX (
      count_months (self->to != NULL ? self->to : today) - count_months (self->from) + 1, 1);
}

/* ── JSON ── */

static JsonObject *
numbers_to_json (GHashTable *numbers)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (numbers), (GCompareFunc)strcmp);

  for (GList *l = keys; l != NULL; l = l->next)
    json_object_set_int_member (object, l->data,
                                GPOINTER_TO_UINT (g_hash_table_lookup (numbers, l->data)));
  return object;
}

JsonObject *
pt_lab_facts_to_json (const PtLabFacts *self)
{
  JsonObject *object = json_object_new ();

  if (self->from != NULL)
    json_object_set_string_member (object, "from", self->from);
  if (self->to != NULL)
    json_object_set_string_member (object, "to", self->to);
  for (guint i = 0; i < PT_N_LAB_PARTS; i++)
    json_object_set_object_member (object, parts[i], numbers_to_json (self->numbers[i]));
  return object;
}

static void
read_numbers (PtLabFacts *self, PtLabPart part, JsonObject *object)
{
  g_autoptr (GList) keys = json_object_get_members (object);

  for (GList *l = keys; l != NULL; l = l->next)
    pt_lab_facts_add (self, part, l->data, pt_json_int_or (object, l->data, 0));
}

PtLabFacts *
pt_lab_facts_from_json (JsonObject *object)
{
  PtLabFacts *self = pt_lab_facts_new (pt_json_text_or (object, "from", NULL),
                                       pt_json_text_or (object, "to", NULL));
  JsonObject *numbers;

  for (guint i = 0; i < PT_N_LAB_PARTS; i++)
    if (pt_json_get_object (object, parts[i], &numbers, NULL))
      read_numbers (self, i, numbers);
  return self;
}

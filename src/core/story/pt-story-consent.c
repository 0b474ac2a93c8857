/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The consent rule. Every reading is the strict one: with two versions of an act both must allow.
 * A dataset with twins is folded before (pt-twins.h), so a twin withdraws for both. */
#include "pt-story-consent.h"

#include <string.h>

static bool
key_is_sure (const PtRecord *act, const char *field, const char *key)
{
  g_autofree char *name = g_strconcat (field, "/", key, NULL);
  const PtState *state = pt_record_get_state (act);
  guint n = pt_state_n_versions (state, name);

  for (guint i = 0; i < n; i++)
    {
      const PtValue *value = pt_state_nth_version (state, name, i)->value;

      if (value->type != PT_VALUE_BOOL || !value->b)
        return false;
    }
  return n > 0;
}

static bool
is_withdrawal (const PtRecord *act)
{
  const PtState *state = pt_record_get_state (act);

  for (guint i = 0; i < pt_state_n_versions (state, "act"); i++)
    {
      const PtValue *value = pt_state_nth_version (state, "act", i)->value;

      if (value->type == PT_VALUE_TEXT && strcmp (value->text, "withdrawn") == 0)
        return true;
    }
  return false;
}

static bool
is_named_later (GPtrArray *acts, const PtRecord *act)
{
  for (guint i = 0; i < acts->len; i++)
    {
      const char *replaces = pt_record_get_text (acts->pdata[i], "replaces");

      if (replaces != NULL && strcmp (replaces, pt_record_get_id (act)) == 0)
        return true;
    }
  return false;
}

/* The entries and attachments that an act speaks of; empty = all. */
static bool
speaks_of_item (const PtRecord *act, const char *item)
{
  g_auto (GStrv) items = pt_record_dup_keys (act, "items");

  if (items[0] == NULL)
    return true;
  return item != NULL && g_strv_contains ((const char *const *)items, item);
}

static bool
speaks_of_use (const PtRecord *act, const char *use)
{
  g_auto (GStrv) uses = pt_record_dup_keys (act, "uses");

  return uses[0] == NULL || (use != NULL && g_strv_contains ((const char *const *)uses, use));
}

static bool
blocks (GPtrArray *acts, const PtRecord *act, const char *use, const char *item)
{
  return is_withdrawal (act) && !is_named_later (acts, act) && speaks_of_use (act, use)
         && speaks_of_item (act, item);
}

static bool
grants (GPtrArray *acts, const PtRecord *act, const char *use, const char *reach, const char *item,
        const char *today)
{
  const char *until = pt_record_get_text (act, "valid_until");

  if (is_withdrawal (act) || is_named_later (acts, act))
    return false;
  if (until != NULL && today != NULL && strncmp (until, today, 10) < 0)
    return false;
  return key_is_sure (act, "uses", use) && key_is_sure (act, "reach", reach)
         && speaks_of_item (act, item);
}

static bool
by_parent (const PtRecord *act)
{
  const char *by = pt_record_get_text (act, "given_by");

  return by != NULL && (strcmp (by, "parent") == 0 || strcmp (by, "representative") == 0);
}

static bool
covers (PtDataset *data, const char *stakeholder, const char *use, const char *reach,
        const char *item, const char *today, bool parent)
{
  g_autoptr (GPtrArray) acts = pt_dataset_children (data, "consent", "stakeholder", stakeholder);
  bool granted = false;

  for (guint i = 0; i < acts->len; i++)
    {
      if (blocks (acts, acts->pdata[i], use, item))
        return false;
      if (grants (acts, acts->pdata[i], use, reach, item, today)
          && (!parent || by_parent (acts->pdata[i])))
        granted = true;
    }
  return granted;
}

bool
pt_consent_covers (PtDataset *data, const char *stakeholder, const char *use, const char *reach,
                   const char *item, const char *today)
{
  return covers (data, stakeholder, use, reach, item, today, false);
}

bool
pt_consent_covers_by_parent (PtDataset *data, const char *stakeholder, const char *use,
                             const char *reach, const char *item, const char *today)
{
  return covers (data, stakeholder, use, reach, item, today, true);
}

bool
pt_consent_is_withdrawn (PtDataset *data, const char *stakeholder, const char *use,
                         const char *item)
{
  g_autoptr (GPtrArray) acts = pt_dataset_children (data, "consent", "stakeholder", stakeholder);

  for (guint i = 0; i < acts->len; i++)
    if (blocks (acts, acts->pdata[i], use, item))
      return true;
  return false;
}

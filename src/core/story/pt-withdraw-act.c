/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a withdrawal decides: the act that says so, and an order of erasure for each record. */
#include "pt-withdraw-private.h"

#include "pt-story-consent.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
has_keys (const PtRecord *act, const char *field, char **keys)
{
  g_auto (GStrv) own = pt_record_dup_keys (act, field);
  const guint n = keys != NULL ? g_strv_length (keys) : 0;

  if (g_strv_length (own) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_strv_contains ((const char *const *)own, keys[i]))
      return FALSE;
  return TRUE;
}

/* The same withdrawal, which was begun before. */
static PtRecord *
find_act (PtWithdrawFinder *self)
{
  g_autoptr (GPtrArray)
      acts = pt_dataset_children (self->data, "consent", "stakeholder", self->person);

  for (guint i = 0; i < acts->len; i++)
    if (g_strcmp0 (pt_record_get_text (acts->pdata[i], "act"), "withdrawn") == 0
        && has_keys (acts->pdata[i], "uses", self->uses)
        && has_keys (acts->pdata[i], "items", self->items)
        && pt_consent_is_withdrawn (self->data, self->person,
                                    self->uses != NULL ? self->uses[0] : NULL,
                                    self->items != NULL ? self->items[0] : NULL))
      return acts->pdata[i];
  return NULL;
}

/* The traces of an act that stands grow with what was found since. */
static PtEdit *
continue_act (PtRecord *act, const char *traces)
{
  const char *before = pt_record_get_text (act, "traces");
  g_autofree char *all = before != NULL && *before != '\0' ? g_strjoin (" ", before, traces, NULL)
                                                           : g_strdup (traces);
  PtEdit *edit;

  if (*traces == '\0' || (before != NULL && strstr (before, traces) != NULL))
    return NULL;
  edit = pt_edit_new_for (act);
  pt_edit_set_text (edit, "traces", all);
  return edit;
}

PtEdit *
pt_withdraw_make_act (PtWithdrawFinder *self, PtWorld *world, const char *member, char **act_id)
{
  g_autofree char *traces = pt_quote_set_dup_traces (self->words);
  g_autofree char *today = pt_world_today (world);
  PtRecord *act = find_act (self);
  PtEdit *edit;

  if (act != NULL)
    {
      *act_id = g_strdup (pt_record_get_id (act));
      return continue_act (act, traces);
    }
  edit = pt_edit_new (world, "consent", NULL);
  *act_id = g_strdup (edit->id);
  pt_edit_set_text (edit, "stakeholder", self->person);
  pt_edit_set_text (edit, "act", "withdrawn");
  pt_edit_set_text (edit, "given_on", today);
  pt_edit_set_text (edit, "asked_by", member);
  pt_edit_set_text (edit, "traces", traces);
  if (self->uses != NULL)
    pt_edit_set_keys (edit, "uses", (const char *const *)self->uses);
  if (self->items != NULL)
    pt_edit_set_keys (edit, "items", (const char *const *)self->items);
  return edit;
}

static PtErasureDue *
find_due (GPtrArray *list, const char *record)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((PtErasureDue *)list->pdata[i])->order->record, record))
      return list->pdata[i];
  return NULL;
}

static void
add_order (GPtrArray *list, GPtrArray *places, const PtWithdrawPlace *first, const char *reason)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  PtErasureDue *due;

  for (guint i = 0; i < places->len; i++)
    {
      const PtWithdrawPlace *place = places->pdata[i];

      if (place->erases && place->field != NULL && g_str_equal (place->record, first->record))
        g_ptr_array_add (fields, place->field);
    }
  g_ptr_array_add (fields, NULL);
  due = pt_erasure_due_new (
      first->record, first->field != NULL ? (const char *const *)fields->pdata : NULL, reason);
  for (guint i = 0; first->field != NULL && i < places->len; i++)
    {
      const PtWithdrawPlace *place = places->pdata[i];

      if (place->erases && place->anew != NULL && g_str_equal (place->record, first->record))
        pt_erasure_due_add (due, place->field, place->anew);
    }
  g_ptr_array_add (list, due);
}

GPtrArray *
pt_withdraw_make_orders (PtWithdrawFinder *self, const char *act_id)
{
  GPtrArray *places = pt_withdraw_finder_get_places (self);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_due_free);
  /* Translators: why something was erased; the placeholder is the number of the act */
  g_autofree char *reason = g_strdup_printf (_ ("Consent was taken back (%s)"), act_id);

  for (guint i = 0; i < places->len; i++)
    {
      const PtWithdrawPlace *place = places->pdata[i];

      if (place->erases && place->kind != PT_WITHDRAW_RELEASE
          && find_due (list, place->record) == NULL)
        add_order (list, places, place, reason);
    }
  return list;
}

gboolean
pt_withdraw_is_order_of (const PtErasure *order, const char *act_id)
{
  return order->reason != NULL && strstr (order->reason, act_id) != NULL;
}

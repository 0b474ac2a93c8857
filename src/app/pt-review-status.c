/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How what is on the table stands, and the chips and digits that move it on. */
#include "pt-review-private.h"

#include "pt-form-wrap.h"
#include "pt-review-item.h"
#include "pt-status-move.h"

#include <glib/gi18n-lib.h>

/* NULL = what is on the table has no status. */
static const PtVocabulary *
get_statuses (PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  return kind->status_field != NULL ? pt_record_kind_field (kind, kind->status_field)->vocabulary
                                    : NULL;
}

void
pt_review_status_show (PtReviewPage *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtVocabulary *statuses = get_statuses (record);

  pt_form_wrap_box_clear (self->statuses);
  for (guint i = 0; statuses != NULL && i < statuses->n_terms; i++)
    {
      const char *key = statuses->terms[i].key;
      /* Translators: the key to press, and the status that it gives. */
      g_autofree char *label = g_strdup_printf (C_ ("review", "%u  %s"), i + 1,
                                                pt_term_label (statuses, key));
      GtkWidget *chip = gtk_toggle_button_new_with_label (label);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
                                    g_strcmp0 (pt_record_get_text (record, kind->status_field), key)
                                        == 0);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "s", key);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "review.status");
      gtk_widget_add_css_class (chip, "pt-chip");
      gtk_box_append (GTK_BOX (self->statuses), chip);
    }
}

void
pt_review_status_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;
  const PtReviewItem *item = pt_review_table_get_item (self);

  if (item == NULL)
    return;
  pt_review_item_view_flush (PT_REVIEW_ITEM_VIEW (self->item));
  pt_status_move (GTK_WIDGET (self), self->logbook, pt_record_get_id (item->record),
                  g_variant_get_string (parameter, NULL));
}

gboolean
pt_review_status_press (PtReviewPage *self, guint nth)
{
  PtRecord *record = pt_review_table_get_record (self);
  const PtVocabulary *statuses = record != NULL ? get_statuses (record) : NULL;

  if (statuses == NULL || nth >= statuses->n_terms)
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), "review.status", "s",
                                     statuses->terms[nth].key);
}

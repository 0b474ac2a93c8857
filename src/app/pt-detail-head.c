/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of the page; see the header. */
#include "pt-detail-head.h"

#include <glib/gi18n-lib.h>

#include "pt-catalog.h"
#include "pt-detail-status.h"
#include "pt-life.h"
#include "pt-mention.h"
#include "pt-time.h"

struct _PtDetailHead
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *line;
  GtkWidget *more;
  GtkBox *status_place;
  GtkBox *notices;
  GtkWidget *status;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtDetailHead, pt_detail_head, GTK_TYPE_BOX)

static void
chosen_cb (PtDetailHead *self, const char *status, const char *missing)
{
  g_signal_emit (self, signals[CHOSEN], 0, status, missing);
}

/* ── The dim line ── */

/* Who sees it is said where it is not what one expects. */
static const char *
unusual_sharing (PtRecord *record)
{
  const PtField *field = pt_record_kind_field (pt_record_get_kind (record), "sharing");
  const char *sharing = field != NULL ? pt_record_get_text (record, "sharing") : NULL;

  if (sharing == NULL || g_strcmp0 (sharing, field->fallback) == 0)
    return NULL;
  return pt_term_label (field->vocabulary, sharing);
}

static void
add_part (GString *line, const char *part)
{
  if (part != NULL)
    g_string_append_printf (line, " · %s", part);
}

static gboolean
has_date (const PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  return kind != NULL && kind->date_field != NULL
         && !pt_value_is_empty (pt_record_get_value (record, kind->date_field));
}

static char *
dup_line (const PtDetailData *data)
{
  PtRecord *record = data->record;
  const PtRecordKind *kind = pt_record_get_kind (record);
  g_autoptr (GString) line = g_string_new (kind != NULL ? pt_record_kind_label (kind)
                                                        : pt_record_get_kind_id (record));
  g_autofree char *civil = pt_record_dup_date (record);
  g_autofree char *date = pt_date_format (civil, pt_catalog_current ());
  g_autofree char *letter = NULL;

  if (g_strcmp0 (pt_record_get_kind_id (record), "question") == 0)
    letter = pt_letter_from_no (pt_record_get_no (record));
  add_part (line, letter);
  /* Without a date of its own it would be the day that somebody typed it in. */
  add_part (line, has_date (record) ? date : NULL);
  add_part (line, kind != NULL ? unusual_sharing (record) : NULL);
  add_part (line, data->shared ? pt_safe_label (data->safe) : NULL);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* ── Notices ── */

/* Returns: (transfer none): where buttons may stand below it. */
static GtkBox *
add_notice (PtDetailHead *self, const char *icon, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name (icon));
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (line), column);
  gtk_widget_add_css_class (line, "pt-aside");
  gtk_box_append (self->notices, line);
  return GTK_BOX (column);
}

static void
add_button (GtkBox *buttons, const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (buttons, button);
}

static void
add_choice (PtDetailHead *self, PtRecord *record)
{
  GtkBox *place = add_notice (self, "dialog-warning-symbolic",
                              _ ("You and somebody else changed the same text. Both versions are "
                                 "kept; one of them is shown."));

  add_button (place, _ ("Choose…"), "win.choose", pt_record_get_id (record));
}

static void
add_beside (PtDetailHead *self)
{
  GtkBox *place = add_notice (self, "folder-symbolic",
                              _ ("Changed after archiving: one of you put this away while another "
                                 "changed it. It stays visible until somebody decides."));
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  add_button (GTK_BOX (buttons), _ ("Keep It"), "detail.unarchive", NULL);
  add_button (GTK_BOX (buttons), _ ("Put It Away"), "detail.archive", NULL);
  gtk_box_append (place, buttons);
}

static void
show_notices (PtDetailHead *self, const PtDetailData *data)
{
  g_autoptr (GPtrArray) attention = pt_life_attention (data->around, data->record);
  g_auto (GStrv) conflicts = pt_record_dup_conflicts (data->record);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notices))) != NULL)
    gtk_box_remove (self->notices, child);
  if (pt_record_is_archived (data->record))
    add_notice (self, "folder-symbolic", _ ("This is in the archive."));
  if (conflicts[0] != NULL)
    add_choice (self, data->record);
  if (pt_record_is_changed_after_archiving (data->record))
    add_beside (self);
  for (guint i = 0; i < attention->len; i++)
    {
      const PtMissing *missing = g_ptr_array_index (attention, i);
      add_notice (self, "dialog-warning-symbolic", missing->sentence);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notices),
                          gtk_widget_get_first_child (GTK_WIDGET (self->notices)) != NULL);
}

void
pt_detail_head_show (PtDetailHead *self, const PtDetailData *data)
{
  const PtRecordKind *kind = pt_record_get_kind (data->record);
  g_autofree char *line = dup_line (data);

  g_return_if_fail (PT_IS_DETAIL_HEAD (self));

  gtk_label_set_label (self->line, line);
  gtk_image_set_from_icon_name (self->icon, kind != NULL ? kind->icon : "dialog-question-symbolic");
  gtk_widget_set_visible (self->more, TRUE);
  pt_detail_status_show (PT_DETAIL_STATUS (self->status), data->record, data->around);
  show_notices (self, data);
}

void
pt_detail_head_show_draft (PtDetailHead *self, const PtRecordKind *kind)
{
  g_autofree char *line = NULL;

  g_return_if_fail (PT_IS_DETAIL_HEAD (self));

  /* Translators: the dim line of something that is being made, e.g. "Note · new" */
  line = g_strdup_printf (_ ("%s · new, saved as you type"), pt_record_kind_label (kind));
  gtk_label_set_label (self->line, line);
  gtk_image_set_from_icon_name (self->icon, kind->icon);
  gtk_widget_set_visible (self->more, FALSE);
  gtk_widget_set_visible (self->status, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->notices), FALSE);
}

static void
pt_detail_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PT_TYPE_DETAIL_HEAD);
  G_OBJECT_CLASS (pt_detail_head_parent_class)->dispose (object);
}

static void
pt_detail_head_class_init (PtDetailHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_detail_head_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-detail-head.ui");
  gtk_widget_class_bind_template_child (widget_class, PtDetailHead, icon);
  gtk_widget_class_bind_template_child (widget_class, PtDetailHead, line);
  gtk_widget_class_bind_template_child (widget_class, PtDetailHead, more);
  gtk_widget_class_bind_template_child (widget_class, PtDetailHead, status_place);
  gtk_widget_class_bind_template_child (widget_class, PtDetailHead, notices);
}

static void
pt_detail_head_init (PtDetailHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->status = pt_detail_status_new ();
  gtk_box_append (self->status_place, self->status);
  g_signal_connect_swapped (self->status, "chosen", G_CALLBACK (chosen_cb), self);
}

GtkWidget *
pt_detail_head_new (void)
{
  return g_object_new (PT_TYPE_DETAIL_HEAD, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done on the page: go elsewhere, make what belongs to it, add, archive, drop, paste. */
#include "pt-detail-private.h"

#include <glib/gi18n-lib.h>

#include "pt-attachment-intake.h"
#include "pt-attachment-section.h"
#include "pt-comment-section.h"
#include "pt-copy-dialog.h"
#include "pt-detail-errand.h"
#include "pt-erase-dialog.h"
#include "pt-level-dialog.h"
#include "pt-link-section.h"
#include "pt-window.h"

/* ── Going elsewhere ── */

static gboolean
has_no_place (PtDetail *self, const char *id)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  g_autoptr (PtRecord) record = pt_store_get_record (reader, id, NULL);
  const PtRecordKind *kind = record != NULL ? pt_record_get_kind (record) : NULL;

  return record == NULL || kind == NULL || (kind->flags & PT_RECORD_AUXILIARY) != 0;
}

void
pt_detail_follow (PtDetail *self, const char *id)
{
  if (has_no_place (self, id))
    pt_detail_show (self, id);
  else
    pt_detail_emit_open_record (self, id);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *id)
{
  pt_detail_follow (PT_DETAIL (widget), g_variant_get_string (id, NULL));
}

static void
new_child_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtDetail *self = PT_DETAIL (widget);
  g_autofree char *owner = g_strdup (self->id);
  const char *kind, *field;

  g_variant_get (parameter, "(&s&s)", &kind, &field);
  if (owner != NULL)
    pt_detail_show_new_child (self, kind, field, owner);
}

/* ── Adding ── */

static void
attach_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pt_attachment_section_ask (PT_ATTACHMENT_SECTION (PT_DETAIL (widget)->attachments));
}

static void
link_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pt_link_section_start_adding (PT_LINK_SECTION (PT_DETAIL (widget)->links));
}

static void
comment_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pt_comment_section_start (PT_COMMENT_SECTION (PT_DETAIL (widget)->comments));
}

static gboolean
takes_files (PtDetail *self)
{
  const PtRecordKind *kind = self->data != NULL ? pt_record_get_kind (self->data->record) : NULL;

  return kind != NULL && (kind->flags & PT_RECORD_AUXILIARY) == 0;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, PtDetail *self)
{
  if (!takes_files (self))
    return FALSE;
  pt_attachment_intake_value (GTK_WIDGET (self), self->logbook, self->id, value);
  return TRUE;
}

static gboolean
paste_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  PtDetail *self = PT_DETAIL (widget);

  return takes_files (self) && pt_attachment_intake_paste (widget, self->logbook, self->id);
}

static void
accept_files (PtDetail *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *paste = gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>v"),
                                         gtk_callback_action_new (paste_cb, NULL, NULL));

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  /* Before the texts of the page, which would take a file for its name. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), paste);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* ── Status and archive ── */

void
pt_detail_change_status (PtDetail *self, const char *status, const char *missing)
{
  const PtRecordKind *kind = self->data != NULL ? pt_record_get_kind (self->data->record) : NULL;
  PtEdit *edit;

  if (kind == NULL || kind->status_field == NULL)
    return;
  edit = pt_edit_new_for (self->data->record);
  pt_edit_set_text (edit, kind->status_field, status);
  pt_detail_errand_save (GTK_WIDGET (self), self->logbook, edit, NULL);
  if (missing != NULL)
    pt_form_open_field (PT_FORM (self->form), missing);
}

static void
archive_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtDetail *self = PT_DETAIL (widget);
  const PtErrandToast toast = { .text = _ ("Put in the archive"),
                                .button = _ ("Undo"),
                                .action = "record.unarchive",
                                .target = self->id };

  if (self->data != NULL)
    pt_detail_errand_archive (widget, self->logbook, self->id, TRUE, &toast);
}

static void
unarchive_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtDetail *self = PT_DETAIL (widget);

  if (self->data != NULL)
    pt_detail_errand_archive (widget, self->logbook, self->id, FALSE, NULL);
}

/* The same for any record, from the button of a toast. */
static void
unarchive_record_cb (GSimpleAction *action, GVariant *id, gpointer self)
{
  pt_detail_errand_archive (self, PT_DETAIL (self)->logbook, g_variant_get_string (id, NULL), FALSE,
                            NULL);
}

static void
archive_record_cb (GSimpleAction *action, GVariant *id, gpointer self)
{
  pt_detail_errand_archive (self, PT_DETAIL (self)->logbook, g_variant_get_string (id, NULL), TRUE,
                            NULL);
}

static void
erase_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtDetail *self = PT_DETAIL (widget);

  if (self->data != NULL)
    pt_erase_dialog_show (widget, self->logbook, self->data->record);
}

/* The team server takes orders of the coordinator only; the logbook itself closes, it is not erased. */
static gboolean
can_erase (PtDetail *self)
{
  PtStore *store = pt_logbook_get_reader (self->logbook);
  g_autofree char *role = pt_store_dup_role (store);
  g_autoptr (PtHubLink) hub = pt_store_get_hub (store);
  const char *kind = pt_record_get_kind_id (self->data->record);

  return (hub == NULL || g_strcmp0 (role, "coordinator") == 0) && strcmp (kind, "logbook") != 0
         && pt_erasure_takes_kind (kind);
}

void
pt_detail_offer_copy (PtDetail *self, const char *why)
{
  if (takes_files (self) && strcmp (pt_record_get_kind_id (self->data->record), "logbook") != 0)
    pt_copy_dialog_show (GTK_WIDGET (self), self->logbook, self->data->record, can_erase (self));
  else
    pt_window_toast (GTK_WIDGET (self), why, NULL, NULL, NULL);
}

/* A narrative is made in a window of its own. */
static void
tell_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.narrative", "s", PT_DETAIL (widget)->id);
}

static gboolean
is_narrative (PtDetail *self)
{
  return strcmp (pt_record_get_kind_id (self->data->record), "narrative") == 0;
}

/* ── How much say somebody has ── */

static gboolean
has_level (PtDetail *self)
{
  return strcmp (pt_record_get_kind_id (self->data->record), "stakeholder") == 0;
}

static void
level_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtDetail *self = PT_DETAIL (widget);

  if (self->data != NULL && has_level (self))
    pt_level_dialog_show (widget, self->logbook, self->data->record, self->data->around);
}

static const GActionEntry record_entries[] = {
  { .name = "unarchive", .activate = unarchive_record_cb, .parameter_type = "s" },
  { .name = "archive", .activate = archive_record_cb, .parameter_type = "s" },
};

void
pt_detail_update_acts (PtDetail *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean there = self->data != NULL && !pt_form_is_draft (PT_FORM (self->form));
  const gboolean archived = there && pt_record_is_archived (self->data->record);
  const gboolean files = there && takes_files (self);

  gtk_widget_action_set_enabled (widget, "detail.archive", there && !archived);
  gtk_widget_action_set_enabled (
      widget, "detail.unarchive",
      archived || (there && pt_record_is_changed_after_archiving (self->data->record)));
  gtk_widget_action_set_enabled (widget, "detail.erase", there && can_erase (self));
  gtk_widget_action_set_enabled (widget, "detail.level", there && has_level (self));
  gtk_widget_action_set_enabled (widget, "detail.attach", files);
  gtk_widget_action_set_enabled (widget, "detail.link", files);
  gtk_widget_action_set_enabled (widget, "detail.comment", files);
  gtk_widget_action_set_enabled (widget, "detail.tell", there && is_narrative (self));
}

void
pt_detail_class_install_acts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "detail.open", "s", open_cb);
  gtk_widget_class_install_action (widget_class, "detail.new-child", "(ss)", new_child_cb);
  gtk_widget_class_install_action (widget_class, "detail.attach", NULL, attach_cb);
  gtk_widget_class_install_action (widget_class, "detail.link", NULL, link_cb);
  gtk_widget_class_install_action (widget_class, "detail.comment", NULL, comment_cb);
  gtk_widget_class_install_action (widget_class, "detail.archive", NULL, archive_cb);
  gtk_widget_class_install_action (widget_class, "detail.unarchive", NULL, unarchive_cb);
  gtk_widget_class_install_action (widget_class, "detail.erase", NULL, erase_cb);
  gtk_widget_class_install_action (widget_class, "detail.tell", NULL, tell_cb);
  gtk_widget_class_install_action (widget_class, "detail.level", NULL, level_cb);
}

void
pt_detail_install_acts (PtDetail *self)
{
  self->record_actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->record_actions), record_entries,
                                   G_N_ELEMENTS (record_entries), self);
  accept_files (self);
}

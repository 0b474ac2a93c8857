/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing box: text and chips. Everything in it is a PtDraft; how that is kept, shared and saved
 * stands in files of their own. */
#include "pt-capture-private.h"

#include "pt-body-text.h"
#include "pt-form-wrap.h"
#include "pt-lazy-menu.h"

#include <glib/gi18n-lib.h>

/* What a note is unless somebody says otherwise; nothing is saved for it then. */
#define PLAIN_KIND "note"

static guint saved_signal;

G_DEFINE_FINAL_TYPE (PtCapture, pt_capture, GTK_TYPE_BOX)

char *
pt_capture_dup_kind (PtCapture *self)
{
  g_autoptr (GVariant)
      state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "kind");
  const char *key = g_variant_get_string (state, NULL);
  return *key ? g_strdup (key) : NULL;
}

void
pt_capture_emit_saved (PtCapture *self, const char *id, const char *group, guint n)
{
  g_signal_emit (self, saved_signal, 0, id, group, n);
}

void
pt_capture_show_kind (PtCapture *self)
{
  g_autofree char *kind = pt_capture_dup_kind (self);
  const PtVocabulary *kinds = pt_vocabulary_get ("entry.kind");
  const char *label = pt_term_label (kinds, kind ? kind : PLAIN_KIND);
  g_autofree char *spoken = g_strdup_printf (_ ("Kind: %s"), label);
  gtk_menu_button_set_label (self->kind_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kind_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_capture_save (user_data, FALSE);
}

static void
file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_capture_choose_file (user_data);
}

static void
kind_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PtCapture *self = user_data;
  g_simple_action_set_state (action, value);
  pt_capture_show_kind (self);
  pt_capture_changed (self);
}

static const GActionEntry capture_actions[] = {
  { "save", save_cb },
  { "file", file_cb },
  { "kind", NULL, "s", "''", kind_changed_cb },
};

static void
on_paste (PtCapture *self, GtkTextView *body)
{
  if (pt_capture_paste_picture (self))
    g_signal_stop_emission_by_name (body, "paste-clipboard");
}

static GtkWidget *
make_kind_button (PtCapture *self)
{
  const PtVocabulary *kinds = pt_vocabulary_get ("entry.kind");
  g_autoptr (GMenu) menu = g_menu_new ();
  for (guint i = 0; i < kinds->n_terms; i++)
    {
      const char *key = kinds->terms[i].key;
      g_autoptr (GMenuItem) item = g_menu_item_new (pt_term_label (kinds, key), NULL);
      g_menu_item_set_action_and_target (item, "capture.kind", "s",
                                         g_str_equal (key, PLAIN_KIND) ? "" : key);
      g_menu_append_item (menu, item);
    }
  self->kind_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  pt_lazy_menu_set (self->kind_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_always_show_arrow (self->kind_button, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->kind_button), "pt-chip-button");
  return GTK_WIDGET (self->kind_button);
}

static GtkWidget *
make_file_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("camera-photo-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "capture.file");
  gtk_widget_set_tooltip_text (button, _ ("Add a Photo or File"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add a Photo or File"), -1);
  gtk_widget_add_css_class (button, "pt-chip-button");
  return button;
}

static void
add_chips (PtCapture *self)
{
  PtWorld *world = pt_store_get_world (pt_logbook_get_reader (self->logbook));
  GtkWidget *box = pt_form_wrap_box_new (6);
  self->when = pt_when_button_new (world);
  self->people = pt_choice_button_new (self->logbook, "stakeholder", _ ("People"),
                                       "system-users-symbolic", TRUE);
  self->experiment = pt_choice_button_new (self->logbook, "experiment", _ ("Experiment"),
                                           "pt-experiment-symbolic", FALSE);
  GtkWidget *chips[] = { make_kind_button (self), self->when, self->people, self->experiment,
                         make_file_button () };
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    gtk_widget_set_parent (chips[i], box);
  adw_bin_set_child (self->chips_bin, box);
  g_signal_connect_object (self->when, "changed", G_CALLBACK (pt_capture_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->people, "changed", G_CALLBACK (pt_capture_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->experiment, "changed", G_CALLBACK (pt_capture_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
pt_capture_dispose (GObject *object)
{
  PtCapture *self = PT_CAPTURE (object);

  pt_capture_draft_leave (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_CAPTURE);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_capture_parent_class)->dispose (object);
}

static void
pt_capture_class_init (PtCaptureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_capture_dispose;
  saved_signal = g_signal_new ("saved", PT_TYPE_CAPTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-capture.ui");
  gtk_widget_class_bind_template_child (widget_class, PtCapture, body);
  gtk_widget_class_bind_template_child (widget_class, PtCapture, placeholder);
  gtk_widget_class_bind_template_child (widget_class, PtCapture, pictures);
  gtk_widget_class_bind_template_child (widget_class, PtCapture, asides);
  gtk_widget_class_bind_template_child (widget_class, PtCapture, chips_bin);
  gtk_widget_class_bind_template_child (widget_class, PtCapture, save);
  gtk_widget_class_bind_template_callback (widget_class, on_paste);
}

/* Before the text sees the key: it would take Ctrl+Enter for a new line. */
static void
add_save_key (PtCapture *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (
      gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
      gtk_named_action_new ("capture.save"));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
pt_capture_init (PtCapture *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_save_key (self);
  self->cancellable = g_cancellable_new ();
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_batch_file_free);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), capture_actions,
                                   G_N_ELEMENTS (capture_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "capture", G_ACTION_GROUP (self->actions));
}

/**
 * pt_capture_new:
 * @logbook: an open logbook
 *
 * Returns: (transfer floating): the writing box, with what was being written when the app ended
 */
GtkWidget *
pt_capture_new (PtLogbook *logbook)
{
  PtCapture *self = g_object_new (PT_TYPE_CAPTURE, NULL);
  self->logbook = g_object_ref (logbook);
  add_chips (self);
  pt_capture_files_init (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->body), "changed",
                           G_CALLBACK (pt_capture_changed), self, G_CONNECT_SWAPPED);
  pt_body_text_watch (self->body, logbook);
  pt_capture_list_watch (self);
  pt_capture_draft_restore (self);
  pt_capture_show_kind (self);
  return GTK_WIDGET (self);
}

void
pt_capture_focus (PtCapture *self)
{
  g_return_if_fail (PT_IS_CAPTURE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->body));
}

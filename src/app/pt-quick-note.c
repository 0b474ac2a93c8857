/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small window. It needs no main window: it opens the logbook itself when nobody has, and what
 * it saves shows wherever the logbook is open. */
#include "pt-quick-note.h"

#include "pt-capture.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

struct _PtQuickNote
{
  AdwApplicationWindow parent_instance;

  PtLogbook *logbook;
  GtkWidget *capture;

  AdwWindowTitle *title;
  AdwBin *capture_bin;
};

G_DEFINE_FINAL_TYPE (PtQuickNote, pt_quick_note, ADW_TYPE_APPLICATION_WINDOW)

/* The window of the app that shows the same logbook; or NULL. */
static PtWindow *
find_window (PtQuickNote *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  for (GList *at = gtk_application_get_windows (application); at; at = at->next)
    if (PT_IS_WINDOW (at->data)
        && g_strcmp0 (pt_window_get_folder (at->data), pt_logbook_get_folder (self->logbook)) == 0)
      return at->data;
  return NULL;
}

static void
saved_cb (PtQuickNote *self, const char *id, const char *group, guint n_notes)
{
  PtWindow *window = find_window (self);
  if (window)
    {
      if (pt_window_get_logbook (window) != self->logbook)
        pt_logbook_notify_changed (pt_window_get_logbook (window), NULL);
      pt_window_toast_saved (GTK_WIDGET (window), group, n_notes);
    }
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
pt_quick_note_close_request (GtkWindow *window)
{
  PtQuickNote *self = PT_QUICK_NOTE (window);
  pt_capture_keep_draft (PT_CAPTURE (self->capture));
  pt_logbook_flush (self->logbook);
  return GTK_WINDOW_CLASS (pt_quick_note_parent_class)->close_request (window);
}

static void
pt_quick_note_dispose (GObject *object)
{
  PtQuickNote *self = PT_QUICK_NOTE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_QUICK_NOTE);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_quick_note_parent_class)->dispose (object);
}

static void
pt_quick_note_class_init (PtQuickNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_quick_note_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pt_quick_note_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-quick-note.ui");
  gtk_widget_class_bind_template_child (widget_class, PtQuickNote, title);
  gtk_widget_class_bind_template_child (widget_class, PtQuickNote, capture_bin);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pt_quick_note_init (PtQuickNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pt_quick_note_new:
 * @application: the app
 * @logbook: where the note will be
 *
 * Returns: (transfer none): a window, not yet shown, with what is being written there
 */
GtkWidget *
pt_quick_note_new (GtkApplication *application, PtLogbook *logbook)
{
  PtQuickNote *self = g_object_new (PT_TYPE_QUICK_NOTE, "application", application, NULL);
  g_autofree char *name = pt_store_dup_logbook_name (pt_logbook_get_reader (logbook));

  self->logbook = g_object_ref (logbook);
  self->capture = pt_capture_new (logbook);
  adw_window_title_set_subtitle (self->title, name);
  adw_bin_set_child (self->capture_bin, self->capture);
  g_signal_connect_object (self->capture, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  pt_capture_focus (PT_CAPTURE (self->capture));
  return GTK_WIDGET (self);
}

PtLogbook *
pt_quick_note_get_logbook (PtQuickNote *self)
{
  g_return_val_if_fail (PT_IS_QUICK_NOTE (self), NULL);
  return self->logbook;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window over the window with one picture at a time; see the header. */
#include "pt-lightbox.h"

#include <glib/gi18n-lib.h>

#include "pt-attachment-picture.h"

struct _PtLightbox
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  GtkWidget *from;
  GPtrArray *pictures;
  guint at;

  GtkPicture *picture;
  GtkLabel *caption;
  AdwWindowTitle *title;
};

G_DEFINE_FINAL_TYPE (PtLightbox, pt_lightbox, ADW_TYPE_WINDOW)

static void
show_picture (PtLightbox *self)
{
  PtRecord *attachment = g_ptr_array_index (self->pictures, self->at);
  const char *caption = pt_record_get_text (attachment, "caption");
  const char *alt = pt_record_get_text (attachment, "alt_text");
  g_autofree char *path = pt_store_attachment_path (pt_logbook_get_reader (self->logbook),
                                                    pt_record_get_text (attachment, "sha256"));
  g_autofree char *name = pt_record_dup_title (attachment);
  /* Translators: which picture of how many */
  g_autofree char *count = g_strdup_printf (_ ("%u of %u"), self->at + 1, self->pictures->len);

  pt_attachment_picture_load (self->picture, path);
  gtk_picture_set_alternative_text (self->picture, alt != NULL ? alt : name);
  gtk_label_set_label (self->caption, caption != NULL ? caption : "");
  gtk_widget_set_visible (GTK_WIDGET (self->caption), caption != NULL && caption[0] != '\0');
  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, count);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lightbox.previous", self->at > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lightbox.next",
                                 self->at + 1 < self->pictures->len);
}

static void
previous_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtLightbox *self = PT_LIGHTBOX (widget);

  if (self->at > 0)
    self->at--;
  show_picture (self);
}

static void
next_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtLightbox *self = PT_LIGHTBOX (widget);

  if (self->at + 1 < self->pictures->len)
    self->at++;
  show_picture (self);
}

static void
details_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtLightbox *self = PT_LIGHTBOX (widget);
  PtRecord *attachment = g_ptr_array_index (self->pictures, self->at);

  gtk_widget_activate_action (self->from, "detail.open", "s", pt_record_get_id (attachment));
  gtk_window_close (GTK_WINDOW (self));
}

static void
pt_lightbox_dispose (GObject *object)
{
  PtLightbox *self = PT_LIGHTBOX (object);

  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_LIGHTBOX);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_object (&self->from);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_lightbox_parent_class)->dispose (object);
}

static void
pt_lightbox_class_init (PtLightboxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_lightbox_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-lightbox.ui");
  gtk_widget_class_bind_template_child (widget_class, PtLightbox, picture);
  gtk_widget_class_bind_template_child (widget_class, PtLightbox, caption);
  gtk_widget_class_bind_template_child (widget_class, PtLightbox, title);
  gtk_widget_class_install_action (widget_class, "lightbox.previous", NULL, previous_cb);
  gtk_widget_class_install_action (widget_class, "lightbox.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "lightbox.details", NULL, details_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "lightbox.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "lightbox.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pt_lightbox_init (PtLightbox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pt_lightbox_present (GtkWidget *from, PtLogbook *logbook, GPtrArray *pictures, guint at)
{
  PtLightbox *self;

  g_return_if_fail (at < pictures->len);

  self = g_object_new (PT_TYPE_LIGHTBOX, "transient-for", gtk_widget_get_root (from), NULL);
  self->logbook = g_object_ref (logbook);
  self->from = g_object_ref (from);
  self->pictures = g_ptr_array_ref (pictures);
  self->at = at;
  show_picture (self);
  gtk_window_present (GTK_WINDOW (self));
}

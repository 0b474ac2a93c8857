/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK plays by a module of its own that not every laptop has; see the header. */
#include "pt-listen.h"

#include <dlfcn.h>
#include <glib/gi18n-lib.h>

struct _PtListen
{
  GtkBox parent_instance;

  GtkMediaStream *stream; /* NULL = cannot be played here */
  GtkWidget *forget;
};

G_DEFINE_FINAL_TYPE (PtListen, pt_listen, GTK_TYPE_BOX)

/* ── Can anything be heard? ── */

#define MEDIA_POINT "gtk-media-file"
/* GTK's stand-in that plays nothing; it has no header. */
#define NO_MEDIA_TYPE "GtkNoMediaFile"
#define GSTREAMER "libgstreamer-1.0.so.0"

typedef gboolean (*InitCheck) (int *argc, char ***argv, GError **error);
typedef gpointer (*FactoryFind) (const char *name);

static gboolean
has_backend (void)
{
  GIOExtensionPoint *point = g_io_extension_point_lookup (MEDIA_POINT);
  for (GList *at = point ? g_io_extension_point_get_extensions (point) : NULL; at; at = at->next)
    if (!g_str_equal (g_type_name (g_io_extension_get_type (at->data)), NO_MEDIA_TYPE))
      return TRUE;
  return FALSE;
}

/* GTK's module ends the program when GStreamer is there without its plugins, so they are asked first.
 * Not linked: who has no sound needs none of it. */
static gboolean
has_plugins (void)
{
  void *library = dlopen (GSTREAMER, RTLD_LAZY);
  InitCheck init = library ? (InitCheck)dlsym (library, "gst_init_check") : NULL;
  FactoryFind find = library ? (FactoryFind)dlsym (library, "gst_element_factory_find") : NULL;
  g_autoptr (GObject) player = init && find && init (NULL, NULL, NULL) ? find ("playbin") : NULL;
  return player != NULL;
}

static void
pt_listen_dispose (GObject *object)
{
  PtListen *self = PT_LISTEN (object);

  if (self->stream)
    gtk_media_stream_set_playing (self->stream, FALSE);
  g_clear_object (&self->stream);
  G_OBJECT_CLASS (pt_listen_parent_class)->dispose (object);
}

static void
pt_listen_class_init (PtListenClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_listen_dispose;
}

static void
pt_listen_init (PtListen *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-aside");
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-plain");
}

static void
add_label (PtListen *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (self), label);
}

static void
add_player (PtListen *self, GFile *file, const char *name)
{
  self->stream = gtk_media_file_new_for_file (file);
  GtkWidget *controls = gtk_media_controls_new (self->stream);
  gtk_accessible_update_property (GTK_ACCESSIBLE (controls), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_box_append (GTK_BOX (self), controls);
}

static void
add_other_program (PtListen *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GtkWidget *button = gtk_button_new_with_label (_ ("Open in Another Program"));
  add_label (self, _ ("To hear recordings in this window, install the packages "
                      "libgtk-4-media-gstreamer and gstreamer1.0-libav."));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-file");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uri);
  gtk_box_append (GTK_BOX (self), button);
}

GtkWidget *
pt_listen_new (GFile *file, const char *name)
{
  PtListen *self = g_object_new (PT_TYPE_LISTEN, NULL);
  /* Translators: the placeholder is a file name. */
  g_autofree char *title = g_strdup_printf (_ ("Type above what you hear in %s."), name);

  add_label (self, title);
  if (has_backend () && has_plugins ())
    add_player (self, file, name);
  else
    add_other_program (self, file);
  self->forget = gtk_check_button_new_with_label (
      _ ("Delete the recording when the note is saved"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->forget), TRUE);
  gtk_box_append (GTK_BOX (self), self->forget);
  return GTK_WIDGET (self);
}

gboolean
pt_listen_get_forget (PtListen *self)
{
  g_return_val_if_fail (PT_IS_LISTEN (self), TRUE);
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->forget));
}

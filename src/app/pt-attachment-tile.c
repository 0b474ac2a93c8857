/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tile of the attachments; see the header. */
#include "pt-attachment-tile.h"

#include <glib/gi18n-lib.h>

#include "pt-attachment-picture.h"

#define TILE_PX 112
#define ICON_PX 32

struct _PtAttachmentTile
{
  GtkButton parent_instance;

  PtRecord *attachment;
  PtFilePlace place;
};

G_DEFINE_FINAL_TYPE (PtAttachmentTile, pt_attachment_tile, GTK_TYPE_BUTTON)

static const struct
{
  const char *prefix, *icon;
} icons[] = {
  { "image/", "image-x-generic-symbolic" },
  { "audio/", "audio-x-generic-symbolic" },
  { "video/", "video-x-generic-symbolic" },
  { "application/pdf", "x-office-document-symbolic" },
};

static const char *
icon_of (const char *mime)
{
  for (guint i = 0; mime != NULL && i < G_N_ELEMENTS (icons); i++)
    if (g_str_has_prefix (mime, icons[i].prefix))
      return icons[i].icon;
  return "text-x-generic-symbolic";
}

static char *
dup_name (PtRecord *attachment)
{
  const char *caption = pt_record_get_text (attachment, "caption");

  return caption != NULL && caption[0] != '\0' ? g_strdup (caption)
                                               : pt_record_dup_title (attachment);
}

static const char *
problem_of (PtAttachmentTile *self)
{
  if (self->place != PT_FILE_HERE)
    return pt_file_place_label (self->place);
  if (pt_record_has_key (self->attachment, "shows", "not_checked"))
    return _ ("Not looked at yet");
  return NULL;
}

static GtkWidget *
make_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
make_picture (const char *path)
{
  GtkWidget *picture = gtk_picture_new ();

  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  pt_attachment_picture_load (GTK_PICTURE (picture), path);
  return picture;
}

static GtkWidget *
make_icon (const char *name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), ICON_PX);
  return icon;
}

/* A frame of one size, over which the picture lies: tall pictures must not make tall tiles. */
static GtkWidget *
make_face (PtAttachmentTile *self, const char *thumbnail)
{
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *face = gtk_overlay_new ();
  GtkWidget *top;

  if (thumbnail != NULL)
    top = make_picture (thumbnail);
  else if (self->place == PT_FILE_HERE)
    top = make_icon (icon_of (pt_record_get_text (self->attachment, "mime")));
  else
    top = make_icon ("image-missing-symbolic");
  gtk_widget_set_size_request (frame, TILE_PX, TILE_PX * 3 / 4);
  gtk_overlay_set_child (GTK_OVERLAY (face), frame);
  gtk_overlay_add_overlay (GTK_OVERLAY (face), top);
  gtk_widget_set_overflow (face, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (face, "pt-thumbnail");
  return face;
}

static void
build (PtAttachmentTile *self, const char *thumbnail, const char *consent)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *name = dup_name (self->attachment);
  const char *problem = problem_of (self);
  g_autofree char *spoken = g_strjoin (", ", name, problem != NULL ? problem : consent,
                                       problem != NULL ? consent : NULL, NULL);

  gtk_box_append (GTK_BOX (column), make_face (self, thumbnail));
  gtk_box_append (GTK_BOX (column), make_label (name, NULL));
  if (problem != NULL)
    gtk_box_append (GTK_BOX (column), make_label (problem, "dim-label"));
  if (consent != NULL)
    gtk_box_append (GTK_BOX (column), make_label (consent, "dim-label"));
  gtk_button_set_child (GTK_BUTTON (self), column);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-tile");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
pt_attachment_tile_finalize (GObject *object)
{
  g_clear_pointer (&PT_ATTACHMENT_TILE (object)->attachment, pt_record_unref);
  G_OBJECT_CLASS (pt_attachment_tile_parent_class)->finalize (object);
}

static void
pt_attachment_tile_class_init (PtAttachmentTileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_attachment_tile_finalize;
}

static void
pt_attachment_tile_init (PtAttachmentTile *self)
{
}

GtkWidget *
pt_attachment_tile_new (PtRecord *attachment, PtFilePlace place, const char *thumbnail,
                        const char *consent)
{
  PtAttachmentTile *self = g_object_new (PT_TYPE_ATTACHMENT_TILE, NULL);

  self->attachment = pt_record_ref (attachment);
  self->place = place;
  build (self, thumbnail, consent);
  return GTK_WIDGET (self);
}

PtRecord *
pt_attachment_tile_get_attachment (PtAttachmentTile *self)
{
  g_return_val_if_fail (PT_IS_ATTACHMENT_TILE (self), NULL);
  return self->attachment;
}

gboolean
pt_attachment_tile_is_picture (PtAttachmentTile *self)
{
  const char *mime;

  g_return_val_if_fail (PT_IS_ATTACHMENT_TILE (self), FALSE);

  mime = pt_record_get_text (self->attachment, "mime");
  return self->place == PT_FILE_HERE && mime != NULL && g_str_has_prefix (mime, "image/");
}

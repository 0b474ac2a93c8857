/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thumbnails in a flow, and a button that adds; see the header. */
#include "pt-attachment-section.h"

#include <glib/gi18n-lib.h>

#include "pt-attachment-intake.h"
#include "pt-attachment-tile.h"
#include "pt-form-wrap.h"
#include "pt-lightbox.h"

struct _PtAttachmentSection
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  char *owner;
  GtkWidget *tiles;
  char *shown;
};

G_DEFINE_FINAL_TYPE (PtAttachmentSection, pt_attachment_section, GTK_TYPE_BOX)

/* All pictures of the page, so that the arrow keys can walk them. */
static GPtrArray *
pictures_of (PtAttachmentSection *self)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);

  for (GtkWidget *tile = gtk_widget_get_first_child (self->tiles); tile != NULL;
       tile = gtk_widget_get_next_sibling (tile))
    if (pt_attachment_tile_is_picture (PT_ATTACHMENT_TILE (tile)))
      g_ptr_array_add (
          pictures, pt_record_ref (pt_attachment_tile_get_attachment (PT_ATTACHMENT_TILE (tile))));
  return pictures;
}

static void
tile_clicked_cb (PtAttachmentTile *tile, PtAttachmentSection *self)
{
  PtRecord *attachment = pt_attachment_tile_get_attachment (tile);
  g_autoptr (GPtrArray) pictures = pictures_of (self);
  guint at;

  if (pt_attachment_tile_is_picture (tile) && g_ptr_array_find (pictures, attachment, &at))
    pt_lightbox_present (GTK_WIDGET (self), self->logbook, pictures, at);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "detail.open", "s",
                                pt_record_get_id (attachment));
}

static GPtrArray *
attachments_of (const PtDetailData *data)
{
  GPtrArray *attachments = pt_dataset_children (data->around, "attachment", "owner",
                                                pt_record_get_id (data->record));

  for (guint i = attachments->len; i > 0; i--)
    if (pt_record_is_archived (g_ptr_array_index (attachments, i - 1)))
      g_ptr_array_remove_index (attachments, i - 1);
  return attachments;
}

/* One without a file of its own has nothing that could be here. */
static const PtDetailFile *
file_of (const PtDetailData *data, PtRecord *attachment)
{
  static const PtDetailFile none = { .place = PT_FILE_ELSEWHERE };
  const PtDetailFile *file = g_hash_table_lookup (data->files, pt_record_get_id (attachment));

  return file != NULL ? file : &none;
}

static char *
describe (const PtDetailData *data, GPtrArray *attachments)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < attachments->len; i++)
    {
      PtRecord *attachment = g_ptr_array_index (attachments, i);
      const PtDetailFile *file = file_of (data, attachment);
      g_string_append_printf (
          text, "%s %" G_GINT64_FORMAT " %s %s %s\n", pt_record_get_id (attachment),
          (gint64)pt_record_get_updated_at (attachment), pt_file_place_id (file->place),
          file->thumbnail != NULL ? file->thumbnail : "-",
          file->consent != NULL ? file->consent : "-");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill (PtAttachmentSection *self, const PtDetailData *data, GPtrArray *attachments)
{
  pt_form_wrap_box_clear (self->tiles);
  for (guint i = 0; i < attachments->len; i++)
    {
      PtRecord *attachment = g_ptr_array_index (attachments, i);
      const PtDetailFile *file = file_of (data, attachment);
      GtkWidget *tile = pt_attachment_tile_new (attachment, file->place, file->thumbnail,
                                                file->consent);
      g_signal_connect_object (tile, "clicked", G_CALLBACK (tile_clicked_cb), self, 0);
      gtk_box_append (GTK_BOX (self->tiles), tile);
    }
  gtk_widget_set_visible (self->tiles, attachments->len > 0);
}

void
pt_attachment_section_show (PtAttachmentSection *self, const PtDetailData *data)
{
  g_autoptr (GPtrArray) attachments = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (PT_IS_ATTACHMENT_SECTION (self));

  g_free (self->owner);
  self->owner = g_strdup (pt_record_get_id (data->record));
  attachments = attachments_of (data);
  shown = describe (data, attachments);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  fill (self, data, attachments);
}

void
pt_attachment_section_ask (PtAttachmentSection *self)
{
  g_return_if_fail (PT_IS_ATTACHMENT_SECTION (self));

  if (self->owner != NULL)
    pt_attachment_intake_ask (GTK_WIDGET (self), self->logbook, self->owner);
}

static void
pt_attachment_section_finalize (GObject *object)
{
  PtAttachmentSection *self = PT_ATTACHMENT_SECTION (object);

  g_free (self->owner);
  g_free (self->shown);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_attachment_section_parent_class)->finalize (object);
}

static void
pt_attachment_section_class_init (PtAttachmentSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_attachment_section_finalize;
}

static GtkWidget *
make_header (void)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_ ("Attachments"));
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_tooltip_text (add, _ ("Add Attachments"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add Attachments"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "detail.attach");
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), add);
  return line;
}

static void
pt_attachment_section_init (PtAttachmentSection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->tiles = pt_form_wrap_box_new (6);
  gtk_box_append (GTK_BOX (self), make_header ());
  gtk_box_append (GTK_BOX (self), self->tiles);
}

GtkWidget *
pt_attachment_section_new (PtLogbook *logbook)
{
  PtAttachmentSection *self = g_object_new (PT_TYPE_ATTACHMENT_SECTION, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}

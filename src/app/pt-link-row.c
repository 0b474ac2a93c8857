/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chips for the other ends of one kind of link, and a picker that adds one; see the header. */
#include "pt-link-row.h"

#include <glib/gi18n-lib.h>

#include "pt-detail-errand.h"
#include "pt-form-wrap.h"
#include "pt-link-words.h"
#include "pt-picker.h"
#include "pt-spoken-name.h"

struct _PtLinkRow
{
  AdwPreferencesRow parent_instance;

  PtLogbook *logbook;
  const PtLinkWords *words;
  char *id;
  GtkWidget *chips;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (PtLinkRow, pt_link_row, ADW_TYPE_PREFERENCES_ROW)

static void
open_cb (GtkButton *button)
{
  gtk_widget_activate_action (GTK_WIDGET (button), "detail.open", "s",
                              g_object_get_data (G_OBJECT (button), "id"));
}

static void
remove_cb (GtkButton *cross, PtLinkRow *self)
{
  gtk_widget_grab_focus (self->add);
  pt_detail_errand_unlink (GTK_WIDGET (self), self->logbook,
                           g_object_get_data (G_OBJECT (cross), "link"));
}

static GtkWidget *
make_cross (PtLinkRow *self, const char *link, const char *title)
{
  GtkWidget *cross = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *spoken = g_strdup_printf (_ ("Take “%s” away"), title);

  gtk_widget_add_css_class (cross, "flat");
  gtk_widget_add_css_class (cross, "circular");
  gtk_widget_set_valign (cross, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (cross, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cross), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (cross), "link", g_strdup (link), g_free);
  g_signal_connect_object (cross, "clicked", G_CALLBACK (remove_cb), self, 0);
  return cross;
}

static void
append_chip (PtLinkRow *self, const PtLinkView *view, PtDataset *around)
{
  PtRecord *other = pt_dataset_get (around, view->other);
  g_autofree char *title = other != NULL ? pt_dataset_dup_title (around, other)
                                         : g_strdup (_ ("Not on this laptop yet"));
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *name = gtk_button_new_with_label (title);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (name))),
                           PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "flat");
  g_object_set_data_full (G_OBJECT (name), "id", g_strdup (view->other), g_free);
  g_signal_connect (name, "clicked", G_CALLBACK (open_cb), NULL);
  gtk_box_append (GTK_BOX (chip), name);
  gtk_box_append (GTK_BOX (chip), make_cross (self, pt_record_get_id (view->link), title));
  gtk_widget_add_css_class (chip, "pt-chip");
  gtk_box_append (GTK_BOX (self->chips), chip);
}

static void
picked_cb (PtLinkRow *self, const char *id, const char *title)
{
  if (self->id != NULL)
    pt_detail_errand_link (GTK_WIDGET (self), self->logbook, self->id, self->words->kind, id);
}

static void
pt_link_row_finalize (GObject *object)
{
  PtLinkRow *self = PT_LINK_ROW (object);

  g_free (self->id);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_link_row_parent_class)->finalize (object);
}

static void
pt_link_row_class_init (PtLinkRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_link_row_finalize;
}

static void
pt_link_row_init (PtLinkRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-field");
}

static GtkWidget *
make_add (PtLinkRow *self)
{
  GtkWidget *add = gtk_menu_button_new ();
  GtkWidget *picker = pt_picker_new (self->logbook, self->words->target, FALSE);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", pt_link_words_phrase (self->words, TRUE),
                                             C_ ("record", "Add…"));

  gtk_menu_button_set_label (GTK_MENU_BUTTON (add), C_ ("record", "Add…"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), pt_picker_popover_new (PT_PICKER (picker)));
  pt_spoken_name_set (add, spoken);
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  return add;
}

GtkWidget *
pt_link_row_new (PtLogbook *logbook, const char *link)
{
  PtLinkRow *self = g_object_new (PT_TYPE_LINK_ROW, NULL);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *caption;

  self->logbook = g_object_ref (logbook);
  self->words = pt_link_words_find (link);
  g_return_val_if_fail (self->words != NULL, NULL);
  caption = gtk_label_new (pt_link_words_phrase (self->words, TRUE));
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  self->chips = pt_form_wrap_box_new (6);
  self->add = make_add (self);
  gtk_box_append (GTK_BOX (column), caption);
  gtk_box_append (GTK_BOX (column), self->chips);
  gtk_box_append (GTK_BOX (column), self->add);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), column);
  return GTK_WIDGET (self);
}

void
pt_link_row_show (PtLinkRow *self, PtRecord *record, PtDataset *around)
{
  g_autoptr (GArray) views = NULL;

  g_return_if_fail (PT_IS_LINK_ROW (self));

  g_clear_pointer (&self->id, g_free);
  self->id = record != NULL ? g_strdup (pt_record_get_id (record)) : NULL;
  pt_form_wrap_box_clear (self->chips);
  gtk_widget_set_sensitive (self->add, record != NULL);
  if (record == NULL || around == NULL)
    return;
  views = pt_link_views (around, self->id);
  for (guint i = 0; i < views->len; i++)
    {
      const PtLinkView *view = &g_array_index (views, PtLinkView, i);
      if (view->words == self->words && view->out)
        append_chip (self, view, around);
    }
}

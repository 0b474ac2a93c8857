/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links by side, and within a side by what they say; see the header. */
#include "pt-link-section.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pt-detail-errand.h"
#include "pt-form.h"
#include "pt-link-add.h"
#include "pt-link-words.h"

#define N_SIDES (PT_LINK_BESIDE + 1)

struct _PtLinkSection
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  GtkWidget *groups[N_SIDES]; /* AdwPreferencesGroup, or NULL where nothing is linked */
  GtkWidget *lists;
  GtkWidget *add;
  char *shown; /* what the rows say, to leave them alone when it is the same */
};

G_DEFINE_FINAL_TYPE (PtLinkSection, pt_link_section, GTK_TYPE_BOX)

static const char *const titles[] = {
  [PT_LINK_BEFORE] = NC_ ("links", "Comes From"),
  [PT_LINK_AFTER] = NC_ ("links", "Led To"),
  [PT_LINK_BESIDE] = NC_ ("links", "Belongs With"),
};

static void
open_cb (AdwActionRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "detail.open", "s",
                              g_object_get_data (G_OBJECT (row), "id"));
}

static void
remove_cb (GtkButton *cross, PtLinkSection *self)
{
  pt_detail_errand_unlink (GTK_WIDGET (self), self->logbook,
                           g_object_get_data (G_OBJECT (cross), "link"));
}

static GtkWidget *
make_cross (PtLinkSection *self, PtRecord *link, const char *title)
{
  GtkWidget *cross = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: the name of what the link goes to */
  g_autofree char *spoken = g_strdup_printf (_ ("Take the Link to “%s” Away"), title);

  gtk_widget_add_css_class (cross, "flat");
  gtk_widget_add_css_class (cross, "circular");
  gtk_widget_set_valign (cross, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (cross, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cross), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (cross), "link", g_strdup (pt_record_get_id (link)), g_free);
  g_signal_connect_object (cross, "clicked", G_CALLBACK (remove_cb), self, 0);
  return cross;
}

static const char *
phrase_of (const PtLinkView *view)
{
  return view->words != NULL ? pt_link_words_phrase (view->words, view->out)
                             : pt_record_get_text (view->link, "kind");
}

static GtkWidget *
make_row (PtLinkSection *self, const PtLinkView *view, PtRecord *other)
{
  const PtRecordKind *kind = other != NULL ? pt_record_get_kind (other) : NULL;
  g_autofree char *title = other != NULL ? pt_record_dup_title (other)
                                         : g_strdup (_ ("Not on this laptop yet"));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), phrase_of (view));
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row),
                                kind != NULL ? kind->icon : "dialog-question-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_cross (self, view->link, title));
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (view->other), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), other != NULL);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), NULL);
  return row;
}

static GtkWidget *
side_group (PtLinkSection *self, PtLinkSide side)
{
  if (self->groups[side] == NULL)
    {
      self->groups[side] = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->groups[side]),
                                       g_dpgettext2 (GETTEXT_PACKAGE, "links", titles[side]));
    }
  return self->groups[side];
}

static void
clear (PtLinkSection *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->lists)) != NULL)
    gtk_box_remove (GTK_BOX (self->lists), child);
  for (guint i = 0; i < N_SIDES; i++)
    self->groups[i] = NULL;
}

static char *
describe (GArray *views, PtDataset *around)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++)
    {
      const PtLinkView *view = &g_array_index (views, PtLinkView, i);
      PtRecord *other = pt_dataset_get (around, view->other);
      g_autofree char *title = other != NULL ? pt_record_dup_title (other) : NULL;
      g_string_append_printf (text, "%s %d %s\n", pt_record_get_id (view->link), view->out,
                              title != NULL ? title : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill (PtLinkSection *self, GArray *views, PtDataset *around)
{
  clear (self);
  for (guint i = 0; i < views->len; i++)
    {
      const PtLinkView *view = &g_array_index (views, PtLinkView, i);
      const PtLinkSide side = view->words != NULL ? pt_link_words_side (view->words, view->out)
                                                  : PT_LINK_BESIDE;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (side_group (self, side)),
                                 make_row (self, view, pt_dataset_get (around, view->other)));
    }
  for (guint i = 0; i < N_SIDES; i++)
    if (self->groups[i] != NULL)
      gtk_box_append (GTK_BOX (self->lists), self->groups[i]);
  gtk_widget_set_visible (self->lists, views->len > 0);
}

/* The people of a note stand among its fields already. */
static GArray *
views_for (PtRecord *record, PtDataset *around)
{
  GArray *views = pt_link_views (around, pt_record_get_id (record));

  for (guint i = views->len; i > 0; i--)
    {
      const PtLinkView *view = &g_array_index (views, PtLinkView, i - 1);
      if (view->out && view->words != NULL
          && pt_form_shows_link (pt_record_get_kind_id (record), view->words->kind))
        g_array_remove_index (views, i - 1);
    }
  return views;
}

void
pt_link_section_show (PtLinkSection *self, PtRecord *record, PtDataset *around)
{
  g_autoptr (GArray) views = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (PT_IS_LINK_SECTION (self));

  pt_link_add_set_record (PT_LINK_ADD (self->add), record);
  views = views_for (record, around);
  shown = describe (views, around);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  fill (self, views, around);
}

void
pt_link_section_start_adding (PtLinkSection *self)
{
  g_return_if_fail (PT_IS_LINK_SECTION (self));
  pt_link_add_popup (PT_LINK_ADD (self->add));
}

static void
pt_link_section_finalize (GObject *object)
{
  PtLinkSection *self = PT_LINK_SECTION (object);

  g_free (self->shown);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_link_section_parent_class)->finalize (object);
}

static void
pt_link_section_class_init (PtLinkSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_link_section_finalize;
}

static void
pt_link_section_init (PtLinkSection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
}

GtkWidget *
pt_link_section_new (PtLogbook *logbook)
{
  PtLinkSection *self = g_object_new (PT_TYPE_LINK_SECTION, NULL);

  self->logbook = g_object_ref (logbook);
  self->lists = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_visible (self->lists, FALSE);
  self->add = pt_link_add_new (logbook);
  gtk_box_append (GTK_BOX (self), self->lists);
  gtk_box_append (GTK_BOX (self), self->add);
  return GTK_WIDGET (self);
}

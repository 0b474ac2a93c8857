/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-due-section.h"

#include "pt-action-row.h"

#include <glib/gi18n-lib.h>

#define ROWS_MAX 5

struct _PtDueSection
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  GtkWidget *list;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (PtDueSection, pt_due_section, GTK_TYPE_BOX)

static char *
dup_about (PtDueSection *self, PtRecord *action)
{
  const char *id = pt_record_get_text (action, "about");
  g_autoptr (PtRecord)
      about = id != NULL ? pt_store_get_record (pt_logbook_get_reader (self->logbook), id, NULL)
                         : NULL;

  return about != NULL ? pt_store_dup_title (pt_logbook_get_reader (self->logbook), about) : NULL;
}

static void
show_more (PtDueSection *self, guint n)
{
  /* Translators: the placeholder is how many actions are due beside those that are shown. */
  g_autofree char *label = g_strdup_printf (ngettext ("%u More Is Due", "%u More Are Due", n), n);

  gtk_button_set_label (GTK_BUTTON (self->more), label);
  gtk_widget_set_visible (self->more, n > 0);
}

void
pt_due_section_show (PtDueSection *self, GPtrArray *actions)
{
  GtkWidget *child;

  g_return_if_fail (PT_IS_DUE_SECTION (self));

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < MIN (actions->len, ROWS_MAX); i++)
    {
      g_autofree char *about = dup_about (self, actions->pdata[i]);
      gtk_list_box_append (
          GTK_LIST_BOX (self->list),
          pt_action_row_new (self->logbook, actions->pdata[i], about, "win.open-record"));
    }
  show_more (self, actions->len > ROWS_MAX ? actions->len - ROWS_MAX : 0);
  gtk_widget_set_visible (GTK_WIDGET (self), actions->len > 0);
}

static void
pt_due_section_finalize (GObject *object)
{
  g_clear_object (&PT_DUE_SECTION (object)->logbook);
  G_OBJECT_CLASS (pt_due_section_parent_class)->finalize (object);
}

static void
pt_due_section_class_init (PtDueSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_due_section_finalize;
}

static void
pt_due_section_init (PtDueSection *self)
{
  GtkWidget *heading = gtk_label_new (C_ ("actions", "Due"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_top (heading, 6);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Actions that are due"), -1);
  self->more = gtk_button_new ();
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->more, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->more), "s", "action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->more), "win.place");
  gtk_box_append (GTK_BOX (self), heading);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), self->more);
}

GtkWidget *
pt_due_section_new (PtLogbook *logbook)
{
  PtDueSection *self = g_object_new (PT_TYPE_DUE_SECTION, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Rows are made anew when something of them changed, and the focus stays on the action
 * that it was on. */
#include "pt-action-section.h"

#include "pt-action-add.h"
#include "pt-action-row.h"
#include "pt-action.h"

#include <glib/gi18n-lib.h>

struct _PtActionSection
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  GtkWidget *list;
  GtkWidget *add;
  char *shown; /* what the rows were made from */
};

G_DEFINE_FINAL_TYPE (PtActionSection, pt_action_section, ADW_TYPE_BIN)

static char *
describe (GPtrArray *actions)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < actions->len; i++)
    {
      g_autofree char *state = pt_record_print_state (actions->pdata[i]);
      g_string_append_printf (text, "%s %s\n", pt_record_get_id (actions->pdata[i]), state);
    }
  return g_string_free (text, FALSE);
}

/* (transfer full) (nullable): the action of the row that has the focus. */
static char *
dup_focused (PtActionSection *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, PT_TYPE_ACTION_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self))
             ? g_strdup (pt_action_row_get_id (PT_ACTION_ROW (row)))
             : NULL;
}

static void
clear_rows (PtActionSection *self)
{
  GtkWidget *row;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)))
         != self->add)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

static void
fill (PtActionSection *self, GPtrArray *actions)
{
  g_autofree char *focused = dup_focused (self);

  clear_rows (self);
  for (guint i = 0; i < actions->len; i++)
    {
      GtkWidget *row = pt_action_row_new (self->logbook, actions->pdata[i], NULL, "detail.open");
      gtk_list_box_insert (GTK_LIST_BOX (self->list), row, (int)i);
      if (g_strcmp0 (focused, pt_record_get_id (actions->pdata[i])) == 0)
        pt_action_row_focus (PT_ACTION_ROW (row));
    }
}

void
pt_action_section_show (PtActionSection *self, const PtDetailData *data)
{
  g_return_if_fail (PT_IS_ACTION_SECTION (self));
  g_autoptr (GPtrArray) actions = pt_dataset_children (data->around, "action", "about",
                                                       pt_record_get_id (data->record));
  g_autofree char *shown = NULL;

  for (guint i = actions->len; i > 0; i--)
    if (pt_record_is_archived (actions->pdata[i - 1]))
      g_ptr_array_remove_index (actions, i - 1);
  pt_action_sort (actions);
  shown = describe (actions);
  pt_action_add_set_about (PT_ACTION_ADD (self->add), data->record);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  fill (self, actions);
}

void
pt_action_section_start (PtActionSection *self)
{
  g_return_if_fail (PT_IS_ACTION_SECTION (self));
  pt_action_add_start (PT_ACTION_ADD (self->add));
}

static void
pt_action_section_finalize (GObject *object)
{
  PtActionSection *self = PT_ACTION_SECTION (object);

  g_free (self->shown);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_action_section_parent_class)->finalize (object);
}

static void
pt_action_section_class_init (PtActionSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_action_section_finalize;
}

static void
pt_action_section_init (PtActionSection *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   pt_record_kind_label_plural (pt_record_kind_find ("action")));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  pt_record_kind_label_plural (pt_record_kind_find ("action")), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->list);
  adw_bin_set_child (ADW_BIN (self), group);
}

GtkWidget *
pt_action_section_new (PtLogbook *logbook)
{
  PtActionSection *self = g_object_new (PT_TYPE_ACTION_SECTION, NULL);

  self->logbook = g_object_ref (logbook);
  self->add = pt_action_add_new (logbook);
  gtk_list_box_append (GTK_LIST_BOX (self->list), self->add);
  return GTK_WIDGET (self);
}

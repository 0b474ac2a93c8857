/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chip with a popover around a PtPicker, which searches and can also make what is not there yet.
 * It stays open while several people are chosen. */
#include "pt-choice-button.h"

#include "pt-picker.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *id;
  char *title;
} Chosen;

struct _PtChoiceButton
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  char *kind;
  char *placeholder;
  gboolean several;
  GPtrArray *chosen; /* Chosen */

  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *label;
  GtkListBox *chosen_list; /* NULL until it was opened once, as the picker */
  PtPicker *picker;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtChoiceButton, pt_choice_button, ADW_TYPE_BIN)

static void
chosen_free (Chosen *chosen)
{
  g_free (chosen->id);
  g_free (chosen->title);
  g_free (chosen);
}

static gboolean
find_chosen (PtChoiceButton *self, const char *id, guint *index)
{
  for (guint i = 0; i < self->chosen->len; i++)
    if (g_str_equal (((Chosen *)g_ptr_array_index (self->chosen, i))->id, id))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

static void
show_label (PtChoiceButton *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < self->chosen->len; i++)
    {
      const Chosen *chosen = g_ptr_array_index (self->chosen, i);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", chosen->title);
    }
  gboolean any = self->chosen->len > 0;
  g_autofree char *spoken = any ? g_strdup_printf ("%s: %s", self->placeholder, names->str)
                                : g_strdup (self->placeholder);
  gtk_label_set_text (self->label, any ? names->str : self->placeholder);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  if (any)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "chosen");
}

static void
remove_cb (GtkButton *button, gpointer user_data)
{
  const Chosen *chosen = g_object_get_data (G_OBJECT (button), "pt-chosen");
  pt_choice_button_toggle (user_data, chosen->id, chosen->title);
}

static GtkWidget *
make_row (PtChoiceButton *self, Chosen *chosen)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), chosen->title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), chosen->title);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "pt-chosen", chosen);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_list (PtChoiceButton *self)
{
  GtkWidget *child;
  if (self->chosen_list == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chosen_list))))
    gtk_list_box_remove (self->chosen_list, child);
  for (guint i = 0; i < self->chosen->len; i++)
    gtk_list_box_append (self->chosen_list, make_row (self, g_ptr_array_index (self->chosen, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->chosen_list), self->chosen->len > 0);
}

static void
announce (PtChoiceButton *self)
{
  show_label (self);
  show_list (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
picked_cb (PtChoiceButton *self, const char *id, const char *title)
{
  guint index;
  if (!find_chosen (self, id, &index))
    pt_choice_button_toggle (self, id, title);
  if (self->several)
    pt_picker_start (self->picker);
  else
    gtk_menu_button_popdown (self->button);
}

static void
shown_cb (PtChoiceButton *self)
{
  pt_picker_start (self->picker);
}

static GtkWidget *
make_chosen_list (PtChoiceButton *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->chosen_list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->chosen_list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Chosen"), -1);
  show_list (self);
  return list;
}

/* Asked at each opening; made at the first, so that a window with such chips comes sooner. */
static void
make_popover_cb (GtkMenuButton *button, gpointer data)
{
  PtChoiceButton *self = data;
  GtkWidget *popover, *box;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = gtk_popover_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->picker = PT_PICKER (pt_picker_new (self->logbook, self->kind, FALSE));
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), make_chosen_list (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->picker));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static void
pt_choice_button_dispose (GObject *object)
{
  PtChoiceButton *self = PT_CHOICE_BUTTON (object);

  /* Else the bin would let go of a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_CHOICE_BUTTON);
  self->chosen_list = NULL;
  self->picker = NULL;
  g_clear_object (&self->logbook);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->placeholder, g_free);
  G_OBJECT_CLASS (pt_choice_button_parent_class)->dispose (object);
}

static void
pt_choice_button_class_init (PtChoiceButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_choice_button_dispose;
  signals[CHANGED] = g_signal_new ("changed", PT_TYPE_CHOICE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-choice-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PtChoiceButton, button);
  gtk_widget_class_bind_template_child (widget_class, PtChoiceButton, icon);
  gtk_widget_class_bind_template_child (widget_class, PtChoiceButton, label);
}

static void
pt_choice_button_init (PtChoiceButton *self)
{
  self->chosen = g_ptr_array_new_with_free_func ((GDestroyNotify)chosen_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, make_popover_cb, self, NULL);
}

GtkWidget *
pt_choice_button_new (PtLogbook *logbook, const char *kind, const char *label, const char *icon,
                      gboolean several)
{
  PtChoiceButton *self = g_object_new (PT_TYPE_CHOICE_BUTTON, NULL);
  self->logbook = g_object_ref (logbook);
  self->kind = g_strdup (kind);
  self->placeholder = g_strdup (label);
  self->several = several;
  gtk_image_set_from_icon_name (self->icon, icon);
  show_label (self);
  return GTK_WIDGET (self);
}

GStrv
pt_choice_button_dup_ids (PtChoiceButton *self)
{
  g_return_val_if_fail (PT_IS_CHOICE_BUTTON (self), NULL);
  GStrv ids = g_new0 (char *, self->chosen->len + 1);
  for (guint i = 0; i < self->chosen->len; i++)
    ids[i] = g_strdup (((Chosen *)g_ptr_array_index (self->chosen, i))->id);
  return ids;
}

void
pt_choice_button_set_ids (PtChoiceButton *self, const char *const *ids)
{
  g_return_if_fail (PT_IS_CHOICE_BUTTON (self));
  g_ptr_array_set_size (self->chosen, 0);
  for (guint i = 0; ids && ids[i]; i++)
    {
      g_autoptr (PtRecord)
          record = pt_store_get_record (pt_logbook_get_reader (self->logbook), ids[i], NULL);
      if (record == NULL)
        continue;
      Chosen *chosen = g_new0 (Chosen, 1);
      chosen->id = g_strdup (ids[i]);
      chosen->title = pt_record_dup_title (record);
      g_ptr_array_add (self->chosen, chosen);
    }
  announce (self);
}

/**
 * pt_choice_button_toggle:
 * @self: a chip
 * @id: a record
 * @title: what it is called
 *
 * Chooses it, or no longer; where only one may be chosen it replaces the other.
 */
void
pt_choice_button_toggle (PtChoiceButton *self, const char *id, const char *title)
{
  g_return_if_fail (PT_IS_CHOICE_BUTTON (self));
  guint index;
  if (find_chosen (self, id, &index))
    g_ptr_array_remove_index (self->chosen, index);
  else
    {
      Chosen *chosen = g_new0 (Chosen, 1);
      chosen->id = g_strdup (id);
      chosen->title = g_strdup (title);
      if (!self->several)
        g_ptr_array_set_size (self->chosen, 0);
      g_ptr_array_add (self->chosen, chosen);
    }
  announce (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two field labs side by side, from what is kept on this laptop. In what they differ in size, period and
 * density stands first; a row is one thing of both, with its name above, so that it fits any width. */
#include "pt-dialogs.h"

#include "pt-catalog.h"
#include "pt-compare.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PT_TYPE_COMPARE_WINDOW (pt_compare_window_get_type ())
G_DECLARE_FINAL_TYPE (PtCompareWindow, pt_compare_window, PT, COMPARE_WINDOW, AdwWindow)

struct _PtCompareWindow
{
  AdwWindow parent_instance;

  PtNetwork *network;
  GPtrArray *labs; /* PtNetworkLab of the network, by name */
  char *today;

  AdwPreferencesGroup *choices;
  AdwComboRow *one, *other;
  GtkBox *blocks;
};

G_DEFINE_FINAL_TYPE (PtCompareWindow, pt_compare_window, ADW_TYPE_WINDOW)

/* ── Rows ── */

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_pair (const char *one, const char *other, const char *style)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (pair), TRUE);
  gtk_box_append (GTK_BOX (pair), make_label (one, style));
  gtk_box_append (GTK_BOX (pair), make_label (other, style));
  return pair;
}

/* @spoken: the whole row in words, for who does not see in which column something stands. */
static void
add_row (GtkWidget *group, GtkWidget *box, const char *spoken)
{
  GtkWidget *row = adw_preferences_row_new ();

  gtk_widget_add_css_class (box, "pt-network-text");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_names (GtkWidget *group, const char *one, const char *other)
{
  /* Translators: two names of field labs */
  g_autofree char *spoken = g_strdup_printf (_ ("%s beside %s"), one, other);

  add_row (group, make_pair (one, other, "heading"), spoken);
}

static void
add_compared (GtkWidget *group, const PtCompareRow *row, const char *one, const char *other)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = make_label (row->label, "caption");
  /* Translators: what is compared; a field lab and its number; the other one and its number */
  g_autofree char *spoken = g_strdup_printf (_ ("%s. %s: %s. %s: %s."), row->label, one,
                                             row->cells[0], other, row->cells[1]);

  gtk_widget_add_css_class (head, "dim-label");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), make_pair (row->cells[0], row->cells[1], "numeric"));
  add_row (group, box, spoken);
}

static void
add_block (PtCompareWindow *self, const PtCompareBlock *block, const PtNetworkLab *const *labs)
{
  g_autofree char *one = pt_network_dup_name (self->network, labs[0]);
  g_autofree char *other = pt_network_dup_name (self->network, labs[1]);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), block->title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), block->note);
  if (block->rows->len > 0)
    add_names (group, one, other);
  for (guint i = 0; i < block->rows->len; i++)
    add_compared (group, block->rows->pdata[i], one, other);
  gtk_box_append (self->blocks, group);
}

/* ── Showing ── */

static void
show (PtCompareWindow *self)
{
  const PtNetworkLab *labs[] = { self->labs->pdata[adw_combo_row_get_selected (self->one)],
                                 self->labs->pdata[adw_combo_row_get_selected (self->other)] };
  g_autoptr (GPtrArray) blocks = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->blocks))) != NULL)
    gtk_box_remove (self->blocks, child);
  if (labs[0] == labs[1])
    {
      gtk_box_append (self->blocks,
                      make_label (_ ("Choose two different field labs."), "dim-label"));
      return;
    }
  blocks = pt_compare_labs (labs[0], labs[1], pt_catalog_current (), self->today);
  for (guint i = 0; i < blocks->len; i++)
    add_block (self, blocks->pdata[i], labs);
}

static void
selected_cb (PtCompareWindow *self)
{
  show (self);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const PtNetworkLab *one = *(PtNetworkLab *const *)a, *other = *(PtNetworkLab *const *)b;
  int order = g_utf8_collate (one->name, other->name);

  return order != 0 ? order : strcmp (one->id, other->id);
}

/* Their own lab beside the first of the others. */
static void
choose (PtCompareWindow *self, const char *own)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint at = 0;

  for (guint i = 0; i < self->labs->len; i++)
    {
      const PtNetworkLab *lab = self->labs->pdata[i];
      g_autofree char *name = pt_network_dup_name (self->network, lab);

      gtk_string_list_append (names, name);
      at = g_strcmp0 (lab->id, own) == 0 ? i : at;
    }
  adw_combo_row_set_model (self->one, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->other, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->one, at);
  adw_combo_row_set_selected (self->other, at == 0 ? 1 : 0);
  g_signal_connect_swapped (self->one, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->other, "notify::selected", G_CALLBACK (selected_cb), self);
}

/* ── Type ── */

static void
pt_compare_window_dispose (GObject *object)
{
  PtCompareWindow *self = PT_COMPARE_WINDOW (object);

  if (self->one != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->one, self);
      g_signal_handlers_disconnect_by_data (self->other, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_COMPARE_WINDOW);
  g_clear_pointer (&self->labs, g_ptr_array_unref);
  g_clear_pointer (&self->network, pt_network_unref);
  g_clear_pointer (&self->today, g_free);
  G_OBJECT_CLASS (pt_compare_window_parent_class)->dispose (object);
}

static void
pt_compare_window_class_init (PtCompareWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_compare_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-compare-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PtCompareWindow, choices);
  gtk_widget_class_bind_template_child (widget_class, PtCompareWindow, one);
  gtk_widget_class_bind_template_child (widget_class, PtCompareWindow, other);
  gtk_widget_class_bind_template_child (widget_class, PtCompareWindow, blocks);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pt_compare_window_init (PtCompareWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_group_set_description (self->choices, pt_compare_lead (pt_catalog_current ()));
}

void
pt_compare_window_show (PtWindow *window, PtNetwork *network, const char *today)
{
  PtCompareWindow *self = g_object_new (PT_TYPE_COMPARE_WINDOW, "transient-for", window, NULL);

  self->network = pt_network_ref (network);
  self->today = g_strdup (today);
  self->labs = g_ptr_array_new ();
  g_ptr_array_extend (self->labs, pt_network_get_labs (network), NULL, NULL);
  g_ptr_array_sort (self->labs, compare_names);
  choose (self, pt_store_get_logbook_id (pt_logbook_get_reader (pt_window_get_logbook (window))));
  show (self);
  gtk_window_present (GTK_WINDOW (self));
}

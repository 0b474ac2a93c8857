/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-network-row.h. */
#include "pt-network-row.h"

#include "pt-catalog.h"

#include <glib/gi18n-lib.h>

#define ITEM "pt-network-item" /* data of the row */
#define LINES_MOST 8           /* of a title or subtitle */

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_text (GtkWidget *row, const char *heading, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = make_label (heading, "caption");
  GtkWidget *line = adw_preferences_row_new ();

  gtk_widget_add_css_class (head, "dim-label");
  gtk_widget_add_css_class (box, "pt-network-text");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), make_label (text, NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (line), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), heading);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
}

/* What it says, each under the words of the form. */
static void
add_field (GtkWidget *row, const PtNetworkItem *item, const char *id)
{
  const PtField *field = pt_record_kind_field (pt_record_kind_find (item->kind), id);
  g_autofree char *text = field != NULL
                              ? pt_network_item_format (item, field, pt_catalog_current ())
                              : NULL;

  if (text != NULL && *text != '\0')
    add_text (row, pt_field_label (field), text);
}

/* (transfer full): whose it is, and why it is here. */
static char *
make_subtitle (const PtNetworkLab *lab, const char *about)
{
  g_autofree char *where = lab == NULL          ? g_strdup ("")
                           : lab->place != NULL ? g_strdup_printf ("%s, %s", lab->name, lab->place)
                                                : g_strdup (lab->name);

  return about != NULL ? g_strdup_printf ("%s\n%s", where, about) : g_steal_pointer (&where);
}

/* In libadwaita 1.2 an expander row has no lines of its own. Without a limit, GTK asks each of its labels
 * how wide it is in a part of the row's height, and places it past the edge when that is too little. */
static void
limit_lines (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget)
      && (gtk_widget_has_css_class (widget, "title")
          || gtk_widget_has_css_class (widget, "subtitle")))
    {
      gtk_label_set_lines (GTK_LABEL (widget), LINES_MOST);
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
    }
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at != NULL;
       at = gtk_widget_get_next_sibling (at))
    limit_lines (at);
}

GtkWidget *
pt_network_row_new (PtNetwork *network, const PtNetworkItem *item, const char *about,
                    const char *const *fields)
{
  GtkWidget *row = adw_expander_row_new ();
  const char *contact = pt_network_contact (network, item);
  g_autofree char *subtitle = make_subtitle (pt_network_get_lab (network, item->logbook), about);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  limit_lines (row);
  for (guint i = 0; fields[i] != NULL; i++)
    add_field (row, item, fields[i]);
  if (contact != NULL)
    add_text (row, _ ("Whom to ask"), contact);
  g_object_set_data_full (G_OBJECT (row), ITEM, g_strdup (item->id), g_free);
  return row;
}

const char *
pt_network_row_get_item (GtkWidget *widget)
{
  const char *item = NULL;

  for (; widget != NULL && item == NULL; widget = gtk_widget_get_parent (widget))
    item = g_object_get_data (G_OBJECT (widget), ITEM);
  return item;
}

static GtkWidget *
make_button (const char *label, const char *spoken, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  return button;
}

void
pt_network_row_add_borrow (GtkWidget *row, const PtNetworkItem *item, const char *own)
{
  /* Translators: %s is the headline of a learning moment */
  g_autofree char *borrow = g_strdup_printf (_ ("Borrow “%s”"), item->title);
  /* Translators: %s is the headline of a learning moment */
  g_autofree char *open = g_strdup_printf (_ ("Open “%s”, borrowed before"), item->title);
  GtkWidget *button = own != NULL ? make_button (C_ ("button", "Open"), open, "network.open", own)
                                  : make_button (_ ("Borrow"), borrow, "network.borrow", item->id);

  gtk_widget_set_tooltip_text (button, own != NULL ? _ ("Borrowed before")
                                                   : _ ("Take it over as a draft (B)"));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
}

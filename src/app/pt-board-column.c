/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-board-column.h. */
#include "pt-board-column.h"

#include <glib/gi18n-lib.h>

#define WIDTH 138 /* pixels: six of them beside a sidebar */

struct _PtBoardColumn
{
  GtkBox parent_instance;

  const char *status;
  guint n_cards;
  GtkWidget *heading;
  GtkWidget *cards;
  GtkWidget *more;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtBoardColumn, pt_board_column, GTK_TYPE_BOX)

static void
activated_cb (PtBoardColumn *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, pt_board_card_get_id (PT_BOARD_CARD (row)));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, PtBoardColumn *self)
{
  PtBoardCard *card = g_value_get_object (value);

  return gtk_widget_activate_action (GTK_WIDGET (self), "board.move-card", "(ss)",
                                     pt_board_card_get_id (card), self->status);
}

static void
take_drops (PtBoardColumn *self)
{
  GtkDropTarget *target = gtk_drop_target_new (PT_TYPE_BOARD_CARD, GDK_ACTION_MOVE);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *label = gtk_label_new (C_ ("board", "Nothing here"));

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  return label;
}

static void
add_cards (PtBoardColumn *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->cards = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->cards), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->cards), make_empty ());
  gtk_widget_add_css_class (self->cards, "pt-notes");
  g_signal_connect_object (self->cards, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->more = gtk_button_new ();
  gtk_widget_add_css_class (self->more, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->more), "win.view");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->more), "s", "list");
  gtk_box_append (GTK_BOX (box), self->cards);
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
}

static void
pt_board_column_class_init (PtBoardColumnClass *klass)
{
  signals[OPEN_RECORD] = g_signal_new ("open-record", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pt_board_column_init (PtBoardColumn *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-board-column");
  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->heading), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->heading, "heading");
  gtk_box_append (GTK_BOX (self), self->heading);
  add_cards (self);
  take_drops (self);
}

GtkWidget *
pt_board_column_new (const char *status)
{
  PtBoardColumn *self = g_object_new (PT_TYPE_BOARD_COLUMN, NULL);

  self->status = status;
  return GTK_WIDGET (self);
}

const char *
pt_board_column_get_status (PtBoardColumn *self)
{
  g_return_val_if_fail (PT_IS_BOARD_COLUMN (self), NULL);
  return self->status;
}

static void
show_more (PtBoardColumn *self, const PtBoardPile *pile)
{
  const guint n = pile->n_all - MIN (pile->n_all, pile->items->len);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u More in the List", "%u More in the List", n), n);

  gtk_button_set_label (GTK_BUTTON (self->more), text);
  gtk_widget_set_visible (self->more, n > 0);
}

void
pt_board_column_show (PtBoardColumn *self, const PtBoardPile *pile, PtDataset *data)
{
  const char *label = pt_term_label (pt_board_statuses (), self->status);
  /* Translators: a status and how many learning moments have it. */
  g_autofree char *heading = g_strdup_printf (C_ ("board", "%s %u"), label, pile->n_all);
  GtkWidget *row;

  g_return_if_fail (PT_IS_BOARD_COLUMN (self));
  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->cards), 0))) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->cards), row);
  for (guint i = 0; i < pile->items->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->cards),
                         pt_board_card_new (pile->items->pdata[i], data));
  self->n_cards = pile->items->len;
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_widget_set_tooltip_text (self->heading, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cards), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading, -1);
  show_more (self, pile);
}

guint
pt_board_column_count (PtBoardColumn *self)
{
  g_return_val_if_fail (PT_IS_BOARD_COLUMN (self), 0);
  return self->n_cards;
}

GtkWidget *
pt_board_column_nth (PtBoardColumn *self, guint place)
{
  g_return_val_if_fail (PT_IS_BOARD_COLUMN (self), NULL);
  if (self->n_cards == 0)
    return NULL;
  const int at = (int)MIN (place, self->n_cards - 1);
  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->cards), at));
}

GtkWidget *
pt_board_column_find (PtBoardColumn *self, const char *id)
{
  g_return_val_if_fail (PT_IS_BOARD_COLUMN (self), NULL);
  for (guint i = 0; i < self->n_cards; i++)
    {
      GtkWidget *card = pt_board_column_nth (self, i);
      if (g_str_equal (pt_board_card_get_id (PT_BOARD_CARD (card)), id))
        return card;
    }
  return NULL;
}

void
pt_board_column_set_alone (PtBoardColumn *self, gboolean alone)
{
  g_return_if_fail (PT_IS_BOARD_COLUMN (self));
  gtk_widget_set_visible (self->heading, !alone);
}

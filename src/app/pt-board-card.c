/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-board-card.h. The steps in its popover are made when it opens: a board has many cards. */
#include "pt-board-card.h"

#include "pt-status-steps.h"

#include <glib/gi18n-lib.h>

#define TITLE_LINES 5

struct _PtBoardCard
{
  GtkListBoxRow parent_instance;

  char *id;
  PtDataset *data;
};

G_DEFINE_FINAL_TYPE (PtBoardCard, pt_board_card, GTK_TYPE_LIST_BOX_ROW)

/* ── The button that moves it ── */

static void
chosen_cb (PtStatusSteps *steps, const char *status, const char *missing, PtBoardCard *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (steps), GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "board.move-card", "(ss)", self->id, status);
}

static void
make_popover (GtkMenuButton *button, gpointer user_data)
{
  PtBoardCard *self = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *steps = pt_status_steps_new ();

  pt_status_steps_show (PT_STATUS_STEPS (steps), pt_dataset_get (self->data, self->id), self->data);
  g_signal_connect_object (steps, "chosen", G_CALLBACK (chosen_cb), self, 0);
  gtk_popover_set_child (GTK_POPOVER (popover), steps);
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
make_button (PtBoardCard *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_popover, self, NULL);
  gtk_widget_set_tooltip_text (button, _ ("Move to Another Status"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Move to Another Status"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pt-card-button");
  return button;
}

/* ── Words ── */

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_dim (GtkWidget *column, const char *text)
{
  GtkWidget *label = make_label (text, "caption");

  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (column), label);
}

static void
add_attention (GtkWidget *column, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *label = make_label (text, "caption");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_widget_add_css_class (line, "pt-card-attention");
  gtk_box_append (GTK_BOX (column), line);
}

static char *
dup_comments (const PtBoardItem *item)
{
  return g_strdup_printf (ngettext ("%u comment", "%u comments", item->n_comments),
                          item->n_comments);
}

static GtkWidget *
make_content (PtBoardCard *self, const PtBoardItem *item, const char *comments)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *title = make_label (item->title, NULL);

  gtk_label_set_lines (GTK_LABEL (title), TITLE_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (top), title);
  gtk_box_append (GTK_BOX (top), make_button (self));
  gtk_box_append (GTK_BOX (column), top);
  if (*item->line != '\0')
    add_dim (column, item->line);
  if (item->n_comments > 0)
    add_dim (column, comments);
  if (*item->attention != '\0')
    add_attention (column, item->attention);
  return column;
}

static void
describe (PtBoardCard *self, const PtBoardItem *item, const char *comments)
{
  g_autofree char *spoken = g_strjoin (", ", item->title, comments, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, item->attention, -1);
}

/* ── Dragging ── */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, PtBoardCard *self)
{
  return gdk_content_provider_new_typed (PT_TYPE_BOARD_CARD, self);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, PtBoardCard *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static void
allow_dragging (PtBoardCard *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

static void
pt_board_card_finalize (GObject *object)
{
  PtBoardCard *self = PT_BOARD_CARD (object);

  g_free (self->id);
  g_clear_pointer (&self->data, pt_dataset_unref);
  G_OBJECT_CLASS (pt_board_card_parent_class)->finalize (object);
}

static void
pt_board_card_class_init (PtBoardCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_board_card_finalize;
}

static void
pt_board_card_init (PtBoardCard *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-board-card");
  allow_dragging (self);
}

GtkWidget *
pt_board_card_new (const PtBoardItem *item, PtDataset *data)
{
  PtBoardCard *self = g_object_new (PT_TYPE_BOARD_CARD, NULL);
  g_autofree char *comments = item->n_comments > 0 ? dup_comments (item) : NULL;

  self->id = g_strdup (item->id);
  self->data = pt_dataset_ref (data);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), make_content (self, item, comments));
  describe (self, item, comments);
  return GTK_WIDGET (self);
}

const char *
pt_board_card_get_id (PtBoardCard *self)
{
  g_return_val_if_fail (PT_IS_BOARD_CARD (self), NULL);
  return self->id;
}

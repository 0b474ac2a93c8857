/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-board-page.h. The board is read whole when it is seen and after each change; the focus stays
 * with the card that it was on, wherever that stands now. */
#include "pt-board-page.h"

#include "pt-board-column.h"
#include "pt-place.h"
#include "pt-reader.h"
#include "pt-status-move.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define WIDE 560 /* pixels from which columns stand beside each other */
#define STATUSES_MOST 8

struct _PtBoardPage
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  PtBoard *board; /* NULL = not read yet */
  gboolean narrow;
  guint shown; /* the column that is shown where it is narrow */
  GSimpleActionGroup *actions;
  guint width_source;

  GtkWidget *columns[STATUSES_MOST];
  GtkToggleButton *chips[STATUSES_MOST];
  guint n_columns;
  GtkWidget *chips_scroller;
  GtkBox *chips_box;
  GtkScrolledWindow *scroller;
  GtkBox *columns_box;
  GtkStack *stack;
  AdwStatusPage *empty;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtBoardPage, pt_board_page, GTK_TYPE_BOX)

static PtBoardColumn *
column_at (PtBoardPage *self, guint i)
{
  return PT_BOARD_COLUMN (self->columns[i]);
}

/* ── The card that has the focus ── */

static PtBoardCard *
find_focused (PtBoardPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, PT_TYPE_BOARD_CARD) : NULL;

  if (card == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || !gtk_widget_is_ancestor (card, GTK_WIDGET (self)))
    return NULL;
  return PT_BOARD_CARD (card);
}

static int
column_of (PtBoardPage *self, PtBoardCard *card)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (gtk_widget_is_ancestor (GTK_WIDGET (card), self->columns[i]))
      return (int)i;
  return -1;
}

/* ── One column at a time ── */

static void
show_columns (PtBoardPage *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      gtk_widget_set_visible (self->columns[i], !self->narrow || i == self->shown);
      pt_board_column_set_alone (column_at (self, i), self->narrow);
      gtk_toggle_button_set_active (self->chips[i], i == self->shown);
    }
  gtk_widget_set_visible (self->chips_scroller, self->narrow);
}

static gboolean
width_cb (gpointer user_data)
{
  PtBoardPage *self = user_data;
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (self->scroller);
  const double width = gtk_adjustment_get_page_size (across);

  self->width_source = 0;
  if (width > 0 && self->narrow != (width < WIDE))
    {
      self->narrow = width < WIDE;
      show_columns (self);
    }
  return G_SOURCE_REMOVE;
}

/* It is told in the middle of giving everything its size: what is shown changes afterwards. */
static void
page_size_cb (PtBoardPage *self)
{
  if (self->width_source == 0)
    self->width_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, width_cb, self, NULL);
}

static void
show_column (PtBoardPage *self, guint column)
{
  self->shown = column;
  show_columns (self);
}

static void
column_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtBoardPage *self = user_data;
  const int i = pt_vocabulary_index (pt_board_statuses (), g_variant_get_string (parameter, NULL));

  if (i >= 0)
    show_column (self, (guint)i);
}

/* ── Moving ── */

static void
move_card_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtBoardPage *self = user_data;
  const char *id, *status;

  g_variant_get (parameter, "(&s&s)", &id, &status);
  pt_status_move (GTK_WIDGET (self), self->logbook, id, status);
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtBoardPage *self = user_data;
  PtBoardCard *card = find_focused (self);

  if (card != NULL)
    pt_status_move (GTK_WIDGET (self), self->logbook, pt_board_card_get_id (card),
                    g_variant_get_string (parameter, NULL));
}

static gboolean
move_by (PtBoardPage *self, int step)
{
  PtBoardCard *card = find_focused (self);
  const int to = card != NULL ? column_of (self, card) + step : -1;

  if (to >= 0 && to < (int)self->n_columns)
    pt_status_move (GTK_WIDGET (self), self->logbook, pt_board_card_get_id (card),
                    pt_board_column_get_status (column_at (self, (guint)to)));
  return card != NULL;
}

static void
move_on_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_by (user_data, 1);
}

static void
move_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_by (user_data, -1);
}

static const GActionEntry board_actions[] = {
  { "move", move_cb, "s" },      { "move-card", move_card_cb, "(ss)" }, { "move-on", move_on_cb },
  { "move-back", move_back_cb }, { "column", column_cb, "s" },
};

/* ── Keys ── */

/* From card to card over the columns; empty ones are passed over. */
static gboolean
go_across (PtBoardPage *self, int step)
{
  PtBoardCard *card = find_focused (self);
  const int place = card != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (card)) : 0;

  for (int i = card != NULL ? column_of (self, card) + step : -1;
       i >= 0 && i < (int)self->n_columns; i += step)
    {
      GtkWidget *next = pt_board_column_nth (column_at (self, (guint)i), (guint)place);
      if (next == NULL)
        continue;
      if (self->narrow)
        show_column (self, (guint)i);
      return gtk_widget_grab_focus (next);
    }
  return card != NULL;
}

static gboolean
move_to_nth (PtBoardPage *self, guint i)
{
  if (i >= self->n_columns || find_focused (self) == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "board.move", "s",
                              pt_board_column_get_status (column_at (self, i)));
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtBoardPage *self)
{
  const GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();
  const gboolean across = key == GDK_KEY_Left || key == GDK_KEY_Right;

  if (held == GDK_ALT_MASK && across)
    return move_by (self, key == GDK_KEY_Left ? -1 : 1);
  if (held != 0)
    return GDK_EVENT_PROPAGATE;
  if (across)
    return go_across (self, key == GDK_KEY_Left ? -1 : 1);
  if (key >= GDK_KEY_1 && key <= GDK_KEY_9)
    return move_to_nth (self, key - GDK_KEY_1);
  if (key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_9)
    return move_to_nth (self, key - GDK_KEY_KP_1);
  return GDK_EVENT_PROPAGATE;
}

/* ── Reading ── */

static void
show_chip (PtBoardPage *self, guint i, const PtBoardPile *pile)
{
  const char *label = pt_term_label (pt_board_statuses (), pile->status);
  g_autofree char *text = g_strdup_printf (C_ ("board", "%s %u"), label, pile->n_all);

  gtk_button_set_label (GTK_BUTTON (self->chips[i]), text);
}

static void
focus_again (PtBoardPage *self, const char *id)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      GtkWidget *card = pt_board_column_find (column_at (self, i), id);
      if (card == NULL)
        continue;
      if (self->narrow)
        show_column (self, i);
      gtk_widget_grab_focus (card);
      return;
    }
}

static void
show_board (PtBoardPage *self)
{
  PtBoardCard *focused = find_focused (self);
  g_autofree char *id = focused != NULL ? g_strdup (pt_board_card_get_id (focused)) : NULL;

  for (guint i = 0; i < self->n_columns; i++)
    {
      pt_board_column_show (column_at (self, i), self->board->piles->pdata[i], self->board->data);
      show_chip (self, i, self->board->piles->pdata[i]);
    }
  gtk_stack_set_visible_child_name (self->stack,
                                    pt_board_count (self->board) > 0 ? "board" : "empty");
  if (id != NULL)
    focus_again (self, id);
}

static gpointer
load_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_board_load (store, error);
}

static void
take (gpointer page, gpointer result)
{
  PtBoardPage *self = page;
  g_autoptr (PtBoard) before = self->board;

  self->board = result;
  if (before == NULL || !pt_board_is_same (before, self->board)) /* else what is open stays so */
    show_board (self);
}

static const PtReading reading = { .job = load_job,
                                   .free_result = (GDestroyNotify)pt_board_free,
                                   .take = take };

/* ── Type ── */

static void
pt_board_page_dispose (GObject *object)
{
  PtBoardPage *self = PT_BOARD_PAGE (object);

  g_clear_pointer (&self->reader, pt_reader_free);
  g_clear_handle_id (&self->width_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_BOARD_PAGE);
  g_clear_pointer (&self->board, pt_board_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_board_page_parent_class)->dispose (object);
}

static void
pt_board_page_class_init (PtBoardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_board_page_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-board-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PtBoardPage, chips_scroller);
  gtk_widget_class_bind_template_child (widget_class, PtBoardPage, chips_box);
  gtk_widget_class_bind_template_child (widget_class, PtBoardPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PtBoardPage, columns_box);
  gtk_widget_class_bind_template_child (widget_class, PtBoardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PtBoardPage, empty);
}

static void
opened_cb (PtBoardPage *self, const char *id)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, id);
}

static void
add_column (PtBoardPage *self, const char *status)
{
  GtkWidget *column = pt_board_column_new (status);
  GtkWidget *chip = gtk_toggle_button_new_with_label ("");

  g_signal_connect_object (column, "open-record", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "s", status);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "board.column");
  gtk_widget_add_css_class (chip, "pt-chip");
  gtk_box_append (self->columns_box, column);
  gtk_box_append (self->chips_box, chip);
  self->columns[self->n_columns] = column;
  self->chips[self->n_columns++] = GTK_TOGGLE_BUTTON (chip);
}

static void
pt_board_page_init (PtBoardPage *self)
{
  const PtVocabulary *statuses = pt_board_statuses ();
  const PtPlace *place = pt_place_find ("learning");
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), board_actions,
                                   G_N_ELEMENTS (board_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "board", G_ACTION_GROUP (self->actions));
  for (guint i = 0; i < MIN (statuses->n_terms, STATUSES_MOST); i++)
    add_column (self, statuses->terms[i].key);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (page_size_cb), self, G_CONNECT_SWAPPED);
  adw_status_page_set_icon_name (self->empty, pt_place_get_icon (place));
  adw_status_page_set_title (self->empty, _ (place->empty_title));
  adw_status_page_set_description (self->empty, _ (place->empty_text));
  show_columns (self);
}

/**
 * pt_board_page_new:
 * @logbook: an open logbook
 *
 * Returns: (transfer floating): the page; it is read when it is seen
 */
GtkWidget *
pt_board_page_new (PtLogbook *logbook)
{
  PtBoardPage *self = g_object_new (PT_TYPE_BOARD_PAGE, NULL);

  self->logbook = g_object_ref (logbook);
  self->reader = pt_reader_new (self, logbook, &reading);
  return GTK_WIDGET (self);
}

gboolean
pt_board_page_move_back (PtBoardPage *self)
{
  g_return_val_if_fail (PT_IS_BOARD_PAGE (self), FALSE);
  return move_by (self, -1);
}

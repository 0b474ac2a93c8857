/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-figure-table.h. */
#include "pt-figure-table.h"

#define CELL_CHARS 6 /* at least */
#define CELL_LINES 3 /* at most */

/* ── A row: its cells, and what it stands for ── */

#define PT_TYPE_FIGURE_ROW (pt_figure_row_get_type ())
G_DECLARE_FINAL_TYPE (PtFigureRow, pt_figure_row, PT, FIGURE_ROW, GObject)

struct _PtFigureRow
{
  GObject parent_instance;

  char **cells;
  char *record; /* or NULL */
};

G_DEFINE_FINAL_TYPE (PtFigureRow, pt_figure_row, G_TYPE_OBJECT)

static void
pt_figure_row_finalize (GObject *object)
{
  g_strfreev (PT_FIGURE_ROW (object)->cells);
  g_free (PT_FIGURE_ROW (object)->record);
  G_OBJECT_CLASS (pt_figure_row_parent_class)->finalize (object);
}

static void
pt_figure_row_class_init (PtFigureRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_figure_row_finalize;
}

static void
pt_figure_row_init (PtFigureRow *self)
{
}

/* ── The table ── */

struct _PtFigureTable
{
  AdwBin parent_instance;

  GListStore *rows;
  GtkColumnView *view;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtFigureTable, pt_figure_table, ADW_TYPE_BIN)

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), CELL_CHARS);
  gtk_label_set_lines (GTK_LABEL (label), CELL_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  PtFigureRow *row = gtk_list_item_get_item (item);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));

  gtk_label_set_text (label, row->cells[GPOINTER_TO_UINT (column)]);
}

static void
activate_cb (PtFigureTable *self, guint position)
{
  g_autoptr (PtFigureRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (row != NULL && row->record != NULL)
    g_signal_emit (self, signals[OPEN_RECORD], 0, row->record);
}

/* The first column of words takes what is left. */
static void
add_column (PtFigureTable *self, const PtBlock *table, guint i)
{
  g_autoptr (GtkColumnViewColumn) column = NULL;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  const gboolean number = table->rows->len > 0
                          && pt_cell_is_number (((char **)table->rows->pdata[0])[i]);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
  column = gtk_column_view_column_new (table->header[i], factory);
  gtk_column_view_column_set_expand (column, !number);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

static void
remove_columns (PtFigureTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
pt_figure_table_finalize (GObject *object)
{
  g_clear_object (&PT_FIGURE_TABLE (object)->rows);
  G_OBJECT_CLASS (pt_figure_table_parent_class)->finalize (object);
}

static void
pt_figure_table_class_init (PtFigureTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_figure_table_finalize;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_FIGURE_TABLE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pt_figure_table_init (PtFigureTable *self)
{
  self->rows = g_list_store_new (PT_TYPE_FIGURE_ROW);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows))))));
  gtk_column_view_set_single_click_activate (self->view, TRUE);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->view));
}

GtkWidget *
pt_figure_table_new (void)
{
  return g_object_new (PT_TYPE_FIGURE_TABLE, NULL);
}

void
pt_figure_table_show (PtFigureTable *self, PtFigure *figure)
{
  g_autoptr (PtBlock) table = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (PT_IS_FIGURE_TABLE (self));

  table = pt_figure_table (figure);
  g_autofree char *caption = pt_inlines_dup_text (table->inlines);

  for (guint i = 0; i < table->rows->len; i++)
    {
      PtFigureRow *row = g_object_new (PT_TYPE_FIGURE_ROW, NULL);

      row->cells = g_strdupv (table->rows->pdata[i]);
      row->record = g_strdup (pt_figure_get_row (figure, i));
      g_ptr_array_add (rows, row);
    }
  g_list_store_remove_all (self->rows);
  remove_columns (self);
  for (guint i = 0; table->header[i] != NULL; i++)
    add_column (self, table, i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  caption, -1);
  g_list_store_splice (self->rows, 0, 0, rows->pdata, rows->len);
}

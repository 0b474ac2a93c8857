/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-journey-table.h. */
#include "pt-journey-table.h"

#include "pt-journey.h"
#include "pt-story-words.h"
#include "pt-time.h"
#include "pt-schema.h"

#include <glib/gi18n-lib.h>

/* ── A line ── */

enum
{
  CELL_WHEN,
  CELL_KIND,
  CELL_WHAT,
  N_CELLS
};

#define PT_TYPE_JOURNEY_LINE (pt_journey_line_get_type ())
G_DECLARE_FINAL_TYPE (PtJourneyLine, pt_journey_line, PT, JOURNEY_LINE, GObject)

struct _PtJourneyLine
{
  GObject parent_instance;

  char *from; /* sorts */
  char *cells[N_CELLS];
  char *record;
};

G_DEFINE_FINAL_TYPE (PtJourneyLine, pt_journey_line, G_TYPE_OBJECT)

static void
pt_journey_line_finalize (GObject *object)
{
  PtJourneyLine *self = PT_JOURNEY_LINE (object);

  for (guint i = 0; i < N_CELLS; i++)
    g_free (self->cells[i]);
  g_free (self->from);
  g_free (self->record);
  G_OBJECT_CLASS (pt_journey_line_parent_class)->finalize (object);
}

static void
pt_journey_line_class_init (PtJourneyLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_journey_line_finalize;
}

static void
pt_journey_line_init (PtJourneyLine *self)
{
}

static PtJourneyLine *
make_moment (const PtMoment *moment, const char *lang)
{
  PtJourneyLine *line = g_object_new (PT_TYPE_JOURNEY_LINE, NULL);

  line->from = g_strdup (moment->date);
  line->cells[CELL_WHEN] = pt_date_format (moment->date, lang);
  line->cells[CELL_KIND] = g_strdup (pt_journey_moment_label (moment->type));
  line->cells[CELL_WHAT] = g_strdup (moment->label);
  line->record = g_strdup (moment->record);
  return line;
}

static PtJourneyLine *
make_bar (const PtSpan *bar, const char *lang)
{
  PtJourneyLine *line = g_object_new (PT_TYPE_JOURNEY_LINE, NULL);

  line->from = g_strdup (bar->from);
  line->cells[CELL_WHEN] = bar->to != NULL ? pt_words_period (lang, bar->from, bar->to)
                                           : pt_date_format (bar->from, lang);
  line->cells[CELL_KIND] = g_strdup (pt_record_kind_label (pt_record_kind_find ("experiment")));
  line->cells[CELL_WHAT] = g_strdup (bar->label);
  line->record = g_strdup (bar->record);
  return line;
}

/* A phase is no record and cannot be opened. */
static PtJourneyLine *
make_band (const PtSpan *band, const char *lang)
{
  PtJourneyLine *line = g_object_new (PT_TYPE_JOURNEY_LINE, NULL);

  line->from = g_strdup (band->from);
  line->cells[CELL_WHEN] = pt_date_format (band->from, lang);
  line->cells[CELL_KIND] = g_strdup (_ ("Phase begins"));
  line->cells[CELL_WHAT] = g_strdup (band->label);
  return line;
}

/* ── The table ── */

struct _PtJourneyTable
{
  AdwBin parent_instance;

  GListStore *lines;
  GtkWidget *view;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtJourneyTable, pt_journey_table, ADW_TYPE_BIN)

static const struct
{
  const char *title; /* NC_("journey") */
  gboolean wide;
} columns[] = {
  [CELL_WHEN] = { NC_ ("journey", "When"), FALSE },
  [CELL_KIND] = { NC_ ("journey", "What kind"), FALSE },
  [CELL_WHAT] = { NC_ ("journey", "What"), TRUE },
};

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer cell)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (GPOINTER_TO_UINT (cell) != CELL_WHAT)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer cell)
{
  PtJourneyLine *line = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      line->cells[GPOINTER_TO_UINT (cell)]);
}

static void
activate_cb (PtJourneyTable *self, guint position)
{
  g_autoptr (PtJourneyLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  if (line != NULL && line->record != NULL)
    g_signal_emit (self, signals[OPEN_RECORD], 0, line->record);
}

static void
add_column (PtJourneyTable *self, guint cell)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (cell));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (cell));
  column = gtk_column_view_column_new (
      g_dpgettext2 (GETTEXT_PACKAGE, "journey", columns[cell].title), factory);
  gtk_column_view_column_set_expand (column, columns[cell].wide);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->view), column);
}

static void
pt_journey_table_finalize (GObject *object)
{
  g_clear_object (&PT_JOURNEY_TABLE (object)->lines);
  G_OBJECT_CLASS (pt_journey_table_parent_class)->finalize (object);
}

static void
pt_journey_table_class_init (PtJourneyTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_journey_table_finalize;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_JOURNEY_TABLE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pt_journey_table_init (PtJourneyTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->lines = g_list_store_new (PT_TYPE_JOURNEY_LINE);
  self->view = gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)))));
  gtk_column_view_set_single_click_activate (GTK_COLUMN_VIEW (self->view), TRUE);
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (self->view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The journey in a table"), -1);
  for (guint i = 0; i < N_CELLS; i++)
    add_column (self, i);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
pt_journey_table_new (void)
{
  return g_object_new (PT_TYPE_JOURNEY_TABLE, NULL);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(PtJourneyLine **)a)->from, (*(PtJourneyLine **)b)->from);
}

/* All at once, so that the view is told once. */
void
pt_journey_table_show (PtJourneyTable *self, const PtTimeline *line)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (PT_IS_JOURNEY_TABLE (self));

  for (guint i = 0; i < line->bands->len; i++)
    g_ptr_array_add (lines, make_band (&g_array_index (line->bands, PtSpan, i), line->lang));
  for (guint i = 0; i < line->bars->len; i++)
    g_ptr_array_add (lines, make_bar (&g_array_index (line->bars, PtSpan, i), line->lang));
  for (guint i = 0; i < line->moments->len; i++)
    g_ptr_array_add (lines, make_moment (&g_array_index (line->moments, PtMoment, i), line->lang));
  g_ptr_array_sort (lines, compare_lines);
  g_list_store_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)),
                       lines->pdata, lines->len);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-chart-page.h. Cards stay where they are when something changed, with what is being typed. */
#include "pt-chart-page.h"

#include "pt-chart-card.h"
#include "pt-look.h"
#include "pt-place.h"
#include "pt-reader.h"

#include <glib/gi18n-lib.h>

#define WIDTH_MOST 760

struct _PtChartPage
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  GHashTable *cards; /* id of an outcome → PtChartCard, borrowed from the box */
  GtkStack *stack;
  GtkBox *box;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtChartPage, pt_chart_page, ADW_TYPE_BIN)

/* ── Reading ── */

typedef struct
{
  char *outcome, *statement;
  PtFigure *figure; /* NULL = nothing was measured yet */
} Chart;

static void
chart_free (gpointer data)
{
  Chart *self = data;

  g_free (self->outcome);
  g_free (self->statement);
  g_clear_pointer (&self->figure, pt_figure_unref);
  g_free (self);
}

/* Effects that are measured, or are going to be: they have an indicator. */
static void
add_chart (const PtLens *lens, GPtrArray *charts, PtRecord *outcome)
{
  g_autoptr (PtFigure) figure = pt_figure_indicator (lens, outcome);
  const char *indicator = pt_record_get_text (outcome, "indicator");
  Chart *chart;

  if (figure == NULL && (indicator == NULL || *indicator == '\0'))
    return;
  chart = g_new0 (Chart, 1);
  chart->outcome = g_strdup (pt_record_get_id (outcome));
  chart->statement = pt_record_dup_title (outcome);
  chart->figure = g_steal_pointer (&figure);
  g_ptr_array_add (charts, chart);
}

static gpointer
read_job (PtStore *store, gpointer none, GCancellable *cancellable, GError **error)
{
  static const char *const needs[] = { "outcome", "measurement", NULL };
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  g_autoptr (PtDataset) data = pt_look_read (store, needs, error);

  if (data == NULL)
    return NULL;
  const PtLens lens = pt_look_lens (data, today);
  g_autoptr (GPtrArray) outcomes = pt_lens_list (&lens, "outcome");
  GPtrArray *charts = g_ptr_array_new_with_free_func (chart_free);

  for (guint i = 0; i < outcomes->len; i++)
    add_chart (&lens, charts, outcomes->pdata[i]);
  return charts;
}

static void
opened_cb (PtChartPage *self, const char *record)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, record);
}

static GtkWidget *
ensure_card (PtChartPage *self, const char *outcome)
{
  GtkWidget *card = g_hash_table_lookup (self->cards, outcome);

  if (card != NULL)
    return card;
  card = pt_chart_card_new (self->logbook, outcome);
  g_signal_connect_object (card, "open-record", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->cards, g_strdup (outcome), card);
  gtk_box_append (self->box, card);
  return card;
}

static void
remove_others (PtChartPage *self, GHashTable *kept)
{
  GHashTableIter iter;
  gpointer outcome, card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &outcome, &card))
    if (!g_hash_table_contains (kept, outcome))
      {
        gtk_box_remove (self->box, card);
        g_hash_table_iter_remove (&iter);
      }
}

static void
take (gpointer page, gpointer result)
{
  PtChartPage *self = page;
  g_autoptr (GPtrArray) charts = result;
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *last = NULL;

  for (guint i = 0; i < charts->len; i++)
    {
      Chart *chart = charts->pdata[i];
      GtkWidget *card = ensure_card (self, chart->outcome);

      pt_chart_card_show (PT_CHART_CARD (card), chart->statement, g_steal_pointer (&chart->figure));
      gtk_box_reorder_child_after (self->box, card, last);
      g_hash_table_add (kept, chart->outcome);
      last = card;
    }
  remove_others (self, kept);
  gtk_stack_set_visible_child_name (self->stack, charts->len > 0 ? "charts" : "empty");
}

static const PtReading reading = { .job = read_job,
                                   .free_result = (GDestroyNotify)g_ptr_array_unref,
                                   .take = take };

/* ── Type ── */

static void
pt_chart_page_dispose (GObject *object)
{
  PtChartPage *self = PT_CHART_PAGE (object);

  g_clear_pointer (&self->reader, pt_reader_free);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_chart_page_parent_class)->dispose (object);
}

static void
pt_chart_page_class_init (PtChartPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_chart_page_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_CHART_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
make_list (PtChartPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH_MOST);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *empty = adw_status_page_new ();

  gtk_widget_add_css_class (empty, "compact");
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty),
                                 pt_place_get_icon (pt_place_find ("outcome")));
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("Nothing Is Measured Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _ ("Give an effect an indicator, under More: what you will "
                                      "count, from where and to where. Its line grows here."));
  return empty;
}

static void
pt_chart_page_init (PtChartPage *self)
{
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "loading");
  gtk_stack_add_named (self->stack, make_list (self), "charts");
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
pt_chart_page_new (PtLogbook *logbook)
{
  PtChartPage *self = g_object_new (PT_TYPE_CHART_PAGE, NULL);

  self->logbook = g_object_ref (logbook);
  self->reader = pt_reader_new (self, logbook, &reading);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search found. The query runs on a worker; rows are read page by page as in every list. */
#include "pt-search-page.h"

#include "pt-form-focus.h"
#include "pt-id.h"
#include "pt-row-list.h"
#include "pt-row-widget.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PtSearchPage
{
  AdwBin parent_instance;

  PtRowList *rows;
  GtkListItemFactory *factory;
  GtkSingleSelection *selection;
  char *words;
  gboolean folded;
  gboolean selecting; /* by the program: not a person's choice */
  gboolean opening;   /* the first, as soon as it is there */

  GtkStack *stack;
  GtkListView *list;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtSearchPage, pt_search_page, ADW_TYPE_BIN)

static void
update_stack (PtSearchPage *self)
{
  const char *page = "results";
  if (*self->words == '\0')
    page = "start";
  else if (pt_search_page_get_n_hits (self) == 0)
    page = pt_row_list_get_loading (self->rows) ? "loading" : "none";
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
open_position (PtSearchPage *self, guint position)
{
  g_autoptr (PtRowItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  const PtRow *row = item ? pt_row_item_get_row (item) : NULL;
  if (row)
    g_signal_emit (self, signals[OPEN_RECORD], 0, row->id);
}

static void
on_activate (PtSearchPage *self, guint position, GtkListView *list)
{
  self->selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->selecting = FALSE;
  open_position (self, position);
}

static void
selected_cb (PtSearchPage *self)
{
  GtkWidget *row = pt_form_focus_within (GTK_WIDGET (self->list));

  if (self->folded || self->selecting)
    return;
  open_position (self, gtk_single_selection_get_selected (self->selection));
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* Who types and presses Enter at once means the words that stand there, not those before the last letter. */
static void
answered_cb (PtSearchPage *self)
{
  if (self->opening && !pt_row_list_get_waiting (self->rows))
    pt_search_page_open_first (self);
}

static void
pt_search_page_dispose (GObject *object)
{
  PtSearchPage *self = PT_SEARCH_PAGE (object);

  /* Else the bin would let go of a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_SEARCH_PAGE);
  g_clear_object (&self->factory);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (pt_search_page_parent_class)->dispose (object);
}

static void
pt_search_page_class_init (PtSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_search_page_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_SEARCH_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PtSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PtSearchPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
pt_search_page_init (PtSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->words = g_strdup ("");
}

GtkWidget *
pt_search_page_new (PtLogbook *logbook)
{
  PtSearchPage *self = g_object_new (PT_TYPE_SEARCH_PAGE, NULL);

  self->rows = pt_row_list_new (logbook);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->factory = pt_row_widget_factory_new (logbook, TRUE);
  gtk_list_view_set_factory (self->list, self->factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "notify::loading", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "notify::waiting", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  update_stack (self);
  return GTK_WIDGET (self);
}

/**
 * pt_search_page_set_words:
 * @self: the page
 * @words: what a person typed
 */
void
pt_search_page_set_words (PtSearchPage *self, const char *words)
{
  g_return_if_fail (PT_IS_SEARCH_PAGE (self));
  g_free (self->words);
  self->words = g_strstrip (g_strdup (words));
  self->opening = FALSE;
  if (*self->words)
    {
      const PtQuery query = { .search = self->words };
      pt_row_list_set_query (self->rows, &query);
    }
  pt_row_widget_factory_set_words (self->factory, self->words);
  update_stack (self);
}

/* The team's own narratives name what they rest on by `pt:` and an id. */
static const char *
id_in (const char *words)
{
  const char *id = g_str_has_prefix (words, "pt:") ? words + strlen ("pt:") : NULL;

  return id != NULL && pt_id_is_valid (id) ? id : NULL;
}

void
pt_search_page_open_first (PtSearchPage *self)
{
  g_return_if_fail (PT_IS_SEARCH_PAGE (self));
  self->opening = FALSE;
  if (id_in (self->words) != NULL)
    g_signal_emit (self, signals[OPEN_RECORD], 0, id_in (self->words));
  else if (*self->words != '\0' && pt_row_list_get_waiting (self->rows))
    self->opening = TRUE;
  else if (pt_search_page_get_n_hits (self) > 0)
    on_activate (self, 0, self->list);
}

void
pt_search_page_set_folded (PtSearchPage *self, gboolean folded)
{
  g_return_if_fail (PT_IS_SEARCH_PAGE (self));
  self->folded = folded;
  gtk_list_view_set_single_click_activate (self->list, folded);
}

guint
pt_search_page_get_n_hits (PtSearchPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

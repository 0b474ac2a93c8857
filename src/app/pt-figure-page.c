/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-figure-page.h. */
#include "pt-figure-page.h"

#include "pt-empty-page.h"
#include "pt-figure-view.h"
#include "pt-reader.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>

struct _PtFigurePage
{
  AdwBin parent_instance;

  const PtPlace *place;
  const PtLook *look;
  PtReader *reader;
  GtkStack *stack;
  GtkWidget *view;
  AdwStatusPage *empty;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtFigurePage, pt_figure_page, ADW_TYPE_BIN)

/* ── Reading ── */

/* No figure is no error: there is nothing to show yet. */
typedef struct
{
  PtFigure *figure;
  gboolean any; /* things are there, drawn or not */
} Read;

static void
read_free (gpointer data)
{
  g_clear_pointer (&((Read *)data)->figure, pt_figure_unref);
  g_free (data);
}

static gpointer
read_job (PtStore *store, gpointer look, GCancellable *cancellable, GError **error)
{
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  g_autoptr (PtDataset) data = pt_look_read (store, ((const PtLook *)look)->needs, error);

  if (data == NULL)
    return NULL;
  const PtLens lens = pt_look_lens (data, today);
  Read *read = g_new0 (Read, 1);

  read->figure = ((const PtLook *)look)->make (&lens);
  read->any = pt_dataset_list (data, ((const PtLook *)look)->kind)->len > 0;
  return read;
}

static gpointer
freeze (gpointer page)
{
  return (gpointer)PT_FIGURE_PAGE (page)->look;
}

/* That nothing is there is another thing than that nothing of it is seen this way. */
static void
show_empty (PtFigurePage *self, gboolean any)
{
  const PtPlaceView *view = pt_place_find_view (self->place, self->look->view);

  if (any && view != NULL && view->none_title != NULL)
    pt_empty_page_say (self->empty, self->place, _ (view->none_title), _ (view->none_text));
  else
    pt_empty_page_teach (self->empty, self->place);
}

static void
take (gpointer page, gpointer result)
{
  PtFigurePage *self = page;
  Read *read = result;
  const gboolean any = read->figure != NULL;

  show_empty (self, read->any);
  pt_figure_view_show (PT_FIGURE_VIEW (self->view), g_steal_pointer (&read->figure));
  gtk_stack_set_visible_child_name (self->stack, any ? "figure" : "empty");
  read_free (read);
}

static const PtReading reading = {
  .job = read_job, .freeze = freeze, .free_result = read_free, .take = take
};

/* ── Type ── */

static void
opened_cb (PtFigurePage *self, const char *record)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, record);
}

static void
pt_figure_page_dispose (GObject *object)
{
  g_clear_pointer (&PT_FIGURE_PAGE (object)->reader, pt_reader_free);
  G_OBJECT_CLASS (pt_figure_page_parent_class)->dispose (object);
}

static void
pt_figure_page_class_init (PtFigurePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_figure_page_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_FIGURE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pt_figure_page_init (PtFigurePage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->view = pt_figure_view_new (TRUE);
  self->empty = pt_empty_page_new ();
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "loading");
  gtk_stack_add_named (self->stack, self->view, "figure");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  g_signal_connect_object (self->view, "open-record", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
pt_figure_page_new (PtLogbook *logbook)
{
  PtFigurePage *self = g_object_new (PT_TYPE_FIGURE_PAGE, NULL);

  self->reader = pt_reader_new (self, logbook, &reading);
  return GTK_WIDGET (self);
}

void
pt_figure_page_set_look (PtFigurePage *self, const PtPlace *place, const PtLook *look)
{
  g_return_if_fail (PT_IS_FIGURE_PAGE (self));
  if (self->look == look)
    return;
  self->place = place;
  self->look = look;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  pt_reader_again (self->reader);
}

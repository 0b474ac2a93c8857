/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each page is a picture that draws itself when it comes in sight; the paper is white in the dark too,
 * for so it will be printed. */
#include "pt-narrative-pages.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

enum
{
  PAGE_WIDTH = 560, /* pixels at most */
  PAGE_LEAST = 200,
  PAGE_GAP = 18,
};

/* One page: as wide as there is room, and as high as it then has to be. */
#define PT_TYPE_PAGE_VIEW (pt_page_view_get_type ())
G_DECLARE_FINAL_TYPE (PtPageView, pt_page_view, PT, PAGE_VIEW, GtkWidget)

struct _PtPageView
{
  GtkWidget parent_instance;

  PtPages *pages;
  guint page;
};

G_DEFINE_FINAL_TYPE (PtPageView, pt_page_view, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
pt_page_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pt_page_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  PtPageView *self = PT_PAGE_VIEW (widget);
  double w, h;

  pt_pages_get_size (self->pages, self->page, &w, &h);
  *minimum = PAGE_LEAST;
  *natural = PAGE_WIDTH;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int)((for_size > 0 ? for_size : PAGE_WIDTH) * h / w);
}

static void
pt_page_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PtPageView *self = PT_PAGE_VIEW (widget);
  const int width = gtk_widget_get_width (widget);
  const graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, (float)width,
                                                  (float)gtk_widget_get_height (widget));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &all);
  double w, h;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  pt_pages_get_size (self->pages, self->page, &w, &h);
  cairo_scale (cr, width / w, width / w);
  pt_pages_draw (self->pages, self->page, cr);
  cairo_destroy (cr);
}

static void
pt_page_view_finalize (GObject *object)
{
  pt_pages_unref (PT_PAGE_VIEW (object)->pages);
  G_OBJECT_CLASS (pt_page_view_parent_class)->finalize (object);
}

static void
pt_page_view_class_init (PtPageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pt_page_view_finalize;
  widget_class->get_request_mode = pt_page_view_get_request_mode;
  widget_class->measure = pt_page_view_measure;
  widget_class->snapshot = pt_page_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pt_page_view_init (PtPageView *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

static GtkWidget *
new_page_view (PtPages *pages, guint page)
{
  PtPageView *view = g_object_new (PT_TYPE_PAGE_VIEW, NULL);
  /* Translators: the number of a page, and of how many. */
  g_autofree char *label = g_strdup_printf (_ ("Page %u of %u"), page + 1, pt_pages_count (pages));

  view->pages = pt_pages_ref (pages);
  view->page = page;
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (view);
}

struct _PtNarrativePages
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *column;
  PtPages *pages;
};

G_DEFINE_FINAL_TYPE (PtNarrativePages, pt_narrative_pages, GTK_TYPE_WIDGET)

static void
clear (PtNarrativePages *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->column)) != NULL)
    gtk_box_remove (GTK_BOX (self->column), child);
}

void
pt_narrative_pages_show (PtNarrativePages *self, PtPages *pages)
{
  GtkAdjustment *at = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  const double was = gtk_adjustment_get_value (at);

  g_return_if_fail (PT_IS_NARRATIVE_PAGES (self));
  clear (self);
  g_clear_pointer (&self->pages, pt_pages_unref);
  self->pages = pt_pages_ref (pages);
  for (guint i = 0; i < pt_pages_count (pages); i++)
    gtk_box_append (GTK_BOX (self->column), new_page_view (pages, i));
  gtk_adjustment_set_value (at, was);
}

static void
draw_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer pages)
{
  pt_pages_draw (pages, (guint)page, gtk_print_context_get_cairo_context (context));
}

static void
setup_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page,
                GtkPageSetup *setup, gpointer pages)
{
  double w, h;

  pt_pages_get_size (pages, (guint)page, &w, &h);
  gtk_page_setup_set_orientation (setup, w > h ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                               : GTK_PAGE_ORIENTATION_PORTRAIT);
}

static void
release_pages (gpointer pages, GClosure *closure)
{
  pt_pages_unref (pages);
}

void
pt_narrative_pages_print (PtNarrativePages *self, const char *title)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();

  if (self->pages == NULL)
    return;
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_n_pages (operation, (int)pt_pages_count (self->pages));
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_print_cb),
                         pt_pages_ref (self->pages), release_pages, 0);
  g_signal_connect_data (operation, "request-page-setup", G_CALLBACK (setup_print_cb),
                         pt_pages_ref (self->pages), release_pages, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL);
}

static void
pt_narrative_pages_dispose (GObject *object)
{
  PtNarrativePages *self = PT_NARRATIVE_PAGES (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->pages, pt_pages_unref);
  G_OBJECT_CLASS (pt_narrative_pages_parent_class)->dispose (object);
}

static void
pt_narrative_pages_class_init (PtNarrativePagesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_narrative_pages_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
pt_narrative_pages_init (PtNarrativePages *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->scroller = gtk_scrolled_window_new ();
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, PAGE_GAP);
  gtk_widget_set_margin_top (self->column, PAGE_GAP);
  gtk_widget_set_margin_bottom (self->column, PAGE_GAP);
  gtk_widget_set_margin_start (self->column, 12);
  gtk_widget_set_margin_end (self->column, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), PAGE_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->column);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
pt_narrative_pages_new (void)
{
  return g_object_new (PT_TYPE_NARRATIVE_PAGES, NULL);
}

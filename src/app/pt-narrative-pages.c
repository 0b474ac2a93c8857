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
  PAGE_LARGER = 530, /* its column of text is as wide as a window of 360 */
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

  GtkWidget *overlay;
  GtkWidget *scroller;
  GtkWidget *column;
  GtkWidget *larger; /* only where there is no room for a page to be read */
  PtPages *pages;
  guint width_source;
};

G_DEFINE_FINAL_TYPE (PtNarrativePages, pt_narrative_pages, GTK_TYPE_WIDGET)

/* ── Larger ── */

static GtkAdjustment *
get_across (PtNarrativePages *self)
{
  return gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

static void
size_pages (PtNarrativePages *self)
{
  const gboolean larger = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->larger));

  for (GtkWidget *page = gtk_widget_get_first_child (self->column); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    if (PT_IS_PAGE_VIEW (page))
      gtk_widget_set_size_request (page, larger ? PAGE_LARGER : -1, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  larger ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
}

/* The margins of the paper are beside the window, and not the text. */
static void
upper_cb (PtNarrativePages *self)
{
  GtkAdjustment *across = get_across (self);

  gtk_adjustment_set_value (
      across, (gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across)) / 2);
}

static gboolean
width_cb (gpointer user_data)
{
  PtNarrativePages *self = user_data;
  const double width = gtk_adjustment_get_page_size (get_across (self));

  self->width_source = 0;
  if (width >= PAGE_LARGER)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->larger), FALSE);
  gtk_widget_set_visible (self->larger, self->pages != NULL && width > 0 && width < PAGE_LARGER);
  return G_SOURCE_REMOVE;
}

static void
page_size_cb (PtNarrativePages *self)
{
  if (self->width_source == 0)
    self->width_source = g_idle_add (width_cb, self);
}

static GtkWidget *
make_larger (PtNarrativePages *self)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "zoom-in-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Larger Pages"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Larger Pages"), -1);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_end (button, PAGE_GAP);
  gtk_widget_set_margin_bottom (button, PAGE_GAP);
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_object (button, "toggled", G_CALLBACK (size_pages), self, G_CONNECT_SWAPPED);
  return button;
}

/* ── Pages ── */

/* It takes a moment, or something is missing first: a window that is empty would not say so. */
static GtkWidget *
make_nothing (void)
{
  GtkWidget *label = gtk_label_new (_ ("No pages yet"));

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_vexpand (label, TRUE);
  return label;
}

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
  size_pages (self);
  page_size_cb (self);
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

  g_clear_handle_id (&self->width_source, g_source_remove);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
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

  self->overlay = gtk_overlay_new ();
  self->scroller = gtk_scrolled_window_new ();
  self->larger = make_larger (self);
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
  gtk_box_append (GTK_BOX (self->column), make_nothing ());
  g_signal_connect_object (get_across (self), "notify::page-size", G_CALLBACK (page_size_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_across (self), "notify::upper", G_CALLBACK (upper_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->larger);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
}

GtkWidget *
pt_narrative_pages_new (void)
{
  return g_object_new (PT_TYPE_NARRATIVE_PAGES, NULL);
}

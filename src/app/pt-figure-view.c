/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-figure-view.h. The picture is drawn anew for each width by the figure. */
#include "pt-figure-view.h"

#include "pt-figure-table.h"

#include <glib/gi18n-lib.h>

#define WIDTH_MOST 1100
#define TABLE_HEIGHT_MOST 320 /* where it stands among others */
#define TITLE_LEAST 12        /* characters */
#define MARGIN 12

struct _PtFigureView
{
  GtkBox parent_instance;

  PtFigure *figure;
  gboolean fills;
  GtkWidget *title;
  GtkWidget *toggle;
  GtkStack *stack;
  GtkWidget *picture;
  GtkWidget *table;
  GtkWidget *sentence;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtFigureView, pt_figure_view, GTK_TYPE_BOX)

static PtPicture *
make_cb (double width, gpointer data)
{
  PtFigureView *self = data;

  return self->figure != NULL ? pt_figure_draw (self->figure, width) : NULL;
}

static char *
name_cb (const char *record, gpointer data)
{
  PtFigureView *self = data;

  return self->figure != NULL ? g_strdup (pt_figure_get_name (self->figure, record)) : NULL;
}

static void
opened_cb (PtFigureView *self, const char *record)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, record);
}

static void
update_stack (PtFigureView *self)
{
  const char *sentence = self->figure != NULL ? pt_figure_get_sentence (self->figure) : NULL;
  const gboolean table = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggle));

  if (self->figure == NULL)
    return;
  if (table)
    pt_figure_table_show (PT_FIGURE_TABLE (self->table), self->figure);
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence != NULL ? sentence : "");
  gtk_stack_set_visible_child_name (self->stack, table              ? "table"
                                                 : sentence != NULL ? "sentence"
                                                                    : "picture");
}

/* ── What it is made of ── */

/* Sideways only what cannot be narrower; up and down only where the page is its own. */
static GtkWidget *
in_scroller (PtFigureView *self, GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  self->fills ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), !self->fills);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

static GtkWidget *
make_picture_page (PtFigureView *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->picture = pt_picture_view_new (make_cb, name_cb, self);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH_MOST);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDTH_MOST);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->picture);
  if (self->fills)
    {
      gtk_widget_set_margin_start (clamp, MARGIN);
      gtk_widget_set_margin_end (clamp, MARGIN);
      gtk_widget_set_margin_bottom (clamp, MARGIN);
    }
  g_signal_connect_object (self->picture, "open-record", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  return in_scroller (self, clamp);
}

static GtkWidget *
make_table_page (PtFigureView *self)
{
  GtkWidget *scroller;

  self->table = pt_figure_table_new ();
  g_signal_connect_object (self->table, "open-record", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  scroller = in_scroller (self, self->table);
  if (!self->fills)
    {
      gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                      GTK_POLICY_AUTOMATIC);
      gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller),
                                                  TABLE_HEIGHT_MOST);
    }
  return scroller;
}

static GtkWidget *
make_sentence_page (PtFigureView *self)
{
  self->sentence = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->sentence), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->sentence), self->fills ? 0.5 : 0);
  gtk_label_set_justify (GTK_LABEL (self->sentence),
                         self->fills ? GTK_JUSTIFY_CENTER : GTK_JUSTIFY_LEFT);
  gtk_label_set_max_width_chars (GTK_LABEL (self->sentence), 48);
  gtk_widget_set_margin_start (self->sentence, self->fills ? 2 * MARGIN : 0);
  gtk_widget_set_margin_end (self->sentence, self->fills ? 2 * MARGIN : 0);
  gtk_widget_add_css_class (self->sentence, "dim-label");
  return self->sentence;
}

static GtkWidget *
make_bar (PtFigureView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (self->title), TITLE_LEAST); /* else a letter on each line */
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, self->fills ? "dim-label" : "heading");
  self->toggle = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->toggle), "view-list-symbolic");
  gtk_widget_set_tooltip_text (self->toggle, _ ("Show as a Table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show as a Table"), -1);
  gtk_widget_add_css_class (self->toggle, "flat");
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_START);
  g_signal_connect_object (self->toggle, "toggled", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), self->title);
  gtk_box_append (GTK_BOX (bar), self->toggle);
  if (self->fills)
    {
      gtk_widget_set_margin_start (bar, MARGIN);
      gtk_widget_set_margin_end (bar, 6);
    }
  return bar;
}

static void
pt_figure_view_dispose (GObject *object)
{
  g_clear_pointer (&PT_FIGURE_VIEW (object)->figure, pt_figure_unref);
  G_OBJECT_CLASS (pt_figure_view_parent_class)->dispose (object);
}

static void
pt_figure_view_class_init (PtFigureViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_figure_view_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_FIGURE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pt_figure_view_init (PtFigureView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
pt_figure_view_new (gboolean fills)
{
  PtFigureView *self = g_object_new (PT_TYPE_FIGURE_VIEW, NULL);

  self->fills = fills;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), fills);
  gtk_box_append (GTK_BOX (self), make_bar (self));
  gtk_stack_add_named (self->stack, make_picture_page (self), "picture");
  gtk_stack_add_named (self->stack, make_sentence_page (self), "sentence");
  gtk_stack_add_named (self->stack, make_table_page (self), "table");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));
  return GTK_WIDGET (self);
}

void
pt_figure_view_show (PtFigureView *self, PtFigure *figure)
{
  g_return_if_fail (PT_IS_FIGURE_VIEW (self));

  g_clear_pointer (&self->figure, pt_figure_unref);
  self->figure = figure;
  if (figure != NULL)
    pt_picture_view_set_least (PT_PICTURE_VIEW (self->picture),
                               (int)pt_figure_get_least_width (figure));
  if (!self->fills)
    {
      gtk_widget_set_visible (self->toggle, figure != NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->stack), figure != NULL);
    }
  pt_picture_view_redraw (PT_PICTURE_VIEW (self->picture));
  update_stack (self);
}

PtFigure *
pt_figure_view_get_figure (PtFigureView *self)
{
  g_return_val_if_fail (PT_IS_FIGURE_VIEW (self), NULL);
  return self->figure;
}

PtPictureView *
pt_figure_view_get_picture_view (PtFigureView *self)
{
  g_return_val_if_fail (PT_IS_FIGURE_VIEW (self), NULL);
  return PT_PICTURE_VIEW (self->picture);
}

void
pt_figure_view_add (PtFigureView *self, GtkWidget *child)
{
  g_return_if_fail (PT_IS_FIGURE_VIEW (self));
  gtk_widget_insert_before (child, gtk_widget_get_parent (self->toggle), self->toggle);
}

void
pt_figure_view_set_title (PtFigureView *self, const char *title)
{
  g_return_if_fail (PT_IS_FIGURE_VIEW (self));
  gtk_label_set_text (GTK_LABEL (self->title), title != NULL ? title : "");
  gtk_widget_set_visible (self->title, title != NULL);
}

void
pt_figure_view_set_table (PtFigureView *self, gboolean table)
{
  g_return_if_fail (PT_IS_FIGURE_VIEW (self));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggle), table);
}

gboolean
pt_figure_view_get_table (PtFigureView *self)
{
  g_return_val_if_fail (PT_IS_FIGURE_VIEW (self), FALSE);
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggle));
}

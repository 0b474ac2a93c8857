/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list row for every kind of record. GTK 4.8 keeps two hundred rows of a list, however few are seen,
 * and asks all of them for their size at each jump: so the size is added up from letters that are
 * known, and no text is set before it is drawn. */
#include "pt-row-widget.h"

#include "pt-letter-widths.h"
#include "pt-row-text.h"
#include "pt-show-names.h"

#include <glib/gi18n-lib.h>

#define COLUMN_GAP 12
#define LINE_GAP 3
#define LINES_MOST 2 /* of a title, and of what was found */
#define UNKNOWN -1

struct _PtRowWidget
{
  GtkWidget parent_instance;

  GtkImage *kind_icon;
  GtkInscription *title;
  GtkInscription *meta;
  GtkInscription *snippet;
  GtkBox *states;
  int title_width; /* on one line; UNKNOWN until it is asked for */
};

G_DEFINE_FINAL_TYPE (PtRowWidget, pt_row_widget, GTK_TYPE_WIDGET)

/* ── Size ── */

static int
natural_of (GtkWidget *widget, GtkOrientation orientation)
{
  int natural = 0;

  if (gtk_widget_get_visible (widget))
    gtk_widget_measure (widget, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* With the gap to the words. */
static int
width_beside (GtkWidget *widget)
{
  return gtk_widget_get_visible (widget)
             ? natural_of (widget, GTK_ORIENTATION_HORIZONTAL) + COLUMN_GAP
             : 0;
}

static int
get_side_width (PtRowWidget *self)
{
  return width_beside (GTK_WIDGET (self->kind_icon)) + width_beside (GTK_WIDGET (self->states));
}

static int
count_title_lines (PtRowWidget *self, int width)
{
  const char *title = gtk_inscription_get_text (self->title);

  if (self->title_width == UNKNOWN)
    self->title_width = title != NULL ? pt_letter_widths_add (GTK_WIDGET (self->title), title) : 0;
  return self->title_width <= width - get_side_width (self) ? 1 : LINES_MOST;
}

static int
get_title_height (PtRowWidget *self, int width)
{
  return natural_of (GTK_WIDGET (self->title), GTK_ORIENTATION_VERTICAL)
         * count_title_lines (self, width);
}

/* Of one of the lines below the title, with the gap above it. */
static int
height_below (GtkInscription *words)
{
  return gtk_widget_get_visible (GTK_WIDGET (words))
             ? natural_of (GTK_WIDGET (words), GTK_ORIENTATION_VERTICAL) + LINE_GAP
             : 0;
}

static int
get_words_height (PtRowWidget *self, int width)
{
  return get_title_height (self, width) + height_below (self->meta) + height_below (self->snippet);
}

static GtkSizeRequestMode
pt_row_widget_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pt_row_widget_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  PtRowWidget *self = PT_ROW_WIDGET (widget);
  int least, usual;

  gtk_widget_measure (GTK_WIDGET (self->title), GTK_ORIENTATION_HORIZONTAL, -1, &least, &usual,
                      NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least + get_side_width (self);
      *natural = usual + get_side_width (self);
      return;
    }
  *minimum = *natural = MAX (get_words_height (self, for_size < 0 ? G_MAXINT : for_size),
                             natural_of (GTK_WIDGET (self->kind_icon), orientation));
}

static void
place (PtRowWidget *self, GtkWidget *child, int x, int y, int width, int height)
{
  const int all = gtk_widget_get_width (GTK_WIDGET (self));
  const gboolean mirrored = gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL;

  if (gtk_widget_get_visible (child))
    gtk_widget_size_allocate (
        child, &(GtkAllocation){ mirrored ? all - x - width : x, y, width, height }, -1);
}

static int
place_below (PtRowWidget *self, GtkInscription *words, int x, int y, int width)
{
  const int height = height_below (words);

  place (self, GTK_WIDGET (words), x, y + LINE_GAP, width, height - LINE_GAP);
  return y + height;
}

static void
pt_row_widget_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PtRowWidget *self = PT_ROW_WIDGET (widget);
  const int x = width_beside (GTK_WIDGET (self->kind_icon));
  const int states = width_beside (GTK_WIDGET (self->states));
  const int room = MAX (0, width - x - states);
  const int title = get_title_height (self, width);
  int y = MAX (0, (height - get_words_height (self, width)) / 2);

  place (self, GTK_WIDGET (self->kind_icon), 0, 0, x - COLUMN_GAP, height);
  place (self, GTK_WIDGET (self->title), x, y, room, title);
  y = place_below (self, self->meta, x, y + title, room);
  place_below (self, self->snippet, x, y, room);
  place (self, GTK_WIDGET (self->states), width - states + COLUMN_GAP, 0, states - COLUMN_GAP,
         height);
}

/* Another font. */
static void
pt_row_widget_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pt_row_widget_parent_class)->css_changed (widget, change);
  PT_ROW_WIDGET (widget)->title_width = UNKNOWN;
}

static void
pt_row_widget_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PT_TYPE_ROW_WIDGET);
  G_OBJECT_CLASS (pt_row_widget_parent_class)->dispose (object);
}

static void
pt_row_widget_class_init (PtRowWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_row_widget_dispose;
  widget_class->get_request_mode = pt_row_widget_get_request_mode;
  widget_class->measure = pt_row_widget_measure;
  widget_class->size_allocate = pt_row_widget_size_allocate;
  widget_class->css_changed = pt_row_widget_css_changed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-row-widget.ui");
  gtk_widget_class_bind_template_child (widget_class, PtRowWidget, kind_icon);
  gtk_widget_class_bind_template_child (widget_class, PtRowWidget, title);
  gtk_widget_class_bind_template_child (widget_class, PtRowWidget, meta);
  gtk_widget_class_bind_template_child (widget_class, PtRowWidget, snippet);
  gtk_widget_class_bind_template_child (widget_class, PtRowWidget, states);
  gtk_widget_class_set_css_name (widget_class, "ptrow");
}

static void
pt_row_widget_init (PtRowWidget *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_states (PtRowWidget *self, const PtRow *row, gboolean shared)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->states))))
    gtk_box_remove (self->states, child);
  for (guint i = 0; i < pt_n_row_states; i++)
    if (pt_row_state_shows (&pt_row_states[i], row, shared))
      {
        GtkWidget *icon = gtk_image_new_from_icon_name (pt_row_states[i].icon);
        gtk_widget_set_tooltip_text (icon, _ (pt_row_states[i].label));
        gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        _ (pt_row_states[i].label), -1);
        gtk_box_append (self->states, icon);
      }
  gtk_widget_set_visible (GTK_WIDGET (self->states),
                          gtk_widget_get_first_child (GTK_WIDGET (self->states)) != NULL);
}

/**
 * pt_row_widget_new:
 * @mixed: whether rows of several kinds stand together
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
pt_row_widget_new (gboolean mixed)
{
  PtRowWidget *self = g_object_new (PT_TYPE_ROW_WIDGET, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_icon), mixed);
  return GTK_WIDGET (self);
}

static void
show_title (PtRowWidget *self, const char *title)
{
  if (g_strcmp0 (title, gtk_inscription_get_text (self->title)) == 0)
    return;
  gtk_inscription_set_text (self->title, title);
  self->title_width = UNKNOWN;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static char *
dup_title (const PtRow *row)
{
  return g_str_equal (row->kind, "stakeholder") ? pt_show_names_dup (NULL, row->id, row->title)
                                                : g_strdup (row->title);
}

/**
 * pt_row_widget_set_row:
 * @self: a row
 * @row: (nullable): what to show; %NULL when the record is gone meanwhile
 * @parts: PtRowParts: what the dim line shows
 * @shared: whether the logbook has a team server
 */
void
pt_row_widget_set_row (PtRowWidget *self, const PtRow *row, guint parts, gboolean shared)
{
  g_return_if_fail (PT_IS_ROW_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), row != NULL);
  if (row == NULL)
    return;
  const PtRecordKind *kind = pt_record_kind_find (row->kind);
  g_autofree char *meta = pt_row_text_meta (row, parts);
  gtk_image_set_from_icon_name (self->kind_icon, kind ? kind->icon : "text-x-generic-symbolic");
  g_autofree char *title = dup_title (row);
  show_title (self, title);
  gtk_inscription_set_text (self->meta, meta);
  gtk_widget_set_visible (GTK_WIDGET (self->meta), *meta != '\0');
  show_states (self, row, shared);
}

static char *
mark_words (const char *snippet)
{
  g_autofree char *line = g_strdelimit (g_strdup (snippet), "\n", ' ');
  g_autofree char *escaped = g_markup_escape_text (line, -1);
  g_autoptr (GString) markup = g_string_new (escaped);
  g_string_replace (markup, "\u2068", "<b>", 0);
  g_string_replace (markup, "\u2069", "</b>", 0);
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

void
pt_row_widget_set_snippet (PtRowWidget *self, const char *snippet)
{
  g_return_if_fail (PT_IS_ROW_WIDGET (self));
  g_autofree char *markup = snippet ? mark_words (snippet) : NULL;
  gtk_inscription_set_markup (self->snippet, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->snippet), markup != NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-picture-view.h. The picture is made for a width when GTK asks for its height. */
#include "pt-picture-view.h"

#include "pt-picture-cache.h"

#include <adwaita.h>

#define WIDTH_LEAST 240
#define SLACK 4.0  /* pixels around a mark that count as it */
#define SIGHT 24.0 /* pixels around a mark that are to be seen with it */
#define RING 3.0   /* pixels between a mark and the ring of the focus */
#define STILL_MS 80

struct _PtPictureView
{
  GtkWidget parent_instance;

  PtPictureMake make;
  PtPictureName name;
  gpointer data;
  PtPicture *picture; /* NULL = to be made */
  int width;          /* for which it was made */
  int least;          /* it is never made for less */
  GArray *stops;      /* guint: marks in the order of the keys, one for each record */
  char *record;       /* at which the keys are; or NULL */
  PtPictureCache *cache;
  guint still_source; /* while it is moved: what was painted is shown elsewhere */
  double stretch;
  double shift;
  gboolean has_band;
  graphene_rect_t band; /* a line from its origin, as wide and high as it goes */
};

enum
{
  OPEN_RECORD,
  EDGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtPictureView, pt_picture_view, GTK_TYPE_WIDGET)

/* ── Marks ── */

static double
get_middle (const PtMark *mark)
{
  double x, y, width, height;

  pt_mark_bounds (mark, &x, &y, &width, &height);
  return x + width / 2;
}

static int
compare_stops (gconstpointer a, gconstpointer b, gpointer picture)
{
  const double one = get_middle (pt_picture_nth (picture, *(const guint *)a));
  const double other = get_middle (pt_picture_nth (picture, *(const guint *)b));

  if (one != other)
    return one < other ? -1 : 1;
  return *(const guint *)a < *(const guint *)b ? -1 : 1;
}

/* Of the marks of one record the first that is no text is where the keys stop. */
static void
find_stops (PtPictureView *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_array_set_size (self->stops, 0);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < pt_picture_length (self->picture); i++)
      {
        const PtMark *mark = pt_picture_nth (self->picture, i);

        if (mark->record == NULL || (mark->type == PT_MARK_TEXT) != (pass == 1)
            || !g_hash_table_add (seen, mark->record))
          continue;
        g_array_append_val (self->stops, i);
      }
  g_array_sort_with_data (self->stops, compare_stops, self->picture);
}

static void
describe (PtPictureView *self)
{
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, pt_picture_get_title (self->picture),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, pt_picture_get_description (self->picture), -1);
}

static gboolean
ensure_picture (PtPictureView *self, int width)
{
  if (self->picture != NULL && self->width == width && self->still_source == 0)
    return TRUE;
  g_clear_handle_id (&self->still_source, g_source_remove);
  pt_picture_cache_clear (self->cache);
  g_clear_pointer (&self->picture, pt_picture_unref);
  self->picture = self->make (width, self->data);
  self->width = width;
  if (self->picture == NULL)
    {
      g_array_set_size (self->stops, 0);
      return FALSE;
    }
  find_stops (self);
  describe (self);
  return TRUE;
}

static guint
find_stop (PtPictureView *self)
{
  for (guint i = 0; self->record != NULL && i < self->stops->len; i++)
    if (g_str_equal (pt_picture_nth (self->picture, g_array_index (self->stops, guint, i))->record,
                     self->record))
      return i;
  return G_MAXUINT;
}

static void
scroll (GtkAdjustment *adjustment, double from, double to)
{
  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, from, to);
}

/* What the keys are at comes in sight. */
static void
reveal (PtPictureView *self, const PtMark *mark)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *inside = scroller != NULL
                          ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller))
                          : NULL;
  double x, y, width, height, left, top;

  if (!GTK_IS_VIEWPORT (inside)
      || !gtk_widget_translate_coordinates (
          GTK_WIDGET (self), gtk_viewport_get_child (GTK_VIEWPORT (inside)), 0, 0, &left, &top))
    return;
  pt_mark_bounds (mark, &x, &y, &width, &height);
  scroll (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller)), left + x - SIGHT,
          left + x + width + SIGHT);
  scroll (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), top + y - SIGHT,
          top + y + height + SIGHT);
}

static void
go_to (PtPictureView *self, guint stop)
{
  const PtMark *mark = pt_picture_nth (self->picture, g_array_index (self->stops, guint, stop));
  g_autofree char *name = self->name (mark->record, self->data);

  g_free (self->record);
  self->record = g_strdup (mark->record);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, name,
                                  -1);
  reveal (self, mark);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ── Drawing ── */

static void
draw_ring (PtPictureView *self, cairo_t *cr)
{
  const guint stop = find_stop (self);
  GdkRGBA colour;
  double x, y, width, height;

  if (stop == G_MAXUINT || !gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;
  pt_mark_bounds (pt_picture_nth (self->picture, g_array_index (self->stops, guint, stop)), &x, &y,
                  &width, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  cairo_rectangle (cr, x - RING, y - RING, width + 2 * RING, height + 2 * RING);
  cairo_stroke (cr);
}

static void
draw_band (PtPictureView *self, cairo_t *cr)
{
  const double dash = 4;
  GdkRGBA colour;

  if (!self->has_band)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, &dash, 1, 0);
  cairo_move_to (cr, self->band.origin.x, self->band.origin.y);
  cairo_rel_line_to (cr, self->band.size.width, self->band.size.height);
  cairo_stroke (cr);
}

/* What the keys and the pointer are at, over a picture that stays as it was painted. */
static void
draw_over (PtPictureView *self, GtkSnapshot *snapshot, int width, int height)
{
  cairo_t *cr;

  if (!self->has_band
      && (find_stop (self) == G_MAXUINT || !gtk_widget_has_visible_focus (GTK_WIDGET (self))))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  draw_ring (self, cr);
  draw_band (self, cr);
  cairo_destroy (cr);
}

static PtPaintFlags
get_flags (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  return (adw_style_manager_get_dark (style) ? PT_PAINT_DARK : PT_PAINT_LIGHT)
         | (adw_style_manager_get_high_contrast (style) ? PT_PAINT_STRONG : PT_PAINT_LIGHT);
}

static void
pt_picture_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PtPictureView *self = PT_PICTURE_VIEW (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->still_source != 0 && pt_picture_cache_is_filled (self->cache))
    pt_picture_cache_snapshot_moved (self->cache, snapshot, self->stretch, self->shift);
  else if (ensure_picture (self, width))
    {
      pt_picture_cache_snapshot (self->cache, snapshot, self->picture, width, height,
                                 gtk_widget_get_scale_factor (widget), get_flags ());
      draw_over (self, snapshot, width, height);
    }
  gtk_snapshot_pop (snapshot);
}

static GtkSizeRequestMode
pt_picture_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pt_picture_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  PtPictureView *self = PT_PICTURE_VIEW (widget);

  *minimum = *natural = self->least;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->still_source != 0)
    *minimum = *natural = gtk_widget_get_height (widget);
  else if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = ensure_picture (self, MAX (for_size, self->least))
                              ? (int)pt_picture_get_height (self->picture)
                              : 0;
}

/* ── Pointer ── */

static const PtMark *
find_mark (PtPictureView *self, double x, double y)
{
  const guint i = self->picture != NULL && self->still_source == 0
                      ? pt_picture_find (self->picture, x, y, SLACK)
                      : G_MAXUINT;

  return i != G_MAXUINT ? pt_picture_nth (self->picture, i) : NULL;
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, PtPictureView *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   find_mark (self, x, y) != NULL ? "pointer" : NULL);
}

static void
released_cb (GtkGestureClick *gesture, int n, double x, double y, PtPictureView *self)
{
  const PtMark *mark = find_mark (self, x, y);
  g_autofree char *record = mark != NULL ? g_strdup (mark->record) : NULL;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (record == NULL)
    return;
  g_free (self->record);
  self->record = g_strdup (record);
  g_signal_emit (self, signals[OPEN_RECORD], 0, record);
}

static gboolean
pt_picture_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                               GtkTooltip *tooltip)
{
  PtPictureView *self = PT_PICTURE_VIEW (widget);
  const PtMark *mark = keyboard ? NULL : find_mark (self, x, y);
  const char *record = keyboard ? self->record : mark != NULL ? mark->record : NULL;
  g_autofree char *name = record != NULL ? self->name (record, self->data) : NULL;

  gtk_tooltip_set_text (tooltip, name);
  return name != NULL;
}

/* ── Keys ── */

static void
move (PtPictureView *self, int step)
{
  const guint stop = find_stop (self);
  const guint n = self->stops->len;

  if (n == 0 || (stop != G_MAXUINT && (step < 0 ? stop == 0 : stop + 1 == n)))
    g_signal_emit (self, signals[EDGE], 0, step);
  else if (stop == G_MAXUINT)
    go_to (self, step > 0 ? 0 : n - 1);
  else
    go_to (self, stop + (guint)step);
}

static const PtMark *
mark_at (PtPictureView *self, guint stop)
{
  return pt_picture_nth (self->picture, g_array_index (self->stops, guint, stop));
}

static void
get_centre (const PtMark *mark, double *x, double *y)
{
  double width, height;

  pt_mark_bounds (mark, x, y, &width, &height);
  *x += width / 2;
  *y += height / 2;
}

/* Up or down to the nearest mark there; what is straight above goes before what is aside. FALSE =
 * there is none. */
static gboolean
move_level (PtPictureView *self, int step)
{
  const guint stop = find_stop (self);
  double best = G_MAXDOUBLE;
  guint found = G_MAXUINT;
  double x, y;

  if (stop == G_MAXUINT)
    return FALSE;
  get_centre (mark_at (self, stop), &x, &y);
  for (guint i = 0; i < self->stops->len; i++)
    {
      double dx, dy;

      get_centre (mark_at (self, i), &dx, &dy);
      dx = ABS (dx - x);
      dy = (dy - y) * step;
      if (dy < 1 || dy + 2 * dx >= best)
        continue;
      best = dy + 2 * dx;
      found = i;
    }
  if (found == G_MAXUINT)
    return FALSE;
  go_to (self, found);
  return TRUE;
}

static gboolean
open (PtPictureView *self)
{
  g_autofree char *record = g_strdup (self->record);

  if (find_stop (self) == G_MAXUINT)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[OPEN_RECORD], 0, record);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtPictureView *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)) != 0
      || !ensure_picture (self, gtk_widget_get_width (GTK_WIDGET (self))))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      return move_level (self, -1);
    case GDK_KEY_Down:
      return move_level (self, 1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      return open (self);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* ── Type ── */

static void
pt_picture_view_finalize (GObject *object)
{
  PtPictureView *self = PT_PICTURE_VIEW (object);

  g_clear_handle_id (&self->still_source, g_source_remove);
  pt_picture_cache_free (self->cache);
  g_clear_pointer (&self->picture, pt_picture_unref);
  g_array_unref (self->stops);
  g_free (self->record);
  G_OBJECT_CLASS (pt_picture_view_parent_class)->finalize (object);
}

static void
pt_picture_view_class_init (PtPictureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pt_picture_view_finalize;
  widget_class->snapshot = pt_picture_view_snapshot;
  widget_class->measure = pt_picture_view_measure;
  widget_class->get_request_mode = pt_picture_view_get_request_mode;
  widget_class->query_tooltip = pt_picture_view_query_tooltip;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_PICTURE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[EDGE] = g_signal_new ("edge", PT_TYPE_PICTURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "ptpicture");
}

static void
pt_picture_view_init (PtPictureView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->stops = g_array_new (FALSE, FALSE, sizeof (guint));
  self->cache = pt_picture_cache_new ();
  self->least = WIDTH_LEAST;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
pt_picture_view_new (PtPictureMake make, PtPictureName name, gpointer data)
{
  PtPictureView *self = g_object_new (PT_TYPE_PICTURE_VIEW, NULL);

  self->make = make;
  self->name = name;
  self->data = data;
  return GTK_WIDGET (self);
}

void
pt_picture_view_redraw (PtPictureView *self)
{
  g_return_if_fail (PT_IS_PICTURE_VIEW (self));

  g_clear_handle_id (&self->still_source, g_source_remove);
  pt_picture_cache_clear (self->cache);
  g_clear_pointer (&self->picture, pt_picture_unref);
  g_array_set_size (self->stops, 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
still_cb (gpointer user_data)
{
  PtPictureView *self = user_data;

  self->still_source = 0;
  pt_picture_view_redraw (self);
  return G_SOURCE_REMOVE;
}

void
pt_picture_view_move (PtPictureView *self, double stretch, double shift)
{
  g_return_if_fail (PT_IS_PICTURE_VIEW (self));

  if (!pt_picture_cache_is_filled (self->cache))
    {
      pt_picture_view_redraw (self);
      return;
    }
  g_clear_handle_id (&self->still_source, g_source_remove);
  self->still_source = g_timeout_add (STILL_MS, still_cb, self);
  self->stretch = stretch;
  self->shift = shift;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

PtPicture *
pt_picture_view_get_picture (PtPictureView *self)
{
  g_return_val_if_fail (PT_IS_PICTURE_VIEW (self), NULL);
  return self->picture;
}

const char *
pt_picture_view_get_record (PtPictureView *self)
{
  g_return_val_if_fail (PT_IS_PICTURE_VIEW (self), NULL);
  return self->record;
}

void
pt_picture_view_go (PtPictureView *self, gboolean last)
{
  g_return_if_fail (PT_IS_PICTURE_VIEW (self));

  if (ensure_picture (self, gtk_widget_get_width (GTK_WIDGET (self))) && self->stops->len > 0)
    go_to (self, last ? self->stops->len - 1 : 0);
}

void
pt_picture_view_set_least (PtPictureView *self, int width)
{
  g_return_if_fail (PT_IS_PICTURE_VIEW (self));

  if (self->least == width)
    return;
  self->least = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
pt_picture_view_find (PtPictureView *self, double x, double y)
{
  g_return_val_if_fail (PT_IS_PICTURE_VIEW (self), NULL);
  const PtMark *mark = find_mark (self, x, y);

  return mark != NULL ? mark->record : NULL;
}

void
pt_picture_view_set_band (PtPictureView *self, const graphene_rect_t *band)
{
  g_return_if_fail (PT_IS_PICTURE_VIEW (self));

  self->has_band = band != NULL;
  if (band != NULL)
    self->band = *band;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

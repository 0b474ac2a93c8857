/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-journey-page.h. The journey is read whole, on a worker, when the page is seen; the days that
 * are shown of it are a window that keys, wheel and fingers move. */
#include "pt-journey-page.h"

#include "pt-catalog.h"
#include "pt-journey-table.h"
#include "pt-journey.h"
#include "pt-picture-view.h"
#include "pt-place.h"
#include "pt-reader.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>

#define DAYS_LEAST 7
#define ZOOM 2.0
#define WHEEL_ZOOM 1.25
#define PAN_SHARE 0.5    /* of the window, by a key */
#define WHEEL_SHARE 0.06 /* by a step of the wheel */
#define PIXELS_A_NAME 70
#define NAMES_LEAST 3
#define NAMES_MOST 14

struct _PtJourneyPage
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  PtTimeline *whole; /* NULL = not read yet */
  GHashTable *names; /* record → what it is called, with its date */
  int first, last;   /* days of the window */
  int made_first;    /* and of the one that was painted last */
  int made_last;
  double pointer;     /* where it is between the ends of the window */
  double drag_first;  /* where the window was when a drag began */
  double zoom_length; /* its length when fingers began to zoom */
  GSimpleActionGroup *actions;

  GtkStack *stack;
  AdwBin *map_bin;
  AdwBin *table_bin;
  AdwStatusPage *empty;
  GtkWidget *map;
  GtkWidget *table;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtJourneyPage, pt_journey_page, GTK_TYPE_BOX)

/* ── The picture ── */

static PtPicture *
make_cb (double width, gpointer data)
{
  PtJourneyPage *self = data;

  if (self->whole == NULL)
    return NULL;
  self->made_first = self->first;
  self->made_last = self->last;
  g_autofree char *from = pt_date_from_days (self->first);
  g_autofree char *to = pt_date_from_days (self->last);
  g_autoptr (PtTimeline) part = pt_timeline_part (self->whole, from, to, width);
  return pt_timeline_draw (part, CLAMP ((guint)width / PIXELS_A_NAME, NAMES_LEAST, NAMES_MOST));
}

static char *
name_cb (const char *record, gpointer data)
{
  return g_strdup (g_hash_table_lookup (PT_JOURNEY_PAGE (data)->names, record));
}

static void
add_name (PtJourneyPage *self, const char *record, const char *date, const char *kind,
          const char *label)
{
  g_autofree char *day = pt_date_format (date, self->whole->lang);

  g_hash_table_insert (self->names, g_strdup (record), g_strjoin (" · ", day, kind, label, NULL));
}

static void
name_all (PtJourneyPage *self)
{
  const char *experiment = pt_record_kind_label (pt_record_kind_find ("experiment"));

  g_hash_table_remove_all (self->names);
  for (guint i = 0; i < self->whole->moments->len; i++)
    {
      const PtMoment *moment = &g_array_index (self->whole->moments, PtMoment, i);
      add_name (self, moment->record, moment->date, pt_journey_moment_label (moment->type),
                moment->label);
    }
  for (guint i = 0; i < self->whole->bars->len; i++)
    {
      const PtSpan *bar = &g_array_index (self->whole->bars, PtSpan, i);
      add_name (self, bar->record, bar->from, experiment, bar->label);
    }
}

/* ── The window of days ── */

static int
first_day (PtJourneyPage *self)
{
  return pt_date_to_days (self->whole->from);
}

/* A journey of one day has a window all the same. */
static int
last_day (PtJourneyPage *self)
{
  return MAX (pt_date_to_days (self->whole->to), first_day (self) + DAYS_LEAST);
}

static void
set_enabled (PtJourneyPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
set_days (PtJourneyPage *self, double first, double length)
{
  const int all = last_day (self) - first_day (self);
  const int days = (int)CLAMP (length + 0.5, DAYS_LEAST, all);

  self->first = (int)CLAMP (first + 0.5, first_day (self), last_day (self) - days);
  self->last = self->first + days;
  set_enabled (self, "zoom-in", days > DAYS_LEAST);
  set_enabled (self, "zoom-out", days < all);
  set_enabled (self, "fit", days < all);
}

static void
show_days (PtJourneyPage *self, double first, double length)
{
  set_days (self, first, length);
  pt_picture_view_redraw (PT_PICTURE_VIEW (self->map));
}

/* The same while fingers or the wheel are at it: the days are painted when they are still. */
static void
move_days (PtJourneyPage *self, double first, double length)
{
  set_days (self, first, length);
  const double days = self->last - self->first;
  pt_picture_view_move (PT_PICTURE_VIEW (self->map), (self->made_last - self->made_first) / days,
                        (self->made_first - self->first) / days * gtk_widget_get_width (self->map));
}

typedef void (*Show) (PtJourneyPage *self, double first, double length);

/* @at: where between the ends of the window the day stands that stays where it is. */
static void
zoom (PtJourneyPage *self, double factor, double at, Show show)
{
  const double length = self->last - self->first;

  show (self, self->first + length * at - length / factor * at, length / factor);
}

static void
pan (PtJourneyPage *self, double share, Show show)
{
  const double length = self->last - self->first;

  show (self, self->first + length * share, length);
}

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  zoom (user_data, ZOOM, 0.5, show_days);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  zoom (user_data, 1 / ZOOM, 0.5, show_days);
}

static void
fit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtJourneyPage *self = user_data;

  show_days (self, first_day (self), last_day (self) - first_day (self));
}

static void
update_stack (PtJourneyPage *self)
{
  GVariant *state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "table");
  const gboolean table = g_variant_get_boolean (state);
  const char *page = "loading";

  g_variant_unref (state);
  if (self->whole != NULL && self->whole->moments->len + self->whole->bars->len == 0)
    page = "empty";
  else if (self->whole != NULL)
    page = table ? "table" : "map";
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
table_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_simple_action_set_state (action, value);
  update_stack (user_data);
}

static const GActionEntry journey_actions[] = {
  { "zoom-in", zoom_in_cb },
  { "zoom-out", zoom_out_cb },
  { "fit", fit_cb },
  { "table", NULL, NULL, "false", table_changed_cb },
};

/* The keys went past the last mark: the days beyond it come in sight. */
static void
edge_cb (PtJourneyPage *self, int direction)
{
  const int first = self->first;

  pan (self, direction * PAN_SHARE, show_days);
  if (self->first != first)
    pt_picture_view_go (PT_PICTURE_VIEW (self->map), direction < 0);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtJourneyPage *self)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, "zoom-in" },
    { GDK_KEY_equal, "zoom-in" },
    { GDK_KEY_KP_Add, "zoom-in" },
    { GDK_KEY_minus, "zoom-out" },
    { GDK_KEY_KP_Subtract, "zoom-out" },
    { GDK_KEY_0, "fit" },
    { GDK_KEY_KP_0, "fit" },
  };

  if ((state & GDK_SHIFT_MASK) != 0 && (key == GDK_KEY_Left || key == GDK_KEY_Right))
    {
      pan (self, key == GDK_KEY_Left ? -PAN_SHARE : PAN_SHARE, show_days);
      return GDK_EVENT_STOP;
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key)
      {
        g_action_group_activate_action (G_ACTION_GROUP (self->actions), keys[i].action, NULL);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

/* ── Wheel and fingers ── */

/* The wheel alone scrolls the page: only sideways, or with Ctrl, it is for the days. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, PtJourneyPage *self)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) != 0)
    zoom (self, dy < 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM, self->pointer, move_days);
  else if ((state & GDK_SHIFT_MASK) != 0)
    pan (self, (dx + dy) * WHEEL_SHARE, move_days);
  else if (dx != 0)
    pan (self, dx * WHEEL_SHARE, move_days);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, PtJourneyPage *self)
{
  self->pointer = CLAMP (x / gtk_widget_get_width (self->map), 0, 1);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, PtJourneyPage *self)
{
  self->drag_first = self->first;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double x, double y, PtJourneyPage *self)
{
  const double length = self->last - self->first;

  if (gtk_drag_check_threshold (self->map, 0, 0, (int)x, 0))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  move_days (self, self->drag_first - x / gtk_widget_get_width (self->map) * length, length);
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, PtJourneyPage *self)
{
  self->zoom_length = self->last - self->first;
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, PtJourneyPage *self)
{
  const double middle = (self->first + self->last) / 2.0;
  const double length = self->zoom_length / scale;

  move_days (self, middle - length / 2, length);
}

static void
add_controllers (PtJourneyPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *wheel = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (wheel, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (self->map, keys);
  gtk_widget_add_controller (self->map, wheel);
  gtk_widget_add_controller (self->map, motion);
  gtk_widget_add_controller (self->map, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (self->map, GTK_EVENT_CONTROLLER (pinch));
}

/* ── Reading ── */

static gpointer
load_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_journey_load (store, pt_catalog_current (), error);
}

/* The window stays where it was, unless it showed all. */
static void
take (gpointer page, gpointer result)
{
  PtJourneyPage *self = page;
  PtTimeline *whole = result;
  const gboolean all = self->whole == NULL
                       || self->last - self->first == last_day (self) - first_day (self);

  g_clear_pointer (&self->whole, pt_timeline_free);
  self->whole = whole;
  name_all (self);
  pt_journey_table_show (PT_JOURNEY_TABLE (self->table), whole);
  if (all)
    show_days (self, first_day (self), last_day (self) - first_day (self));
  else
    show_days (self, self->first, self->last - self->first);
  update_stack (self);
}

static const PtReading reading = { .job = load_job,
                                   .free_result = (GDestroyNotify)pt_timeline_free,
                                   .take = take };

/* ── Type ── */

static void
opened_cb (PtJourneyPage *self, const char *record)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, record);
}

static void
pt_journey_page_dispose (GObject *object)
{
  PtJourneyPage *self = PT_JOURNEY_PAGE (object);

  g_clear_pointer (&self->reader, pt_reader_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_JOURNEY_PAGE);
  g_clear_pointer (&self->whole, pt_timeline_free);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_journey_page_parent_class)->dispose (object);
}

static void
pt_journey_page_class_init (PtJourneyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_journey_page_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_JOURNEY_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-journey-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PtJourneyPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PtJourneyPage, map_bin);
  gtk_widget_class_bind_template_child (widget_class, PtJourneyPage, table_bin);
  gtk_widget_class_bind_template_child (widget_class, PtJourneyPage, empty);
}

static void
pt_journey_page_init (PtJourneyPage *self)
{
  const PtPlace *place = pt_place_find ("journey");

  gtk_widget_init_template (GTK_WIDGET (self));
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), journey_actions,
                                   G_N_ELEMENTS (journey_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "journey", G_ACTION_GROUP (self->actions));
  adw_status_page_set_icon_name (self->empty, pt_place_get_icon (place));
  adw_status_page_set_title (self->empty, _ (place->empty_title));
  adw_status_page_set_description (self->empty, _ (place->empty_text));
}

GtkWidget *
pt_journey_page_new (PtLogbook *logbook)
{
  PtJourneyPage *self = g_object_new (PT_TYPE_JOURNEY_PAGE, NULL);

  self->logbook = g_object_ref (logbook);
  self->map = pt_picture_view_new (make_cb, name_cb, self);
  self->table = pt_journey_table_new ();
  add_controllers (self);
  adw_bin_set_child (self->map_bin, self->map);
  adw_bin_set_child (self->table_bin, self->table);
  g_signal_connect_object (self->map, "open-record", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "edge", G_CALLBACK (edge_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "open-record", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  self->reader = pt_reader_new (self, logbook, &reading);
  update_stack (self);
  return GTK_WIDGET (self);
}

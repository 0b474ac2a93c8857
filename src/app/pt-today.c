/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Today. When nothing was noted yet, the last day with notes is shown below the writing box, so
 * that the page is a diary and not a blank form. */
#include "pt-today.h"

#include "pt-action.h"
#include "pt-capture.h"
#include "pt-catalog.h"
#include "pt-close-day.h"
#include "pt-day.h"
#include "pt-due-section.h"
#include "pt-inbox-section.h"
#include "pt-note-card.h"
#include "pt-place.h"
#include "pt-reader.h"
#include "pt-time.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

/* A screenful; the others follow when that has been drawn, some at a time. */
#define CARDS_FIRST 12
#define CARDS_THEN 4

struct _PtToday
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  PtDay *day;   /* NULL = not read yet */
  char *wanted; /* a day that somebody went to; NULL = today or the last one before it */
  GSimpleActionGroup *actions;
  guint n_cards; /* of the day's notes, that are there */
  guint cards_source;

  GtkWidget *capture;
  AdwBin *capture_bin;
  AdwBin *due_bin;
  AdwBin *inbox_bin;
  GtkWidget *day_bar;
  GtkLabel *heading;
  GtkListBox *notes;
  AdwStatusPage *empty;
  AdwBin *close_bin;
  GtkWidget *close;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtToday, pt_today, ADW_TYPE_BIN)

typedef struct
{
  char *date;
  char *today;
  gboolean or_last;
} LoadJob;

static void
load_job_free (LoadJob *job)
{
  g_free (job->date);
  g_free (job->today);
  g_free (job);
}

static gpointer
load_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const LoadJob *job = data;
  g_autoptr (PtDay) day = pt_day_load (store, job->date, job->or_last, error);
  if (day == NULL)
    return NULL;
  day->due = pt_action_list_due (store, job->today, error);
  return day->due != NULL ? g_steal_pointer (&day) : NULL;
}

static char *
dup_today (PtToday *self)
{
  return pt_world_today (pt_store_get_world (pt_logbook_get_reader (self->logbook)));
}

static const char *const weekdays[] = { N_ ("Thursday"), N_ ("Friday"), N_ ("Saturday"),
                                        N_ ("Sunday"),   N_ ("Monday"), N_ ("Tuesday"),
                                        N_ ("Wednesday") };

/* 1 January 1970, day 0, was a Thursday. */
static const char *
find_weekday (const char *date)
{
  int n = pt_date_to_days (date) % 7;
  return _ (weekdays[n < 0 ? n + 7 : n]);
}

static char *
make_heading (PtToday *self)
{
  g_autofree char *today = dup_today (self);
  g_autofree char *words = pt_date_format (self->day->date, pt_catalog_current ());
  const char *weekday = find_weekday (self->day->date);
  if (g_str_equal (today, self->day->date))
    /* Translators: the heading above today's notes: weekday and date. */
    return g_strdup_printf (_ ("Today, %s %s"), weekday, words);
  if (self->wanted == NULL)
    /* Translators: the heading above the notes of an earlier day: weekday and date. */
    return g_strdup_printf (_ ("Last notes: %s %s"), weekday, words);
  /* Translators: weekday and date. */
  return g_strdup_printf (C_ ("day heading", "%s %s"), weekday, words);
}

static void
add_cards (PtToday *self, guint n)
{
  const guint end = MIN (self->n_cards + n, self->day->notes->len);

  for (; self->n_cards < end; self->n_cards++)
    gtk_list_box_append (self->notes,
                         pt_note_card_new (g_ptr_array_index (self->day->notes, self->n_cards)));
}

static gboolean
cards_cb (gpointer today)
{
  PtToday *self = today;

  add_cards (self, CARDS_THEN);
  if (self->n_cards < self->day->notes->len)
    return G_SOURCE_CONTINUE;
  self->cards_source = 0;
  return G_SOURCE_REMOVE;
}

/* As many at once as were there before: who has read on to the end of the day stays there. */
static void
fill_notes (PtToday *self)
{
  const guint n_before = self->n_cards;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notes))))
    gtk_list_box_remove (self->notes, child);
  self->n_cards = 0;
  add_cards (self, MAX (n_before, CARDS_FIRST));
  if (self->n_cards < self->day->notes->len && self->cards_source == 0)
    self->cards_source = g_idle_add (cards_cb, self);
}

/* A closed logbook takes no notes. */
static void
show_writing (PtToday *self)
{
  const gboolean open = !pt_store_is_closed (pt_logbook_get_reader (self->logbook));

  gtk_widget_set_visible (GTK_WIDGET (self->capture_bin), open);
  gtk_widget_set_visible (GTK_WIDGET (self->inbox_bin), open);
  gtk_widget_set_visible (GTK_WIDGET (self->close_bin), open);
}

static void
show_day (PtToday *self)
{
  show_writing (self);

  gboolean filled = self->day->notes->len > 0;
  g_autofree char *heading = filled ? make_heading (self) : NULL;
  GActionMap *map = G_ACTION_MAP (self->actions);

  g_autofree char *today = dup_today (self);

  fill_notes (self);
  pt_due_section_show (PT_DUE_SECTION (adw_bin_get_child (self->due_bin)), self->day->due);
  pt_close_day_show (PT_CLOSE_DAY (self->close), self->day,
                     g_strcmp0 (today, self->day->date) == 0);
  gtk_widget_set_visible (self->day_bar, filled);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), filled);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), !filled);
  gtk_label_set_text (self->heading, heading ? heading : "");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "earlier")),
                               self->day->earlier != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "later")),
                               self->day->later != NULL);
}

static gpointer
freeze (gpointer page)
{
  PtToday *self = page;
  LoadJob *job = g_new0 (LoadJob, 1);

  job->date = self->wanted != NULL ? g_strdup (self->wanted) : dup_today (self);
  job->today = dup_today (self);
  job->or_last = self->wanted == NULL;
  return job;
}

static void
take (gpointer page, gpointer result)
{
  PtToday *self = page;

  g_clear_pointer (&self->day, pt_day_free);
  self->day = result;
  show_day (self);
}

static const PtReading reading = { .job = load_job,
                                   .freeze = freeze,
                                   .free_frozen = (GDestroyNotify)load_job_free,
                                   .free_result = (GDestroyNotify)pt_day_free,
                                   .take = take };

static void
go_to (PtToday *self, const char *date)
{
  char *wanted = g_strdup (date);
  g_free (self->wanted);
  self->wanted = wanted;
  pt_reader_again (self->reader);
}

static void
earlier_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to (user_data, PT_TODAY (user_data)->day->earlier);
}

static void
later_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to (user_data, PT_TODAY (user_data)->day->later);
}

static const GActionEntry today_actions[] = {
  { "earlier", earlier_cb },
  { "later", later_cb },
};

static void
on_row_activated (PtToday *self, GtkListBoxRow *row, GtkListBox *box)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, pt_note_card_get_id (PT_NOTE_CARD (row)));
}

static void
saved_cb (PtToday *self, const char *id, const char *group, guint n_notes)
{
  pt_window_toast_saved (GTK_WIDGET (self), group, n_notes);
  pt_today_show_today (self);
}

static void
pt_today_dispose (GObject *object)
{
  PtToday *self = PT_TODAY (object);

  g_clear_handle_id (&self->cards_source, g_source_remove);
  g_clear_pointer (&self->reader, pt_reader_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_TODAY);
  g_clear_pointer (&self->day, pt_day_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_today_parent_class)->dispose (object);
}

static void
pt_today_class_init (PtTodayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_today_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_TODAY, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-today.ui");
  gtk_widget_class_bind_template_child (widget_class, PtToday, capture_bin);
  gtk_widget_class_bind_template_child (widget_class, PtToday, due_bin);
  gtk_widget_class_bind_template_child (widget_class, PtToday, inbox_bin);
  gtk_widget_class_bind_template_child (widget_class, PtToday, day_bar);
  gtk_widget_class_bind_template_child (widget_class, PtToday, heading);
  gtk_widget_class_bind_template_child (widget_class, PtToday, notes);
  gtk_widget_class_bind_template_child (widget_class, PtToday, empty);
  gtk_widget_class_bind_template_child (widget_class, PtToday, close_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
pt_today_init (PtToday *self)
{
  const PtPlace *place = pt_place_find ("today");
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), today_actions,
                                   G_N_ELEMENTS (today_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "today", G_ACTION_GROUP (self->actions));
  gtk_widget_set_visible (self->day_bar, FALSE);
  adw_status_page_set_icon_name (self->empty, pt_place_get_icon (place));
  adw_status_page_set_title (self->empty, _ (place->empty_title));
  adw_status_page_set_description (self->empty, _ (place->empty_text));
}

/* Somebody who went elsewhere meanwhile keeps the focus. */
static gboolean
start_cb (gpointer today)
{
  if (gtk_widget_get_mapped (today))
    pt_today_start_note (today);
  return G_SOURCE_REMOVE;
}

/* The first thing that can be done in a logbook is to write; later the focus stays where it is. The
 * window chooses a focus of its own while it is shown, so ours comes after. */
static void
first_shown_cb (PtToday *self)
{
  g_signal_handlers_disconnect_by_func (self, first_shown_cb, NULL);
  g_idle_add_full (G_PRIORITY_LOW, start_cb, g_object_ref (self), g_object_unref);
}

/**
 * pt_today_new:
 * @logbook: an open logbook
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
pt_today_new (PtLogbook *logbook)
{
  PtToday *self = g_object_new (PT_TYPE_TODAY, NULL);
  self->logbook = g_object_ref (logbook);
  self->capture = pt_capture_new (logbook);
  adw_bin_set_child (self->capture_bin, self->capture);
  adw_bin_set_child (self->due_bin, pt_due_section_new (logbook));
  adw_bin_set_child (self->inbox_bin, pt_inbox_section_new (logbook, PT_CAPTURE (self->capture)));
  self->close = pt_close_day_new (logbook);
  adw_bin_set_child (self->close_bin, self->close);
  g_signal_connect_object (self->capture, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_after (self, "map", G_CALLBACK (first_shown_cb), NULL);
  self->reader = pt_reader_new (self, logbook, &reading);
  return GTK_WIDGET (self);
}

void
pt_today_start_note (PtToday *self)
{
  g_return_if_fail (PT_IS_TODAY (self));
  pt_capture_focus (PT_CAPTURE (self->capture));
}

void
pt_today_keep_draft (PtToday *self)
{
  g_return_if_fail (PT_IS_TODAY (self));
  pt_capture_keep_draft (PT_CAPTURE (self->capture));
}

void
pt_today_refresh_inbox (PtToday *self)
{
  g_return_if_fail (PT_IS_TODAY (self));
  pt_inbox_section_refresh (PT_INBOX_SECTION (adw_bin_get_child (self->inbox_bin)));
}

void
pt_today_close_day (PtToday *self)
{
  g_return_if_fail (PT_IS_TODAY (self));
  pt_close_day_start (PT_CLOSE_DAY (self->close));
}

void
pt_today_show_today (PtToday *self)
{
  g_return_if_fail (PT_IS_TODAY (self));
  go_to (self, NULL);
}

guint
pt_today_get_n_notes (PtToday *self)
{
  g_return_val_if_fail (PT_IS_TODAY (self), 0);
  return self->day ? self->day->notes->len : 0;
}

GtkWidget *
pt_today_get_capture (PtToday *self)
{
  g_return_val_if_fail (PT_IS_TODAY (self), NULL);
  return self->capture;
}

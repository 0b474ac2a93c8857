/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-review-page.h: from the agenda over what is on the table to the note. */
#include "pt-review-private.h"

#include "pt-body-text.h"
#include "pt-choice-button.h"
#include "pt-form-wrap.h"
#include "pt-kept-text.h"
#include "pt-review-item.h"

#include <glib/gi18n-lib.h>

#define MARGIN 12 /* pixels beside the voices, as in the template */
#define WIDE 720  /* pixels from which sources and boxes stand beside each other */

enum
{
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtReviewPage, pt_review_page, GTK_TYPE_BOX)

void
pt_review_page_set_enabled (PtReviewPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* ── The stages ── */

void
pt_review_page_show_stage (PtReviewPage *self, const char *stage)
{
  const gboolean item = g_str_equal (stage, "item");

  gtk_stack_set_visible_child_name (self->stack, stage);
  pt_review_page_set_enabled (self, "begin", g_str_equal (stage, "agenda"));
  pt_review_page_set_enabled (self, "next", item);
  pt_review_page_set_enabled (self, "previous", item && self->at > 0);
  pt_review_page_set_enabled (self, "finish", item);
  pt_review_page_set_enabled (self, "write", g_str_equal (stage, "note"));
  if (!item)
    adw_window_title_set_subtitle (self->title, "");
}

void
pt_review_page_go_to (PtReviewPage *self, guint at)
{
  pt_review_item_view_flush (PT_REVIEW_ITEM_VIEW (self->item));
  if (!self->begun)
    pt_review_said_begin (self);
  self->begun = TRUE;
  self->at = at;
  pt_review_page_show_stage (self, "item");
  pt_review_table_show (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
}

static void
begin_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;

  if (self->data->items->len > 0)
    pt_review_page_go_to (self, 0);
  else
    pt_review_note_show (self);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;

  if (self->at + 1 < self->data->items->len)
    pt_review_page_go_to (self, self->at + 1);
  else
    pt_review_note_show (self);
}

static void
previous_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;

  pt_review_page_go_to (self, self->at - 1);
}

static void
finish_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_review_note_show (user_data);
}

static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;

  pt_review_page_flush (self);
  pt_review_page_emit_left (self, "");
}

static void
on_sheet (PtReviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "review.sheet", "s",
                              gtk_editable_get_text (GTK_EDITABLE (self->sheet)));
}

static const GActionEntry review_actions[] = {
  { "begin", begin_cb },
  { "next", next_cb },
  { "previous", previous_cb },
  { "finish", finish_cb },
  { "write", pt_review_note_cb },
  { "leave", leave_cb },
  { "status", pt_review_status_cb, "s" },
  { "voice", pt_review_said_cb, "s" },
  { "sheet", pt_review_sheet_cb, "s" },
};

/* ── Keys ── */

static gboolean
press (PtReviewPage *self, const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtReviewPage *self)
{
  const guint32 letter = gdk_keyval_to_unicode (gdk_keyval_to_lower (key));

  if (key == GDK_KEY_Escape)
    return press (self, "review.leave");
  if (key == GDK_KEY_Page_Down)
    return press (self, "review.next");
  if (key == GDK_KEY_Page_Up)
    return press (self, "review.previous");
  if (pt_review_table_get_item (self) == NULL
      || !g_str_equal (gtk_stack_get_visible_child_name (self->stack), "item")
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (letter >= '1' && letter <= '9')
    return pt_review_status_press (self, letter - '1');
  return letter != 0 && letter < 128 ? pt_review_said_press (self, (char)letter)
                                     : GDK_EVENT_PROPAGATE;
}

/* ── Type ── */

/* What scrolls asks for the height of one long line; the lines of a narrow page are asked for it here. */
static void
fit_voices (PtReviewPage *self, int width)
{
  int height;

  gtk_widget_measure (self->voices, GTK_ORIENTATION_VERTICAL, width - 2 * MARGIN, NULL, &height,
                      NULL, NULL);
  gtk_scrolled_window_set_min_content_height (
      self->voices_scroller,
      MIN (height, gtk_scrolled_window_get_max_content_height (self->voices_scroller)));
}

static gboolean
width_cb (gpointer user_data)
{
  PtReviewPage *self = user_data;
  const double width = gtk_adjustment_get_page_size (
      gtk_scrolled_window_get_hadjustment (self->scroller));

  self->width_source = 0;
  if (width > 0)
    {
      pt_review_item_view_set_narrow (PT_REVIEW_ITEM_VIEW (self->item), width < WIDE);
      fit_voices (self, (int)width);
    }
  return G_SOURCE_REMOVE;
}

static void
page_size_cb (PtReviewPage *self)
{
  if (self->width_source == 0)
    self->width_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, width_cb, self, NULL);
}

static void
pt_review_page_dispose (GObject *object)
{
  PtReviewPage *self = PT_REVIEW_PAGE (object);

  g_clear_pointer (&self->agenda_reader, pt_reader_free);
  g_clear_pointer (&self->record_reader, pt_reader_free);
  g_clear_handle_id (&self->width_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_REVIEW_PAGE);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->results, g_hash_table_unref);
  g_clear_pointer (&self->data, pt_review_data_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_review_page_parent_class)->dispose (object);
}

static void
pt_review_page_class_init (PtReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_review_page_dispose;
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, title);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, people_bin);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, agenda);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, item_bin);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, statuses_bin);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, voices_scroller);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, voices_bin);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, progress);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, sheet_button);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, sheet);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, handled);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, decided);
  gtk_widget_class_bind_template_callback (widget_class, on_sheet);
}

static void
pt_review_page_init (PtReviewPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->results = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)pt_review_result_free);
  self->order = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), review_actions,
                                   G_N_ELEMENTS (review_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "review", G_ACTION_GROUP (self->actions));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->statuses = pt_form_wrap_box_new (6);
  adw_bin_set_child (self->statuses_bin, self->statuses);
  self->voices = pt_form_wrap_box_new (6);
  adw_bin_set_child (self->voices_bin, self->voices);
  pt_review_agenda_init (self);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (page_size_cb), self, G_CONNECT_SWAPPED);
  pt_review_page_show_stage (self, "loading");
}

/**
 * pt_review_page_new:
 * @logbook: an open logbook
 *
 * Returns: (transfer floating): the page; it reads its agenda when it is seen
 */
GtkWidget *
pt_review_page_new (PtLogbook *logbook)
{
  PtReviewPage *self = g_object_new (PT_TYPE_REVIEW_PAGE, NULL);

  self->logbook = g_object_ref (logbook);
  self->people = pt_choice_button_new (logbook, "stakeholder", _ ("Who Is at the Table?"),
                                       "system-users-symbolic", TRUE);
  self->item = pt_review_item_view_new (logbook);
  adw_bin_set_child (self->people_bin, self->people);
  adw_bin_set_child (self->item_bin, self->item);
  pt_body_text_watch (self->decided, logbook);
  pt_kept_text_begin (self->decided, logbook, "review", "");
  self->agenda_reader = pt_reader_new (self, logbook, &pt_review_agenda_reading);
  self->record_reader = pt_reader_new (self, logbook, &pt_review_record_reading);
  return GTK_WIDGET (self);
}

void
pt_review_page_flush (PtReviewPage *self)
{
  g_return_if_fail (PT_IS_REVIEW_PAGE (self));
  pt_review_item_view_flush (PT_REVIEW_ITEM_VIEW (self->item));
}

void
pt_review_page_emit_left (PtReviewPage *self, const char *id)
{
  g_signal_emit (self, signals[LEFT], 0, id);
}

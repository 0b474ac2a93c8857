/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts: an area that grows with its words and wraps, so that a long title can be read on a narrow
 * screen; for long texts a reading view in front of it. Enter ends a one-line text. */
#include "pt-field-row-private.h"

#include <glib/gi18n-lib.h>

#include "pt-body-text.h"
#include "pt-markdown-view.h"
#include "pt-mention-text.h"
#include "pt-spell-text.h"
#include "pt-validate.h"

#define CURSOR_MARGIN_PX 36

/* ── The growing area ── */

/* The page scrolls, not the text: its cursor must pull the page along. */
static gboolean
follow_cursor_cb (gpointer data)
{
  GtkTextView *view = data;
  GtkWidget *frame = gtk_widget_get_parent (GTK_WIDGET (view));
  GtkWidget *page = frame != NULL ? gtk_widget_get_ancestor (gtk_widget_get_parent (frame),
                                                             GTK_TYPE_SCROLLED_WINDOW)
                                  : NULL;
  GdkRectangle at;
  double x, y;
  int wx, wy;

  if (page == NULL || !gtk_widget_has_focus (GTK_WIDGET (view)))
    return G_SOURCE_REMOVE;
  gtk_text_view_get_cursor_locations (view, NULL, &at, NULL);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, at.x, at.y, &wx, &wy);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (view), page, wx, wy, &x, &y))
    return G_SOURCE_REMOVE;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));
  const double below = y + at.height + CURSOR_MARGIN_PX - gtk_widget_get_height (page);
  if (below > 0 || y < CURSOR_MARGIN_PX)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                              + (below > 0 ? below : y - CURSOR_MARGIN_PX));
  return G_SOURCE_REMOVE;
}

static void
cursor_moved_cb (GtkTextView *view)
{
  if (gtk_widget_has_focus (GTK_WIDGET (view)))
    g_idle_add_full (G_PRIORITY_LOW, follow_cursor_cb, g_object_ref (view), g_object_unref);
}

static void
show_placeholder (PtFieldRow *row)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (row->parts[PT_PART_VIEW]));

  gtk_widget_set_visible (row->parts[PT_PART_PLACEHOLDER],
                          gtk_text_buffer_get_char_count (buffer) == 0);
}

static void
text_changed_cb (PtFieldRow *row)
{
  show_placeholder (row);
  pt_field_row_touched (row);
}

static void
read_again (PtFieldRow *row, const char *text)
{
  pt_markdown_view_set_text (PT_MARKDOWN_VIEW (row->parts[PT_PART_READING]), text, row->around);
  gtk_stack_set_visible_child_name (GTK_STACK (row->parts[PT_PART_STACK]), "read");
  gtk_widget_grab_focus (row->parts[PT_PART_READING]);
}

static void
leave_text (PtFieldRow *row)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (row->parts[PT_PART_VIEW]));
  g_autofree char *text = pt_mention_text_dup (buffer);

  pt_field_row_close (row);
  if (row->parts[PT_PART_STACK] != NULL && text[0] != '\0' && !row->wrong)
    read_again (row, text);
  else
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (row))),
                            GTK_DIR_TAB_FORWARD);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtFieldRow *row)
{
  const gboolean one_line = row->field->kind != PT_KIND_LONG;
  const gboolean enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter
                         || key == GDK_KEY_ISO_Enter;

  if (key == GDK_KEY_Escape || (enter && (one_line || (state & GDK_CONTROL_MASK) != 0)))
    {
      leave_text (row);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* A pasted line break in a one-line text becomes a space. */
static void
insert_text_cb (GtkTextBuffer *buffer, GtkTextIter *at, char *text, int length)
{
  g_autofree char *line = NULL;

  if (memchr (text, '\n', length) == NULL)
    return;
  line = g_strdelimit (g_strndup (text, length), "\n\r", ' ');
  g_signal_stop_emission_by_name (buffer, "insert-text");
  gtk_text_buffer_insert (buffer, at, line, -1);
}

static GtkWidget *
make_placeholder (PtFieldRow *row)
{
  const char *hint = row->field->hint != NULL ? g_dgettext (GETTEXT_PACKAGE, row->field->hint)
                     : row->look == PT_FIELD_ROW_PLAIN   ? "–"
                     : row->look == PT_FIELD_ROW_HEADING ? pt_field_label (row->field)
                                                         : C_ ("text", "Nothing written yet");
  GtkWidget *label = gtk_label_new (hint);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_add_css_class (label, "pt-placeholder");
  return label;
}

static GtkWidget *
make_view (PtFieldRow *row)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_hexpand (view, TRUE);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (pt_field_row_opened), row);
  gtk_widget_add_controller (view, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), row);
  gtk_widget_add_controller (view, keys);
  pt_field_row_label (row, view);
  return view;
}

/* A text view lays its lines out after it got its place, and asks for more height when it may no
 * longer ask; without this the text of a row that is shown for the first time can stay unseen. */
static gboolean
grow_cb (gpointer view)
{
  gtk_widget_queue_resize (view);
  return G_SOURCE_REMOVE;
}

static void
laid_out_cb (GtkAdjustment *adjustment, GtkWidget *view)
{
  if (gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, grow_cb, g_object_ref (view), g_object_unref);
}

/* A text view asks for the width of its longest line as it stood when last laid out, and would not let
 * the window become narrower; in this frame it takes the width that there is, and the height it needs. */
GtkWidget *
pt_field_row_frame_text (GtkWidget *view)
{
  GtkWidget *frame = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (frame), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (frame), view);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (frame)),
                           "changed", G_CALLBACK (laid_out_cb), view, 0);
  return frame;
}

GtkWidget *
pt_field_row_make_area (PtFieldRow *row, gboolean one_line)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *view = row->parts[PT_PART_VIEW] = make_view (row);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  row->parts[PT_PART_PLACEHOLDER] = make_placeholder (row);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), pt_field_row_frame_text (view));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), row->parts[PT_PART_PLACEHOLDER]);
  gtk_overlay_set_measure_overlay (GTK_OVERLAY (overlay), row->parts[PT_PART_PLACEHOLDER], TRUE);
  gtk_widget_add_css_class (overlay, "pt-area");
  if (one_line)
    g_signal_connect (buffer, "insert-text", G_CALLBACK (insert_text_cb), NULL);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (text_changed_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "notify::cursor-position", G_CALLBACK (cursor_moved_cb), view,
                           G_CONNECT_SWAPPED);
  return overlay;
}

void
pt_field_row_area_load (PtFieldRow *row, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (row->parts[PT_PART_VIEW]));
  g_autofree char *now = pt_mention_text_dup (buffer);

  if (strcmp (now, text) != 0)
    pt_mention_text_load (buffer, text);
  show_placeholder (row);
}

static gboolean
read_area (PtFieldRow *row, PtEdit *edit, GError **error)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (row->parts[PT_PART_VIEW]));
  g_autofree char *text = pt_mention_text_dup (buffer);
  g_autoptr (PtValue) value = pt_value_new_text (text);

  if (text[0] != '\0' && !pt_validate_value (row->field, value, error))
    return FALSE;
  edit->asks_names = true;
  pt_edit_set_text (edit, row->field->id, text);
  pt_field_row_names_check (row, text);
  return TRUE;
}

static void
open_area (PtFieldRow *row)
{
  gtk_widget_grab_focus (row->parts[PT_PART_VIEW]);
}

/* ── One-line texts ── */

static void
make_text (PtFieldRow *row)
{
  row->editor = pt_field_row_make_area (row, TRUE);
}

/* An entry without a title is called by its first line: the heading says so before it is typed. */
static void
suggest_title (PtFieldRow *row)
{
  g_autofree char *title = pt_record_dup_title (row->record);

  if (row->look == PT_FIELD_ROW_HEADING && (row->field->flags & PT_FIELD_REQUIRED) == 0)
    gtk_label_set_label (GTK_LABEL (row->parts[PT_PART_PLACEHOLDER]), title);
}

static void
show_text (PtFieldRow *row)
{
  g_autofree char *text = pt_field_row_dup_value (row);

  pt_field_row_area_load (row, text);
  if (text[0] == '\0')
    suggest_title (row);
}

const PtFieldRowOps pt_field_row_text_ops = {
  .make = make_text,
  .show = show_text,
  .read = read_area,
  .open = open_area,
};

/* ── Long texts: read first, edited by a click or Enter ── */

static void
open_long (PtFieldRow *row)
{
  gtk_stack_set_visible_child_name (GTK_STACK (row->parts[PT_PART_STACK]), "edit");
  gtk_widget_grab_focus (row->parts[PT_PART_VIEW]);
}

static void
make_long (PtFieldRow *row)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *reading = pt_markdown_view_new ();

  row->parts[PT_PART_STACK] = stack;
  row->parts[PT_PART_READING] = reading;
  /* In neither direction: a homogeneous width would be asked of the hidden text for one line's height. */
  gtk_stack_set_vhomogeneous (GTK_STACK (stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (stack), FALSE);
  gtk_stack_add_named (GTK_STACK (stack), reading, "read");
  gtk_stack_add_named (GTK_STACK (stack), pt_field_row_make_area (row, FALSE), "edit");
  pt_body_text_watch (GTK_TEXT_VIEW (row->parts[PT_PART_VIEW]), row->logbook);
  pt_field_row_label (row, reading);
  g_signal_connect_object (reading, "edit", G_CALLBACK (open_long), row, G_CONNECT_SWAPPED);
  row->editor = stack;
}

static void
show_long (PtFieldRow *row)
{
  const char *text = pt_record_get_text (row->record, row->field->id);
  const gboolean empty = text == NULL || text[0] == '\0';

  pt_spell_text_set_lang (GTK_TEXT_VIEW (row->parts[PT_PART_VIEW]),
                          pt_record_get_text (row->record, "lang"));
  pt_field_row_area_load (row, empty ? "" : text);
  pt_markdown_view_set_text (PT_MARKDOWN_VIEW (row->parts[PT_PART_READING]), empty ? "" : text,
                             row->around);
  if (!row->inside)
    gtk_stack_set_visible_child_name (GTK_STACK (row->parts[PT_PART_STACK]),
                                      empty ? "edit" : "read");
}

const PtFieldRowOps pt_field_row_long_ops = {
  .make = make_long,
  .show = show_long,
  .read = read_area,
  .open = open_long,
};

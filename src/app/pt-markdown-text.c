/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags over a plain text, put anew a moment after it changed; see the header. */
#include "pt-markdown-text.h"

#include <string.h>

#define MARK_DELAY_MS 150
#define MARKED_MAX 50000 /* characters: longer texts stay without marks */

/* ── Lists ── */

char *
pt_markdown_text_dup_next (const char *line)
{
  g_autoptr (GRegex)
      regex = g_regex_new ("^(\\s*)(?:([-*•])( \\[[ xX]\\])?|(\\d{1,3})([.)])) (.*)$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  if (!g_regex_match (regex, line, 0, &match))
    return NULL;
  g_autofree char *indent = g_match_info_fetch (match, 1);
  g_autofree char *sign = g_match_info_fetch (match, 2);
  g_autofree char *box = g_match_info_fetch (match, 3);
  g_autofree char *number = g_match_info_fetch (match, 4);
  g_autofree char *dot = g_match_info_fetch (match, 5);
  g_autofree char *rest = g_match_info_fetch (match, 6);
  if (*g_strstrip (rest) == '\0')
    return g_strdup ("");
  if (number && *number)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT "%s ", indent,
                            g_ascii_strtoll (number, NULL, 10) + 1, dot);
  return g_strdup_printf ("%s%s%s ", indent, sign, box && *box ? " [ ]" : "");
}

static void
go_on (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *cursor, const char *next)
{
  gtk_text_buffer_begin_user_action (buffer);
  if (*next == '\0')
    gtk_text_buffer_delete (buffer, start, cursor);
  else
    {
      g_autofree char *text = g_strconcat ("\n", next, NULL);
      gtk_text_buffer_insert (buffer, cursor, text, -1);
    }
  gtk_text_buffer_end_user_action (buffer);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, cursor;
  const GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK);

  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || held != 0
      || gtk_text_buffer_get_has_selection (buffer))
    return GDK_EVENT_PROPAGATE;
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  start = cursor;
  gtk_text_iter_set_line_offset (&start, 0);
  g_autofree char *line = gtk_text_buffer_get_text (buffer, &start, &cursor, TRUE);
  g_autofree char *next = pt_markdown_text_dup_next (line);
  if (next == NULL)
    return GDK_EVENT_PROPAGATE;
  go_on (buffer, &start, &cursor, next);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
  return GDK_EVENT_STOP;
}

/* ── Marks ── */

typedef struct
{
  const char *tag;
  const char *pattern;
} Mark;

static const Mark marks[] = {
  { "pt-md-heading", "^#{1,6} .*$" },
  { "pt-md-bold", "\\*\\*[^*\\n]+\\*\\*" },
  { "pt-md-italic", "(?<![*\\w])\\*[^*\\s][^*\\n]*\\*(?![*\\w])" },
  { "pt-md-italic", "(?<![_\\w])_[^_\\s][^_\\n]*_(?![_\\w])" },
  { "pt-md-code", "`[^`\\n]+`" },
  { "pt-md-sign", "^\\s*(?:[-*•]|\\d{1,3}[.)]|>|#{1,6})(?= )" },
};

static void
add_tags (GtkTextBuffer *buffer)
{
  gtk_text_buffer_create_tag (buffer, "pt-md-heading", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (buffer, "pt-md-bold", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (buffer, "pt-md-italic", "style", PANGO_STYLE_ITALIC, NULL);
  gtk_text_buffer_create_tag (buffer, "pt-md-code", "family", "monospace", NULL);
  gtk_text_buffer_create_tag (buffer, "pt-md-sign", "weight", PANGO_WEIGHT_BOLD, NULL);
}

/* Offsets of a match are bytes, those of a buffer characters. */
static void
put_mark (GtkTextBuffer *buffer, const char *text, const GMatchInfo *match, const char *tag)
{
  GtkTextIter from, to;
  int start, end;
  if (!g_match_info_fetch_pos (match, 0, &start, &end) || end <= start)
    return;
  const int first = (int)g_utf8_pointer_to_offset (text, text + start);
  gtk_text_buffer_get_iter_at_offset (buffer, &from, first);
  gtk_text_buffer_get_iter_at_offset (
      buffer, &to, first + (int)g_utf8_pointer_to_offset (text + start, text + end));
  gtk_text_buffer_apply_tag_by_name (buffer, tag, &from, &to);
}

static void
mark_all (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    gtk_text_buffer_remove_tag_by_name (buffer, marks[i].tag, &start, &end);
  if (gtk_text_buffer_get_char_count (buffer) > MARKED_MAX)
    return;
  g_autofree char *text = gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (marks[i].pattern, G_REGEX_MULTILINE, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      for (gboolean found = g_regex_match (regex, text, 0, &match); found;
           found = g_match_info_next (match, NULL))
        put_mark (buffer, text, match, marks[i].tag);
    }
}

#define SOURCE_KEY "pt-md-source"

static gboolean
mark_cb (gpointer user_data)
{
  GtkTextBuffer *buffer = user_data;
  g_object_set_data (G_OBJECT (buffer), SOURCE_KEY, NULL);
  mark_all (buffer);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GtkTextBuffer *buffer)
{
  if (g_object_get_data (G_OBJECT (buffer), SOURCE_KEY) != NULL)
    return;
  guint source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, MARK_DELAY_MS, mark_cb,
                                     g_object_ref (buffer), g_object_unref);
  g_object_set_data (G_OBJECT (buffer), SOURCE_KEY, GUINT_TO_POINTER (source));
}

void
pt_markdown_text_watch (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkEventController *keys = gtk_event_controller_key_new ();

  add_tags (buffer);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), view, 0);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), view, G_CONNECT_DEFAULT);
}

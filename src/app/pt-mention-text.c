/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tag of the buffer carries the id; typing @ or # at the beginning of a word opens the picker. */
#include "pt-mention-text.h"

#include "pt-mention.h"
#include "pt-picker.h"

#define ID_KEY "pt-mention-id"
#define LOADING_KEY "pt-mention-loading"

/* ── Text with references ↔ buffer with tags ── */

static void
insert_mention (GtkTextBuffer *buffer, GtkTextIter *at, const PtMention *mention)
{
  GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_SEMIBOLD,
                                                NULL);
  const char sigil[] = { mention->sigil, '\0' };
  g_autofree char *shown = g_strconcat (sigil, mention->label, NULL);

  g_object_set_data_full (G_OBJECT (tag), ID_KEY, g_strdup (mention->id), g_free);
  gtk_text_buffer_insert_with_tags (buffer, at, shown, -1, tag, NULL);
}

static void
insert_text (GtkTextBuffer *buffer, GtkTextIter *at, const char *text)
{
  g_autoptr (GPtrArray) mentions = pt_mention_find (text);
  size_t from = 0;

  for (guint i = 0; i < mentions->len; i++)
    {
      const PtMention *mention = g_ptr_array_index (mentions, i);
      gtk_text_buffer_insert (buffer, at, text + from, mention->start - from);
      insert_mention (buffer, at, mention);
      from = mention->end;
    }
  gtk_text_buffer_insert (buffer, at, text + from, -1);
}

static void
drop_tag_cb (GtkTextTag *tag, gpointer tags)
{
  if (g_object_get_data (G_OBJECT (tag), ID_KEY) != NULL)
    g_ptr_array_add (tags, tag);
}

static void
drop_tags (GtkTextBuffer *buffer)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (buffer);
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();

  gtk_text_tag_table_foreach (table, drop_tag_cb, tags);
  for (guint i = 0; i < tags->len; i++)
    gtk_text_tag_table_remove (table, g_ptr_array_index (tags, i));
}

void
pt_mention_text_load (GtkTextBuffer *buffer, const char *text)
{
  GtkTextIter start;

  g_object_set_data (G_OBJECT (buffer), LOADING_KEY, buffer);
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, "", 0);
  drop_tags (buffer);
  gtk_text_buffer_get_start_iter (buffer, &start);
  insert_text (buffer, &start, text);
  gtk_text_buffer_end_irreversible_action (buffer);
  g_object_set_data (G_OBJECT (buffer), LOADING_KEY, NULL);
}

static GtkTextTag *
mention_tag_at (const GtkTextIter *at)
{
  g_autoptr (GSList) tags = gtk_text_iter_get_tags (at);

  for (GSList *l = tags; l != NULL; l = l->next)
    if (g_object_get_data (l->data, ID_KEY) != NULL)
      return l->data;
  return NULL;
}

char *
pt_mention_text_dup (GtkTextBuffer *buffer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkTextIter from, to;

  gtk_text_buffer_get_start_iter (buffer, &from);
  while (!gtk_text_iter_is_end (&from))
    {
      /* Other tags, such as those of Markdown, do not cut a mention in two. */
      GtkTextTag *tag = mention_tag_at (&from);
      const char *id = tag != NULL ? g_object_get_data (G_OBJECT (tag), ID_KEY) : NULL;
      to = from;
      if (!gtk_text_iter_forward_to_tag_toggle (&to, tag))
        gtk_text_buffer_get_end_iter (buffer, &to);
      g_autofree char *part = gtk_text_buffer_get_text (buffer, &from, &to, TRUE);
      if (id != NULL)
        g_string_append_printf (text, "[%s](pt:%s)", part, id);
      else
        g_string_append (text, part);
      from = to;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ── Typing @ and # ── */

typedef struct
{
  char sigil;
  const char *kinds;
} Trigger;

static const Trigger triggers[] = {
  { '@', "stakeholder" },
  { '#', "question|theme" },
};

/* An open question: who is meant at this mark? */
typedef struct
{
  PtLogbook *logbook;
  GtkTextView *view;
  GtkTextMark *after; /* behind the sigil */
  PtPicker *picker;
  gboolean answered;
} Asking;

static void
replace_sigil (Asking *asking, const char *reference)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (asking->view);
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_mark (buffer, &to, asking->after);
  from = to;
  gtk_text_iter_backward_char (&from);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &from, &to);
  insert_text (buffer, &from, reference);
  gtk_text_buffer_insert (buffer, &from, " ", 1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
picked_cb (Asking *asking, const char *id, const char *title)
{
  PtStore *reader = pt_logbook_get_reader (asking->logbook);
  g_autofree char *theme = pt_mention_write_theme (id);
  g_autoptr (PtRecord) record = theme == NULL ? pt_store_get_record (reader, id, NULL) : NULL;
  g_autofree char *reference = record != NULL ? pt_mention_write (record) : NULL;

  asking->answered = TRUE;
  if (theme != NULL || reference != NULL)
    replace_sigil (asking, theme != NULL ? theme : reference);
}

/* Nobody was meant: what was typed into the search belongs to the text. */
static void
keep_words (Asking *asking)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (asking->view);
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_mark (buffer, &at, asking->after);
  gtk_text_buffer_insert (buffer, &at, pt_picker_get_query (asking->picker), -1);
}

static gboolean
drop_popover_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *popover, Asking *asking)
{
  if (!asking->answered)
    keep_words (asking);
  gtk_text_buffer_delete_mark (gtk_text_view_get_buffer (asking->view), asking->after);
  gtk_widget_grab_focus (GTK_WIDGET (asking->view));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_popover_cb, g_object_ref (popover),
                   g_object_unref);
}

static void
ask (PtLogbook *logbook, GtkTextView *view, const GtkTextIter *after, const char *kinds)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  Asking *asking = g_new0 (Asking, 1);
  GtkWidget *popover;
  GdkRectangle at;

  asking->logbook = logbook;
  asking->view = view;
  asking->after = gtk_text_buffer_create_mark (buffer, NULL, after, FALSE);
  asking->picker = PT_PICKER (pt_picker_new (logbook, kinds, FALSE));
  /* Before the popover, which closes when somebody is picked: closing asks whether it is answered. */
  g_signal_connect_swapped (asking->picker, "picked", G_CALLBACK (picked_cb), asking);
  popover = pt_picker_popover_new (asking->picker);
  g_object_set_data_full (G_OBJECT (popover), "asking", asking, g_free);
  gtk_widget_set_parent (popover, GTK_WIDGET (view));
  gtk_text_view_get_iter_location (view, after, &at);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, at.x, at.y, &at.x, &at.y);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &at);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), asking);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static gboolean
begins_word (const GtkTextIter *sigil)
{
  GtkTextIter before = *sigil;

  return !gtk_text_iter_backward_char (&before)
         || g_unichar_isspace (gtk_text_iter_get_char (&before))
         || gtk_text_iter_get_char (&before) == '(';
}

static void
inserted_cb (GtkTextBuffer *buffer, GtkTextIter *after, char *text, int length, GtkTextView *view)
{
  PtLogbook *logbook = g_object_get_data (G_OBJECT (view), "logbook");
  GtkTextIter sigil = *after;

  if (length != 1 || g_object_get_data (G_OBJECT (buffer), LOADING_KEY) != NULL
      || !gtk_widget_has_focus (GTK_WIDGET (view)))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (triggers); i++)
    if (text[0] == triggers[i].sigil && gtk_text_iter_backward_char (&sigil)
        && begins_word (&sigil))
      ask (logbook, view, after, triggers[i].kinds);
}

void
pt_mention_text_watch (GtkTextView *view, PtLogbook *logbook)
{
  g_object_set_data_full (G_OBJECT (view), "logbook", g_object_ref (logbook), g_object_unref);
  g_signal_connect_object (gtk_text_view_get_buffer (view), "insert-text", G_CALLBACK (inserted_cb),
                           view, G_CONNECT_AFTER);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pasted lists: nine post-its are nine notes. Asked once, right after the paste, and never in the
 * way: who writes on keeps one note. */
#include "pt-capture-private.h"

#include "pt-mention-text.h"

#include <glib/gi18n-lib.h>

#define LINES_MIN 3
#define LINE_LENGTH_MAX 200 /* characters; longer lines are paragraphs of one text */

static gboolean
is_list (const char *const *lines)
{
  guint n = 0;
  for (; lines[n]; n++)
    if (g_utf8_strlen (lines[n], -1) > LINE_LENGTH_MAX)
      return FALSE;
  return n >= LINES_MIN;
}

static void
separate_cb (PtCapture *self)
{
  pt_capture_save (self, TRUE);
}

static void
together_cb (PtCapture *self)
{
  pt_capture_drop_aside (self);
  pt_capture_focus (self);
}

static GtkWidget *
make_button (PtCapture *self, const char *label, GCallback pressed)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_signal_connect_object (button, "clicked", pressed, self, G_CONNECT_SWAPPED);
  return button;
}

static void
ask (PtCapture *self, guint n)
{
  GtkWidget *aside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = g_strdup_printf (ngettext ("You pasted %u line. Each line on its own?",
                                                     "You pasted %u lines. Each line on its own?",
                                                     n),
                                           n);
  g_autofree char *label = g_strdup_printf (ngettext ("_Save %u Note", "_Save %u Notes", n), n);
  GtkWidget *question = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (question), TRUE);
  gtk_label_set_xalign (GTK_LABEL (question), 0);
  gtk_box_append (GTK_BOX (buttons), make_button (self, label, G_CALLBACK (separate_cb)));
  gtk_box_append (GTK_BOX (buttons),
                  make_button (self, _ ("_Keep Together"), G_CALLBACK (together_cb)));
  gtk_widget_add_css_class (aside, "pt-aside");
  gtk_box_append (GTK_BOX (aside), question);
  gtk_box_append (GTK_BOX (aside), buttons);
  pt_capture_show_aside (self, aside);
}

static void
pasted_cb (PtCapture *self)
{
  g_autofree char *body = pt_mention_text_dup (gtk_text_view_get_buffer (self->body));
  g_auto (GStrv) lines = pt_draft_split_lines (body);
  if (is_list ((const char *const *)lines))
    ask (self, g_strv_length (lines));
}

void
pt_capture_list_watch (PtCapture *self)
{
  g_signal_connect_object (gtk_text_view_get_buffer (self->body), "paste-done",
                           G_CALLBACK (pasted_cb), self, G_CONNECT_SWAPPED);
}

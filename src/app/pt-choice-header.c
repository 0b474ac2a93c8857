/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-choice-header.h"

static GtkWidget *
make_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
root_cb (GtkWidget *title)
{
  GtkRoot *window = gtk_widget_get_root (title);

  if (window != NULL)
    g_object_bind_property (window, "title", title, "label", G_BINDING_SYNC_CREATE);
}

/* On two lines where both buttons leave no more room than that. */
static GtkWidget *
make_title (void)
{
  GtkWidget *title = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (title), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (title, "title");
  gtk_widget_add_css_class (title, "two-lines");
  g_signal_connect (title, "notify::root", G_CALLBACK (root_cb), NULL);
  return title;
}

GtkWidget *
pt_choice_header_new (const char *close, const char *decide, const char *action)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *button = make_button (decide, action);

  gtk_widget_add_css_class (button, "destructive-action");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), make_title ());
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), make_button (close, "window.close"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), button);
  return header;
}

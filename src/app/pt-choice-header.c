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

GtkWidget *
pt_choice_header_new (const char *close, const char *decide, const char *action)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *button = make_button (decide, action);

  gtk_widget_add_css_class (button, "destructive-action");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), make_button (close, "window.close"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), button);
  return header;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-empty-page.h. */
#include "pt-empty-page.h"

#include <glib/gi18n-lib.h>

AdwStatusPage *
pt_empty_page_new (void)
{
  AdwStatusPage *self = ADW_STATUS_PAGE (adw_status_page_new ());
  GtkWidget *button = gtk_button_new ();

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  adw_status_page_set_child (self, button);
  return self;
}

void
pt_empty_page_say (AdwStatusPage *self, const PtPlace *place, const char *title, const char *text)
{
  adw_status_page_set_icon_name (self, pt_place_get_icon (place));
  adw_status_page_set_title (self, title);
  adw_status_page_set_description (self, text);
  gtk_widget_set_visible (adw_status_page_get_child (self), FALSE);
}

void
pt_empty_page_teach (AdwStatusPage *self, const PtPlace *place)
{
  GtkWidget *button = adw_status_page_get_child (self);

  pt_empty_page_say (self, place, _ (place->empty_title), _ (place->empty_text));
  gtk_button_set_label (GTK_BUTTON (button), pt_place_get_new_label (place));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", place->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.new");
  gtk_widget_set_visible (button, TRUE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. That it was said is a setting of this logbook on this laptop. */
#include "pt-sensitive-help.h"

#include "pt-detail-errand.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define SAID_SETTING "sensitive-help"

static gpointer
said_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (pt_store_set_setting (store, SAID_SETTING, "1", error));
}

void
pt_sensitive_help_offer (GtkWidget *from, PtLogbook *logbook)
{
  g_autofree char *said = pt_store_dup_setting (pt_logbook_get_reader (logbook), SAID_SETTING);
  GtkRoot *root = gtk_widget_get_root (from);
  if (said || !GTK_IS_WINDOW (root))
    return;
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (root), _ ("This Is No Client File"),
      _ ("Do not write what can harm someone: no diagnoses, no debts, no suspicions about a "
         "person. "
         "A sensitive note is never printed as it stands. Keep it private, or let only the core "
         "team read it, by “Sharing” on its page."));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Got It"));
  gtk_window_present (GTK_WINDOW (dialog));
  pt_detail_errand (from, logbook, said_job, NULL, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app beside a real hub in a process of its own, and a colleague's laptop that is a folder without
 * a window. PT_HUB says which program is the hub. */
#pragma once

#include "pt-logbook.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  Ui ui;
  char *folder; /* of the hub */
  GSubprocess *hub;
} Team;

/* The app with a logbook of An, and a hub that it does not know of yet. */
void team_set_up (Team *team, gconstpointer data);
void team_tear_down (Team *team, gconstpointer data);
void team_start_hub (Team *team);
void team_start_hub_at (Team *team, const char *listen);
void team_stop_hub (Team *team);

/* (transfer full): what the hub's program answers to these words, up to NULL. */
char *team_hub (const char *first, ...) G_GNUC_NULL_TERMINATED;
/* (transfer full): the value behind @name, such as `url: `. */
char *team_find_line (const char *output, const char *name);

/* From the dialog, which is left open. */
void team_connect (Team *team);
/* Nothing waits; a condition for lab_wait(). */
gboolean team_is_shared (gpointer team);
/* The dialog, made anew: it asks the team server when it opens. */
GtkWidget *team_reopen_sharing (Team *team, GtkWidget *dialog);

/* Sofie, from the dialog. */
void team_invite (GtkWidget *dialog);
/* Her laptop joins with what the dialog shows, writes, and shares. */
void team_write_as_sofie (Team *team, GtkWidget *dialog);
/* Connects and invites; she joins, is shut out, and had something to send: the dialog shows what is set aside.
 * Returns: (transfer none): the dialog */
GtkWidget *team_hold_sofie (Team *team);
/* (transfer full): her logbook. */
char *team_dup_sofie (Team *team);
/* The dialog shows what is set aside. */
gboolean team_shows_held (gpointer dialog);

/* These words are in a label that can be seen in or below @widget. */
gboolean team_says (GtkWidget *widget, const char *words);
/* In the logbook of the window; returns when it is done. */
void team_run_job (Team *team, PtStoreJob job);

G_END_DECLS

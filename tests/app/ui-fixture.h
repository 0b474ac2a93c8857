/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole app in the test's own process: started as a person starts it, looked at through its
 * widgets and through the logbook that it wrote. */
#pragma once

#include "detail-fixture.h"
#include "pt-application.h"
#include "pt-window.h"
#include "pt-workspace.h"

G_BEGIN_DECLS

typedef struct
{
  char *dir;    /* temporary */
  char *folder; /* of the logbook; made by ui_start_with_logbook() */
  PtApplication *application;
  PtWindow *window;
} Ui;

/* Call first in main. */
void ui_init (int *argc, char ***argv);

/* The app without any logbook. */
void ui_start (Ui *self, gconstpointer data);
/* The app with a new logbook "Buurtlab" of An; @data (nullable) is a UiFiller. */
typedef void (*UiFiller) (PtStore *store);
void ui_start_with_logbook (Ui *self, gconstpointer data);
/* Closes the window; nothing of it may be left. */
void ui_stop (Ui *self, gconstpointer data);

/* Widgets of the window, by type and, where given, by what they say. */
GtkWidget *ui_get (Ui *self, GType type, const char *text);
gboolean ui_shows (Ui *self, const char *text); /* in any mapped label */
void ui_wait_shows (Ui *self, const char *text);
/* Does what a button or a key would. */
void ui_act (Ui *self, GType from, const char *action, GVariant *target);
/* The dialog over the window, as soon as there is one. */
GtkWidget *ui_find_dialog (Ui *self);
PtWorkspace *ui_workspace (Ui *self);
PtStore *ui_store (Ui *self);
/* Runs the main loop for a moment, so that what is under way arrives. */
void ui_settle (void);

/* (transfer full): the id of a new record. */
char *ui_save (PtStore *store, const char *kind, const char *field, const char *text);
/* The same with more fields: pairs of field and text, and NULL. */
char *ui_save_fields (PtStore *store, const char *kind, ...) G_GNUC_NULL_TERMINATED;
int64_t ui_count (Ui *self, const char *kind);

G_END_DECLS

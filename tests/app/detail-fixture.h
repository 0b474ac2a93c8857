/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real logbook in a temporary folder, and ways to find and use widgets as a person would. */
#pragma once

#include "pt-detail.h"
#include "pt-form.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  PtWorld *world;
  PtLogbook *logbook;
  PtStore *other; /* a second connection: a colleague's change, or another program */
  char *person;   /* a stakeholder called "Bewoner 3" */
  GtkWidget *window;
  GtkWidget *overlay; /* AdwToastOverlay */
} Lab;

/* Call first in main: GTK, resources, the temporary home. */
void lab_init (int *argc, char ***argv);
/* The same where ui_init() was called before. */
void lab_init_beside_ui (void);
void lab_open (Lab *self, gconstpointer data);
void lab_close (Lab *self, gconstpointer data);

/* Shows @widget in the window of the lab. */
void lab_present (Lab *self, GtkWidget *widget);

/* Runs the main loop until @condition is true of @data, at most half a minute. */
typedef gboolean (*LabCondition) (gpointer data);
void lab_wait (LabCondition condition, gpointer data);
/* Another thread of this process is at work, or in line for the processor or the disk. */
gboolean lab_works (void);
/* Runs the main loop for @milliseconds, in which what the app does a little later has begun, and then
 * until no other thread is at work and nothing waits, however slow the computer is. */
void lab_rest (guint milliseconds);
/* Lets everything that is under way arrive: writes, answers, reloads. */
void lab_settle (Lab *self);

/* (transfer full): saves and returns a record of @kind with @field = @text. */
PtRecord *lab_make (Lab *self, const char *kind, const char *field, const char *text);
PtRecord *lab_get (Lab *self, const char *id);

/* The first descendant of @type, depth first, of which @text (nullable) is the accessible label, the
 * label or the title; NULL = none. Popovers are searched too. */
GtkWidget *lab_find (GtkWidget *root, GType type, const char *text);
guint lab_count (GtkWidget *root, GType type);
/* What @widget itself says, as a label or a line of a list; "" = nothing. */
const char *lab_words (GtkWidget *widget);
/* A key to the controllers of @widget itself; whether one took it. */
gboolean lab_press (GtkWidget *widget, guint key, GdkModifierType state);
void lab_type (GtkWidget *text_view, const char *text);
char *lab_read (GtkWidget *text_view);

G_END_DECLS

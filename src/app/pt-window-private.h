/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share. */
#pragma once

#include "pt-reminding.h"
#include "pt-window.h"
#include "pt-workspace.h"

struct _PtWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings;
  GMenu *switcher;
  PtLogbook *logbook;     /* NULL = first run */
  PtSyncer *syncer;       /* NULL = first run, or the example */
  PtReminding *reminding; /* NULL = first run */
  char *folder;
  PtWorkspace *workspace; /* NULL = first run */
  GtkWidget *review;      /* NULL = none is going on */
  GCancellable *cancellable;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkBox *names;      /* a question about a real name in what was saved, or nothing */
  GtkWidget *welcome; /* NULL = nobody needed it yet */
};

/* pt-window-actions.c */
void pt_window_add_actions (PtWindow *self);
/* Which actions make sense follows from whether a logbook is open. */
void pt_window_update_actions (PtWindow *self);
void pt_window_bind_keys (GtkWidgetClass *widget_class);

/* pt-window-names.c */
void pt_window_names_init (PtWindow *self);
void pt_window_names_watch (PtWindow *self);  /* the logbook that is open now */
void pt_window_names_forget (PtWindow *self); /* what was asked about it */

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
  GtkWidget *welcome;
};

/* pt-window-actions.c */
void pt_window_add_actions (PtWindow *self);
/* Which actions make sense follows from whether a logbook is open. */
void pt_window_update_actions (PtWindow *self);
void pt_window_bind_keys (GtkWidgetClass *widget_class);

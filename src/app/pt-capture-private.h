/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the writing box share: the text and chips, and the pictures. */
#pragma once

#include "pt-capture.h"
#include "pt-choice-button.h"
#include "pt-draft.h"
#include "pt-when-button.h"

struct _PtCapture
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  GCancellable *cancellable;
  GSimpleActionGroup *actions;
  GPtrArray *files; /* PtBatchFile without owner */
  guint keep_source;
  gboolean restoring;

  GtkTextView *body;
  GtkLabel *placeholder;
  GtkFlowBox *pictures;
  AdwBin *chips_bin;
  GtkButton *save;
  GtkMenuButton *kind_button;
  GtkWidget *when;
  GtkWidget *people;
  GtkWidget *experiment;
};

/* Something of the draft is different now. */
void pt_capture_changed (PtCapture *self);

/* pt-capture-files.c */
void pt_capture_files_init (PtCapture *self);
/* Shows these (PtBatchFile) instead of the present ones. */
void pt_capture_files_show (PtCapture *self, GPtrArray *files);
void pt_capture_choose_file (PtCapture *self);
/* Takes a picture off the clipboard; FALSE when there is none, and text is to be pasted. */
gboolean pt_capture_paste_picture (PtCapture *self);

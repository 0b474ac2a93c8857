/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the writing box share: the text and chips, the pictures, what is
 * kept of them and how they are saved. */
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
  PtDraft *saved;   /* while it is told; else NULL */
  guint keep_source;
  gboolean restoring; /* the program writes into the box */
  gboolean named;     /* a name was asked about: what stands here is saved as it is */
  gboolean each_line; /* what was saved last: a list */

  GtkTextView *body;
  GtkLabel *placeholder;
  GtkFlowBox *pictures;
  GtkBox *asides; /* a question about what stands here */
  AdwBin *chips_bin;
  GtkButton *save;
  GtkMenuButton *kind_button;
  GtkWidget *when;
  GtkWidget *people;
  GtkWidget *experiment;
};

/* Something of the draft is different now. */
void pt_capture_changed (PtCapture *self);
char *pt_capture_dup_kind (PtCapture *self); /* NULL = the usual one */
void pt_capture_show_kind (PtCapture *self);
void pt_capture_emit_saved (PtCapture *self, const char *id, const char *group, guint n_notes);

/* pt-capture-draft.c */
/* Everything in the box as it stands. */
PtDraft *pt_capture_make_draft (PtCapture *self);
/* Shows @draft as if it had just been typed; it is not kept again for that. */
void pt_capture_draft_show (PtCapture *self, const PtDraft *draft);
/* Empties every box of this logbook. */
void pt_capture_draft_clear (PtCapture *self);
/* After it could not be saved; takes what it needs of @draft. */
void pt_capture_draft_bring_back (PtCapture *self, PtDraft *draft);
/* What was being written when the app ended, or stands in the other box. */
void pt_capture_draft_restore (PtCapture *self);
void pt_capture_draft_leave (PtCapture *self);

/* pt-capture-save.c */
/* @each_line: every line as a note of its own. */
void pt_capture_save (PtCapture *self, gboolean each_line);
void pt_capture_drop_aside (PtCapture *self);

/* pt-capture-list.c */
/* Asks about lines that were just pasted. */
void pt_capture_list_watch (PtCapture *self);

/* pt-capture-files.c */
void pt_capture_files_init (PtCapture *self);
/* Shows these (PtBatchFile) instead of the present ones. */
void pt_capture_files_show (PtCapture *self, GPtrArray *files);
void pt_capture_choose_file (PtCapture *self);
/* Takes a picture off the clipboard; FALSE when there is none, and text is to be pasted. */
gboolean pt_capture_paste_picture (PtCapture *self);

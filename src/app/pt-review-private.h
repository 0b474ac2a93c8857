/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the review: pt-review-page.c leads from stage to stage, -agenda.c reads and shows what
 * waits, -table.c shows what is on the table (-status.c how it stands, -said.c who says what), -sheet.c
 * puts there what was on paper, -note.c writes down what came of it. */
#pragma once

#include "pt-reader.h"
#include "pt-review-load.h"
#include "pt-review-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _PtReviewPage
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  PtReader *agenda_reader; /* once: nothing moves under the hands of the table */
  PtReader *record_reader; /* what is on the agenda, as it is now */
  PtReviewData *data;  /* the agenda as it was made, the records as they are now; NULL = not yet */
  GHashTable *results; /* id → PtReviewResult, of what was on the table */
  GPtrArray *order;    /* PtReviewResult, borrowed, as they came */
  guint at;
  gboolean begun;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
  guint width_source;

  AdwWindowTitle *title;
  GtkStack *stack;
  AdwBin *people_bin;
  GtkListBox *agenda;
  GtkScrolledWindow *scroller;
  AdwBin *item_bin;
  AdwBin *statuses_bin;
  GtkScrolledWindow *voices_scroller;
  AdwBin *voices_bin;
  GtkLabel *progress;
  GtkMenuButton *sheet_button;
  GtkEntry *sheet;
  GtkLabel *handled;
  GtkTextView *decided;
  GtkWidget *people;
  GtkWidget *item;
  GtkWidget *statuses;
  GtkWidget *voices;
};

/* pt-review-page.c */
void pt_review_page_set_enabled (PtReviewPage *self, const char *action, gboolean enabled);
/* Its stages are "loading", "agenda", "item" and "note". */
void pt_review_page_show_stage (PtReviewPage *self, const char *stage);
/* Puts the nth of the agenda on the table; the first time, those at the table become its voices. */
void pt_review_page_go_to (PtReviewPage *self, guint at);
/* Emits left; @id: what to show instead, or "". */
void pt_review_page_emit_left (PtReviewPage *self, const char *id);

/* -agenda.c */
extern const PtReading pt_review_agenda_reading;
extern const PtReading pt_review_record_reading;
void pt_review_agenda_init (PtReviewPage *self);

/* -table.c */
const PtReviewItem *pt_review_table_get_item (PtReviewPage *self); /* NULL = nothing */
PtRecord *pt_review_table_get_record (PtReviewPage *self); /* as it stands now; NULL = nothing */
void pt_review_table_show (PtReviewPage *self);
PtReviewResult *pt_review_table_note_handled (PtReviewPage *self, PtRecord *record);

/* -status.c */
void pt_review_status_show (PtReviewPage *self, PtRecord *record);
/* What a digit does: the nth status, from 0. FALSE = there is none. */
gboolean pt_review_status_press (PtReviewPage *self, guint nth);
void pt_review_status_cb (GSimpleAction *action, GVariant *status, gpointer page);

/* -said.c */
void pt_review_said_begin (PtReviewPage *self);
void pt_review_said_show (PtReviewPage *self, PtRecord *record);
/* What a letter does: opens the voice that it calls. */
gboolean pt_review_said_press (PtReviewPage *self, char key);
void pt_review_said_cb (GSimpleAction *action, GVariant *key, gpointer page);

/* -sheet.c */
void pt_review_sheet_cb (GSimpleAction *action, GVariant *code, gpointer page);

/* -note.c */
void pt_review_note_show (PtReviewPage *self);
void pt_review_note_cb (GSimpleAction *action, GVariant *none, gpointer page);

G_END_DECLS

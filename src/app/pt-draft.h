/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note that is being written: what survives a crash, and what becomes a batch when it is saved.
 * No widgets. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

#define PT_DRAFT_SETTING "draft"
#define PT_DRAFT_FILE_MAX (64 * 1024 * 1024) /* bytes of one picture or file */

typedef struct
{
  char *body;
  char *kind;       /* key of entry.kind; NULL = the usual one */
  char *moment;     /* NULL = now */
  GStrv people;     /* ids of stakeholders; never NULL */
  char *experiment; /* id or NULL */
  GPtrArray *files; /* PtBatchFile without owner */
} PtDraft;

PtDraft *pt_draft_new (void);
void pt_draft_free (PtDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDraft, pt_draft_free)
/* Name and bytes only. */
PtBatchFile *pt_draft_copy_file (const PtBatchFile *file);
gboolean pt_draft_is_empty (const PtDraft *self);

/* Text and choices; files are not kept, they are still where they came from. */
char *pt_draft_save (const PtDraft *self);
/* Rubbish gives an empty draft. */
PtDraft *pt_draft_load (const char *saved);

/* The note, its links and its files; @out_id is the note's. */
PtBatch *pt_draft_make_batch (const PtDraft *self, PtWorld *world, char **out_id);

/* (transfer full): the lines of @body that say something, without the signs of a list before them. */
GStrv pt_draft_split_lines (const char *body);
/* A note for each line, all with the same choices; the files go with the first. @out_id is the first
 * one's, @out_n how many there are: at least one. */
PtBatch *pt_draft_make_list (const PtDraft *self, PtWorld *world, char **out_id, guint *out_n);

G_END_DECLS

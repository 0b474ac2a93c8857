/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real names in a text: the key to the pseudonyms is on this laptop, so it can be noticed here and
 * nowhere else. No widgets; the question is pt-name-notice.h. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;      /* as the identity table has it */
  char *title;     /* what the logbook calls them */
  char *reference; /* the mention to write */
} PtNamed;

void pt_named_free (PtNamed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtNamed, pt_named_free)

/* (transfer full) (element-type PtNamed): who is named in @text; on a worker or the writer. */
GPtrArray *pt_named_find (PtStore *store, const char *text, GError **error);

/* (transfer full): @text with @with in the place of the name, or of the part of it that was typed. */
char *pt_named_replace (const PtNamed *self, const char *text, const char *with);

/**
 * pt_named_hide:
 * @store: a PtStore; on a worker or the writer
 *
 * For texts that leave the laptop (a PtTextCleaner).
 *
 * Returns: (transfer full) (nullable): @text with everybody called as the logbook calls them; %NULL
 *   when that could not be looked up, or a name is written in a way that could not be replaced
 */
char *pt_named_hide (const char *text, gpointer store);

/**
 * pt_named_dup_unsearched:
 * @closed: (out) (optional): whether names are on this laptop that cannot be read now
 *
 * With names that are locked, or with a colleague only, a search for them finds nothing, which is not
 * the same as that nobody is named.
 *
 * Returns: (transfer full) (nullable): why no text is searched for real names, for people; %NULL when
 *   texts are, or when there are none to look for
 */
char *pt_named_dup_unsearched (PtStore *store, gboolean *closed);

/* A text that was saved and names somebody. */
typedef struct
{
  char *record;
  char *field;
  char *title; /* of the record */
  PtNamed *named;
} PtNamedText;

void pt_named_text_free (PtNamedText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtNamedText, pt_named_text_free)

/* From now on @store remembers which texts people save, but for edits of which `asks_names` is set. */
void pt_named_begin (PtStore *store);
/* (transfer full) (element-type PtNamedText): where these name somebody as they stand now; they are
 * forgotten. On the writer, outside a transaction. */
GPtrArray *pt_named_take (PtStore *store);

/**
 * pt_named_replace_in:
 * @record: id of a record
 * @field: id of a text field of it
 *
 * Saves the text with everybody in it called as the logbook calls them.
 */
gboolean pt_named_replace_in (PtStore *store, const char *record, const char *field,
                              GError **error);

/* A PtStoreJob over a text: pt_named_find(). */
gpointer pt_named_find_job (PtStore *store, gpointer text, GCancellable *cancellable,
                            GError **error);

/**
 * pt_named_look_through:
 * @replace: whether names are to be replaced, by mentions in long texts and by titles elsewhere
 * @out_n: (out): how many texts and file names name somebody
 *
 * Looks through what an import would save, or changes it.
 */
gboolean pt_named_look_through (PtStore *store, PtBatch *batch, gboolean replace, guint *out_n,
                                GError **error);

G_END_DECLS

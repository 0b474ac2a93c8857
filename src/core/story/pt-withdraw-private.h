/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of pt-withdraw.h share. */
#pragma once

#include "pt-story-quote.h"
#include "pt-withdraw.h"

G_BEGIN_DECLS

struct _PtWithdrawFinder
{
  PtDataset *data;
  PtWithdrawal about;
  char *person;
  char **uses;
  char **items;
  PtQuoteSet *words; /* what they said */
  GRegex *name;      /* their real name and its parts; NULL = not known here */
  GPtrArray *places;
  GHashTable *seen; /* "record field" → PtWithdrawPlace, borrowed */
  gboolean sorted;
};

/* Whether @use is among what is taken back; of everything, in every place. */
gboolean pt_withdraw_takes_back (PtWithdrawFinder *self, const char *use);
gboolean pt_withdraw_is_among_items (PtWithdrawFinder *self, const char *id);
gboolean pt_withdraw_is_everything (PtWithdrawFinder *self);

/* Borrowed. A place that is known already keeps its kind. @field NULL = the whole record. */
PtWithdrawPlace *pt_withdraw_add_place (PtWithdrawFinder *self, PtWithdrawKind kind,
                                        const char *record, const char *field, gboolean erases);

/* Before texts are looked at: the pattern of the real name, and what others quoted of this person. */
void pt_withdraw_learn_name (PtWithdrawFinder *self);
void pt_withdraw_find_passages (PtWithdrawFinder *self);
void pt_withdraw_look_at_texts (PtWithdrawFinder *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person takes their consent back (domain.md section 6): every place with their words, picture or
 * name, and what is to happen to each. Pure: a person ticks, the store erases. The lesson stays. */
#pragma once

#include "pt-edit.h"
#include "pt-erasure-due.h"
#include "pt-story-names.h"

G_BEGIN_DECLS

/* What is taken back. */
typedef struct
{
  const char *person;       /* id of a stakeholder */
  const char *const *uses;  /* keys of consent.uses; NULL = everything */
  const char *const *items; /* ids of notes and attachments; NULL = all */
  const char *lang;         /* of what takes the place of a name: "nl" or "en" */
  PtNameSource real_name;   /* or NULL */
  gpointer real_name_data;
} PtWithdrawal;

typedef enum
{
  PT_WITHDRAW_WORDS,   /* what the person said */
  PT_WITHDRAW_COPY,    /* a run of those words in another text */
  PT_WITHDRAW_MENTION, /* the person is named in a text */
  PT_WITHDRAW_PAST,    /* an earlier version of a text has it, which the history keeps */
  PT_WITHDRAW_FILE,    /* a photo or recording of the person */
  PT_WITHDRAW_PERSON,  /* what is written about them as a person */
  PT_WITHDRAW_RELEASE, /* a story that was given out: it cannot be called back */
  PT_N_WITHDRAW,
} PtWithdrawKind;

typedef struct
{
  PtWithdrawKind kind;
  char *record;
  char *field;     /* NULL = the whole record */
  char *anew;      /* the text without it; NULL = nothing takes its place */
  gboolean erases; /* ticked: proposed here, decided by a person */
} PtWithdrawPlace;
void pt_withdraw_place_free (PtWithdrawPlace *self);

const char *pt_withdraw_kind_label (PtWithdrawKind kind); /* for people, translated */

typedef struct _PtWithdrawFinder PtWithdrawFinder;
PtWithdrawFinder *pt_withdraw_finder_new (PtDataset *data, const PtWithdrawal *withdrawal);
void pt_withdraw_finder_free (PtWithdrawFinder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtWithdrawFinder, pt_withdraw_finder_free)
/* A PtPastFunc of the store: what a text was before. */
void pt_withdraw_finder_see_past (const char *record, const char *field, const char *text,
                                  gpointer finder);
/* Borrowed: GPtrArray of PtWithdrawPlace, by kind, then in the order of the records. Call it last. */
GPtrArray *pt_withdraw_finder_get_places (PtWithdrawFinder *self);

/* (transfer full) (element-type char *): ids of the notes that @person spoke in and of the pictures and
 * recordings of them, each of which can be taken back by itself. */
GPtrArray *pt_withdraw_list_items (PtDataset *data, const char *person);

/* (transfer full): the act to save, with the traces of the words; an act that stands already is
 * continued, and NULL then. @act_id: (out) (transfer full): its id either way. */
PtEdit *pt_withdraw_make_act (PtWithdrawFinder *self, PtWorld *world, const char *member,
                              char **act_id);
/* (transfer full): GPtrArray of PtErasureDue, one a record, of the places that are ticked. */
GPtrArray *pt_withdraw_make_orders (PtWithdrawFinder *self, const char *act_id);
/* Whether @order was decided by the act @act_id. */
gboolean pt_withdraw_is_order_of (const PtErasure *order, const char *act_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be settled before a lab closes (domain.md section 4, logbook). It warns and stops nothing:
 * a lab that ends in a hurry may close with open ends, and the certificate names them. Pure. */
#pragma once

#include "pt-dataset.h"

G_BEGIN_DECLS

typedef enum
{
  PT_CLOSING_QUESTIONS,   /* answered, passed on or dropped */
  PT_CLOSING_ACTIONS,     /* kept or released */
  PT_CLOSING_EXPERIMENTS, /* with an end */
  PT_CLOSING_STORY,       /* the last one, shared */
  PT_CLOSING_CARDS,       /* on the network: kept there, or withdrawn */
  PT_CLOSING_WITHDRAWALS, /* what people took back is erased */
  PT_CLOSING_SENT,        /* nothing waits on this laptop */
  PT_CLOSING_DEPOSIT,     /* the data are where they will be kept */
  PT_CLOSING_NAMES,       /* the real names are destroyed: the last step */
  PT_N_CLOSING,
} PtClosingStep;

/* What no record says. */
typedef struct
{
  bool cards_decided, deposited; /* a person said so */
  int64_t n_due;                 /* orders to erase that wait */
  int64_t n_unsent;              /* saves that the team server does not have; 0 without one */
  int64_t n_names;               /* on this laptop */
} PtClosingFacts;

typedef struct
{
  PtClosingStep step;
  bool is_done;
  int64_t n;          /* how much is open; 0 where it is not counted */
  GPtrArray *records; /* (element-type char *): ids of what is open, to be gone to */
} PtClosingLine;

void pt_closing_line_free (PtClosingLine *self);

const char *pt_closing_id (PtClosingStep step);
const char *pt_closing_label (PtClosingStep step); /* translated: how it is when it is done */
bool pt_closing_is_by_hand (PtClosingStep step);   /* somebody has to say that it is done */

/* (transfer full) (element-type PtClosingLine): all steps in their order. */
GPtrArray *pt_closing_list (PtDataset *data, const PtClosingFacts *facts);
/* How many steps are still open, without the last one, which closing itself takes. */
guint pt_closing_count_open (const GPtrArray *lines);
/* (transfer container): those of @kind whose status is not settled. */
GPtrArray *pt_closing_find_unsettled (PtDataset *data, const char *kind);

G_END_DECLS

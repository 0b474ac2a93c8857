/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one role may see of a logbook (domain.md §2 and §5). A page is made from nothing else, so what a
 * role may not see is, for it, not there. Pure. */
#pragma once

#include "pt-dataset.h"

G_BEGIN_DECLS

/* Roles that see the same. */
typedef enum
{
  PT_VIEW_CORE,    /* coordinator, member, monitor */
  PT_VIEW_TEAM,    /* co-researcher, advisor, reader */
  PT_VIEW_NETWORK, /* who looks after the cards for other field labs, and these */
  PT_VIEW_PUBLIC,  /* everybody */
  PT_N_VIEWS,
} PtViewClass;

PtViewClass pt_view_class (const char *role);

/* (transfer full): the records of @all that @class may see. */
PtDataset *pt_view_new (PtDataset *all, PtViewClass class);
/* Whether @class is shown that field of a record that it may see. */
bool pt_view_shows_field (PtViewClass class, const PtField *field);
/* Whether the bytes of an attachment in its view may go to @class; @member is who asks. */
bool pt_view_shows_file (PtViewClass class, const PtRecord *attachment, const char *member);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person's real name and how to reach them, sealed in a row of its own. What another key file says
 * differently is kept beside it until somebody decides. Not for others than core/store. */
#pragma once

#include "pt-name-key.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *contact;
} PtNameParts;

typedef struct
{
  PtNameParts own;
  PtNameParts other; /* NULLs = nobody says otherwise */
} PtNameRow;

void pt_name_row_clear (PtNameRow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtNameRow, pt_name_row_clear)
void pt_name_parts_take (PtNameParts *self, PtNameParts *from);
gboolean pt_name_parts_is_empty (const PtNameParts *self);

/* NULLs where there is none, and where the names are locked. */
gboolean pt_name_row_read (PtStore *self, const char *stakeholder, PtNameRow *out, GError **error);
/* Inside a transaction. An empty one goes away; where the names are locked that fails. */
gboolean pt_name_row_write (PtStore *self, const char *stakeholder, const PtNameRow *row,
                            GError **error);
/* Inside a transaction: the same of another record. Fails where there is one and it is locked. */
gboolean pt_name_row_copy (PtStore *self, const char *from, const char *to, GError **error);
/* Inside a transaction. */
gboolean pt_name_row_remove (PtStore *self, const char *stakeholder, GError **error);
/* For everybody with a row that can be read. */
typedef gboolean (*PtNameRowFunc) (const char *stakeholder, const PtNameRow *row, gpointer data,
                                   GError **error);
gboolean pt_name_row_each (PtStore *self, PtNameRowFunc each, gpointer data, GError **error);
/* Seals the rows of an old logbook, if there are any, and takes them out of the files. What cannot be
 * done now is done at the next opening. */
void pt_name_row_seal_plain (PtStore *self);

G_END_DECLS

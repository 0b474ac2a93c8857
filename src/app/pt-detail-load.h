/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that the page of one record shows, read in one go on a worker. No widgets. */
#pragma once

#include "pt-logbook.h"

G_BEGIN_DECLS

/* A list of other records that name this one in a field. */
typedef struct
{
  const char *owner; /* kind of the page */
  const char *kind;
  const char *field;
  gboolean always; /* also when empty: it belongs to the first look at its owner */
  gboolean made;   /* a person makes them here */
} PtChildList;

extern const PtChildList pt_child_lists[];
extern const guint pt_n_child_lists;

typedef struct
{
  PtFilePlace place;
  char *thumbnail; /* path; or NULL. It may be here before the file is */
  char *consent;   /* of who is shown, in words; NULL = nobody was said to be */
} PtDetailFile;

typedef struct
{
  PtRecord *record;
  PtDataset *around;
  guint form_flags; /* PtFormFlags */
  char *real_name;  /* stakeholder: of the identity table; or NULL */
  char *contact;
  GPtrArray *twins;  /* PtTwins: others that look like the same; never NULL */
  GPtrArray *joined; /* PtRecord: others that somebody said are the same; never NULL */
  gboolean shared;   /* the logbook has a team server */
  PtSafe safe;       /* where the record would survive */
  GHashTable *files; /* id of an attachment with a file → PtDetailFile */
} PtDetailData;

void pt_detail_data_free (PtDetailData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDetailData, pt_detail_data_free)

/* A PtStoreJob over an id; gives a PtDetailData. */
gpointer pt_detail_load_job (PtStore *store, gpointer id, GCancellable *cancellable,
                             GError **error);
/* A PtStoreJob over the id of a kind; gives a PtDetailData with only the flags of the form. */
gpointer pt_detail_load_flags_job (PtStore *store, gpointer kind, GCancellable *cancellable,
                                   GError **error);

/* (transfer container): the records of @list on the page of @id that are not archived. */
GPtrArray *pt_child_list_records (const PtChildList *list, PtDataset *around, const char *id);
gboolean pt_child_list_applies (const PtChildList *list, const PtRecordKind *kind);

G_END_DECLS

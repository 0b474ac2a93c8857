/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper as its window shows it: composed and set on pages, on a worker; the same job writes it to a
 * file. */
#pragma once

#include "pt-device-seen.h"
#include "pt-logbook.h"
#include "pt-pages.h"
#include "pt-paper.h"

G_BEGIN_DECLS

/* What is wanted. */
typedef struct
{
  const PtPaper *paper;
  char *lang;
  char *person;       /* id of a stakeholder; or NULL */
  char *text;         /* of a form; or NULL: ours */
  GPtrArray *devices; /* PtDeviceSeen; or NULL */
  GPtrArray *laptops; /* PtTeamDevice: all of the team; or NULL */
  guint lost;         /* which of them */
  /* Of a letter about a withdrawal: what the team server says; NULL = there is none, and this laptop
   * knows. */
  GPtrArray *erasures; /* PtErasure */
  GPtrArray *coverage; /* PtSyncCoverage */
  gboolean keeps_log;
  char *format; /* with @path */
  char *path;   /* the file to write; NULL = only pages */
} PtDocumentOrder;

void pt_document_order_free (PtDocumentOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDocumentOrder, pt_document_order_free)

/* A PtStoreJob over a PtDocumentOrder. Returns: (transfer full): PtPages */
gpointer pt_document_look_job (PtStore *store, gpointer order, GCancellable *cancellable,
                               GError **error);

G_END_DECLS

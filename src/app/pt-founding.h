/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a logbook comes to be on this laptop: started here, joined with an invite, or the example.
 * No widgets; the work runs on a thread of its own. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

typedef enum
{
  PT_FOUNDING_START,
  PT_FOUNDING_JOIN,
  PT_FOUNDING_EXAMPLE,
} PtFoundingWay;

typedef struct
{
  PtFoundingWay way;
  char *folder;   /* to be made */
  char *name;     /* start: of the logbook */
  char *kind;     /* start: key of logbook.kind */
  char *start_on; /* start: civil date; NULL = today */
  char *invite;   /* join: the link */
  char *code;     /* join */
  char *person;   /* the maker's name; join: NULL = as in the invite */
} PtFounding;

PtFounding *pt_founding_new (PtFoundingWay way);
void pt_founding_free (PtFounding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtFounding, pt_founding_free)

/* (transfer full): a folder that is not there yet, for a logbook of this name. */
char *pt_founding_dup_folder (const char *name);
/* (transfer full): where the example is kept. */
char *pt_founding_dup_example_folder (void);
/* (transfer full): what this laptop calls its user. */
char *pt_founding_dup_person (void);

/* Takes @self. */
void pt_founding_run_async (PtFounding *self, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): the folder of the new logbook. */
char *pt_founding_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request while it comes in: found its route, decided, its body inflated and counted. */
#pragma once

#include "pt-hub.h"

#include <microhttpd.h>

G_BEGIN_DECLS

typedef struct _PtExchange PtExchange;

/* What to do after the headers. */
typedef enum
{
  PT_EXCHANGE_READ,   /* let the body come, also when the answer is known: then it is dropped */
  PT_EXCHANGE_ANSWER, /* answer now; the body never comes */
} PtExchangeStep;

/**
 * pt_exchange_new:
 *
 * Authorization and length are decided here, before any of the body is read.
 */
PtExchange *pt_exchange_new (PtHub *hub, PtJournal *journal, struct MHD_Connection *connection,
                             const char *method, const char *path, PtExchangeStep *step);
void pt_exchange_free (PtExchange *self);

/* FALSE: more came than anybody sends by mistake; hang up. */
gboolean pt_exchange_feed (PtExchange *self, const void *data, size_t size);

/* (transfer full): asks the handler, unless the answer is known already. */
PtHubResponse *pt_exchange_finish (PtExchange *self, PtHub *hub, PtJournal *journal);
/* The handler will be asked again, later: thousands may be held, so that what only a page asks for twice
 * is let go. */
void pt_exchange_hold (PtExchange *self);
const char *pt_exchange_get_logbook (PtExchange *self);
/* One structured line, and the hub's numbers; no content, no names, no ids. */
void pt_exchange_log (PtExchange *self, PtHub *hub, const PtHubResponse *response);
gboolean pt_exchange_accepts_gzip (struct MHD_Connection *connection);

G_END_DECLS

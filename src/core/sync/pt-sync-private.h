/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the steps of one errand share; only for the files pt-sync*.c. */
#pragma once

#include "pt-call.h"
#include "pt-json.h"
#include "pt-sync.h"
#include "pt-wire.h"

G_BEGIN_DECLS

typedef struct
{
  PtStore *store;
  PtHubLink *link;
  char *token;
  PtTransport *transport;
  PtCall call;
  PtSyncOptions options;
  PtSyncReport *report;
  gboolean takes_repair; /* as the hub said in its hello */
  /* The feed ends where our cursor stands; that says enough while nothing was written since. */
  gboolean newest_is_here;
  int64_t n_writes;
  int64_t erasure;   /* the number of its newest order */
  char *versions;    /* of this program and the hub; NULL before hello */
  int64_t decisions; /* of the coordinator, as hello says */
  gboolean renew;    /* the hub has another token for this laptop */
  gboolean carried;  /* the answers are in a file: what it has none of waits for the next one */
} PtErrand;

/* FALSE with %PT_SYNC_ERROR_NO_HUB where there is none. */
gboolean pt_errand_init (PtErrand *self, PtStore *store, PtTransport *transport,
                         GCancellable *cancellable, GError **error);
void pt_errand_clear (PtErrand *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtErrand, pt_errand_clear)
/* All steps, as often as it takes. */
gboolean pt_errand_run (PtErrand *self, GError **error);
/* How it went, for status; NULL = well. */
void pt_errand_note (PtStore *store, const GError *failure);
/* An answer that is well-formed JSON of the wrong shape is a hub that talks another language. */
void pt_errand_soften (GError **error);

void pt_errand_tell (PtErrand *self, PtSyncStep step, guint done, guint total);
/* (transfer full): /v1/logbooks/ID/REST */
char *pt_errand_path (PtErrand *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* (transfer full): with what this laptop knows of the feed, as hello has it. A hub that was put back
 * meanwhile takes nothing then: a save that has seen what the hub lacks would hide it for ever. */
char *pt_errand_push_path (PtErrand *self);

/* @newest: the number of the hub's newest order. */
gboolean pt_errand_erase (PtErrand *self, int64_t newest, GError **error);
/* After the feed was read: files here that may be what was erased, and are nobody's. */
gboolean pt_errand_drop_strays (PtErrand *self, GError **error);
/* Gives the orders to erase that were decided without a connection, and sends what takes the place of
 * the words. */
gboolean pt_errand_give_due (PtErrand *self, GError **error);

/* ── Where this laptop stands (pt-sync-standing.c) ── */
/* FALSE when hub and program have no language in common; before anything is changed. */
gboolean pt_errand_check_protocol (JsonObject *hello, GError **error);
/* What hello says about this laptop itself: versions, its last save, whether it is out. */
gboolean pt_errand_heed (PtErrand *self, JsonObject *hello, GError **error);
/* A copy gets a place of its own at the hub; nothing to do for others. */
gboolean pt_errand_become_device (PtErrand *self, GError **error);
/* ── The token (pt-sync-renewal.c) ── */
/* Gets and uses another one, when hello said so. One that does not work out is tried again next time. */
void pt_errand_renew_token (PtErrand *self);
/* The hub does not know the token. (transfer full) (nullable): the answer to a GET with another one that
 * is kept here, which is in use from then on; NULL = there is none that it knows. */
JsonNode *pt_errand_ask_with_others (PtErrand *self, const char *path);
/* Another program of this laptop has got another token since the errand began, or is about to. */
gboolean pt_errand_is_replaced (PtErrand *self);

/* Asks what was decided about what waits. */
gboolean pt_errand_ask (PtErrand *self, GError **error);
/* FALSE with the sentence when this laptop may only hand in. */
gboolean pt_errand_check_member (PtErrand *self, GError **error);
/* The hub says that it is over: what was shared leaves. */
gboolean pt_errand_is_over (const GError *failure);
void pt_errand_leave (PtErrand *self, GError **failure);

/* (transfer full): as read by pt_errand_push(); NULL with error when @expected does not fit (0 = any
 * number). */
GPtrArray *pt_errand_read_answers (const PtResponse *response, guint expected, GError **error);

gboolean pt_errand_greet (PtErrand *self, GError **error);
gboolean pt_errand_push (PtErrand *self, GError **error);
/* Own saves that an earlier life of the hub had taken; nobody's role is asked again. */
gboolean pt_errand_push_history (PtErrand *self, GError **error);
gboolean pt_errand_repair (PtErrand *self, GError **error);
/* After the feed was read: what it lacks goes as own saves, when the hub takes no repair any more. */
gboolean pt_errand_keep (PtErrand *self, GError **error);
gboolean pt_errand_pull (PtErrand *self, GError **error);
gboolean pt_errand_move_files (PtErrand *self, GError **error);
/* Reads what is new and compares; @differing gets ids. FALSE in @compared: the hub did not keep still
 * long enough. */
gboolean pt_errand_compare (PtErrand *self, gboolean *compared, GPtrArray *differing,
                            GError **error);
/* Once a week, and after a repair; what differs is read again and said. */
gboolean pt_errand_compare_sometimes (PtErrand *self, GError **error);

/* ── What a file asks in advance (pt-sync-pack.c) ── */
char *pt_errand_hello_path (PtErrand *self);
guint pt_errand_page_limit (const PtErrand *self); /* records */
char *pt_errand_page_path (PtErrand *self, guint limit);
GBytes *pt_errand_write_batch (GPtrArray *ops, gboolean repair);
GBytes *pt_errand_write_asked (GPtrArray *asked);
JsonNode *pt_errand_write_name (void);
JsonNode *pt_errand_write_orders (const GPtrArray *orders, guint from, guint to);
/* Gets each body of an offer of all that this laptop holds. */
typedef gboolean (*PtOfferSink) (GBytes *body, gpointer data, GError **error);
gboolean pt_errand_write_offers (PtErrand *self, PtOfferSink sink, gpointer data, GError **error);
/* (transfer full): the bytes of a file here, when they still are what its name says. */
GBytes *pt_errand_open_file (PtErrand *self, const char *sha256, GError **error);

G_END_DECLS

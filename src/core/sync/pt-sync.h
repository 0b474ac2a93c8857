/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errand to the hub: join once, then hello → erasures → push → pull → attachments, as often as there is a
 * connection (sync.md §4). Blocking, on the thread that owns the store. */
#pragma once

#include "pt-store.h"
#include "pt-transport.h"

G_BEGIN_DECLS

/* An invite: https://HOST:PORT/join/INVITE-ID#sha256//BASE64-PIN (no fragment = system CAs). */
typedef struct
{
  char *hub_url;
  char *invite;
  char *pin; /* or NULL */
} PtInvite;
PtInvite *pt_invite_parse (const char *url, GError **error);
char *pt_invite_format (const PtInvite *self);
void pt_invite_free (PtInvite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtInvite, pt_invite_free)

/**
 * pt_sync_join:
 * @folder: an open store's folder is not needed; founds its logbook at the hub, re-enrols it, or
 *   when it does not exist or is empty, makes one to be filled by the next sync
 * @code: the one-time code
 * @name: (nullable): the person's name; NULL = as in the invite
 * @device_name: (nullable): NULL = the host's name
 * @transport: (nullable): NULL = libcurl to the invite's hub
 */
gboolean pt_sync_join (const char *folder, PtWorld *world, const PtInvite *invite, const char *code,
                       const char *name, const char *device_name, PtTransport *transport,
                       GError **error);

typedef enum
{
  PT_SYNC_STEP_HELLO,
  PT_SYNC_STEP_REPAIR,
  PT_SYNC_STEP_PUSH,
  PT_SYNC_STEP_PULL,
  PT_SYNC_STEP_ATTACHMENTS,
} PtSyncStep;
/* @done of @total; total 0 = not known. Called on the syncing thread. */
typedef void (*PtSyncProgress) (PtSyncStep step, guint done, guint total, gpointer data);

/* Whether files go along. */
typedef enum
{
  PT_SYNC_FILES_ASK,    /* not over a metered connection; small pictures do */
  PT_SYNC_FILES_ALWAYS, /* also over a metered one */
  PT_SYNC_FILES_NEVER,
} PtSyncFiles;

/* Settings of the logbook on this laptop (pt_store_set_setting). */
#define PT_SETTING_FILES "files"           /* "ask", "always", "never" */
#define PT_SETTING_FILES_RATE "files-rate" /* KB a second, at most; "0" = as fast as it goes */
gboolean pt_sync_files_from_id (const char *id, PtSyncFiles *out);

typedef struct
{
  PtTransport *transport; /* NULL = libcurl to the logbook's hub */
  PtSyncProgress progress;
  void (*estimate) (int seconds, gpointer data); /* how long files still take; or NULL */
  gpointer data;                                 /* of both */
  gboolean (*is_metered) (void);                 /* NULL = ask the system */
  gboolean files_anyway; /* a person lets them go over the present, metered connection */
} PtSyncOptions;

typedef struct
{
  guint pushed, pulled, files_sent, files_received, conflicts;
  GPtrArray *changed;     /* ids of records whose shown values changed */
  guint repaired;         /* records that a hub that was put back lacked and got from here */
  GPtrArray *refused;     /* sentences: ops set aside or quarantined */
  GPtrArray *notes;       /* other sentences for people */
  guint files_waiting;    /* for a connection that is not metered, or a person who lets them go */
  int64_t contact_before; /* the last contact before this errand, microseconds UTC; 0 = none */
} PtSyncReport;
PtSyncReport *pt_sync_report_new (void);
void pt_sync_report_free (PtSyncReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSyncReport, pt_sync_report_free)

/* A failure is also noted in the store for `status`. */
PtSyncReport *pt_sync_run_with (PtStore *store, const PtSyncOptions *options,
                                GCancellable *cancellable, GError **error);
/* The same with no more than a transport and progress. */
PtSyncReport *pt_sync_run (PtStore *store, PtTransport *transport, PtSyncProgress progress,
                           gpointer data, GCancellable *cancellable, GError **error);

/* ── Erasure ── */

/* Orders it at the hub and carries it out here, with what hangs on a whole record; the links of that
 * are archived. The hub's number, who and when are given there. */
gboolean pt_sync_erase (PtStore *store, PtTransport *transport, const PtErasure *order,
                        GError **error);

/* How far a laptop has come. */
typedef struct
{
  char *name;         /* what it calls itself */
  char *member;       /* id */
  int64_t number;     /* the last order that it said to have carried out */
  int64_t contact_at; /* microseconds UTC; 0 = never */
  gboolean revoked;   /* does not take part any more */
} PtSyncCoverage;
void pt_sync_coverage_free (PtSyncCoverage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSyncCoverage, pt_sync_coverage_free)

/* As the hub has it now. */
typedef struct
{
  GPtrArray *orders;  /* PtErasure, by number */
  GPtrArray *devices; /* PtSyncCoverage */
  gboolean
      keeps_log; /* the hub's database has a log, and maybe copies, that it cannot purge itself */
} PtSyncReceipt;
void pt_sync_receipt_free (PtSyncReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSyncReceipt, pt_sync_receipt_free)

PtSyncReceipt *pt_sync_get_receipt (PtStore *store, PtTransport *transport, GError **error);

/* Asks the hub for an invite to this logbook. */
gboolean pt_sync_invite (PtStore *store, PtTransport *transport, const char *role, const char *name,
                         char **out_url, char **out_code, GError **error);

/**
 * pt_sync_compare:
 * @differing: (out) (transfer full): ids of the records that are not the same here and at the hub;
 *   NULL when the hub was too busy to be compared with
 *
 * Reads what is new first. What waits to be sent is not compared.
 */
gboolean pt_sync_compare (PtStore *store, PtTransport *transport, GPtrArray **differing,
                          GError **error);

/* (transfer full): the record's history here and, with `how` "hub", what only the hub knows; PtChange,
 * newest first. */
GPtrArray *pt_sync_history (PtStore *store, PtTransport *transport, const char *record,
                            GError **error);

G_END_DECLS

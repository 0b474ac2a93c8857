/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong between laptop and hub. The message of every such error is already a sentence
 * for people, in their language; code and status are for the program. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PT_SYNC_ERROR_OFFLINE,    /* no connection: work is safe */
  PT_SYNC_ERROR_HUB_SILENT, /* connection refused, timeout */
  PT_SYNC_ERROR_CAPTIVE,    /* the answer is not a hub's: log in to this network first */
  PT_SYNC_ERROR_TLS,        /* certificate, pin, clock */
  PT_SYNC_ERROR_OTHER_HUB,  /* another hub answers at this address */
  PT_SYNC_ERROR_UNAUTHORIZED,
  PT_SYNC_ERROR_REFUSED,     /* a problem+json; see pt_sync_error_get_code() */
  PT_SYNC_ERROR_BUSY,        /* 429, 503: see pt_sync_error_get_retry_after() */
  PT_SYNC_ERROR_PROTOCOL,    /* a hub's answer that makes no sense */
  PT_SYNC_ERROR_NO_HUB,      /* this logbook has none */
  PT_SYNC_ERROR_INVITE,      /* the text is not an invite, or does not fit this folder */
  PT_SYNC_ERROR_NEXT_FILE,   /* what is needed was not asked in the file on the stick */
  PT_SYNC_ERROR_TOO_OLD,     /* the hub does not speak the protocol of this program any more */
  PT_SYNC_ERROR_HUB_TOO_OLD, /* … or not yet */
} PtSyncError;

#define PT_SYNC_ERROR (pt_sync_error_quark ())
GQuark pt_sync_error_quark (void);

/**
 * pt_sync_error_new:
 * @code: what went wrong
 *
 * Returns: (transfer full): an error whose message is the translated sentence that belongs to @code
 */
GError *pt_sync_error_new (PtSyncError code);

/**
 * pt_sync_error_new_problem:
 * @status: the HTTP status
 * @problem: the stable code of the hub's problem+json, of any origin: it is looked up, never shown
 * @retry_after: seconds; 0 = not said
 *
 * Returns: (transfer full): the error for people behind a refusal of the hub
 */
GError *pt_sync_error_new_problem (guint status, const char *problem, int retry_after);

/* The sentence for a problem code, translated; NULL when this version has none. Borrowed. */
const char *pt_sync_problem_sentence (const char *problem);

/* TRUE for errors after which trying later is right: the CLI exits 3. */
gboolean pt_sync_error_is_unreachable (const GError *error);
guint pt_sync_error_get_status (const GError *error);     /* HTTP status; 0 = none */
int pt_sync_error_get_retry_after (const GError *error);  /* seconds; 0 = not said */
const char *pt_sync_error_get_code (const GError *error); /* the problem's code; "" = none */

/**
 * pt_sync_error_name:
 * @error: of any domain
 *
 * Returns: (transfer none): a stable name for programs and tests: the code of the hub's problem; on
 *   the way to it `offline`, `hub_silent`, `captive`, `tls`, `other_hub`, `unauthorized`, `refused`,
 *   `busy`, `protocol`, `no_hub`, `invite`, `next_file`, `too_old`, `hub_too_old`; `store` for what went wrong on this laptop
 */
const char *pt_sync_error_name (const GError *error);

/* (transfer full): the translated sentence behind @error, of any domain: what happened and, where it
 * helps, what to do. */
char *pt_sync_error_sentence (const GError *error);

G_END_DECLS

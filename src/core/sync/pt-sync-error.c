/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences behind everything that can go wrong between laptop and hub, in two tables: by what
 * happened on the way, and by the stable code of the hub's answer. A test of the hub compares the
 * second with the hub's own table. */
#include "pt-sync-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  guint status;
  int retry_after;
  char code[40];
} PtSyncErrorPrivate;

static void
pt_sync_error_private_init (PtSyncErrorPrivate *priv)
{
}

static void
pt_sync_error_private_copy (const PtSyncErrorPrivate *from, PtSyncErrorPrivate *to)
{
  *to = *from;
}

static void
pt_sync_error_private_clear (PtSyncErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (PtSyncError, pt_sync_error)

static const char *const sentences[] = {
  [PT_SYNC_ERROR_OFFLINE] = N_ ("There is no internet. Your work is safe on this laptop."),
  [PT_SYNC_ERROR_HUB_SILENT] = N_ (
      "The team server does not answer. Your work is safe on this laptop."),
  [PT_SYNC_ERROR_CAPTIVE] = N_ ("Log in to this network first: something else than the team server "
                                "answered. Your work is safe on this laptop."),
  [PT_SYNC_ERROR_TLS] = N_ (
      "The connection to the team server cannot be trusted. Check the clock of this laptop; if "
      "it is right, ask for a new invite. Your work is safe on this laptop."),
  [PT_SYNC_ERROR_OTHER_HUB] = N_ ("Another team server answers at this address. Nothing was sent; "
                                  "your work is safe on this laptop."),
  [PT_SYNC_ERROR_UNAUTHORIZED] = N_ (
      "The team server does not know this laptop. Ask for a new invite; your work is safe."),
  [PT_SYNC_ERROR_REFUSED] = N_ ("The team server refused this. Your work is safe on this laptop."),
  [PT_SYNC_ERROR_BUSY] = N_ (
      "The team server is busy. Your work is safe on this laptop and is tried again."),
  [PT_SYNC_ERROR_PROTOCOL] = N_ ("The team server gave an answer that this version does not "
                                 "understand. Your work is safe on this laptop."),
  [PT_SYNC_ERROR_NO_HUB] = N_ (
      "This logbook is not shared: it has no team server. Join one with an invite."),
  [PT_SYNC_ERROR_INVITE] = N_ ("This is not an invite."),
  [PT_SYNC_ERROR_NEXT_FILE] = N_ ("The team server needs more from this laptop than the file had. "
                                  "Write another file and take it there; your work is safe."),
  [PT_SYNC_ERROR_TOO_OLD] = N_ (
      "This program is too old for the team server: update it first. Nothing "
      "was sent; your work waits safely on this laptop."),
  [PT_SYNC_ERROR_HUB_TOO_OLD] = N_ (
      "The team server is too old for this program: ask its administrator to update it. Nothing "
      "was sent; your work waits safely on this laptop."),
};

static const struct
{
  const char *code;
  const char *sentence;
} problems[] = {
  { "bad_encoding", N_ ("Something changed the message on its way to the team server.") },
  { "bad_json", N_ ("The team server could not read what was sent.") },
  { "bad_request", N_ ("The team server did not understand what was sent.") },
  { "full",
    N_ ("The team server has no room for more files. Notes are shared all the same; ask its "
        "administrator to make room.") },
  { "chain_broken", N_ ("The team server was put back to an older state while you were connected. "
                        "Your work is safe on this laptop and is offered again.") },
  { "choose_first", N_ ("There are too many versions of this. Choose between them first, then "
                        "accept what waits.") },
  { "hub_trouble", N_ ("The team server has a problem of its own. Your work is safe on this laptop "
                       "and is tried again.") },
  { "invite_expired", N_ ("This invite is too old. Ask for a new one.") },
  { "invite_spent", N_ ("This invite was used already or tried too often. Ask for a new one.") },
  { "invite_unknown", N_ ("The team server does not know this invite. Ask for a new one.") },
  { "last_coordinator",
    N_ ("A logbook keeps a coordinator. Make somebody else coordinator first.") },
  { "left",
    N_ ("You do not take part in the team's logbook any more. What was shared has left this "
        "laptop; what was only yours is still here, in a logbook of its own. If this is a "
        "mistake, ask the coordinator of the field lab.") },
  { "link_stays",
    N_ ("A link has no words of its own and is not erased. Take the link away instead, or "
        "erase what it ties together.") },
  { "logbook_exists", N_ ("This logbook is at the team server already. Ask the coordinator for an "
                          "invite to it.") },
  { "many_codes", N_ ("Too many codes were tried from here. Wait some minutes.") },
  { "method_not_allowed", N_ ("The team server refused this. Your work is safe on this laptop.") },
  { "needs_logbook",
    N_ ("This invite starts a new logbook at the team server. Use it with a logbook "
        "that you have made.") },
  { "no_device", N_ ("With this role you use the pages of the team server in a browser, not this "
                     "program.") },
  { "no_such_device", N_ ("The team server does not know that laptop, or it is not yours.") },
  { "no_such_file", N_ ("The team server does not have this file.") },
  { "no_such_member", N_ ("Nobody with that number takes part in this logbook.") },
  { "not_found", N_ ("The team server does not have this.") },
  { "other_logbook", N_ ("This invite is for another logbook than the one in this folder.") },
  { "declined", N_ ("The coordinator did not take it over; it stays in the history on this "
                    "laptop.") },
  { "range", N_ ("The team server has another file than expected. It is fetched anew.") },
  { "repair_over",
    N_ ("The team server was put back too long ago to take what others made from this "
        "laptop. Your own work is sent again.") },
  { "revoked",
    N_ ("You do not take part in this logbook any more; the coordinator decides about this.") },
  { "revoked_full", N_ ("So much of yours waits for the coordinator that no more is taken. Ask the "
                        "coordinator to decide about it.") },
  { "role", N_ ("Your role in this logbook does not allow this. Ask the coordinator.") },
  { "too_many",
    N_ ("There are too many versions of this already; the coordinator decides about it.") },
  { "too_large", N_ ("This is too large for the team server.") },
  { "unauthorized",
    N_ ("The team server does not know this laptop. Ask for a new invite; your work is safe.") },
  { "unfinished", N_ ("The team server has another part of this file than expected.") },
  { "wrong_code", N_ ("This code does not belong to the invite. Check it and try again.") },
  { "wrong_hash", N_ ("The file was damaged on its way to the team server.") },
};

GError *
pt_sync_error_new (PtSyncError code)
{
  return g_error_new_literal (PT_SYNC_ERROR, (int)code, _ (sentences[code]));
}

const char *
pt_sync_problem_sentence (const char *problem)
{
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    if (g_strcmp0 (problems[i].code, problem) == 0)
      return _ (problems[i].sentence);
  return NULL;
}

static PtSyncError
code_of_status (guint status, const char *problem)
{
  if (status == 401)
    return PT_SYNC_ERROR_UNAUTHORIZED;
  /* Without a problem it is not the hub that speaks, but what stands before it. */
  if (status == 429 || (status >= 502 && status <= 504) || (status == 500 && problem == NULL))
    return PT_SYNC_ERROR_BUSY;
  return PT_SYNC_ERROR_REFUSED;
}

GError *
pt_sync_error_new_problem (guint status, const char *problem, int retry_after)
{
  PtSyncError code = code_of_status (status, problem);
  const char *sentence = pt_sync_problem_sentence (problem);
  GError *error = g_error_new_literal (PT_SYNC_ERROR, (int)code,
                                       sentence != NULL ? sentence : _ (sentences[code]));
  PtSyncErrorPrivate *priv = pt_sync_error_get_private (error);

  priv->status = status;
  priv->retry_after = retry_after;
  g_strlcpy (priv->code, problem != NULL ? problem : "", sizeof priv->code);
  return error;
}

static const PtSyncErrorPrivate *
peek (const GError *error)
{
  static const PtSyncErrorPrivate none;

  return error != NULL && error->domain == PT_SYNC_ERROR ? pt_sync_error_get_private (error)
                                                         : &none;
}

guint
pt_sync_error_get_status (const GError *error)
{
  return peek (error)->status;
}

int
pt_sync_error_get_retry_after (const GError *error)
{
  return peek (error)->retry_after;
}

const char *
pt_sync_error_get_code (const GError *error)
{
  return peek (error)->code;
}

const char *
pt_sync_error_name (const GError *error)
{
  static const char *const names[] = {
    [PT_SYNC_ERROR_OFFLINE] = "offline",     [PT_SYNC_ERROR_HUB_SILENT] = "hub_silent",
    [PT_SYNC_ERROR_CAPTIVE] = "captive",     [PT_SYNC_ERROR_TLS] = "tls",
    [PT_SYNC_ERROR_OTHER_HUB] = "other_hub", [PT_SYNC_ERROR_UNAUTHORIZED] = "unauthorized",
    [PT_SYNC_ERROR_REFUSED] = "refused",     [PT_SYNC_ERROR_BUSY] = "busy",
    [PT_SYNC_ERROR_PROTOCOL] = "protocol",   [PT_SYNC_ERROR_NO_HUB] = "no_hub",
    [PT_SYNC_ERROR_INVITE] = "invite",       [PT_SYNC_ERROR_NEXT_FILE] = "next_file",
    [PT_SYNC_ERROR_TOO_OLD] = "too_old",     [PT_SYNC_ERROR_HUB_TOO_OLD] = "hub_too_old",
  };

  if (error->domain != PT_SYNC_ERROR)
    return "store";
  return peek (error)->code[0] != '\0' ? peek (error)->code : names[error->code];
}

gboolean
pt_sync_error_is_unreachable (const GError *error)
{
  static const PtSyncError later[] = { PT_SYNC_ERROR_OFFLINE, PT_SYNC_ERROR_HUB_SILENT,
                                       PT_SYNC_ERROR_CAPTIVE, PT_SYNC_ERROR_BUSY };

  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    if (g_error_matches (error, PT_SYNC_ERROR, (int)later[i]))
      return TRUE;
  return FALSE;
}

char *
pt_sync_error_sentence (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("Sharing was stopped. Your work is safe on this laptop."));
  return g_strdup (error->message);
}

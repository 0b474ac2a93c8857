/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody signed in with a browser. The cookie holds 256 bits that are nowhere else; the journal has a
 * hash of them that no bearer token gives, so that neither is ever the other. One cookie per logbook. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

#define PT_SESSION_FORM_FIELD "form" /* the hidden field that proves a form to be ours */
#define PT_SESSION_FORM_COOKIE "__Host-pt-form"

/**
 * pt_session_check:
 *
 * Decides about a page before a body is read, and gives @request its caller and secret.
 *
 * Returns: (transfer full) (nullable): the refusal; NULL = come in. Somebody who is not signed in gets
 *   the same answer for a logbook that is here and one that is not
 */
PtHubResponse *pt_session_check (PtHub *hub, PtJournal *journal, const PtRoute *route,
                                 PtHubRequest *request);

/* (transfer full) (nullable): the refusal of a form that is none, or not from a page of ours. */
PtHubResponse *pt_session_read_form (PtHubRequest *request);

/* (transfer full): what the hidden field of a form must say. */
char *pt_session_form_token (const char *secret);

/**
 * pt_session_open:
 * @caller: logbook and member; gets the session as its device
 *
 * In a transaction of the caller.
 *
 * Returns: (transfer full) (nullable): the header Set-Cookie
 */
char *pt_session_open (PtHub *hub, PtJournal *journal, PtCaller *caller, const char *browser,
                       GError **error);
/* (transfer full): the header that takes the cookie away. */
char *pt_session_forget (const char *logbook);

/* (transfer full) (element-type PtCaller): everybody that the cookies of @request are for; NULL with
 * @error. */
GPtrArray *pt_session_list (PtHub *hub, PtJournal *journal, PtHubRequest *request, GError **error);

G_END_DECLS

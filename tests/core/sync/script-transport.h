/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transport that answers from a function of the test: no network, every failure on demand. */
#pragma once

#include "pt-transport.h"

G_BEGIN_DECLS

#define SCRIPT_HUB "01890000-0000-7000-8000-00000000f001"

/* Returns (transfer full) an answer, or NULL with @error. */
typedef PtResponse *(*Script) (const PtRequest *request, gpointer data, GError **error);

#define SCRIPT_TYPE_TRANSPORT (script_transport_get_type ())
G_DECLARE_FINAL_TYPE (ScriptTransport, script_transport, SCRIPT, TRANSPORT, GObject)

PtTransport *script_transport_new (Script script, gpointer data);

/* Answers as a hub gives them. */
PtResponse *script_json (guint status, const char *json);
PtResponse *script_problem (guint status, const char *code);

G_END_DECLS

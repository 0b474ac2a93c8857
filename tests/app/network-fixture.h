/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another field lab shares, as if the team server had told it: a challenge, something
 * asked, something offered and a learning moment. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

#define NETWORK_THEME "loneliness"

#define NETWORK_LEARNING "Koffie werkt beter dan een brief"

/* @title: of everything; NULL = each its own. @text: what they say; NULL = a sentence. @n: how many of
 * each. */
void network_keep (PtStore *store, const char *title, const char *text, guint n);
/* Two field labs with numbers: "Buurtkeuken Noord", which has much, and "Wijkwerkplaats Zuid", which has
 * little of everything but notes; or both called @title, in two places. */
void network_keep_two (PtStore *store, const char *title, const char *text);

G_END_DECLS

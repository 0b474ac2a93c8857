/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page wants done is asked of the handler that serves the app, so that rights and limits are
 * looked at in one place. */
#pragma once

#include "pt-web-page.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * pt_web_page_ask:
 * @device: (nullable): the laptop that it is about, where @handler has one in its path
 * @body: (transfer full): as the app would send it
 *
 * Returns: (transfer full): the handler's answer
 */
PtHubResponse *pt_web_page_ask (PtWebPage *self, PtHandler handler, const char *device,
                                JsonObject *body);

/**
 * pt_web_page_go_on:
 * @answer: (transfer full): of pt_web_page_ask()
 * @place: of this logbook, to go to when it was done
 * @refused: (nullable): what a 422 says to a person, marked N_(); NULL = as any other failure
 *
 * Returns: (transfer full): the way on, or a sentence about why there is none
 */
PtHubResponse *pt_web_page_go_on (PtWebPage *self, PtHubResponse *answer, const char *place,
                                  const char *refused);

G_END_DECLS

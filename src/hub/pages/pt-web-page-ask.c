/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request is made as it would have come from the app, with the page's own caller. */
#include "pt-web-page-ask.h"

#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UNPROCESSABLE 422

PtHubResponse *
pt_web_page_ask (PtWebPage *self, PtHandler handler, const char *device, JsonObject *body)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  char *text;
  PtHubResponse *response;

  json_node_take_object (node, body);
  text = pt_json_print_ordered (node);
  request->logbook = g_strdup (self->caller->logbook);
  request->device = g_strdup (device);
  request->caller = (PtCaller *)self->caller;
  request->body = g_bytes_new_take (text, strlen (text));
  response = handler (self->hub, self->journal, request);
  request->caller = NULL; /* the page's own request has it */
  return response;
}

PtHubResponse *
pt_web_page_go_on (PtWebPage *self, PtHubResponse *answer, const char *place, const char *refused)
{
  g_autoptr (PtHubResponse) asked = answer;
  g_autofree char *path = pt_web_page_path (self, "%s", place);
  PtHubResponse *response;

  if (asked->status == 200)
    return pt_web_page_go (path);
  if (asked->status == 404)
    return pt_web_page_not_found (self->hub, self->request);
  response = pt_web_page_sorry (
      self->hub, self->request, asked->status,
      asked->status == UNPROCESSABLE && refused != NULL
          ? refused
          : N_ ("The team server cannot do this now. Try again in a minute; "
                "what you wrote is still in your browser when you go back."));
  response->again = asked->again;
  return response;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-transport.h. */
#include "sim-transport.h"

#include "pt-json.h"
#include "pt-wire.h"
#include "sim-run.h"

#include <string.h>

struct _SimTransport
{
  GObject parent;
  SimHub *hub;
  SimWeather weather;
  SimBreak breakage;
  PtStore *store;
  GHashTable *first_sent;
  const SimSet *received;
  GPtrArray *arrivals;
  guint n_requests;
  void (*meanwhile) (gpointer data);
  gpointer meanwhile_data;
  void (*note) (gpointer data);
  gpointer note_data;
  gboolean had_fault;
};

static const char *const fault_names[SIM_N_FAULTS] = {
  [SIM_FAULT_NONE] = "none",
  [SIM_FAULT_REQUEST_LOST] = "request-lost",
  [SIM_FAULT_REPLY_LOST] = "reply-lost",
  [SIM_FAULT_TWICE] = "twice",
  [SIM_FAULT_DELAYED] = "delayed",
  [SIM_FAULT_REPLY_CUT] = "reply-cut",
  [SIM_FAULT_REQUEST_CUT] = "request-cut",
  [SIM_FAULT_BUSY] = "busy",
  [SIM_FAULT_CAPTIVE] = "captive",
  [SIM_FAULT_HUB_RESTART] = "hub-restart",
};

const char *
sim_fault_name (SimFault self)
{
  return fault_names[self];
}

/* ── What the hub says ── */

static GBytes *
read_body (const PtHubResponse *answer)
{
  char *bytes;
  gsize size;

  if (answer->file == NULL)
    return answer->body != NULL ? g_bytes_ref (answer->body) : g_bytes_new (NULL, 0);
  if (!g_file_get_contents (answer->file, &bytes, &size, NULL))
    g_error ("the hub sends a file that is not there");
  return g_bytes_new_take (bytes, size);
}

static PtResponse *
translate (SimTransport *self, const PtHubResponse *answer)
{
  PtResponse *response = pt_response_new (answer->status, answer->type, self->hub->hub->id);

  response->retry_after = answer->retry_after;
  response->offset = answer->offset;
  g_bytes_unref (response->body);
  response->body = read_body (answer);
  return response;
}

gboolean
sim_path_ends (const char *path, const char *end)
{
  g_autofree char *place = g_strndup (path, strcspn (path, "?"));

  return g_str_has_suffix (place, end);
}

static gboolean
is_push (const PtRequest *request)
{
  return strcmp (request->method, "POST") == 0 && sim_path_ends (request->path, "/push");
}

static gboolean
is_offer (const PtRequest *request)
{
  return strcmp (request->method, "POST") == 0 && sim_path_ends (request->path, "/offer");
}

static gboolean
is_hello (const PtRequest *request)
{
  return g_str_has_prefix (request->path, "/v1/hello");
}

static gboolean
is_pull (const PtRequest *request)
{
  return strstr (request->path, "/pull?") != NULL;
}

static void
note_page (SimTransport *self, GBytes *body)
{
  SimArrival *arrival = sim_arrival_new (self->hub, body);

  if (arrival != NULL)
    g_ptr_array_add (self->arrivals, arrival);
}

/* ── The way there and back ── */

static gboolean
changes_push (SimBreak breakage)
{
  return breakage == SIM_BREAK_ERA_IGNORED || breakage == SIM_BREAK_SEEN_IGNORED
         || breakage == SIM_BREAK_SEEN_EVERYTHING || breakage == SIM_BREAK_SEEN_NOT_CAPPED;
}

static gboolean
hides_forks (SimBreak breakage)
{
  return breakage == SIM_BREAK_FORK_UNNOTICED || breakage == SIM_BREAK_INCARNATION_KEPT;
}

static gboolean
changes_page (SimBreak breakage)
{
  return breakage == SIM_BREAK_CANDIDATE_DROPPED || breakage == SIM_BREAK_CLOCK_WINS;
}

static char *
limit_page (SimTransport *self, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "limit=", 2);

  if (self->weather.page_limit == 0 || parts[1] == NULL)
    return g_strdup (path);
  return g_strdup_printf ("%slimit=%u", parts[0], self->weather.page_limit);
}

static void
replace_body (PtResponse *response, GBytes *body)
{
  g_bytes_unref (response->body);
  response->body = body;
}

static PtResponse *
carry (SimTransport *self, const PtRequest *request, GBytes *body)
{
  g_autofree char *path = limit_page (self, request->path);
  g_autoptr (GBytes) changed = is_push (request) && changes_push (self->breakage)
                                   ? sim_break_push (self->breakage, body, self->first_sent)
                                   : NULL;
  g_autoptr (PtHubResponse) answer = NULL;
  PtResponse *response;

  answer = sim_hub_answer (self->hub, request->method, path, request->token,
                           changed != NULL ? changed : body);
  response = translate (self, answer);
  if (is_offer (request) && response->status == 200)
    sim_hub_note_offer (self->hub, request->body, self->received);
  if (is_push (request) && response->status == 200)
    g_ptr_array_add (self->hub->pushes,
                     sim_push_new (path, request->token, changed != NULL ? changed : body));
  sim_trace ("      %s %s → %u", request->method, path, response->status);
  if (is_push (request) && answer->body != NULL)
    sim_trace ("      %s", (const char *)g_bytes_get_data (answer->body, NULL));
  if (response->status == 200 && is_push (request) && hides_forks (self->breakage))
    replace_body (response, sim_break_push_reply (response->body));
  if (response->status == 200 && is_hello (request) && self->breakage == SIM_BREAK_INCARNATION_KEPT)
    replace_body (response, sim_break_hello (response->body));
  if (response->status == 200 && is_pull (request) && changes_page (self->breakage))
    replace_body (response, sim_break_page (self->breakage, response->body));
  return response;
}

static PtResponse *
lose (GError **error)
{
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_HUB_SILENT));
  return NULL;
}

static GBytes *
cut (SimTransport *self, GBytes *bytes)
{
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  return size == 0 ? g_bytes_new (NULL, 0)
                   : g_bytes_new_from_bytes (bytes, 0, self->weather.bytes % size);
}

static PtResponse *
lose_request (SimTransport *self, const PtRequest *request, GError **error)
{
  PtResponse *response;

  if (self->breakage != SIM_BREAK_ANSWER_WITHOUT_HUB || !is_push (request))
    return lose (error);
  response = pt_response_new (200, PT_WIRE_TYPE, self->hub->hub->id);
  replace_body (response, sim_break_invent_reply (request->body));
  return response;
}

static PtResponse *
lose_reply (SimTransport *self, const PtRequest *request, GError **error)
{
  g_autoptr (PtResponse) response = carry (self, request, request->body);

  if (self->breakage == SIM_BREAK_CURSOR_FIRST && is_pull (request) && response->status == 200)
    sim_break_move_cursor (self->store, response->body);
  return lose (error);
}

static PtResponse *
cut_reply (SimTransport *self, const PtRequest *request)
{
  PtResponse *response = carry (self, request, request->body);

  replace_body (response, cut (self, response->body));
  return response;
}

static PtResponse *
fail (SimTransport *self, const PtRequest *request, GError **error)
{
  g_autoptr (GBytes) rest = NULL;

  self->had_fault = TRUE;
  sim_trace ("      fault %s", fault_names[self->weather.kind]);
  switch (self->weather.kind)
    {
    case SIM_FAULT_REQUEST_LOST:
      return lose_request (self, request, error);
    case SIM_FAULT_REPLY_LOST:
      return lose_reply (self, request, error);
    case SIM_FAULT_TWICE:
      pt_response_free (carry (self, request, request->body));
      break;
    case SIM_FAULT_DELAYED:
      if (is_push (request))
        g_ptr_array_add (self->hub->delayed,
                         sim_push_new (request->path, request->token, request->body));
      return lose (error);
    case SIM_FAULT_REPLY_CUT:
      return cut_reply (self, request);
    case SIM_FAULT_REQUEST_CUT:
      if (strcmp (request->method, "PATCH") != 0)
        return lose (error);
      rest = cut (self, request->body);
      return carry (self, request, rest);
    case SIM_FAULT_BUSY:
      {
        PtResponse *response = pt_response_new (503, PT_WIRE_TYPE_PROBLEM, self->hub->hub->id);

        response->retry_after = 1;
        return response;
      }
    case SIM_FAULT_CAPTIVE:
      return pt_response_new (200, "text/html", NULL);
    case SIM_FAULT_HUB_RESTART:
      sim_hub_restart (self->hub);
      break;
    case SIM_FAULT_NONE:
    case SIM_N_FAULTS:
      break;
    }
  return carry (self, request, request->body);
}

/* A hub whose disk failed while it answered: an answer that it gave holds all the same. */
static PtResponse *
look_at_hub (SimTransport *self, PtResponse *response, GError **error)
{
  if (!sim_hub_recover (self->hub))
    return response;
  self->had_fault = TRUE;
  if (response == NULL || response->status == 200)
    return response;
  pt_response_free (response);
  return lose (error);
}

static void
do_meanwhile (SimTransport *self, guint n, gboolean late)
{
  if (self->meanwhile != NULL && n + 1 == self->weather.meanwhile && late == self->weather.late)
    self->meanwhile (self->meanwhile_data);
}

static PtResponse *
sim_transport_send (PtTransport *transport, const PtRequest *request, GCancellable *cancellable,
                    GError **error)
{
  SimTransport *self = SIM_TRANSPORT (transport);
  guint n = self->n_requests++;
  gboolean goes_wrong = self->weather.kind != SIM_FAULT_NONE && n == self->weather.at;
  g_autoptr (PtResponse) response = NULL;

  do_meanwhile (self, n, FALSE);
  if (self->note != NULL && is_push (request))
    self->note (self->note_data);
  if (self->breakage == SIM_BREAK_OVERLAY_AT_ANSWER && is_pull (request))
    sim_break_settle_answered (self->store);
  response = goes_wrong ? fail (self, request, error) : carry (self, request, request->body);
  response = look_at_hub (self, g_steal_pointer (&response), error);
  if (response != NULL && response->status == 200 && is_pull (request))
    note_page (self, response->body);
  do_meanwhile (self, n, TRUE);
  return g_steal_pointer (&response);
}

static void
iface_init (PtTransportInterface *iface)
{
  iface->send = sim_transport_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SimTransport, sim_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PT_TYPE_TRANSPORT, iface_init))

static void
sim_transport_finalize (GObject *object)
{
  g_ptr_array_unref (SIM_TRANSPORT (object)->arrivals);
  G_OBJECT_CLASS (sim_transport_parent_class)->finalize (object);
}

static void
sim_transport_class_init (SimTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sim_transport_finalize;
}

static void
sim_transport_init (SimTransport *self)
{
  self->arrivals = g_ptr_array_new_with_free_func ((GDestroyNotify)sim_arrival_free);
}

SimTransport *
sim_transport_new (SimHub *hub, const SimWeather *weather, SimBreak breakage, PtStore *store,
                   GHashTable *first_sent)
{
  SimTransport *self = g_object_new (SIM_TYPE_TRANSPORT, NULL);

  self->hub = hub;
  self->weather = *weather;
  self->breakage = breakage;
  self->store = store;
  self->first_sent = first_sent;
  return self;
}

void
sim_transport_set_received (SimTransport *self, const SimSet *received)
{
  self->received = received;
}

void
sim_transport_set_meanwhile (SimTransport *self, void (*run) (gpointer data), gpointer data)
{
  self->meanwhile = run;
  self->meanwhile_data = data;
}

void
sim_transport_set_note (SimTransport *self, void (*note) (gpointer data), gpointer data)
{
  self->note = note;
  self->note_data = data;
}

GPtrArray *
sim_transport_get_arrivals (SimTransport *self)
{
  return self->arrivals;
}

gboolean
sim_transport_had_fault (SimTransport *self)
{
  return self->had_fault;
}

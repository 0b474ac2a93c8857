/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests to the hub behind its HTTP library: "METHOD /path?query", a line's end, the body. A
 * coordinator asks, over a journal of its own in a temporary folder. Every answer has a status that
 * the hub may give, and none of them is trouble of its own. */
#include "fuzz.h"

#include "pt-hub-folder.h"
#include "pt-hub.h"
#include "pt-limits.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOGBOOK "01890000-0000-7000-8000-000000000001"
#define START (1772323200 * PT_USEC_PER_SECOND) /* 2026-03-01 */
#define TROUBLE 500

static PtHub *hub;
static PtJournal *journal;
static PtMember member = { .name = (char *)"An", .role = (char *)"coordinator", .active = TRUE };
static char *device;

static void
remove_folder (void)
{
  const char *words[] = { "rm", "-rf", hub->folder, NULL };

  pt_journal_free (journal);
  g_spawn_sync (NULL, (char **)words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
}

static void
make_hub (void)
{
  PtWorld *world = pt_world_new_seeded (1, START);
  g_autofree char *folder = g_dir_make_tmp ("pt-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "hub.db", NULL);
  g_autoptr (GError) error = NULL;

  hub = g_new0 (PtHub, 1);
  hub->world = world;
  hub->folder = g_steal_pointer (&folder);
  hub->id = pt_id_new (world);
  hub->name = g_strdup ("Fuzz");
  hub->limits = pt_limits_new (world);
  member.id = pt_id_new (world);
  device = pt_id_new (world);
  journal = pt_journal_sqlite_open (path, TRUE, &error);
  g_assert_no_error (error);
  journal->ops->begin (journal, NULL, &error);
  journal->ops->set_hub (journal, hub->id, hub->name, START, &error);
  journal->ops->add_logbook (journal, LOGBOOK, "01890000-0000-7000-8000-00000000000e", START,
                             &error);
  journal->ops->set_member (journal, LOGBOOK, &member, &error);
  journal->ops->commit (journal, &error);
  g_assert_no_error (error);
  atexit (remove_folder);
}

static PtCaller *
make_caller (void)
{
  PtCaller *caller = g_new0 (PtCaller, 1);

  caller->device = g_strdup (device);
  caller->logbook = g_strdup (LOGBOOK);
  caller->member = g_strdup (member.id);
  caller->name = g_strdup (member.name);
  caller->role = g_strdup (member.role);
  caller->active = TRUE;
  return caller;
}

/* What of a request libmicrohttpd would hand on. */
static PtHubRequest *
read_request (char *line, GBytes *body)
{
  PtHubRequest *request = pt_hub_request_new ();
  char *query = strchr (line, '?');
  g_autoptr (GHashTable) pairs = NULL;
  GHashTableIter iter;
  gpointer name, value;

  request->caller = make_caller ();
  request->body = g_bytes_get_size (body) > 0 ? g_bytes_ref (body) : NULL;
  if (query == NULL)
    return request;
  *query++ = '\0';
  pairs = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);
  if (pairs == NULL)
    return request;
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (request->query, g_strdup (name), g_strdup (value));
  return request;
}

static void
ask (char *line, GBytes *body)
{
  char *path = strchr (line, ' ');
  g_autoptr (PtHubRequest) request = NULL;
  g_autoptr (PtHubResponse) response = NULL;
  const PtRoute *route;

  if (path == NULL)
    return;
  *path++ = '\0';
  request = read_request (path, body);
  route = pt_route_find (line, path, request, &response);
  if (route == NULL)
    {
      g_assert_nonnull (response);
      return;
    }
  if (request->logbook != NULL && strcmp (request->logbook, LOGBOOK) != 0)
    return; /* the caller's token is of one logbook */
  if ((route->max_body > 0) != (request->body != NULL) || g_bytes_get_size (body) > route->max_body)
    return;
  response = route->handler (hub, journal, request);
  g_assert_nonnull (response);
  g_assert_true (response->hold || response->status >= 200);
  g_assert_cmpuint (response->status, !=, TROUBLE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const uint8_t *end = size > 0 ? memchr (data, '\n', size) : NULL;
  g_autofree char *line = NULL;
  g_autoptr (GBytes) body = NULL;

  if (hub == NULL)
    make_hub ();
  if (end == NULL)
    return 0;
  line = g_strndup ((const char *)data, (gsize)(end - data));
  body = g_bytes_new (end + 1, size - (size_t)(end + 1 - data));
  if (g_utf8_validate (line, -1, NULL))
    ask (line, body);
  return 0;
}

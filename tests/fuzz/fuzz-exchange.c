/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange files. The first line says what the rest is: "raw", the bytes of a file; "request" or
 * "answer", frames that are sealed first, as by somebody who has the token: a head of JSON on a line,
 * the body, a line of two hyphens. Requests are asked of a hub, answers are unpacked on a laptop. Every
 * end is an answer or an error with a sentence. */
#include "fuzz.h"

#include "pt-carrier.h"
#include "pt-json.h"
#include "pt-limits.h"
#include "pt-parcel-book.h"
#include "pt-parcel.h"
#include "pt-sync-parcel.h"
#include "pt-token.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define LOGBOOK "01890000-0000-7000-8000-000000000001"
#define EPOCH "01890000-0000-7000-8000-00000000000e"
#define EXCHANGE "01890000-0000-7000-8000-00000000000f"
#define START (1772323200 * PT_USEC_PER_SECOND) /* 2026-03-01 */
#define BETWEEN "\n--\n"
#define MAX_HEAD 4096

static char *home, *path, *token;
static PtHub *hub;
static PtJournal *journal;
static PtStore *store;
static PtParcelLabel label;
static PtWorld *world;
static PtCaller caller = {
  .logbook = (char *)LOGBOOK, .name = (char *)"An", .role = (char *)"coordinator", .active = TRUE
};

static void
remove_home (void)
{
  const char *words[] = { "rm", "-rf", home, NULL };

  pt_store_close (store);
  pt_journal_free (journal);
  g_spawn_sync (NULL, (char **)words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
}

static void
check (gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "no reason");
}

static void
make_hub (void)
{
  PtMember member = {
    .id = caller.member, .name = caller.name, .role = caller.role, .active = TRUE
  };
  g_autofree char *database = g_build_filename (home, "hub.db", NULL);
  g_autoptr (GError) error = NULL;
  PtHash hash;

  hub = g_new0 (PtHub, 1);
  hub->world = world;
  hub->folder = g_strdup (home);
  hub->id = pt_id_new (world);
  hub->name = g_strdup ("Fuzz");
  hub->limits = pt_limits_new (world);
  journal = pt_journal_sqlite_open (database, TRUE, &error);
  check (journal != NULL, error);
  pt_token_hash (token, &hash);
  check (journal->ops->begin (journal, NULL, &error)
             && journal->ops->set_hub (journal, hub->id, hub->name, START, &error)
             && journal->ops->add_logbook (journal, LOGBOOK, EPOCH, START, &error)
             && journal->ops->set_member (journal, LOGBOOK, &member, &error)
             && journal->ops->add_device (journal, &caller, &hash, "An", NULL, START, &error)
             && journal->ops->commit (journal, &error),
         error);
}

static void
make_laptop (void)
{
  static guint n;
  g_autofree char *name = g_strdup_printf ("%u.proeftuin", n++);
  g_autofree char *folder = g_build_filename (home, name, NULL);
  PtHubLink link = { .url = (char *)"https://127.0.0.1:1",
                     .hub_id = hub->id,
                     .device = caller.device };
  g_autoptr (GError) error = NULL;

  store = pt_store_create (folder, world, NULL, NULL, &error);
  check (store != NULL
             && pt_store_set_hub (store, &link, LOGBOOK, caller.member, caller.name, caller.role,
                                  &error)
             && pt_token_save (caller.device, token, &error),
         error);
}

static void
make_world (void)
{
  world = pt_world_new_seeded (1, START);
  caller.member = pt_id_new (world);
  caller.device = pt_id_new (world);
  home = g_dir_make_tmp ("pt-fuzz-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "", TRUE);
  path = g_build_filename (home, "an" PT_PARCEL_EXTENSION, NULL);
  token = pt_token_new (world);
  make_hub ();
  make_laptop ();
  pt_uuid_parse (EXCHANGE, &label.exchange);
  pt_uuid_parse (hub->id, &label.hub);
  pt_uuid_parse (LOGBOOK, &label.logbook);
  pt_uuid_parse (caller.device, &label.device);
  atexit (remove_home);
}

/* ── One input ── */

/* FALSE: a head that no program of ours would write. */
static gboolean
add_frame (PtParcelWriter *writer, const char *frame, gsize size)
{
  const char *end = memchr (frame, '\n', size);
  const gsize head = end != NULL ? (gsize)(end - frame) : size;
  g_autoptr (JsonNode) node = pt_json_parse (frame, head, MAX_HEAD, NULL);
  g_autoptr (GBytes) body = end != NULL ? g_bytes_new (end + 1, size - head - 1) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  return pt_parcel_writer_add (writer, json_object_ref (json_node_get_object (node)), body, NULL);
}

static gboolean
seal (PtParcelKind kind, const char *data, gsize size)
{
  const char *end = data + size, *next;
  uint8_t hash[PT_PARCEL_TOKEN_BYTES];
  g_autoptr (PtParcelWriter) writer = NULL;

  label.kind = kind;
  pt_parcel_hash_token (token, hash);
  writer = pt_parcel_writer_new (path, &label, hash, NULL);
  g_assert_nonnull (writer);
  for (; data < end; data = next + strlen (BETWEEN))
    {
      next = memmem (data, (gsize)(end - data), BETWEEN, strlen (BETWEEN));
      if (next == NULL)
        next = end;
      if (!add_frame (writer, data, (gsize)(next - data)))
        return FALSE;
      if (next == end)
        break;
    }
  return pt_parcel_writer_finish (writer, NULL);
}

static void
exchange (void)
{
  uint8_t hash[PT_PARCEL_TOKEN_BYTES];
  g_auto (PtCarrierReport) report = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtParcel) parcel = NULL;

  if (!pt_carrier_exchange (hub, journal, path, NULL, NULL, NULL, &report, &error))
    {
      g_assert_nonnull (error);
      return;
    }
  parcel = pt_parcel_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pt_parcel_get_label (parcel)->kind, ==, PT_PARCEL_ANSWER);
  pt_parcel_hash_token (token, hash);
  g_assert_true (pt_parcel_unlock (parcel, hash, NULL, &error) || report.was_there);
}

/* One that was told that it does not take part any more has left: another one goes on. */
static PtHubLink *
get_link (void)
{
  PtHubLink *link = pt_store_get_hub (store);

  if (link != NULL)
    return link;
  pt_store_close (store);
  make_laptop ();
  return pt_store_get_hub (store);
}

static void
unpack (void)
{
  g_autoptr (PtHubLink) link = get_link ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) report = NULL;

  check (pt_parcel_book_add (store, EXCHANGE, link, &error), error);
  report = pt_sync_unpack (store, path, NULL, NULL, &error);
  g_assert_true ((report != NULL) != (error != NULL));
}

static gboolean
is_line (const uint8_t *data, gsize size, const char *word)
{
  return size == strlen (word) && memcmp (data, word, size) == 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const uint8_t *end = size > 0 ? memchr (data, '\n', size) : NULL;
  const gsize line = end != NULL ? (gsize)(end - data) : size;
  const char *rest = end != NULL ? (const char *)end + 1 : (const char *)data + size;
  const gsize length = size - (gsize)(rest - (const char *)data);

  if (home == NULL)
    make_world ();
  if (is_line (data, line, "raw") && g_file_set_contents (path, rest, (gssize)length, NULL))
    {
      exchange ();
      unpack ();
    }
  else if (is_line (data, line, "request") && seal (PT_PARCEL_REQUEST, rest, length))
    exchange ();
  else if (is_line (data, line, "answer") && seal (PT_PARCEL_ANSWER, rest, length))
    unpack ();
  g_unlink (path);
  return 0;
}

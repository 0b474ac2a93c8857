/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-stick.h. */
#include "sim-stick.h"

#include "pt-carrier.h"
#include "pt-epoch.h"
#include "pt-json.h"
#include "pt-parcel.h"
#include "pt-sync-parcel.h"
#include "sim-errand.h"
#include "sim-people.h"
#include "sim-transport.h"

#include <glib/gstdio.h>
#include <string.h>

#define LOST_PERCENT 10
#define TWICE_PERCENT 20
#define ON_PERCENT 60

struct _SimStick
{
  char *path;
  guint serial;                         /* of the action that filled it */
  uint8_t token[PT_PARCEL_TOKEN_BYTES]; /* of the laptop when it wrote the file */
  SimSet *received;                     /* likewise: what it may offer */
  GPtrArray *arrivals;                  /* SimArrival that are in the answer; NULL = not answered */
};

void
sim_stick_free (SimStick *self)
{
  if (self == NULL)
    return;
  g_unlink (self->path);
  g_free (self->path);
  sim_set_free (self->received);
  g_clear_pointer (&self->arrivals, g_ptr_array_unref);
  g_free (self);
}

/* ── What is in the file ── */

typedef void (*FrameFunc) (SimRun *run, SimStick *self, JsonObject *head, GBytes *body);

static gboolean
has_path (JsonObject *head, const char *method, const char *end)
{
  return strcmp (pt_json_text_or (head, "method", ""), method) == 0
         && sim_path_ends (pt_json_text_or (head, "path", ""), end);
}

static void
each_frame (SimRun *run, SimStick *self, FrameFunc each)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtParcel) parcel = pt_parcel_open (self->path, &error);

  if (parcel == NULL || !pt_parcel_unlock (parcel, self->token, NULL, &error))
    {
      sim_run_fail (run, "a stick cannot be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < pt_parcel_get_length (parcel); i++)
    {
      g_autoptr (JsonNode) head = NULL;
      g_autoptr (GBytes) body = NULL;

      if (pt_parcel_read (parcel, i, &head, &body, NULL))
        each (run, self, json_node_get_object (head), body);
    }
}

static void
note_offer (SimRun *run, SimStick *self, JsonObject *head, GBytes *body)
{
  if (has_path (head, "POST", "/offer"))
    sim_hub_note_offer (run->hub, body, self->received);
}

static void
note_answer (SimRun *run, SimStick *self, JsonObject *head, GBytes *body)
{
  SimArrival *arrival;

  sim_trace ("      stick: %s %s → %" G_GINT64_FORMAT, pt_json_text_or (head, "method", ""),
             pt_json_text_or (head, "path", ""), pt_json_int_or (head, "status", 0));
  if (pt_json_int_or (head, "status", 0) != 200)
    return;
  if (has_path (head, "POST", "/push"))
    sim_hub_note_results (run->hub, body);
  if (!has_path (head, "GET", "/pull"))
    return;
  arrival = sim_arrival_new (run->hub, body);
  if (arrival != NULL)
    g_ptr_array_add (self->arrivals, arrival);
}

/* ── The journey ── */

static void
pack (SimRun *run, SimDevice *device, guint which)
{
  g_autofree char *token = sim_device_dup_token (run, device);
  g_auto (PtSyncPacked) packed = { 0 };
  g_autoptr (GError) error = NULL;

  if (token == NULL || sim_device_open (run, device, which) == NULL)
    return;
  device->stick = g_new0 (SimStick, 1);
  device->stick->path = sim_run_make_path (run, "stick");
  device->stick->received = sim_set_copy (device->received);
  pt_parcel_hash_token (token, device->stick->token);
  sim_trace ("    laptop %u fills a stick", device->number);
  if (!pt_sync_pack (device->stores[which], device->stick->path, PT_SYNC_PARCEL_FILES, NULL,
                     &packed, NULL, &error))
    {
      sim_run_fail (run, "laptop %u cannot fill a stick: %s", device->number, error->message);
      g_clear_pointer (&device->stick, sim_stick_free);
      return;
    }
  device->stick->serial = device->newest_stick = run->serial;
}

/* Also of who was sent away; but not when a copy of this laptop, or itself with another token, is all
 * that the hub knows of it. */
static gboolean
carry (SimRun *run, SimDevice *device)
{
  SimHub *hub = run->hub;
  g_auto (PtCarrierReport) report = { 0 };
  g_autoptr (GError) error = NULL;

  if (pt_carrier_exchange (hub->hub, hub->journal, device->stick->path, NULL, NULL, NULL, &report,
                           &error))
    return TRUE;
  sim_trace ("    the hub cannot use the stick: %s", error->message);
  if (!sim_people_is_away (run, device))
    sim_run_fail (run, "hub: a stick of laptop %u is refused: %s", device->number, error->message);
  return FALSE;
}

static gboolean
took_offers (SimRun *run, SimDevice *device)
{
  g_autoptr (PtHead) head = NULL;

  return run->hub->journal->ops->get_head (run->hub->journal, run->hub->logbook, &head, NULL)
         && pt_epoch_is_repaired (run->hub->hub, head) && !sim_people_is_away (run, device);
}

static void
answer (SimRun *run, SimDevice *device, gboolean twice)
{
  SimStick *stick = device->stick;
  g_autofree char *copy = NULL;
  gsize size = 0;
  gboolean offered = took_offers (run, device);

  if (!g_file_get_contents (stick->path, &copy, &size, NULL))
    g_error ("a stick is gone");
  if (offered)
    each_frame (run, stick, note_offer);
  if (!carry (run, device))
    return;
  if (twice && g_file_set_contents (stick->path, copy, (gssize)size, NULL))
    carry (run, device);
  sim_hub_note_orders (run->hub);
  stick->arrivals = g_ptr_array_new_with_free_func ((GDestroyNotify)sim_arrival_free);
  each_frame (run, stick, note_answer);
}

/* A laptop that was put back to before it filled the stick takes nothing from it: what is in there says
 * what became of saves that it does not have. */
static void
judge (SimRun *run, SimDevice *device, gboolean at_once, const PtSyncReport *report,
       const GError *error)
{
  gboolean is_known = device->stick->serial == device->newest_stick;

  if (!is_known && report != NULL)
    sim_run_fail (run, "laptop %u uses a stick from before it was put back", device->number);
  if (is_known && report == NULL && at_once && !sim_people_is_away (run, device)
      && !g_error_matches (error, PT_SYNC_ERROR, PT_SYNC_ERROR_NEXT_FILE))
    sim_run_fail (run, "laptop %u cannot use its stick: %s", device->number, error->message);
}

/* What ends where the laptop has read by another way it takes nothing of. */
static void
leave_out_passed (SimStick *self, PtStore *store)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);

  for (guint i = self->arrivals->len; link != NULL && i > 0; i--)
    {
      const SimArrival *arrival = g_ptr_array_index (self->arrivals, i - 1);

      if (g_strcmp0 (arrival->epoch, link->epoch) == 0 && arrival->seq <= link->seq)
        g_ptr_array_remove_index (self->arrivals, i - 1);
    }
}

static void
unpack (SimRun *run, SimDevice *device, guint which, gboolean at_once)
{
  PtStore *store = sim_device_open (run, device, which);
  guint n_forked = sim_device_count_forked (run, device);
  g_autoptr (PtSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (store == NULL)
    return;
  leave_out_passed (device->stick, store);
  report = pt_sync_unpack (store, device->stick->path, NULL, NULL, &error);
  sim_trace ("    laptop %u reads its stick: %s", device->number,
             report != NULL ? "done" : error->message);
  judge (run, device, at_once, report, error);
  sim_errand_end (run, device, device->stick->arrivals, n_forked);
  g_clear_pointer (&device->stick, sim_stick_free);
}

void
sim_stick_travel (SimRun *run, SimDevice *device, guint which, SimDraw *draw)
{
  gboolean at_once = FALSE;

  if (device->stick != NULL && sim_draw_chance (draw, LOST_PERCENT))
    g_clear_pointer (&device->stick, sim_stick_free);
  if (device->stick == NULL)
    pack (run, device, which);
  if (device->stick != NULL && device->stick->arrivals == NULL
      && sim_draw_chance (draw, ON_PERCENT))
    {
      at_once = TRUE;
      answer (run, device, sim_draw_chance (draw, TWICE_PERCENT));
    }
  if (device->stick != NULL && device->stick->arrivals != NULL
      && sim_draw_chance (draw, ON_PERCENT))
    unpack (run, device, which, at_once);
}

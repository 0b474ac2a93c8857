/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-errand.h. */
#include "sim-errand.h"

#include "sim-disk.h"
#include "sim-people.h"
#include "sim-values.h"

#include <string.h>

#define MEANWHILE 4000 /* what the other program does */
#define FULL_CHECK_PERCENT 10

/* The cursor stands where a page of these ends, the @i-th or a later one. By its number alone one could not
 * tell: another program may have got there with pages on which a record does not stand any more, and a hub
 * that was put back without a word gives numbers again. */
static gboolean
has_passed (const PtHubLink *link, GPtrArray *arrivals, guint i)
{
  for (; link != NULL && i < arrivals->len; i++)
    {
      const SimArrival *arrival = g_ptr_array_index (arrivals, i);

      if (arrival->seq == link->seq && g_strcmp0 (arrival->chain, link->chain) == 0
          && g_strcmp0 (arrival->epoch, link->epoch) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What came, as far as the cursor has passed it. */
static void
learn_arrived (SimDevice *self, PtStore *store, GPtrArray *arrivals)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);

  for (guint i = 0; i < arrivals->len; i++)
    {
      SimArrival *arrival = g_ptr_array_index (arrivals, i);

      arrival->is_known = has_passed (link, arrivals, i);
      if (!arrival->is_known)
        continue;
      sim_set_join (self->known, arrival->known);
      sim_set_join (self->received, arrival->known);
    }
}

/* What came, and now and then everything. */
static void
check_arrived (SimRun *run, SimDevice *self, GPtrArray *arrivals)
{
  SimDraw draw = { sim_mix (run->seed, run->serial) };

  if (sim_draw_chance (&draw, FULL_CHECK_PERCENT))
    {
      sim_device_check (run, self);
      return;
    }
  for (guint i = 0; i < arrivals->len; i++)
    {
      const SimArrival *arrival = g_ptr_array_index (arrivals, i);

      for (guint r = 0; arrival->is_known && r < arrival->records->len; r++)
        sim_device_check_record (run, self, g_ptr_array_index (arrival->records, r));
    }
}

/* ── Two programs at once ── */

typedef struct
{
  SimRun *run;
  SimDevice *device;
  guint which; /* the other one */
  SimTransport *transport;
} Meanwhile;

static void
save_meanwhile (SimRun *run, SimDevice *self, guint which, SimDraw *draw)
{
  g_autoptr (GPtrArray) names = sim_device_list_names (self);
  SimName *name = g_ptr_array_index (names, sim_draw_below (draw, names->len));
  g_autoptr (PtRecord) record = pt_store_get_record (self->stores[which], name->id, NULL);
  g_autoptr (PtEdit) edit = record != NULL ? pt_edit_new_for (record) : NULL;

  if (edit == NULL || strcmp (name->kind, "link") == 0)
    return;
  sim_values_fill (run, draw, edit, names);
  sim_device_save (run, self, which, edit, NULL);
}

/* While the power may go it only saves. */
static void
meanwhile_cb (gpointer data)
{
  const Meanwhile *self = data;
  SimDraw draw = { sim_mix (sim_mix (self->run->seed, self->run->serial), MEANWHILE) };
  const SimWeather fair = { 0 };

  if (sim_disk_is_dead (self->device->folder)
      || sim_device_open (self->run, self->device, self->which) == NULL)
    return;
  sim_trace ("      meanwhile, program %u:", self->which);
  learn_arrived (self->device, self->device->stores[self->which],
                 sim_transport_get_arrivals (self->transport));
  if (sim_draw_chance (&draw, 50) || sim_disk_may_die (self->device->folder))
    save_meanwhile (self->run, self->device, self->which, &draw);
  else
    pt_sync_report_free (sim_errand_run (self->run, self->device, self->which, &fair));
}

static void
note_cb (gpointer data)
{
  const Meanwhile *self = data;

  if (!sim_disk_is_dead (self->device->folder))
    sim_device_note (self->run, self->device, NULL, NULL);
}

static void
judge (SimRun *run, SimDevice *self, const PtSyncReport *report, const GError *error)
{
  if (report == NULL)
    sim_run_fail (run, "laptop %u cannot sync in fair weather: %s", self->number, error->message);
}

void
sim_errand_end (SimRun *run, SimDevice *self, GPtrArray *arrivals, guint n_forked)
{
  sim_device_note (run, self, NULL, NULL);
  learn_arrived (self, self->stores[0], arrivals);
  /* An editor that was open while saves got new numbers says the old ones: it is opened anew. */
  if (sim_device_count_forked (run, self) != n_forked)
    g_ptr_array_set_size (self->editors, 0);
  check_arrived (run, self, arrivals);
}

/* A page is not synced, since it comes again: the power takes it along, and from who had read it. A save
 * is, and with it everything that stood before it: what the cursor says now was there when the last save
 * was made that is there. */
static void
forget_unsynced (SimRun *run, SimDevice *self, const SimSet *known, const SimSet *received,
                 GPtrArray *arrivals)
{
  g_autoptr (PtRecord) acknowledged = g_steal_pointer (&self->acknowledged);

  sim_set_free (self->known);
  sim_set_free (self->received);
  self->known = sim_set_copy (known);
  self->received = sim_set_copy (received);
  sim_set_join (self->known, self->own);
  learn_arrived (self, self->stores[0], arrivals);
  if (acknowledged != NULL)
    sim_device_check_acknowledged (run, self, acknowledged);
}

static void
note_leaving (SimRun *run, SimDevice *self)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (sim_device_open (run, self, 0));

  self->has_left = self->has_left || link == NULL;
}

PtSyncReport *
sim_errand_run (SimRun *run, SimDevice *self, guint which, const SimWeather *weather)
{
  PtStore *store = sim_device_open (run, self, which);
  Meanwhile meanwhile = { .run = run, .device = self, .which = 1 - which };
  guint n_forked = sim_device_count_forked (run, self);
  g_autoptr (SimSet) known = sim_set_copy (self->known);
  g_autoptr (SimSet) received = sim_set_copy (self->received);
  g_autoptr (SimTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  PtSyncReport *report;
  gboolean failed, died;

  if (store == NULL)
    return NULL;
  if (run->breakage == SIM_BREAK_PRIVATE_SENT)
    sim_break_queue_private (store);
  transport = sim_transport_new (run->hub, weather, run->breakage, store, run->first_sent);
  sim_transport_set_received (transport, self->received);
  meanwhile.transport = transport;
  sim_transport_set_meanwhile (transport, meanwhile_cb, &meanwhile);
  sim_transport_set_note (transport, note_cb, &meanwhile);
  self->n_errands++;
  report = pt_sync_run (store, PT_TRANSPORT (transport), NULL, NULL, NULL, &error);
  self->n_errands--;
  died = sim_disk_is_dead (self->folder);
  failed = sim_device_recover (run, self) || sim_transport_had_fault (transport);
  if (sim_disk_is_dead (self->folder) || sim_device_open (run, self, 0) == NULL)
    return report;
  if (died)
    forget_unsynced (run, self, known, received, sim_transport_get_arrivals (transport));
  sim_errand_end (run, self, sim_transport_get_arrivals (transport), n_forked);
  note_leaving (run, self);
  sim_trace ("    sync of laptop %u: %s", self->number, report != NULL ? "done" : error->message);
  if (!failed && !sim_people_is_away (run, self))
    judge (run, self, report, error);
  return report;
}

void
sim_errand_erase (SimRun *run, SimDevice *self, guint which, const PtErasure *order)
{
  const SimWeather fair = { 0 };
  PtStore *store = sim_device_open (run, self, which);
  guint n_forked = sim_device_count_forked (run, self);
  g_autoptr (SimTransport) transport = NULL;
  g_autoptr (GError) error = NULL;

  if (store == NULL || pt_store_is_private (store, order->record))
    return;
  transport = sim_transport_new (run->hub, &fair, run->breakage, store, run->first_sent);
  sim_transport_set_received (transport, self->received);
  if (!pt_sync_erase (store, PT_TRANSPORT (transport), order, &error))
    sim_trace ("    nothing is erased: %s", error->message);
  sim_hub_note_orders (run->hub);
  sim_errand_end (run, self, sim_transport_get_arrivals (transport), n_forked);
  sim_device_check (run, self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-actions.h. */
#include "sim-actions.h"

#include "sim-check.h"
#include "sim-copy.h"
#include "sim-disk.h"
#include "sim-errand.h"
#include "sim-people.h"
#include "sim-stick.h"
#include "sim-values.h"

#include <string.h>

#define MAX_EDITORS 3
#define MAX_REDELIVERED 3

typedef struct
{
  SimRun *run;
  SimDevice *device;
  SimDraw *draw;
  guint which; /* of its programs */
  PtStore *store;
  GPtrArray *names; /* SimName */
} Step;

/* ── Choosing ── */

typedef gboolean (*Fits) (const SimName *name);

/* The same record whatever others there are, as long as it is there; NULL = none fits. */
static const char *
choose (Step *step, Fits fits)
{
  uint64_t salt = sim_draw (step->draw), best = 0;
  const char *chosen = NULL;

  for (guint i = 0; i < step->names->len; i++)
    {
      const SimName *name = g_ptr_array_index (step->names, i);
      uint64_t rank = sim_mix (g_str_hash (name->id), salt);

      if ((chosen != NULL && rank <= best) || (fits != NULL && !fits (name)))
        continue;
      best = rank;
      chosen = name->id;
    }
  return chosen;
}

static PtRecord *
choose_record (Step *step, Fits fits)
{
  const char *id = choose (step, fits);

  return id != NULL ? pt_store_get_record (step->store, id, NULL) : NULL;
}

static PtEdit *
edit_some (Step *step, Fits fits)
{
  g_autoptr (PtRecord) record = choose_record (step, fits);

  return record != NULL ? pt_edit_new_for (record) : NULL;
}

static gboolean
is_writable (const SimName *name)
{
  return strcmp (name->kind, "link") != 0;
}

static gboolean
is_private (const SimName *name)
{
  return name->is_private;
}

static gboolean
is_erasable (const SimName *name)
{
  return strcmp (name->kind, "logbook") != 0 && pt_erasure_takes_kind (name->kind);
}

static gboolean
is_no_logbook (const SimName *name)
{
  return strcmp (name->kind, "logbook") != 0;
}

/* ── Saving ── */

static void
save_new (Step *step, gboolean secret)
{
  const char *kind = sim_values_draw_kind (step->draw);
  g_autoptr (PtEdit) edit = pt_edit_new (step->device->world, kind, NULL);

  sim_values_fill (step->run, step->draw, edit, step->names);
  if (secret)
    pt_edit_set_text (edit, "sharing", "private");
  sim_device_save (step->run, step->device, step->which, edit, NULL);
}

static void
do_create (Step *step)
{
  save_new (step, FALSE);
}

static void
do_create_private (Step *step)
{
  save_new (step, TRUE);
}

static void
do_save (Step *step)
{
  g_autoptr (PtEdit) edit = edit_some (step, is_writable);

  if (edit == NULL)
    return;
  sim_values_fill (step->run, step->draw, edit, step->names);
  sim_device_save (step->run, step->device, step->which, edit, NULL);
}

static void
do_strange (Step *step)
{
  g_autoptr (PtEdit) edit = edit_some (step, NULL);

  if (edit == NULL)
    return;
  sim_values_fill_strange (step->run, step->draw, edit);
  sim_device_save (step->run, step->device, step->which, edit, NULL);
}

static void
do_share (Step *step)
{
  static const char *const levels[] = { "core", "team", "network", "public", "private" };
  g_autoptr (PtEdit) edit = edit_some (step, sim_draw_chance (step->draw, 70) ? is_private : NULL);

  if (edit == NULL)
    return;
  pt_edit_set_text (edit, "sharing", levels[sim_draw_below (step->draw, G_N_ELEMENTS (levels))]);
  sim_device_save (step->run, step->device, step->which, edit, NULL);
}

static void
finish_seen (Step *step, gboolean ok, GError *error, const SimSet *seen)
{
  gboolean failed = sim_device_recover (step->run, step->device);

  if (!ok && !failed && error != NULL
      && !g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID)
      && !g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_SHARED)
      && !g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND))
    sim_run_fail (step->run, "laptop %u: %s", step->device->number, error->message);
  sim_device_note (step->run, step->device, NULL, seen);
  sim_device_check (step->run, step->device);
}

static void
finish (Step *step, gboolean ok, GError *error)
{
  finish_seen (step, ok, error, NULL);
}

static void
do_archive (Step *step)
{
  g_autoptr (PtRecord) record = choose_record (step, is_no_logbook);
  g_autoptr (GError) error = NULL;

  if (record != NULL)
    finish (step,
            pt_store_set_archived (step->store, pt_record_get_id (record),
                                   !pt_record_is_archived (record), &error),
            error);
}

static void
do_link (Step *step)
{
  const char *from = choose (step, is_writable);
  const char *to = choose (step, is_writable);
  const char *kind = sim_draw_chance (step->draw, 50) ? "supports" : "mentions";
  g_autoptr (PtEdit) edit = pt_edit_new_link (from, kind, to);

  sim_device_save (step->run, step->device, step->which, edit, NULL);
}

static void
do_comment (Step *step)
{
  const char *target = choose (step, is_writable);
  g_autofree char *text = sim_values_draw_text (step->run, step->draw);
  g_autoptr (PtEdit) edit = pt_edit_new (step->device->world, "comment", NULL);

  pt_edit_set_text (edit, "target", target);
  pt_edit_set_text (edit, "body", text);
  sim_device_save (step->run, step->device, step->which, edit, NULL);
}

static void
do_attach (Step *step)
{
  const char *owner = choose (step, is_writable);
  g_autofree char *text = sim_values_draw_text (step->run, step->draw);
  g_autofree char *content = sim_values_make_file (step->run);
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  PtBatchFile file = {
    .owner = (char *)owner, .filename = (char *)"heard.txt", .caption = text, .bytes = bytes
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord)
      record = pt_store_attach_bytes (step->store, &file, PT_ATTACH_DEFAULT, &error);

  finish (step, record != NULL, error);
}

static void
do_batch (Step *step)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("import");
  g_autoptr (SimSet) seen = sim_set_copy (step->device->known);
  guint n = 1 + sim_draw_below (step->draw, 3);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      PtEdit *edit = sim_draw_chance (step->draw, 50)
                         ? pt_edit_new (step->device->world, "entry", NULL)
                         : edit_some (step, is_writable);

      sim_values_fill (step->run, step->draw, edit, step->names);
      g_ptr_array_add (batch->edits, edit);
    }
  finish_seen (step, pt_store_save_batch (step->store, batch, NULL, &error), error, seen);
}

static void
do_undo (Step *step)
{
  g_autoptr (GError) error = NULL;

  finish (step, pt_store_undo (step->store, NULL, &error), error);
}

/* ── Editors that stay open ── */

static void
do_open_editor (Step *step)
{
  SimEditor *editor;

  if (step->device->editors->len >= MAX_EDITORS)
    g_ptr_array_remove_index (step->device->editors, 0);
  editor = g_new0 (SimEditor, 1);
  editor->edit = edit_some (step, is_writable);
  editor->seen = sim_set_copy (step->device->known);
  g_ptr_array_add (step->device->editors, editor);
}

static void
do_save_editor (Step *step)
{
  GPtrArray *editors = step->device->editors;
  SimEditor *editor;

  if (editors->len == 0)
    return;
  editor = g_ptr_array_steal_index (editors, sim_draw_below (step->draw, editors->len));
  sim_values_fill (step->run, step->draw, editor->edit, step->names);
  if (!pt_edit_is_empty (editor->edit))
    sim_device_save (step->run, step->device, step->which, editor->edit, editor->seen);
  sim_editor_free (editor);
}

/* ── Conflicts ── */

static PtValue *
draw_resolution (Step *step, PtRecord *record, const char *field)
{
  const PtState *state = pt_record_get_state (record);
  guint n = pt_state_n_versions (state, field);

  return pt_value_copy (pt_state_nth_version (state, field, sim_draw_below (step->draw, n))->value);
}

static void
do_resolve (Step *step)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = pt_store_list_conflicts (step->store, &error);
  const PtConflict *conflict;
  g_autoptr (PtRecord) record = NULL;
  g_autoptr (PtEdit) edit = NULL;
  g_autoptr (PtValue) value = NULL;

  if (conflicts == NULL || conflicts->len == 0)
    return;
  conflict = g_ptr_array_index (conflicts, sim_draw_below (step->draw, conflicts->len));
  record = pt_store_get_record (step->store, conflict->record, &error);
  edit = pt_edit_new_for (record);
  value = draw_resolution (step, record, conflict->field);
  pt_edit_resolve (edit, conflict->field, value);
  sim_device_save (step->run, step->device, step->which, edit, NULL);
}

/* ── Erasing ── */

/* One or two fields of @record; NULL = all. */
static char **
draw_fields (SimDraw *draw, PtRecord *record)
{
  const PtState *state = pt_record_get_state (record);
  guint n = pt_state_n_registers (state);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (n == 0 || sim_draw_chance (draw, 40))
    return NULL;
  for (guint i = 0; i < 1 + sim_draw_below (draw, 2); i++)
    {
      g_auto (GStrv)
          parts = g_strsplit (pt_state_nth_register (state, sim_draw_below (draw, n)), "/", 2);

      g_strv_builder_add (builder, parts[0]);
    }
  return g_strv_builder_end (builder);
}

static void
do_erase (Step *step)
{
  g_autoptr (PtRecord) record = choose_record (step, is_erasable);
  g_auto (GStrv) fields = record != NULL ? draw_fields (step->draw, record) : NULL;
  g_autoptr (PtErasure) order = NULL;

  if (record == NULL)
    return;
  order = pt_erasure_new (pt_record_get_id (record), (const char *const *)fields,
                          "Asked for by who it is about");
  sim_errand_erase (step->run, step->device, step->which, order);
}

/* ── The wire ── */

static void
draw_weather (SimDraw *draw, SimWeather *out)
{
  *out = (SimWeather){ 0 };
  if (sim_draw_chance (draw, 50))
    {
      out->kind = sim_draw_below (draw, SIM_N_FAULTS);
      out->at = sim_draw_below (draw, 5);
      out->bytes = (guint)sim_draw (draw) & 0xffff;
    }
  if (sim_draw_chance (draw, 25))
    out->page_limit = 1 + sim_draw_below (draw, 3);
  if (sim_draw_chance (draw, 20))
    {
      out->meanwhile = 1 + sim_draw_below (draw, 5);
      out->late = sim_draw_chance (draw, 50);
    }
}

static void
do_sync (Step *step)
{
  SimWeather weather;

  draw_weather (step->draw, &weather);
  pt_sync_report_free (sim_errand_run (step->run, step->device, step->which, &weather));
}

/* A push from long ago comes once more; one that was under way arrives. */
static void
do_redeliver (Step *step)
{
  SimHub *hub = step->run->hub;
  guint n = 1 + sim_draw_below (step->draw, MAX_REDELIVERED);

  for (guint i = 0; i < n && hub->pushes->len > 0; i++)
    sim_hub_deliver (
        hub, g_ptr_array_index (hub->pushes, sim_draw_below (step->draw, hub->pushes->len)));
  if (hub->delayed->len > 0)
    {
      guint i = sim_draw_below (step->draw, hub->delayed->len);

      sim_hub_deliver (hub, g_ptr_array_index (hub->delayed, i));
      g_ptr_array_remove_index (hub->delayed, i);
    }
}

static void
do_stick (Step *step)
{
  sim_stick_travel (step->run, step->device, step->which, step->draw);
}

static void
do_restart_hub (Step *step)
{
  sim_hub_restart (step->run->hub);
}

static void
do_hub_backup (Step *step)
{
  sim_hub_back_up (step->run->hub);
}

static void
do_hub_restore (Step *step)
{
  gboolean announced = sim_draw_chance (step->draw, 50);

  if (announced || step->run->lost_witness == SIM_WITNESS_OF_LAPTOP)
    sim_hub_put_back (step->run->hub, announced ? SIM_PUT_BACK_ANNOUNCED : SIM_PUT_BACK_FILES);
  else if (sim_hub_put_back (step->run->hub, SIM_PUT_BACK_DISK))
    step->run->lost_witness = SIM_WITNESS_OF_HUB;
}

static void
do_hub_files (Step *step)
{
  sim_hub_put_back (step->run->hub, SIM_PUT_BACK_FILES);
}

/* ── People ── */

static void
do_role (Step *step)
{
  sim_people_change_role (step->run, step->device, step->draw);
}

static void
do_send_away (Step *step)
{
  sim_people_send_away (step->run, step->device);
}

static void
do_bring_back (Step *step)
{
  for (guint i = 0; i < step->run->devices->len; i++)
    sim_people_bring_back (step->run, g_ptr_array_index (step->run->devices, i));
}

static void
do_decide (Step *step)
{
  sim_people_decide (step->run, step->draw);
}

/* ── Laptops ── */

static void
do_clock (Step *step)
{
  static const int64_t jumps[] = { 3600, 86400, 365 * 86400 };
  int64_t jump = jumps[sim_draw_below (step->draw, G_N_ELEMENTS (jumps))];
  PtWorld *world = sim_draw_chance (step->draw, 20) ? step->run->hub_world : step->device->world;

  sim_world_jump (world, sim_draw_chance (step->draw, 50) ? jump : -jump);
}

static void
do_join (Step *step)
{
  if (step->run->devices->len < SIM_MAX_DEVICES)
    sim_device_join (step->run);
}

static void
do_copy (Step *step)
{
  sim_copy_make (step->run, step->device);
}

static void
do_backup (Step *step)
{
  sim_copy_make_backup (step->run, step->device);
}

static void
do_restore (Step *step)
{
  if (sim_copy_restore (step->run, step->device, sim_draw_below (step->draw, SIM_N_RESTORES)))
    sim_device_check (step->run, step->device);
}

static void
do_clone (Step *step)
{
  if (step->run->devices->len >= SIM_MAX_DEVICES)
    return;
  if (sim_draw_chance (step->draw, 50) || step->run->breakage == SIM_BREAK_INCARNATION_KEPT)
    sim_copy_clone_folder (step->run, step->device);
  else
    sim_copy_clone_disk (step->run, step->device);
}

static void
do_close (Step *step)
{
  sim_device_close (step->device);
}

static void
do_reopen (Step *step)
{
  sim_device_close (step->device);
  sim_device_recover (step->run, step->device);
  sim_device_open (step->run, step->device, step->which);
}

/* ── Disks ── */

/* What may be under way when a disk fails: everything that writes. */
static void (*const under_way[]) (Step *step) = {
  do_save, do_save,    do_create,      do_share, do_archive, do_link, do_comment, do_batch,
  do_undo, do_resolve, do_save_editor, do_sync,  do_sync,    do_sync, do_sync,    do_reopen,
};

static guint
draw_moment (SimDraw *draw)
{
  return sim_draw_below (draw, sim_draw_chance (draw, 50) ? 6 : 60);
}

static void
break_disk (Step *step, SimDiskFault fault)
{
  gboolean of_hub = sim_draw_chance (step->draw, 35);
  guint moment = draw_moment (step->draw);
  guint which = sim_draw_below (step->draw, G_N_ELEMENTS (under_way));

  sim_disk_break (of_hub ? step->run->hub->folder : step->device->folder, fault, moment);
  if (of_hub)
    do_sync (step);
  else
    under_way[which](step);
  sim_device_recover (step->run, step->device);
  sim_run_mend_disk (step->run);
  if (sim_device_open (step->run, step->device, 0) != NULL)
    sim_device_check (step->run, step->device);
}

static void
do_power_cut (Step *step)
{
  break_disk (step, SIM_DISK_DIES);
}

static void
do_disk_full (Step *step)
{
  break_disk (step, SIM_DISK_FULL);
}

static void
do_settle (Step *step)
{
  sim_check_settle (step->run);
}

static const struct
{
  const char *name;
  void (*run) (Step *step);
  guint weight;
} actions[] = {
  { "save", do_save, 300 },
  { "create", do_create, 100 },
  { "create-private", do_create_private, 30 },
  { "share", do_share, 30 },
  { "archive", do_archive, 25 },
  { "link", do_link, 25 },
  { "comment", do_comment, 30 },
  { "attach", do_attach, 12 },
  { "batch", do_batch, 12 },
  { "undo", do_undo, 25 },
  { "open-editor", do_open_editor, 60 },
  { "save-editor", do_save_editor, 60 },
  { "resolve", do_resolve, 50 },
  { "strange", do_strange, 25 },
  { "sync", do_sync, 260 },
  { "stick", do_stick, 20 },
  { "redeliver", do_redeliver, 25 },
  { "restart-hub", do_restart_hub, 6 },
  { "hub-backup", do_hub_backup, 6 },
  { "hub-restore", do_hub_restore, 3 },
  { "hub-files", do_hub_files, 2 },
  { "role", do_role, 8 },
  { "send-away", do_send_away, 3 },
  { "bring-back", do_bring_back, 4 },
  { "decide", do_decide, 15 },
  { "erase", do_erase, 10 },
  { "clock", do_clock, 15 },
  { "join", do_join, 4 },
  { "copy", do_copy, 12 },
  { "backup", do_backup, 4 },
  { "restore", do_restore, 10 },
  { "clone", do_clone, 5 },
  { "close", do_close, 8 },
  { "power-cut", do_power_cut, 30 },
  { "disk-full", do_disk_full, 15 },
  { "settle", do_settle, 6 },
};

const char *
sim_action_name (guint kind)
{
  return actions[kind].name;
}

gboolean
sim_action_find (const char *name, guint *kind)
{
  for (*kind = 0; *kind < G_N_ELEMENTS (actions); (*kind)++)
    if (strcmp (actions[*kind].name, name) == 0)
      return TRUE;
  return FALSE;
}

void
sim_action_draw (SimDraw *draw, guint serial, SimAction *out)
{
  guint total = 0, at;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    total += actions[i].weight;
  at = sim_draw_below (draw, total);
  *out = (SimAction){ .serial = serial, .device = sim_draw_below (draw, SIM_MAX_DEVICES * 105) };
  while (at >= actions[out->kind].weight)
    at -= actions[out->kind++].weight;
}

void
sim_action_run (SimRun *run, const SimAction *action)
{
  SimDraw draw = { sim_mix (run->seed, action->serial) };
  Step step = { .run = run,
                .device = g_ptr_array_index (run->devices, action->device % run->devices->len),
                .draw = &draw,
                .which = sim_draw_below (&draw, 2) };

  run->serial = action->serial;
  sim_trace ("%u %s: laptop %u, program %u", action->serial, actions[action->kind].name,
             step.device->number, step.which);
  sim_device_enter (run, step.device);
  step.store = sim_device_open (run, step.device, step.which);
  if (step.store == NULL)
    return;
  step.names = sim_device_list_names (step.device);
  if (step.names->len > 0)
    actions[action->kind].run (&step);
  g_ptr_array_unref (step.names);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-device.h. */
#include "sim-device.h"

#include "pt-json.h"
#include "pt-token.h"
#include "pt-validate.h"
#include "sim-disk.h"
#include "sim-errand.h"
#include "sim-files.h"
#include "sim-people.h"
#include "sim-values.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define WORLD_SEEDS 2000
#define MAX_ERASED_SAVES 64 /* at the end of a history, at once */

void
sim_editor_free (SimEditor *self)
{
  pt_edit_free (self->edit);
  sim_set_free (self->seen);
  g_free (self);
}

void
sim_copy_free (SimCopy *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self->home);
  sim_set_free (self->known);
  sim_set_free (self->own);
  sim_set_free (self->received);
  sim_set_free (self->declined);
  sim_set_free (self->withdrawn);
  sim_set_free (self->beside);
  g_free (self);
}

void
sim_device_free (SimDevice *self)
{
  if (self == NULL)
    return;
  sim_device_close (self);
  g_ptr_array_unref (self->editors);
  g_clear_pointer (&self->copy, sim_copy_free);
  g_clear_pointer (&self->backup, sim_copy_free);
  g_clear_pointer (&self->stick, sim_stick_free);
  g_clear_pointer (&self->acknowledged, pt_record_unref);
  sim_set_free (self->known);
  sim_set_free (self->own);
  sim_set_free (self->received);
  sim_set_free (self->declined);
  sim_set_free (self->withdrawn);
  sim_set_free (self->beside);
  sim_world_free (self->world);
  g_free (self->home);
  g_free (self->folder);
  g_free (self);
}

/* ── Opening ── */

void
sim_device_enter (SimRun *run, SimDevice *self)
{
  g_autofree char *link = g_build_filename (g_get_user_state_dir (), "proeftuin", NULL);

  g_mkdir_with_parents (g_get_user_state_dir (), 0700);
  g_unlink (link);
  if (symlink (self->home, link) != 0)
    g_error ("%s cannot be made", link);
  sim_world_reseed (self->world, sim_mix (sim_mix (run->seed, run->serial), self->number));
}

gboolean
sim_device_recover (SimRun *run, SimDevice *self)
{
  if (!sim_disk_is_dead (self->folder) || self->n_errands > 0)
    return sim_disk_has_failed (self->folder);
  sim_trace ("    the power of laptop %u goes", self->number);
  sim_device_close (self);
  g_ptr_array_set_size (self->editors, 0);
  sim_run_mend_disk (run);
  return TRUE;
}

/* Opening may be what its disk fails at; once it is sound, nothing is in the way. */
static PtStore *
open_store (SimRun *run, SimDevice *self, GError **error)
{
  PtStore *store = pt_store_open (self->folder, PT_STORE_READ_WRITE, self->world, error);

  if (store != NULL || !sim_device_recover (run, self))
    return store;
  g_clear_error (error);
  sim_run_mend_disk (run);
  return pt_store_open (self->folder, PT_STORE_READ_WRITE, self->world, error);
}

PtStore *
sim_device_open (SimRun *run, SimDevice *self, guint which)
{
  g_autoptr (GError) error = NULL;

  if (self->stores[which] == NULL)
    self->stores[which] = open_store (run, self, &error);
  if (error != NULL)
    sim_run_fail (run, "laptop %u: its logbook cannot be opened: %s", self->number, error->message);
  return self->stores[which];
}

static void
name_free (gpointer data)
{
  SimName *self = data;

  g_free (self->id);
  g_free (self->kind);
  g_free (self);
}

GPtrArray *
sim_device_list_names (SimDevice *self)
{
  PtStore *store = self->stores[0] != NULL ? self->stores[0] : self->stores[1];
  GPtrArray *list = g_ptr_array_new_with_free_func (name_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      pt_store_get_db (store),
      "SELECT r.id, r.kind, l.sharing = 'private' FROM record AS r JOIN listing AS l USING (row)",
      NULL);

  while (stmt != NULL && pt_stmt_step (stmt, NULL) == SQLITE_ROW)
    {
      SimName *name = g_new0 (SimName, 1);

      name->id = pt_stmt_dup_id (stmt, 0);
      name->kind = pt_stmt_dup_text (stmt, 1);
      name->is_private = pt_stmt_int (stmt, 2) != 0;
      g_ptr_array_add (list, name);
    }
  return list;
}

void
sim_device_close (SimDevice *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->stores); i++)
    g_clear_pointer (&self->stores[i], pt_store_close);
}

SimDevice *
sim_device_new_from (SimRun *run, char *home, char *folder, const SimDevice *like)
{
  SimDevice *self = g_new0 (SimDevice, 1);

  self->number = run->devices->len;
  self->home = home;
  self->folder = folder;
  self->known = like != NULL ? sim_set_copy (like->known) : sim_set_new ();
  self->own = like != NULL ? sim_set_copy (like->own) : sim_set_new ();
  self->declined = like != NULL ? sim_set_copy (like->declined) : sim_set_new ();
  self->withdrawn = like != NULL ? sim_set_copy (like->withdrawn) : sim_set_new ();
  self->beside = like != NULL ? sim_set_copy (like->beside) : sim_set_new ();
  self->received = like != NULL ? sim_set_copy (like->received) : sim_set_new ();
  self->ordinal = like != NULL ? like->ordinal : 0;
  self->world = sim_world_new (sim_mix (run->seed, WORLD_SEEDS + self->number));
  self->editors = g_ptr_array_new_with_free_func ((GDestroyNotify)sim_editor_free);
  g_mkdir_with_parents (home, 0700);
  g_ptr_array_add (run->devices, self);
  return self;
}

static SimDevice *
device_new (SimRun *run)
{
  SimDevice *self = sim_device_new_from (run, sim_run_make_path (run, "home"),
                                         sim_run_make_path (run, "laptop"), NULL);

  sim_device_enter (run, self);
  return self;
}

static void
enrol (SimRun *run, SimDevice *self, const char *role)
{
  const SimWeather fair = { 0 };
  g_autofree char *code = NULL;
  g_autoptr (PtInvite) invite = sim_hub_invite (run->hub, run->hub->logbook, role, &code);
  g_autoptr (SimTransport)
      transport = sim_transport_new (run->hub, &fair, SIM_BREAK_NONE, NULL, NULL);
  g_autofree char *name = g_strdup_printf ("Laptop %u", self->number);
  g_autoptr (GError) error = NULL;

  if (!pt_sync_join (self->folder, self->world, invite, code, name, name, PT_TRANSPORT (transport),
                     &error))
    sim_run_fail (run, "laptop %u cannot join: %s", self->number, error->message);
}

char *
sim_device_dup_token (SimRun *run, SimDevice *self)
{
  PtStore *store = sim_device_open (run, self, 0);
  g_autoptr (PtHubLink) link = store != NULL ? pt_store_get_hub (store) : NULL;

  return link != NULL ? pt_token_load (link->device, NULL) : NULL;
}

void
sim_device_found (SimRun *run)
{
  const SimWeather fair = { 0 };
  SimDevice *self = device_new (run);
  g_autoptr (PtEdit) logbook = pt_edit_new (self->world, "logbook", NULL);
  g_autoptr (GError) error = NULL;

  pt_edit_set_text (logbook, "name", "Proeftuin Noord");
  self->stores[0] = pt_store_create (self->folder, self->world, logbook, "Founder", &error);
  if (self->stores[0] == NULL)
    g_error ("no logbook can be made: %s", error->message);
  enrol (run, self, "coordinator");
  run->founder = g_strdup (pt_store_get_member (self->stores[0]));
  run->token = sim_device_dup_token (run, self);
  run->hub->logbook = g_strdup (pt_store_get_logbook_id (self->stores[0]));
  sim_device_note (run, self, NULL, NULL);
  pt_sync_report_free (sim_errand_run (run, self, 0, &fair));
}

void
sim_device_join (SimRun *run)
{
  const SimWeather fair = { 0 };
  SimDevice *self = device_new (run);
  SimDraw draw = { sim_mix (run->seed, self->number) };

  enrol (run, self, sim_draw_chance (&draw, 60) ? "coordinator" : "member");
  if (run->problem == NULL)
    pt_sync_report_free (sim_errand_run (run, self, 0, &fair));
}

/* ── Saving ── */

/* A private record leaves the laptop: with all that it shows, so its author has seen all. One that
 * waits for the coordinator has left it. */
static gboolean
is_raise (SimRun *run, SimDevice *self, const PtOp *op, gboolean queued)
{
  const GArray *saves = sim_truth_saves (run->truth, op->record);

  for (guint k = 0; saves != NULL && k < saves->len; k++)
    {
      guint i = g_array_index (saves, guint, k);

      if (sim_set_has (self->known, i) && sim_truth_get (run->truth, i)->queued
          && !sim_set_has (self->withdrawn, i))
        return FALSE;
    }
  return queued && saves != NULL;
}

static void
trace_save (PtOp *op, gboolean queued, guint i)
{
  g_autoptr (JsonNode) node = sim_trace_on ? pt_op_to_json (op) : NULL;
  g_autofree char *text = node != NULL ? pt_json_print_ordered (node) : NULL;

  if (text != NULL)
    sim_trace ("    save %u%s %s", i, queued ? "" : " (private)", text);
}

/* A candidate goes along when its record is raised: beside what is shown, in a save that has seen
 * nothing. */
static gboolean
stands_beside (SimRun *run, const PtOp *op, gboolean queued)
{
  return queued && pt_vector_length (op->seen) == 0
         && sim_truth_saves (run->truth, op->record) != NULL;
}

static gboolean
says_the_same (const PtOp *a, const PtOp *b)
{
  for (guint s = 0; s < a->set->len; s++)
    {
      const PtSetting *setting = g_ptr_array_index (a->set, s);
      const PtValue *value = pt_op_get (b, setting->name);

      if (value != NULL && pt_value_equal (value, setting->value))
        return TRUE;
    }
  return FALSE;
}

/* What a hub that was put back too long ago did not take comes as a save of who had it, and what is left of
 * a private draft as a save of its own: it has seen those whose words it says again, and what they had seen. */
static void
note_kept (SimRun *run, SimDevice *self, PtOp *op, gboolean queued)
{
  const GArray *saves = sim_truth_saves (run->truth, op->record);
  g_autoptr (SimSet) seen = sim_set_new ();
  guint i;

  for (guint k = 0; saves != NULL && k < saves->len; k++)
    {
      const SimSave *save = sim_truth_get (run->truth, g_array_index (saves, guint, k));

      if (!sim_set_has (self->known, g_array_index (saves, guint, k))
          || !says_the_same (op, save->op))
        continue;
      sim_set_join (seen, save->seen);
      sim_set_add (seen, g_array_index (saves, guint, k));
    }
  i = sim_truth_add (run->truth, op, queued, seen);
  sim_truth_mark_forked (run->truth, i);
  sim_set_add (self->known, i);
  sim_set_add (self->own, i);
  trace_save (op, queued, i);
}

static void
note_save (SimRun *run, SimDevice *self, PtOp *op, gboolean queued, const char *record,
           const SimSet *seen)
{
  g_autoptr (SimSet) nothing = sim_set_new ();
  gboolean stale = seen != NULL && (record == NULL || strcmp (op->record, record) == 0)
                   && !is_raise (run, self, op, queued);
  const SimSet *known = stands_beside (run, op, queued) ? nothing : stale ? seen : self->known;
  guint i = sim_truth_add (run->truth, op, queued, known);

  sim_set_join (self->known, sim_truth_get (run->truth, i)->seen);
  sim_set_add (self->known, i);
  sim_set_add (self->own, i);
  trace_save (op, queued, i);
}

static PtOp *
parse_op (const char *body)
{
  g_autoptr (JsonNode) node = pt_json_parse (body, strlen (body), 2 * PT_OP_MAX_BYTES, NULL);
  PtOp *op = node != NULL ? pt_op_from_json (node, NULL) : NULL;

  if (op == NULL)
    g_error ("an own save cannot be read");
  return op;
}

/* What the coordinator did not want is not shown any more, from when the laptop knows, or is private. */
static void
learn_declined (SimRun *run, SimDevice *self)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      pt_store_get_db (self->stores[0]),
      "SELECT id, queued FROM op WHERE verdict = 'quarantined' AND reason LIKE 'declined%'", NULL);
  guint i;

  while (pt_stmt_step (stmt, NULL) == SQLITE_ROW)
    {
      g_autofree char *id = pt_stmt_dup_id (stmt, 0);

      if (!sim_truth_find (run->truth, id, &i))
        continue;
      sim_set_add (pt_stmt_int (stmt, 1) != 0 ? self->declined : self->withdrawn, i);
      sim_truth_mark_declined (run->truth, i);
    }
}

/* Also without a word of the hub, when that was put back. */
static void
learn_renumbered (SimRun *run, SimDevice *self)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (pt_store_get_db (self->stores[0]),
                                           "SELECT id, incarnation, counter FROM op", NULL);
  guint i;

  while (pt_stmt_step (stmt, NULL) == SQLITE_ROW)
    {
      g_autofree char *id = pt_stmt_dup_id (stmt, 0);
      g_autofree char *life = pt_stmt_dup_id (stmt, 1);
      PtDot now = { .counter = pt_stmt_int (stmt, 2) };

      if (sim_truth_find (run->truth, id, &i) && pt_uuid_parse (life, &now.incarnation)
          && !pt_dot_equal (&now, &sim_truth_get (run->truth, i)->op->dot))
        sim_truth_mark_forked (run->truth, i);
    }
}

/* A save that was erased leaves its place in the order to the next one. */
void
sim_device_note (SimRun *run, SimDevice *self, const char *record, const SimSet *seen)
{
  PtStore *store = sim_device_open (run, self, 0);
  g_autoptr (PtStmt) stmt = NULL;

  if (store == NULL)
    return;
  learn_declined (run, self);
  learn_renumbered (run, self);
  stmt = pt_db_prepare (pt_store_get_db (store),
                        "SELECT ordinal, body, queued, id, how IN ('repair', 'draft') FROM op"
                        " WHERE ordinal > ? ORDER BY ordinal",
                        NULL);
  pt_stmt_bind (stmt, NULL, "i", self->ordinal - MAX_ERASED_SAVES);
  while (pt_stmt_step (stmt, NULL) == SQLITE_ROW)
    {
      g_autofree char *id = pt_stmt_dup_id (stmt, 3);
      g_autoptr (PtOp) op = NULL;
      guint i;

      self->ordinal = pt_stmt_int (stmt, 0);
      if (sim_truth_find (run->truth, id, &i))
        continue;
      op = parse_op (pt_stmt_text (stmt, 1));
      if (pt_stmt_int (stmt, 4) != 0)
        note_kept (run, self, op, pt_stmt_int (stmt, 2) != 0);
      else
        note_save (run, self, op, pt_stmt_int (stmt, 2) != 0, record, seen);
    }
}

void
sim_device_check_acknowledged (SimRun *run, SimDevice *self, PtRecord *record)
{
  PtStore *store = sim_device_open (run, self, 0);
  const char *id = pt_record_get_id (record);
  g_autoptr (PtRecord) now = store != NULL ? pt_store_get_record (store, id, NULL) : NULL;

  if (now == NULL || !pt_state_equivalent (pt_record_get_state (now), pt_record_get_state (record)))
    sim_run_fail (run, "laptop %u: a save of record %s is gone with the power", self->number, id);
}

/* What an editor was open on may have left the laptop together with who was sent away. */
static gboolean
is_refusal (PtStore *store, const PtEdit *edit, const GError *error)
{
  return g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID)
         || g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_SHARED)
         || error->domain == PT_VALIDATE_ERROR
         || (g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND) && edit->base != NULL
             && !pt_store_has_record (store, edit->id));
}

/* When the disk fails the save may be there all the same. */
gboolean
sim_device_save (SimRun *run, SimDevice *self, guint which, PtEdit *edit, const SimSet *seen)
{
  PtStore *store = sim_device_open (run, self, which);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = store != NULL ? pt_store_save (store, edit, &error) : NULL;
  gboolean failed = sim_device_recover (run, self);

  if (sim_disk_is_dead (self->folder)) /* an errand is under way */
    {
      g_clear_pointer (&self->acknowledged, pt_record_unref);
      self->acknowledged = g_steal_pointer (&record);
      return FALSE;
    }
  if (record != NULL && failed)
    sim_device_check_acknowledged (run, self, record);
  if (error != NULL && !failed && !is_refusal (store, edit, error))
    sim_run_fail (run, "laptop %u cannot save: %s", self->number, error->message);
  if (record == NULL && !failed)
    return FALSE;
  sim_device_note (run, self, edit->id, seen);
  if (record != NULL)
    sim_device_check_record (run, self, edit->id);
  return record != NULL;
}

/* ── Comparing ── */

SimView
sim_device_view (SimRun *run, SimDevice *self)
{
  PtStore *store = sim_device_open (run, self, 0);
  g_autoptr (PtHubLink) link = store != NULL ? pt_store_get_hub (store) : NULL;

  return (SimView){ .known = self->known,
                    .own = self->own,
                    .received = self->received,
                    .declined = self->declined,
                    .era = link != NULL ? link->era : 0 };
}

static void
compare (SimRun *run, SimDevice *self, const SimView *view, PtRecord *record)
{
  g_autofree char *problem = sim_truth_compare (run->truth, pt_record_get_id (record), view,
                                                pt_record_get_state (record));

  if (problem != NULL)
    sim_run_fail (run, "laptop %u: %s", self->number, problem);
}

void
sim_device_check_record (SimRun *run, SimDevice *self, const char *id)
{
  const SimView view = sim_device_view (run, self);
  PtStore *store = self->stores[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = store != NULL ? pt_store_get_record (store, id, &error) : NULL;

  if (record == NULL && error != NULL) /* then nothing of it may be left */
    record = pt_record_new (id, "entry", pt_state_new ());
  if (record != NULL)
    compare (run, self, &view, record);
}

void
sim_device_check (SimRun *run, SimDevice *self)
{
  const SimView view = sim_device_view (run, self);
  PtStore *store = self->stores[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDataset) dataset = store != NULL ? pt_store_load_all (store, &error) : NULL;
  GPtrArray *all = dataset != NULL ? pt_dataset_list_all (dataset) : NULL;

  if (error != NULL)
    sim_run_fail (run, "laptop %u cannot be read: %s", self->number, error->message);
  for (guint i = 0; all != NULL && i < all->len; i++)
    compare (run, self, &view, g_ptr_array_index (all, i));
}

guint
sim_device_count_forked (SimRun *run, SimDevice *self)
{
  guint n = 0;

  for (guint i = 0; i < sim_truth_size (run->truth); i++)
    n += sim_truth_get (run->truth, i)->forked && sim_set_has (self->own, i);
  return n;
}

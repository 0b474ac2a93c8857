/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-check.h. */
#include "sim-check.h"

#include "sim-errand.h"
#include "sim-files.h"
#include "sim-people.h"
#include "sim-values.h"

#include <string.h>

#define MAX_ROUNDS 16
#define DECISIONS 5000

/* ── Until nothing changes ── */

static gboolean
sync_all (SimRun *run, gboolean *changed)
{
  const SimWeather fair = { 0 };

  for (guint i = 0; i < run->devices->len && run->problem == NULL; i++)
    {
      SimDevice *device = g_ptr_array_index (run->devices, i);
      g_autoptr (PtSyncReport) report = NULL;

      sim_device_enter (run, device);
      report = sim_errand_run (run, device, 0, &fair);
      if (report != NULL)
        *changed |= report->pushed + report->pulled + report->files_sent + report->files_received
                    > 0;
    }
  return run->problem == NULL;
}

static gboolean
settle (SimRun *run)
{
  SimDraw draw = { sim_mix (sim_mix (run->seed, run->serial), DECISIONS) };
  gboolean changed = TRUE;

  for (guint i = 0; i < run->hub->delayed->len; i++)
    sim_hub_deliver (run->hub, g_ptr_array_index (run->hub->delayed, i));
  g_ptr_array_set_size (run->hub->delayed, 0);
  for (guint round = 0; changed; round++)
    {
      changed = FALSE;
      if (round == MAX_ROUNDS)
        sim_run_fail (run, "no rest after %u rounds", MAX_ROUNDS);
      if (run->problem != NULL || !sync_all (run, &changed))
        return FALSE;
      if (!changed)
        changed = sim_people_decide (run, &draw);
    }
  return TRUE;
}

/* ── The hub ── */

static void
check_hub_records (SimRun *run, GPtrArray *records)
{
  const SimView view = { .known = run->hub->taken, .era = sim_hub_get_era (run->hub) };
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      PtRecord *record = g_ptr_array_index (records, i);
      g_autofree char *problem = sim_truth_compare (run->truth, pt_record_get_id (record), &view,
                                                    pt_record_get_state (record));

      if (problem != NULL)
        sim_run_fail (run, "hub: %s", problem);
      if (!g_hash_table_add (numbers, g_strdup_printf ("%s %" G_GINT64_FORMAT,
                                                       pt_record_get_kind_id (record),
                                                       pt_record_get_no (record))))
        sim_run_fail (run, "hub: number %" G_GINT64_FORMAT " was given twice",
                      pt_record_get_no (record));
    }
}

/* Nothing of it need be anywhere. */
static gboolean
may_be_gone (SimRun *run, guint i)
{
  const SimSave *save = sim_truth_get (run->truth, i);
  const int64_t era = run->hub->n_orders;

  if (save->held || sim_truth_is_erased (run->truth, save->op->record))
    return TRUE;
  for (guint s = 0; s < save->op->set->len; s++)
    if (sim_truth_find_erased (run->truth, i,
                               ((PtSetting *)g_ptr_array_index (save->op->set, s))->name, era)
        == SIM_IS_KEPT)
      return FALSE;
  return TRUE;
}

/* What a laptop has queued has arrived. */
static void
check_arrived (SimRun *run, const SimDevice *device)
{
  for (guint i = 0; i < sim_truth_size (run->truth); i++)
    if (sim_set_has (device->own, i) && sim_truth_get (run->truth, i)->queued
        && !sim_set_has (run->hub->taken, i) && !may_be_gone (run, i))
      sim_run_fail (run, "laptop %u: its save %s never came to the hub", device->number,
                    sim_truth_get (run->truth, i)->op->id);
}

/* Somebody who had it has said it again, or something else instead. */
static gboolean
is_said_again (SimRun *run, guint i)
{
  const SimSave *save = sim_truth_get (run->truth, i);
  const GArray *saves = sim_truth_saves (run->truth, save->op->record);
  guint n_said = 0;

  for (guint s = 0; s < save->op->set->len; s++)
    for (guint k = 0; k < saves->len; k++)
      {
        guint j = g_array_index (saves, guint, k);
        const SimSave *other = sim_truth_get (run->truth, j);

        if (!sim_set_has (other->seen, i) || !sim_set_has (run->hub->taken, j)
            || pt_op_get (other->op, ((PtSetting *)g_ptr_array_index (save->op->set, s))->name)
                   == NULL)
          continue;
        n_said++;
        break;
      }
  return n_said == save->op->set->len;
}

/* What a laptop had is there, also when the hub was put back meanwhile. */
static void
check_kept (SimRun *run, const SimDevice *device)
{
  for (guint i = 0; i < sim_truth_size (run->truth); i++)
    if (sim_set_has (device->received, i) && sim_truth_get (run->truth, i)->queued
        && !sim_set_has (run->hub->taken, i) && !may_be_gone (run, i) && !is_said_again (run, i))
      sim_run_fail (run, "laptop %u: what it had of save %s is not at the hub any more",
                    device->number, sim_truth_get (run->truth, i)->op->id);
}

/* ── Laptops against the hub ── */

/* Private saves, made here before it was known that a copy of this folder had shared the record, stay
 * here, on top of what the others see. */
static gboolean
has_drafts (SimRun *run, SimDevice *device, const char *record)
{
  const SimView view = sim_device_view (run, device);
  const GArray *saves = sim_truth_saves (run->truth, record);

  for (guint k = 0; saves != NULL && k < saves->len; k++)
    {
      guint i = g_array_index (saves, guint, k);

      if ((!sim_truth_get (run->truth, i)->queued || sim_set_has (device->withdrawn, i))
          && sim_set_has (device->own, i) && sim_truth_survives (run->truth, i, &view))
        return TRUE;
    }
  return FALSE;
}

static gboolean
same_order (const PtState *a, const PtState *b)
{
  for (guint i = 0; i < pt_state_n_registers (a); i++)
    {
      const char *name = pt_state_nth_register (a, i);

      for (guint j = 0; j < pt_state_n_versions (a, name); j++)
        if (!pt_value_equal (pt_state_nth_version (a, name, j)->value,
                             pt_state_nth_version (b, name, j)->value))
          return FALSE;
    }
  return TRUE;
}

static void
compare_with_hub (SimRun *run, SimDevice *device, PtRecord *at_hub)
{
  const char *id = pt_record_get_id (at_hub);
  g_autoptr (PtRecord) here = pt_store_get_record (device->stores[0], id, NULL);

  if (here == NULL
      && (sim_truth_is_erased (run->truth, id)
          || pt_state_n_registers (pt_record_get_state (at_hub)) == 0))
    return;
  if (here == NULL)
    sim_run_fail (run, "laptop %u: record %s of the hub is not there", device->number, id);
  else if (!pt_state_equivalent (pt_record_get_state (here), pt_record_get_state (at_hub)))
    sim_run_fail (run, "laptop %u: record %s differs from the hub's", device->number, id);
  else if (!same_order (pt_record_get_state (here), pt_record_get_state (at_hub)))
    sim_run_fail (run, "laptop %u: record %s shows another value first", device->number, id);
  else if (pt_record_get_no (here) != pt_record_get_no (at_hub)
           || pt_record_get_stored (here) != pt_record_get_stored (at_hub)
           || strcmp (pt_record_get_kind_id (here), pt_record_get_kind_id (at_hub)) != 0)
    sim_run_fail (run, "laptop %u: record %s has another number, kind or file", device->number, id);
}

/* What is not at the hub is private. */
static void
check_unsent (SimRun *run, SimDevice *device, GHashTable *at_hub)
{
  g_autoptr (PtDataset) dataset = pt_store_load_all (device->stores[0], NULL);
  GPtrArray *all = pt_dataset_list_all (dataset);

  for (guint i = 0; i < all->len; i++)
    {
      const char *id = pt_record_get_id (g_ptr_array_index (all, i));

      if (!g_hash_table_contains (at_hub, id) && sim_truth_is_sent (run->truth, device->own, id))
        sim_run_fail (run, "laptop %u: record %s is not at the hub", device->number, id);
    }
}

/* Every save that was made here is in its history here. */
static void
check_own (SimRun *run, SimDevice *device)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (pt_store_get_db (device->stores[0]), "SELECT id FROM op", NULL);
  g_autoptr (SimSet) found = sim_set_new ();
  guint i;

  while (pt_stmt_step (stmt, NULL) == SQLITE_ROW)
    {
      g_autofree char *id = pt_stmt_dup_id (stmt, 0);

      if (sim_truth_find (run->truth, id, &i))
        sim_set_add (found, i);
    }
  for (i = 0; i < sim_truth_size (run->truth); i++)
    if (sim_set_has (device->own, i) && !sim_set_has (found, i) && !may_be_gone (run, i))
      sim_run_fail (run, "laptop %u: its own save %s is gone from its history", device->number,
                    sim_truth_get (run->truth, i)->op->id);
}

static guint
count_conflicts (SimRun *run, SimDevice *device, GHashTable *at_hub)
{
  g_autoptr (GPtrArray) conflicts = pt_store_list_conflicts (device->stores[0], NULL);
  guint n = 0;

  for (guint i = 0; i < conflicts->len; i++)
    n += g_hash_table_contains (at_hub, ((PtConflict *)g_ptr_array_index (conflicts, i))->record);
  return n;
}

static guint
count_hub_conflicts (GPtrArray *records)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      g_auto (GStrv) fields = pt_record_dup_conflicts (g_ptr_array_index (records, i));

      n += g_strv_length (fields);
    }
  return n;
}

/* For what takes long and is much the same on all of them. */
static gboolean
is_drawn (SimRun *run, const SimDevice *device)
{
  return device->number == (run->seed + run->serial) % run->devices->len;
}

/* The same over the wire. */
static void
check_digest (SimRun *run, SimDevice *device)
{
  const SimWeather fair = { 0 };
  g_autoptr (SimTransport)
      transport = sim_transport_new (run->hub, &fair, SIM_BREAK_NONE, NULL, NULL);
  g_autoptr (GPtrArray) differing = NULL;
  g_autoptr (GError) error = NULL;

  sim_device_enter (run, device);
  if (!pt_sync_compare (device->stores[0], PT_TRANSPORT (transport), &differing, &error))
    sim_run_fail (run, "laptop %u cannot compare: %s", device->number, error->message);
  else if (differing != NULL && differing->len > 0)
    sim_run_fail (run, "laptop %u: the digest of record %s differs from the hub's", device->number,
                  (const char *)g_ptr_array_index (differing, 0));
}

static void
check_device (SimRun *run, SimDevice *device, GPtrArray *records, GHashTable *at_hub)
{
  gboolean drafts = FALSE;

  if (sim_device_open (run, device, 0) == NULL)
    return;
  for (guint i = 0; i < records->len; i++)
    {
      PtRecord *record = g_ptr_array_index (records, i);

      if (has_drafts (run, device, pt_record_get_id (record)))
        drafts = TRUE;
      else
        compare_with_hub (run, device, record);
    }
  if (is_drawn (run, device))
    check_digest (run, device);
  check_unsent (run, device, at_hub);
  if (pt_store_count_pending (device->stores[0]) > 0)
    sim_run_fail (run, "laptop %u: saves still wait", device->number);
  check_own (run, device);
  if (!drafts && count_conflicts (run, device, at_hub) != count_hub_conflicts (records))
    sim_run_fail (run, "laptop %u: another number of conflicts", device->number);
}

void
sim_check_settle (SimRun *run)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GHashTable) at_hub = g_hash_table_new (g_str_hash, g_str_equal);

  if (!settle (run))
    return;
  records = sim_hub_list_records (run->hub);
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (at_hub, (char *)pt_record_get_id (g_ptr_array_index (records, i)));
  for (guint i = 0; i < run->devices->len; i++)
    {
      SimDevice *device = g_ptr_array_index (run->devices, i);

      if (sim_people_is_away (run, device))
        continue;
      check_arrived (run, device);
      check_kept (run, device);
    }
  check_hub_records (run, records);
  sim_people_check (run);
  for (guint i = 0; i < run->devices->len; i++)
    if (!sim_people_is_away (run, g_ptr_array_index (run->devices, i)))
      check_device (run, g_ptr_array_index (run->devices, i), records, at_hub);
}

/* ── Twice is once ── */

static void
check_replays (SimRun *run)
{
  int64_t before = sim_hub_get_seq (run->hub);

  for (guint i = 0; i < run->hub->pushes->len; i++)
    sim_hub_deliver (run->hub, g_ptr_array_index (run->hub->pushes, i));
  if (sim_hub_get_seq (run->hub) != before)
    sim_run_fail (run, "hub: a push that came again changed something");
}

static void
check_page_again (SimRun *run, SimDevice *device, GPtrArray *records)
{
  PtStore *store = device->stores[0];
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (!pt_store_apply_page (store, records, link->epoch, 0, link->seq, link->chain, changed,
                            &error))
    sim_run_fail (run, "laptop %u cannot take a page again: %s", device->number, error->message);
  else if (changed->len > 0)
    sim_run_fail (run, "laptop %u: a page that came again changed %s", device->number,
                  (const char *)g_ptr_array_index (changed, 0));
  sim_device_check (run, device);
}

/* Derived tables and all. */
static void
check_sound (SimRun *run, SimDevice *device)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtVerifyReport) report = pt_store_verify (device->stores[0], FALSE, &error);

  if (report == NULL)
    sim_run_fail (run, "laptop %u cannot be verified: %s", device->number, error->message);
  for (guint i = 0; report != NULL && i < report->problems->len; i++)
    sim_run_fail (run, "laptop %u: %s", device->number,
                  (const char *)g_ptr_array_index (report->problems, i));
}

/* ── What is private stays ── */

static void
add_tokens (GHashTable *set, const char *bytes, gsize size)
{
  const char *at = bytes, *end = bytes + size;
  const gsize length = strlen (SIM_TOKEN);

  while ((at = memmem (at, (gsize)(end - at), SIM_TOKEN, length)) != NULL)
    {
      at += length;
      if (end - at >= SIM_TOKEN_DIGITS && g_ascii_isdigit (*at))
        g_hash_table_add (set, GUINT_TO_POINTER ((guint)g_ascii_strtoull (at, NULL, 10)));
    }
}

static void
add_file_cb (const char *path, const char *bytes, gsize size, gpointer data)
{
  add_tokens (data, bytes, size);
}

/* Of what it says, and of the file that it names. */
static void
add_setting_tokens (SimRun *run, GHashTable *set, const PtSetting *setting)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *file = setting->value->type == PT_VALUE_TEXT
                         ? g_hash_table_lookup (run->files, setting->value->text)
                         : NULL;

  pt_value_append_json (setting->value, text);
  add_tokens (set, text->str, text->len);
  if (file != NULL)
    add_tokens (set, file, strlen (file));
}

/* The tokens of those saves that are private, or not, and of @only when it is given. */
static GHashTable *
tokens_of (SimRun *run, gboolean queued, const SimSet *only)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < sim_truth_size (run->truth); i++)
    {
      const SimSave *save = sim_truth_get (run->truth, i);

      for (guint s = 0; s < save->op->set->len; s++)
        {
          if (save->queued == queued && (only == NULL || sim_set_has (only, i)))
            add_setting_tokens (run, set, g_ptr_array_index (save->op->set, s));
        }
    }
  return set;
}

static void
check_folder (SimRun *run, const char *who, const char *folder, GHashTable *secret,
              GHashTable *sent, GHashTable *own)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer token;

  sim_files_each (folder, add_file_cb, found);
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &token, NULL))
    if (g_hash_table_contains (secret, token) && !g_hash_table_contains (sent, token)
        && (own == NULL || !g_hash_table_contains (own, token)))
      sim_run_fail (run, "%s: private bytes " SIM_TOKEN "%0*u came there", who, SIM_TOKEN_DIGITS,
                    GPOINTER_TO_UINT (token));
}

static void
check_secrets (SimRun *run)
{
  g_autoptr (GHashTable) secret = tokens_of (run, FALSE, NULL);
  g_autoptr (GHashTable) sent = tokens_of (run, TRUE, NULL);

  check_folder (run, "hub", run->hub->folder, secret, sent, NULL);
  for (guint i = 0; i < run->devices->len; i++)
    {
      SimDevice *device = g_ptr_array_index (run->devices, i);
      g_autoptr (SimSet) made = sim_set_copy (device->own);
      g_autoptr (GHashTable) own = NULL;
      g_autofree char *who = g_strdup_printf ("laptop %u", device->number);

      sim_set_join (made, device->beside);
      own = tokens_of (run, FALSE, made);
      sim_device_close (device);
      check_folder (run, who, device->folder, secret, sent, own);
    }
}

/* ── What was erased is nowhere ── */

/* The tokens of values that are erased, or are not, for who has come up to @era. */
static GHashTable *
erased_tokens (SimRun *run, gboolean erased, int64_t era)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < sim_truth_size (run->truth); i++)
    {
      const PtOp *op = sim_truth_get (run->truth, i)->op;

      for (guint s = 0; s < op->set->len; s++)
        {
          const PtSetting *setting = g_ptr_array_index (op->set, s);

          if ((sim_truth_find_erased (run->truth, i, setting->name, era) == SIM_IS_ERASED)
              == erased)
            add_setting_tokens (run, set, setting);
        }
    }
  return set;
}

static void
check_bytes (SimRun *run, const char *who, const char *folder, int64_t era)
{
  g_autoptr (GHashTable) gone = erased_tokens (run, TRUE, era);
  g_autoptr (GHashTable) kept = erased_tokens (run, FALSE, era);
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer token;

  sim_files_each (folder, add_file_cb, found);
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &token, NULL))
    if (g_hash_table_contains (gone, token) && !g_hash_table_contains (kept, token))
      sim_run_fail (run, "%s: erased bytes " SIM_TOKEN "%0*u are still there", who,
                    SIM_TOKEN_DIGITS, GPOINTER_TO_UINT (token));
}

static void
check_erased (SimRun *run)
{
  if (run->hub->n_orders == 0)
    return;
  for (guint i = 0; i < run->devices->len && run->problem == NULL; i++)
    {
      SimDevice *device = g_ptr_array_index (run->devices, i);
      const SimView view = sim_device_view (run, device);
      g_autofree char *who = g_strdup_printf ("laptop %u", device->number);

      sim_device_close (device);
      check_bytes (run, who, device->folder, view.era);
    }
  check_bytes (run, "hub", run->hub->folder, sim_hub_get_era (run->hub));
}

void
sim_check_end (SimRun *run)
{
  g_autoptr (GPtrArray) records = NULL;

  sim_check_settle (run);
  if (run->problem != NULL)
    return;
  check_replays (run);
  records = sim_hub_list_records (run->hub);
  for (guint i = 0; i < run->devices->len; i++)
    {
      SimDevice *device = g_ptr_array_index (run->devices, i);

      sim_device_enter (run, device);
      if (is_drawn (run, device))
        check_sound (run, device);
      if (!sim_people_is_away (run, device))
        check_page_again (run, device, records);
    }
  check_erased (run);
  check_secrets (run);
}

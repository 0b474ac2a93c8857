/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-copy.h. */
#include "sim-copy.h"

#include "sim-files.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static char *
database_path (const char *folder)
{
  return g_build_filename (folder, "logbook.db", NULL);
}

static void
look (const char *folder, guint64 *device, guint64 *inode)
{
  g_autofree char *path = database_path (folder);
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    g_error ("%s is not there", path);
  *device = info.st_dev;
  *inode = info.st_ino;
}

static SimCopy *
copy_new (SimDevice *device, char *folder, char *home)
{
  SimCopy *self = g_new0 (SimCopy, 1);

  self->folder = folder;
  self->home = home;
  self->known = sim_set_copy (device->known);
  self->own = sim_set_copy (device->own);
  self->received = sim_set_copy (device->received);
  self->declined = sim_set_copy (device->declined);
  self->withdrawn = sim_set_copy (device->withdrawn);
  self->beside = sim_set_copy (device->beside);
  self->ordinal = device->ordinal;
  self->stick = device->newest_stick;
  return self;
}

void
sim_copy_make (SimRun *run, SimDevice *device)
{
  sim_device_close (device);
  g_clear_pointer (&device->copy, sim_copy_free);
  device->copy = copy_new (device, sim_run_make_path (run, "copy"),
                           sim_run_make_path (run, "copied-home"));
  look (device->folder, &device->copy->device, &device->copy->inode);
  sim_files_copy (device->folder, device->copy->folder);
  sim_files_copy (device->home, device->copy->home);
}

void
sim_copy_make_backup (SimRun *run, SimDevice *device)
{
  PtStore *store = sim_device_open (run, device, 0);
  g_autoptr (GError) error = NULL;

  if (store == NULL)
    return;
  g_clear_pointer (&device->backup, sim_copy_free);
  device->backup = copy_new (device, sim_run_make_path (run, "backup"), NULL);
  if (!pt_store_backup (store, device->backup->folder, NULL, &error))
    sim_run_fail (run, "laptop %u cannot make a backup: %s", device->number, error->message);
}

/* ── A copied disk has the same inodes: its witnesses know no better ── */

typedef struct
{
  guint64 device, inode, new_device, new_inode;
  gboolean forgets; /* how far it had counted */
} Move;

static void
move_witness (const char *path, const char *bytes, gsize size, gpointer data)
{
  const Move *move = data;
  unsigned long long device, inode;
  long long counter;
  g_autofree char *line = NULL;

  if (sscanf (bytes, "%llu %llu %lld", &device, &inode, &counter) != 3 || device != move->device
      || inode != move->inode)
    return;
  line = g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %020lld\n", move->new_device,
                          move->new_inode, move->forgets ? 0 : counter);
  g_file_set_contents (path, line, -1, NULL);
}

static void
move_witnesses (const char *home, const char *folder, guint64 device, guint64 inode,
                gboolean forgets)
{
  g_autofree char *path = g_build_filename (home, "incarnations", NULL);
  Move move = { .device = device, .inode = inode, .forgets = forgets };

  look (folder, &move.new_device, &move.new_inode);
  sim_files_each (path, move_witness, &move);
}

void
sim_copy_note_place (SimDevice *device)
{
  look (device->folder, &device->place[0], &device->place[1]);
}

void
sim_copy_settle_in (SimDevice *device)
{
  move_witnesses (device->home, device->folder, device->place[0], device->place[1], FALSE);
}

/* ── Putting back ── */

/* (transfer full): see SimDevice.beside. */
static SimSet *
find_beside (const SimDevice *device, const SimCopy *copy, SimRestore how)
{
  SimSet *beside = how == SIM_RESTORE_BACKUP ? sim_set_new () : sim_set_copy (copy->beside);

  if (how == SIM_RESTORE_OVER_FILES)
    {
      sim_set_join (beside, device->own);
      sim_set_join (beside, device->beside);
    }
  return beside;
}

static void
become (SimDevice *device, const SimCopy *copy, SimRestore how)
{
  SimSet *beside = find_beside (device, copy, how);

  sim_set_free (device->known);
  sim_set_free (device->own);
  sim_set_free (device->received);
  sim_set_free (device->declined);
  sim_set_free (device->withdrawn);
  sim_set_free (device->beside);
  device->known = sim_set_copy (copy->known);
  device->own = sim_set_copy (copy->own);
  device->received = sim_set_copy (copy->received);
  device->declined = sim_set_copy (copy->declined);
  device->withdrawn = sim_set_copy (copy->withdrawn);
  device->beside = beside;
  device->ordinal = copy->ordinal;
  device->newest_stick = copy->stick;
  g_ptr_array_set_size (device->editors, 0);
}

static void
remove_wal (const char *folder)
{
  static const char *const names[] = { "logbook.db-wal", "logbook.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
}

static void
restore_backup (SimRun *run, SimDevice *device)
{
  g_autoptr (GError) error = NULL;

  sim_files_remove (device->folder);
  if (!pt_store_restore_backup (device->backup->folder, device->folder, device->world, &error))
    sim_run_fail (run, "laptop %u cannot restore: %s", device->number, error->message);
}

/* Another folder on the same disk would have to go back with it. */
static gboolean
has_neighbour (SimRun *run, const SimDevice *device)
{
  for (guint i = 0; i < run->devices->len; i++)
    {
      const SimDevice *other = g_ptr_array_index (run->devices, i);

      if (other != device && strcmp (other->home, device->home) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
sim_copy_restore (SimRun *run, SimDevice *device, SimRestore how)
{
  const SimCopy *copy = how == SIM_RESTORE_BACKUP ? device->backup : device->copy;
  gboolean kept = run->breakage == SIM_BREAK_INCARNATION_KEPT;

  if (how == SIM_RESTORE_DISK
      && (has_neighbour (run, device) || run->lost_witness == SIM_WITNESS_OF_HUB))
    return FALSE;
  if (copy == NULL || (kept && how != SIM_RESTORE_NEW_FILES))
    return FALSE;
  sim_device_close (device);
  if (how == SIM_RESTORE_OVER_FILES)
    remove_wal (device->folder);
  else
    sim_files_remove (device->folder);
  if (how == SIM_RESTORE_BACKUP)
    restore_backup (run, device);
  else
    sim_files_copy (copy->folder, device->folder);
  if (how == SIM_RESTORE_DISK)
    {
      run->lost_witness = SIM_WITNESS_OF_LAPTOP;
      sim_files_remove (device->home);
      sim_files_copy (copy->home, device->home);
    }
  if (how == SIM_RESTORE_DISK || kept)
    move_witnesses (device->home, device->folder, copy->device, copy->inode, kept);
  become (device, copy, how);
  return TRUE;
}

/* ── Going on with both ── */

static SimDevice *
add_clone (SimRun *run, SimDevice *device, char *home)
{
  g_autofree char *folder = sim_run_make_path (run, "clone");

  sim_device_close (device);
  sim_files_copy (device->folder, folder);
  return sim_device_new_from (run, home, g_steal_pointer (&folder), device);
}

void
sim_copy_clone_folder (SimRun *run, SimDevice *device)
{
  add_clone (run, device, g_strdup (device->home));
}

void
sim_copy_clone_disk (SimRun *run, SimDevice *device)
{
  g_autofree char *home = sim_run_make_path (run, "cloned-home");
  SimDevice *clone;
  guint64 number, inode;

  sim_files_copy (device->home, home);
  clone = add_clone (run, device, g_steal_pointer (&home));
  look (device->folder, &number, &inode);
  move_witnesses (clone->home, clone->folder, number, inode, FALSE);
}

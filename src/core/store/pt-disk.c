/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the mount that a folder is on to its block device, and from there down to the devices it is made
 * of: encrypted when dm-crypt is on every way down (a uuid "CRYPT-…", as cryptsetup and systemd give). */
#include "pt-disk.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 8 /* layers of devices: partition, LUKS, LVM and a few more */

/* Columns of /proc/self/mountinfo (proc(5)); those behind the dash move. */
enum
{
  COLUMN_DEVICE = 2, /* major:minor */
  COLUMN_POINT = 4,
  COLUMN_OPTIONAL = 6,
};

typedef struct
{
  char *point;
  char *device; /* major:minor */
  char *type;
  char *source; /* /dev/… where the type has one */
} Mount;

static void
mount_clear (Mount *self)
{
  g_clear_pointer (&self->point, g_free);
  g_clear_pointer (&self->device, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->source, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mount, mount_clear)

/* ── The mount ── */

static gboolean
is_below (const char *path, const char *point)
{
  const gsize n = strlen (point);

  return g_str_equal (point, "/")
         || (strncmp (path, point, n) == 0 && (path[n] == '/' || path[n] == '\0'));
}

/* A later line covers an earlier one at the same place. */
static void
consider (const char *line, const char *path, Mount *best)
{
  g_auto (GStrv) columns = g_strsplit (line, " ", -1);
  const guint n = g_strv_length (columns);
  guint dash = COLUMN_OPTIONAL;
  g_autofree char *point = NULL;

  while (dash < n && !g_str_equal (columns[dash], "-"))
    dash++;
  if (dash + 2 >= n)
    return;
  point = g_strcompress (columns[COLUMN_POINT]); /* blanks are \040 */
  if (!is_below (path, point) || (best->point != NULL && strlen (point) < strlen (best->point)))
    return;
  mount_clear (best);
  best->point = g_steal_pointer (&point);
  best->device = g_strdup (columns[COLUMN_DEVICE]);
  best->type = g_strdup (columns[dash + 1]);
  best->source = g_strcompress (columns[dash + 2]);
}

static gboolean
find_mount (const char *folder, const char *root, Mount *out)
{
  g_autofree char *file = g_build_filename (root, "proc", "self", "mountinfo", NULL);
  g_autofree char *path = realpath (folder, NULL);
  g_autofree char *text = NULL;

  if (path == NULL || !g_file_get_contents (file, &text, NULL, NULL))
    return FALSE;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    consider (lines[i], path, out);
  return out->point != NULL;
}

/* ── The devices under it ── */

/* (transfer full) (nullable): what a small file of sysfs says. */
static char *
read_word (const char *root, const char *block, const char *file)
{
  g_autofree char *path = g_build_filename (root, "sys", "class", "block", block, file, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strchomp (text) : NULL;
}

static gboolean
has_word (const char *root, const char *block, const char *file, const char *word)
{
  g_autofree char *text = read_word (root, block, file);

  return g_strcmp0 (text, word) == 0;
}

/* (transfer full) (nullable): the block device of which @file says @word. */
static char *
find_block (const char *root, const char *file, const char *word)
{
  g_autofree char *path = g_build_filename (root, "sys", "class", "block", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *block;

  while (dir != NULL && (block = g_dir_read_name (dir)) != NULL)
    if (has_word (root, block, file, word))
      return g_strdup (block);
  return NULL;
}

/* btrfs mounts have a number of their own: there the source says which device it is. */
static char *
find_device (const char *root, const Mount *mount)
{
  char *block = find_block (root, "dev", mount->device);
  g_autofree char *name = NULL;

  if (block != NULL || !g_str_has_prefix (mount->source, "/dev/"))
    return block;
  name = g_path_get_basename (mount->source);
  if (g_str_has_prefix (mount->source, "/dev/mapper/"))
    return find_block (root, "dm/name", name);
  g_autofree char *folder = g_build_filename (root, "sys", "class", "block", name, NULL);
  return g_file_test (folder, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&name) : NULL;
}

static gboolean
is_encrypted (const char *root, const char *block, guint depth)
{
  g_autofree char *uuid = read_word (root, block, "dm/uuid");
  g_autofree char *path = g_build_filename (root, "sys", "class", "block", block, "slaves", NULL);
  g_autoptr (GDir) dir = depth < MAX_DEPTH ? g_dir_open (path, 0, NULL) : NULL;
  const char *slave;
  guint n = 0;

  if (uuid != NULL && g_str_has_prefix (uuid, "CRYPT-"))
    return TRUE;
  for (; dir != NULL && (slave = g_dir_read_name (dir)) != NULL; n++)
    if (!is_encrypted (root, slave, depth + 1))
      return FALSE;
  return n > 0;
}

/* ── Telling ── */

static gboolean
encrypts_itself (const char *type)
{
  static const char *const types[] = { "ecryptfs", "fuse.cryfs", "fuse.encfs", "fuse.gocryptfs",
                                       NULL };

  return g_strv_contains (types, type);
}

PtDiskState
pt_disk_check (const char *folder, const char *root)
{
  g_auto (Mount) mount = { NULL };
  g_autofree char *block = NULL;

  g_return_val_if_fail (folder != NULL, PT_DISK_UNKNOWN);

  root = root != NULL ? root : "/";
  if (!find_mount (folder, root, &mount))
    return PT_DISK_UNKNOWN;
  if (encrypts_itself (mount.type))
    return PT_DISK_ENCRYPTED;
  block = find_device (root, &mount);
  if (block == NULL)
    return PT_DISK_UNKNOWN;
  return is_encrypted (root, block, 0) ? PT_DISK_ENCRYPTED : PT_DISK_PLAIN;
}

static const struct
{
  const char *id;
  const char *sentence; /* N_() */
} states[] = {
  [PT_DISK_ENCRYPTED] = { "encrypted", N_ ("The disk with this logbook is encrypted: who finds or "
                                           "steals the laptop cannot read it.") },
  [PT_DISK_PLAIN] = { "plain", N_ ("The disk with this logbook does not seem to be encrypted: who "
                                   "finds or steals the laptop can read the notes. Ask whoever "
                                   "looks after your laptops to encrypt it.") },
  [PT_DISK_UNKNOWN] = { "unknown", N_ ("Whether the disk with this logbook is encrypted cannot be "
                                       "seen from here. Ask whoever looks after your laptops.") },
};

const char *
pt_disk_state_id (PtDiskState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return states[state].id;
}

const char *
pt_disk_state_sentence (PtDiskState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);

  return _ (states[state].sentence);
}

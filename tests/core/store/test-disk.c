/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disks as Linux shows them, made of files: what is called encrypted must be so on every way down. */
#include "pt-disk.h"

#include <glib/gstdio.h>
#include <stdlib.h>

typedef struct
{
  const char *name;
  const char *mount; /* device, type and source of the folder's mount */
  /* "block=dev=dm name=dm uuid=slave,slave" …, ended by NULL */
  const char *blocks[5];
  PtDiskState expected;
} Case;

static const Case cases[] = {
  { "partition", "8:2 ext4 /dev/sda2", { "sda2=8:2", NULL }, PT_DISK_PLAIN },
  { "luks",
    "253:0 ext4 /dev/mapper/home",
    { "dm-0=253:0=home=CRYPT-LUKS2-1234-home=sda2", "sda2=8:2", NULL },
    PT_DISK_ENCRYPTED },
  { "lvm-on-luks",
    "253:1 ext4 /dev/mapper/vg-home",
    { "dm-1=253:1=vg-home=LVM-abc=dm-0", "dm-0=253:0=crypt=CRYPT-LUKS1-1-crypt=sda2", "sda2=8:2",
      NULL },
    PT_DISK_ENCRYPTED },
  { "lvm-half-encrypted",
    "253:1 ext4 /dev/mapper/vg-home",
    { "dm-1=253:1=vg-home=LVM-abc=dm-0,sdb1", "dm-0=253:0=crypt=CRYPT-LUKS1-1-crypt=sda2",
      "sda2=8:2", "sdb1=8:17", NULL },
    PT_DISK_PLAIN },
  { "btrfs-on-luks",
    "0:31 btrfs /dev/mapper/home",
    { "dm-0=253:0=home=CRYPT-LUKS2-1234-home=sda2", "sda2=8:2", NULL },
    PT_DISK_ENCRYPTED },
  { "btrfs-plain", "0:31 btrfs /dev/sda2", { "sda2=8:2", NULL }, PT_DISK_PLAIN },
  { "memory", "0:25 tmpfs tmpfs", { NULL }, PT_DISK_UNKNOWN },
  { "network", "0:40 nfs4 server:/home", { NULL }, PT_DISK_UNKNOWN },
  { "gocryptfs", "0:41 fuse.gocryptfs /home/an/.kluis", { NULL }, PT_DISK_ENCRYPTED },
  { "loop",
    "253:0 ext4 /dev/mapper/a",
    { "dm-0=253:0=a=LVM-a=dm-1", "dm-1=253:1=b=LVM-b=dm-0", NULL },
    PT_DISK_PLAIN },
};

static void
put (const char *root, const char *path, const char *text)
{
  g_autofree char *file = g_build_filename (root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
}

static void
put_word (const char *root, const char *block, const char *file, const char *word)
{
  g_autofree char *path = g_build_filename ("sys/class/block", block, file, NULL);
  g_autofree char *line = g_strconcat (word, "\n", NULL);

  put (root, path, line);
}

static void
make_block (const char *root, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", -1);
  const guint n = g_strv_length (parts);
  g_auto (GStrv) slaves = n > 4 ? g_strsplit (parts[4], ",", -1) : g_new0 (char *, 1);

  if (n < 2)
    return;
  put_word (root, parts[0], "dev", parts[1]);
  if (n > 3)
    {
      put_word (root, parts[0], "dm/name", parts[2]);
      put_word (root, parts[0], "dm/uuid", parts[3]);
    }
  for (guint i = 0; slaves[i] != NULL; i++)
    {
      g_autofree char *slave = g_build_filename ("slaves", slaves[i], "present", NULL);

      put_word (root, parts[0], slave, "");
    }
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_remove (path);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *root = g_dir_make_tmp ("proeftuin disk-XXXXXX", NULL);
  g_autofree char *real = realpath (root, NULL);
  g_auto (GStrv) at = g_strsplit (real, " ", -1);
  g_autofree char *escaped = g_strjoinv ("\\040", at);
  g_auto (GStrv) words = g_strsplit (c->mount, " ", -1);
  g_autofree char *lines = g_strdup_printf ("21 1 8:9 / / rw - ext4 /dev/other rw\n"
                                            "22 21 %s / %s rw,relatime shared:5 - %s %s rw\n",
                                            words[0], escaped, words[1], words[2]);

  put (root, "proc/self/mountinfo", lines);
  put_word (root, "other", "dev", "8:9");
  for (guint i = 0; c->blocks[i] != NULL; i++)
    make_block (root, c->blocks[i]);

  g_assert_cmpstr (pt_disk_state_id (pt_disk_check (root, root)), ==,
                   pt_disk_state_id (c->expected));
  remove_tree (root);
}

static void
test_nothing_to_see (void)
{
  g_autofree char *root = g_dir_make_tmp ("proeftuin-disk-XXXXXX", NULL);

  g_assert_cmpint (pt_disk_check (root, root), ==, PT_DISK_UNKNOWN);
  g_assert_nonnull (pt_disk_state_sentence (PT_DISK_UNKNOWN));
  remove_tree (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/disk/check/", cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/disk/check/nothing-to-see", test_nothing_to_see);
  return g_test_run ();
}

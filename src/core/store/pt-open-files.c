/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of device and inode with the number of connections to each. */
#include "pt-open-files.h"

#include <glib/gstdio.h>

static GMutex lock;
static GHashTable *files; /* device:inode → number of connections */

void
pt_open_files_lock (void)
{
  g_mutex_lock (&lock);
}

void
pt_open_files_unlock (void)
{
  g_mutex_unlock (&lock);
}

static char *
make_key (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64)info.st_dev,
                          (guint64)info.st_ino);
}

gboolean
pt_open_files_has (const char *path)
{
  g_autofree char *key = make_key (path);

  return key != NULL && files != NULL && g_hash_table_contains (files, key);
}

char *
pt_open_files_add (const char *path)
{
  char *key = make_key (path);

  if (key == NULL)
    return NULL;
  if (files == NULL)
    files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (files, g_strdup (key),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (files, key)) + 1));
  return key;
}

void
pt_open_files_remove (const char *key)
{
  guint count;

  if (key == NULL)
    return;
  count = GPOINTER_TO_UINT (g_hash_table_lookup (files, key));
  if (count > 1)
    g_hash_table_insert (files, g_strdup (key), GUINT_TO_POINTER (count - 1));
  else
    g_hash_table_remove (files, key);
  if (g_hash_table_size (files) == 0)
    g_clear_pointer (&files, g_hash_table_unref);
}

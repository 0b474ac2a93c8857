/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-house-file.h. The logo is kept as it goes to print, so that a document does not wait for a program
 * that reads pictures. */
#include "pt-house-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define FOLDER "house"
#define GROUP "house"
#define FILE_NAME "house.ini"
#define LOGO "logo.jpg"

static char *
path_of (const char *logbook, const char *name)
{
  return g_build_filename (logbook, FOLDER, name, NULL);
}

/* (transfer full): empty where there is none. */
static GKeyFile *
read_file (const char *logbook)
{
  g_autofree char *path = path_of (logbook, FILE_NAME);
  GKeyFile *file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  return file;
}

gboolean
pt_house_find (const char *logbook, PtHouse **house, GError **error)
{
  g_autofree char *path = path_of (logbook, FILE_NAME);

  *house = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  *house = pt_house_load (path, error);
  return *house != NULL;
}

char *
pt_house_dup_setting (const char *logbook, const char *key)
{
  g_autoptr (GKeyFile) file = read_file (logbook);

  return g_key_file_get_string (file, GROUP, key, NULL);
}

/* What will be read has to be understood: the whole look with the new word. */
static gboolean
check (const char *key, const char *value, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autoptr (PtHouse) house = NULL;

  g_key_file_set_string (file, GROUP, key, value);
  text = g_key_file_to_data (file, NULL, NULL);
  house = pt_house_new (text, NULL, error);
  return house != NULL;
}

static gboolean
keep_logo (const char *logbook, const char *from, GError **error)
{
  g_autofree char *path = path_of (logbook, LOGO);
  g_autoptr (PtPhoto) logo = pt_house_read_logo (from, error);
  gsize size;
  const char *data;

  if (logo == NULL)
    return FALSE;
  data = g_bytes_get_data (logo->jpeg, &size);
  return g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

static gboolean
make_folder (const char *logbook, GError **error)
{
  g_autofree char *folder = g_build_filename (logbook, FOLDER, NULL);
  int code;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  code = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               _ ("The folder “%s” cannot be made: %s"), folder, g_strerror (code));
  return FALSE;
}

gboolean
pt_house_set (const char *logbook, const char *key, const char *value, GError **error)
{
  g_autoptr (GKeyFile) file = read_file (logbook);
  g_autofree char *path = path_of (logbook, FILE_NAME);
  const gboolean logo = g_str_equal (key, "logo");

  if (!make_folder (logbook, error))
    return FALSE;
  if (value == NULL)
    g_key_file_remove_key (file, GROUP, key, NULL);
  else if (logo ? !keep_logo (logbook, value, error) : !check (key, value, error))
    return FALSE;
  else
    g_key_file_set_string (file, GROUP, key, logo ? LOGO : value);
  if (!g_key_file_has_group (file, GROUP))
    {
      g_unlink (path);
      return TRUE;
    }
  return g_key_file_save_to_file (file, path, error);
}

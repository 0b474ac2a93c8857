/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proeftuin-reader: what it is asked to do with the file “in” of its folder, a picture or an archive, it
 * writes to “out”. Started by pt-reader-job.c where it can do no harm; of no use to people. */
#include "pt-exif.h"
#include "pt-pixels.h"
#include "pt-unpack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
/* Leaks are sought through ptrace, which nobody may use where this runs. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}
#endif

static gboolean
put (const char *name, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_set_contents_full (name, data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

/* Its pixels, @most on the longer side. */
static gboolean
decode (GBytes *bytes, const char *most)
{
  const int pixels = atoi (most);
  g_autoptr (GBytes) raw = pixels > 0 ? pt_pixels_decode (bytes, pixels) : NULL;

  return raw != NULL && put ("out", raw);
}

/* Without its hidden data; in “said” whether there was any, and the day that was in there. */
static gboolean
strip (GBytes *bytes, const char *unused)
{
  g_autofree char *taken_on = NULL;
  gboolean cleaned = FALSE;

  if (!put ("out", bytes) || !pt_exif_strip ("out", &taken_on, &cleaned, NULL))
    return FALSE;
  g_autofree char *said = g_strdup_printf ("%d %s", cleaned, taken_on != NULL ? taken_on : "");

  return g_file_set_contents ("said", said, -1, NULL);
}

/* Its list, at most so many entries and so many bytes. */
static gboolean
unpack (GBytes *bytes, const char *limits)
{
  guint entries;
  gint64 most;

  return sscanf (limits, "%u,%" G_GINT64_MODIFIER "d", &entries, &most) == 2
         && pt_unpack (bytes, "out", entries, most);
}

static const struct
{
  const char *name;
  gboolean (*run) (GBytes *bytes, const char *argument);
} tasks[] = { { "decode", decode }, { "strip", strip }, { "unpack", unpack } };

int
main (int argc, char *argv[])
{
  g_autoptr (GMappedFile) file = g_mapped_file_new ("in", FALSE, NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  for (guint i = 0; bytes != NULL && argc == 3 && i < G_N_ELEMENTS (tasks); i++)
    if (strcmp (argv[1], tasks[i].name) == 0)
      return tasks[i].run (bytes, argv[2]) ? EXIT_SUCCESS : EXIT_FAILURE;
  return EXIT_FAILURE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over a corpus without libFuzzer: every file, and every beginning of it, in a
 * buffer of exactly its size, so that a sanitizer sees a byte too far. A TAP test. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BEGINNINGS_MAX 4096 /* longer files are tried whole, and cut at as many places */

static void
run_exactly (const char *data, gsize size)
{
  g_autofree uint8_t *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (copy != NULL ? copy : (const uint8_t *)"", size);
}

static void
run_file (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &error))
    g_error ("%s", error->message);
  for (gsize length = 0; length < size; length += 1 + size / BEGINNINGS_MAX)
    run_exactly (data, length);
  run_exactly (data, size);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint n = 0;

  if (argc != 2 || (dir = g_dir_open (argv[1], 0, &error)) == NULL)
    g_error ("a folder is asked%s%s", error != NULL ? ": " : "",
             error != NULL ? error->message : "");
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      run_file (path);
      printf ("ok %u %s\n", ++n, name);
    }
  printf ("1..%u\n", n);
  return n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

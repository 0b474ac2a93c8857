/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proeftuin-reader: decodes the picture “in” of its folder to pixels in “out”. Started by pt-photo.c
 * where it can do no harm; of no use to people. */
#include "pt-pixels.h"

#include <stdlib.h>

#ifdef __SANITIZE_ADDRESS__
/* Leaks are sought through ptrace, which nobody may use where this runs. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}
#endif

int
main (int argc, char *argv[])
{
  const int pixels = argc == 2 ? atoi (argv[1]) : 0;
  g_autoptr (GMappedFile) file = g_mapped_file_new ("in", FALSE, NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (GBytes) raw = bytes != NULL && pixels > 0 ? pt_pixels_decode (bytes, pixels) : NULL;
  gsize size;
  const char *data = raw != NULL ? g_bytes_get_data (raw, &size) : NULL;

  return data != NULL
                 && g_file_set_contents_full ("out", data, (gssize)size, G_FILE_SET_CONTENTS_NONE,
                                              0600, NULL)
             ? EXIT_SUCCESS
             : EXIT_FAILURE;
}

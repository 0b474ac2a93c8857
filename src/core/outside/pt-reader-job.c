/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-reader-job.h. */
#include "pt-reader-job.h"

#include "pt-confined.h"
#include "pt-folder.h"
#include "pt-reader.h"

/* The program is small, the pixels of a large picture are not. */
#ifdef __SANITIZE_ADDRESS__ /* our own program reserves more than there is then */
#define MEMORY G_MAXUINT64
#else
#define MEMORY (2ull * 1024 * 1024 * 1024)
#endif
#define SECONDS 30

/* The program that is installed; that of the build when this one was built there. */
static const char *
reader_path (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL && g_str_has_prefix (program, PT_BUILD_ROOT "/") ? PT_BUILT_READER
                                                                          : PT_INSTALLED_READER;
}

static gboolean
put_in (PtReaderJob *self, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (self, "in", NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

PtReaderJob *
pt_reader_job_run (GBytes *bytes, const char *task, const char *argument, GError **error)
{
  g_autoptr (PtReaderJob) self = g_dir_make_tmp ("proeftuin-XXXXXX", error);
  const char *const argv[] = { reader_path (), task, argument, NULL };
  const PtConfined confined = { argv, self, NULL, MEMORY, SECONDS };

  g_return_val_if_fail (bytes != NULL, NULL);
  if (self == NULL || !put_in (self, bytes, error)
      || !pt_confined_run (&confined, g_cancellable_get_current (), error))
    return NULL;
  return g_steal_pointer (&self);
}

void
pt_reader_job_free (PtReaderJob *self)
{
  pt_folder_delete (self, NULL);
  g_free (self);
}

GBytes *
pt_reader_job_take (PtReaderJob *self, const char *name)
{
  g_autofree char *path = g_build_filename (self, name, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

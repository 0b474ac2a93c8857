/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents to disk. A single file appears whole or not at all; a folder has hundreds of small ones,
 * which a second export mends, so they are not forced to the disk one by one. */
#include "pt-story.h"

#include "pt-folder.h"
#include "pt-pages.h"
#include "pt-story-records.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  PtDocument *document;
  const char *path;
  PtDataset *data;
  const PtNarrativeOptions *options;
  const PtStoryWatch *watch;
} Writing;

static gboolean
write_file (const char *path, GBytes *bytes, GFileSetContentsFlags flags, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_set_contents_full (path, data, size, flags, 0644, error);
}

static gboolean
make_folder (const char *path, GError **error)
{
  int code;

  if (g_mkdir_with_parents (path, 0755) == 0)
    return TRUE;
  code = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               _ ("The folder “%s” cannot be made: %s"), path, g_strerror (code));
  return FALSE;
}

/* Files that a person put there stay; a folder of something else is not ours to fill. */
static gboolean
may_fill (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *ours = g_build_filename (folder, "narrative.md", NULL);

  if (dir == NULL || g_dir_read_name (dir) == NULL || g_file_test (ours, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               _ ("The folder “%s” is not empty; choose a new one"), folder);
  return FALSE;
}

/* What an earlier narrative left must not survive a withdrawal. */
static void
remove_earlier (const char *folder)
{
  static const char *const ours[] = { "pictures", "records" };

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    {
      g_autofree char *path = g_build_filename (folder, ours[i], NULL);

      pt_folder_delete (path, NULL);
    }
}

static gboolean
write_into (const char *folder, const PtStoryFile *file, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file->path, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  return make_folder (parent, error)
         && write_file (path, file->bytes, G_FILE_SET_CONTENTS_NONE, error);
}

static gboolean
write_folder (const Writing *self, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_story_file_free);

  g_ptr_array_add (files,
                   pt_story_file_new ("narrative.md", pt_markdown_write (self->document, files)));
  if (!pt_story_records (self->document, self->data, self->options, files, error)
      || !may_fill (self->path, error) || !make_folder (self->path, error))
    return FALSE;
  remove_earlier (self->path);
  for (guint i = 0; i < files->len; i++)
    if (!write_into (self->path, files->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_html (const Writing *self, GError **error)
{
  g_autoptr (GBytes) page = pt_html_write (self->document);

  return write_file (self->path, page, G_FILE_SET_CONTENTS_CONSISTENT, error);
}

static gboolean
write_pages (const Writing *self, PtLook look, GError **error)
{
  g_autoptr (PtPages) pages = pt_pages_new (self->document, look);

  return pt_pdf_write (pages, self->path, self->watch, error);
}

static gboolean
write_pdf (const Writing *self, GError **error)
{
  return write_pages (self, PT_LOOK_A4, error);
}

static gboolean
write_large (const Writing *self, GError **error)
{
  return write_pages (self, PT_LOOK_LARGE, error);
}

static gboolean
write_docx (const Writing *self, GError **error)
{
  return pt_pandoc_write (self->document, "docx", self->options->template, self->path, self->watch,
                          error);
}

static gboolean
write_odt (const Writing *self, GError **error)
{
  return pt_pandoc_write (self->document, "odt", self->options->template, self->path, self->watch,
                          error);
}

static gboolean
write_epub (const Writing *self, GError **error)
{
  return pt_pandoc_write (self->document, "epub", NULL, self->path, self->watch, error);
}

static const struct
{
  PtStoryFormat format;
  gboolean (*write) (const Writing *self, GError **error);
} formats[] = {
  { { "pdf", N_ ("PDF"), "pdf" }, write_pdf },
  { { "pdf-large", N_ ("PDF in large print"), "pdf" }, write_large },
  { { "docx", N_ ("Word document"), "docx" }, write_docx },
  { { "odt", N_ ("OpenDocument text (LibreOffice)"), "odt" }, write_odt },
  { { "epub", N_ ("E-book (EPUB)"), "epub" }, write_epub },
  { { "html", N_ ("Web page (one file)"), "html" }, write_html },
  { { "md", N_ ("Markdown (folder)"), NULL }, write_folder },
};

guint
pt_story_count_pages (PtDocument *self, gpointer data)
{
  g_autoptr (PtPages) pages = pt_pages_new (self, PT_LOOK_A4);

  return pt_pages_count (pages);
}

const PtStoryFormat *
pt_story_format_nth (guint i)
{
  return i < G_N_ELEMENTS (formats) ? &formats[i].format : NULL;
}

const PtStoryFormat *
pt_story_format_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].format.id, id) == 0)
      return &formats[i].format;
  return NULL;
}

/* (transfer full): the ids of all formats, for a sentence. */
static char *
list_formats (void)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", formats[i].format.id);
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

gboolean
pt_story_write (PtDocument *self, const char *format, const char *path, PtDataset *data,
                const PtNarrativeOptions *options, const PtStoryWatch *watch, GError **error)
{
  const PtStoryWatch nobody = { 0 };
  const Writing writing = { self, path, data, options, watch != NULL ? watch : &nobody };
  g_autofree char *known = NULL;

  g_return_val_if_fail (self != NULL && path != NULL && data != NULL, FALSE);
  g_return_val_if_fail (options != NULL && options->today != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].format.id, format) == 0)
      return formats[i].write (&writing, error);
  known = list_formats ();
  g_set_error (error, PT_STORY_ERROR, PT_STORY_ERROR_FORMAT,
               /* Translators: the second %s is a list such as pdf, html, md. */
               _ ("There is no format “%s” for a narrative; possible are %s"), format, known);
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands about narratives share: composing from the logbook, with its files and the names that
 * this laptop knows, and noting what was written as a release. */
#include "pt-cli.h"

#include "pt-story-release.h"
#include "pt-story.h"

#include <glib/gi18n-lib.h>

GBytes *
pt_cli_read_attachment (const char *sha256, gpointer data)
{
  g_autofree char *path = pt_store_attachment_path (data, sha256);
  g_autofree char *found = NULL;
  char *contents = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &contents, &size, NULL))
    return NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (contents, size);
  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return g_str_equal (found, sha256) ? g_steal_pointer (&bytes) : NULL;
}

static GBytes *
load_picture (const char *attachment, gpointer data)
{
  const PtCliStory *self = data;
  PtRecord *record = pt_dataset_get (self->dataset, attachment);
  const char *sha256 = record != NULL ? pt_record_get_text (record, "sha256") : NULL;

  g_autofree char *path = sha256 != NULL ? pt_store_attachment_path (self->store, sha256) : NULL;
  GBytes *smaller = path != NULL
                        ? pt_rendition_load (pt_store_get_folder (self->store), path, sha256)
                        : NULL;

  if (smaller != NULL || sha256 == NULL)
    return smaller;
  return pt_cli_read_attachment (sha256, self->store);
}

char *
pt_cli_real_name (const char *stakeholder, gpointer data)
{
  PtCliStory *self = data;
  g_autofree char *contact = NULL;
  char *name = NULL;

  if (self->error == NULL)
    pt_store_get_identity (self->store, stakeholder, &name, &contact, &self->error);
  return name;
}

gboolean
pt_cli_story_compose (PtCliStory *self, PtCli *cli, PtDataset *dataset,
                      const PtNarrativeOptions *options, GError **error)
{
  self->store = cli->store;
  self->dataset = pt_dataset_ref (dataset);
  self->today = pt_world_today (cli->world);
  self->options = *options;
  self->options.today = self->today;
  self->options.load = load_picture;
  self->options.real_name = pt_cli_real_name;
  self->options.load_data = self;
  self->options.count_pages = pt_story_count_pages;
  if (!pt_narrative_settle (dataset, &self->options, &self->options, error))
    return FALSE;
  self->edition = pt_edition_compose (dataset, &self->options, error);
  if (self->error != NULL)
    {
      g_clear_error (error);
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  return self->edition != NULL;
}

void
pt_cli_story_clear (PtCliStory *self)
{
  g_clear_pointer (&self->edition, pt_edition_free);
  g_clear_pointer (&self->dataset, pt_dataset_unref);
  g_clear_pointer (&self->today, g_free);
  g_clear_error (&self->error);
}

/* The narrative too, where nobody named one: the story exists now. */
static gboolean
save_release (PtCliStory *self, PtStore *writer, const char *format, const char *path,
              GError **error)
{
  g_autofree char *narrative = g_strdup (self->options.narrative);
  g_autoptr (PtBatch) batch = pt_batch_new ("release");
  PtEdit *made = narrative == NULL ? pt_release_narrative (
                     pt_store_get_world (writer), self->dataset, &self->options, &narrative)
                                   : NULL;
  PtEdit *release = pt_release_edit (pt_store_get_world (writer), narrative, self->edition,
                                     &self->options, format, path, NULL, error);

  if (made != NULL)
    g_ptr_array_add (batch->edits, made);
  if (release == NULL)
    return FALSE;
  g_ptr_array_add (batch->edits, release);
  return pt_store_save_batch (writer, batch, NULL, error);
}

void
pt_cli_story_note_release (PtCliStory *self, PtCli *cli, const char *format, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) writer = pt_store_open (cli->folder, 0, cli->world, &error);

  if (writer == NULL || !save_release (self, writer, format, path, &error))
    g_printerr (_ ("What was written is not in the logbook’s list of releases: %s\n"),
                error->message);
}

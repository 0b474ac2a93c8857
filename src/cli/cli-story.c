/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands about narratives share: composing from the logbook, with its files and the names that
 * this laptop knows, and noting what was written as a release. */
#include "pt-cli.h"

#include "pt-house-file.h"
#include "pt-named.h"
#include "pt-story-release.h"
#include "pt-story.h"

#include <glib/gi18n-lib.h>

gboolean pt_cli_without_names;
char *pt_cli_house;

gboolean
pt_cli_check_names (PtCli *cli, gboolean outside, GError **error)
{
  gboolean closed = FALSE;
  g_autofree char *sentence = pt_named_dup_unsearched (cli->store, &closed);

  if (sentence != NULL && closed && outside && !pt_cli_without_names)
    {
      /* Translators: a sentence that says that the real names are locked. */
      pt_cli_usage_error (error,
                          _ ("%s Give the passphrase with --unlock FILE, or say "
                             "--without-name-check if you have read it yourself."),
                          sentence);
      return FALSE;
    }
  if (sentence != NULL)
    g_printerr ("%s\n", sentence);
  return TRUE;
}

gboolean
pt_cli_load_house (PtCli *cli, PtHouse **house, GError **error)
{
  if (pt_cli_house == NULL)
    return pt_house_find (cli->folder, house, error);
  *house = pt_house_load (pt_cli_house, error);
  for (guint i = 0; *house != NULL && i < (*house)->notes->len; i++)
    g_printerr ("%s\n", (const char *)(*house)->notes->pdata[i]);
  return *house != NULL;
}

gboolean
pt_cli_story_compose (PtCliStory *self, PtCli *cli, PtDataset *dataset,
                      const PtNarrativeOptions *options, GError **error)
{
  self->source.store = cli->store;
  self->source.data = pt_dataset_ref (dataset);
  self->today = pt_world_today (cli->world);
  self->options = *options;
  self->options.today = self->today;
  self->options.load = pt_store_source_picture;
  self->options.real_name = pt_store_source_name;
  self->options.load_data = &self->source;
  self->unsearched = pt_named_dup_unsearched (cli->store, NULL);
  self->options.unsearched = self->unsearched;
  self->options.count_pages = pt_story_count_pages;
  if (!pt_narrative_settle (dataset, &self->options, &self->options, error))
    return FALSE;
  self->edition = pt_edition_compose (dataset, &self->options, error);
  return pt_store_source_check (&self->source, error) && self->edition != NULL;
}

void
pt_cli_story_clear (PtCliStory *self)
{
  g_clear_pointer (&self->edition, pt_edition_free);
  g_clear_pointer (&self->source.data, pt_dataset_unref);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->unsearched, g_free);
  g_clear_error (&self->source.error);
}

/* The narrative too, where nobody named one: the story exists now. */
static gboolean
save_release (PtCliStory *self, PtStore *writer, const char *format, const char *path,
              GError **error)
{
  g_autofree char *narrative = g_strdup (self->options.narrative);
  g_autoptr (PtBatch) batch = pt_batch_new ("release");
  PtEdit *made = narrative == NULL ? pt_release_narrative (
                     pt_store_get_world (writer), self->source.data, &self->options, &narrative)
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

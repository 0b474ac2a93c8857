/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See main-exchange.h. */
#include "main-exchange.h"

#include "pt-carrier.h"
#include "pt-interrupt.h"
#include "pt-news.h"
#include "pt-parcel.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SAY_EVERY_PERCENT 10

typedef struct
{
  PtHub *hub;
  PtJournal *journal;
  PtNews *news; /* NULL = the hub is one process: who waits there looks within half a minute */
  PtInterrupt *interrupt;
} Exchange;

static void
exchange_clear (Exchange *self)
{
  g_clear_pointer (&self->interrupt, pt_interrupt_free);
  g_clear_pointer (&self->news, pt_news_stop);
  g_clear_pointer (&self->journal, pt_journal_free);
  g_clear_pointer (&self->hub, pt_hub_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

static void
news_cb (const char *logbook, gpointer data)
{
  pt_news_tell (data, logbook);
}

static void
heard_cb (const char *logbook, gpointer data)
{
}

static gboolean
start (Exchange *self, const char *dir, GError **error)
{
  g_autofree char *url = pt_hub_folder_database (dir);

  self->hub = pt_hub_open (dir, pt_world_system (), error);
  self->journal = self->hub != NULL ? pt_hub_folder_open_journal (dir, error) : NULL;
  if (self->journal == NULL || !pt_hub_folder_catch_up (self->hub, self->journal, error))
    return FALSE;
  if (url != NULL)
    self->news = pt_news_start (url, self->hub->world, heard_cb, NULL);
  if (self->news != NULL)
    {
      self->hub->news = news_cb;
      self->hub->news_data = self->news;
    }
  self->interrupt = pt_interrupt_new ();
  return TRUE;
}

/* On a terminal only: a line that is written over. */
static void
progress_cb (guint done, guint total, gpointer data)
{
  guint *said = data;
  const guint percent = done * 100 / total;
  g_autofree char *words = NULL;

  if (!isatty (STDERR_FILENO) || percent < *said + SAY_EVERY_PERCENT)
    return;
  *said = percent;
  /* Translators: %u is a percentage */
  words = g_strdup_printf (_ ("Exchange: %u %%"), percent);
  g_printerr ("%s\r", words);
}

static void
print_report (const char *file, const PtCarrierReport *report)
{
  g_autofree char *name = g_path_get_basename (file);

  if (report->was_there)
    {
      /* Translators: %1$s is a file, %2$s the name of a laptop */
      g_print (_ ("%1$s: has its answers already. Take it back to “%2$s”."), name, report->device);
      g_print ("\n");
      return;
    }
  /* Translators: %1$s is a file, %2$s the name of a laptop */
  g_print (_ ("%1$s of “%2$s”. In: changes %3$u, files %5$u. Out: changes %4$u, files %6$u"), name,
           report->device, report->n_changes, report->n_records, report->n_files_in,
           report->n_files_out);
  g_print ("\n");
  if (report->n_left > 0)
    g_print (ngettext ("%u file did not fit and comes with the next one.\n",
                       "%u files did not fit and come with the next one.\n", report->n_left),
             report->n_left);
}

static gboolean
exchange_file (Exchange *self, const char *file, GError **error)
{
  g_auto (PtCarrierReport) report = { 0 };
  guint said = 0;

  if (!pt_carrier_exchange (self->hub, self->journal, file, progress_cb, &said,
                            pt_interrupt_get_cancellable (self->interrupt), &report, error))
    return FALSE;
  print_report (file, &report);
  return TRUE;
}

/* ── A folder ── */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_files (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, PT_PARCEL_EXTENSION))
      g_ptr_array_add (list, g_build_filename (folder, name, NULL));
  if (dir == NULL)
    return NULL;
  g_ptr_array_sort (list, compare_names);
  if (list->len > 0)
    return g_steal_pointer (&list);
  /* Translators: a folder */
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _ ("There is no exchange file in “%s”."),
               folder);
  return NULL;
}

/* The last that goes wrong is the caller's to say. */
static gboolean
exchange_folder (Exchange *self, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) files = list_files (folder, error);
  g_autoptr (GError) last = NULL;

  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      g_autoptr (GError) local = NULL;

      if (exchange_file (self, file, &local))
        continue;
      if (last != NULL)
        g_printerr ("proeftuin-hub: %s\n", last->message);
      g_clear_error (&last);
      last = g_steal_pointer (&local);
      if (g_error_matches (last, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        break;
    }
  if (last == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&last));
  return FALSE;
}

gboolean
pt_main_exchange (const char *dir, const char *place, GError **error)
{
  g_auto (Exchange) self = { 0 };
  gboolean done;

  if (!start (&self, dir, error))
    return FALSE;
  done = g_file_test (place, G_FILE_TEST_IS_DIR) ? exchange_folder (&self, place, error)
                                                 : exchange_file (&self, place, error);
  if (done || error == NULL || !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return done;
  g_clear_error (error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       _ ("The exchange was stopped; the file is as it was."));
  return FALSE;
}

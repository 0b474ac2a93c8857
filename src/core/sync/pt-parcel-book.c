/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-parcel-book.h. A line for each file, the newest first: exchange, device, epoch, state. */
#include "pt-parcel-book.h"

#include <string.h>

#define SETTING "exchange-files"
#define KEPT 16
#define WORDS 4
#define NO_EPOCH "-"
#define OPEN "open"
#define READ "read"

void
pt_parcel_entry_free (PtParcelEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->exchange);
  g_free (self->device);
  g_free (self->epoch);
  g_free (self);
}

static PtParcelEntry *
read_entry (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", WORDS);
  PtParcelEntry *entry;

  if (g_strv_length (words) != WORDS)
    return NULL;
  entry = g_new0 (PtParcelEntry, 1);
  entry->exchange = g_strdup (words[0]);
  entry->device = g_strdup (words[1]);
  entry->epoch = g_str_equal (words[2], NO_EPOCH) ? NULL : g_strdup (words[2]);
  entry->is_read = g_str_equal (words[3], READ);
  return entry;
}

static char **
read_lines (PtStore *store)
{
  g_autofree char *text = pt_store_dup_setting (store, SETTING);

  return g_strsplit (text != NULL ? text : "", "\n", -1);
}

gboolean
pt_parcel_book_add (PtStore *store, const char *exchange, const PtHubLink *link, GError **error)
{
  g_auto (GStrv) lines = read_lines (store);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s %s " OPEN, exchange, link->device,
                          link->epoch != NULL ? link->epoch : NO_EPOCH);
  for (guint i = 0; lines[i] != NULL && i + 1 < KEPT; i++)
    g_string_append_printf (text, "\n%s", lines[i]);
  return pt_store_set_setting (store, SETTING, text->str, error);
}

PtParcelEntry *
pt_parcel_book_find (PtStore *store, const char *exchange)
{
  g_auto (GStrv) lines = read_lines (store);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], exchange))
      return read_entry (lines[i]);
  return NULL;
}

gboolean
pt_parcel_book_close (PtStore *store, const char *exchange, GError **error)
{
  g_auto (GStrv) lines = read_lines (store);
  g_autofree char *text = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], exchange) && g_str_has_suffix (lines[i], OPEN))
      {
        g_autofree char *line = g_steal_pointer (&lines[i]);

        lines[i] = g_strdup_printf ("%.*s" READ, (int)(strlen (line) - strlen (OPEN)), line);
      }
  text = g_strjoinv ("\n", lines);
  return pt_store_set_setting (store, SETTING, text, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading, composing and writing a narrative away from the window's thread. */
#include "pt-narrative-look.h"

#include "pt-house-file.h"
#include "pt-named.h"
#include "pt-store-source.h"
#include "pt-story-gaps.h"
#include "pt-story-passage.h"
#include "pt-story-release.h"
#include "pt-story.h"
#include "pt-template-row.h"

#include <glib/gi18n-lib.h>

enum
{
  WAITING_MOST = 1000,
  WAITING_MOST_BYTES = 16 * 1024 * 1024,
};

typedef struct
{
  char *narrative;
  char *format;
  char *path;
  PtStoryWatch watch;
} Order;

static void
order_free (Order *self)
{
  g_free (self->narrative);
  g_free (self->format);
  g_free (self->path);
  g_free (self);
}

/* (transfer full): ids of records with saves that the team server does not have. */
static char **
list_waiting (PtStore *store)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (store);
  g_autoptr (GPtrArray)
      ops = hub != NULL ? pt_store_next_ops (store, WAITING_MOST, WAITING_MOST_BYTES, NULL) : NULL;
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; ops != NULL && i < ops->len; i++)
    {
      const PtOp *op = ops->pdata[i];
      if (!g_ptr_array_find_with_equal_func (ids, op->record, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (op->record));
    }
  g_ptr_array_add (ids, NULL);
  return (char **)g_ptr_array_free (ids, FALSE);
}

static gboolean
write_it (PtNarrativeLook *self, PtStore *store, const Order *order,
          const PtNarrativeOptions *options, GError **error)
{
  if (!pt_story_write (self->edition->document, order->format, order->path, self->data, options,
                       &order->watch, error))
    return FALSE;
  self->release = pt_release_edit (pt_store_get_world (store), order->narrative, self->edition,
                                   options, order->format, order->path, NULL, error);
  return self->release != NULL;
}

static gboolean
compose (PtNarrativeLook *self, PtStore *store, const Order *order, GError **error)
{
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  g_auto (GStrv) waiting = list_waiting (store);
  PtStoreSource source = { .store = store, .data = self->data };
  g_autofree char *unsearched = pt_named_dup_unsearched (store, NULL);
  const PtNarrativeOptions asked = { .narrative = order->narrative,
                                     .today = today,
                                     .load = pt_store_source_picture,
                                     .real_name = pt_store_source_name,
                                     .load_data = &source,
                                     .unsearched = unsearched,
                                     .count_pages = pt_story_count_pages };
  g_autofree char *template = order->format ? pt_template_dup_path (store, order->format) : NULL;
  g_autoptr (PtHouse) house = NULL;
  PtNarrativeOptions options;

  if (!pt_house_find (pt_store_get_folder (store), &house, error)
      || !pt_narrative_settle (self->data, &asked, &options, error))
    return FALSE;
  options.house = house;
  self->audience = g_strdup (options.audience);
  self->lang = g_strdup (options.lang);
  self->edition = pt_edition_compose (self->data, &options, error);
  if (!pt_store_source_check (&source, error) || self->edition == NULL)
    return FALSE;
  options.template = template;
  if (order->path != NULL)
    return write_it (self, store, order, &options, error);
  self->pages = pt_pages_new (self->edition->document, PT_LOOK_A4);
  self->places = pt_passage_places (self->data, self->edition->document);
  self->gaps = pt_gaps_find (self->data, &options, self->edition, (const char *const *)waiting,
                             error);
  return self->gaps != NULL;
}

static PtNarrativeLook *
look (PtStore *store, const Order *order, GError **error)
{
  g_autoptr (PtNarrativeLook) self = g_new0 (PtNarrativeLook, 1);

  self->data = pt_store_load_all (store, error);
  if (self->data == NULL)
    return NULL;
  self->narrative = pt_dataset_get (self->data, order->narrative);
  if (self->narrative == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("This narrative is gone."));
      return NULL;
    }
  return compose (self, store, order, error) ? g_steal_pointer (&self) : NULL;
}

gpointer
pt_narrative_look_job (PtStore *store, gpointer narrative, GCancellable *cancellable,
                       GError **error)
{
  const Order order = { .narrative = narrative };
  return look (store, &order, error);
}

static gpointer
write_job (PtStore *store, gpointer order, GCancellable *cancellable, GError **error)
{
  return look (store, order, error);
}

void
pt_narrative_look_write_async (PtLogbook *logbook, const char *narrative, const char *format,
                               const char *path, const PtStoryWatch *watch,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Order *order = g_new0 (Order, 1);

  order->narrative = g_strdup (narrative);
  order->format = g_strdup (format);
  order->path = g_strdup (path);
  order->watch = *watch;
  pt_logbook_read_async (logbook, write_job, order, (GDestroyNotify)order_free,
                         (GDestroyNotify)pt_narrative_look_free, cancellable, callback, user_data);
}

PtNarrativeLook *
pt_narrative_look_write_finish (PtLogbook *logbook, GAsyncResult *result, GError **error)
{
  return pt_logbook_run_finish (logbook, result, error);
}

void
pt_narrative_look_free (PtNarrativeLook *self)
{
  g_clear_pointer (&self->edition, pt_edition_free);
  g_clear_pointer (&self->pages, pt_pages_unref);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->release, pt_edit_free);
  g_clear_pointer (&self->data, pt_dataset_unref);
  g_free (self->audience);
  g_free (self->lang);
  g_free (self);
}

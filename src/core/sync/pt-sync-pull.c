/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching the feed page by page; a page and the cursor behind it become true together. The first
 * fill of a folder takes large pages, afterwards small ones, so that nobody waits for the lock. */
#include "pt-sync-private.h"

#define SMALL_PAGE_RECORDS 100

guint
pt_errand_page_limit (const PtErrand *self)
{
  return self->link->epoch == NULL ? PT_WIRE_PAGE_RECORDS : SMALL_PAGE_RECORDS;
}

char *
pt_errand_page_path (PtErrand *self, guint limit)
{
  g_autofree char *cursor = NULL;

  if (self->link->epoch == NULL)
    return pt_errand_path (self, "pull?after=0&limit=%u", limit);
  cursor = g_strdup_printf ("epoch=%s&after=%" G_GINT64_FORMAT "&chain=%s", self->link->epoch,
                            self->link->seq, self->link->chain != NULL ? self->link->chain : "");
  return pt_errand_path (self, "pull?%s&limit=%u", cursor, limit);
}

static PtWirePage *
fetch_page (PtErrand *self, const char *path, GError **error)
{
  PtRequest request = { .method = "GET", .path = path, .token = self->token };
  g_autoptr (PtResponse) response = pt_call_send (&self->call, &request, error);
  const char *data;
  gsize size;

  if (response == NULL)
    return NULL;
  data = g_bytes_get_data (response->body, &size);
  return pt_wire_page_parse (data, size, error);
}

static void
keep_cursor (PtHubLink *link, const PtWirePage *page)
{
  g_free (link->epoch);
  g_free (link->chain);
  link->epoch = g_strdup (page->epoch);
  link->chain = g_strdup (page->chain);
  link->seq = page->seq;
}

static gboolean
pull_page (PtErrand *self, guint limit, gboolean *more, GError **error)
{
  g_autofree char *path = pt_errand_page_path (self, limit);
  g_autoptr (PtWirePage) page = fetch_page (self, path, error);

  if (page == NULL)
    return FALSE;
  if (page->seq < self->link->seq || (page->more && page->records->len == 0))
    {
      g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
      return FALSE;
    }
  /* Later words in a field that was erased meanwhile must not go with the earlier ones. */
  if (page->erasure > pt_store_get_era (self->store)
      && !pt_errand_erase (self, page->erasure, FALSE, error))
    return FALSE;
  if (!pt_store_apply_page (self->store, page->records, page->epoch, page->seq, page->chain,
                            self->report->changed, error))
    return FALSE;
  keep_cursor (self->link, page);
  self->report->pulled += page->records->len;
  *more = page->more;
  return TRUE;
}

gboolean
pt_errand_pull (PtErrand *self, GError **error)
{
  const guint limit = pt_errand_page_limit (self);
  gboolean more = TRUE;

  while (more)
    {
      pt_errand_tell (self, PT_SYNC_STEP_PULL, self->report->pulled, 0);
      if (!pull_page (self, limit, &more, error))
        return FALSE;
    }
  return TRUE;
}

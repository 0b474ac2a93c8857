/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching the feed page by page; a page and the cursor behind it become true together. The first
 * fill of a folder takes large pages, afterwards small ones, so that nobody waits for the lock. While a
 * page is stored the hub prepares the next and another thread reads it, so that two of them are in
 * memory: smaller ones than the hub would give, which costs a commit more and nothing else. */
#include "pt-sync-private.h"

#define LARGE_PAGE_RECORDS (PT_WIRE_PAGE_RECORDS * 3 / 8)
#define SMALL_PAGE_RECORDS 50 /* somebody may be writing: a page is a few milliseconds */

guint
pt_errand_page_limit (const PtErrand *self)
{
  return self->link->epoch == NULL ? LARGE_PAGE_RECORDS : SMALL_PAGE_RECORDS;
}

/* What is behind @seq; @epoch NULL = everything. */
static char *
make_path (PtErrand *self, guint limit, const char *epoch, int64_t seq, const char *chain)
{
  return epoch == NULL
             ? pt_errand_path (self, "pull?after=0&limit=%u", limit)
             : pt_errand_path (self, "pull?epoch=%s&after=%" G_GINT64_FORMAT "&chain=%s&limit=%u",
                               epoch, seq, chain != NULL ? chain : "", limit);
}

char *
pt_errand_page_path (PtErrand *self, guint limit)
{
  return make_path (self, limit, self->link->epoch, self->link->seq, self->link->chain);
}

/* ── The page that was asked for ── */

typedef struct
{
  const PtCall *call;
  GThread *thread; /* that reads it; NULL = whoever takes it does */
  GError *error;
} Ahead;

/* Takes @path. */
static void
ask (PtErrand *self, char *path)
{
  const PtRequest request = { .method = "GET", .path = path, .token = self->token };

  pt_call_start (&self->call, &request);
  g_free (path);
}

static PtWirePage *
read_page (const PtCall *call, GError **error)
{
  g_autoptr (PtResponse) response = pt_call_finish (call, error);
  g_autoptr (PtWirePage) page = NULL;
  const char *data;
  gsize size;

  if (response == NULL)
    return NULL;
  data = g_bytes_get_data (response->body, &size);
  page = pt_wire_page_parse (data, size, error);
  for (guint i = 0; page != NULL && i < page->records->len; i++)
    pt_record_print_ahead (g_ptr_array_index (page->records, i));
  return g_steal_pointer (&page);
}

static gpointer
read_cb (gpointer data)
{
  Ahead *self = data;

  return read_page (self->call, &self->error);
}

/* Of the transport nobody makes other use until the page is taken. */
static void
read_ahead (Ahead *self)
{
  self->thread = g_thread_new ("page", read_cb, self);
}

static PtWirePage *
take (Ahead *self, GError **error)
{
  PtWirePage *page;

  if (self->thread == NULL)
    return read_page (self->call, error);
  page = g_thread_join (g_steal_pointer (&self->thread));
  if (page == NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return page;
}

/* ── Page by page ── */

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
apply_page (PtErrand *self, const PtWirePage *page, GError **error)
{
  if (!pt_store_apply_page (self->store, page->records, page->epoch, self->link->seq, page->seq,
                            page->chain, self->report->changed, error))
    return FALSE;
  keep_cursor (self->link, page);
  self->report->pulled += page->records->len;
  return TRUE;
}

/* The page that was asked for; the one after it is asked for when @more. */
static gboolean
pull_page (PtErrand *self, Ahead *ahead, guint limit, gboolean *more, GError **error)
{
  g_autoptr (PtWirePage) page = take (ahead, error);

  *more = FALSE;
  if (page == NULL)
    return FALSE;
  if (page->seq < self->link->seq || (page->more && page->records->len == 0))
    {
      g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
      return FALSE;
    }
  /* Later words in a field that was erased meanwhile must not go with the earlier ones. */
  if (page->erasure > pt_store_get_era (self->store)
      && !pt_errand_erase (self, page->erasure, error))
    return FALSE;
  *more = page->more;
  if (*more)
    {
      ask (self, make_path (self, limit, page->epoch, page->seq, page->chain));
      read_ahead (ahead);
    }
  return apply_page (self, page, error);
}

gboolean
pt_errand_pull (PtErrand *self, GError **error)
{
  const guint limit = pt_errand_page_limit (self);
  Ahead ahead = { .call = &self->call };
  gboolean more = TRUE;

  if (self->newest_is_here && self->n_writes == pt_store_count_writes (self->store))
    return TRUE;
  ask (self, pt_errand_page_path (self, limit));
  while (more)
    {
      pt_errand_tell (self, PT_SYNC_STEP_PULL, self->report->pulled, 0);
      if (pull_page (self, &ahead, limit, &more, error))
        continue;
      if (more) /* nobody needs that page any more */
        pt_wire_page_free (take (&ahead, NULL));
      return FALSE;
    }
  return TRUE;
}

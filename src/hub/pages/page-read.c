/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading: the home of a logbook, lists, one record, its files, and what is found by words. */
#include "pt-hub-files.h"
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"
#include "pt-web-page-save.h"
#include "pt-replicas.h"

#include "pt-id.h"
#include "pt-json.h"
#include "pt-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HOME_ROWS 5
#define LIST_ROWS 50
#define FOUND_MAX 100

/* Kinds that have a list of their own here. */
static const char *const listed[] = { "entry",   "question",  "learning", "experiment",
                                      "outcome", "challenge", "narrative" };

/* ── Home ── */

static GPtrArray *
list_with_status (PtWebPage *self, const char *kind, const char *status)
{
  GPtrArray *all = pt_dataset_list (self->data, kind);
  GPtrArray *some = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (pt_record_get_text (g_ptr_array_index (all, i), "status"), status) == 0)
      g_ptr_array_add (some, g_ptr_array_index (all, i));
  return some;
}

static void
put_part (PtWebPage *self, const char *title, GPtrArray *records, const char *path)
{
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "section", NULL);
  pt_markup_put (m, "h2", title, NULL);
  pt_web_page_put_rows (self, records, 0, HOME_ROWS);
  if (records->len > HOME_ROWS)
    {
      g_autofree char *all = pt_web_page_path (self, "%s", path);

      pt_markup_open (m, "p", NULL);
      pt_markup_put (m, "a", pt_web_page_say (self, N_ ("All of them")), "href", all, NULL);
      pt_markup_close (m, "p");
    }
  pt_markup_close (m, "section");
}

static void
put_mission (PtWebPage *self, PtRecord *logbook)
{
  const char *mission = logbook != NULL ? pt_record_get_text (logbook, "mission") : NULL;

  if (mission != NULL)
    pt_web_page_put_long (self, mission);
}

PtHubResponse *
pt_web_page_home (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autoptr (GPtrArray) review = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autofree char *title = NULL;
  g_autofree char *note = NULL;
  PtRecord *logbook;

  if (page == NULL)
    return refusal;
  logbook = pt_dataset_logbook (page->data);
  title = logbook != NULL ? pt_record_dup_title (logbook) : g_strdup (hub->name);
  review = list_with_status (page, "learning", "for_review");
  open = list_with_status (page, "question", "open");
  note = pt_web_page_path (page, "%s", "note");
  page->live = TRUE;
  pt_markup_put (&page->markup, "h1", title, NULL);
  put_mission (page, logbook);
  if (pt_web_page_may_set (page, "entry", NULL, "body", "-"))
    pt_markup_put (&page->markup, "a", pt_web_page_say (page, N_ ("Note it")), "href", note,
                   "class", "button suggested", NULL);
  if (page->class == PT_VIEW_NETWORK) /* whose work these are */
    put_part (page, pt_web_page_say (page, N_ ("Challenges")),
              pt_dataset_list (page->data, "challenge"), "list/challenge");
  put_part (page, pt_web_page_say (page, N_ ("For the review")), review, "review");
  put_part (page, pt_web_page_say (page, N_ ("Open questions")), open, "list/question");
  put_part (page, pt_web_page_say (page, N_ ("Newest notes")),
            pt_dataset_list (page->data, "entry"), "list/entry");
  return pt_web_page_finish (page, 200, title);
}

/* ── Something new? Held until there is ── */

PtHubResponse *
pt_web_page_news (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  const int64_t after = pt_hub_request_query_int (request, "after", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHead) head = NULL;

  if (!journal->ops->get_head (journal, request->logbook, &head, &error))
    return pt_problem_trouble (error);
  if (head == NULL)
    return pt_problem (PT_PROBLEM_UNAUTHORIZED);
  if (head->seq <= after && !request->woken)
    return pt_hub_response_new_hold ();
  return pt_hub_response_new_json (
      200, g_strdup_printf ("{\"newest\":%" G_GINT64_FORMAT "}", head->seq));
}

/* ── Lists ── */

static gboolean
is_listed (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (listed); i++)
    if (strcmp (listed[i], kind) == 0)
      return TRUE;
  return FALSE;
}

static void
put_page_link (PtWebPage *self, int64_t number, const char *label)
{
  g_autofree char *path = g_strdup_printf ("%s?page=%" G_GINT64_FORMAT, self->request->path,
                                           number);

  pt_markup_put (&self->markup, "a", label, "href", path, NULL);
}

static void
put_pages (PtWebPage *self, int64_t number, guint total)
{
  PtMarkup *m = &self->markup;

  if (total <= LIST_ROWS)
    return;
  pt_markup_open (m, "nav", "class", "pages", "aria-label",
                  pt_web_page_say (self, N_ ("Parts of the list")), NULL);
  if (number > 1)
    put_page_link (self, number - 1, pt_web_page_say (self, N_ ("Before")));
  if (number * LIST_ROWS < total)
    put_page_link (self, number + 1, pt_web_page_say (self, N_ ("Further")));
  pt_markup_close (m, "nav");
}

PtHubResponse *
pt_web_page_list (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  int64_t number = CLAMP (pt_hub_request_query_int (request, "page", 1), 1, G_MAXINT / LIST_ROWS);
  GPtrArray *records;
  const char *title;

  if (page == NULL)
    return refusal;
  if (!is_listed (request->item))
    return pt_web_page_not_found (hub, request);
  records = pt_dataset_list (page->data, request->item);
  title = pt_record_kind_label_in (pt_record_kind_find (request->item), TRUE, page->lang);
  pt_markup_put (&page->markup, "h1", title, NULL);
  pt_web_page_put_rows (page, records, (guint)(number - 1) * LIST_ROWS, LIST_ROWS);
  put_pages (page, number, records->len);
  return pt_web_page_finish (page, 200, title);
}

/* ── One record ── */

static void
put_story_link (PtWebPage *self, PtRecord *record)
{
  g_autofree char *path = pt_web_page_path (self, "story/%s", pt_record_get_id (record));

  if (strcmp (pt_record_get_kind_id (record), "narrative") == 0)
    pt_markup_put (&self->markup, "a", pt_web_page_say (self, N_ ("Read the story")), "href", path,
                   "class", "button suggested", NULL);
}

static void
put_review_link (PtWebPage *self, PtRecord *record)
{
  g_autofree char *path = pt_web_page_path (self, "review/%s", pt_record_get_id (record));

  if (strcmp (pt_record_get_kind_id (record), "learning") == 0)
    pt_markup_put (&self->markup, "a", pt_web_page_say (self, N_ ("Open in the review room")),
                   "href", path, "class", "button", NULL);
}

static PtHubResponse *
show_record (PtWebPage *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *const without[] = { kind != NULL ? kind->title_field : NULL, NULL };
  g_autofree char *title = pt_record_dup_title (record);
  g_autofree char *author = pt_web_page_dup_member (self, pt_record_get_created_by (record));
  g_autofree char *date = pt_record_dup_date (record);
  g_autofree char *day = pt_web_page_dup_date (self, date);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "article", NULL);
  pt_markup_put (m, "p", kind != NULL ? pt_record_kind_label_in (kind, FALSE, self->lang) : "",
                 "class", "kind", NULL);
  pt_markup_put (m, "h1", title, NULL);
  pt_markup_open (m, "p", "class", "about", NULL);
  pt_markup_put (m, "time", day, "datetime", date, NULL);
  pt_markup_put (m, "span", author, NULL);
  pt_markup_close (m, "p");
  pt_web_page_put_saved (self);
  pt_web_page_put_versions (self, record);
  put_story_link (self, record);
  put_review_link (self, record);
  pt_web_page_put_card (self, record);
  pt_web_page_put_fields (self, record, without);
  pt_web_page_put_files (self, record);
  pt_web_page_put_around (self, record);
  pt_markup_close (m, "article");
  pt_web_page_put_comments (self, record);
  return pt_web_page_finish (self, 200, title);
}

/* Links, attachments and the like are shown with what they belong to. */
static PtRecord *
find_record (PtWebPage *self, const char *id)
{
  PtRecord *record = pt_dataset_get (self->data, id);
  const PtRecordKind *kind = record != NULL ? pt_record_get_kind (record) : NULL;

  return kind != NULL && (kind->flags & PT_RECORD_AUXILIARY) == 0 ? record : NULL;
}

PtHubResponse *
pt_web_page_record (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  PtRecord *record;

  if (page == NULL)
    return refusal;
  record = find_record (page, request->item);
  return record != NULL ? show_record (page, record) : pt_web_page_not_found (hub, request);
}

/* ── Files ── */

/* What a browser may show in place; anything else is only downloaded. */
static const char *
safe_type (const char *mime)
{
  static const char *const types[] = { "image/jpeg", "image/png",   "image/webp", "image/gif",
                                       "audio/mpeg", "audio/ogg",   "audio/mp4",  "audio/webm",
                                       "audio/wav",  "audio/x-wav", "audio/flac", "video/mp4",
                                       "video/webm", "video/ogg" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i], mime) == 0)
      return types[i];
  return "application/octet-stream";
}

static PtHubResponse *
send_file (PtWebPage *self, PtRecord *file)
{
  const char *sha256 = pt_record_get_text (file, "sha256");
  const gboolean small = pt_hub_request_query (self->request, "small") != NULL;
  g_autofree char *path = NULL;
  PtHubResponse *response;
  PtHash hash;

  if (sha256 == NULL || !pt_hash_parse (sha256, &hash))
    return pt_web_page_not_found (self->hub, self->request);
  path = pt_hub_files_path (self->hub, self->caller->logbook, sha256,
                            small ? PT_HUB_FILE_THUMB : "");
  if (pt_hub_files_size (path) < 0)
    return pt_web_page_not_found (self->hub, self->request);
  response = pt_hub_response_new_file (g_steal_pointer (&path));
  response->type = small ? "image/png" : safe_type (pt_record_get_text (file, "mime"));
  pt_hub_response_add_header (response, "X-Content-Type-Options", "nosniff");
  pt_hub_response_add_header (response, "Content-Security-Policy", "default-src 'none'; sandbox");
  pt_hub_response_add_header (response, "Cross-Origin-Resource-Policy", "same-origin");
  if (strcmp (response->type, "application/octet-stream") == 0)
    pt_hub_response_add_header (response, "Content-Disposition", "attachment");
  return response;
}

PtHubResponse *
pt_web_page_file (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  PtRecord *file;

  if (page == NULL)
    return refusal;
  file = pt_dataset_get (page->data, request->item);
  if (file == NULL || strcmp (pt_record_get_kind_id (file), "attachment") != 0
      || !pt_view_shows_file (page->class, file, page->caller->member))
    return pt_web_page_not_found (hub, request);
  return send_file (page, file);
}

/* ── Search ── */

typedef struct
{
  PtWebPage *page;
  const char *words;
  GPtrArray *found; /* PtRecord, borrowed from the view */
} Search;

/* The index knows everything; what the view does not have is not found. */
static void
keep_visible (Search *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PtRow *row = g_ptr_array_index (rows, i);
      PtRecord *record = row != NULL ? find_record (self->page, row->id) : NULL;

      if (record != NULL && self->found->len < FOUND_MAX)
        g_ptr_array_add (self->found, record);
    }
}

static gboolean
search_job (PtStore *store, gpointer data, GError **error)
{
  enum
  {
    ROWS = 64
  };
  Search *self = data;
  const PtQuery query = { .search = self->words };
  g_autoptr (GArray) rows = pt_store_query (store, &query, error);

  for (guint i = 0; rows != NULL && i < rows->len && self->found->len < FOUND_MAX; i += ROWS)
    {
      g_autoptr (GPtrArray) some = pt_store_load_rows (store, &g_array_index (rows, int64_t, i),
                                                       MIN (rows->len - i, ROWS), error);

      if (some == NULL)
        return FALSE;
      keep_visible (self, some);
    }
  return rows != NULL;
}

static void
put_search_form (PtWebPage *self, const char *words)
{
  g_autofree char *action = pt_web_page_path (self, "%s", "search");
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "form", "method", "get", "action", action, "role", "search", NULL);
  pt_markup_put (m, "label", pt_web_page_say (self, N_ ("Words")), "for", "q", NULL);
  pt_markup_open (m, "input", "type", "search", "id", "q", "name", "q", "value", words, NULL);
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Search")), "class", "suggested", NULL);
  pt_markup_close (m, "form");
}

PtHubResponse *
pt_web_page_search (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *words = pt_hub_request_query (request, "q");
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  Search search = { page, words, found };
  const char *title;

  if (page == NULL)
    return refusal;
  title = pt_web_page_say (page, N_ ("Search"));
  pt_markup_put (&page->markup, "h1", title, NULL);
  put_search_form (page, words != NULL ? words : "");
  if (words != NULL && words[0] != '\0')
    {
      if (!pt_replica_run (pt_replicas_get (hub->replicas, page->caller->logbook), search_job,
                           &search, &error))
        return pt_web_page_trouble (hub, request, error);
      page->mixed = TRUE;
      if (found->len > 0)
        pt_web_page_put_rows (page, found, 0, FOUND_MAX);
      else
        pt_markup_put (&page->markup, "p",
                       pt_web_page_say (page, N_ ("Nothing was found with these words.")), "class",
                       "empty", "role", "status", NULL);
    }
  return pt_web_page_finish (page, 200, title);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What field labs share with each other: challenges, what they ask and offer, and what works, by theme.
 * Who is signed in to any logbook of this hub sees what is shared with the network, everybody else what
 * is public. Made of nothing but what came through the gates (pt-network-pool.h). */
#include "pt-compare.h"
#include "pt-dossier.h"
#include "pt-network-pool.h"
#include "pt-replicas.h"
#include "pt-session.h"
#include "pt-story-markdown.h"
#include "pt-story.h"
#include "pt-web-page-routes.h"
#include "pt-web-page.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define COMPARE "/network/compare"

typedef struct
{
  PtWebPage *page;
  PtNetwork *network;
  GPtrArray *callers; /* PtCaller: as whom the browser is signed in */
} Room;

static void
room_clear (Room *self)
{
  g_clear_pointer (&self->page, pt_web_page_free);
  g_clear_pointer (&self->network, pt_network_unref);
  g_clear_pointer (&self->callers, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Room, room_clear)

static gboolean
is_inside (const Room *self)
{
  return self->callers->len > 0;
}

/* A link in a mail comes without cookies; asked again by a page of ours it comes with them. */
static gboolean
comes_without_cookies (const Room *self, const PtHubRequest *request)
{
  return !is_inside (self)
         && g_strcmp0 (pt_hub_request_header (request, "sec-fetch-site"), "cross-site") == 0;
}

/* (nullable): why not. */
static PtHubResponse *
enter (Room *self, PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  PtHubResponse *refusal = NULL;

  if (hub->replicas == NULL)
    return pt_problem_away ();
  self->callers = pt_session_list (hub, journal, request, &error);
  if (self->callers == NULL)
    return pt_web_page_trouble (hub, request, error);
  if (comes_without_cookies (self, request))
    return pt_web_page_again (hub, request);
  self->network = pt_network_pool_look (pt_replicas_get_pool (hub->replicas), journal,
                                        is_inside (self) ? PT_REACH_NETWORK : PT_REACH_PUBLIC,
                                        &error);
  if (self->network == NULL)
    return pt_web_page_trouble (hub, request, error);
  self->page = pt_web_page_new (hub, journal, request, &refusal);
  return refusal;
}

static const char *
say (const Room *self, const char *msgid)
{
  return pt_web_page_say (self->page, msgid);
}

/* ── What every page of it has ── */

static void
put_rooms (Room *self)
{
  static const struct
  {
    const char *path, *label;
    gboolean inside; /* only for who is signed in */
  } rooms[] = {
    { "/network", N_ ("Challenges"), FALSE },
    { "/network/offers", N_ ("Asked and offered"), FALSE },
    { "/network/what-works", N_ ("What works"), FALSE },
    { COMPARE, N_ ("Compare"), TRUE },
    { "/", N_ ("Your logbooks"), TRUE },
  };
  PtMarkup *m = &self->page->markup;

  pt_markup_open (m, "nav", "class", "places", "aria-label", say (self, N_ ("Other field labs")),
                  NULL);
  pt_markup_open (m, "ul", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      if (rooms[i].inside && !is_inside (self))
        continue;
      pt_markup_open (m, "li", NULL);
      pt_markup_put (m, "a", say (self, rooms[i].label), "href", rooms[i].path, "aria-current",
                     g_strcmp0 (self->page->request->path, rooms[i].path) == 0 ? "page" : NULL,
                     NULL);
      pt_markup_close (m, "li");
    }
  pt_markup_close (m, "ul");
  pt_markup_close (m, "nav");
}

static const char *
begin (Room *self, const char *title)
{
  put_rooms (self);
  pt_markup_put (&self->page->markup, "h1", say (self, title), NULL);
  return say (self, title);
}

static void
put_empty (Room *self, const char *sentence)
{
  pt_markup_put (&self->page->markup, "p", say (self, sentence), "class", "empty", NULL);
}

static void
put_text (Room *self, const char *text)
{
  g_autoptr (GPtrArray) blocks = pt_markdown_parse (text);

  pt_markup_raw (&self->page->markup, "<div class=\"text\">");
  pt_html_append_blocks (self->page->markup.out, blocks, self->page->lang);
  pt_markup_close (&self->page->markup, "div");
}

static char *
dup_lab (Room *self, const PtNetworkItem *item)
{
  const PtNetworkLab *lab = pt_network_get_lab (self->network, item->logbook);

  return lab != NULL ? pt_network_lab_dup_label (lab) : g_strdup ("");
}

static void
put_themes (Room *self, char **themes)
{
  PtMarkup *m = &self->page->markup;

  for (char **theme = themes; *theme != NULL; theme++)
    {
      g_autofree char *escaped = g_uri_escape_string (*theme, NULL, FALSE);
      g_autofree char *path = g_strconcat ("/network/what-works/", escaped, NULL);
      g_autofree char *label = pt_dossier_dup_theme (*theme, self->page->lang);

      pt_markup_put (m, "a", label, "href", path, "class", "tag", NULL);
    }
}

/* The words of a field that is a key. */
static void
put_tag (Room *self, const PtNetworkItem *item, const char *field)
{
  const PtRecordKind *kind = pt_record_kind_find (item->kind);
  const PtField *known = kind != NULL ? pt_record_kind_field (kind, field) : NULL;
  g_autofree char *words = known != NULL ? pt_network_item_format (item, known, self->page->lang)
                                         : NULL;

  if (words != NULL)
    pt_markup_put (&self->page->markup, "span", words, "class", "tag", NULL);
}

static void
put_row (Room *self, const PtNetworkItem *item, const char *words, const char *tag)
{
  g_autofree char *escaped = g_uri_escape_string (item->id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/network/r/", escaped, NULL);
  g_autofree char *lab = dup_lab (self, item);
  PtMarkup *m = &self->page->markup;

  pt_markup_open (m, "li", NULL);
  pt_markup_put (m, "a", item->title, "href", path, "class", "title", NULL);
  if (words != NULL && strcmp (words, item->title) != 0)
    pt_markup_put (m, "p", words, NULL);
  pt_markup_open (m, "span", "class", "about", NULL);
  pt_markup_put (m, "span", lab, NULL);
  put_tag (self, item, tag);
  put_themes (self, item->themes);
  pt_markup_close (m, "span");
  pt_markup_close (m, "li");
}

static void
put_list (Room *self, GPtrArray *items, const char *words, const char *tag)
{
  PtMarkup *m = &self->page->markup;

  if (items->len == 0)
    return;
  pt_markup_open (m, "ul", "class", "rows", NULL);
  for (guint i = 0; i < items->len; i++)
    put_row (self, items->pdata[i], pt_network_item_get (items->pdata[i], words), tag);
  pt_markup_close (m, "ul");
}

/* ── Challenges, with what labs learned ── */

PtHubResponse *
pt_web_page_network (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (Room) room = { 0 };
  PtHubResponse *refusal = enter (&room, hub, journal, request);
  g_autoptr (GPtrArray) challenges = NULL;
  g_autoptr (GPtrArray) learnings = NULL;
  const char *title;

  if (refusal != NULL)
    return refusal;
  title = begin (&room, N_ ("Challenges of field labs"));
  challenges = pt_network_list (room.network, "challenge", NULL);
  learnings = pt_network_list (room.network, "learning", NULL);
  if (challenges->len == 0)
    put_empty (&room, N_ ("No field lab has shared a challenge here yet."));
  put_list (&room, challenges, "card", "phase");
  if (learnings->len > 0)
    pt_markup_put (&room.page->markup, "h2", say (&room, N_ ("What they learned")), NULL);
  put_list (&room, learnings, "so_what", "status");
  return pt_web_page_finish (room.page, 200, title);
}

/* ── Asked and offered ── */

static void
put_direction (Room *self, GPtrArray *all, const char *direction, const char *title,
               const char *empty)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (pt_network_item_get (all->pdata[i], "direction"), direction) == 0)
      g_ptr_array_add (some, all->pdata[i]);
  pt_markup_put (&self->page->markup, "h2", say (self, title), NULL);
  if (some->len == 0)
    put_empty (self, empty);
  put_list (self, some, "note", "kind");
}

PtHubResponse *
pt_web_page_network_offers (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (Room) room = { 0 };
  PtHubResponse *refusal = enter (&room, hub, journal, request);
  g_autoptr (GPtrArray) resources = NULL;
  const char *title;

  if (refusal != NULL)
    return refusal;
  title = begin (&room, N_ ("Asked and offered"));
  resources = pt_network_list (room.network, "resource", NULL);
  put_direction (&room, resources, "need", N_ ("Asked"), N_ ("Nobody asks for anything now."));
  put_direction (&room, resources, "offer", N_ ("Offered"), N_ ("Nobody offers anything now."));
  return pt_web_page_finish (room.page, 200, title);
}

/* ── One thing ── */

static void
put_value (Room *self, const PtNetworkItem *item, const PtField *field)
{
  g_autofree char *words = pt_network_item_format (item, field, self->page->lang);
  PtMarkup *m = &self->page->markup;

  if (words == NULL || strcmp (words, item->title) == 0)
    return;
  pt_markup_put (m, "dt", pt_field_label_in (field, self->page->lang), NULL);
  pt_markup_open (m, "dd", NULL);
  if (field->kind == PT_KIND_LONG)
    put_text (self, words);
  else if (strcmp (field->id, "url") == 0 && pt_markdown_url_is_safe (words))
    pt_markup_put (m, "a", words, "href", words, "rel", "noreferrer", NULL);
  else
    pt_markup_text (m, words);
  pt_markup_close (m, "dd");
}

static void
put_values (Room *self, const PtNetworkItem *item)
{
  const PtRecordKind *kind = pt_record_kind_find (item->kind);

  pt_markup_open (&self->page->markup, "dl", "class", "fields", NULL);
  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    put_value (self, item, &kind->fields[i]);
  if (kind != NULL)
    put_value (self, item, pt_record_kind_field (kind, "status_why"));
  pt_markup_close (&self->page->markup, "dl");
}

/* Both what it leads to and what leads to it, each once. */
static void
put_around (Room *self, const PtNetworkItem *item)
{
  g_autoptr (GPtrArray) around = pt_network_list_to (self->network, item->id, NULL);

  for (guint i = 0; i < item->links->len; i++)
    {
      const PtNetworkLink *link = item->links->pdata[i];
      const PtNetworkItem *to = pt_network_get (self->network, link->to);

      if (to != NULL && !g_ptr_array_find (around, to, NULL))
        g_ptr_array_add (around, (gpointer)to);
    }
  if (around->len == 0)
    return;
  pt_markup_put (&self->page->markup, "h2", say (self, N_ ("Around it")), NULL);
  put_list (self, around, "", "status");
}

static void
put_contact (Room *self, const PtNetworkItem *item)
{
  const char *contact = pt_network_contact (self->network, item);
  PtMarkup *m = &self->page->markup;

  if (contact == NULL)
    return;
  pt_markup_put (m, "h2", say (self, N_ ("Whom to ask")), NULL);
  pt_markup_put (m, "p", contact, NULL);
}

/* Its own page, for who takes part in the lab that it comes from. */
static void
put_origin (Room *self, const PtNetworkItem *item)
{
  for (guint i = 0; i < self->callers->len; i++)
    {
      const PtCaller *caller = g_ptr_array_index (self->callers, i);
      g_autofree char *path = g_strdup_printf ("/l/%s/r/%s", caller->logbook, item->id);

      if (g_strcmp0 (caller->logbook, item->logbook) == 0)
        pt_markup_put (&self->page->markup, "a", say (self, N_ ("Open in Your Logbook")), "href",
                       path, "class", "button", NULL);
    }
}

static void
put_item (Room *self, const PtNetworkItem *item)
{
  const PtRecordKind *kind = pt_record_kind_find (item->kind);
  g_autofree char *lab = dup_lab (self, item);
  PtMarkup *m = &self->page->markup;

  put_rooms (self);
  pt_markup_open (m, "p", "class", "kind", NULL);
  if (kind != NULL)
    {
      pt_markup_text (m, pt_record_kind_label_in (kind, FALSE, self->page->lang));
      pt_markup_text (m, " · ");
    }
  pt_markup_text (m, lab);
  pt_markup_close (m, "p");
  pt_markup_put (m, "h1", item->title, NULL);
  pt_markup_open (m, "p", "class", "about", NULL);
  put_themes (self, item->themes);
  pt_markup_close (m, "p");
  put_origin (self, item);
  put_values (self, item);
  put_around (self, item);
  put_contact (self, item);
}

PtHubResponse *
pt_web_page_network_item (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (Room) room = { 0 };
  PtHubResponse *refusal = enter (&room, hub, journal, request);
  const PtNetworkItem *item;

  if (refusal != NULL)
    return refusal;
  item = pt_network_get (room.network, request->item);
  if (item == NULL)
    return pt_web_page_not_found (hub, request);
  put_item (&room, item);
  return pt_web_page_finish (room.page, 200, item->title);
}

/* ── What works ── */

PtHubResponse *
pt_web_page_network_themes (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (Room) room = { 0 };
  PtHubResponse *refusal = enter (&room, hub, journal, request);
  g_auto (GStrv) themes = NULL;
  const char *title;

  if (refusal != NULL)
    return refusal;
  title = begin (&room, N_ ("What works"));
  pt_markup_put (&room.page->markup, "p",
                 say (&room, N_ ("A dossier for each theme, made of what field labs share. It "
                                 "grows with them.")),
                 "class", "lead", NULL);
  themes = pt_network_dup_themes (room.network);
  if (themes[0] == NULL)
    put_empty (&room, N_ ("Nothing is shared about any theme yet."));
  pt_markup_open (&room.page->markup, "p", "class", "about", NULL);
  put_themes (&room, themes);
  pt_markup_close (&room.page->markup, "p");
  return pt_web_page_finish (room.page, 200, title);
}

static const struct
{
  const char *format, *type, *label;
} downloads[] = {
  { "pdf", "application/pdf", N_ ("PDF") },
  { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    N_ ("Word") },
  { "html", "text/html; charset=utf-8", N_ ("Web page") },
};

static PtHubResponse *
send_file (const char *path, guint i, const char *theme, GError **error)
{
  g_autofree char *disposition = g_strdup_printf ("attachment; filename=\"what-works-%s.%s\"",
                                                  theme, downloads[i].format);
  PtHubResponse *response;
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, error))
    return NULL;
  response = pt_hub_response_new_bytes (200, downloads[i].type, g_bytes_new_take (data, size));
  pt_hub_response_add_header (response, "Content-Disposition", disposition);
  pt_hub_response_add_header (response, "X-Content-Type-Options", "nosniff");
  return response;
}

static PtHubResponse *
write_and_send (Room *self, PtDocument *document, const char *folder, guint i, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "dossier", NULL);
  g_autoptr (PtDataset) nothing = pt_dataset_new ();
  const PtNarrativeOptions options = { .audience = "learning_network",
                                       .lang = self->page->lang,
                                       .today = self->page->today };
  PtHubResponse *response = NULL;

  if (pt_story_write (document, downloads[i].format, path, nothing, &options, NULL, error))
    response = send_file (path, i, self->page->request->item, error);
  g_unlink (path);
  return response;
}

static PtHubResponse *
download (Room *self, PtDocument *document, guint i)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("dossier-XXXXXX", &error);
  PtHubResponse *response = NULL;

  if (folder != NULL)
    {
      response = write_and_send (self, document, folder, i, &error);
      g_rmdir (folder);
    }
  return response != NULL ? response
                          : pt_web_page_trouble (self->page->hub, self->page->request, error);
}

static void
put_downloads (Room *self)
{
  PtMarkup *m = &self->page->markup;

  pt_markup_open (m, "p", "class", "pages", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (downloads); i++)
    {
      g_autofree char *query = g_strconcat ("?format=", downloads[i].format, NULL);

      pt_markup_put (m, "a", say (self, downloads[i].label), "href", query, "download", "", NULL);
    }
  pt_markup_close (m, "p");
}

/* A key of the themes, which is also the name of a file. */
static gboolean
is_key (const char *theme)
{
  return theme[strspn (theme, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0' && *theme != '\0';
}

PtHubResponse *
pt_web_page_network_dossier (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (Room) room = { 0 };
  PtHubResponse *refusal = enter (&room, hub, journal, request);
  const char *format = pt_hub_request_query (request, "format");
  g_autoptr (PtDocument) document = NULL;

  if (refusal != NULL)
    return refusal;
  if (is_key (request->item))
    document = pt_dossier_compose (room.network, request->item, room.page->lang, room.page->today);
  if (document == NULL)
    return pt_web_page_not_found (hub, request);
  /* Making a file takes a while: only for people whom the hub knows. */
  for (guint i = 0; is_inside (&room) && i < G_N_ELEMENTS (downloads); i++)
    if (g_strcmp0 (format, downloads[i].format) == 0)
      return download (&room, document, i);
  put_rooms (&room);
  if (is_inside (&room))
    put_downloads (&room);
  pt_markup_open (&room.page->markup, "article", "class", "story", NULL);
  pt_html_append_document (room.page->markup.out, document);
  pt_markup_close (&room.page->markup, "article");
  return pt_web_page_finish (room.page, 200, pt_document_get_title (document));
}

/* ── Two labs side by side ── */

/* The two that are compared, by the names of their fields. */
static const struct
{
  const char *name, *label;
} sides[] = {
  { "one", N_ ("Field lab") },
  { "other", N_ ("Beside") },
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const PtNetworkLab *one = *(PtNetworkLab *const *)a, *other = *(PtNetworkLab *const *)b;
  int order = g_utf8_collate (one->name, other->name);

  return order != 0 ? order : strcmp (one->id, other->id);
}

/* Who asked first compares a lab of their own with another. */
static const PtNetworkLab *
guess_lab (Room *self, GPtrArray *labs, const PtNetworkLab *taken)
{
  for (guint i = 0; taken == NULL && i < self->callers->len; i++)
    {
      const PtCaller *caller = g_ptr_array_index (self->callers, i);
      const PtNetworkLab *own = pt_network_get_lab (self->network, caller->logbook);

      if (own != NULL)
        return own;
    }
  return labs->pdata[labs->pdata[0] == taken ? 1 : 0];
}

static void
put_choice (Room *self, GPtrArray *labs, guint side, const PtNetworkLab *chosen)
{
  PtMarkup *m = &self->page->markup;

  pt_markup_open (m, "div", NULL);
  pt_markup_put (m, "label", say (self, sides[side].label), "for", sides[side].name, NULL);
  pt_markup_open (m, "select", "id", sides[side].name, "name", sides[side].name, NULL);
  for (guint i = 0; i < labs->len; i++)
    {
      const PtNetworkLab *lab = labs->pdata[i];
      g_autofree char *words = pt_network_dup_name (self->network, lab);

      pt_markup_put (m, "option", words, "value", lab->id, "selected", lab == chosen ? "" : NULL,
                     NULL);
    }
  pt_markup_close (m, "select");
  pt_markup_close (m, "div");
}

static void
put_choices (Room *self, GPtrArray *labs, const PtNetworkLab *const *chosen)
{
  PtMarkup *m = &self->page->markup;

  pt_markup_open (m, "form", "method", "get", "action", COMPARE, NULL);
  pt_markup_open (m, "div", "class", "two", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    put_choice (self, labs, i, chosen[i]);
  pt_markup_close (m, "div");
  pt_markup_put (m, "button", say (self, N_ ("Compare")), "class", "suggested", NULL);
  pt_markup_close (m, "form");
}

/* Its roles are said: on a phone it is laid out as no table, and would be none to a screen reader. */
static void
put_compared_row (PtMarkup *m, const PtCompareRow *row)
{
  pt_markup_open (m, "tr", "role", "row", NULL);
  pt_markup_put (m, "th", row->label, "scope", "row", "role", "rowheader", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (row->cells); i++)
    pt_markup_put (m, "td", row->cells[i], "role", "cell", NULL);
  pt_markup_close (m, "tr");
}

static void
put_compared (Room *self, const PtCompareBlock *block, const PtNetworkLab *const *labs)
{
  PtMarkup *m = &self->page->markup;

  pt_markup_put (m, "h2", block->title, NULL);
  if (block->rows->len > 0)
    {
      pt_markup_open (m, "table", "class", "compare", "role", "table", "aria-label", block->title,
                      NULL);
      pt_markup_raw (m, "<thead role=\"rowgroup\"><tr role=\"row\"><td role=\"cell\"></td>");
      for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
        {
          g_autofree char *name = pt_network_dup_name (self->network, labs[i]);

          pt_markup_put (m, "th", name, "scope", "col", "role", "columnheader", NULL);
        }
      pt_markup_raw (m, "</tr></thead><tbody role=\"rowgroup\">");
      for (guint i = 0; i < block->rows->len; i++)
        put_compared_row (m, block->rows->pdata[i]);
      pt_markup_raw (m, "</tbody></table>");
    }
  if (block->note != NULL)
    pt_markup_put (m, "p", block->note, "class", "hint", NULL);
}

static void
put_comparison (Room *self, GPtrArray *labs, const PtNetworkLab *const *chosen)
{
  g_autoptr (GPtrArray) blocks = NULL;

  put_choices (self, labs, chosen);
  if (chosen[0] == chosen[1])
    {
      put_empty (self, N_ ("Choose two different field labs."));
      return;
    }
  blocks = pt_compare_labs (chosen[0], chosen[1], self->page->lang, self->page->today);
  for (guint i = 0; i < blocks->len; i++)
    put_compared (self, blocks->pdata[i], chosen);
}

/* FALSE: a lab is asked for that is not there. */
static gboolean
choose_labs (Room *self, GPtrArray *labs, const PtNetworkLab **chosen)
{
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const char *id = pt_hub_request_query (self->page->request, sides[i].name);

      chosen[i] = id != NULL ? pt_network_get_lab (self->network, id)
                             : guess_lab (self, labs, i > 0 ? chosen[0] : NULL);
      if (chosen[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

PtHubResponse *
pt_web_page_network_compare (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (Room) room = { 0 };
  PtHubResponse *refusal = enter (&room, hub, journal, request);
  const PtNetworkLab *chosen[G_N_ELEMENTS (sides)] = { NULL };
  g_autoptr (GPtrArray) labs = NULL;
  const char *title;

  if (refusal != NULL)
    return refusal;
  labs = g_ptr_array_copy (pt_network_get_labs (room.network), NULL, NULL);
  g_ptr_array_set_free_func (labs, NULL);
  g_ptr_array_sort (labs, compare_names);
  if (is_inside (&room) && labs->len > 1 && !choose_labs (&room, labs, chosen))
    return pt_web_page_not_found (hub, request);
  title = begin (&room, N_ ("Compare two field labs"));
  pt_markup_put (&room.page->markup, "p", pt_compare_lead (room.page->lang), "class", "lead", NULL);
  if (!is_inside (&room))
    put_empty (&room, N_ ("This is for people of field labs. Sign in to read it."));
  else if (labs->len < 2)
    put_empty (&room, N_ ("There are no two field labs here yet that share something."));
  else
    put_comparison (&room, labs, chosen);
  return pt_web_page_finish (room.page, 200, title);
}

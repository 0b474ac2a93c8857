/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journey as pictures, and stories that were shared. Both are composed from the reader's view, so
 * that the gates of a story come on top of what a role may see and never open it. */
#include "pt-html.h"
#include "pt-narrative.h"
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── The journey ── */

static PtDocument *
compose (PtWebPage *self, const char *audience, const char *narrative, GError **error)
{
  const PtNarrativeOptions options = {
    .audience = audience, .lang = self->lang, .today = self->today, .narrative = narrative
  };

  return pt_narrative_compose (self->data, &options, error);
}

/* Only the drawings of it. */
static GPtrArray *
list_drawings (PtDocument *document)
{
  GPtrArray *drawings = g_ptr_array_new ();

  for (guint i = 0; i < pt_document_length (document); i++)
    {
      const PtBlock *block = pt_document_nth (document, i);

      if (block->type == PT_BLOCK_FIGURE && block->picture != NULL)
        g_ptr_array_add (drawings, (gpointer)block);
    }
  return drawings;
}

PtHubResponse *
pt_web_page_journey (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autoptr (PtDocument) document = NULL;
  g_autoptr (GPtrArray) drawings = NULL;
  g_autoptr (GError) error = NULL;
  const char *title;

  if (page == NULL)
    return refusal;
  document = compose (page, "internal", NULL, &error);
  if (document == NULL)
    return pt_web_page_trouble (hub, request, error);
  title = pt_web_page_say (page, N_ ("Journey"));
  pt_markup_put (&page->markup, "h1", title, NULL);
  drawings = list_drawings (document);
  if (drawings->len == 0)
    pt_markup_put (&page->markup, "p",
                   pt_web_page_say (page, N_ ("There is too little to draw yet.")), "class",
                   "empty", NULL);
  pt_markup_open (&page->markup, "div", "class", "drawings", NULL);
  pt_html_append_blocks (page->markup.out, drawings, page->lang);
  pt_markup_close (&page->markup, "div");
  return pt_web_page_finish (page, 200, title);
}

/* ── A story ── */

PtHubResponse *
pt_web_page_story (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autoptr (PtDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  PtRecord *record;

  if (page == NULL)
    return refusal;
  record = pt_dataset_get (page->data, request->item);
  if (record == NULL || strcmp (pt_record_get_kind_id (record), "narrative") != 0)
    return pt_web_page_not_found (hub, request);
  document = compose (page, pt_record_get_text (record, "audience"), request->item, &error);
  if (document == NULL)
    return pt_web_page_trouble (hub, request, error);
  pt_markup_open (&page->markup, "article", "class", "story", "lang",
                  pt_document_get_lang (document), NULL);
  pt_html_append_document (page->markup.out, document);
  pt_markup_close (&page->markup, "article");
  return pt_web_page_finish (page, 200, pt_document_get_title (document));
}

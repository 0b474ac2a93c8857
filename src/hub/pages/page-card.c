/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of a challenge: the one sentence by which other field labs know it. Whoever edits cards for the
 * network does it here, and sees and changes nothing else of the logbook. */
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"
#include "pt-web-page-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIELD "card"
#define ROWS 3

static gboolean
is_challenge (const PtRecord *record)
{
  return strcmp (pt_record_get_kind_id (record), "challenge") == 0;
}

void
pt_web_page_put_card (PtWebPage *self, PtRecord *record)
{
  g_autofree char *action = pt_web_page_path (self, "r/%s/" FIELD, pt_record_get_id (record));
  PtMarkup *m = &self->markup;

  if (!is_challenge (record) || !pt_web_page_may_set (self, NULL, record, FIELD, "-"))
    return;
  pt_web_page_open_form (self, action, FALSE);
  pt_web_page_put_seen (self, record);
  pt_web_page_put_area (self, record, FIELD,
                        pt_web_page_say (self, N_ ("One sentence for people who do not know you, "
                                                   "of 280 characters at most. Other field labs "
                                                   "see it as soon as the challenge is shared "
                                                   "with the network.")),
                        ROWS);
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Save")), "class", "suggested", NULL);
  pt_markup_close (m, "form");
}

PtHubResponse *
pt_web_page_do_card (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autofree char *place = g_strconcat ("r/", request->item, NULL);
  PtRecord *record;
  PtEdit *edit;

  if (page == NULL)
    return refusal;
  record = pt_dataset_get (page->data, request->item);
  if (record == NULL || !is_challenge (record))
    return pt_web_page_not_found (hub, request);
  edit = pt_web_page_read_edit (page, record);
  if (edit == NULL)
    return pt_web_page_sorry (hub, request, 400, N_ ("What was sent cannot be read."));
  pt_web_page_read_area (page, edit, FIELD);
  return pt_web_page_save_one (page, edit, place);
}

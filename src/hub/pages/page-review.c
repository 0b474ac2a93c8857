/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The review room (domain.md §6) at one of its learning moments: large, with its sources, its three
 * questions and what people say of it. Several browsers and laptops work in it at once; what two write
 * at the same time is kept as two. Its agenda is page-agenda.c. */
#include "pt-life.h"
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"
#include "pt-web-page-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WHY "status_why"

/* ── One learning moment ── */

static const struct
{
  const char *field, *hint;
} boxes[] = {
  { "what", N_ ("What did we see, hear or notice?") },
  { "so_what", N_ ("What does it tell us? What do we think was going on?") },
  { "now_what", N_ ("What do we do, stop or try now? Who, and when?") },
};

static void
put_step (PtWebPage *self, GPtrArray *all, guint place, const char *rel, const char *label)
{
  g_autofree char *path = NULL;

  if (place >= all->len)
    return;
  path = pt_web_page_path (self, "review/%s", pt_record_get_id (g_ptr_array_index (all, place)));
  pt_markup_put (&self->markup, "a", label, "href", path, "rel", rel, NULL);
}

static void
put_steps (PtWebPage *self, PtRecord *record)
{
  g_autoptr (GPtrArray) all = pt_web_page_list_agenda (self);
  g_autofree char *agenda = pt_web_page_path (self, "%s", "review");
  guint place;
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "nav", "class", "pages", "aria-label", pt_web_page_say (self, N_ ("Agenda")),
                  NULL);
  if (!g_ptr_array_find (all, record, &place))
    place = G_MAXUINT - 1;
  put_step (self, all, place - 1, "prev", pt_web_page_say (self, N_ ("Before")));
  pt_markup_put (m, "a", pt_web_page_say (self, N_ ("Agenda")), "href", agenda, "rel", "up", NULL);
  put_step (self, all, place + 1, "next", pt_web_page_say (self, N_ ("Further")));
  pt_markup_close (m, "nav");
  pt_markup_put (m, "p",
                 pt_web_page_say (self, N_ ("Keys: ← and → to another learning moment, A to the "
                                            "agenda, C to say something.")),
                 "class", "hint keys", "hidden", "", NULL);
}

static void
put_boxes (PtWebPage *self, PtRecord *record)
{
  g_autofree char *action = pt_web_page_path (self, "review/%s", pt_record_get_id (record));
  PtMarkup *m = &self->markup;

  pt_web_page_open_form (self, action, FALSE);
  pt_web_page_put_seen (self, record);
  pt_markup_open (m, "div", "class", "three", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      pt_markup_open (m, "div", NULL);
      pt_web_page_put_area (self, record, boxes[i].field, pt_web_page_say (self, boxes[i].hint), 6);
      pt_markup_close (m, "div");
    }
  pt_markup_close (m, "div");
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Save")), "class", "suggested", "name",
                 "do", "value", "save", NULL);
  pt_markup_close (m, "form");
}

static void
put_texts (PtWebPage *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "div", "class", "three", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      const PtField *field = pt_record_kind_field (kind, boxes[i].field);
      const char *text = pt_record_get_text (record, boxes[i].field);

      pt_markup_open (m, "div", NULL);
      pt_markup_put (m, "h2", pt_field_label_in (field, self->lang), NULL);
      pt_web_page_put_long (self, text != NULL ? text : "–");
      pt_markup_close (m, "div");
    }
  pt_markup_close (m, "div");
}

static gboolean
asks_why (const PtMissing *missing)
{
  return g_strcmp0 (missing->field, WHY) == 0;
}

/* What the step still asks, but for the reason, which can be given here; some of it stands in the way. */
static gboolean
put_missing (PtWebPage *self, GPtrArray *missing)
{
  gboolean blocks = FALSE, open = FALSE;
  PtMarkup *m = &self->markup;

  for (guint i = 0; i < missing->len; i++)
    {
      const PtMissing *one = g_ptr_array_index (missing, i);

      blocks |= one->blocks;
      if (asks_why (one))
        continue;
      if (!open)
        pt_markup_open (m, "ul", "class", "hint", NULL);
      open = TRUE;
      pt_markup_put (m, "li", pt_web_page_say (self, one->sentence), NULL);
    }
  if (open)
    pt_markup_close (m, "ul");
  return blocks;
}

static void
put_why (PtWebPage *self, GPtrArray *missing, const char *status)
{
  g_autofree char *id = g_strconcat (WHY "-", status, NULL);
  PtMarkup *m = &self->markup;

  for (guint i = 0; i < missing->len; i++)
    if (asks_why (g_ptr_array_index (missing, i)))
      {
        pt_markup_put (m, "label", pt_web_page_say (self, N_ ("Say why.")), "for", id, NULL);
        pt_markup_open (m, "input", "type", "text", "id", id, "name", WHY, "required", "", NULL);
      }
}

static void
put_status (PtWebPage *self, PtRecord *record, const char *status)
{
  const PtField *field = pt_record_kind_field (pt_record_get_kind (record), "status");
  const char *label = pt_term_label_in (field->vocabulary, status, self->lang);
  g_autoptr (GPtrArray) missing = pt_life_missing (self->data, record, status);
  g_autofree char *action = pt_web_page_path (self, "review/%s", pt_record_get_id (record));
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", NULL);
  if (put_missing (self, missing))
    pt_markup_put (m, "button", label, "disabled", "", NULL);
  else
    {
      pt_web_page_open_form (self, action, FALSE);
      pt_web_page_put_seen (self, record);
      put_why (self, missing, status);
      pt_markup_put (m, "button", label, "name", "status", "value", status, NULL);
      pt_markup_close (m, "form");
    }
  pt_markup_close (m, "li");
}

static void
put_statuses (PtWebPage *self, PtRecord *record)
{
  g_autoptr (GPtrArray) next = pt_life_next (record);
  gboolean open = FALSE;
  PtMarkup *m = &self->markup;

  for (guint i = 0; i < next->len; i++)
    {
      if (!pt_web_page_may_set (self, NULL, record, "status", g_ptr_array_index (next, i)))
        continue;
      if (!open)
        {
          pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("How it goes on")), NULL);
          pt_markup_open (m, "ul", "class", "steps", NULL);
        }
      open = TRUE;
      put_status (self, record, g_ptr_array_index (next, i));
    }
  if (open)
    pt_markup_close (m, "ul");
}

static PtHubResponse *
show_one (PtWebPage *self, PtRecord *record)
{
  g_autofree char *title = pt_record_dup_title (record);
  g_autofree char *status = pt_web_page_dup_label (self, record, "status");
  PtMarkup *m = &self->markup;

  self->live = TRUE;
  pt_markup_open (m, "article", "class", "review", NULL);
  put_steps (self, record);
  pt_markup_put (m, "p", status != NULL ? status : "", "class", "tag", NULL);
  pt_markup_put (m, "h1", title, NULL);
  pt_web_page_put_saved (self);
  pt_web_page_put_versions (self, record);
  if (pt_web_page_may_set (self, NULL, record, "what", "-"))
    put_boxes (self, record);
  else
    put_texts (self, record);
  put_statuses (self, record);
  pt_web_page_put_around (self, record);
  pt_web_page_put_files (self, record);
  pt_markup_close (m, "article");
  pt_web_page_put_comments (self, record);
  return pt_web_page_finish (self, 200, title);
}

static PtRecord *
find_learning (PtWebPage *self)
{
  PtRecord *record = pt_dataset_get (self->data, self->request->item);

  return record != NULL && strcmp (pt_record_get_kind_id (record), "learning") == 0 ? record : NULL;
}

PtHubResponse *
pt_web_page_review_one (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  PtRecord *record;

  if (page == NULL)
    return refusal;
  record = find_learning (page);
  return record != NULL ? show_one (page, record) : pt_web_page_not_found (hub, request);
}

/* ── Saving ── */

/* What a guard forbids is forbidden here too, whatever the page showed. */
static gboolean
is_blocked (PtWebPage *self, PtRecord *record, const char *status)
{
  g_autoptr (GPtrArray) missing = pt_life_missing (self->data, record, status);

  for (guint i = 0; i < missing->len; i++)
    if (((PtMissing *)g_ptr_array_index (missing, i))->blocks)
      return TRUE;
  return FALSE;
}

PtHubResponse *
pt_web_page_do_review (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *status = pt_form_get (request->form, "status");
  const char *why = pt_form_get (request->form, WHY);
  g_autofree char *place = NULL;
  g_autoptr (PtEdit) edit = NULL;
  PtRecord *record;

  if (page == NULL)
    return refusal;
  record = find_learning (page);
  if (record == NULL)
    return pt_web_page_not_found (hub, request);
  edit = pt_web_page_read_edit (page, record);
  if (edit == NULL)
    return pt_web_page_sorry (hub, request, 400, N_ ("What was sent cannot be read."));
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    pt_web_page_read_area (page, edit, boxes[i].field);
  place = g_strconcat ("review/", pt_record_get_id (record), NULL);
  if (status[0] == '\0')
    return pt_web_page_save_one (page, g_steal_pointer (&edit), place);
  if (!pt_life_allows (record, status) || is_blocked (page, record, status))
    return pt_web_page_sorry (
        hub, request, 409,
        N_ ("That step is not possible now. Go back, reload the page and look "
            "what is still asked."));
  pt_edit_set_text (edit, "status", status);
  if (why[strspn (why, " \n\t")] != '\0')
    pt_edit_set_text (edit, WHY, why);
  return pt_web_page_save_one (page, g_steal_pointer (&edit), place);
}

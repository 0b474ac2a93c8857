/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The review room (domain.md §6): the agenda, and one learning moment large with its sources, its three
 * questions and what people say of it. Several browsers and laptops work in it at once; what two write
 * at the same time is kept as two. */
#include "pt-life.h"
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"
#include "pt-web-page-save.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OLD_QUESTION_DAYS 90

/* ── The agenda ── */

static gboolean
has_status (PtRecord *record, const char *status)
{
  return g_strcmp0 (pt_record_get_text (record, "status"), status) == 0;
}

static gboolean
has_objection (PtWebPage *self, PtRecord *learning)
{
  g_autoptr (GPtrArray)
      comments = pt_dataset_children (self->data, "comment", "target", pt_record_get_id (learning));

  for (guint i = 0; i < comments->len; i++)
    {
      PtRecord *comment = g_ptr_array_index (comments, i);

      if (g_strcmp0 (pt_record_get_text (comment, "kind"), "objection") == 0
          && pt_record_get_value (comment, "resolved_at") == NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_objected (PtWebPage *self, PtRecord *record)
{
  return !has_status (record, "withdrawn") && has_objection (self, record);
}

static gboolean
is_for_review (PtWebPage *self, PtRecord *record)
{
  return has_status (record, "for_review") && !has_objection (self, record);
}

static gboolean
is_discussed (PtWebPage *self, PtRecord *record)
{
  return has_status (record, "discussed") && !has_objection (self, record);
}

static gboolean
is_old_question (PtWebPage *self, PtRecord *record)
{
  g_autofree char *opened = pt_record_dup_date (record);

  opened[MIN (strlen (opened), 10)] = '\0';
  return (has_status (record, "open") || has_status (record, "exploring"))
         && pt_date_to_days (self->today) - pt_date_to_days (opened) > OLD_QUESTION_DAYS;
}

static gboolean
is_intended (PtWebPage *self, PtRecord *record)
{
  return has_status (record, "intended");
}

static gboolean
is_due (PtWebPage *self, PtRecord *record)
{
  const char *due = pt_record_get_text (record, "due_on");

  return has_status (record, "open") && due != NULL && strncmp (due, self->today, 10) <= 0;
}

typedef struct
{
  const char *kind;
  const char *title;
  gboolean (*fits) (PtWebPage *self, PtRecord *record);
} Point;

static const Point points[] = {
  { "learning", N_ ("Objections"), is_objected },
  { "learning", N_ ("For the review"), is_for_review },
  { "learning", N_ ("Discussed, to be established"), is_discussed },
  { "question", N_ ("Questions older than three months"), is_old_question },
  { "outcome", N_ ("Intended effects without news"), is_intended },
  { "action", N_ ("Actions that are due"), is_due },
};

static GPtrArray *
list_point (PtWebPage *self, const Point *point)
{
  GPtrArray *all = pt_dataset_list (self->data, point->kind);
  GPtrArray *some = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (point->fits (self, g_ptr_array_index (all, i)))
      g_ptr_array_add (some, g_ptr_array_index (all, i));
  return some;
}

/* All learning moments of the agenda in its order. */
static GPtrArray *
list_learnings (PtWebPage *self)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    if (strcmp (points[i].kind, "learning") == 0)
      {
        g_autoptr (GPtrArray) some = list_point (self, &points[i]);

        g_ptr_array_extend (all, some, NULL, NULL);
      }
  return all;
}

static void
put_point (PtWebPage *self, const Point *point, guint *n)
{
  g_autoptr (GPtrArray) records = list_point (self, point);
  const gboolean is_learning = strcmp (point->kind, "learning") == 0;
  PtMarkup *m = &self->markup;

  if (records->len == 0)
    return;
  pt_markup_put (m, "h2", pt_web_page_say (self, point->title), NULL);
  pt_markup_open (m, "ul", "class", "rows", NULL);
  for (guint i = 0; i < records->len; i++)
    {
      PtRecord *record = g_ptr_array_index (records, i);
      g_autofree char *title = pt_record_dup_title (record);
      g_autofree char *path = pt_web_page_path (self, is_learning ? "review/%s" : "r/%s",
                                                pt_record_get_id (record));

      pt_markup_open (m, "li", NULL);
      pt_markup_put (m, "a", title, "href", path, "class", "title", NULL);
      pt_markup_close (m, "li");
    }
  pt_markup_close (m, "ul");
  *n += records->len;
}

PtHubResponse *
pt_web_page_review (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *title;
  guint n = 0;

  if (page == NULL)
    return refusal;
  page->live = TRUE;
  title = pt_web_page_say (page, N_ ("Review"));
  pt_markup_put (&page->markup, "h1", title, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    put_point (page, &points[i], &n);
  if (n == 0)
    pt_markup_put (&page->markup, "p", pt_web_page_say (page, N_ ("Nothing is on the agenda.")),
                   "class", "empty", NULL);
  return pt_web_page_finish (page, 200, title);
}

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
  g_autoptr (GPtrArray) all = list_learnings (self);
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

/* What the step still asks; some of it stands in the way. */
static gboolean
put_missing (PtWebPage *self, PtRecord *record, const char *status)
{
  g_autoptr (GPtrArray) missing = pt_life_missing (self->data, record, status);
  gboolean blocks = FALSE;
  PtMarkup *m = &self->markup;

  if (missing->len == 0)
    return FALSE;
  pt_markup_open (m, "ul", "class", "hint", NULL);
  for (guint i = 0; i < missing->len; i++)
    {
      const PtMissing *one = g_ptr_array_index (missing, i);

      pt_markup_put (m, "li", pt_web_page_say (self, one->sentence), NULL);
      blocks |= one->blocks;
    }
  pt_markup_close (m, "ul");
  return blocks;
}

static void
put_status (PtWebPage *self, PtRecord *record, const char *status)
{
  const PtField *field = pt_record_kind_field (pt_record_get_kind (record), "status");
  g_autofree char *action = pt_web_page_path (self, "review/%s", pt_record_get_id (record));
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", NULL);
  if (!put_missing (self, record, status))
    {
      pt_web_page_open_form (self, action, FALSE);
      pt_web_page_put_seen (self, record);
      pt_markup_put (m, "button", pt_term_label_in (field->vocabulary, status, self->lang), "name",
                     "status", "value", status, NULL);
      pt_markup_close (m, "form");
    }
  else
    pt_markup_put (m, "button", pt_term_label_in (field->vocabulary, status, self->lang),
                   "disabled", "", NULL);
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
show_one (PtWebPage *self, PtRecord *record, const char *message)
{
  g_autofree char *title = pt_record_dup_title (record);
  g_autofree char *status = pt_web_page_dup_label (self, record, "status");
  PtMarkup *m = &self->markup;

  self->live = TRUE;
  pt_markup_open (m, "article", "class", "review", NULL);
  put_steps (self, record);
  pt_markup_put (m, "p", status != NULL ? status : "", "class", "tag", NULL);
  pt_markup_put (m, "h1", title, NULL);
  if (message != NULL)
    pt_markup_put (m, "p", pt_web_page_say (self, message), "class", "done", "role", "status",
                   NULL);
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

/* By the word behind ?saved= */
static const char *
find_message (PtWebPage *self)
{
  const char *saved = pt_hub_request_query (self->request, "saved");

  if (g_strcmp0 (saved, "beside") == 0)
    return N_ ("Somebody wrote otherwise meanwhile: both versions are kept.");
  if (g_strcmp0 (saved, "aside") == 0)
    return N_ ("It waits for the coordinator, who decides about it.");
  return saved != NULL ? N_ ("Saved.") : NULL;
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
  return record != NULL ? show_one (page, record, find_message (page))
                        : pt_web_page_not_found (hub, request);
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

static PtHubResponse *
save (PtWebPage *self, PtRecord *record, PtEdit *edit)
{
  static const char *const words[] = { [PT_WEB_PAGE_SAVED] = "yes",
                                       [PT_WEB_PAGE_SAVED_BESIDE] = "beside",
                                       [PT_WEB_PAGE_SET_ASIDE] = "aside" };
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_edit_free);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  PtWebPageSaved saved;

  g_ptr_array_add (edits, edit);
  if (!pt_web_page_save (self, edits, NULL, &saved, &error))
    return pt_web_page_trouble (self->hub, self->request, error);
  if (saved == PT_WEB_PAGE_NOT_ALLOWED)
    return pt_web_page_not_found (self->hub, self->request);
  path = pt_web_page_path (self, "review/%s?saved=%s", pt_record_get_id (record), words[saved]);
  return pt_web_page_go (path);
}

PtHubResponse *
pt_web_page_do_review (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *status = pt_form_get (request->form, "status");
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
  if (status[0] == '\0')
    return save (page, record, g_steal_pointer (&edit));
  if (!pt_life_allows (record, status) || is_blocked (page, record, status))
    return pt_web_page_sorry (
        hub, request, 409,
        N_ ("That step is not possible now. Go back, reload the page and look "
            "what is still asked."));
  pt_edit_set_text (edit, "status", status);
  return save (page, record, g_steal_pointer (&edit));
}

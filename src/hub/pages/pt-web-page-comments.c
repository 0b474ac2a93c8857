/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said about something, and saying more. Comments are only added to. */
#include "pt-web-page-parts.h"

#include "pt-id.h"
#include "pt-web-page-routes.h"
#include "pt-web-page-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_open_objection (PtRecord *comment)
{
  return g_strcmp0 (pt_record_get_text (comment, "kind"), "objection") == 0
         && pt_record_get_value (comment, "resolved_at") == NULL;
}

static void
put_resolve (PtWebPage *self, PtRecord *comment)
{
  g_autofree char *action = pt_web_page_path (self, "r/%s/resolve", pt_record_get_id (comment));
  PtMarkup *m = &self->markup;

  pt_web_page_open_form (self, action, FALSE);
  pt_web_page_put_seen (self, comment);
  pt_markup_open (m, "input", "type", "hidden", "name", "back", "value", self->request->path, NULL);
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Objection Resolved")), NULL);
  pt_markup_close (m, "form");
}

static void
put_comment (PtWebPage *self, PtRecord *comment)
{
  g_autofree char *author = pt_web_page_dup_member (self, pt_record_get_created_by (comment));
  g_autofree char *kind = pt_web_page_dup_label (self, comment, "kind");
  const char *key = pt_record_get_text (comment, "kind");
  g_autofree char *style = g_strdup_printf ("comment %s", key != NULL ? key : "");
  g_autofree char *when = pt_web_page_dup_instant (self, pt_record_get_created_at (comment));
  const char *voice = pt_record_get_text (comment, "voice");
  const char *body = pt_record_get_text (comment, "body");
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", "class", style, NULL);
  pt_markup_open (m, "p", "class", "about", NULL);
  if (kind != NULL)
    pt_markup_put (m, "span", kind, "class", "tag", NULL);
  pt_markup_put (m, "span", voice != NULL ? voice : author, NULL);
  pt_markup_put (m, "time", when, NULL);
  if (pt_record_get_value (comment, "resolved_at") != NULL)
    pt_markup_put (m, "span", pt_web_page_say (self, N_ ("resolved")), "class", "tag", NULL);
  pt_markup_close (m, "p");
  pt_web_page_put_long (self, body != NULL ? body : "");
  if (is_open_objection (comment) && pt_web_page_may_set (self, NULL, comment, "resolved_at", "-"))
    put_resolve (self, comment);
  pt_markup_close (m, "li");
}

/* Everybody of a review room sees what is said in it. */
static PtEdit *
make_comment (PtWebPage *self, PtRecord *target, const char *id)
{
  PtEdit *edit = pt_web_page_new_edit (self, "comment", id);

  pt_edit_set_text (edit, "target", pt_record_get_id (target));
  if (pt_dataset_sharing (self->snapshot->data, target) >= PT_SHARING_TEAM)
    pt_edit_set_text (edit, "sharing", "team");
  return edit;
}

static void
put_kinds (PtWebPage *self)
{
  const PtVocabulary *kinds = pt_vocabulary_get ("comment.kind");
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "fieldset", "class", "kinds", NULL);
  pt_markup_put (m, "legend", pt_web_page_say (self, N_ ("What kind of comment is it?")), NULL);
  for (guint i = 0; i < kinds->n_terms; i++)
    {
      const char *key = kinds->terms[i].key;

      pt_markup_open (m, "label", NULL);
      pt_markup_open (m, "input", "type", "radio", "name", "kind", "value", key, "checked",
                      i == 0 ? "" : NULL, NULL);
      pt_markup_text (m, pt_term_label_in (kinds, key, self->lang));
      pt_markup_close (m, "label");
    }
  pt_markup_close (m, "fieldset");
}

static void
put_form (PtWebPage *self, PtRecord *record)
{
  g_autofree char *action = pt_web_page_path (self, "r/%s/comment", pt_record_get_id (record));
  g_autofree char *id = pt_id_new (self->hub->world);
  g_autofree char *op = pt_id_new (self->hub->world);
  PtMarkup *m = &self->markup;

  pt_web_page_open_form (self, action, FALSE);
  pt_markup_open (m, "input", "type", "hidden", "name", "id", "value", id, NULL);
  pt_markup_open (m, "input", "type", "hidden", "name", "op", "value", op, NULL);
  pt_markup_open (m, "input", "type", "hidden", "name", "back", "value", self->request->path, NULL);
  put_kinds (self);
  pt_markup_put (m, "label", pt_web_page_say (self, N_ ("Your words")), "for", "comment", NULL);
  pt_markup_put (m, "textarea", "", "id", "comment", "name", "body", "rows", "3", "required", "",
                 NULL);
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Say It")), "class", "suggested", NULL);
  pt_markup_close (m, "form");
}

void
pt_web_page_put_comments (PtWebPage *self, PtRecord *record)
{
  g_autoptr (GPtrArray)
      comments = pt_dataset_children (self->data, "comment", "target", pt_record_get_id (record));
  g_autoptr (PtEdit) own = make_comment (self, record, NULL);
  const gboolean may = pt_web_page_may_save (self, own);
  PtMarkup *m = &self->markup;

  if (comments->len == 0 && !may)
    return;
  pt_markup_open (m, "section", "class", "comments", "id", "comments", NULL);
  pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("Comments")), NULL);
  pt_markup_open (m, "ul", "class", "comments", NULL);
  for (guint i = 0; i < comments->len; i++)
    put_comment (self, g_ptr_array_index (comments, i));
  pt_markup_close (m, "ul");
  if (may)
    put_form (self, record);
  pt_markup_close (m, "section");
}

/* ── Saying ── */

static PtHubResponse *
save (PtWebPage *self, PtRecord *target)
{
  const PtForm *form = self->request->form;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_edit_free);
  PtEdit *edit = make_comment (self, target, pt_form_get (form, "id"));
  g_autofree char *review = pt_web_page_path (self, "review/%s#comments",
                                              pt_record_get_id (target));
  g_autofree char *plain = pt_web_page_path (self, "r/%s#comments", pt_record_get_id (target));
  g_autofree char *prefix = pt_web_page_path (self, "%s", "review/");
  g_autoptr (GError) error = NULL;
  PtWebPageSaved saved;

  g_ptr_array_add (edits, edit);
  if (pt_vocabulary_find (pt_vocabulary_get ("comment.kind"), pt_form_get (form, "kind")) != NULL)
    pt_edit_set_text (edit, "kind", pt_form_get (form, "kind"));
  pt_edit_set_text (edit, "body", pt_form_get (form, "body"));
  if (!pt_web_page_save (self, edits, pt_form_get (form, "op"), &saved, &error))
    return pt_web_page_trouble (self->hub, self->request, error);
  if (saved == PT_WEB_PAGE_NOT_ALLOWED)
    return pt_web_page_not_found (self->hub, self->request);
  return pt_web_page_go (g_str_has_prefix (pt_form_get (form, "back"), prefix) ? review : plain);
}

PtHubResponse *
pt_web_page_do_comment (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *body = pt_form_get (request->form, "body");
  PtRecord *record;

  if (page == NULL)
    return refusal;
  record = pt_dataset_get (page->data, request->item);
  if (record == NULL)
    return pt_web_page_not_found (hub, request);
  if (body[strspn (body, " \n\t")] == '\0')
    return pt_web_page_sorry (hub, request, 422, N_ ("There are no words in it yet."));
  return save (page, record);
}

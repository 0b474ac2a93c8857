/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ending a disagreement: choosing between versions that two people wrote, and saying that an objection
 * is resolved. Both are saves like any other, of what their form had seen: a version that came
 * meanwhile stays beside the chosen one. */
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"
#include "pt-web-page-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Back to the page on which the button was; @target: what it is about. */
static PtHubResponse *
go_back (PtWebPage *self, PtRecord *target)
{
  g_autofree char *prefix = pt_web_page_path (self, "%s", "review/");
  const char *back = pt_form_get (self->request->form, "back");
  const char *id = pt_record_get_id (target);
  g_autofree char *path = g_str_has_prefix (back, prefix) ? pt_web_page_path (self, "review/%s", id)
                                                          : pt_web_page_path (self, "r/%s", id);

  return pt_web_page_go (path);
}

/* Takes @edit. */
static PtHubResponse *
save (PtWebPage *self, PtEdit *edit, PtRecord *target)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_edit_free);
  g_autoptr (GError) error = NULL;
  PtWebPageSaved saved;

  g_ptr_array_add (edits, edit);
  if (!pt_web_page_save (self, edits, NULL, &saved, &error))
    return pt_web_page_trouble (self->hub, self->request, error);
  return saved != PT_WEB_PAGE_NOT_ALLOWED ? go_back (self, target)
                                          : pt_web_page_not_found (self->hub, self->request);
}

static PtHubResponse *
refuse (PtWebPage *self)
{
  return pt_web_page_sorry (self->hub, self->request, 400, N_ ("What was sent cannot be read."));
}

/* (nullable): the version that the button stood beside, if it is still one. */
static const PtValue *
find_version (PtRecord *record, const char *field, const char *wanted)
{
  const PtState *state = pt_record_get_state (record);

  for (guint i = 0; i < pt_state_n_versions (state, field); i++)
    {
      const PtValue *value = pt_state_nth_version (state, field, i)->value;
      g_autofree char *id = pt_web_page_dup_version (value);

      if (strcmp (id, wanted) == 0)
        return value;
    }
  return NULL;
}

PtHubResponse *
pt_web_page_do_choose (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *field = pt_form_get (request->form, "field");
  const PtValue *value;
  PtRecord *record;
  PtEdit *edit;

  if (page == NULL)
    return refusal;
  record = pt_dataset_get (page->data, request->item);
  if (record == NULL)
    return pt_web_page_not_found (hub, request);
  value = find_version (record, field, pt_form_get (request->form, "version"));
  if (value == NULL)
    return go_back (page, record);
  edit = pt_web_page_read_edit (page, record);
  if (edit == NULL)
    return refuse (page);
  pt_edit_resolve (edit, field, value);
  return save (page, edit, record);
}

static gboolean
is_open_objection (PtRecord *record)
{
  return strcmp (pt_record_get_kind_id (record), "comment") == 0
         && g_strcmp0 (pt_record_get_text (record, "kind"), "objection") == 0
         && pt_record_get_value (record, "resolved_at") == NULL;
}

PtHubResponse *
pt_web_page_do_resolve (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  PtRecord *record, *target;
  PtEdit *edit;

  if (page == NULL)
    return refusal;
  record = pt_dataset_get (page->data, request->item);
  target = record != NULL && strcmp (pt_record_get_kind_id (record), "comment") == 0
               ? pt_dataset_get (page->data, pt_record_get_text (record, "target"))
               : NULL;
  if (target == NULL)
    return pt_web_page_not_found (hub, request);
  if (!is_open_objection (record))
    return go_back (page, target);
  edit = pt_web_page_read_edit (page, record);
  if (edit == NULL)
    return refuse (page);
  pt_edit_set_int (edit, "resolved_at", hub->world->now (hub->world));
  pt_edit_set_text (edit, "resolved_by", page->caller->member);
  return save (page, edit, target);
}

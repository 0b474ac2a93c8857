/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ops of people in a browser. The life of their dots is this process's own: it is never written down
 * and never used again (sync.md §2). */
#include "pt-web-page-save.h"

#include "pt-json.h"
#include "pt-replicas.h"
#include "pt-roles.h"
#include "pt-stamp.h"
#include "pt-validate.h"
#include "pt-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── Roles ── */

static PtOp *
make_op (PtWebPage *self, const PtEdit *edit, const char *id)
{
  g_autofree char *own = id == NULL ? pt_id_new (self->hub->world) : g_strdup (id);
  const PtDot dot = { .incarnation = self->hub->life,
                      .counter = 1 + g_atomic_int_add (&self->hub->counter, 1) };
  PtOp *op = pt_op_new (own, &dot, edit->id, edit->kind);

  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);

      pt_op_set (op, setting->name, setting->value);
    }
  pt_vector_free (op->seen);
  op->seen = pt_vector_copy (edit->seen);
  op->at = self->hub->world->now (self->hub->world);
  op->offset = self->hub->world->offset (self->hub->world, op->at);
  op->schema = PT_SCHEMA_VERSION;
  op->era = self->snapshot->era;
  return op;
}

static gboolean
allows (PtWebPage *self, const PtOp *op)
{
  PtRecord *record = pt_dataset_get (self->snapshot->data, op->record);
  const PtRoleCase about = {
    .kind = record != NULL ? pt_record_get_kind_id (record) : op->kind,
    .state = record != NULL ? pt_record_get_state (record) : NULL,
    .is_own = record == NULL
              || g_strcmp0 (pt_record_get_created_by (record), self->caller->member) == 0,
  };

  return pt_role_allows (self->caller->role, &about, op);
}

gboolean
pt_web_page_may_save (PtWebPage *self, const PtEdit *edit)
{
  g_autoptr (PtOp) op = make_op (self, edit, NULL);

  return allows (self, op);
}

gboolean
pt_web_page_may_set (PtWebPage *self, const char *kind, PtRecord *record, const char *field,
                     const char *value)
{
  g_autoptr (PtEdit) edit = record != NULL ? pt_edit_new_for (record)
                                           : pt_web_page_new_edit (self, kind, NULL);
  g_autoptr (PtValue) text = pt_value_new_text (value);

  pt_edit_set_register (edit, field, text);
  return pt_web_page_may_save (self, edit);
}

PtEdit *
pt_web_page_new_edit (PtWebPage *self, const char *kind, const char *id)
{
  PtEdit *edit = pt_edit_new (self->hub->world, kind,
                              id != NULL && pt_id_is_valid (id) ? id : NULL);

  if (self->class != PT_VIEW_CORE)
    pt_edit_set_text (edit, "sharing", "team");
  return edit;
}

/* ── Saving ── */

typedef struct
{
  PtWebPage *page;
  PtEdit *edit;
} Stamping;

static gboolean
stamp_job (PtStore *store, gpointer data, GError **error)
{
  Stamping *self = data;
  PtRecord *before = pt_dataset_get (self->page->snapshot->data, self->edit->id);

  return pt_stamp_surroundings (store, self->edit->kind, before, self->edit->set, error);
}

static gboolean
check (PtWebPage *self, PtEdit *edit, GError **error)
{
  const PtRecordKind *kind = pt_record_kind_find (edit->kind);
  Stamping stamping = { self, edit };

  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);

      if (setting->value->type == PT_VALUE_TEXT
          && strlen (setting->value->text) > PT_FIELD_MAX_BYTES)
        {
          g_set_error_literal (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_LIMIT,
                               "more text than any field takes");
          return FALSE;
        }
      if (!pt_validate_register (kind, setting->name, setting->value, error))
        return FALSE;
    }
  return pt_replica_run (pt_replicas_get (self->hub->replicas, self->caller->logbook), stamp_job,
                         &stamping, error);
}

static PtWebPageSaved
judge (const char *outcome)
{
  if (g_strcmp0 (outcome, "conflict") == 0)
    return PT_WEB_PAGE_SAVED_BESIDE;
  return g_strcmp0 (outcome, "quarantined") == 0 ? PT_WEB_PAGE_SET_ASIDE : PT_WEB_PAGE_SAVED;
}

static gboolean
read_results (const PtHubResponse *response, PtWebPageSaved *out, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (response->body, &size);
  g_autoptr (JsonNode) node = pt_json_parse (data, size, size, error);
  JsonArray *results;

  if (node == NULL || !pt_json_get_array (json_node_get_object (node), "results", &results, error))
    return FALSE;
  *out = PT_WEB_PAGE_SAVED;
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = json_array_get_object_element (results, i);
      const char *outcome = pt_json_text_or (result, "outcome", "");

      *out = MAX (*out, judge (pt_json_text_or (result, "first", outcome)));
    }
  return TRUE;
}

static gboolean
push (PtWebPage *self, GString *body, PtWebPageSaved *out, GError **error)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  g_autoptr (PtHubResponse) response = NULL;

  request->logbook = g_strdup (self->caller->logbook);
  request->caller = (PtCaller *)self->caller;
  request->body = g_bytes_new (body->str, body->len);
  response = pt_handle_push (self->hub, self->journal, request);
  request->caller = NULL; /* the page's own request has it */
  if (response->status == 200)
    return read_results (response, out, error);
  g_set_error (error, PT_JOURNAL_ERROR,
               response->again ? PT_JOURNAL_ERROR_CONFLICT : PT_JOURNAL_ERROR_AWAY,
               "push answers %u", response->status);
  return FALSE;
}

/* What is new to its form and not to the logbook came twice. */
static gboolean
is_here (PtWebPage *self, const PtEdit *edit)
{
  return edit->is_new && pt_dataset_get (self->snapshot->data, edit->id) != NULL;
}

gboolean
pt_web_page_save (PtWebPage *self, GPtrArray *edits, const char *op, PtWebPageSaved *out,
                  GError **error)
{
  g_autoptr (GString) body = g_string_new ("{\"ops\":[");
  const size_t empty = body->len;

  for (guint i = 0; i < edits->len; i++)
    {
      PtEdit *edit = g_ptr_array_index (edits, i);
      g_autoptr (PtOp) made = NULL;
      g_autofree char *text = NULL;

      if (pt_edit_is_empty (edit) || is_here (self, edit))
        continue;
      if (!check (self, edit, error))
        return FALSE;
      made = make_op (self, edit, i == 0 && op != NULL && pt_id_is_valid (op) ? op : NULL);
      *out = PT_WEB_PAGE_NOT_ALLOWED;
      if (!allows (self, made))
        return TRUE;
      text = pt_op_print (made);
      g_string_append_printf (body, "%s%s", body->len > empty ? "," : "", text);
    }
  *out = PT_WEB_PAGE_SAVED;
  if (body->len == empty)
    return TRUE;
  g_string_append (body, "]}");
  return push (self, body, out, error);
}

PtHubResponse *
pt_web_page_save_one (PtWebPage *self, PtEdit *edit, const char *place)
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
  path = pt_web_page_path (self, "%s?saved=%s", place, words[saved]);
  return pt_web_page_go (path);
}

/* (nullable): by the word behind ?saved= */
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

void
pt_web_page_put_saved (PtWebPage *self)
{
  const char *message = find_message (self);

  if (message != NULL)
    pt_markup_put (&self->markup, "p", pt_web_page_say (self, message), "class", "done", "role",
                   "status", NULL);
}

/* ── Forms ── */

void
pt_web_page_put_seen (PtWebPage *self, PtRecord *record)
{
  g_autoptr (PtVector) seen = pt_state_dup_seen (pt_record_get_state (record));
  g_autoptr (GString) text = g_string_new (NULL);

  pt_vector_append_json (seen, text);
  pt_markup_open (&self->markup, "input", "type", "hidden", "name", "seen", "value", text->str,
                  NULL);
}

/* Line ends as a browser gives them back. */
static char *
fingerprint (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\r\n", -1);
  g_autofree char *plain = g_strjoinv ("\n", lines);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, plain, -1);
}

void
pt_web_page_put_area (PtWebPage *self, PtRecord *record, const char *field, const char *hint,
                      guint rows)
{
  const char *text = pt_record_get_text (record, field);
  g_autofree char *was = fingerprint (text);
  g_autofree char *was_name = g_strconcat ("was-", field, NULL);
  g_autofree char *id = g_strconcat ("field-", field, NULL);
  g_autofree char *hint_id = g_strconcat ("hint-", field, NULL);
  g_autofree char *height = g_strdup_printf ("%u", rows);
  const PtField *about = pt_record_kind_field (pt_record_get_kind (record), field);
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "label", pt_field_label_in (about, self->lang), "for", id, NULL);
  if (hint != NULL)
    pt_markup_put (m, "p", hint, "class", "hint", "id", hint_id, NULL);
  pt_markup_open (m, "input", "type", "hidden", "name", was_name, "value", was, NULL);
  pt_markup_open (m, "textarea", "name", field, "id", id, "rows", height, "aria-describedby",
                  hint != NULL ? hint_id : NULL, NULL);
  /* The first line end of a text area is dropped by browsers. */
  pt_markup_raw (m, "\n");
  pt_markup_text (m, text != NULL ? text : "");
  pt_markup_close (m, "textarea");
}

PtEdit *
pt_web_page_read_edit (PtWebPage *self, PtRecord *record)
{
  const char *text = pt_form_get (self->request->form, "seen");
  g_autoptr (PtTree) tree = pt_tree_parse (text, strlen (text), PT_OP_MAX_BYTES, NULL);
  g_autoptr (PtVector) seen = tree != NULL ? pt_vector_from_node (pt_tree_root (tree), NULL) : NULL;
  PtEdit *edit;

  if (seen == NULL)
    return NULL;
  edit = pt_edit_new_for (record);
  pt_vector_free (edit->seen);
  edit->seen = g_steal_pointer (&seen);
  return edit;
}

void
pt_web_page_read_area (PtWebPage *self, PtEdit *edit, const char *field)
{
  g_autofree char *was_name = g_strconcat ("was-", field, NULL);
  const char *text = pt_form_get (self->request->form, field);
  g_autofree char *now = fingerprint (text);

  if (pt_form_has (self->request->form, field)
      && strcmp (now, pt_form_get (self->request->form, was_name)) != 0)
    pt_edit_set_text (edit, field, text);
}

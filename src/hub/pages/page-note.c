/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Note it": a few words, a photo, a voice, from any browser. The script keeps what was not yet sent in
 * the browser and sends it when there is a connection again; the ids in the form make what comes twice
 * one. Without script it is an ordinary form. */
#include "pt-intake.h"
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"
#include "pt-web-page-save.h"

#include "pt-id.h"
#include "pt-time.h"
#include "pt-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── The form ── */

static void
put_hidden (PtWebPage *self, const char *name, const char *value)
{
  pt_markup_open (&self->markup, "input", "type", "hidden", "name", name, "value", value, NULL);
}

static void
put_choice (PtWebPage *self)
{
  GPtrArray *experiments = pt_dataset_list (self->data, "experiment");
  PtMarkup *m = &self->markup;

  if (experiments->len == 0)
    return;
  pt_markup_put (m, "label", pt_web_page_say (self, N_ ("Experiment")), "for", "experiment", NULL);
  pt_markup_open (m, "select", "id", "experiment", "name", "experiment", NULL);
  pt_markup_put (m, "option", "–", "value", "", NULL);
  for (guint i = 0; i < experiments->len; i++)
    {
      PtRecord *experiment = g_ptr_array_index (experiments, i);
      g_autofree char *title = pt_record_dup_title (experiment);

      pt_markup_put (m, "option", title, "value", pt_record_get_id (experiment), NULL);
    }
  pt_markup_close (m, "select");
}

static void
put_file_field (PtWebPage *self, const char *name, const char *label, const char *accept,
                const char *capture)
{
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "label", label, "for", name, NULL);
  pt_markup_open (m, "input", "type", "file", "id", name, "name", name, "accept", accept, "capture",
                  capture, "multiple", "", NULL);
}

static void
put_form (PtWebPage *self)
{
  g_autofree char *action = pt_web_page_path (self, "%s", "note");
  g_autofree char *id = pt_id_new (self->hub->world);
  g_autofree char *op = pt_id_new (self->hub->world);
  PtMarkup *m = &self->markup;

  pt_markup_open (
      m, "div", "data-keep", "", "data-saved",
      pt_web_page_say (self, N_ ("Sent. It is in the logbook.")), "data-kept",
      pt_web_page_say (self, N_ ("No connection. It is kept in this browser and goes as "
                                 "soon as there is one.")),
      "data-waiting", pt_web_page_say (self, N_ ("Waiting to be sent:")), NULL);
  pt_web_page_open_form (self, action, TRUE);
  put_hidden (self, "id", id);
  put_hidden (self, "op", op);
  put_hidden (self, "made", "");
  pt_markup_put (m, "label", pt_web_page_say (self, N_ ("What happened?")), "for", "body", NULL);
  pt_markup_put (m, "textarea", "", "id", "body", "name", "body", "rows", "6", "autofocus", "",
                 NULL);
  put_file_field (self, "photo", pt_web_page_say (self, N_ ("Photo")), "image/*", "environment");
  put_file_field (self, "voice", pt_web_page_say (self, N_ ("Voice note")), "audio/*", "user");
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Record")), "type", "button", "class",
                 "record quiet", "hidden", "", "data-stop", pt_web_page_say (self, N_ ("Stop")),
                 NULL);
  pt_markup_open (m, "details", NULL);
  pt_markup_put (m, "summary", pt_web_page_say (self, N_ ("More")), NULL);
  pt_markup_put (m, "label", pt_web_page_say (self, N_ ("When")), "for", "occurred_on", NULL);
  pt_markup_open (m, "input", "type", "date", "id", "occurred_on", "name", "occurred_on", NULL);
  put_choice (self);
  pt_markup_close (m, "details");
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Send")), "class", "suggested", NULL);
  pt_markup_close (m, "form");
  pt_markup_put (m, "p", "", "class", "state", "role", "status", NULL);
  pt_markup_close (m, "div");
}

static PtHubResponse *
show (PtWebPage *self, const char *message)
{
  const char *title = pt_web_page_say (self, N_ ("Note it"));
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "h1", title, NULL);
  if (message != NULL)
    pt_markup_put (m, "p", pt_web_page_say (self, message), "class", "done", "role", "status",
                   NULL);
  pt_markup_put (m, "p",
                 pt_web_page_say (self, N_ ("This is no client file: do not write what can harm "
                                            "somebody, and no full names.")),
                 "class", "hint", NULL);
  put_form (self);
  return pt_web_page_finish (self, 200, title);
}

PtHubResponse *
pt_web_page_note (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *done;

  if (page == NULL)
    return refusal;
  if (!pt_web_page_may_set (page, "entry", NULL, "body", "-"))
    return pt_web_page_not_found (hub, request);
  done = pt_hub_request_query (request, "done");
  return show (page, done != NULL ? N_ ("Sent. It is in the logbook.") : NULL);
}

/* ── What came ── */

static PtEdit *
read_entry (PtWebPage *self)
{
  const PtForm *form = self->request->form;
  PtEdit *edit = pt_web_page_new_edit (self, "entry", pt_form_get (form, "id"));
  const char *body = pt_form_get (form, "body");
  const char *made = pt_form_get (form, "made");
  const char *day = pt_form_get (form, "occurred_on");
  const char *experiment = pt_form_get (form, "experiment");

  pt_edit_set_text (edit, "body", body);
  if (pt_date_is_valid (day))
    pt_edit_set_text (edit, "occurred_on", day);
  else if (pt_moment_is_valid (made))
    pt_edit_set_text (edit, "occurred_on", made);
  if (pt_dataset_get (self->data, experiment) != NULL)
    pt_edit_set_text (edit, "experiment", experiment);
  return edit;
}

static const char *
find_extension (const PtIntake *intake)
{
  static const struct
  {
    const char *mime, *extension;
  } known[] = { { "image/jpeg", ".jpg" },  { "image/png", ".png" },   { "image/webp", ".webp" },
                { "audio/webm", ".webm" }, { "video/webm", ".webm" }, { "audio/ogg", ".ogg" },
                { "audio/mp4", ".m4a" },   { "audio/mpeg", ".mp3" } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].mime, intake->mime) == 0)
      return known[i].extension;
  return "";
}

static PtEdit *
describe_file (PtWebPage *self, const char *owner, const PtIntake *intake)
{
  /* The same file of the same note is the same attachment, however often it is sent. */
  g_autofree char *id = pt_id_derive ("attachment", owner, intake->sha256, NULL);
  PtEdit *edit = pt_web_page_new_edit (self, "attachment", id);
  const char *day = intake->taken_on != NULL ? intake->taken_on : self->today;
  g_autofree char *filename = g_strdup_printf ("%.10s-%s-%.6s%s", day, intake->type, intake->sha256,
                                               find_extension (intake));

  pt_edit_set_text (edit, "owner", owner);
  pt_edit_set_text (edit, "filename", filename);
  pt_edit_set_text (edit, "type", intake->type);
  pt_edit_set_text (edit, "mime", intake->mime);
  pt_edit_set_int (edit, "size", (int64_t)g_bytes_get_size (intake->bytes));
  pt_edit_set_text (edit, "sha256", intake->sha256);
  pt_edit_set_text (edit, "taken_on", intake->taken_on);
  return edit;
}

/* (transfer full): PtIntake of all files; NULL with the sentence. */
static GPtrArray *
take_in (PtWebPage *self, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_intake_free);
  GPtrArray *files = self->request->form->files;

  for (guint i = 0; i < files->len; i++)
    {
      const PtFormFile *file = g_ptr_array_index (files, i);
      PtIntake *intake = pt_intake_new (file->bytes, file->filename, PT_INTAKE_DEFAULT, error);

      if (intake == NULL)
        return NULL;
      g_ptr_array_add (all, intake);
    }
  return g_steal_pointer (&all);
}

/* ── The bytes ── */

static PtHubResponse *
hand_over (PtWebPage *self, const PtIntake *intake, GBytes *bytes, const char *rendition)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  PtHubResponse *response;

  request->logbook = g_strdup (self->caller->logbook);
  request->sha256 = g_strdup (intake->sha256);
  request->caller = (PtCaller *)self->caller;
  request->body = g_bytes_ref (bytes);
  g_hash_table_insert (request->query, g_strdup ("offset"), g_strdup ("0"));
  g_hash_table_insert (request->query, g_strdup ("size"),
                       g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (bytes)));
  if (rendition != NULL)
    g_hash_table_insert (request->query, g_strdup ("rendition"), g_strdup (rendition));
  response = pt_handle_file_patch (self->hub, self->journal, request);
  request->caller = NULL; /* the page's own request has it */
  return response;
}

/* FALSE: the hub has no room, or no luck; the browser keeps the note and sends it again. */
static gboolean
hand_over_all (PtWebPage *self, GPtrArray *intakes)
{
  for (guint i = 0; i < intakes->len; i++)
    {
      const PtIntake *intake = g_ptr_array_index (intakes, i);
      g_autoptr (GBytes) small = intake->thumbnail != NULL ? pt_thumbnail_pack (intake->thumbnail)
                                                           : NULL;
      g_autoptr (PtHubResponse) whole = hand_over (self, intake, intake->bytes, NULL);
      g_autoptr (PtHubResponse)
          picture = small != NULL ? hand_over (self, intake, small, PT_WIRE_THUMB) : NULL;

      if (whole->status >= 400 && whole->status != 409)
        return FALSE;
    }
  return TRUE;
}

/* ── Saving ── */

static PtHubResponse *
save (PtWebPage *self, PtEdit *entry, GPtrArray *intakes)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_edit_free);
  g_autofree char *done = pt_web_page_path (self, "note?done=%s", entry->id);
  g_autoptr (GError) error = NULL;
  PtWebPageSaved saved;

  g_ptr_array_add (edits, entry);
  for (guint i = 0; i < intakes->len; i++)
    g_ptr_array_add (edits, describe_file (self, entry->id, g_ptr_array_index (intakes, i)));
  if (!pt_web_page_save (self, edits, pt_form_get (self->request->form, "op"), &saved, &error))
    return pt_web_page_trouble (self->hub, self->request, error);
  if (saved == PT_WEB_PAGE_NOT_ALLOWED)
    return pt_web_page_not_found (self->hub, self->request);
  if (!hand_over_all (self, intakes))
    return pt_web_page_sorry (
        self->hub, self->request, 507,
        N_ ("Your words are in the logbook. There was no room for the photo or "
            "the voice; ask the coordinator."));
  return pt_web_page_go (done);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \n\t")] == '\0';
}

PtHubResponse *
pt_web_page_do_note (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autoptr (GPtrArray) intakes = NULL;
  g_autoptr (GError) error = NULL;

  if (page == NULL)
    return refusal;
  if (is_blank (pt_form_get (request->form, "body")) && request->form->files->len == 0)
    return pt_web_page_sorry (hub, request, 422, N_ ("There are no words in it yet."));
  intakes = take_in (page, &error);
  if (intakes == NULL)
    return pt_web_page_sorry (hub, request, 422,
                              N_ ("This file cannot be used here. Photos and sound can."));
  return save (page, read_entry (page), intakes);
}

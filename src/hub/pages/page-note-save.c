/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came from "Note it" (page-note.c): the words become a note, photos and voices its attachments. */
#include "pt-intake.h"
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"
#include "pt-web-page-save.h"

#include "pt-id.h"
#include "pt-time.h"
#include "pt-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── The words ── */

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

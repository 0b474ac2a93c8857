/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Note it": a few words, a photo, a voice, from any browser. The script keeps what was not yet sent in
 * the browser and sends it when there is a connection again; the ids in the form make what comes twice
 * one. Without script it is an ordinary form. A browser that had the page once opens it without a
 * connection too: note-worker.js keeps the away page for it, which is of nobody and of no logbook. */
#include "pt-web-page-files.h"
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"
#include "pt-web-page-save.h"

#include "pt-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FILES_MAX_BYTES (39 * 1024 * 1024) /* the route takes 40 MB, with the words */

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

static gboolean
is_away (const PtWebPage *self)
{
  return self->caller == NULL;
}

/* The address of the worker says which away page it keeps: another language is another worker. */
static char *
dup_worker (const PtWebPage *self)
{
  g_autofree char *path = pt_web_page_file_path (PT_WEB_PAGE_FILE_WORKER);

  return is_away (self) ? NULL : g_strdup_printf ("%s?page=/note/%s", path, self->lang);
}

/* What the script keeps: for whom, how much of it, and what it says about that. */
static void
open_keeper (PtWebPage *self)
{
  g_autofree char *max = g_strdup_printf ("%d", FILES_MAX_BYTES);
  g_autofree char *worker = dup_worker (self);

  pt_markup_open (
      &self->markup, "div", "data-keep", is_away (self) ? "" : self->caller->member, "data-max",
      max, "data-worker", worker, "data-saved",
      pt_web_page_say (self, N_ ("Sent. It is in the logbook.")), "data-kept",
      pt_web_page_say (self, N_ ("No connection. It is kept in this browser and goes as "
                                 "soon as there is one.")),
      "data-outside",
      pt_web_page_say (self, N_ ("You are signed out here. What you wrote is kept in this browser: "
                                 "reload the page, sign in, and it goes.")),
      "data-waiting", pt_web_page_say (self, N_ ("Waiting to be sent:")), "data-large",
      pt_web_page_say (self, N_ ("These files are too large for one note. Divide them over "
                                 "several.")),
      "data-unkept",
      pt_web_page_say (self, N_ ("This is not sent, and this browser cannot keep it. Stay on this "
                                 "page and send it once more.")),
      "data-refused", pt_web_page_say (self, N_ ("The team server does not take this note.")),
      "data-again", pt_web_page_say (self, N_ ("Try Again")), "data-change",
      pt_web_page_say (self, N_ ("Change It")), "data-drop",
      pt_web_page_say (self, N_ ("Throw Away")), "data-sure",
      pt_web_page_say (self, N_ ("Throw this note away? It is nowhere else.")), NULL);
}

/* Filled by the script. */
static void
put_refused (PtWebPage *self)
{
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "section", "class", "refused warn", "hidden", "", "aria-labelledby", "refused",
                  NULL);
  pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("Not taken by the team server")), "id",
                 "refused", NULL);
  pt_markup_raw (m, "<ul class=\"versions\"></ul>");
  pt_markup_close (m, "section");
}

static void
open_form (PtWebPage *self)
{
  g_autofree char *action = NULL;
  g_autofree char *id = pt_id_new (self->hub->world);
  g_autofree char *op = pt_id_new (self->hub->world);

  if (is_away (self)) /* the script says for which logbook, with ids of its own */
    {
      pt_markup_open (&self->markup, "form", "method", "post", "enctype", "multipart/form-data",
                      NULL);
      put_hidden (self, "id", "");
      put_hidden (self, "op", "");
      return;
    }
  action = pt_web_page_path (self, "%s", "note");
  pt_web_page_open_form (self, action, TRUE);
  put_hidden (self, "id", id);
  put_hidden (self, "op", op);
}

static void
put_form (PtWebPage *self)
{
  PtMarkup *m = &self->markup;

  open_keeper (self);
  open_form (self);
  put_hidden (self, "made", "");
  pt_markup_put (m, "label", pt_web_page_say (self, N_ ("What happened?")), "for", "body", NULL);
  pt_markup_put (m, "textarea", "", "id", "body", "name", "body", "rows", "6", "autofocus", "",
                 NULL);
  put_file_field (self, "photo", pt_web_page_say (self, N_ ("Photo")), "image/*", "environment");
  put_file_field (self, "voice", pt_web_page_say (self, N_ ("Voice note")), "audio/*", "user");
  pt_markup_put (
      m, "button", pt_web_page_say (self, N_ ("Record")), "type", "button", "class", "record quiet",
      "hidden", "", "data-stop", pt_web_page_say (self, N_ ("Stop")), "data-silent",
      pt_web_page_say (self, N_ ("The microphone cannot be used: this browser may ask you "
                                 "to allow it, or there is none.")),
      NULL);
  pt_markup_open (m, "details", NULL);
  pt_markup_put (m, "summary", pt_web_page_say (self, N_ ("More")), NULL);
  pt_markup_put (m, "label", pt_web_page_say (self, N_ ("When")), "for", "occurred_on", NULL);
  pt_markup_open (m, "input", "type", "date", "id", "occurred_on", "name", "occurred_on", NULL);
  if (!is_away (self))
    put_choice (self);
  pt_markup_close (m, "details");
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Send")), "class", "suggested", NULL);
  pt_markup_close (m, "form");
  pt_markup_put (m, "p", "", "class", "state", "role", "status", NULL);
  put_refused (self);
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

/* ── Without a connection ── */

PtHubResponse *
pt_web_page_note_away (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);

  if (page == NULL)
    return refusal;
  if (strcmp (request->item, "nl") != 0 && strcmp (request->item, "en") != 0)
    return pt_web_page_not_found (hub, request);
  page->lang = strcmp (request->item, "nl") == 0 ? "nl" : "en";
  page->alone = TRUE;
  return show (page, NULL);
}

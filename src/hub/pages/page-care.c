/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator must be able to do from any telephone: a laptop is lost, something was set aside, an
 * erasure has to reach everybody. */
#include "pt-web-page-ask.h"
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"

#include "pt-id.h"
#include "pt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HELD_MAX 200
#define ORDERS_MAX 500

/* ── A laptop that may be lost ── */

static PtHubDevice *
find_device (GPtrArray *devices, const char *id)
{
  for (guint i = 0; i < devices->len; i++)
    if (strcmp (((PtHubDevice *)g_ptr_array_index (devices, i))->id, id) == 0)
      return g_ptr_array_index (devices, i);
  return NULL;
}

typedef struct
{
  guint persons, sensitive, notes;
} Held;

/* A laptop of the core team holds all that is shared, up to its last contact, which may be later than is noted. */
static gboolean
may_hold (const PtHubDevice *device, const PtRecord *record)
{
  return pt_record_get_created_at (record)
         <= device->contact_at + PT_CONTACT_SECONDS * PT_USEC_PER_SECOND;
}

static Held
count_held (PtWebPage *self, const PtHubDevice *device)
{
  GPtrArray *all = pt_dataset_list_all (self->data);
  Held held = { 0 };

  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *record = g_ptr_array_index (all, i);
      const char *kind = pt_record_get_kind_id (record);

      if (!may_hold (device, record))
        continue;
      held.notes += strcmp (kind, "entry") == 0;
      held.sensitive += strcmp (kind, "entry") == 0
                        && g_strcmp0 (pt_record_get_strictest (record, "sensitive"), "true") == 0;
      held.persons += strcmp (kind, "stakeholder") == 0
                      && g_strcmp0 (pt_record_get_text (record, "kind"), "person") == 0;
    }
  return held;
}

static void
put_names (PtWebPage *self, const PtHubDevice *device)
{
  GPtrArray *people = pt_dataset_list (self->data, "stakeholder");
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "details", NULL);
  pt_markup_put (m, "summary", pt_web_page_say (self, N_ ("Persons, by the names in the logbook")),
                 NULL);
  pt_markup_open (m, "ul", NULL);
  for (guint i = 0; i < people->len; i++)
    {
      PtRecord *person = g_ptr_array_index (people, i);
      g_autofree char *name = pt_record_dup_title (person);

      if (g_strcmp0 (pt_record_get_text (person, "kind"), "person") == 0
          && may_hold (device, person))
        pt_markup_put (m, "li", name, NULL);
    }
  pt_markup_close (m, "ul");
  pt_markup_close (m, "details");
}

/* Whom the logbook names for questions about privacy. */
static void
put_contact (PtWebPage *self)
{
  GPtrArray *logbooks = pt_dataset_list (self->data, "logbook");
  const char *contact = logbooks->len > 0 ? pt_record_get_text (g_ptr_array_index (logbooks, 0),
                                                                "privacy_contact")
                                          : NULL;
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "p", NULL);
  pt_markup_text (m, pt_web_page_say (self, N_ ("Who can be asked about this:")));
  pt_markup_text (m, " ");
  pt_markup_text (m, contact != NULL ? contact
                                     : pt_web_page_say (self, N_ ("name and telephone number")));
  pt_markup_close (m, "p");
}

/* GDPR, article 33(3): nature, persons and records concerned, contact, consequences, measures. */
static void
put_report (PtWebPage *self, const PtHubDevice *device, const char *when, const char *counts)
{
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("Draft for the report of a data breach")),
                 NULL);
  pt_markup_put (
      m, "p",
      pt_web_page_say (self, N_ ("To be judged by your privacy contact within 72 hours after "
                                 "you knew of it. Change it where it is otherwise.")),
      "class", "hint", NULL);
  pt_markup_open (m, "div", "class", "draft", NULL);
  pt_markup_put (
      m, "p",
      pt_web_page_say (self, N_ ("What happened: a laptop with a copy of the logbook of our "
                                 "field lab was lost or stolen.")),
      NULL);
  pt_markup_open (m, "p", NULL);
  pt_markup_text (m,
                  pt_web_page_say (self, N_ ("Last contact of the laptop with the team server:")));
  pt_markup_text (m, " ");
  pt_markup_text (m, when);
  pt_markup_close (m, "p");
  pt_markup_open (m, "p", NULL);
  pt_markup_text (m, pt_web_page_say (self, N_ ("What was on it:")));
  pt_markup_text (m, " ");
  pt_markup_text (m, counts);
  pt_markup_close (m, "p");
  pt_markup_put (
      m, "p",
      pt_web_page_say (self, N_ ("Protected persons are in the logbook under a name that is "
                                 "not theirs. Their real names are in an encrypted file that "
                                 "is on a laptop only when its user put them there: check "
                                 "whether they were on this one, and whether its disk was "
                                 "encrypted.")),
      NULL);
  pt_markup_put (
      m, "p",
      pt_web_page_say (self, N_ ("What may come of it: whoever can read the disk reads what "
                                 "people told in confidence, and may recognize who it is "
                                 "about.")),
      NULL);
  pt_markup_put (
      m, "p",
      device->revoked_at > 0
          ? pt_web_page_say (self, N_ ("What was done: its access to the team server was taken "
                                       "away."))
          : pt_web_page_say (self, N_ ("What is to be done: take away its access to the team "
                                       "server, above.")),
      NULL);
  put_contact (self);
  pt_markup_close (m, "div");
}

static void
put_lost (PtWebPage *self, const PtHubDevice *device)
{
  const Held held = count_held (self, device);
  g_autofree char *when = pt_web_page_dup_instant (self, device->contact_at);
  g_autofree char *persons = pt_web_page_count (self, N_ ("Persons:"), held.persons);
  g_autofree char *notes = pt_web_page_count (self, N_ ("Notes:"), held.notes);
  g_autofree char *sensitive = pt_web_page_count (self, N_ ("Of those sensitive:"), held.sensitive);
  g_autofree char *counts = g_strdup_printf ("%s · %s · %s", persons, notes, sensitive);
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("What is on it at most")), NULL);
  pt_markup_open (m, "ul", NULL);
  pt_markup_put (m, "li", persons, NULL);
  pt_markup_put (m, "li", notes, NULL);
  pt_markup_put (m, "li", sensitive, NULL);
  pt_markup_close (m, "ul");
  put_names (self, device);
  put_report (self, device, when, counts);
}

static PtHubResponse *
show_device (PtWebPage *self, const PtHubDevice *device)
{
  g_autofree char *action = pt_web_page_path (self, "people/device/%s", device->id);
  g_autofree char *member = pt_web_page_dup_member (self, device->member);
  g_autofree char *when = pt_web_page_dup_instant (self, device->contact_at);
  const char *title = device->name[0] != '\0' ? device->name : device->id;
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "h1", title, NULL);
  pt_markup_open (m, "p", "class", "about", NULL);
  pt_markup_put (m, "span", member, NULL);
  pt_markup_put (m, "span", pt_web_page_say (self, N_ ("last contact:")), NULL);
  pt_markup_put (m, "time", when, NULL);
  pt_markup_close (m, "p");
  if (device->revoked_at > 0)
    pt_markup_put (
        m, "p",
        pt_web_page_say (self, N_ ("This laptop has no access any more. What its user had "
                                   "not sent yet waits for your decision when it comes.")),
        "class", "done", NULL);
  else
    pt_web_page_put_button (self, action, "do", "revoke",
                            pt_web_page_say (self, N_ ("It Is Lost: Take Its Access Away")),
                            "destructive");
  put_lost (self, device);
  return pt_web_page_finish (self, 200, title);
}

PtHubResponse *
pt_web_page_device (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GError) error = NULL;
  const PtHubDevice *device;

  if (page == NULL)
    return refusal;
  if (!journal->ops->list_devices (journal, request->logbook, NULL, &devices, &error))
    return pt_web_page_trouble (hub, request, error);
  device = find_device (devices, request->item);
  return device != NULL ? show_device (page, device) : pt_web_page_not_found (hub, request);
}

PtHubResponse *
pt_web_page_do_device (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autofree char *place = g_strconcat ("people/device/", request->item, NULL);
  JsonObject *body;

  if (page == NULL)
    return refusal;
  body = json_object_new ();
  json_object_set_boolean_member (body, "revoke", TRUE);
  return pt_web_page_go_on (
      page, pt_web_page_ask (page, pt_handle_change_device, request->item, body), place, NULL);
}

/* ── Set aside ── */

static void
put_setting (PtWebPage *self, const PtRecordKind *kind, const PtSetting *setting)
{
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, setting->name) : NULL;
  const char *text = setting->value->text;
  PtMarkup *m = &self->markup;

  if (setting->value->type != PT_VALUE_TEXT)
    return;
  if (field != NULL && field->kind == PT_KIND_ENUM && field->vocabulary != NULL)
    text = pt_term_label_in (field->vocabulary, text, self->lang);
  pt_markup_put (m, "dt", field != NULL ? pt_field_label_in (field, self->lang) : setting->name,
                 NULL);
  pt_markup_put (m, "dd", text, NULL);
}

static void
put_decision (PtWebPage *self, const char *op)
{
  g_autofree char *action = pt_web_page_path (self, "%s", "people/aside");
  PtMarkup *m = &self->markup;

  pt_web_page_open_form (self, action, FALSE);
  pt_markup_open (m, "input", "type", "hidden", "name", "op", "value", op, NULL);
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Accept")), "name", "do", "value",
                 "accept", "class", "suggested", NULL);
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Decline")), "name", "do", "value",
                 "decline", NULL);
  pt_markup_close (m, "form");
}

static void
put_held (PtWebPage *self, const PtHeld *held)
{
  g_autoptr (PtOp) op = pt_op_parse (held->body, strlen (held->body), G_MAXINT, NULL);
  const PtRecordKind *kind = op != NULL ? pt_record_kind_find (op->kind) : NULL;
  g_autofree char *member = pt_web_page_dup_member (self, held->member);
  g_autofree char *when = pt_web_page_dup_instant (self, held->held_at);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", NULL);
  pt_markup_open (m, "p", "class", "about", NULL);
  pt_markup_put (m, "strong", kind != NULL ? pt_record_kind_label_in (kind, FALSE, self->lang) : "",
                 NULL);
  pt_markup_put (m, "span", member, NULL);
  pt_markup_put (m, "time", when, NULL);
  pt_markup_close (m, "p");
  pt_markup_open (m, "dl", "class", "fields", NULL);
  for (guint i = 0; op != NULL && i < op->set->len; i++)
    put_setting (self, kind, g_ptr_array_index (op->set, i));
  pt_markup_close (m, "dl");
  put_decision (self, held->op);
  pt_markup_close (m, "li");
}

PtHubResponse *
pt_web_page_aside (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const char *title;

  if (page == NULL)
    return refusal;
  if (!journal->ops->list_held (journal, request->logbook, 0, HELD_MAX, &list, &error))
    return pt_web_page_trouble (hub, request, error);
  title = pt_web_page_say (page, N_ ("Set aside"));
  pt_markup_put (&page->markup, "h1", title, NULL);
  pt_markup_put (
      &page->markup, "p",
      pt_web_page_say (page, N_ ("What somebody saved without being allowed to, or after "
                                 "leaving, waits here for your decision.")),
      "class", "lead", NULL);
  if (list->len == 0)
    pt_markup_put (&page->markup, "p", pt_web_page_say (page, N_ ("Nothing waits.")), "class",
                   "empty", NULL);
  pt_markup_open (&page->markup, "ul", "class", "rows", NULL);
  for (guint i = 0; i < list->len; i++)
    put_held (page, g_ptr_array_index (list, i));
  pt_markup_close (&page->markup, "ul");
  return pt_web_page_finish (page, 200, title);
}

static JsonObject *
write_decision (const char *op, gboolean accept)
{
  JsonObject *object = json_object_new ();
  JsonObject *one = json_object_new ();
  JsonArray *array = json_array_new ();

  json_object_set_string_member (one, "op", op);
  json_object_set_boolean_member (one, accept ? "accept" : "decline", TRUE);
  json_array_add_object_element (array, one);
  json_object_set_array_member (object, "decisions", array);
  return object;
}

PtHubResponse *
pt_web_page_do_aside (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *op = pt_form_get (request->form, "op");
  const gboolean accept = strcmp (pt_form_get (request->form, "do"), "accept") == 0;

  if (page == NULL)
    return refusal;
  return pt_web_page_go_on (
      page, pt_web_page_ask (page, pt_handle_decide, NULL, write_decision (op, accept)),
      "people/aside", NULL);
}

/* ── Erasures ── */

static guint
count_behind (GPtrArray *devices, int64_t number)
{
  guint n = 0;

  for (guint i = 0; i < devices->len; i++)
    {
      const PtHubDevice *device = g_ptr_array_index (devices, i);

      n += device->revoked_at == 0 && device->coverage < number;
    }
  return n;
}

static void
put_order (PtWebPage *self, const PtErasure *order, GPtrArray *devices)
{
  const guint behind = count_behind (devices, order->number);
  g_autofree char *member = pt_web_page_dup_member (self, order->member);
  g_autofree char *when = pt_web_page_dup_instant (self, order->at);
  g_autofree char *wait = pt_web_page_count (self, N_ ("Laptops that have not done it yet:"),
                                             behind);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", NULL);
  pt_markup_put (m, "span", order->reason, NULL);
  pt_markup_open (m, "span", "class", "about", NULL);
  pt_markup_put (m, "time", when, NULL);
  pt_markup_put (m, "span", member, NULL);
  pt_markup_put (m, "span",
                 behind > 0 ? wait : pt_web_page_say (self, N_ ("carried out everywhere")), "class",
                 behind > 0 ? "tag warn" : "tag", NULL);
  pt_markup_close (m, "span");
  pt_markup_close (m, "li");
}

PtHubResponse *
pt_web_page_erasures (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GError) error = NULL;
  const char *title;
  int64_t after;

  if (page == NULL)
    return refusal;
  after = MAX (page->snapshot->era - ORDERS_MAX, 0);
  if (!journal->ops->list_erasures (journal, request->logbook, after, ORDERS_MAX, &orders, &error)
      || !journal->ops->list_devices (journal, request->logbook, NULL, &devices, &error))
    return pt_web_page_trouble (hub, request, error);
  title = pt_web_page_say (page, N_ ("Erasures and who has carried them out"));
  pt_markup_put (&page->markup, "h1", title, NULL);
  if (orders->len == 0)
    pt_markup_put (&page->markup, "p", pt_web_page_say (page, N_ ("Nothing was erased.")), "class",
                   "empty", NULL);
  pt_markup_open (&page->markup, "ul", "class", "rows", NULL);
  for (guint i = orders->len; i > 0; i--)
    put_order (page, g_ptr_array_index (orders, i - 1), devices);
  pt_markup_close (&page->markup, "ul");
  return pt_web_page_finish (page, 200, title);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of kinds says which fields leave; references become links where both ends leave. */
#include "pt-network-gather.h"

#include "pt-network-count.h"
#include "pt-story-consent.h"
#include "pt-story-gate.h"

#include <string.h>

#define MAX_STEPS 4 /* from a record to the challenge that it is about */

typedef struct
{
  PtDataset *all, *view;
  const PtAudience *audience;
  const char *today;
  PtNames *names;
  PtGate *gate;
  const char *logbook;
  PtNetwork *network;
} Gathering;

typedef struct
{
  const char *kind;
  const char *fields[12];
} Shared;

/* The first field is what it is called by. */
static const Shared shared[] = {
  { "challenge",
    { "title", "card", "description", "facts", "causes", "ambition", "area", "policy_link", "phase",
      "status" } },
  { "experiment",
    { "title", "hypothesis", "approach", "target_group", "success_signs", "status", "stage",
      "start_on", "end_on", "result", "decision" } },
  { "learning",
    { "headline", "what", "so_what", "now_what", "useful_for", "learned_on", "valence", "reach",
      "strength", "status" } },
  { "outcome",
    { "statement", "status", "level", "direction", "expected", "observed_on", "significance",
      "contribution", "other_explanations" } },
  { "mechanism",
    { "statement", "context", "resource_offered", "reasoning", "status", "status_why" } },
  { "question", { "text", "ambition", "barrier", "status", "answer" } },
  { "resource",
    { "title", "direction", "kind", "amount", "unit", "status", "from_on", "to_on", "apply_by",
      "note" } },
  { "comment", { "body", "kind", "voice" } },
  { "attachment", { "caption", "type", "citation", "url" } },
};

/* Fields and kinds of link that lead from one thing to another. */
static const char *const references[] = { "challenge",    "experiment", "from_experiment",
                                          "from_outcome", "to_outcome", "target",
                                          "owner" };
static const char *const link_kinds[] = { "supports", "contradicts", "answers",   "raises",
                                          "leads_to", "follows",     "similar_to" };

/* Files are not sent; a book or an address that one may look up is. */
static const char *const published[] = { "literature", "web_page", NULL };
static const char *const asked[] = { "need", "offer", NULL };

static const Shared *
find_shared (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    if (strcmp (shared[i].kind, kind) == 0)
      return &shared[i];
  return NULL;
}

static bool
is_one_of (const PtRecord *record, const char *field, const char *const *keys)
{
  const char *key = pt_record_get_text (record, field);

  return key != NULL && g_strv_contains (keys, key);
}

/* Conditions of single kinds, beyond the gate's own. */
static bool
is_meant (Gathering *self, PtRecord *record)
{
  const char *kind = pt_record_get_kind_id (record);

  if (strcmp (kind, "resource") == 0)
    return is_one_of (record, "direction", asked);
  if (strcmp (kind, "attachment") == 0)
    return is_one_of (record, "type", published);
  if (strcmp (kind, "comment") == 0 && pt_record_get_text (record, "on_behalf_of") != NULL)
    return pt_gate_view (self->gate, record);
  return true;
}

/* ── Texts ── */

/* (transfer full) (nullable) */
static char *
read_number (PtRecord *record, const PtField *field)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double number;

  if (!pt_record_get_real (record, field->id, &number))
    return NULL;
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.10g", number));
}

/* (transfer full) (nullable): as it may leave. */
static char *
read_field (Gathering *self, PtRecord *record, const char *id)
{
  const PtField *field = pt_record_kind_field (pt_record_get_kind (record), id);

  switch (field->kind)
    {
    case PT_KIND_LONG:
      return pt_gate_text (self->gate, record, id);
    case PT_KIND_TEXT:
      return pt_gate_line (self->gate, record, id);
    case PT_KIND_REAL:
      return read_number (record, field);
    case PT_KIND_ENUM:
    case PT_KIND_DATE:
    case PT_KIND_MOMENT:
      return g_strdup (pt_record_get_text (record, id));
    case PT_KIND_BOOL:
    case PT_KIND_INT:
    case PT_KIND_REF:
    case PT_KIND_KEYS:
    case PT_KIND_TAGS:
    case PT_KIND_REFS:
    case PT_KIND_INSTANT:
    case PT_KIND_QUANTITY:
      break;
    }
  return NULL;
}

/* A comment and a book may have no line of their own to be called by. */
static char *
read_title (Gathering *self, PtRecord *record, const Shared *kind)
{
  char *title = pt_gate_line (self->gate, record, kind->fields[0]);

  if (title == NULL && strcmp (kind->kind, "attachment") == 0)
    title = pt_gate_line (self->gate, record, "citation");
  return title;
}

/* ── What it is about ── */

static PtRecord *
next_step (PtDataset *view, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      const char *to = kind != NULL && pt_record_kind_field (kind, references[i]) != NULL
                           ? pt_record_get_text (record, references[i])
                           : NULL;
      PtRecord *next = to != NULL ? pt_dataset_get (view, to) : NULL;

      if (next != NULL)
        return next;
    }
  return NULL;
}

PtRecord *
pt_network_find_challenge (PtDataset *view, PtRecord *record)
{
  GPtrArray *all = pt_dataset_list (view, "challenge");

  for (guint i = 0; record != NULL && i < MAX_STEPS; i++)
    {
      if (strcmp (pt_record_get_kind_id (record), "challenge") == 0)
        return record;
      record = next_step (view, record);
    }
  return all->len == 1 ? all->pdata[0] : NULL;
}

static void
take_themes (Gathering *self, PtRecord *record, PtNetworkItem *item)
{
  PtRecord *challenge = pt_network_find_challenge (self->view, record);

  if (challenge == NULL)
    return;
  g_strfreev (item->themes);
  item->themes = pt_record_dup_keys (challenge, "themes");
}

static void
take_links (Gathering *self, PtRecord *record, PtNetworkItem *item)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  g_autoptr (GPtrArray) links = pt_dataset_links_from (self->view, item->id, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (pt_record_kind_field (kind, references[i]) != NULL
        && pt_record_get_text (record, references[i]) != NULL)
      pt_network_item_link (item, references[i], pt_record_get_text (record, references[i]));
  for (guint i = 0; i < links->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (link_kinds); j++)
      if (g_strcmp0 (pt_record_get_text (links->pdata[i], "kind"), link_kinds[j]) == 0
          && pt_record_get_text (links->pdata[i], "to") != NULL)
        pt_network_item_link (item, link_kinds[j], pt_record_get_text (links->pdata[i], "to"));
}

/* ── Whom to ask ── */

/* Somebody is named only where they agreed to that; a party is public by nature. */
static bool
may_be_named (Gathering *self, PtRecord *route)
{
  if (pt_names_is_protected (route))
    return false;
  return !pt_names_is_person (route)
         || pt_consent_covers (self->all, pt_record_get_id (route), "named", self->audience->reach,
                               NULL, self->today);
}

/* (transfer full) (nullable) */
static char *
read_contact (Gathering *self, PtRecord *challenge)
{
  const char *id = pt_record_get_text (challenge, "contact_route");
  PtRecord *route = id != NULL ? pt_dataset_get (self->view, id) : NULL;
  g_autofree char *name = NULL;
  const char *contact;

  if (route == NULL || pt_record_is_archived (route) || !may_be_named (self, route))
    return NULL;
  name = pt_record_dup_title (route);
  contact = pt_record_get_text (route, "contact");
  return contact != NULL && *contact != '\0' ? g_strdup_printf ("%s · %s", name, contact)
                                             : g_steal_pointer (&name);
}

/* ── All of it ── */

static void
gather_one (Gathering *self, PtRecord *record)
{
  const Shared *kind = find_shared (pt_record_get_kind_id (record));
  g_autofree char *title = NULL;
  PtNetworkItem *item;

  if (kind == NULL || !pt_gate_admits (self->gate, record) || !is_meant (self, record))
    return;
  pt_names_begin (self->names);
  title = read_title (self, record, kind);
  if (title == NULL)
    return;
  item = pt_network_item_new (pt_record_get_id (record), kind->kind, self->logbook, title);
  for (guint i = 0; kind->fields[i] != NULL; i++)
    {
      g_autofree char *text = read_field (self, record, kind->fields[i]);

      pt_network_item_set (item, kind->fields[i], text);
    }
  if (strcmp (kind->kind, "challenge") == 0)
    item->contact = read_contact (self, record);
  take_themes (self, record, item);
  take_links (self, record, item);
  pt_network_add (self->network, item);
}

static void
gather_all (Gathering *self)
{
  GPtrArray *list = pt_dataset_list_all (self->view);

  for (guint i = 0; i < list->len; i++)
    gather_one (self, list->pdata[i]);
  pt_network_close (self->network);
}

/* How labs differ is for who is of one themselves. */
static void
name_lab (Gathering *self, PtRecord *logbook)
{
  g_autofree char *name = pt_record_dup_title (logbook);
  PtNetworkLab *lab = pt_network_lab_new (self->logbook, name,
                                          pt_record_get_text (logbook, "place"));

  if (strcmp (self->audience->reach, "network") == 0)
    lab->facts = pt_network_count (self->all, self->today);
  pt_network_add_lab (self->network, lab);
}

PtNetwork *
pt_network_gather (PtDataset *all, PtDataset *view, const char *audience, const char *today)
{
  g_autoptr (PtNetwork) network = pt_network_new ();
  PtRecord *logbook = pt_dataset_logbook (view);
  Gathering self = {
    .all = all, .view = view, .audience = pt_audience_find (audience), .today = today
  };
  g_autoptr (PtNames) names = NULL;
  g_autoptr (PtGate) gate = NULL;

  g_return_val_if_fail (self.audience != NULL, NULL);
  if (logbook == NULL)
    return g_steal_pointer (&network);
  names = pt_names_new (all, self.audience, "roles", "nl", today, NULL, NULL);
  gate = pt_gate_new (all, self.audience, names, NULL, NULL, today);
  self.names = names;
  self.gate = gate;
  self.logbook = pt_record_get_id (logbook);
  self.network = network;
  gather_all (&self);
  if (pt_network_size (network) > 0)
    name_lab (&self, logbook);
  return g_steal_pointer (&network);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gate. Sharing, story use, protection and consent are read strictest; quotes are looked for in
 * every text, and the words of a quote that may not be printed are looked for in every other text. */
#include "pt-story-gate-private.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const omission_labels[] = {
  [PT_OMIT_NOT_CHOSEN] = NC_ ("story", "Notes that were not chosen for the story"),
  [PT_OMIT_SENSITIVE] = NC_ ("story", "Sensitive notes"),
  [PT_OMIT_QUOTE] = NC_ ("story", "Quoted words without consent for this use"),
  [PT_OMIT_WITHDRAWN] = NC_ ("story", "Passages about people who withdrew their consent"),
  [PT_OMIT_PHOTO] = NC_ ("story", "Pictures not checked, or without consent"),
  [PT_OMIT_NO_ALT] = NC_ ("story", "Pictures without a description"),
  [PT_OMIT_UNDISCUSSED] = NC_ ("story", "Learning moments not yet discussed"),
};

/* What an outside reader sees of records with a status. */
typedef struct
{
  const char *kind;
  const char *statuses[8];
} Admission;

static const Admission outside[] = {
  { "learning", { "discussed", "established", "applied" } },
  { "outcome", { "observed", "substantiated", "confirmed", "did_not_occur", "faded" } },
};

void
pt_gate_count (PtGate *self, PtOmission reason, const char *what)
{
  g_hash_table_add (self->omitted[reason], g_strdup (what));
}

guint
pt_gate_omitted (PtGate *self, PtOmission reason)
{
  return g_hash_table_size (self->omitted[reason]);
}

guint
pt_gate_omitted_in_all (PtGate *self)
{
  guint n = 0;

  for (guint i = 0; i < PT_OMIT_LAST; i++)
    n += pt_gate_omitted (self, i);
  return n;
}

const char *
pt_omission_label (PtOmission reason)
{
  return omission_labels[reason];
}

PtDataset *
pt_gate_get_data (PtGate *self)
{
  return self->data;
}

const PtAudience *
pt_gate_get_audience (PtGate *self)
{
  return self->audience;
}

PtNames *
pt_gate_get_names (PtGate *self)
{
  return self->names;
}

static int
compare_by_id (gconstpointer a, gconstpointer b)
{
  return strcmp (pt_record_get_id (*(PtRecord **)a), pt_record_get_id (*(PtRecord **)b));
}

static void
add_end (PtDataset *data, const PtRecord *link, const char *end, const char *kind, GPtrArray *into)
{
  const char *id = pt_record_get_text (link, end);
  PtRecord *other = id != NULL ? pt_dataset_get (data, id) : NULL;

  if (other != NULL && strcmp (pt_record_get_kind_id (other), kind) == 0
      && !g_ptr_array_find (into, other, NULL))
    g_ptr_array_add (into, other);
}

GPtrArray *
pt_gate_linked (PtDataset *data, const char *id, const char *link_kind, const char *kind)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autoptr (GPtrArray) from = pt_dataset_links_from (data, id, link_kind);
  g_autoptr (GPtrArray) to = pt_dataset_links_to (data, id, link_kind);

  for (guint i = 0; i < from->len; i++)
    add_end (data, from->pdata[i], "to", kind, found);
  for (guint i = 0; i < to->len; i++)
    add_end (data, to->pdata[i], "from", kind, found);
  g_ptr_array_sort (found, compare_by_id);
  return found;
}

PtGate *
pt_gate_new (PtDataset *data, const PtAudience *audience, PtNames *names, const char *from_on,
             const char *to_on, const char *today)
{
  PtGate *self = g_new0 (PtGate, 1);

  self->data = pt_dataset_ref (data);
  self->audience = audience;
  self->names = names;
  self->from_on = g_strdup (from_on);
  self->to_on = g_strdup (to_on);
  self->today = g_strdup (today);
  self->barred = pt_quote_set_new ();
  for (guint i = 0; i < PT_OMIT_LAST; i++)
    self->omitted[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pt_gate_bar_quotes (self);
  return self;
}

void
pt_gate_free (PtGate *self)
{
  pt_dataset_unref (self->data);
  g_free (self->from_on);
  g_free (self->to_on);
  g_free (self->today);
  pt_quote_set_free (self->barred);
  for (guint i = 0; i < PT_OMIT_LAST; i++)
    g_hash_table_unref (self->omitted[i]);
  g_free (self);
}

bool
pt_gate_is_within (PtGate *self, const char *date)
{
  return (self->from_on == NULL || strncmp (date, self->from_on, 10) >= 0)
         && (self->to_on == NULL || strncmp (date, self->to_on, 10) <= 0);
}

static bool
in_period (PtGate *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  if (kind == NULL || kind->date_field == NULL)
    return true;
  g_autofree char *date = pt_record_dup_date (record);

  return pt_gate_is_within (self, date);
}

/* What began before the period may end in it. */
static bool
has_begun (PtGate *self, PtRecord *record)
{
  g_autofree char *date = pt_record_dup_date (record);

  return self->to_on == NULL || strncmp (date, self->to_on, 10) <= 0;
}

static bool
lasts (const PtRecord *record)
{
  static const char *const kinds[] = { "experiment", "question",    "challenge", "stakeholder",
                                       "logbook",    "involvement", "resource",  NULL };

  return g_strv_contains (kinds, pt_record_get_kind_id (record));
}

bool
pt_gate_is_shared (PtGate *self, PtRecord *record)
{
  return !pt_record_is_archived (record)
         && pt_dataset_sharing (self->data, record) != PT_SHARING_PRIVATE;
}

static bool
is_of_period (PtGate *self, PtRecord *record)
{
  return lasts (record) ? has_begun (self, record) : in_period (self, record);
}

/* (nullable): a picture belongs to the time of its note, whenever it was taken or put in. */
static PtRecord *
owner_of (PtGate *self, const PtRecord *record)
{
  const char *owner = strcmp (pt_record_get_kind_id (record), "attachment") == 0
                          ? pt_record_get_text (record, "owner")
                          : NULL;

  return owner != NULL ? pt_dataset_get (self->data, owner) : NULL;
}

bool
pt_gate_is_open (PtGate *self, PtRecord *record)
{
  PtRecord *owner = owner_of (self, record);

  return pt_gate_is_shared (self, record) && is_of_period (self, owner != NULL ? owner : record);
}

static bool
admits_entry (PtGate *self, PtRecord *entry)
{
  const char *use = pt_record_get_strictest (entry, "story_use");
  bool chosen = self->audience->outside ? g_strcmp0 (use, "yes") == 0 : g_strcmp0 (use, "no") != 0;

  if (!chosen)
    pt_gate_count (self, PT_OMIT_NOT_CHOSEN, pt_record_get_id (entry));
  return chosen;
}

static bool
admits_status (PtGate *self, PtRecord *record)
{
  const char *kind = pt_record_get_kind_id (record);

  for (guint i = 0; self->audience->outside && i < G_N_ELEMENTS (outside); i++)
    if (strcmp (outside[i].kind, kind) == 0
        && !g_strv_contains (outside[i].statuses, pt_record_get_text (record, "status")))
      {
        if (strcmp (kind, "learning") == 0
            && g_strcmp0 (pt_record_get_text (record, "status"), "withdrawn") != 0)
          pt_gate_count (self, PT_OMIT_UNDISCUSSED, pt_record_get_id (record));
        return false;
      }
  return true;
}

bool
pt_gate_admits (PtGate *self, PtRecord *record)
{
  if (!pt_gate_is_open (self, record))
    return false;
  if (strcmp (pt_record_get_kind_id (record), "entry") == 0)
    return admits_entry (self, record);
  return admits_status (self, record);
}

/* (transfer full): with the time of day where there is one. */
static char *
moment_of (const PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *text = kind != NULL && kind->date_field != NULL
                         ? pt_record_get_text (record, kind->date_field)
                         : NULL;

  return text != NULL && pt_moment_is_valid (text) ? g_strdup (text) : pt_record_dup_date (record);
}

int
pt_gate_compare_moments (gconstpointer a, gconstpointer b)
{
  g_autofree char *moment_a = moment_of (*(PtRecord **)a);
  g_autofree char *moment_b = moment_of (*(PtRecord **)b);
  int order = strcmp (moment_a, moment_b);

  return order != 0 ? order : compare_by_id (a, b);
}

GPtrArray *
pt_gate_list (PtGate *self, const char *kind)
{
  GPtrArray *admitted = g_ptr_array_new ();
  GPtrArray *all = pt_dataset_list (self->data, kind);
  const PtRecordKind *known = pt_record_kind_find (kind);

  for (guint i = 0; i < all->len; i++)
    if (pt_gate_admits (self, all->pdata[i]))
      g_ptr_array_add (admitted, all->pdata[i]);
  if (known != NULL && known->date_field != NULL)
    g_ptr_array_sort (admitted, pt_gate_compare_moments);
  return admitted;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The handover: what somebody who takes over has to know on the first day, and what is promised to
 * whom. It is for the core team; people stand in it by their pseudonym. */
#include "pt-paper-private.h"

#include <glib/gi18n-lib.h>

static const char *
first_of (const char *const *keys, PtRecord *record, const char *field)
{
  for (guint i = 0; keys[i] != NULL; i++)
    if (pt_paper_is (record, field, keys[i]))
      return keys[i];
  return NULL;
}

/* What a section of the dossier lists: the records of a kind in some of their states. */
typedef struct
{
  const char *heading; /* NC_ ("story", …) */
  const char *none;    /* NC_; NULL = the section is not printed then */
  const char *kind;
  const char *field; /* whose value is among @keys; NULL = all records */
  const char *keys[6];
  const char *more[3]; /* fields that are said behind the title */
} Part;

static const Part parts[] = {
  { NC_ ("story", "What we promised and still have to do"),
    NC_ ("story", "Nothing is open."),
    "action",
    "status",
    { "open" },
    { "type", "due_on", "to_whom" } },
  { NC_ ("story", "Experiments that are under way"),
    NC_ ("story", "No experiment is under way."),
    "experiment",
    "status",
    { "preparing", "running", "paused" },
    { "status", "hypothesis" } },
  { NC_ ("story", "Ideas that wait"), NULL, "experiment", "status", { "idea" }, { "hypothesis" } },
  { NC_ ("story", "Open questions"),
    NC_ ("story", "No question is open."),
    "question",
    "status",
    { "open", "exploring" },
    { "status", "opened_on" } },
  { NC_ ("story", "Learning moments that wait for the group"),
    NULL,
    "learning",
    "status",
    { "draft", "for_review", "discussed" },
    { "status" } },
  { NC_ ("story", "Effects that were intended and not seen yet"),
    NULL,
    "outcome",
    "status",
    { "intended" },
    { "promised_to", "target_on" } },
  { NC_ ("story", "Means that were pledged or are asked for"),
    NULL,
    "resource",
    "status",
    { "pledged", "available" },
    { "direction", "provider", "apply_by" } },
  { NC_ ("story", "Stories that are being made"),
    NULL,
    "narrative",
    "status",
    { "draft", "checking" },
    { "audience", "status" } },
};

static char *
more_about (PtPaperWriter *self, PtRecord *record, const char *const *fields)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts[0].more) && fields[i] != NULL; i++)
    {
      g_autofree char *value = pt_paper_value (self, record, fields[i]);

      if (value != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value);
    }
  return g_string_free (text, FALSE);
}

static void
add_part (PtPaperWriter *self, const Part *part)
{
  GPtrArray *records = pt_dataset_list (self->data, part->kind);
  PtBlock *list = pt_paper_list ();

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (part->field == NULL || first_of (part->keys, records->pdata[i], part->field) != NULL)
      {
        g_autofree char *more = more_about (self, records->pdata[i], part->more);

        pt_paper_item (self, list, records->pdata[i], more);
      }
  if (list->children->len > 0 || part->none != NULL)
    pt_paper_heading (self, pt_paper_say (self, part->heading));
  pt_paper_add_list (self, list, part->none != NULL ? pt_paper_say (self, part->none) : NULL);
}

static void
add_lab (PtPaperWriter *self)
{
  static const char *const fields[] = { "place",        "status",     "start_on",       "end_on",
                                        "retain_until", "controller", "privacy_contact" };
  PtBlock *table;

  if (self->logbook == NULL)
    return;
  pt_paper_markdown (self, self->logbook, pt_record_get_text (self->logbook, "mission"));
  table = pt_paper_facts (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const PtField *field = pt_record_kind_field (pt_record_kind_find ("logbook"), fields[i]);
      g_autofree char *value = pt_paper_value (self, self->logbook, fields[i]);

      pt_paper_fact (table, pt_field_label_in (field, self->lang), value);
    }
  pt_paper_add_table (self, table);
}

static void
add_challenges (PtPaperWriter *self)
{
  GPtrArray *challenges = pt_dataset_list (self->data, "challenge");

  if (challenges == NULL || challenges->len == 0)
    return;
  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "What it is about")));
  for (guint i = 0; i < challenges->len; i++)
    {
      PtRecord *challenge = challenges->pdata[i];
      g_autofree char *title = pt_record_dup_title (challenge);

      pt_document_add (self->document, pt_block_new_heading (3, NULL, title));
      pt_paper_markdown (self, challenge, pt_record_get_text (challenge, "description"));
    }
}

/* Who does what now: a row of involvement without an end. */
static char *
roles_of (PtPaperWriter *self, PtRecord *stakeholder)
{
  g_autoptr (GPtrArray) rows = pt_dataset_children (self->data, "involvement", "stakeholder",
                                                    pt_record_get_id (stakeholder));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *role = pt_paper_value (self, rows->pdata[i], "role");

      if (pt_record_get_text (rows->pdata[i], "to_on") == NULL && role != NULL
          && strstr (text->str, role) == NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", role);
    }
  return g_string_free (text, FALSE);
}

static void
add_people (PtPaperWriter *self)
{
  const char *header[] = { pt_paper_say (self, NC_ ("story", "Who")),
                           pt_paper_say (self, NC_ ("story", "Does")),
                           pt_paper_say (self, NC_ ("story", "Can be reached")), NULL };
  GPtrArray *people = pt_dataset_list (self->data, "stakeholder");
  PtBlock *table = pt_block_new_table (NULL, header);

  table->row_header = true;
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      g_autofree char *title = pt_record_dup_title (people->pdata[i]);
      g_autofree char *roles = roles_of (self, people->pdata[i]);
      const char *contact = pt_record_get_text (people->pdata[i], "contact");
      const char *cells[] = { title, roles, contact != NULL ? contact : "" };

      if (roles[0] != '\0')
        pt_block_add_row (table, cells);
    }
  if (table->rows != NULL && table->rows->len > 0)
    pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "Who travels along")));
  pt_paper_add_table (self, table);
}

void
pt_paper_handover (PtPaperWriter *self)
{
  add_lab (self);
  add_challenges (self);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    add_part (self, &parts[i]);
  add_people (self);
  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "What this paper does not hold")));
  pt_paper_line (self, PT_STYLE_PLAIN, NULL,
                 pt_paper_say (self, NC_ ("story", "Real names go with the key file and its "
                                                   "passphrase, which are handed over apart from "
                                                   "this paper. What is private on a laptop goes "
                                                   "with that laptop's backup.")));
}

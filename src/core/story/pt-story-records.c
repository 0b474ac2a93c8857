/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Record files. Short values become front matter, long texts sections; ids become links between the
 * files. Outside of the team only the fields that a narrative prints. */
#include "pt-story-records.h"

#include "pt-story-teller.h"
#include "pt-story-words.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SLUG_LENGTH 48

typedef struct
{
  PtDataset *data;
  PtNames *names;
  PtGate *gate;
  const PtAudience *audience;
  const char *lang;
  GHashTable *paths; /* id → path without .md */
} Records;

/* What may stand in a file for readers outside; all else stays in the logbook. */
static const struct
{
  const char *kind;
  const char *fields[10];
} outside_fields[] = {
  { "logbook", { "name", "mission", "place", "start_on" } },
  { "challenge", { "title", "description", "facts", "ambition", "missing_voices", "phase" } },
  { "experiment",
    { "title", "hypothesis", "status", "start_on", "end_on", "result", "decision",
      "decision_why" } },
  { "entry", { "title", "occurred_on", "kind", "valence", "place" } },
  { "question", { "text", "status", "answer", "opened_on", "closed_on" } },
  { "learning", { "headline", "so_what", "now_what", "learned_on", "status", "useful_for" } },
  { "outcome",
    { "statement", "status", "observed_on", "significance", "contribution",
      "other_explanations" } },
  { "measurement", { "measured_on", "n", "population" } },
};

/* Kept out of every file: how to reach somebody, what people are thought of, technical fields. */
static const char *const hidden[] = { "contact", "interest", "influence", "story_use",
                                      "sha256",  "filename", "size",      "sources_hash",
                                      "same_as", "archived", "lang",      "how",
                                      "uses",    "reach",    "items",     NULL };
static const char *const no_file[] = { "link", "consent", "passage", "release", NULL };

static bool
is_shown (Records *self, const char *kind, const PtField *field)
{
  if (g_strv_contains (hidden, field->id))
    return false;
  if (!self->audience->outside)
    return true;
  for (guint i = 0; i < G_N_ELEMENTS (outside_fields); i++)
    if (strcmp (outside_fields[i].kind, kind) == 0)
      for (guint f = 0; outside_fields[i].fields[f] != NULL; f++)
        if (strcmp (outside_fields[i].fields[f], field->id) == 0)
          return true;
  return false;
}

static char *
slug (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  GString *out = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && out->len < SLUG_LENGTH; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (out, g_ascii_tolower (*p));
    else if (out->len > 0 && out->str[out->len - 1] != '-')
      g_string_append_c (out, '-');
  while (out->len > 0 && out->str[out->len - 1] == '-')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/* (transfer full): what to call a record, as far as the gate lets its own words through. */
static char *
title_of (Records *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *field = kind->title_field;
  g_autofree char *title = NULL;

  if (strcmp (kind->id, "stakeholder") == 0)
    return pt_names_label (self->names, pt_record_get_id (record));
  pt_names_begin (self->names);
  if (field != NULL && pt_record_kind_field (kind, field)->kind <= PT_KIND_LONG)
    title = pt_gate_line (self->gate, record, field);
  if (title != NULL && *title != '\0')
    return g_steal_pointer (&title);
  return g_strdup (pt_record_kind_label_in (kind, FALSE, self->lang));
}

/* Date, title and the end of the id: sorts by itself and stays unique. */
static char *
path_of (Records *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *id = pt_record_get_id (record);
  size_t length = strlen (id);
  g_autofree char *title = title_of (self, record);
  g_autofree char *words = slug (title);
  g_autofree char *date = kind->date_field != NULL ? pt_record_dup_date (record) : NULL;

  return g_strdup_printf ("%s/%.10s%s%s%s%s", kind->id, date != NULL ? date : "",
                          date != NULL ? "-" : "", words, *words != '\0' ? "-" : "",
                          id + (length > 8 ? length - 8 : 0));
}

static void
front_text (GString *out, const char *name, const char *value)
{
  g_autofree char *escaped = NULL;
  g_autoptr (GString) text = g_string_new (value);

  g_string_replace (text, "\\", "\\\\", 0);
  g_string_replace (text, "\"", "\\\"", 0);
  escaped = pt_words_flat (text->str);
  g_string_append_printf (out, "%s: \"%s\"\n", name, escaped);
}

/* (transfer full) (nullable): a link to another file, or what the thing is called. */
static char *
say_ref (Records *self, const char *id)
{
  const char *path = g_hash_table_lookup (self->paths, id);
  PtRecord *record = pt_dataset_get (self->data, id);
  g_autofree char *title = NULL;

  if (record == NULL || path == NULL || pt_record_get_kind (record) == NULL)
    return NULL;
  title = title_of (self, record);
  g_strdelimit (title, "[]|\"\\\n", ' ');
  return g_strdup_printf ("[[records/%s|%s]]", path, title);
}

static void
front_item (GString *out, const char *text)
{
  g_autofree char *flat = pt_words_flat (text);

  g_strdelimit (flat, "\"\\", ' ');
  g_string_append_printf (out, "  - \"%s\"\n", flat);
}

static void
front_keys (Records *self, GString *out, PtRecord *record, const PtField *field)
{
  g_auto (GStrv) keys = pt_record_dup_keys (record, field->id);

  if (keys[0] == NULL)
    return;
  g_string_append_printf (out, "%s:\n", field->id);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *ref = field->kind == PT_KIND_REFS ? say_ref (self, keys[i]) : NULL;
      const char *text = ref != NULL ? ref
                         : field->kind == PT_KIND_KEYS
                             ? pt_term_label_in (field->vocabulary, keys[i], self->lang)
                             : keys[i];

      if (field->kind != PT_KIND_REFS || ref != NULL)
        front_item (out, text);
    }
}

static void
front_field (Records *self, GString *out, PtRecord *record, const PtField *field)
{
  const PtValue *value = pt_record_get_value (record, field->id);
  g_autofree char *text = NULL;

  if (pt_field_is_set (field))
    {
      front_keys (self, out, record, field);
      return;
    }
  if (value == NULL || value->type == PT_VALUE_NULL || value->type == PT_VALUE_JSON)
    return;
  if (field->kind == PT_KIND_TEXT)
    text = strcmp (field->id, "name") == 0
                   && strcmp (pt_record_get_kind_id (record), "stakeholder") == 0
               ? pt_names_label (self->names, pt_record_get_id (record))
               : pt_gate_line (self->gate, record, field->id);
  else if (field->kind == PT_KIND_REF)
    text = say_ref (self, pt_record_get_text (record, field->id));
  else
    text = pt_value_format (field, value, self->lang);
  if (field->kind == PT_KIND_DATE || field->kind == PT_KIND_MOMENT)
    g_string_append_printf (out, "%s: %s\n", field->id, value->text);
  else if (text != NULL)
    front_text (out, field->id, text);
}

static bool
is_body (const PtRecord *record, const PtField *field)
{
  return strcmp (pt_record_get_kind_id (record), "entry") == 0
         && (strcmp (field->id, "body") == 0 || strcmp (field->id, "story_text") == 0);
}

static void
long_field (Records *self, GString *out, PtRecord *record, const PtField *field)
{
  g_autofree char *text = NULL;

  pt_names_begin (self->names);
  text = pt_gate_text (self->gate, record, field->id);
  g_autofree char *clean = text != NULL ? pt_markdown_clean (text) : NULL;

  if (clean != NULL && *clean != '\0')
    g_string_append_printf (out, "\n## %s\n\n%s\n", pt_field_label_in (field, self->lang), clean);
}

static void
links_of (Records *self, GString *out, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_kind_find ("link");
  const PtVocabulary *kinds = pt_record_kind_field (kind, "kind")->vocabulary;
  g_autoptr (GPtrArray) links = pt_dataset_links_from (self->data, pt_record_get_id (record), NULL);
  bool first = true;

  for (guint i = 0; i < links->len; i++)
    {
      const char *to = pt_record_get_text (links->pdata[i], "to");
      g_autofree char *ref = to != NULL ? say_ref (self, to) : NULL;

      if (ref == NULL || !pt_gate_is_open (self->gate, links->pdata[i]))
        continue;
      if (first)
        g_string_append_printf (out, "\n## %s\n\n",
                                pt_record_kind_label_in (kind, TRUE, self->lang));
      g_string_append_printf (
          out, "- %s: %s\n",
          pt_term_label_in (kinds, pt_record_get_text (links->pdata[i], "kind"), self->lang), ref);
      first = false;
    }
}

static void
body_of (Records *self, GString *out, PtRecord *record)
{
  g_autofree char *text = NULL;

  if (strcmp (pt_record_get_kind_id (record), "entry") != 0)
    return;
  pt_names_begin (self->names);
  text = pt_gate_entry_text (self->gate, record);
  g_autofree char *clean = text != NULL ? pt_markdown_clean (text) : NULL;

  g_string_append_printf (
      out, "\n%s\n",
      clean != NULL
          ? clean
          : pt_words (self->lang, NC_ ("story", "*This text was left out: it is sensitive, "
                                                "or there is no consent for it.*")));
}

static char *
write_record (Records *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  g_autoptr (GString) front = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *title = title_of (self, record);
  g_autofree char *heading = pt_markdown_escape (title);
  const PtField *field;

  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      if (!is_shown (self, kind->id, field) || is_body (record, field))
        continue;
      if (field->kind == PT_KIND_LONG)
        long_field (self, body, record, field);
      else
        front_field (self, front, record, field);
    }
  g_autoptr (GString) told = g_string_new (NULL);

  body_of (self, told, record);
  links_of (self, body, record);
  return g_strdup_printf ("---\nid: %s\ntype: %s\n%s---\n\n# %s\n%s%s", pt_record_get_id (record),
                          kind->id, front->str, heading, told->str, body->str);
}

/* Inside of the team everything, but what a gate of its own keeps out of the story. */
static bool
may_be_filed (Records *self, PtRecord *record, const char *kind)
{
  if (strcmp (kind, "attachment") == 0)
    return pt_gate_photo (self->gate, record);
  if (strcmp (kind, "comment") == 0)
    return pt_record_get_text (record, "on_behalf_of") == NULL || pt_gate_view (self->gate, record);
  return pt_gate_admits (self->gate, record);
}

static bool
has_file (Records *self, PtRecord *record, const char *const *printed)
{
  const char *kind = pt_record_get_kind_id (record);

  if (pt_record_get_kind (record) == NULL || g_strv_contains (no_file, kind)
      || !pt_gate_is_open (self->gate, record))
    return false;
  if (strcmp (kind, "stakeholder") == 0 && pt_record_get_bool (record, "do_not_record"))
    return false;
  if (!self->audience->outside)
    return may_be_filed (self, record, kind);
  if (!g_strv_contains (printed, pt_record_get_id (record)))
    return false;
  for (guint i = 0; i < G_N_ELEMENTS (outside_fields); i++)
    if (strcmp (outside_fields[i].kind, kind) == 0)
      return pt_gate_admits (self->gate, record);
  return false;
}

static void
add_paths (Records *self, GPtrArray *all, const char *const *printed, GPtrArray *chosen)
{
  for (guint i = 0; i < all->len; i++)
    if (has_file (self, all->pdata[i], printed))
      {
        g_ptr_array_add (chosen, all->pdata[i]);
        g_hash_table_insert (self->paths, g_strdup (pt_record_get_id (all->pdata[i])),
                             path_of (self, all->pdata[i]));
      }
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(PtStoryFile **)a)->path, (*(PtStoryFile **)b)->path);
}

static void
write_all (Records *self, PtDocument *document, GPtrArray *files)
{
  g_auto (GStrv) printed = pt_document_dup_sources (document);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr (GPtrArray) written = g_ptr_array_new ();

  add_paths (self, pt_dataset_list_all (self->data), (const char *const *)printed, chosen);
  for (guint i = 0; i < chosen->len; i++)
    {
      const char *path = g_hash_table_lookup (self->paths, pt_record_get_id (chosen->pdata[i]));
      g_autofree char *full = g_strdup_printf ("records/%s.md", path);

      g_ptr_array_add (written, pt_story_file_new (full, write_record (self, chosen->pdata[i])));
    }
  g_ptr_array_sort (written, compare_paths);
  g_ptr_array_extend_and_steal (files, g_steal_pointer (&written));
}

gboolean
pt_story_records (PtDocument *document, PtDataset *data, const PtNarrativeOptions *options,
                  GPtrArray *files, GError **error)
{
  Records self = { .data = data, .lang = pt_document_get_lang (document) };
  PtNarrativeOptions settled;

  if (!pt_narrative_settle (data, options, &settled, error))
    return FALSE;
  self.audience = pt_audience_find (settled.audience);
  self.names = pt_names_new (data, self.audience, settled.name_policy, self.lang, settled.today,
                             settled.real_name, settled.load_data);
  self.gate = pt_gate_new (data, self.audience, self.names, settled.from_on, settled.to_on,
                           settled.today);
  self.paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  write_all (&self, document, files);
  g_hash_table_unref (self.paths);
  pt_gate_free (self.gate);
  pt_names_free (self.names);
  return TRUE;
}

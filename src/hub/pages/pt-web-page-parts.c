/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-web-page-parts.h. Whatever is not in the page's view is passed over in silence. */
#include "pt-web-page-parts.h"

#include "pt-html.h"
#include "pt-json.h"
#include "pt-mention.h"
#include "pt-story-markdown.h"
#include "pt-time.h"
#include "pt-validate.h"
#include "pt-web-page-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── Words ── */

char *
pt_web_page_dup_label (PtWebPage *self, PtRecord *record, const char *field)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *about = kind != NULL && field != NULL ? pt_record_kind_field (kind, field) : NULL;
  const char *key = about != NULL ? pt_record_get_text (record, field) : NULL;

  if (key == NULL || about->vocabulary == NULL)
    return NULL;
  return g_strdup (pt_term_label_in (about->vocabulary, key, self->lang));
}

char *
pt_web_page_dup_member (PtWebPage *self, const char *member)
{
  GPtrArray *members = self->snapshot->members;

  for (guint i = 0; i < members->len; i++)
    if (g_strcmp0 (((PtMember *)g_ptr_array_index (members, i))->id, member) == 0)
      return g_strdup (((PtMember *)g_ptr_array_index (members, i))->name);
  return g_strdup ("");
}

/* A moment may have a time. */
char *
pt_web_page_dup_date (PtWebPage *self, const char *moment)
{
  g_autofree char *day = g_strndup (moment, 10);
  g_autofree char *words = pt_date_format (day, self->lang);

  return strlen (moment) > 11 ? g_strdup_printf ("%s, %s", words, moment + 11)
                              : g_steal_pointer (&words);
}

char *
pt_web_page_dup_instant (PtWebPage *self, int64_t at)
{
  PtWorld *world = self->hub->world;
  g_autofree char *iso = pt_instant_format (at, world->offset (world, at));
  g_autofree char *moment = g_strndup (iso, 16);

  return pt_web_page_dup_date (self, moment);
}

/* ── Lines ── */

void
pt_web_page_put_row (PtWebPage *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  g_autofree char *path = pt_web_page_path (self, "r/%s", pt_record_get_id (record));
  g_autofree char *title = pt_record_dup_title (record);
  g_autofree char *date = pt_record_dup_date (record);
  g_autofree char *day = pt_web_page_dup_date (self, date);
  g_autofree char *status = kind != NULL ? pt_web_page_dup_label (self, record, kind->status_field)
                                         : NULL;
  g_auto (GStrv) conflicts = pt_record_dup_conflicts (record);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", NULL);
  pt_markup_put (m, "a", title, "href", path, "class", "title", NULL);
  pt_markup_open (m, "span", "class", "about", NULL);
  if (self->mixed && kind != NULL)
    pt_markup_put (m, "span", pt_record_kind_label_in (kind, FALSE, self->lang), NULL);
  pt_markup_put (m, "time", day, "datetime", date, NULL);
  if (status != NULL)
    pt_markup_put (m, "span", status, "class", "tag", NULL);
  if (conflicts[0] != NULL)
    pt_markup_put (m, "span", pt_web_page_say (self, N_ ("Two versions")), "class", "tag warn",
                   NULL);
  pt_markup_close (m, "span");
  pt_markup_close (m, "li");
}

void
pt_web_page_put_rows (PtWebPage *self, GPtrArray *records, guint from, guint max)
{
  PtMarkup *m = &self->markup;

  if (records->len <= from)
    {
      pt_markup_put (m, "p", pt_web_page_say (self, N_ ("Nothing here yet.")), "class", "empty",
                     NULL);
      return;
    }
  pt_markup_open (m, "ul", "class", "rows", NULL);
  for (guint i = from; i < records->len && i < from + max; i++)
    pt_web_page_put_row (self, g_ptr_array_index (records, i));
  pt_markup_close (m, "ul");
}

/* ── Texts ── */

/* Of what is not in view the name that stands in the text is kept: its author wrote it for these
 * readers. */
void
pt_web_page_put_long (PtWebPage *self, const char *text)
{
  g_autofree char *named = pt_mention_render (text, pt_mention_name_from_dataset, self->data);
  g_autoptr (GPtrArray) blocks = pt_markdown_parse (named);

  pt_markup_raw (&self->markup, "<div class=\"text\">");
  pt_html_append_blocks (self->markup.out, blocks, self->lang);
  pt_markup_close (&self->markup, "div");
}

static void
put_ref (PtWebPage *self, const char *id)
{
  PtRecord *record = pt_dataset_get (self->data, id);
  g_autofree char *path = NULL;
  g_autofree char *title = NULL;

  if (record == NULL)
    {
      g_autofree char *member = pt_web_page_dup_member (self, id);

      pt_markup_text (&self->markup, member);
      return;
    }
  path = pt_web_page_path (self, "r/%s", id);
  title = pt_record_dup_title (record);
  pt_markup_put (&self->markup, "a", title, "href", path, NULL);
}

static char *
format_keys (PtWebPage *self, PtRecord *record, const PtField *field)
{
  g_auto (GStrv) keys = pt_record_dup_keys (record, field->id);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; keys[i] != NULL; i++)
    g_ptr_array_add (labels, (char *)(field->vocabulary != NULL ? pt_term_label_in (
                                          field->vocabulary, keys[i], self->lang)
                                                                : keys[i]));
  g_ptr_array_add (labels, NULL);
  return g_strjoinv (", ", (char **)labels->pdata);
}

/* (transfer full): the words of a short field; "" = nothing to show. */
static char *
format_field (PtWebPage *self, PtRecord *record, const PtField *field)
{
  const PtValue *value;

  if (field->kind == PT_KIND_KEYS || field->kind == PT_KIND_TAGS)
    return format_keys (self, record, field);
  value = pt_record_get_value (record, field->id);
  if (field->kind == PT_KIND_REFS || pt_value_is_empty (value))
    return g_strdup ("");
  return pt_value_format (field, value, self->lang);
}

static gboolean
is_shown (PtWebPage *self, const PtField *field, const char *const *without)
{
  if ((field->flags & (PT_FIELD_AUTOMATIC | PT_FIELD_COMPUTED)) != 0
      || !pt_view_shows_field (self->class, field))
    return FALSE;
  return without == NULL || !g_strv_contains (without, field->id);
}

static gboolean
is_visible_ref (PtWebPage *self, const PtField *field, const char *id)
{
  g_autofree char *member = NULL;

  if (pt_dataset_get (self->data, id) != NULL)
    return TRUE;
  member = pt_web_page_dup_member (self, id);
  return (field->flags & PT_FIELD_MEMBER) != 0 && member[0] != '\0';
}

static void
put_field (PtWebPage *self, PtRecord *record, const PtField *field)
{
  g_autofree char *words = format_field (self, record, field);
  PtMarkup *m = &self->markup;

  if (words == NULL || words[0] == '\0'
      || (field->kind == PT_KIND_REF && !is_visible_ref (self, field, words)))
    return;
  pt_markup_put (m, "dt", pt_field_label_in (field, self->lang), NULL);
  pt_markup_open (m, "dd", NULL);
  if (field->kind == PT_KIND_LONG)
    pt_web_page_put_long (self, words);
  else if (field->kind == PT_KIND_REF)
    put_ref (self, words);
  else
    pt_markup_text (m, words);
  pt_markup_close (m, "dd");
}

void
pt_web_page_put_fields (PtWebPage *self, PtRecord *record, const char *const *without)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  if (kind == NULL)
    return;
  pt_markup_open (&self->markup, "dl", "class", "fields", NULL);
  for (guint i = 0; i < kind->n_fields; i++)
    if (is_shown (self, &kind->fields[i], without))
      put_field (self, record, &kind->fields[i]);
  pt_markup_close (&self->markup, "dl");
}

char *
pt_web_page_dup_version (const PtValue *value)
{
  g_autoptr (JsonNode) node = pt_value_to_json (value);
  g_autofree char *text = pt_json_print (node);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static void
put_choice (PtWebPage *self, PtRecord *record, const PtField *field, const PtVersion *version)
{
  g_autofree char *action = pt_web_page_path (self, "r/%s/choose", pt_record_get_id (record));
  g_autofree char *id = pt_web_page_dup_version (version->value);
  PtMarkup *m = &self->markup;

  pt_web_page_open_form (self, action, FALSE);
  pt_web_page_put_seen (self, record);
  pt_markup_open (m, "input", "type", "hidden", "name", "field", "value", field->id, NULL);
  pt_markup_open (m, "input", "type", "hidden", "name", "back", "value", self->request->path, NULL);
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Keep This One")), "name", "version",
                 "value", id, NULL);
  pt_markup_close (m, "form");
}

static void
put_version (PtWebPage *self, PtRecord *record, const PtField *field, const PtVersion *version)
{
  g_autofree char *who = pt_web_page_dup_member (self, version->stamp->member);
  g_autofree char *words = pt_value_is_empty (version->value)
                               ? g_strdup ("–")
                               : pt_value_format (field, version->value, self->lang);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", NULL);
  pt_markup_put (m, "p", words != NULL ? words : "", "class", "version", NULL);
  pt_markup_put (m, "p", who, "class", "hint", NULL);
  if (pt_web_page_may_set (self, NULL, record, field->id, "-"))
    put_choice (self, record, field, version);
  pt_markup_close (m, "li");
}

static void
put_versions_of (PtWebPage *self, PtRecord *record, const char *id)
{
  const PtField *field = pt_record_kind_field (pt_record_get_kind (record), id);
  const PtState *state = pt_record_get_state (record);
  PtMarkup *m = &self->markup;

  if (field == NULL || !pt_view_shows_field (self->class, field))
    return;
  pt_markup_put (m, "h3", pt_field_label_in (field, self->lang), NULL);
  pt_markup_open (m, "ul", "class", "versions", NULL);
  for (guint i = 0; i < pt_state_n_versions (state, id); i++)
    put_version (self, record, field, pt_state_nth_version (state, id, i));
  pt_markup_close (m, "ul");
}

void
pt_web_page_put_versions (PtWebPage *self, PtRecord *record)
{
  g_auto (GStrv) fields = pt_record_dup_conflicts (record);
  PtMarkup *m = &self->markup;

  if (fields[0] == NULL || pt_record_get_kind (record) == NULL)
    return;
  pt_markup_open (m, "section", "class", "warn", NULL);
  pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("Two versions")), NULL);
  pt_markup_put (m, "p",
                 pt_web_page_say (self, N_ ("Two people wrote this without seeing the other's "
                                            "text. Nothing is lost until somebody of the core "
                                            "team chooses, and the other one stays in the "
                                            "history.")),
                 NULL);
  for (guint i = 0; fields[i] != NULL; i++)
    put_versions_of (self, record, fields[i]);
  pt_markup_close (m, "section");
}

/* ── What hangs on it ── */

static void
put_group (PtWebPage *self, GPtrArray *links, const char *end, const char *title)
{
  gboolean open = FALSE;
  PtMarkup *m = &self->markup;

  for (guint i = 0; i < links->len; i++)
    {
      PtRecord *other = pt_dataset_get (self->data,
                                        pt_record_get_text (g_ptr_array_index (links, i), end));

      if (other == NULL || pt_record_is_archived (other))
        continue;
      if (!open)
        {
          pt_markup_put (m, "h2", title, NULL);
          pt_markup_open (m, "ul", "class", "rows", NULL);
          open = TRUE;
        }
      pt_web_page_put_row (self, other);
    }
  if (open)
    pt_markup_close (m, "ul");
}

/* What stands behind a line of @kind at the other end. */
static void
put_links (PtWebPage *self, PtRecord *record, const char *kind, gboolean from, const char *title)
{
  const char *id = pt_record_get_id (record);
  g_autoptr (GPtrArray) links = from ? pt_dataset_links_from (self->data, id, kind)
                                     : pt_dataset_links_to (self->data, id, kind);

  put_group (self, links, from ? "to" : "from", pt_web_page_say (self, title));
}

void
pt_web_page_put_around (PtWebPage *self, PtRecord *record)
{
  static const struct
  {
    const char *kind;
    gboolean from;
    const char *title;
  } groups[] = {
    { "source", TRUE, N_ ("Sources") },
    { "source", FALSE, N_ ("What came of it") },
    { "answers", TRUE, N_ ("Answers") },
    { "answers", FALSE, N_ ("Answered by") },
    { "supports", TRUE, N_ ("Supports") },
    { "supports", FALSE, N_ ("Supported by") },
    { "contradicts", TRUE, N_ ("Contradicts") },
    { "contradicts", FALSE, N_ ("Contradicted by") },
    { "raises", TRUE, N_ ("Questions that it raises") },
    { "leads_to", TRUE, N_ ("Leads to") },
    { "leads_to", FALSE, N_ ("What led to it") },
    { "follows", TRUE, N_ ("Follows") },
    { "present", TRUE, N_ ("Present") },
    { "speaker", TRUE, N_ ("Said by") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    put_links (self, record, groups[i].kind, groups[i].from, groups[i].title);
}

static void
put_file (PtWebPage *self, PtRecord *file)
{
  g_autofree char *path = pt_web_page_path (self, "file/%s", pt_record_get_id (file));
  g_autofree char *small = g_strconcat (path, "?small=1", NULL);
  const char *mime = pt_record_get_text (file, "mime");
  const char *alt = pt_record_get_text (file, "alt_text");
  g_autofree char *title = pt_record_dup_title (file);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", NULL);
  if (mime != NULL && g_str_has_prefix (mime, "audio/"))
    pt_markup_put (m, "audio", "", "controls", "", "preload", "none", "src", path, NULL);
  pt_markup_open (m, "a", "href", path, NULL);
  if ((pt_record_get_stored (file) & PT_STORED_THUMB) != 0)
    pt_markup_open (m, "img", "src", small, "alt", alt != NULL ? alt : "", "loading", "lazy", NULL);
  pt_markup_text (m, title);
  pt_markup_close (m, "a");
  pt_markup_close (m, "li");
}

void
pt_web_page_put_files (PtWebPage *self, PtRecord *record)
{
  g_autoptr (GPtrArray)
      files = pt_dataset_children (self->data, "attachment", "owner", pt_record_get_id (record));
  gboolean open = FALSE;
  PtMarkup *m = &self->markup;

  for (guint i = 0; i < files->len; i++)
    {
      PtRecord *file = g_ptr_array_index (files, i);

      if ((pt_record_get_stored (file) & PT_STORED_FILE) == 0
          || !pt_view_shows_file (self->class, file, self->caller->member))
        continue;
      if (!open)
        {
          pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("Attachments")), NULL);
          pt_markup_open (m, "ul", "class", "files", NULL);
        }
      open = TRUE;
      put_file (self, file);
    }
  if (open)
    pt_markup_close (m, "ul");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An .eln archive to a plan. A dataset that calls itself an experiment, or that holds others,
 * becomes an experiment, and its text a note of that experiment on the day it was done; every
 * other dataset becomes a note. Folders without words give their files to what they lie in.
 * Mentions become links of kind similar_to: "these belong together" is all they say. */
#include "pt-eln-import.h"

#include "pt-import-limits.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *word; /* in lower case, as it begins */
  const char *status;
} Status;

/* What other programs call the state of an experiment. */
static const Status STATUSES[] = {
  { "running", "running" },    { "in progress", "running" }, { "ongoing", "running" },
  { "active", "running" },     { "open", "running" },        { "started", "running" },
  { "success", "completed" },  { "done", "completed" },      { "finished", "completed" },
  { "complete", "completed" }, { "closed", "completed" },    { "need", "completed" },
  { "fail", "stopped" },       { "stopped", "stopped" },     { "abort", "stopped" },
  { "cancel", "stopped" },     { "pause", "paused" },        { "on hold", "paused" },
  { "plan", "preparing" },     { "prepar", "preparing" },    { "to do", "preparing" },
  { "todo", "preparing" },     { "draft", "idea" },          { "idea", "idea" },
};

static const char *
status_for (const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);
  for (guint i = 0; i < G_N_ELEMENTS (STATUSES); i++)
    if (g_str_has_prefix (lower, STATUSES[i].word))
      return STATUSES[i].status;
  return NULL;
}

/* (transfer full) (nullable): the day something was done, with its time unless that is midnight. */
char *
pt_eln_moment (PtEln *eln, JsonObject *entity)
{
  static const char *const DATES[] = { "temporal", "startTime", "dateCreated", "datePublished",
                                       "dateModified" };
  for (guint i = 0; i < G_N_ELEMENTS (DATES); i++)
    {
      g_autofree char *text = pt_eln_text (eln, entity, DATES[i]);
      if (text == NULL || strlen (text) < 10)
        continue;
      g_autofree char *moment = g_strndup (text, 16);
      g_autofree char *date = g_strndup (text, 10);
      if (strlen (moment) == 16 && moment[10] == ' ')
        moment[10] = 'T';
      if (pt_moment_is_valid (moment) && !g_str_has_suffix (moment, "T00:00"))
        return g_steal_pointer (&moment);
      if (pt_date_is_valid (date))
        return g_steal_pointer (&date);
    }
  return NULL;
}

static void
add_tags (PtElnImport *self, PtEdit *edit, JsonObject *dataset)
{
  g_autoptr (PtValue) yes = pt_value_new_bool (true);
  static const char *const SOURCES[] = { "keywords", "about" };
  for (guint s = 0; s < G_N_ELEMENTS (SOURCES); s++)
    {
      g_autoptr (GPtrArray) tags = pt_eln_texts (self->eln, dataset, SOURCES[s], true);
      for (guint i = 0; i < tags->len; i++)
        {
          g_autofree char *name = g_strconcat ("tags/", g_ptr_array_index (tags, i), NULL);
          pt_import_fill (edit, name, yes);
        }
    }
}

static void
make_experiment (PtElnImport *self, PtElnHome *home, const char *title, const char *moment)
{
  g_autofree char *status = pt_eln_text (self->eln, home->dataset, "creativeWorkStatus");
  g_autofree char *date = moment != NULL ? g_strndup (moment, 10) : NULL;
  PtEdit *edit = pt_import_edit (self->import, "experiment", home->experiment);
  pt_import_fill_text (edit, "title", title);
  pt_import_fill_text (edit, "start_on", date);
  pt_import_fill_text (edit, "status", status != NULL ? status_for (status) : NULL);
  add_tags (self, edit, home->dataset);
  pt_import_plan_take (self->plan, edit);
}

/* Bodies have a limit; what is longer goes along whole as a file. */
static void
fill_body (PtElnImport *self, PtElnHome *home, PtEdit *edit, const char *text)
{
  gsize size = strlen (text);
  if (size <= PT_FIELD_MAX_BYTES)
    {
      pt_import_fill_text (edit, "body", text);
      return;
    }
  const char *end = g_utf8_find_prev_char (text, text + PT_FIELD_MAX_BYTES - 1);
  g_autofree char *start = g_strndup (text, end - text);
  g_autoptr (GBytes) whole = g_bytes_new (text, size);
  pt_import_fill_text (edit, "body", start);
  pt_eln_add_file (self, home, "text.md", NULL, whole);
  pt_import_plan_problem (self->plan, 0, NULL, FALSE,
                          _ ("“%s” is too long for one note; the whole text is attached to it."),
                          home->title);
}

static void
make_entry (PtElnImport *self, PtElnHome *home, const char *title, const char *moment,
            const PtElnBody *body)
{
  PtEdit *edit = pt_import_edit (self->import, "entry", home->entry);
  pt_import_fill_text (edit, "title", title);
  pt_import_fill_text (edit, "occurred_on", moment);
  pt_import_fill_text (edit, "experiment",
                       home->experiment != NULL ? home->experiment
                       : home->parent != NULL   ? home->parent->experiment
                                                : NULL);
  fill_body (self, home, edit, body->text);
  add_tags (self, edit, home->dataset);
  pt_import_plan_take (self->plan, edit);
}

static char *
image_cb (const char *src, const char *alt, gpointer data)
{
  PtElnImageRun *run = data;
  return pt_eln_take_image (run->self, run->home, src);
}

static void
make_records (PtElnImport *self, PtElnHome *home)
{
  PtElnImageRun run = { self, home };
  g_autofree char *moment = pt_eln_moment (self->eln, home->dataset);
  g_autoptr (PtElnBody)
      body = pt_eln_body_new (self->eln, home->dataset, self->import->lang, image_cb, &run);
  if (body->problem != NULL)
    pt_import_plan_problem (self->plan, 0, NULL, FALSE, C_ ("import", "“%s”: %s"), home->title,
                            body->problem);
  if (home->experiment != NULL)
    make_experiment (self, home, home->title, moment);
  make_entry (self, home, home->title, moment, body);
}

/* Who said it and when, in words: the file's people are no members here. */
static char *
comment_voice (PtElnImport *self, JsonObject *comment)
{
  g_autofree char *author = pt_eln_text (self->eln, comment, "author");
  g_autofree char *name = author != NULL ? g_steal_pointer (&author)
                                         : pt_eln_text (self->eln, comment, "creator");
  g_autofree char *moment = pt_eln_moment (self->eln, comment);
  g_autofree char *date = moment != NULL ? pt_date_format (moment, self->import->lang) : NULL;
  if (name != NULL && date != NULL)
    return g_strdup_printf ("%s, %s", name, date);
  return g_strdup (name != NULL ? name : date);
}

static void
make_comments (PtElnImport *self, PtElnHome *home)
{
  g_autoptr (GPtrArray) comments = pt_eln_list (self->eln, home->dataset, "comment");
  for (guint i = 0; i < comments->len; i++)
    {
      JsonObject *comment = g_ptr_array_index (comments, i);
      g_autofree char *text = pt_eln_text (self->eln, comment, "text");
      g_autofree char *words = text != NULL ? pt_eln_words (text, NULL, NULL, NULL) : NULL;
      if (words == NULL || words[0] == '\0')
        continue;
      g_autofree char *place = g_strdup_printf ("%u", i);
      g_autofree char *id = pt_id_derive ("eln-comment", home->entry, pt_eln_id (comment), words,
                                          place, NULL);
      g_autofree char *voice = comment_voice (self, comment);
      PtEdit *edit = pt_import_edit (self->import, "comment", id);
      pt_import_fill_text (edit, "target", home->entry);
      pt_import_fill_text (edit, "kind", "remark");
      pt_import_fill_text (edit, "body", words);
      pt_import_fill_text (edit, "voice", voice);
      pt_import_plan_take (self->plan, edit);
    }
}

static void
make_link (PtElnImport *self, const char *from, const char *kind, const char *to)
{
  g_autofree char *id = pt_id_for_link (kind, from, to);
  PtRecord *here = pt_dataset_get (self->import->existing, id);
  if (g_str_equal (from, to) || !g_hash_table_add (self->linked, g_strdup (id)))
    return;
  pt_import_plan_take (self->plan, here != NULL ? pt_import_edit_again (here)
                                                : pt_edit_new_link (from, kind, to));
}

static const char *
home_main (const PtElnHome *home)
{
  return home->experiment != NULL ? home->experiment : home->entry;
}

static void
make_links (PtElnImport *self, PtElnHome *home)
{
  g_autoptr (GPtrArray) mentions = pt_eln_list (self->eln, home->dataset, "mentions");
  for (guint i = 0; i < mentions->len; i++)
    {
      JsonObject *other = g_ptr_array_index (mentions, i);
      PtElnHome *there = g_hash_table_lookup (self->homes, other);
      if (there != NULL)
        make_link (self, home_main (home), "similar_to", home_main (there));
      else
        {
          g_autofree char *name = pt_eln_name (self->eln, other);
          pt_import_plan_problem (self->plan, 0, NULL, FALSE,
                                  _ ("“%s” mentions “%s”, which is not in the archive."),
                                  home->title, name);
        }
    }
  /* A note in an experiment names it in a field; everything else needs a link to what holds it. */
  if (home->parent != NULL && (home->experiment != NULL || home->parent->experiment == NULL))
    make_link (self, home_main (home), "part_of", home_main (home->parent));
}

static gboolean
check_texts (PtElnImport *self, JsonObject *entity, GError **error)
{
  static const char *const WORDS[] = { "description", "text", "articleBody" };
  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    {
      g_autofree char *text = pt_eln_text (self->eln, entity, WORDS[i]);
      if (text != NULL && !pt_html_check_harmless (text, error))
        {
          g_prefix_error (error, "%s ", _ ("Nothing is imported."));
          return FALSE;
        }
    }
  return TRUE;
}

/* A file that sets a trap in one text is refused as a whole, not taken without that text. */
static gboolean
check_home (PtElnImport *self, PtElnHome *home, GError **error)
{
  g_autoptr (GPtrArray) comments = pt_eln_list (self->eln, home->dataset, "comment");
  for (guint i = 0; i < comments->len; i++)
    if (!check_texts (self, g_ptr_array_index (comments, i), error))
      return FALSE;
  return check_texts (self, home->dataset, error);
}

gboolean
pt_eln_make_records (PtElnImport *self, GError **error)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      PtElnHome *home = g_ptr_array_index (self->order, i);
      if (!pt_import_step (self->import, 0.5 * i / self->order->len, error))
        return FALSE;
      if (!check_home (self, home, error))
        return FALSE;
      make_records (self, home);
      make_comments (self, home);
      make_links (self, home);
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notes of one day. Names come from the records at this moment, so that a person who was given
 * another name is called so in every note. */
#include "pt-day.h"

#include "pt-consent-load.h"
#include "pt-consent-words.h"
#include "pt-mention.h"
#include "pt-show-names.h"
#include "pt-time.h"

#include <cmark-gfm.h>

#include <string.h>

#define NOTES_MAX 64   /* of one day; also the most that pt_store_load_rows() takes */
#define TIME_OFFSET 11 /* of HH:MM in a moment */
#define DATE_LENGTH 10

static void
note_free (PtDayNote *note)
{
  g_free (note->id);
  g_free (note->time);
  g_free (note->kind);
  g_free (note->title);
  g_free (note->body);
  g_free (note->people);
  g_free (note->consent);
  g_free (note->experiment);
  g_free (note->valence);
  g_ptr_array_unref (note->pictures);
  g_free (note);
}

void
pt_day_free (PtDay *self)
{
  g_free (self->date);
  g_free (self->earlier);
  g_free (self->later);
  g_ptr_array_unref (self->notes);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_free (self);
}

static char *
dup_people (PtStore *store, PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray) links = pt_dataset_links_from (around, pt_record_get_id (record), NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < links->len; i++)
    {
      PtRecord *link = g_ptr_array_index (links, i);
      const char *kind = pt_record_get_text (link, "kind");
      PtRecord *person = pt_dataset_get (around, pt_record_get_text (link, "to"));
      if (person == NULL || !(g_strcmp0 (kind, "present") == 0 || g_strcmp0 (kind, "speaker") == 0))
        continue;
      g_autofree char *title = pt_record_dup_title (person);
      g_autofree char *name = pt_show_names_dup (store, pt_record_get_id (person), title);
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return names->len > 0 ? g_strdup (names->str) : NULL;
}

static void
add_pictures (PtStore *store, PtDataset *around, PtDayNote *note)
{
  g_autoptr (GPtrArray) files = pt_dataset_children (around, "attachment", "owner", note->id);
  note->n_files = files->len;
  for (guint i = 0; i < files->len; i++)
    {
      const char *sha256 = pt_record_get_text (g_ptr_array_index (files, i), "sha256");
      char *path = sha256 ? pt_store_thumbnail_path (store, sha256) : NULL;
      if (path)
        g_ptr_array_add (note->pictures, path);
    }
}

static char *
dup_experiment (PtDataset *around, PtRecord *record)
{
  const char *id = pt_record_get_text (record, "experiment");
  PtRecord *experiment = id ? pt_dataset_get (around, id) : NULL;
  return experiment ? pt_record_dup_title (experiment) : NULL;
}

typedef struct
{
  PtStore *store;
  PtDataset *around;
} Naming;

static char *
name_mention (const char *id, const char *label, gpointer data)
{
  const Naming *naming = data;
  g_autofree char *title = pt_mention_name_from_dataset (id, label, naming->around);
  return title ? pt_show_names_dup (naming->store, id, title) : NULL;
}

/* The words of a text without the marks of Markdown, with the present names of who is mentioned. */
static char *
dup_words (PtStore *store, PtDataset *around, const char *text)
{
  Naming naming = { store, around };
  g_autofree char *named = pt_mention_render (text, name_mention, &naming);
  cmark_node *root = cmark_parse_document (named, strlen (named), CMARK_OPT_DEFAULT);
  char *plain = cmark_render_plaintext (root, CMARK_OPT_DEFAULT, 0);
  char *words = g_strchomp (g_strdup (plain));
  free (plain);
  cmark_node_free (root);
  return words;
}

/* Something came of it: a learning moment, an action, …; who was there is no such thing. */
static gboolean
has_result (PtDataset *around, const char *id)
{
  static const char *const people[] = { "present", "speaker", "depicts", NULL };
  g_autoptr (GPtrArray) links = pt_dataset_links_from (around, id, NULL);
  g_autoptr (GPtrArray) to = pt_dataset_links_to (around, id, NULL);
  g_autoptr (GPtrArray) actions = pt_dataset_children (around, "action", "about", id);

  g_ptr_array_extend (links, to, NULL, NULL);
  for (guint i = 0; i < links->len; i++)
    if (!g_strv_contains (people, pt_record_get_text (links->pdata[i], "kind")))
      return TRUE;
  return actions->len > 0;
}

static gboolean
is_open (PtStore *store, PtDataset *around, PtRecord *record)
{
  const char *id = pt_record_get_id (record);
  g_autofree char *left = pt_store_dup_setting (store, PT_DAY_LEFT_SETTING);

  return g_strcmp0 (pt_record_get_text (record, "kind"), "review") != 0
         && g_strcmp0 (pt_record_get_text (record, "story_use"), "undecided") == 0
         && !(left != NULL && strstr (left, id) != NULL) && !has_result (around, id);
}

static PtDayNote *
make_note (PtStore *store, PtDataset *around, PtRecord *record)
{
  PtDayNote *note = g_new0 (PtDayNote, 1);
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  const char *moment = pt_record_get_text (record, "occurred_on");
  const char *body = pt_record_get_text (record, "body");

  note->id = g_strdup (pt_record_get_id (record));
  note->time = moment && strlen (moment) > TIME_OFFSET ? g_strdup (moment + TIME_OFFSET) : NULL;
  note->kind = g_strdup (
      pt_term_label (pt_vocabulary_get ("entry.kind"), pt_record_get_text (record, "kind")));
  note->title = g_strdup (pt_record_get_text (record, "title"));
  note->body = dup_words (store, around, body ? body : "");
  note->people = dup_people (store, around, record);
  note->consent = pt_consent_line_dup_with_files (around, record, today);
  note->experiment = dup_experiment (around, record);
  note->valence = g_strdup (pt_record_get_text (record, "valence"));
  note->turning_point = pt_record_get_bool (record, "turning_point");
  note->pictures = g_ptr_array_new_with_free_func (g_free);
  add_pictures (store, around, note);
  note->open = is_open (store, around, record);
  return note;
}

/* The notes between two days, in the order asked; (transfer full) of PtRow. */
static GPtrArray *
load_rows (PtStore *store, const char *from, const char *to, gboolean newest_first, guint limit,
           GError **error)
{
  const PtQuery query = { .kind = "entry",
                          .from_on = from,
                          .to_on = to,
                          .sort = "date",
                          .descending = newest_first,
                          .limit = limit };
  g_autoptr (GArray) rows = pt_store_query (store, &query, error);
  if (rows == NULL)
    return NULL;
  return pt_store_load_rows (store, (const int64_t *)(void *)rows->data, rows->len, error);
}

/* The day of the note nearest to @date on one side of it, or NULL. */
static char *
find_day (PtStore *store, const char *date, int direction)
{
  g_autofree char *next = pt_date_from_days (pt_date_to_days (date) + direction);
  g_autoptr (GPtrArray) rows = load_rows (store, direction > 0 ? next : NULL,
                                          direction > 0 ? NULL : next, direction < 0, 1, NULL);
  const PtRow *row = rows && rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  return row && row->date ? g_strndup (row->date, DATE_LENGTH) : NULL;
}

/* Of who is in the note, and of who is only in a photo of it. */
static gboolean
load_consent (PtStore *store, PtDataset *around, PtRecord *record, GError **error)
{
  g_autoptr (GPtrArray)
      files = pt_dataset_children (around, "attachment", "owner", pt_record_get_id (record));

  for (guint i = 0; i < files->len; i++)
    if (!pt_consent_load_shown (store, around, files->pdata[i], error))
      return FALSE;
  return pt_consent_load (store, around, record, error);
}

static gboolean
load_notes (PtStore *store, PtDay *day, GError **error)
{
  g_autoptr (GPtrArray) rows = load_rows (store, day->date, day->date, FALSE, NOTES_MAX, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const PtRow *row = g_ptr_array_index (rows, i);
      if (row == NULL)
        continue;
      g_autoptr (PtDataset) around = pt_store_load_around (store, row->id, error);
      if (around == NULL)
        return FALSE;
      PtRecord *record = pt_dataset_get (around, row->id);
      if (record == NULL)
        continue;
      if (!load_consent (store, around, record, error))
        return FALSE;
      g_ptr_array_add (day->notes, make_note (store, around, record));
    }
  return TRUE;
}

PtDay *
pt_day_load (PtStore *store, const char *date, gboolean or_last, GError **error)
{
  g_autoptr (PtDay) day = g_new0 (PtDay, 1);
  day->date = g_strdup (date);
  day->notes = g_ptr_array_new_with_free_func ((GDestroyNotify)note_free);
  if (!load_notes (store, day, error))
    return NULL;
  if (day->notes->len == 0 && or_last)
    {
      g_free (day->date);
      day->date = find_day (store, date, -1);
      if (day->date && !load_notes (store, day, error))
        return NULL;
    }
  if (day->date)
    {
      day->earlier = find_day (store, day->date, -1);
      day->later = find_day (store, day->date, 1);
    }
  return g_steal_pointer (&day);
}

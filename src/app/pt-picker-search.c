/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search of a picker: per kind a dozen with the words typed, those first that are called so. */
#include "pt-picker-search.h"

#include <glib/gi18n-lib.h>

#include "pt-catalog.h"
#include "pt-time.h"
#include "pt-vocabularies.h"

#define PICKS_PER_KIND 12
#define LOOKED_AT_PER_KIND 64

struct _PtPickSearch
{
  char *kinds;
  char *words;
  gboolean members;
};

void
pt_pick_free (PtPick *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->kind);
  g_free (self->words);
  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

PtPick *
pt_pick_new_for_words (const char *kinds, const char *words)
{
  const PtRecordKind *kind = kinds != NULL ? pt_record_kind_find (kinds) : NULL;
  g_autofree char *trimmed = g_strstrip (g_strdup (words));
  const PtField *title;
  PtPick *self;

  if (kind == NULL || trimmed[0] == '\0' || (kind->flags & PT_RECORD_AUXILIARY) != 0)
    return NULL;
  title = pt_record_kind_field (kind, kind->title_field);
  if (title == NULL || title->kind != PT_KIND_TEXT)
    return NULL;
  self = g_new0 (PtPick, 1);
  self->kind = g_strdup (kind->id);
  /* Translators: offers to make a new person, experiment, … with this name */
  self->title = g_strdup_printf (_ ("Add “%s”"), trimmed);
  self->words = g_steal_pointer (&trimmed);
  self->detail = g_strdup (pt_record_kind_label (kind));
  self->icon = "list-add-symbolic";
  return self;
}

PtEdit *
pt_pick_make_edit (const PtPick *self, PtWorld *world)
{
  const PtRecordKind *kind = pt_record_kind_find (self->kind);
  PtEdit *edit = pt_edit_new (world, self->kind, NULL);

  pt_edit_set_text (edit, kind->title_field, self->words);
  return edit;
}

PtPickSearch *
pt_pick_search_new (const char *kinds, const char *words, gboolean members)
{
  PtPickSearch *self = g_new0 (PtPickSearch, 1);

  self->kinds = g_strdup (kinds);
  self->words = g_strstrip (g_strdup (words));
  self->members = members;
  return self;
}

void
pt_pick_search_free (PtPickSearch *self)
{
  g_free (self->kinds);
  g_free (self->words);
  g_free (self);
}

/* The day tells notes apart; of a person it would be the day that somebody typed them in. */
static char *
dup_detail (const PtRow *row, const PtRecordKind *kind)
{
  const char *label = kind != NULL ? pt_record_kind_label (kind) : row->kind;
  g_autofree char *date = NULL;

  if (kind == NULL || kind->date_field == NULL || row->date == NULL || row->date[0] == '\0')
    return g_strdup (label);
  date = pt_date_format (row->date, pt_catalog_current ());
  return g_strdup_printf ("%s · %s", label, date);
}

static PtPick *
pick_of_row (const PtRow *row)
{
  const PtRecordKind *kind = pt_record_kind_find (row->kind);
  PtPick *pick = g_new0 (PtPick, 1);

  pick->id = g_strdup (row->id);
  pick->title = g_strdup (row->title);
  pick->detail = dup_detail (row, kind);
  pick->icon = kind != NULL ? kind->icon : "text-x-generic-symbolic";
  return pick;
}

static gboolean
is_called (const char *name, const char *words)
{
  return words[0] == '\0' || g_str_match_string (words, name, TRUE);
}

/* Once for those called so, once for those that only have the words somewhere in their text. */
static void
add_rows (const PtPickSearch *search, GPtrArray *rows, gboolean called, guint *n, GPtrArray *picks)
{
  for (guint i = 0; i < rows->len && *n < PICKS_PER_KIND; i++)
    {
      const PtRow *row = g_ptr_array_index (rows, i);
      if (row == NULL || is_called (row->title, search->words) != called)
        continue;
      g_ptr_array_add (picks, pick_of_row (row));
      ++*n;
    }
}

static gboolean
add_kind (PtStore *store, const PtPickSearch *search, const char *kind, GPtrArray *picks,
          GError **error)
{
  const PtQuery query = { .kind = kind, .search = search->words, .limit = LOOKED_AT_PER_KIND };
  g_autoptr (GArray) found = pt_store_query (store, &query, error);
  g_autoptr (GPtrArray) rows = NULL;
  guint n = 0;

  if (found == NULL)
    return FALSE;
  rows = pt_store_load_rows (store, (const int64_t *)found->data, found->len, error);
  if (rows == NULL)
    return FALSE;
  add_rows (search, rows, TRUE, &n, picks);
  add_rows (search, rows, FALSE, &n, picks);
  return TRUE;
}

static gboolean
add_members (PtStore *store, const PtPickSearch *search, GPtrArray *picks, GError **error)
{
  g_autoptr (GPtrArray) members = pt_store_list_members (store, error);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const PtMember *member = g_ptr_array_index (members, i);
      PtPick *pick;
      if (!member->active || !is_called (member->name, search->words))
        continue;
      pick = g_new0 (PtPick, 1);
      pick->id = g_strdup (member->id);
      pick->title = g_strdup (member->name);
      pick->detail = g_strdup (C_ ("person", "In the team"));
      pick->icon = "avatar-default-symbolic";
      g_ptr_array_add (picks, pick);
    }
  return members != NULL;
}

/* Themes have no record; pt_mention_write_theme() knows their ids. */
static void
add_themes (const PtPickSearch *search, GPtrArray *picks)
{
  const PtVocabulary *themes = &pt_vocabulary_themes;
  for (guint i = 0; i < themes->n_terms; i++)
    {
      const char *label = pt_term_label (themes, themes->terms[i].key);
      if (!is_called (label, search->words))
        continue;
      PtPick *pick = g_new0 (PtPick, 1);
      pick->id = g_strconcat ("theme-", themes->terms[i].key, NULL);
      pick->title = g_strdup (label);
      pick->detail = g_strdup (C_ ("picker", "Theme"));
      pick->icon = "starred-symbolic";
      g_ptr_array_add (picks, pick);
    }
}

static gboolean
add_of_kind (PtStore *store, const PtPickSearch *search, const char *kind, GPtrArray *picks,
             GError **error)
{
  if (kind[0] == '\0' || g_str_equal (kind, "member"))
    return TRUE;
  if (!g_str_equal (kind, "theme"))
    return add_kind (store, search, kind, picks, error);
  add_themes (search, picks);
  return TRUE;
}

gpointer
pt_pick_search_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const PtPickSearch *search = data;
  g_autoptr (GPtrArray) picks = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_pick_free);
  g_auto (GStrv) kinds = g_strsplit (search->kinds != NULL ? search->kinds : "", "|", -1);

  if (search->members && !add_members (store, search, picks, error))
    return NULL;
  if (search->kinds == NULL && !add_kind (store, search, NULL, picks, error))
    return NULL;
  for (guint i = 0; kinds[i] != NULL; i++)
    if (!add_of_kind (store, search, kinds[i], picks, error))
      return NULL;
  return g_steal_pointer (&picks);
}

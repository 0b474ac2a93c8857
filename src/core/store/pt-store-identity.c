/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real names behind pseudonyms. They are sealed, in one table that is in no save, no history, no
 * index, no plain backup and on no wire. */
#include "pt-name-row.h"

#include <string.h>

#define NAME_PART_MIN 3 /* letters: shorter parts are particles */

gboolean
pt_store_set_identity (PtStore *self, const char *stakeholder, const char *name,
                       const char *contact, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_get_record (self, stakeholder, error);
  g_auto (PtNameRow) row = { { NULL } };

  if (record == NULL || !pt_store_begin (self, error))
    return FALSE;
  gboolean ok = pt_name_row_read (self, stakeholder, &row, error);
  PtNameParts own = { g_strdup (name), g_strdup (contact) };
  pt_name_parts_take (&row.own, &own);
  return pt_store_end (self, ok && pt_name_row_write (self, stakeholder, &row, error), error);
}

gboolean
pt_store_get_identity (PtStore *self, const char *stakeholder, char **name, char **contact,
                       GError **error)
{
  g_auto (PtNameRow) row = { { NULL } };

  if (!pt_name_row_read (self, stakeholder, &row, error))
    return FALSE;
  *name = g_steal_pointer (&row.own.name);
  *contact = g_steal_pointer (&row.own.contact);
  return TRUE;
}

/* ── Names in texts ── */

char *
pt_store_fold_words (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  GString *out = g_string_new (" ");

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_ismark (c))
        continue;
      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, g_unichar_tolower (c));
      else if (out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
  return g_string_free (out, FALSE);
}

static gboolean
has_words (const char *folded_text, const char *words)
{
  g_autofree char *folded = pt_store_fold_words (words);

  return strlen (folded) > 1 && strstr (folded_text, folded) != NULL;
}

/* The whole name, or a part of it that is a name by itself: “Fatima” of “Fatima el Amrani”. */
static gboolean
occurs (const char *folded_text, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, " ", -1);

  if (has_words (folded_text, name))
    return TRUE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_utf8_strlen (parts[i], -1) >= NAME_PART_MIN
        && g_unichar_isupper (g_utf8_get_char (parts[i])) && has_words (folded_text, parts[i]))
      return TRUE;
  return FALSE;
}

typedef struct
{
  const char *folded;
  GPtrArray *found;
} Search;

static gboolean
look_for (const char *stakeholder, const PtNameRow *row, gpointer data, GError **error)
{
  const Search *search = data;

  if ((row->own.name != NULL && occurs (search->folded, row->own.name))
      || (row->other.name != NULL && occurs (search->folded, row->other.name)))
    g_ptr_array_add (search->found, g_strdup (stakeholder));
  return TRUE;
}

GPtrArray *
pt_store_find_names (PtStore *self, const char *text, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folded = pt_store_fold_words (text);
  Search search = { folded, found };

  return pt_name_row_each (self, look_for, &search, error) ? g_steal_pointer (&found) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A line that is none is passed over: a newer version may have written it. */
#include "pt-saved-views.h"

#include <string.h>

static void
saved_view_free (PtSavedView *self)
{
  g_free (self->name);
  g_free (self->view);
  g_free (self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const PtSavedView *one = *(PtSavedView *const *)a;
  const PtSavedView *other = *(PtSavedView *const *)b;

  return g_utf8_collate (one->name, other->name);
}

static void
add (GPtrArray *views, const char *name, const char *view)
{
  PtSavedView *saved = g_new0 (PtSavedView, 1);

  saved->name = g_strdup (name);
  saved->view = g_strdup (view);
  g_ptr_array_add (views, saved);
}

GPtrArray *
pt_saved_views_parse (const char *text)
{
  GPtrArray *views = g_ptr_array_new_with_free_func ((GDestroyNotify)saved_view_free);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *tab = strchr (lines[i], '\t');
      if (tab == NULL || tab[1] == '\0')
        continue;
      *tab = '\0';
      add (views, tab + 1, lines[i]);
    }
  g_ptr_array_sort (views, compare);
  return views;
}

char *
pt_saved_views_print (GPtrArray *views)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++)
    {
      const PtSavedView *saved = views->pdata[i];
      g_string_append_printf (text, "%s\t%s\n", saved->view, saved->name);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
pt_saved_views_setting (const PtRecordKind *kind)
{
  return g_strconcat ("list-views-", kind->id, NULL);
}

char *
pt_saved_view_dup_name (const char *typed)
{
  g_autofree char *name = g_strstrip (g_strdelimit (g_strdup (typed), "\t\n\r", ' '));

  if (*name == '\0')
    return NULL;
  if (g_utf8_strlen (name, -1) <= PT_SAVED_VIEW_NAME_MAX)
    return g_steal_pointer (&name);
  g_autofree char *cut = g_utf8_substring (name, 0, PT_SAVED_VIEW_NAME_MAX);
  return g_strdup (g_strchomp (cut));
}

const PtSavedView *
pt_saved_views_find (GPtrArray *views, const char *name)
{
  for (guint i = 0; i < views->len; i++)
    if (strcmp (((PtSavedView *)views->pdata[i])->name, name) == 0)
      return views->pdata[i];
  return NULL;
}

const PtSavedView *
pt_saved_views_find_view (GPtrArray *views, const char *view)
{
  for (guint i = 0; i < views->len; i++)
    if (strcmp (((PtSavedView *)views->pdata[i])->view, view) == 0)
      return views->pdata[i];
  return NULL;
}

void
pt_saved_views_put (GPtrArray *views, const char *name, const char *view)
{
  g_autofree char *kept_name = g_strdup (name);
  g_autofree char *kept_view = g_strdup (view);

  pt_saved_views_remove (views, kept_name);
  add (views, kept_name, kept_view);
  g_ptr_array_sort (views, compare);
}

void
pt_saved_views_remove (GPtrArray *views, const char *name)
{
  const PtSavedView *saved = pt_saved_views_find (views, name);

  if (saved != NULL)
    g_ptr_array_remove (views, (gpointer)saved);
}

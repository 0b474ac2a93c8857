/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabulary of themes, read from themes.ini among the program's resources. Everybody walks
 * vocabularies as plain tables, so it is read before main, and only then: it never changes later.
 * G_RESOURCE_OVERLAYS puts another file in its place. */
#include "pt-themes.h"

#include "pt-resources.h"
#include "pt-vocabularies.h"

#include <string.h>

#define MAX_THEMES 200

static PtTerm terms[MAX_THEMES];
static char *dutch[MAX_THEMES];

PtVocabulary pt_vocabulary_themes = { "themes", terms, 0 };

static void
add_theme (GKeyFile *file, const char *key)
{
  guint i = pt_vocabulary_themes.n_terms;
  char *english = g_key_file_get_string (file, key, "en", NULL);

  terms[i].key = g_strdup (key);
  terms[i].label = english != NULL ? english : terms[i].key;
  dutch[i] = g_key_file_get_string (file, key, "nl", NULL);
  pt_vocabulary_themes.n_terms++;
}

static void load_themes (void) __attribute__ ((constructor));

static void
load_themes (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_autoptr (GBytes) bytes = pt_resources_load ("themes.ini", &error);
  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error))
    {
      g_warning ("Reading the themes: %s", error->message);
      return;
    }

  gsize n;
  g_auto (GStrv) keys = g_key_file_get_groups (file, &n);
  for (gsize i = 0; i < n && i < MAX_THEMES; i++)
    add_theme (file, keys[i]);
}

const char *
pt_themes_label (const char *key, const char *lang)
{
  int i = pt_vocabulary_index (&pt_vocabulary_themes, key);

  if (i < 0)
    return NULL;
  return g_strcmp0 (lang, "nl") == 0 && dutch[i] != NULL ? dutch[i] : terms[i].label;
}

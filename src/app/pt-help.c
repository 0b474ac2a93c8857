/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-help.h. A new page is a line in topics[], a file in each language and a line in the resource;
 * tests/app/test-help.c finds what was forgotten. */
#include "pt-help.h"

#include <gio/gio.h>
#include <string.h>

#define FOLDER "/nl/proeftuin/Proeftuin/app/help"

static const char *const topics[] = {
  "begin",     "note",        "phone",    "close-day", "find",    "learning", "review",
  "questions", "experiments", "effects",  "people",    "consent", "privacy",  "attachments",
  "journey",   "narrative",   "papers",   "network",   "sharing", "versions", "undo",
  "backup",    "import",      "settings", "keys",
};

static const struct
{
  const char *where, *topic;
} contexts[] = {
  { "today", "note" },
  { "attention", "versions" },
  { "entry", "find" },
  { "learning", "learning" },
  { "question", "questions" },
  { "experiment", "experiments" },
  { "challenge", "questions" },
  { "action", "experiments" },
  { "resource", "experiments" },
  { "stakeholder", "people" },
  { "involvement", "people" },
  { "consent", "consent" },
  { "outcome", "effects" },
  { "measurement", "effects" },
  { "mechanism", "effects" },
  { "journey", "journey" },
  { "network", "network" },
  { "narrative", "narrative" },
  { "passage", "narrative" },
  { "release", "narrative" },
  { "welcome", "begin" },
  { "review", "review" },
  { "PtQuickNote", "note" },
  { "PtSharingDialog", "sharing" },
  { "PtConflictDialog", "versions" },
  { "PtImportDialog", "import" },
  { "PtNarrativeWindow", "narrative" },
  { "PtDossierWindow", "network" },
  { "PtPreferences", "settings" },
  { "PtLightbox", "attachments" },
};

static void
page_free (PtHelpPage *self)
{
  g_free (self->title);
  g_free (self->text);
  g_free (self->folded);
  g_free (self);
}

/* (transfer full): without case and accents. */
static char *
fold (const char *text)
{
  g_autofree char *plain = g_str_to_ascii (text, "C");

  return g_ascii_strdown (plain, -1);
}

/* The heading is the first line, "# …"; an empty line follows it. */
static PtHelpPage *
read_page (const char *lang, const char *id)
{
  g_autofree char *path = g_strdup_printf (FOLDER "/%s/%s.md", lang, id);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  PtHelpPage *page = g_new0 (PtHelpPage, 1);
  size_t size;

  g_assert (bytes != NULL);
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);
  const char *end = strchr (text, '\n');

  g_assert (g_str_has_prefix (text, "# ") && end != NULL);
  page->id = id;
  page->title = g_strndup (text + 2, (size_t)(end - text) - 2);
  page->text = g_strstrip (g_strdup (end));
  page->folded = fold (text);
  return page;
}

GPtrArray *
pt_help_list (const char *lang)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify)page_free);

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    g_ptr_array_add (pages, read_page (lang, topics[i]));
  return pages;
}

static gboolean
has_all (const char *text, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
has_any (const char *text, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

GPtrArray *
pt_help_search (GPtrArray *pages, const char *words)
{
  g_autofree char *folded = fold (words);
  g_auto (GStrv) wanted = g_strsplit_set (g_strstrip (folded), " \t", -1);
  GPtrArray *found = g_ptr_array_new ();

  for (guint titled = 2; titled-- > 0;)
    for (guint i = 0; i < pages->len; i++)
      {
        PtHelpPage *page = pages->pdata[i];
        g_autofree char *title = fold (page->title);
        if (has_all (page->folded, wanted) && has_any (title, wanted) == (titled == 1))
          g_ptr_array_add (found, page);
      }
  return found;
}

const char *
pt_help_find_for (const char *where)
{
  for (guint i = 0; i < G_N_ELEMENTS (contexts); i++)
    if (g_strcmp0 (contexts[i].where, where) == 0)
      return contexts[i].topic;
  return topics[0];
}

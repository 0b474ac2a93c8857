/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the message catalogues (GNU gettext manual, "The Format of GNU MO Files") that are bundled
 * into the program, and finds the installed or freshly built ones for gettext. */
#include "pt-catalog.h"

#include "pt-resources.h"

#include <gio/gio.h>
#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define MO_MAGIC 0x950412deu
#define MO_HEADER 28 /* bytes */

typedef struct
{
  GBytes *bytes;
  const char *data;
  size_t size;
  uint32_t count;
  uint32_t originals; /* offset of the sorted table of (length, offset) */
  uint32_t translations;
} Catalog;

static uint32_t
read_word (const Catalog *self, size_t offset)
{
  uint32_t word;

  memcpy (&word, self->data + offset, sizeof word);
  return GUINT32_FROM_LE (word);
}

/* Whether a table of @count pairs of words at @offset lies within the file. */
static bool
has_table (const Catalog *self, uint32_t offset)
{
  return offset <= self->size && self->count <= (self->size - offset) / 8;
}

static bool
open_catalog (Catalog *self, const char *lang)
{
  g_autofree char *name = g_strconcat (lang, ".mo", NULL);

  self->bytes = pt_resources_load (name, NULL);
  if (self->bytes == NULL)
    return false;
  self->data = g_bytes_get_data (self->bytes, &self->size);
  if (self->size < MO_HEADER || read_word (self, 0) != MO_MAGIC)
    return false;
  self->count = read_word (self, 8);
  self->originals = read_word (self, 12);
  self->translations = read_word (self, 16);
  return has_table (self, self->originals) && has_table (self, self->translations);
}

/* The @i-th text of a table, with its length; NULL if it is not wholly inside or not ended by NUL. */
static const char *
nth_text (const Catalog *self, uint32_t table, uint32_t i, uint32_t *length)
{
  uint32_t offset = read_word (self, table + 8 * (size_t)i + 4);

  *length = read_word (self, table + 8 * (size_t)i);
  if (offset >= self->size || *length >= self->size - offset
      || self->data[offset + *length] != '\0')
    return NULL;
  return self->data + offset;
}

static const Catalog *
get_catalog (const char *lang)
{
  static gsize once = 0;
  static Catalog dutch;
  static bool usable;

  if (g_strcmp0 (lang, "nl") != 0)
    return NULL;
  if (g_once_init_enter (&once))
    {
      usable = open_catalog (&dutch, "nl");
      g_once_init_leave (&once, 1);
    }
  return usable ? &dutch : NULL;
}

/* Originals are sorted as C strings; one with a plural is `singular NUL plural`, so that comparing
 * up to the first NUL finds it. */
static const char *
look_up (const Catalog *self, const char *key, uint32_t *length)
{
  uint32_t low = 0, high = self->count;

  while (low < high)
    {
      uint32_t middle = low + (high - low) / 2, ignored;
      const char *original = nth_text (self, self->originals, middle, &ignored);
      if (original == NULL)
        return NULL;
      int order = strcmp (original, key);
      if (order == 0)
        return nth_text (self, self->translations, middle, length);
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* The translation, or NULL. The empty msgid is the catalogue's header. */
static const char *
translate (const char *lang, const char *context, const char *msgid)
{
  const Catalog *catalog = *msgid == '\0' ? NULL : get_catalog (lang);
  uint32_t length = 0;

  if (catalog == NULL)
    return NULL;
  g_autofree char *key = context == NULL ? NULL : g_strconcat (context, "\004", msgid, NULL);
  const char *found = look_up (catalog, key == NULL ? msgid : key, &length);
  return length == 0 ? NULL : found;
}

const char *
pt_catalog_text (const char *lang, const char *context, const char *msgid)
{
  const char *found = translate (lang, context, msgid);
  return found == NULL ? msgid : found;
}

bool
pt_catalog_has (const char *lang, const char *context, const char *msgid)
{
  return translate (lang, context, msgid) != NULL;
}

const char *
pt_catalog_plural (const char *lang, const char *singular, const char *plural, unsigned long n)
{
  const Catalog *catalog = get_catalog (lang);
  const char *english = n == 1 ? singular : plural;
  uint32_t length = 0;
  const char *found = catalog == NULL ? NULL : look_up (catalog, singular, &length);

  if (found == NULL || length == 0)
    return english;
  if (n == 1)
    return found;

  /* Dutch, like English, has two forms: they follow each other. */
  size_t first = strlen (found);
  return first < length ? found + first + 1 : english;
}

const char *
pt_catalog_current (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], "nl"))
        return "nl";
      if (g_str_has_prefix (names[i], "en") || strcmp (names[i], "C") == 0)
        return "en";
    }
  return "en";
}

/* A laptop may ask for a language whose locale is not installed; then gettext would stay English
 * with the words at hand. C.UTF-8 is always there and lets LANGUAGE choose. */
static void
set_locale (void)
{
  if (setlocale (LC_ALL, "") != NULL)
    return;

  g_autofree char *languages = g_strjoinv (":", (char **)g_get_language_names ());
  if (setlocale (LC_ALL, "C.UTF-8") != NULL)
    g_setenv ("LANGUAGE", languages, FALSE);
}

static bool
runs_from_build_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  return program != NULL && g_str_has_prefix (program, PT_BUILD_ROOT "/");
}

void
pt_catalog_init (void)
{
  bool built = runs_from_build_folder () && g_file_test (PT_BUILD_LOCALE_DIR, G_FILE_TEST_IS_DIR);

  set_locale ();
  bindtextdomain (GETTEXT_PACKAGE, built ? PT_BUILD_LOCALE_DIR : PT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

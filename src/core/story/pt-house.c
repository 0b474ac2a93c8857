/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-house.h. */
#include "pt-house.h"

#include "pt-contrast.h"
#include "pt-house-face.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <string.h>

#define GROUP "house"
#define FILE_NAME "house.ini"
#define WHITE 0xffffff
#define MAX_LOGO_BYTES (16 * 1024 * 1024)
/* What would end a name in CSS or XML is in the name of no font. */
#define NOT_IN_NAMES "\"'\\<>&{};:,"

gboolean
pt_house_parse_colour (const char *text, guint32 *rgb, GError **error)
{
  char *end = NULL;
  const guint64 value = *text == '#' ? g_ascii_strtoull (text + 1, &end, 16) : 0;

  if (end != NULL && *end == '\0' && strlen (text) == strlen ("#rrggbb")
      && g_ascii_isxdigit (text[1]))
    {
      *rgb = (guint32)value;
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("“%s” is no colour: write it as #c8102e."), text);
  return FALSE;
}

static gboolean
take_accent (PtHouse *self, const char *text, const char *folder, GError **error)
{
  guint32 asked;

  if (!pt_house_parse_colour (text, &asked, error))
    return FALSE;
  self->has_accent = TRUE;
  self->accent = pt_contrast_fit (asked, WHITE);
  if (self->accent != asked)
    g_ptr_array_add (self->notes,
                     /* Translators: two colours such as #ffcc00 */
                     g_strdup_printf (_ ("Words in the colour %1$s cannot be read well on white "
                                         "paper. A darker one is used: #%2$06x."),
                                      text, self->accent));
  return TRUE;
}

static gboolean
is_installed (const char *family)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  g_autofree PangoFontFamily **families = NULL;
  gboolean found = FALSE;
  int n;

  pango_font_map_list_families (fonts, &families, &n);
  for (int i = 0; i < n && !found; i++)
    found = g_ascii_strcasecmp (pango_font_family_get_name (families[i]), family) == 0;
  return found;
}

static gboolean
take_font (PtHouse *self, const char *family, char **into, GError **error)
{
  if (strpbrk (family, NOT_IN_NAMES) != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” is no name of a font."),
                   family);
      return FALSE;
    }
  if (is_installed (family))
    {
      *into = g_strdup (family);
      if (!pt_house_face_may_leave (family))
        g_ptr_array_add (self->notes,
                         g_strdup_printf (_ ("The maker of the font “%s” does not allow it inside "
                                             "web pages and e-books; who has it sees it there, and "
                                             "others see ours."),
                                          family));
    }
  else
    g_ptr_array_add (self->notes,
                     g_strdup_printf (_ ("The font “%s” is not on this computer; ours is used. "
                                         "Install it, or choose another."),
                                      family));
  return TRUE;
}

static gboolean
take_text_font (PtHouse *self, const char *text, const char *folder, GError **error)
{
  return take_font (self, text, &self->text_font, error);
}

static gboolean
take_heading_font (PtHouse *self, const char *text, const char *folder, GError **error)
{
  return take_font (self, text, &self->heading_font, error);
}

PtPhoto *
pt_house_read_logo (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL && g_mapped_file_get_length (file) <= MAX_LOGO_BYTES
                                 ? g_mapped_file_get_bytes (file)
                                 : NULL;
  PtPhoto *logo = bytes != NULL ? pt_photo_new (bytes, PT_PHOTO_PRINT_PIXELS) : NULL;

  if (file == NULL)
    g_prefix_error (error, "%s ", _ ("The logo cannot be opened:"));
  else if (logo == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("“%s” is no picture that can be a logo: choose a PNG, SVG or JPEG."), path);
  return logo;
}

static gboolean
take_logo (PtHouse *self, const char *text, const char *folder, GError **error)
{
  g_autofree char *path = folder != NULL && !g_path_is_absolute (text)
                              ? g_build_filename (folder, text, NULL)
                              : g_strdup (text);

  self->logo = pt_house_read_logo (path, error);
  return self->logo != NULL;
}

static const struct
{
  const char *key;
  gboolean (*take) (PtHouse *self, const char *text, const char *folder, GError **error);
} settings[] = {
  { "logo", take_logo },
  { "text-font", take_text_font },
  { "heading-font", take_heading_font },
  { "accent", take_accent },
};

/* A word that is written wrong would silently give our own look. */
static gboolean
check_keys (GKeyFile *file, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP, NULL, error);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      gboolean known = FALSE;

      for (guint s = 0; s < G_N_ELEMENTS (settings); s++)
        known = known || g_str_equal (settings[s].key, keys[i]);
      if (known)
        continue;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   /* Translators: after “:” are words of a file, which stay English */
                   _ ("“%s” says nothing about a house: say logo, text-font, heading-font or "
                      "accent."),
                   keys[i]);
      return FALSE;
    }
  return keys != NULL;
}

static gboolean
take_all (PtHouse *self, GKeyFile *file, const char *folder, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *value = g_key_file_get_string (file, GROUP, settings[i].key, NULL);
      const char *text = value != NULL ? g_strstrip (value) : "";

      if (*text != '\0' && !settings[i].take (self, text, folder, error))
        return FALSE;
    }
  return TRUE;
}

PtHouse *
pt_house_new (const char *text, const char *folder, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (PtHouse) self = g_new0 (PtHouse, 1);

  g_return_val_if_fail (text != NULL, NULL);
  g_atomic_ref_count_init (&self->refs);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, error)
      || !check_keys (file, error) || !take_all (self, file, folder, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
pt_house_list_fonts (const PtHouse *self, const char *families[3])
{
  guint n = 0;

  if (self->text_font != NULL)
    families[n++] = self->text_font;
  if (self->heading_font != NULL && g_strcmp0 (self->heading_font, self->text_font) != 0)
    families[n++] = self->heading_font;
  families[n] = NULL;
}

PtHouse *
pt_house_load (const char *path, GError **error)
{
  g_autofree char *file = g_file_test (path, G_FILE_TEST_IS_DIR)
                              ? g_build_filename (path, FILE_NAME, NULL)
                              : g_strdup (path);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (file, &text, NULL, error))
    return NULL;
  return pt_house_new (text, folder, error);
}

PtHouse *
pt_house_ref (PtHouse *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_house_unref (PtHouse *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->logo, pt_photo_unref);
  g_ptr_array_unref (self->notes);
  g_free (self->text_font);
  g_free (self->heading_font);
  g_free (self);
}

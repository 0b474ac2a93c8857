/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faces are found by pango and cut to size by HarfBuzz. fsType is read as OpenType 1.9 says under “OS/2”:
 * of the lower four bits the one that allows most counts. */
#include "pt-house-face.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <pango/pangocairo.h>
#include <string.h>

#define FS_TYPE_AT 8 /* bytes from the beginning of OS/2 */
#define FS_USAGE 0x000f
#define FS_EDITABLE 0x0008
#define FS_WHOLE_ONLY 0x0100
#define FS_BITMAPS_ONLY 0x0200

#define DATA_MARK ";base64,"

static const struct
{
  PangoWeight weight;
  PangoStyle style;
  const char *css_weight, *css_style;
} faces[] = {
  { PANGO_WEIGHT_NORMAL, PANGO_STYLE_NORMAL, "400", "normal" },
  { PANGO_WEIGHT_NORMAL, PANGO_STYLE_ITALIC, "400", "italic" },
  { PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL, "700", "normal" },
};

void
pt_house_face_free (PtHouseFace *self)
{
  g_free (self->family);
  g_bytes_unref (self->bytes);
  g_free (self);
}

bool
pt_house_face_allows (guint16 fs_type)
{
  const guint16 usage = fs_type & FS_USAGE;

  return (usage == 0 || (usage & FS_EDITABLE) != 0) && (fs_type & FS_BITMAPS_ONLY) == 0;
}

/* A font without OS/2 says nothing, and is not taken. */
static bool
read_fs_type (hb_face_t *face, guint16 *fs_type)
{
  hb_blob_t *table = hb_face_reference_table (face, HB_TAG ('O', 'S', '/', '2'));
  guint size;
  const guint8 *data = (const guint8 *)hb_blob_get_data (table, &size);
  const bool there = size >= FS_TYPE_AT + 2;

  if (there)
    *fs_type = (guint16)(data[FS_TYPE_AT] << 8 | data[FS_TYPE_AT + 1]);
  hb_blob_destroy (table);
  return there;
}

/* (transfer full) (nullable): face @i of @family; NULL where it has none of its own. */
static PangoFont *
load_face (PangoFontMap *fonts, const char *family, guint i)
{
  PangoContext *context = pango_font_map_create_context (fonts);
  PangoFontDescription *wanted = pango_font_description_new ();
  PangoFontDescription *found;
  PangoFont *font;

  pango_font_description_set_family (wanted, family);
  pango_font_description_set_weight (wanted, faces[i].weight);
  pango_font_description_set_style (wanted, faces[i].style);
  font = pango_font_map_load_font (fonts, context, wanted);
  found = font != NULL ? pango_font_describe (font) : NULL;
  if (found != NULL
      && (g_ascii_strcasecmp (pango_font_description_get_family (found), family) != 0
          || (i > 0 && pango_font_description_get_weight (found) != faces[i].weight)
          || (i > 0
              && (pango_font_description_get_style (found) == PANGO_STYLE_NORMAL)
                     != (faces[i].style == PANGO_STYLE_NORMAL))))
    g_clear_object (&font);
  g_clear_pointer (&found, pango_font_description_free);
  pango_font_description_free (wanted);
  g_object_unref (context);
  return font;
}

bool
pt_house_face_may_leave (const char *family)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  bool may = true;

  for (guint i = 0; i < G_N_ELEMENTS (faces); i++)
    {
      g_autoptr (PangoFont) font = load_face (fonts, family, i);
      guint16 fs_type;

      if (font != NULL)
        may = may && read_fs_type (hb_font_get_face (pango_font_get_hb_font (font)), &fs_type)
              && pt_house_face_allows (fs_type);
    }
  return may;
}

/* Characters of @text; what stands in a file as data is none of it. */
static void
collect (hb_set_t *into, const char *text)
{
  hb_set_add_range (into, ' ', '~');
  while (*text != '\0')
    {
      if (g_str_has_prefix (text, DATA_MARK))
        {
          text += strlen (DATA_MARK);
          text += strcspn (text, "\")");
          continue;
        }
      hb_set_add (into, g_utf8_get_char (text));
      text = g_utf8_next_char (text);
    }
}

/* (transfer full) (nullable) */
static GBytes *
bytes_of (hb_face_t *face)
{
  hb_blob_t *blob = hb_face_reference_blob (face);
  guint size;
  const char *data = hb_blob_get_data (blob, &size);
  GBytes *bytes = size > 0 ? g_bytes_new (data, size) : NULL;

  hb_blob_destroy (blob);
  return bytes;
}

/* (transfer full) (nullable): what is needed of @face, or all where its maker wants it whole. */
static GBytes *
cut (hb_face_t *face, hb_set_t *characters, guint16 fs_type)
{
  hb_subset_input_t *input;
  hb_face_t *small;
  GBytes *bytes;

  if ((fs_type & FS_WHOLE_ONLY) != 0)
    return bytes_of (face);
  input = hb_subset_input_create_or_fail ();
  hb_set_union (hb_subset_input_unicode_set (input), characters);
  small = hb_subset_or_fail (face, input);
  bytes = small != NULL ? bytes_of (small) : NULL;
  if (small != NULL)
    hb_face_destroy (small);
  hb_subset_input_destroy (input);
  return bytes;
}

static void
add_face (GPtrArray *found, PangoFontMap *fonts, const char *family, guint i, hb_set_t *characters)
{
  g_autoptr (PangoFont) font = load_face (fonts, family, i);
  hb_face_t *face = font != NULL ? hb_font_get_face (pango_font_get_hb_font (font)) : NULL;
  guint16 fs_type;
  PtHouseFace *one;
  GBytes *bytes = face != NULL && read_fs_type (face, &fs_type) ? cut (face, characters, fs_type)
                                                                : NULL;

  if (bytes == NULL)
    return;
  one = g_new0 (PtHouseFace, 1);
  one->family = g_strdup (family);
  one->weight = hb_ot_var_has_data (face) ? "100 900" : faces[i].css_weight;
  one->style = faces[i].css_style;
  one->extension = memcmp (g_bytes_get_data (bytes, NULL), "OTTO", 4) == 0 ? "otf" : "ttf";
  one->bytes = bytes;
  g_ptr_array_add (found, one);
}

GPtrArray *
pt_house_faces_new (const char *const *families, const char *text)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_house_face_free);
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  hb_set_t *characters = hb_set_create ();

  collect (characters, text);
  for (guint f = 0; families[f] != NULL; f++)
    for (guint i = 0; pt_house_face_may_leave (families[f]) && i < G_N_ELEMENTS (faces); i++)
      add_face (found, fonts, families[f], i, characters);
  hb_set_destroy (characters);
  return found;
}

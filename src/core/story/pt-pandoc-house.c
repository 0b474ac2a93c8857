/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our templates in the look of a house: parts of an office document are filled in, an e-book gets a style
 * sheet behind ours. */
#include "pt-pandoc-private.h"
#include "pt-story-resources.h"
#include "pt-zip-refill.h"

#define RESOURCES "/nl/proeftuin/Proeftuin/story/"

/* Which parts of our templates a house changes. */
static const struct
{
  const char *format, *part;
} dressed[] = { { "docx", "styles" }, { "docx", "footer" }, { "odt", "styles" } };

/* (transfer full) */
static GBytes *
look_up (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, NULL);

  return g_resource_lookup_data (pt_story_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 NULL);
}

static void
fill (GString *text, const char *name, const char *value, const char *ours)
{
  g_autofree char *escaped = g_markup_escape_text (value != NULL ? value : ours, -1);

  g_string_replace (text, name, escaped, 0);
}

/* (transfer full): as make-templates.py leaves it open. */
static GBytes *
dress (GBytes *open, const PtHouse *house)
{
  g_autofree char *accent = house->has_accent ? g_strdup_printf ("%06X", house->accent) : NULL;
  GString *text = g_string_new_len (g_bytes_get_data (open, NULL), (gssize)g_bytes_get_size (open));

  fill (text, "@TEXT@", house->text_font, "Georgia");
  fill (text, "@HEADING@", house->heading_font, "Georgia");
  fill (text, "@SANS@", house->heading_font, "Calibri");
  fill (text, "@ACCENT@", accent, "3B4A8F");
  fill (text, "@TITLE@", accent, "22272E");
  return g_string_free_to_bytes (text);
}

/* (transfer full) (nullable): our template in the fonts and the colour of @house. */
static GBytes *
dress_template (GBytes *template, const PtPandocKind *kind, const PtHouse *house, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_stand_in_free);
  GByteArray *bytes;

  for (guint i = 0; i < G_N_ELEMENTS (dressed); i++)
    {
      g_autofree char *plain = g_strdup_printf ("%s-%s.xml", kind->format, dressed[i].part);
      g_autofree char *house_name = g_strdup_printf ("%s-%s-house.xml", kind->format,
                                                     dressed[i].part);
      PtStandIn *part;

      if (!g_str_equal (dressed[i].format, kind->format))
        continue;
      g_autoptr (GBytes) open = look_up (house_name);
      part = g_new0 (PtStandIn, 1);
      part->stand_in = look_up (plain);
      part->real = dress (open, house);
      g_ptr_array_add (parts, part);
    }
  bytes = pt_zip_refill (template, parts, NULL, NULL, error);
  return bytes != NULL ? g_byte_array_free_to_bytes (bytes) : NULL;
}

char *
pt_pandoc_name_face (const PtHouseFace *face, guint i)
{
  return g_strdup_printf ("house-%u.%s", i, face->extension);
}

/* Pandoc puts fonts into a folder beside that of the style sheets. */
static void
add_face (GString *css, const PtHouseFace *face, guint i)
{
  g_autofree char *name = pt_pandoc_name_face (face, i);

  g_string_append_printf (css,
                          "@font-face { font-family: \"%s\"; font-weight: %s; font-style: %s; "
                          "src: url(../fonts/%s); }\n",
                          face->family, face->weight, face->style, name);
}

/* (transfer full): @ours, and what the house has. The colour stays off running text, which a reader may
 * have light on dark. */
static GBytes *
dress_sheet (GBytes *ours, const PtHouse *house, GPtrArray *faces)
{
  GString *css = g_string_new_len (g_bytes_get_data (ours, NULL), (gssize)g_bytes_get_size (ours));

  for (guint i = 0; i < faces->len; i++)
    add_face (css, faces->pdata[i], i);
  if (house->text_font != NULL)
    g_string_append_printf (css, "body { font-family: \"%s\", serif; }\n", house->text_font);
  if (house->heading_font != NULL)
    g_string_append_printf (css,
                            "h1, h2, h3, h4, table, .subtitle, .dateline, .speaker, .image-caption "
                            "{ font-family: \"%s\", sans-serif; }\n",
                            house->heading_font);
  if (house->has_accent)
    g_string_append_printf (css,
                            "h1 { border-bottom: 2px solid #%1$06x; padding-bottom: 0.2em; }\n"
                            ".question p, .signpost p { border-left-color: #%1$06x; }\n",
                            house->accent);
  return g_string_free_to_bytes (css);
}

GBytes *
pt_pandoc_dress (const PtPandocKind *kind, const char *name, const PtHouse *house, GPtrArray *faces,
                 GError **error)
{
  g_autoptr (GBytes) ours = look_up (name);

  if (house == NULL)
    return g_steal_pointer (&ours);
  return kind->author ? dress_sheet (ours, house, faces)
                      : dress_template (ours, kind, house, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look of a house: what is taken from its file, what is refused, and whether its colour can be read. */
#include "pt-contrast.h"
#include "pt-house-face.h"
#include "pt-house.h"
#include "pt-html.h"

#include "pt-document.h"

#include <math.h>
#include <string.h>

#define WHITE 0xffffff

static PtHouse *
new_house (const char *settings)
{
  g_autofree char *text = g_strconcat ("[house]\n", settings, NULL);
  g_autoptr (GError) error = NULL;
  PtHouse *house = pt_house_new (text, NULL, &error);

  g_assert_no_error (error);
  return house;
}

/* Ratios as the contrast checkers of WebAIM and of the W3C give them. */
static const struct
{
  guint32 one, other;
  double ratio;
} ratios[] = {
  { 0x000000, WHITE, 21 },   { WHITE, WHITE, 1 },      { 0x777777, WHITE, 4.48 },
  { 0x767676, WHITE, 4.54 }, { 0xffcc00, WHITE, 1.5 }, { 0xc8102e, WHITE, 5.88 },
};

static void
test_contrast (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ratios); i++)
    {
      const double found = pt_contrast (ratios[i].one, ratios[i].other);

      g_test_message ("#%06x: %.2f", ratios[i].one, found);
      g_assert_cmpfloat (fabs (found - ratios[i].ratio), <, 0.02);
    }
}

static void
test_fit (void)
{
  static const guint32 papers[] = { WHITE, 0xf3f1ea, 0x24272c, 0x000000 };

  g_test_summary ("Any colour becomes one that can be read, and one that can stays as it is");
  g_assert_cmphex (pt_contrast_fit (0xc8102e, WHITE), ==, 0xc8102e);
  for (guint p = 0; p < G_N_ELEMENTS (papers); p++)
    for (guint32 rgb = 0; rgb <= WHITE; rgb += 0x0c2b17)
      g_assert_cmpfloat (pt_contrast (pt_contrast_fit (rgb, papers[p]), papers[p]), >=,
                         PT_CONTRAST_ENOUGH);
}

static void
test_accent (void)
{
  g_autoptr (PtHouse) good = new_house ("accent=#c8102e\n");
  g_autoptr (PtHouse) light = new_house ("accent= #FFCC00 \n");

  g_assert_cmphex (good->accent, ==, 0xc8102e);
  g_assert_cmpuint (good->notes->len, ==, 0);
  g_assert_cmpfloat (pt_contrast (light->accent, WHITE), >=, PT_CONTRAST_ENOUGH);
  g_assert_cmpuint (light->notes->len, ==, 1);
  g_assert_nonnull (strstr (light->notes->pdata[0], "#FFCC00"));
}

static void
test_fonts (void)
{
  g_autoptr (PtHouse)
      house = new_house ("text-font=Nergens Letter\nheading-font=dejavu sans\naccent=\n");

  g_test_summary ("A font that is not there is said, and ours is taken");
  g_assert_null (house->text_font);
  g_assert_cmpstr (house->heading_font, ==, "dejavu sans");
  g_assert_false (house->has_accent);
  g_assert_cmpuint (house->notes->len, ==, 1);
  g_assert_nonnull (strstr (house->notes->pdata[0], "Nergens Letter"));
}

static const struct
{
  const char *name, *text, *word;
} refused[] = {
  { "no-file-of-this-kind", "zomaar wat", NULL },
  { "no-house", "[tuin]\nlogo=x\n", NULL },
  { "unknown-word", "[house]\ncolour=#ffffff\n", "colour" },
  { "colour-name", "[house]\naccent=red\n", "red" },
  { "colour-short", "[house]\naccent=#fff\n", "#fff" },
  { "colour-sign", "[house]\naccent=#-12345\n", "#-12345" },
  { "style-in-font", "[house]\ntext-font=x;} body { display:none\n", "font" },
  { "logo-gone", "[house]\nlogo=/nergens/logo.png\n", "logo" },
  { "logo-no-picture", "[house]\nlogo=/dev/null\n", "logo" },
};

static void
test_refused (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;

  g_assert_null (pt_house_new (refused[i].text, NULL, &error));
  g_assert_nonnull (error);
  if (refused[i].word != NULL)
    g_assert_nonnull (strstr (error->message, refused[i].word));
}

/* What OS/2 may say in fsType, and whether such a font may stand in a file that can be changed. */
static const struct
{
  const char *name;
  guint16 fs_type;
  bool may;
} rights[] = {
  { "installable", 0x0000, true },
  { "restricted", 0x0002, false },
  { "preview-and-print", 0x0004, false },
  { "editable", 0x0008, true },
  { "restricted-but-editable", 0x000a, true },
  { "whole-only", 0x0100, true },
  { "bitmaps-only", 0x0200, false },
  { "editable-bitmaps-only", 0x0208, false },
};

static void
test_rights (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    {
      g_test_message ("%s", rights[i].name);
      g_assert_cmpint (pt_house_face_allows (rights[i].fs_type), ==, rights[i].may);
    }
}

static gsize
size_of_faces (const char *text, guint *n)
{
  const char *const families[] = { "DejaVu Sans", NULL };
  g_autoptr (GPtrArray) faces = pt_house_faces_new (families, text);
  gsize size = 0;

  *n = faces->len;
  for (guint i = 0; i < faces->len; i++)
    size += g_bytes_get_size (((PtHouseFace *)faces->pdata[i])->bytes);
  return size;
}

static void
test_faces (void)
{
  guint n;
  const gsize few = size_of_faces ("Koffie", &n);
  const gsize data = size_of_faces ("Koffie;base64,Ж\"", &n);
  const gsize more = size_of_faces ("Koffie Жизнь ελευθερία", &n);

  g_test_summary ("Of a font goes along what the words need; what is no words needs nothing");
  g_assert_cmpuint (n, ==, 3); /* upright, italic, bold */
  g_assert_cmpuint (few, >, 1000);
  g_assert_cmpuint (few, <, 120000);
  g_assert_cmpuint (data, ==, few);
  g_assert_cmpuint (more, >, few);
}

static void
test_web_page (void)
{
  g_autoptr (PtHouse) house = new_house ("heading-font=DejaVu Sans\naccent=#c8102e\n");
  g_autoptr (PtDocument) document = pt_document_new ("Titel", "nl");
  g_autoptr (GBytes) plain = pt_html_write (document);
  g_autofree char *ours = g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));

  pt_document_set_house (document, house);
  g_autoptr (GBytes) dressed = pt_html_write (document);
  g_autofree char *theirs = g_strndup (g_bytes_get_data (dressed, NULL),
                                       g_bytes_get_size (dressed));

  g_assert_null (strstr (ours, "DejaVu Sans"));
  g_assert_null (strstr (ours, "@font-face"));
  g_assert_nonnull (strstr (theirs, "@font-face { font-family: \"DejaVu Sans\"; font-weight: 700; "
                                    "font-style: normal; src: url(data:font/ttf;base64,AAEAAA"));
  g_assert_nonnull (strstr (theirs,
                            "--sans: \"DejaVu Sans\", var(--our-sans);\n  --head: var(--sans);\n"
                            "  --accent: #c8102e; --title: #c8102e;\n"));
  g_assert_nonnull (strstr (theirs, "@media (prefers-color-scheme: dark) { :root { --accent: #"));
  g_assert_null (strstr (theirs, "class=\"logo\""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/house/contrast", test_contrast);
  g_test_add_func ("/house/fit", test_fit);
  g_test_add_func ("/house/accent", test_accent);
  g_test_add_func ("/house/fonts", test_fonts);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/house/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/house/rights", test_rights);
  g_test_add_func ("/house/faces", test_faces);
  g_test_add_func ("/house/web-page", test_web_page);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of unknown encoding to text. */
#include "pt-import.h"
#include "pt-text-encoding.h"

#include <string.h>

#define BYTES(literal) literal, sizeof literal - 1

typedef struct
{
  const char *name;
  const char *bytes;
  gsize size;
  const char *text; /* NULL = refused */
  const char *encoding;
} Case;

static const Case CASES[] = {
  { "ascii", BYTES ("abc"), "abc", "UTF-8" },
  { "utf-8", BYTES ("caf\xC3\xA9"), "café", "UTF-8" },
  { "utf-8-bom",
    BYTES ("\xEF\xBB\xBF"
           "caf\xC3\xA9"),
    "café", "UTF-8" },
  { "latin-1", BYTES ("caf\xE9 \xEB\xE9n"), "café ëén", "WINDOWS-1252" },
  { "windows-1252", BYTES ("\x80 5 \x93ja\x94"), "€ 5 “ja”", "WINDOWS-1252" },
  { "latin-1-control", BYTES ("a\x81\xE9"), "a\xC2\x81\xC3\xA9", "ISO-8859-1" },
  { "utf-16-le-bom",
    BYTES ("\xFF\xFE"
           "c\0\xE9\0"),
    "cé", "UTF-16LE" },
  { "utf-16-be-bom", BYTES ("\xFE\xFF\0c\0\xE9"), "cé", "UTF-16BE" },
  { "utf-16-le", BYTES ("a\0,\0b\0\n\0\xE9\0,\0c\0\n\0"), "a,b\né,c\n", "UTF-16LE" },
  { "utf-16-be", BYTES ("\0a\0,\0b\0\n\0\xE9\0,\0c\0\n"), "a,b\né,c\n", "UTF-16BE" },
  { "mostly-utf-8", BYTES ("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xFF"),
    "éééééé\xEF\xBF\xBD", "UTF-8" },
  { "utf-16-cut-off",
    BYTES ("\xFF\xFE"
           "c\0\xE9"),
    NULL, NULL },
  { "binary", BYTES ("\x01\x00\x00\x00\x02\xFF\x00\x00\x00\x00\x00"), NULL, NULL },
};

static void
test_decode (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (c->bytes, c->size);

  g_autoptr (PtDecoded) decoded = pt_text_decode (bytes, &error);

  g_assert_cmpstr (decoded != NULL ? decoded->text : NULL, ==, c->text);
  g_assert_cmpstr (decoded != NULL ? decoded->encoding : NULL, ==, c->encoding);
  g_assert_true ((error != NULL) == (c->text == NULL));
}

static void
test_fold (void)
{
  g_autofree char *a = pt_text_fold ("Ingrediënten & CAFÉ-bezoek");
  g_autofree char *b = pt_text_fold ("ingredienten   cafe_bezoek");

  g_assert_cmpstr (a, ==, b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/text-encoding/decode/%s", CASES[i].name);
      g_test_add_data_func (path, &CASES[i], test_decode);
    }
  g_test_add_func ("/text-encoding/fold", test_fold);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document tree and how each writer of text says its parts. */
#include "pt-html.h"
#include "pt-markdown.h"

#include <string.h>

static void
assert_has (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_test_message ("“%s” is not in:\n%s", words, text);
  g_assert_nonnull (strstr (text, words));
}

static PtDocument *
new_document (void)
{
  static const char *const header[] = { "Wie", "Aantal", NULL };
  static const char *const row[] = { "Bewoners", "12", NULL };
  PtDocument *document = pt_document_new ("Reis", "nl");
  PtBlock *paragraph = pt_block_new_paragraph (PT_STYLE_PLAIN, "Wij zagen");
  PtBlock *table = pt_block_new_table ("Wie er waren", header);
  PtInline *french = pt_inline_new (PT_INLINE_TEXT, "bonjour", NULL);

  french->lang = g_strdup ("fr");
  g_ptr_array_add (paragraph->inlines, french);
  pt_inlines_add_note (paragraph->inlines, "1", "note-1");
  pt_inlines_add_note (paragraph->inlines, "1", "note-1");
  pt_inlines_add_reference (paragraph->inlines, "7", "#source-7");
  table->row_header = true;
  pt_block_add_row (table, row);
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_TITLE, "Reis"));
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_COVER, "Met dank"));
  pt_document_add (document, paragraph);
  pt_document_add (document, pt_block_new_note ("note-1", "1", "Notitie van 12 maart"));
  pt_document_add (document, table);
  pt_document_add (document, pt_block_new_blanks ("Naam", 1));
  pt_document_add (document, pt_block_new_blanks ("Ik doe mee", 0));
  return document;
}

static void
test_masthead (void)
{
  g_autoptr (PtDocument) document = new_document ();

  g_assert_cmpuint (pt_document_masthead (document), ==, 2);
  g_assert_true (pt_document_has_cover (document));
  g_assert_cmpstr (pt_document_get_running (document), ==, "Reis");
  pt_document_set_running (document, "Kort");
  g_assert_cmpstr (pt_document_get_running (document), ==, "Kort");
}

static void
test_html (void)
{
  static const char *const wanted[] = {
    "<span lang=\"fr\">bonjour</span>",
    "<sup><a role=\"doc-noteref\" id=\"ref-note-1\" href=\"#note-1\">1</a></sup>"
    "<sup><a role=\"doc-noteref\" href=\"#note-1\">1</a></sup>",
    "<sup><a href=\"#source-7\">7</a></sup>",
    "<th scope=\"row\">Bewoners</th><td class=\"number\">12</td>",
    "role=\"doc-endnotes\"",
    "<li id=\"note-1\">1 Notitie van 12 maart <a role=\"doc-backlink\" href=\"#ref-note-1\"",
    "<p>Naam<span class=\"blank\"></span></p>",
    "<p class=\"cover\">Met dank</p>\n</header>",
  };
  g_autoptr (PtDocument) document = new_document ();
  g_autoptr (GBytes) bytes = pt_html_write (document);
  g_autofree char *html = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    assert_has (html, wanted[i]);
}

static void
test_markdown (void)
{
  g_autoptr (PtDocument) document = new_document ();
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_story_file_free);
  g_autofree char *text = pt_markdown_write (document, files);

  assert_has (text, "Wij zagenbonjour[^note-1][^note-1]\\[7\\]\n");
  assert_has (text, "\n[^note-1]: Notitie van 12 maart\n");
  assert_has (text, "\n☐ Ik doe mee\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/masthead", test_masthead);
  g_test_add_func ("/document/html", test_html);
  g_test_add_func ("/document/markdown", test_markdown);
  return g_test_run ();
}

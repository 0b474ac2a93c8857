/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML to Markdown. */
#include "pt-html-markdown.h"
#include "pt-import.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *html;
  const char *markdown;
} Case;

static const Case CASES[] = {
  { "paragraphs", "<p>One</p>\n<p>Two</p>", "One\n\nTwo" },
  { "headings", "<h1>A</h1><h2 style='x'>B</h2><p>c</p>", "# A\n\n## B\n\nc" },
  { "emphasis", "<p>a <strong>b</strong> <em>c</em> <del>d</del></p>", "a **b** *c* ~~d~~" },
  { "spaces-inside-marks", "<p>a<b> b </b>c</p>", "a **b** c" },
  { "white-space", "<p>  a\n   b\t c  </p>", "a b c" },
  { "line-break", "<p>a<br>b</p>", "a  \nb" },
  { "entities", "<p>a &amp; b &lt;c&gt; &eacute;&nbsp;&euro;</p>", "a & b \\<c> é\xC2\xA0€" },
  { "list", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c" },
  { "numbered-list", "<ol><li>a</li><li>b</li></ol>", "1. a\n2. b" },
  { "checkboxes",
    "<ul><li><input type=checkbox checked> a</li><li><input type=checkbox> b</li></ul>",
    "- [x] a\n- [ ] b" },
  { "table", "<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td></tr></table>",
    "| a | b\\|c |\n| --- | --- |\n| 1 |  |" },
  { "link", "<p><a href='https://example.org/x'>here</a></p>", "[here](https://example.org/x)" },
  { "link-without-text", "<p><a href='https://example.org/'>https://example.org/</a></p>",
    "<https://example.org/>" },
  { "script-link", "<p><a href='javascript:alert(1)'>here</a></p>", "here" },
  { "quote", "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b" },
  { "code", "<pre>x = 1\n  y</pre><p><code>z</code></p>", "```\nx = 1\n  y\n```\n\n`z`" },
  { "script-and-style", "<style>p{}</style><p>a<script>alert(1)</script>b</p>", "ab" },
  { "image", "<p><img src='x.png' alt='a cat'></p>", "a cat" },
  { "sub-and-sup", "<p>H<sub>2</sub>O, m<sup>2</sup>, x<sup>n</sup></p>", "H₂O, m², x^(n)" },
  { "escapes", "<p>2 * 3 and [x](y)</p>", "2 \\* 3 and \\[x\\](y)" },
  { "formula", "<p>$$a[1]*b$$ costs $5 * 2</p>", "$$a[1]*b$$ costs $5 \\* 2" },
  { "false-heading", "<p># no heading</p><p>1. no list</p><p>- no list</p>",
    "\\# no heading\n\n1\\. no list\n\n\\- no list" },
  { "text-without-blocks", "just <b>text</b>", "just **text**" },
  { "block-in-inline", "<span><p>a</p><p>b</p></span>", "a\n\nb" },
  { "unclosed", "<p>a<b>b<p>c", "a**b**\n\nc" },
  { "doctype", "<!DOCTYPE html><html><head><title>t</title></head><body><p>a</p></body></html>",
    "a" },
  { "blank", "<p>&nbsp;</p><p> </p>", "" },
  { "mention-in-disguise", "<p>[@An](pt:123)</p>", "\\[@An\\](pt:123)" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;

  g_autofree char *markdown = pt_html_to_markdown (c->html, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (markdown, ==, c->markdown);
}

static void
test_entities_refused (void)
{
  g_autoptr (GError) error = NULL;
  const char *html =
      "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]><p>&a;&b;</p>";

  g_autofree char *markdown = pt_html_to_markdown (html, NULL, NULL, &error);

  g_assert_null (markdown);
  g_assert_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_HOSTILE);
}

static void
test_deep (gconstpointer tag)
{
  const guint depth = 1000000;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) html = g_string_new (NULL);
  for (guint i = 0; i < depth; i++)
    g_string_append_printf (html, "<%s>", (const char *)tag);
  g_string_append (html, "deep");

  g_autofree char *markdown = pt_html_to_markdown (html->str, NULL, NULL, &error);

  g_assert_true (markdown != NULL || error != NULL);
}

static void
test_likely (void)
{
  g_assert_true (pt_html_is_likely ("<p>x</p>"));
  g_assert_true (pt_html_is_likely ("a<br/>b"));
  g_assert_false (pt_html_is_likely ("a < b and c > d"));
  g_assert_false (pt_html_is_likely ("see <https://example.org>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/html/case/%s", CASES[i].name);
      g_test_add_data_func (path, &CASES[i], test_case);
    }
  g_test_add_func ("/html/hostile/entities", test_entities_refused);
  g_test_add_data_func ("/html/hostile/deep-div", "div", test_deep);
  g_test_add_data_func ("/html/hostile/deep-b", "b", test_deep);
  g_test_add_data_func ("/html/hostile/deep-ul", "ul", test_deep);
  g_test_add_func ("/html/likely", test_likely);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the tree that libxml2 makes of any HTML. Each block becomes a string; blocks are joined
 * by an empty line. Depth is bounded: what is nested deeper is kept as text. */
#include "pt-html-markdown.h"

#include "pt-html-inline.h"
#include "pt-import-limits.h"
#include "pt-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include <libxml/HTMLparser.h>

static const char *const BLOCKS[] = {
  "address", "article", "aside", "blockquote", "body",   "center", "dd",     "details",
  "div",     "dl",      "dt",    "fieldset",   "figure", "footer", "form",   "figcaption",
  "h1",      "h2",      "h3",    "h4",         "h5",     "h6",     "header", "hr",
  "html",    "li",      "main",  "nav",        "ol",     "p",      "pre",    "section",
  "summary", "table",   "ul",    NULL
};

static void add_blocks (PtHtmlRun *run, GPtrArray *blocks, xmlNode *parent);

static bool
is_element (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *)node->name, name) == 0;
}

static bool
is_block (const xmlNode *node)
{
  if (node->type != XML_ELEMENT_NODE)
    return false;
  g_autofree char *name = g_ascii_strdown ((const char *)node->name, -1);
  return g_strv_contains (BLOCKS, name);
}

/* Lines after the first get @rest in front, so that they stay in the list item or the quote. */
static char *
indent (const char *text, const char *first, const char *rest)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *prefix = i == 0 ? first : rest;
      g_autofree char *line = g_strconcat (prefix, lines[i], NULL);
      g_string_append_printf (out, "%s%s", i > 0 ? "\n" : "",
                              lines[i][0] == '\0' ? g_strchomp (line) : line);
    }
  return g_string_free (out, FALSE);
}

static char *
join (GPtrArray *blocks, const char *between)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < blocks->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? between : "",
                            (const char *)g_ptr_array_index (blocks, i));
  return g_string_free (out, FALSE);
}

static char *
inner_blocks (PtHtmlRun *run, xmlNode *node, const char *between)
{
  g_autoptr (GPtrArray) inner = g_ptr_array_new_with_free_func (g_free);
  add_blocks (run, inner, node);
  return join (inner, between);
}

/* Editors write a lone no-break space where they mean an empty line. */
static bool
is_blank (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

static void
take_block (GPtrArray *blocks, char *text)
{
  if (!is_blank (text))
    g_ptr_array_add (blocks, text);
  else
    g_free (text);
}

static void
add_list (PtHtmlRun *run, GPtrArray *blocks, xmlNode *node)
{
  bool ordered = is_element (node, "ol");
  guint n = 0;
  g_autoptr (GString) list = g_string_new (NULL);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type != XML_ELEMENT_NODE)
        continue;
      g_autofree char *item = inner_blocks (run, child, "\n");
      g_autofree char *marker = ordered ? g_strdup_printf ("%u. ", ++n) : g_strdup ("- ");
      g_autofree char *rest = g_strnfill (strlen (marker), ' ');
      g_autofree char *text = indent (item, marker, rest);
      g_string_append_printf (list, "%s%s", list->len > 0 ? "\n" : "", text);
    }
  take_block (blocks, g_strdup (list->str));
}

static void
add_row (PtHtmlRun *run, GPtrArray *rows, xmlNode *row)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  for (xmlNode *cell = row->children; cell != NULL; cell = cell->next)
    if (is_element (cell, "td") || is_element (cell, "th"))
      {
        g_autofree char *text = inner_blocks (run, cell, " ");
        g_auto (GStrv) parts = g_strsplit (g_strdelimit (text, "\n", ' '), "|", -1);
        g_ptr_array_add (cells, g_strjoinv ("\\|", parts));
      }
  g_ptr_array_add (rows, cells);
}

static void
find_rows (PtHtmlRun *run, GPtrArray *rows, xmlNode *node)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (is_element (child, "tr"))
      add_row (run, rows, child);
    else if (is_element (child, "thead") || is_element (child, "tbody")
             || is_element (child, "tfoot"))
      find_rows (run, rows, child);
}

static void
write_row (GString *out, GPtrArray *cells, guint width)
{
  for (guint i = 0; i < width; i++)
    g_string_append_printf (out, "| %s ",
                            i < cells->len ? (const char *)g_ptr_array_index (cells, i) : "");
  g_string_append (out, "|\n");
}

static void
add_table (PtHtmlRun *run, GPtrArray *blocks, xmlNode *node)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  find_rows (run, rows, node);
  guint width = 0;
  for (guint i = 0; i < rows->len; i++)
    width = MAX (width, ((GPtrArray *)g_ptr_array_index (rows, i))->len);

  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < rows->len && width > 0; i++)
    {
      write_row (out, g_ptr_array_index (rows, i), width);
      for (guint c = 0; i == 0 && c < width; c++)
        g_string_append (out, c == 0 ? "| --- |" : " --- |");
      g_string_append (out, i == 0 ? "\n" : "");
    }
  take_block (blocks, g_strchomp (g_strdup (out->str)));
}

static void
add_code (GPtrArray *blocks, xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);
  g_autofree char *text = g_strchomp (g_strdup (content != NULL ? (const char *)content : ""));
  xmlFree (content);
  take_block (blocks, text[0] != '\0' ? g_strdup_printf ("```\n%s\n```", text) : g_strdup (""));
}

static void
add_heading (PtHtmlRun *run, GPtrArray *blocks, xmlNode *node)
{
  g_autofree char *text = pt_html_inline (run, node->children, NULL);
  g_autofree char *marks = g_strnfill (node->name[1] - '0', '#');
  g_strdelimit (text, "\n", ' ');
  take_block (blocks, text[0] != '\0' ? g_strdup_printf ("%s %s", marks, text) : g_strdup (""));
}

static void
add_quote (PtHtmlRun *run, GPtrArray *blocks, xmlNode *node)
{
  g_autofree char *inner = inner_blocks (run, node, "\n\n");
  take_block (blocks, inner[0] != '\0' ? indent (inner, "> ", "> ") : g_strdup (""));
}

static void
add_block (PtHtmlRun *run, GPtrArray *blocks, xmlNode *node)
{
  const char *name = (const char *)node->name;
  if (strlen (name) == 2 && g_ascii_tolower (name[0]) == 'h' && name[1] >= '1' && name[1] <= '6')
    add_heading (run, blocks, node);
  else if (is_element (node, "ul") || is_element (node, "ol"))
    add_list (run, blocks, node);
  else if (is_element (node, "table"))
    add_table (run, blocks, node);
  else if (is_element (node, "pre"))
    add_code (blocks, node);
  else if (is_element (node, "blockquote"))
    add_quote (run, blocks, node);
  else if (is_element (node, "hr"))
    g_ptr_array_add (blocks, g_strdup ("---"));
  else
    add_blocks (run, blocks, node);
}

static void
flush (PtHtmlRun *run, GPtrArray *blocks, xmlNode *from, xmlNode *until)
{
  if (from == NULL || from == until)
    return;
  g_autofree char *text = pt_html_inline (run, from, until);
  take_block (blocks, pt_html_escape_start (text));
}

/* Deeper than anybody writes: the words are kept, their shape is not. */
static void
add_flat (GPtrArray *blocks, xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);
  take_block (blocks, g_strstrip (g_strdup (content != NULL ? (const char *)content : "")));
  xmlFree (content);
}

static void
add_blocks (PtHtmlRun *run, GPtrArray *blocks, xmlNode *parent)
{
  if (++run->depth > PT_IMPORT_MAX_HTML_DEPTH)
    {
      add_flat (blocks, parent);
      run->depth--;
      return;
    }
  xmlNode *start = parent->children;
  for (xmlNode *child = parent->children; child != NULL; child = child->next)
    if (is_block (child) || pt_html_has_block (child))
      {
        flush (run, blocks, start, child);
        add_block (run, blocks, child);
        start = child->next;
      }
  flush (run, blocks, start, NULL);
  run->depth--;
}

bool
pt_html_has_block (xmlNode *node)
{
  static const char *const INLINE_WITH_BLOCKS[] = { "span", "font",   "a", "b", "i",
                                                    "em",   "strong", "u", NULL };
  if (node->type != XML_ELEMENT_NODE
      || !g_strv_contains (INLINE_WITH_BLOCKS, (const char *)node->name))
    return false;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (is_block (child))
      return true;
  return false;
}

gboolean
pt_html_is_likely (const char *text)
{
  static GRegex *regex = NULL;
  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex,
                       g_regex_new ("<(?:!DOCTYPE|/?(?:p|br|div|span|h[1-6]|ul|ol|li|table|tr|td|"
                                    "strong|em|b|i|u|a|img|pre|code|blockquote|hr|html|body|sub|"
                                    "sup|figure|input|script|style))(?:\\s[^<>]*)?/?>",
                                    G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_match (regex, text, 0, NULL);
}

/* HTML has no entities of its own making. */
static gboolean
check_entities (const char *html, GError **error)
{
  g_autofree char *upper = g_ascii_strup (html, -1);
  if (strstr (upper, "<!ENTITY") == NULL && strstr (upper, "<!ELEMENT") == NULL
      && strstr (upper, "<!ATTLIST") == NULL)
    return TRUE;
  g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_HOSTILE,
               _ ("A text declares its own entities, which is refused."));
  return FALSE;
}

gboolean
pt_html_check_harmless (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  return !pt_html_is_likely (text) || check_entities (text, error);
}

static gboolean
check_size (const char *html, GError **error)
{
  if (strlen (html) <= PT_IMPORT_MAX_HTML_BYTES)
    return TRUE;
  g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT, _ ("A text is larger than %d MB."),
               PT_IMPORT_MAX_HTML_BYTES / 1024 / 1024);
  return FALSE;
}

char *
pt_html_to_markdown (const char *html, PtHtmlImage image, gpointer data, GError **error)
{
  g_return_val_if_fail (html != NULL, NULL);

  if (!check_size (html, error) || !check_entities (html, error))
    return NULL;
  htmlDocPtr document = htmlReadMemory (html, strlen (html), NULL, "UTF-8",
                                        HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_NOERROR
                                            | HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT);
  xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  PtHtmlRun run = { image, data, 0 };
  char *markdown = root != NULL ? inner_blocks (&run, root, "\n\n") : g_strdup ("");
  xmlFreeDoc (document);
  return markdown;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inline HTML to Markdown. White space is collapsed as a browser does; characters that would mean
 * something in Markdown get a backslash, but formulas ($…$) keep theirs. */
#include "pt-html-inline.h"

#include "pt-import-limits.h"

#include <string.h>

static void add_nodes (PtHtmlRun *run, GString *out, xmlNode *from, xmlNode *until);

typedef struct
{
  const char *element;
  const char *mark;
} Mark;

static const Mark MARKS[] = {
  { "strong", "**" }, { "b", "**" },   { "em", "*" },  { "i", "*" },
  { "cite", "*" },    { "code", "`" }, { "kbd", "`" }, { "samp", "`" },
  { "tt", "`" },      { "del", "~~" }, { "s", "~~" },  { "strike", "~~" },
};

static const char *const DROPPED[] = { "script", "style",  "head",  "template", "noscript",
                                       "iframe", "object", "embed", NULL };

static const char *
mark_for (const char *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (MARKS); i++)
    if (g_ascii_strcasecmp (MARKS[i].element, element) == 0)
      return MARKS[i].mark;
  return NULL;
}

static bool
ends_with_space (const GString *out)
{
  return out->len == 0 || out->str[out->len - 1] == ' ' || out->str[out->len - 1] == '\n';
}

/* The end of the formula that begins at @text, with its last sign; NULL = it is just a dollar. */
static const char *
end_of_formula (const char *text)
{
  const char *sign = g_str_has_prefix (text, "$$") ? "$$" : "$";
  const char *end = strstr (text + strlen (sign), sign);
  if (end == NULL || end == text + strlen (sign))
    return NULL;
  return end + strlen (sign);
}

static bool
is_special (const char *p)
{
  return strchr ("*`[]", *p) != NULL || (*p == '<' && (g_ascii_isalpha (p[1]) || p[1] == '/'));
}

static void
add_text (GString *out, const char *text)
{
  const char *formula = NULL;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr (" \t\r\n\f", *p) != NULL)
        {
          if (!ends_with_space (out))
            g_string_append_c (out, ' ');
          continue;
        }
      if (*p == '$' && (formula == NULL || p >= formula))
        formula = end_of_formula (p);
      if (is_special (p) && (formula == NULL || p >= formula))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
}

/* Marks stand against the words: the spaces inside go outside. */
static void
add_marked (PtHtmlRun *run, GString *out, xmlNode *node, const char *mark)
{
  g_autoptr (GString) inner = g_string_new (NULL);
  add_nodes (run, inner, node->children, NULL);
  g_autofree char *text = g_strstrip (g_strdup (inner->str));
  if (text[0] == '\0')
    {
      g_string_append (out, inner->len > 0 && !ends_with_space (out) ? " " : "");
      return;
    }
  const xmlNode *first = node->children;
  bool before = first != NULL && first->type == XML_TEXT_NODE && first->content != NULL
                && g_ascii_isspace (first->content[0]);
  g_string_append (out, before && !ends_with_space (out) ? " " : "");
  g_string_append_printf (out, "%s%s%s", mark, text, mark);
  g_string_append (out, ends_with_space (inner) ? " " : "");
}

static char *
dup_attribute (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetProp (node, (const xmlChar *)name);
  char *copy = g_strdup ((const char *)value);
  xmlFree (value);
  return copy;
}

/* Only addresses that a person could have typed; never javascript: or a file of the other computer. */
static bool
is_safe_address (const char *href)
{
  static const char *const SCHEMES[] = { "https://", "http://", "mailto:" };
  for (guint i = 0; href != NULL && i < G_N_ELEMENTS (SCHEMES); i++)
    if (g_ascii_strncasecmp (href, SCHEMES[i], strlen (SCHEMES[i])) == 0)
      return strpbrk (href, " \n\r\t()<>") == NULL;
  return false;
}

static void
add_link (PtHtmlRun *run, GString *out, xmlNode *node)
{
  g_autofree char *href = dup_attribute (node, "href");
  g_autoptr (GString) inner = g_string_new (NULL);
  add_nodes (run, inner, node->children, NULL);
  g_autofree char *text = g_strstrip (g_strdup (inner->str));
  if (!is_safe_address (href) || text[0] == '\0')
    g_string_append (out, text);
  else if (g_str_equal (text, href))
    g_string_append_printf (out, "<%s>", href);
  else
    g_string_append_printf (out, "[%s](%s)", text, href);
}

static void
add_image (PtHtmlRun *run, GString *out, xmlNode *node)
{
  g_autofree char *src = dup_attribute (node, "src");
  g_autofree char *alt = dup_attribute (node, "alt");
  g_autofree char *text = run->image != NULL && src != NULL ? run->image (src, alt, run->data)
                                                            : NULL;
  if (text != NULL)
    g_string_append (out, text);
  else if (alt != NULL)
    add_text (out, alt);
}

/* H₂O and m² have characters of their own; other things get a sign. */
static void
add_shifted (GString *out, xmlNode *node, bool above)
{
  static const char *const BELOW[] = { "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉" };
  static const char *const ABOVE[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  xmlChar *content = xmlNodeGetContent (node);
  const char *text = content != NULL ? (const char *)content : "";
  const char *const *characters = above ? ABOVE : BELOW;
  bool digits = text[0] != '\0' && strspn (text, "0123456789") == strlen (text);
  for (const char *p = text; digits && *p != '\0'; p++)
    g_string_append (out, characters[*p - '0']);
  if (!digits && text[0] != '\0')
    {
      g_string_append (out, above ? "^(" : "_(");
      add_text (out, text);
      g_string_append_c (out, ')');
    }
  xmlFree (content);
}

static void
add_checkbox (GString *out, xmlNode *node)
{
  g_autofree char *type = dup_attribute (node, "type");
  g_autofree char *checked = dup_attribute (node, "checked");
  if (type != NULL && g_ascii_strcasecmp (type, "checkbox") == 0)
    g_string_append (out, checked != NULL ? "[x] " : "[ ] ");
}

static void
add_element (PtHtmlRun *run, GString *out, xmlNode *node)
{
  g_autofree char *name = g_ascii_strdown ((const char *)node->name, -1);
  const char *mark = mark_for (name);
  if (g_strv_contains (DROPPED, name))
    return;
  if (mark != NULL)
    add_marked (run, out, node, mark);
  else if (g_str_equal (name, "a"))
    add_link (run, out, node);
  else if (g_str_equal (name, "img"))
    add_image (run, out, node);
  else if (g_str_equal (name, "br"))
    {
      while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate (out, out->len - 1);
      g_string_append (out, "  \n");
    }
  else if (g_str_equal (name, "sub") || g_str_equal (name, "sup"))
    add_shifted (out, node, g_str_equal (name, "sup"));
  else if (g_str_equal (name, "input"))
    add_checkbox (out, node);
  else
    add_nodes (run, out, node->children, NULL);
}

static void
add_nodes (PtHtmlRun *run, GString *out, xmlNode *from, xmlNode *until)
{
  if (++run->depth > PT_IMPORT_MAX_HTML_DEPTH)
    {
      xmlChar *content = from != NULL ? xmlNodeGetContent (from) : NULL;
      add_text (out, content != NULL ? (const char *)content : "");
      xmlFree (content);
    }
  else
    for (xmlNode *node = from; node != NULL && node != until; node = node->next)
      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        add_text (out, (const char *)node->content);
      else if (node->type == XML_ELEMENT_NODE)
        add_element (run, out, node);
  run->depth--;
}

char *
pt_html_inline (PtHtmlRun *run, xmlNode *from, xmlNode *until)
{
  g_autoptr (GString) out = g_string_new (NULL);
  add_nodes (run, out, from, until);
  return g_strstrip (g_strdup (out->str));
}

char *
pt_html_escape_start (const char *text)
{
  gsize digits = strspn (text, "0123456789");
  if (digits > 0 && (text[digits] == '.' || text[digits] == ')') && text[digits + 1] == ' ')
    return g_strdup_printf ("%.*s\\%s", (int)digits, text, text + digits);
  bool is_mark = (text[0] == '#' || text[0] == '>')
                 || ((text[0] == '-' || text[0] == '+') && text[1] == ' ');
  return is_mark ? g_strconcat ("\\", text, NULL) : g_strdup (text);
}

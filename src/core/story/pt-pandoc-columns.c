/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources in Word stand in two columns, as on our pages. Pandoc has no sections: a mark stands where the
 * columns begin, and when pandoc has written the last section, which is that of the template, the text before
 * the mark gets the same one (ECMA-376 part 1 §17.6.17) and the rest gets columns. */
#include "pt-pandoc-writer.h"

#include <string.h>

#define MARK "<!--columns-->"
#define SECTION_END "</w:sectPr>"
/* A paragraph that nobody sees, which ends a section. */
#define BREAK_BEGIN                                                                                \
  "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\" />"
#define BREAK_END "</w:pPr></w:p>"
#define TYPE "<w:type w:val=\"continuous\" />"
#define COLUMNS "<w:cols w:num=\"2\" w:space=\"454\" />"

static bool
is_source (const PtBlock *block)
{
  return block->type == PT_BLOCK_PARAGRAPH && block->style == PT_STYLE_SOURCE;
}

bool
pt_pandoc_begins_columns (PtDocument *document, guint at)
{
  if (at == 0 || is_source (pt_document_nth (document, at - 1)))
    return false;
  for (guint i = at; i < pt_document_length (document); i++)
    if (!is_source (pt_document_nth (document, i)))
      return false;
  return true;
}

void
pt_pandoc_put_columns (PtPandocWriter *self)
{
  pt_pandoc_part (self);
  pt_pandoc_put (self, "{\"t\":\"RawBlock\",\"c\":[\"openxml\",");
  pt_pandoc_put_string (self, BREAK_BEGIN MARK BREAK_END);
  pt_pandoc_put (self, "]}");
}

/* Takes out the elements @name, which have no content. */
static void
drop (GString *text, const char *name)
{
  g_autofree char *begin = g_strdup_printf ("<w:%s ", name);
  const char *found;

  while ((found = strstr (text->str, begin)) != NULL && strstr (found, "/>") != NULL)
    g_string_erase (text, found - text->str, strstr (found, "/>") + 2 - found);
}

static void
insert_behind (GString *text, const char *name, const char *more)
{
  const char *end = strstr (strstr (text->str, name), "/>") + 2;

  g_string_insert (text, end - text->str, more);
}

/* A section that begins its page numbers anew, or whose page we cannot tell, is left alone. */
static bool
can_be_parted (const char *section)
{
  return strstr (section, "w:start=") == NULL && strstr (section, "</w:cols>") == NULL
         && strstr (section, "<w:pgSz ") != NULL && strstr (section, "<w:pgMar ") != NULL
         && strstr (strstr (section, "<w:pgMar "), "/>") != NULL;
}

/* The same section on the same page: without a title page of its own. */
static char *
continue_section (const char *section, const char *columns)
{
  static const char *const dropped[] = { "type", "cols", "titlePg" };
  g_autoptr (GString) text = g_string_new (section);

  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    drop (text, dropped[i]);
  g_string_insert (text, strstr (text->str, "<w:pgSz ") - text->str, TYPE);
  insert_behind (text, "<w:pgMar ", columns);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A section that ends before the end of the document has columns of the same height. */
static void
part_columns (GString *text, gsize at, const char *section)
{
  g_autofree char *columns = continue_section (section, COLUMNS);
  g_autofree char *rest = continue_section (section, "");
  g_autofree char *end = g_strconcat (BREAK_BEGIN, columns, BREAK_END, rest, NULL);

  g_string_erase (text, (gssize)at, (gssize)strlen (section));
  g_string_insert (text, (gssize)at, end);
  g_string_replace (text, MARK, section, 1);
}

void
pt_pandoc_part_columns (GString *text)
{
  const char *last = g_strrstr (text->str, "<w:sectPr");
  const char *end = last != NULL ? strstr (last, SECTION_END) : NULL;
  g_autofree char *section = end != NULL
                                 ? g_strndup (last, (gsize)(end - last) + strlen (SECTION_END))
                                 : NULL;

  if (strstr (text->str, MARK) == NULL)
    return;
  if (section != NULL && can_be_parted (section))
    part_columns (text, (gsize)(last - text->str), section);
  else
    g_string_replace (text, MARK, "", 0);
}

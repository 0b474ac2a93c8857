/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words as pandoc has them: its JSON, and what stands in a paragraph. */
#include "pt-pandoc-writer.h"

#include "pt-story-markdown.h"

void
pt_pandoc_put (PtPandocWriter *self, const char *json)
{
  g_string_append (self->out, json);
}

/* XML knows no control characters; a line's end inside words is a blank. */
void
pt_pandoc_put_string (PtPandocWriter *self, const char *text)
{
  g_string_append_c (self->out, '"');
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (self->out, "\\%c", *p);
    else if (*p == '\n' || *p == '\t')
      g_string_append_c (self->out, ' ');
    else if ((guchar)*p >= ' ')
      g_string_append_c (self->out, *p);
  g_string_append_c (self->out, '"');
}

/* Between the members of an array. */
void
pt_pandoc_part (PtPandocWriter *self)
{
  const char last = self->out->str[self->out->len - 1];

  if (last != '[' && last != ',')
    g_string_append_c (self->out, ',');
}

void
pt_pandoc_open (PtPandocWriter *self, const char *type)
{
  pt_pandoc_part (self);
  g_string_append_printf (self->out, "{\"t\":\"%s\",\"c\":[", type);
}

void
pt_pandoc_put_words (PtPandocWriter *self, const char *text)
{
  pt_pandoc_part (self);
  pt_pandoc_put (self, "{\"t\":\"Str\",\"c\":");
  pt_pandoc_put_string (self, text);
  pt_pandoc_put (self, "}");
}

/* ["id",["class"],[["key","value"]]] */
void
pt_pandoc_put_attributes (PtPandocWriter *self, const char *id, const char *class, const char *key,
                          const char *value)
{
  pt_pandoc_put (self, "[");
  pt_pandoc_put_string (self, id != NULL ? id : "");
  pt_pandoc_put (self, ",[");
  if (class != NULL)
    pt_pandoc_put_string (self, class);
  pt_pandoc_put (self, "],[");
  if (value != NULL)
    {
      pt_pandoc_put (self, "[");
      pt_pandoc_put_string (self, key);
      pt_pandoc_put (self, ",");
      pt_pandoc_put_string (self, value);
      pt_pandoc_put (self, "]");
    }
  pt_pandoc_put (self, "]]");
}

static void
put_link (PtPandocWriter *self, const PtInline *item)
{
  const bool safe = item->href != NULL
                    && (*item->href == '#' || pt_markdown_url_is_safe (item->href));

  if (safe)
    {
      pt_pandoc_open (self, "Link");
      pt_pandoc_put_attributes (self, NULL, NULL, NULL, NULL);
      pt_pandoc_put (self, ",[");
    }
  if (item->text != NULL)
    pt_pandoc_put_words (self, item->text);
  pt_pandoc_put_inlines (self, item->children);
  if (safe)
    {
      pt_pandoc_put (self, "],[");
      pt_pandoc_put_string (self, item->href);
      pt_pandoc_put (self, ",\"\"]]}");
    }
}

static void
put_note (PtPandocWriter *self, const PtInline *item)
{
  const PtBlock *note = g_hash_table_lookup (self->notes, item->href);

  if (note == NULL)
    return;
  pt_pandoc_open (self, "Note");
  pt_pandoc_put (self, "{\"t\":\"Para\",\"c\":[");
  pt_pandoc_put_inlines (self, note->inlines);
  pt_pandoc_put (self, "]}]}");
}

static void
put_wrapped (PtPandocWriter *self, const char *type, const PtInline *item)
{
  pt_pandoc_open (self, type);
  pt_pandoc_put_inlines (self, item->children);
  pt_pandoc_put (self, "]}");
}

static void
put_plain (PtPandocWriter *self, const PtInline *item)
{
  switch (item->type)
    {
    case PT_INLINE_TEXT:
      pt_pandoc_put_words (self, item->text);
      break;
    case PT_INLINE_BREAK:
      pt_pandoc_part (self);
      pt_pandoc_put (self, "{\"t\":\"LineBreak\"}");
      break;
    case PT_INLINE_STRONG:
      put_wrapped (self, "Strong", item);
      break;
    case PT_INLINE_EMPHASIS:
      put_wrapped (self, "Emph", item);
      break;
    case PT_INLINE_LINK:
      put_link (self, item);
      break;
    case PT_INLINE_REFERENCE:
      pt_pandoc_open (self, "Superscript");
      put_link (self, item);
      pt_pandoc_put (self, "]}");
      break;
    case PT_INLINE_NOTE:
      put_note (self, item);
      break;
    }
}

static void
put_inline (PtPandocWriter *self, const PtInline *item)
{
  if (item->lang == NULL)
    {
      put_plain (self, item);
      return;
    }
  pt_pandoc_open (self, "Span");
  pt_pandoc_put_attributes (self, NULL, NULL, "lang", item->lang);
  pt_pandoc_put (self, ",[");
  put_plain (self, item);
  pt_pandoc_put (self, "]]}");
}

void
pt_pandoc_put_inlines (PtPandocWriter *self, GPtrArray *inlines)
{
  for (guint i = 0; inlines != NULL && i < inlines->len; i++)
    put_inline (self, inlines->pdata[i]);
}

/* Opens a Div with a style; close with "]]}". E-readers know it as a class. */
void
pt_pandoc_open_div (PtPandocWriter *self, const char *id, const char *style)
{
  g_autofree char *class = style != NULL ? g_ascii_strdown (style, -1) : NULL;

  if (class != NULL)
    g_strdelimit (class, " ", '-');
  pt_pandoc_open (self, "Div");
  pt_pandoc_put_attributes (self, id, class, "custom-style", style);
  pt_pandoc_put (self, ",[");
}

void
pt_pandoc_put_para (PtPandocWriter *self, GPtrArray *inlines)
{
  pt_pandoc_open (self, "Para");
  pt_pandoc_put_inlines (self, inlines);
  pt_pandoc_put (self, "]}");
}

void
pt_pandoc_put_styled (PtPandocWriter *self, const char *id, const char *style, GPtrArray *inlines)
{
  pt_pandoc_open_div (self, id, style);
  pt_pandoc_put_para (self, inlines);
  pt_pandoc_put (self, "]]}");
}

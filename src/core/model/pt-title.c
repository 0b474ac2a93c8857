/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people called a record: one line without marks of Markdown. Kinds that nobody gives a name are in
 * pt-title-kinds.c. */
#include "pt-record-private.h"

#include "pt-mention.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A row shows less; longer lines only cost time. */
#define MAX_TITLE 200 /* characters */

/* Enough for a title with long links in it, and no more than a crooked line may cost. */
#define MAX_LINE 4000 /* bytes */

/* In the order in which a kind that this version does not know may keep its name. */
static const char *const usual_fields[] = {
  "title", "name", "headline", "text", "statement", "body"
};

/* Past the marks of a heading, quotation or list item (CommonMark 0.30 §4.2, §5). */
static const char *
skip_marks (const char *line)
{
  while (true)
    {
      const char *at = line + strspn (line, " \t>");
      size_t hashes = strspn (at, "#");
      if (hashes > 0 && at[hashes] == ' ')
        at += hashes;
      else if (*at != '\0' && strchr ("-*+", *at) != NULL && at[1] == ' ')
        at += 1;
      if (at == line)
        return line;
      line = at;
    }
}

/* `[words](address)` at @at, before @end: where the words end and what follows the link; NULL if it
 * is none. */
static const char *
skip_link (const char *at, const char *end, const char **words_end)
{
  const char *close = memmem (at, (size_t)(end - at), "](", 2);
  const char *paren = close == NULL ? NULL : memchr (close, ')', (size_t)(end - close));

  *words_end = close;
  return paren == NULL ? NULL : paren + 1;
}

static void
append_plain (GString *out, const char *line, const char *end)
{
  while (line < end)
    {
      const char *words_end;
      const char *after = *line == '[' ? skip_link (line, end, &words_end) : NULL;
      if (after != NULL)
        {
          append_plain (out, line + 1, words_end);
          line = after;
          continue;
        }
      if (strchr ("*`", *line) == NULL)
        g_string_append_c (out, *line);
      line++;
    }
}

/* The end of @line, or of as much of it as a title is made from. */
static const char *
find_end (const char *line)
{
  size_t length = strcspn (line, "\n");

  if (length > MAX_LINE)
    for (length = MAX_LINE; (line[length] & 0xc0) == 0x80;)
      length--;
  return line + length;
}

char *
pt_title_shorten (const char *text)
{
  if (g_utf8_strlen (text, -1) <= MAX_TITLE)
    return g_strdup (text);
  g_autofree char *start = g_utf8_substring (text, 0, MAX_TITLE - 1);
  return g_strconcat (start, "…", NULL);
}

char *
pt_title_from_text (const char *text)
{
  g_autofree char *rendered = pt_mention_render (text, NULL, NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *line = rendered; *line != '\0';)
    {
      const char *start = skip_marks (line), *end = find_end (line);
      append_plain (out, start, MAX (start, end));
      g_strstrip (out->str);
      if (out->str[0] != '\0')
        return pt_title_shorten (out->str);
      g_string_truncate (out, 0);
      line += strcspn (line, "\n");
      line += *line == '\n';
    }
  return NULL;
}

static char *
title_of_field (const PtRecord *self, const PtField *field)
{
  const char *text = field->kind == PT_KIND_QUANTITY ? NULL : pt_record_get_text (self, field->id);
  const PtValue *value = pt_record_get_value (self, field->id);

  if (text != NULL && field->kind == PT_KIND_ENUM)
    return g_strdup (pt_term_label (field->vocabulary, text));
  if (text != NULL)
    return pt_title_from_text (text);
  return value == NULL ? NULL : pt_value_format (field, value, NULL);
}

static char *
title_of_usual_fields (const PtRecord *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual_fields); i++)
    {
      const PtValue *value = pt_record_get_value (self, usual_fields[i]);
      char *title = value != NULL && value->type == PT_VALUE_TEXT ? pt_title_from_text (value->text)
                                                                  : NULL;
      if (title != NULL)
        return title;
    }
  return NULL;
}

char *
pt_record_dup_name (const PtRecord *self)
{
  const PtRecordKind *kind = pt_record_get_kind (self);
  const PtField *field = kind == NULL ? NULL : pt_record_kind_field (kind, kind->title_field);
  char *title = field == NULL ? NULL : title_of_field (self, field);

  if (title == NULL)
    title = title_of_usual_fields (self);
  return title != NULL && title[0] != '\0' ? title : (g_free (title), NULL);
}

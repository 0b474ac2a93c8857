/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record is called: one line, never empty, without marks of Markdown. */
#include "pt-record-private.h"

#include "pt-mention.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A row shows less; longer lines only cost time. */
#define MAX_TITLE 200 /* characters */

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

/* `[words](address)` at @at: where the words end and what follows the link; NULL if it is none. */
static const char *
skip_link (const char *at, const char **words_end)
{
  const char *close = strstr (at, "](");
  const char *end = close == NULL ? NULL : strchr (close, ')');

  *words_end = close;
  return end == NULL ? NULL : end + 1;
}

static void
append_plain (GString *out, const char *line, size_t length)
{
  const char *end = line + length;

  while (line < end)
    {
      const char *words_end, *after;
      if (*line == '[' && (after = skip_link (line, &words_end)) != NULL && after <= end)
        {
          append_plain (out, line + 1, (size_t)(words_end - line - 1));
          line = after;
          continue;
        }
      if (strchr ("*`", *line) == NULL)
        g_string_append_c (out, *line);
      line++;
    }
}

static char *
cut (char *text)
{
  if (g_utf8_strlen (text, -1) > MAX_TITLE)
    strcpy (g_utf8_offset_to_pointer (text, MAX_TITLE - 1), "…");
  return text;
}

char *
pt_title_from_text (const char *text)
{
  g_autofree char *rendered = pt_mention_render (text, NULL, NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *line = rendered; *line != '\0';)
    {
      size_t length = strcspn (line, "\n");
      const char *start = skip_marks (line);
      if (start < line + length)
        append_plain (out, start, (size_t)(line + length - start));
      g_strstrip (out->str);
      if (out->str[0] != '\0')
        return cut (g_strdup (out->str));
      g_string_truncate (out, 0);
      line += length + (line[length] == '\n');
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
pt_record_dup_title (const PtRecord *self)
{
  const PtRecordKind *kind = pt_record_get_kind (self);
  const PtField *field = kind == NULL ? NULL : pt_record_kind_field (kind, kind->title_field);
  char *title = field == NULL ? NULL : title_of_field (self, field);

  if (title == NULL)
    title = title_of_usual_fields (self);
  return title != NULL && title[0] != '\0' ? title : (g_free (title), g_strdup (_ ("Untitled")));
}

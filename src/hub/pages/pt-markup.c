/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-markup.h. */
#include "pt-markup.h"

#include <string.h>

void
pt_markup_text (PtMarkup *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (self->out, escaped);
}

static void
write_attribute (PtMarkup *self, const char *name, const char *value)
{
  g_string_append_printf (self->out, " %s", name);
  if (*value == '\0' && strcmp (name, "value") != 0 && strcmp (name, "alt") != 0)
    return;
  g_string_append (self->out, "=\"");
  pt_markup_text (self, value);
  g_string_append_c (self->out, '"');
}

static void
open_element (PtMarkup *self, const char *element, va_list *args)
{
  const char *name;

  g_string_append_printf (self->out, "<%s", element);
  while ((name = va_arg (*args, const char *)) != NULL)
    {
      const char *value = va_arg (*args, const char *);

      if (value != NULL)
        write_attribute (self, name, value);
    }
  g_string_append_c (self->out, '>');
}

void
pt_markup_open (PtMarkup *self, const char *element, ...)
{
  va_list args;

  va_start (args, element);
  open_element (self, element, &args);
  va_end (args);
}

void
pt_markup_close (PtMarkup *self, const char *element)
{
  g_string_append_printf (self->out, "</%s>\n", element);
}

void
pt_markup_put (PtMarkup *self, const char *element, const char *text, ...)
{
  va_list args;

  va_start (args, text);
  open_element (self, element, &args);
  va_end (args);
  pt_markup_text (self, text);
  pt_markup_close (self, element);
}

void
pt_markup_raw (PtMarkup *self, const char *html)
{
  g_string_append (self->out, html);
}

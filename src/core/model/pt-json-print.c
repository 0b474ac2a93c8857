/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON text from a tree: compact, with the shortest number that reads back as the same double. */
#include "pt-json.h"

#include <math.h>
#include <string.h>

typedef struct
{
  GString *out;
  bool sorted;
} Printer;

static void print_node (Printer *self, JsonNode *node);

static void
append_escape (GString *out, guchar c)
{
  static const char digits[] = "0123456789abcdef";
  const char text[] = { '\\', 'u', '0', '0', digits[c >> 4], digits[c & 15] };

  if (c >= 0x20 || c == '\n')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, c == '\n' ? 'n' : (char)c);
    }
  else
    g_string_append_len (out, text, sizeof text);
}

/* RFC 8259 §7: only quotation mark, reverse solidus and the control characters need an escape. */
void
pt_json_append_text (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0';)
    {
      size_t plain = 0;
      while ((guchar)at[plain] >= 0x20 && at[plain] != '"' && at[plain] != '\\')
        plain++;
      g_string_append_len (out, at, (gssize)plain);
      at += plain;
      if (*at == '\0')
        break;
      append_escape (out, (guchar)*at++);
    }
  g_string_append_c (out, '"');
}

void
pt_json_append_int (GString *out, int64_t i)
{
  char text[20]; /* digits of 2^63, and a sign */
  char *at = text + sizeof text;
  uint64_t rest = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;

  /* printf takes ten times as long, and a page of the feed has tens of thousands of them. */
  do
    *--at = (char)('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (i < 0)
    *--at = '-';
  g_string_append_len (out, at, text + sizeof text - at);
}

void
pt_json_append_real (GString *out, double r)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (r))
    {
      g_string_append (out, "null");
      return;
    }
  g_ascii_formatd (text, sizeof text, "%.15g", r);
  if (g_ascii_strtod (text, NULL) != r)
    g_ascii_formatd (text, sizeof text, "%.16g", r);
  if (g_ascii_strtod (text, NULL) != r)
    g_ascii_formatd (text, sizeof text, "%.17g", r);
  g_string_append (out, text);
  if (strpbrk (text, ".e") == NULL)
    g_string_append (out, ".0");
}

static void
print_value (GString *out, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    pt_json_append_text (out, json_node_get_string (node));
  else if (type == G_TYPE_INT64)
    pt_json_append_int (out, json_node_get_int (node));
  else if (type == G_TYPE_DOUBLE)
    pt_json_append_real (out, json_node_get_double (node));
  else
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
}

static void
print_array (Printer *self, JsonArray *array)
{
  guint length = json_array_get_length (array);

  g_string_append_c (self->out, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (self->out, ',');
      print_node (self, json_array_get_element (array, i));
    }
  g_string_append_c (self->out, ']');
}

static void
print_member (Printer *self, bool first, const char *name, JsonNode *node)
{
  if (!first)
    g_string_append_c (self->out, ',');
  pt_json_append_text (self->out, name);
  g_string_append_c (self->out, ':');
  print_node (self, node);
}

static void
print_sorted (Printer *self, JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  names = g_list_sort (names, (GCompareFunc)strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    print_member (self, l == names, l->data, json_object_get_member (object, l->data));
}

static void
print_ordered (Printer *self, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  bool first = true;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      print_member (self, first, name, node);
      first = false;
    }
}

static void
print_object (Printer *self, JsonObject *object)
{
  g_string_append_c (self->out, '{');
  if (self->sorted)
    print_sorted (self, object);
  else
    print_ordered (self, object);
  g_string_append_c (self->out, '}');
}

static void
print_node (Printer *self, JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      print_object (self, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      print_array (self, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      print_value (self->out, node);
      break;
    case JSON_NODE_NULL:
      g_string_append (self->out, "null");
      break;
    }
}

static char *
print (JsonNode *node, bool sorted)
{
  Printer printer = { g_string_sized_new (256), sorted };

  print_node (&printer, node);
  return g_string_free (printer.out, FALSE);
}

char *
pt_json_print (JsonNode *node)
{
  return print (node, true);
}

char *
pt_json_print_ordered (JsonNode *node)
{
  return print (node, false);
}

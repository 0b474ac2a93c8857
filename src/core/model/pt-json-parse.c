/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON text into json-glib's tree, by RFC 8259 to the letter. json-glib's own parser recurses
 * without a bound and forgives comments and duplicate keys, so that it never sees foreign bytes:
 * this one walks once over the text, with a stack of its own and a bound on everything. */
#include "pt-json.h"

#include <math.h>
#include <string.h>

/* An object is a hash table in json-glib; more members than any record has are an attack on it. */
#define MAX_MEMBERS 4096

/* Digits that a number may take: far more than a double can tell apart. */
#define MAX_NUMBER 400

typedef struct
{
  const char *start, *at, *end;
  JsonNode *open[PT_JSON_MAX_DEPTH]; /* borrowed but for the first */
  guint depth;
  GString *name; /* of the member that waits for its value */
  GString *text; /* the string just read, without escapes */
  GError **error;
} Parser;

static bool
fail (Parser *self, PtJsonError code, const char *what)
{
  g_set_error (self->error, PT_JSON_ERROR, code, "%s at byte %" G_GSIZE_FORMAT, what,
               (gsize)(self->at - self->start));
  return false;
}

static void
skip_space (Parser *self)
{
  while (self->at < self->end
         && (*self->at == ' ' || *self->at == '\n' || *self->at == '\t' || *self->at == '\r'))
    self->at++;
}

static int
peek (Parser *self)
{
  return self->at < self->end ? (guchar)*self->at : -1;
}

static bool
read_hex4 (Parser *self, gunichar *out)
{
  gunichar c = 0;

  if (self->end - self->at < 4)
    return fail (self, PT_JSON_ERROR_SYNTAX, "Unfinished escape");
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*self->at);
      if (digit < 0)
        return fail (self, PT_JSON_ERROR_SYNTAX, "Escape without hexadecimal digits");
      c = c << 4 | (gunichar)digit;
      self->at++;
    }
  *out = c;
  return true;
}

/* After `\u`: one code unit, or two that make a pair (RFC 8259 §7). NUL has no place in a text. */
static bool
read_unicode (Parser *self)
{
  gunichar c, low;

  if (!read_hex4 (self, &c))
    return false;
  if (c >= 0xd800 && c < 0xdc00)
    {
      if (self->end - self->at < 6 || self->at[0] != '\\' || self->at[1] != 'u')
        return fail (self, PT_JSON_ERROR_UTF8, "Half a surrogate pair");
      self->at += 2;
      if (!read_hex4 (self, &low))
        return false;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (self, PT_JSON_ERROR_UTF8, "Half a surrogate pair");
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (c >= 0xdc00 && c <= 0xdfff)
    return fail (self, PT_JSON_ERROR_UTF8, "Half a surrogate pair");
  if (c == 0)
    return fail (self, PT_JSON_ERROR_UTF8, "NUL in a text");
  g_string_append_unichar (self->text, c);
  return true;
}

static bool
read_escape (Parser *self)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  int c = peek (self);

  if (c == 'u')
    {
      self->at++;
      return read_unicode (self);
    }
  const char *found = c > 0 ? strchr (from, c) : NULL;
  if (found == NULL)
    return fail (self, PT_JSON_ERROR_SYNTAX, "Unknown escape");
  g_string_append_c (self->text, to[found - from]);
  self->at++;
  return true;
}

/* From the opening quotation mark to after the closing one, into self->text. */
static bool
read_text (Parser *self)
{
  g_string_truncate (self->text, 0);
  self->at++;
  while (true)
    {
      const char *from = self->at;
      while (self->at < self->end && (guchar)*self->at >= 0x20 && *self->at != '"'
             && *self->at != '\\')
        self->at++;
      g_string_append_len (self->text, from, self->at - from);

      int c = peek (self);
      if (c < 0x20)
        return fail (self, PT_JSON_ERROR_SYNTAX,
                     c < 0 ? "Unfinished text" : "Control character in a text");
      self->at++;
      if (c == '"')
        return true;
      if (!read_escape (self))
        return false;
    }
}

static bool
skip_digits (Parser *self)
{
  const char *from = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at > from;
}

/* Moves over one number and says whether it is an integer. */
static bool
skip_number (Parser *self, bool *integer)
{
  const char *first;

  *integer = true;
  if (peek (self) == '-')
    self->at++;
  first = self->at;
  if (!skip_digits (self) || (*first == '0' && self->at - first > 1))
    return fail (self, PT_JSON_ERROR_SYNTAX, "Not a number");
  if (peek (self) == '.')
    {
      *integer = false;
      self->at++;
      if (!skip_digits (self))
        return fail (self, PT_JSON_ERROR_SYNTAX, "Not a number");
    }
  if (peek (self) == 'e' || peek (self) == 'E')
    {
      *integer = false;
      self->at++;
      if (peek (self) == '+' || peek (self) == '-')
        self->at++;
      if (!skip_digits (self))
        return fail (self, PT_JSON_ERROR_SYNTAX, "Not a number");
    }
  return true;
}

static JsonNode *
read_number (Parser *self)
{
  const char *from = self->at;
  char text[MAX_NUMBER + 1];
  bool integer;
  gint64 i;

  if (!skip_number (self, &integer))
    return NULL;
  size_t length = (size_t)(self->at - from);
  if (length > MAX_NUMBER)
    {
      fail (self, PT_JSON_ERROR_TOO_LARGE, "Number too long");
      return NULL;
    }
  memcpy (text, from, length);
  text[length] = '\0';
  if (integer && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &i, NULL))
    return json_node_init_int (json_node_alloc (), i);

  double r = g_ascii_strtod (text, NULL);
  if (integer || !isfinite (r))
    {
      fail (self, PT_JSON_ERROR_SYNTAX, "Number out of range");
      return NULL;
    }
  return json_node_init_double (json_node_alloc (), r);
}

static JsonNode *
read_word (Parser *self)
{
  static const char *const words[] = { "null", "true", "false" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      size_t length = strlen (words[i]);
      if ((size_t)(self->end - self->at) < length || memcmp (self->at, words[i], length) != 0)
        continue;
      self->at += length;
      return i == 0 ? json_node_new (JSON_NODE_NULL)
                    : json_node_init_boolean (json_node_alloc (), i == 1);
    }
  fail (self, PT_JSON_ERROR_SYNTAX, "Not a value");
  return NULL;
}

static JsonNode *
open_container (Parser *self, int bracket)
{
  JsonNode *node;

  if (self->depth == PT_JSON_MAX_DEPTH)
    {
      fail (self, PT_JSON_ERROR_TOO_DEEP, "Too many nested brackets");
      return NULL;
    }
  self->at++;
  node = json_node_new (bracket == '{' ? JSON_NODE_OBJECT : JSON_NODE_ARRAY);
  if (bracket == '{')
    json_node_take_object (node, json_object_new ());
  else
    json_node_take_array (node, json_array_new ());
  return node;
}

static JsonNode *
read_value (Parser *self)
{
  int c = peek (self);

  if (c == '{' || c == '[')
    return open_container (self, c);
  if (c == '"')
    return read_text (self) ? json_node_init_string (json_node_alloc (), self->text->str) : NULL;
  if (c == '-' || (c >= '0' && c <= '9'))
    return read_number (self);
  return read_word (self);
}

static bool
is_container (JsonNode *node)
{
  return JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_OBJECT (node);
}

/* Hands @node to the container that is open; the root stays with the parser. */
static void
attach (Parser *self, JsonNode *node)
{
  if (self->depth == 0)
    return;

  JsonNode *parent = self->open[self->depth - 1];
  if (JSON_NODE_HOLDS_ARRAY (parent))
    json_array_add_element (json_node_get_array (parent), node);
  else
    json_object_set_member (json_node_get_object (parent), self->name->str, node);
}

static bool
read_name (Parser *self)
{
  JsonObject *object = json_node_get_object (self->open[self->depth - 1]);

  skip_space (self);
  if (peek (self) != '"')
    return fail (self, PT_JSON_ERROR_SYNTAX, "A member has no name");
  if (!read_text (self))
    return false;
  if (json_object_has_member (object, self->text->str))
    return fail (self, PT_JSON_ERROR_DUPLICATE_KEY, "The same member twice");
  if (json_object_get_size (object) >= MAX_MEMBERS)
    return fail (self, PT_JSON_ERROR_TOO_LARGE, "Too many members");
  g_string_truncate (self->name, 0);
  g_string_append_len (self->name, self->text->str, (gssize)self->text->len);
  skip_space (self);
  if (peek (self) != ':')
    return fail (self, PT_JSON_ERROR_SYNTAX, "A member has no value");
  self->at++;
  return true;
}

static int
closing_bracket (Parser *self)
{
  return JSON_NODE_HOLDS_ARRAY (self->open[self->depth - 1]) ? ']' : '}';
}

/* Goes into @node, up to its first value or to the closing bracket of an empty one. */
static bool
enter (Parser *self, JsonNode *node, bool *empty)
{
  self->open[self->depth++] = node;
  skip_space (self);
  *empty = peek (self) == closing_bracket (self);
  return *empty || JSON_NODE_HOLDS_ARRAY (node) || read_name (self);
}

/* After a value: closes what ends here and stands before the next value, or at the end. */
static bool
leave (Parser *self, bool *done)
{
  while (self->depth > 0)
    {
      skip_space (self);
      int c = peek (self);
      if (c == closing_bracket (self))
        {
          self->at++;
          self->depth--;
          continue;
        }
      if (c != ',')
        return fail (self, PT_JSON_ERROR_SYNTAX, "Neither a comma nor a closing bracket");
      self->at++;
      return closing_bracket (self) == ']' || read_name (self);
    }
  *done = true;
  return true;
}

static bool
read_tree (Parser *self, JsonNode **root)
{
  bool done = false;

  while (!done)
    {
      bool complete = true;

      skip_space (self);
      JsonNode *node = read_value (self);
      if (node == NULL)
        return false;
      attach (self, node);
      if (*root == NULL)
        *root = node;
      if (is_container (node) && !enter (self, node, &complete))
        return false;
      if (complete && !leave (self, &done))
        return false;
    }
  skip_space (self);
  return self->at == self->end || fail (self, PT_JSON_ERROR_SYNTAX, "Something after the end");
}

static bool
check_bytes (Parser *self, size_t max_size)
{
  const char *bad = NULL;

  if ((size_t)(self->end - self->start) > max_size)
    {
      g_set_error (self->error, PT_JSON_ERROR, PT_JSON_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " bytes, at most %" G_GSIZE_FORMAT " are accepted",
                   (gsize)(self->end - self->start), max_size);
      return false;
    }
  if (g_utf8_validate_len (self->start, (gsize)(self->end - self->start), &bad))
    return true;
  self->at = bad;
  return fail (self, PT_JSON_ERROR_UTF8, "Not UTF-8");
}

JsonNode *
pt_json_parse (const char *data, size_t size, size_t max_size, GError **error)
{
  g_return_val_if_fail (data != NULL || size == 0, NULL);

  if (data == NULL)
    data = "";
  Parser parser = { .start = data, .at = data, .end = data + size, .error = error };
  g_autoptr (JsonNode) root = NULL;

  if (!check_bytes (&parser, max_size))
    return NULL;
  parser.text = g_string_sized_new (128);
  parser.name = g_string_sized_new (64);
  bool good = read_tree (&parser, &root);
  g_string_free (parser.text, TRUE);
  g_string_free (parser.name, TRUE);
  return good ? g_steal_pointer (&root) : NULL;
}

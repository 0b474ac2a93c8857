/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON text into a flat tree, by RFC 8259 to the letter. It walks once over the text, with a stack of
 * its own and a bound on everything: json-glib's parser recurses without a bound and forgives
 * comments and duplicate keys, so that it never sees foreign bytes. */
#include "pt-tree-private.h"

#include "pt-json.h"

#include <math.h>
#include <string.h>

/* More members than any record has are an attack on whoever keeps them. */
#define MAX_MEMBERS 4096

/* Up to so many names are compared one by one; a larger object gets a table of its names. */
#define FEW_MEMBERS 16

/* Digits that a number may take: far more than a double can tell apart. */
#define MAX_NUMBER 400

#define NO_CELL G_MAXUINT

typedef struct
{
  guint cell;
  GHashTable *names; /* of an object with many members */
} Level;

typedef struct
{
  const char *start, *at, *end;
  PtTree *tree;
  Level open[PT_JSON_MAX_DEPTH];
  guint depth;
  guint32 name;     /* of the member that waits for its value, in tree->texts */
  const char *list; /* whose elements are told and dropped; NULL = none */
  guint list_cell;  /* the array of that name, once it is there */
  gsize list_texts; /* how much of tree->texts is not its elements' */
  PtTreeEach each;
  gpointer user_data;
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

static PtCell *
get_cell (Parser *self, guint at)
{
  return &g_array_index (self->tree->cells, PtCell, at);
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
  g_string_append_unichar (self->tree->texts, c);
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
  g_string_append_c (self->tree->texts, to[found - from]);
  self->at++;
  return true;
}

/* From the opening quotation mark to after the closing one; @out: where in tree->texts. */
static bool
read_text (Parser *self, guint32 *out)
{
  GString *texts = self->tree->texts;

  *out = (guint32)texts->len;
  self->at++;
  while (true)
    {
      const char *from = self->at;
      while (self->at < self->end && (guchar)*self->at >= 0x20 && *self->at != '"'
             && *self->at != '\\')
        self->at++;
      g_string_append_len (texts, from, self->at - from);

      int c = peek (self);
      if (c < 0x20)
        return fail (self, PT_JSON_ERROR_SYNTAX,
                     c < 0 ? "Unfinished text" : "Control character in a text");
      self->at++;
      if (c == '"')
        {
          g_string_append_c (texts, '\0');
          return true;
        }
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

/* The usual short ones without a copy: 18 digits fit. */
static bool
parse_short (const char *from, size_t length, int64_t *out)
{
  size_t i = from[0] == '-';
  int64_t value = 0;

  if (length - i > 18)
    return false;
  for (; i < length; i++)
    value = value * 10 + (from[i] - '0');
  *out = from[0] == '-' ? -value : value;
  return true;
}

static bool
parse_long (Parser *self, const char *from, size_t length, bool integer, PtCell *cell)
{
  char text[MAX_NUMBER + 1];
  gint64 i;

  if (length > MAX_NUMBER)
    return fail (self, PT_JSON_ERROR_TOO_LARGE, "Number too long");
  memcpy (text, from, length);
  text[length] = '\0';
  if (integer && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &i, NULL))
    {
      cell->i = i;
      return true;
    }
  cell->type = PT_NODE_REAL;
  cell->r = g_ascii_strtod (text, NULL);
  if (integer || !isfinite (cell->r))
    return fail (self, PT_JSON_ERROR_SYNTAX, "Number out of range");
  return true;
}

static bool
read_number (Parser *self, PtCell *cell)
{
  const char *from = self->at;
  bool integer;

  if (!skip_number (self, &integer))
    return false;

  size_t length = (size_t)(self->at - from);
  cell->type = PT_NODE_INT;
  return (integer && parse_short (from, length, &cell->i))
         || parse_long (self, from, length, integer, cell);
}

static bool
read_word (Parser *self, PtCell *cell)
{
  static const char *const words[] = { "null", "true", "false" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      size_t length = strlen (words[i]);
      if ((size_t)(self->end - self->at) < length || memcmp (self->at, words[i], length) != 0)
        continue;
      self->at += length;
      cell->type = i == 0 ? PT_NODE_NULL : PT_NODE_BOOL;
      cell->b = i == 1;
      return true;
    }
  return fail (self, PT_JSON_ERROR_SYNTAX, "Not a value");
}

static bool
open_container (Parser *self, int bracket, PtCell *cell)
{
  if (self->depth == PT_JSON_MAX_DEPTH)
    return fail (self, PT_JSON_ERROR_TOO_DEEP, "Too many nested brackets");
  self->at++;
  cell->type = bracket == '{' ? PT_NODE_OBJECT : PT_NODE_ARRAY;
  cell->length = 0;
  return true;
}

static bool
read_value (Parser *self, PtCell *cell)
{
  int c = peek (self);

  if (c == '{' || c == '[')
    return open_container (self, c, cell);
  if (c == '-' || (c >= '0' && c <= '9'))
    return read_number (self, cell);
  if (c != '"')
    return read_word (self, cell);
  cell->type = PT_NODE_TEXT;
  return read_text (self, &cell->text);
}

static bool
is_container (const PtCell *cell)
{
  return cell->type == PT_NODE_ARRAY || cell->type == PT_NODE_OBJECT;
}

/* The object or array that is open; NULL = none. */
static PtCell *
get_parent (Parser *self)
{
  return self->depth > 0 ? get_cell (self, self->open[self->depth - 1].cell) : NULL;
}

static bool
is_list (Parser *self, const PtCell *cell)
{
  return self->list != NULL && self->depth == 1 && cell->type == PT_NODE_ARRAY
         && cell->name != PT_TREE_NO_NAME
         && strcmp (self->tree->texts->str + cell->name, self->list) == 0;
}

/* Reads one value, but for what is inside of it, and places it behind what is there. */
static bool
add_value (Parser *self, guint *out)
{
  PtCell cell = { .name = self->name, .start = (guint32)(self->at - self->start) };
  PtCell *parent = get_parent (self);

  if (!read_value (self, &cell))
    return false;
  *out = self->tree->cells->len;
  cell.end = (guint32)(self->at - self->start);
  cell.after = *out + 1;
  if (parent != NULL)
    parent->length++;
  if (is_list (self, &cell))
    {
      self->list_cell = *out;
      self->list_texts = self->tree->texts->len;
    }
  g_array_append_val (self->tree->cells, cell);
  self->name = PT_TREE_NO_NAME;
  return true;
}

static bool
is_known_name (Parser *self, Level *level, const char *name)
{
  const PtCell *object = get_cell (self, level->cell);
  guint at = level->cell + 1;

  if (level->names != NULL)
    return g_hash_table_contains (level->names, name);
  for (guint i = 0; i < object->length; i++)
    {
      const PtCell *member = get_cell (self, at);
      if (strcmp (self->tree->texts->str + member->name, name) == 0)
        return true;
      at = member->after;
    }
  return false;
}

/* From here on a table is quicker than comparing one by one. */
static void
index_names (Parser *self, Level *level)
{
  const PtCell *object = get_cell (self, level->cell);
  guint at = level->cell + 1;

  level->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < object->length; i++)
    {
      const PtCell *member = get_cell (self, at);
      g_hash_table_add (level->names, g_strdup (self->tree->texts->str + member->name));
      at = member->after;
    }
}

static bool
note_name (Parser *self)
{
  Level *level = &self->open[self->depth - 1];
  guint length = get_cell (self, level->cell)->length;
  const char *name = self->tree->texts->str + self->name;

  if (is_known_name (self, level, name))
    return fail (self, PT_JSON_ERROR_DUPLICATE_KEY, "The same member twice");
  if (length >= MAX_MEMBERS)
    return fail (self, PT_JSON_ERROR_TOO_LARGE, "Too many members");
  if (length >= FEW_MEMBERS && level->names == NULL)
    index_names (self, level);
  if (level->names != NULL)
    g_hash_table_add (level->names, g_strdup (name));
  return true;
}

static bool
read_name (Parser *self)
{
  skip_space (self);
  if (peek (self) != '"')
    return fail (self, PT_JSON_ERROR_SYNTAX, "A member has no name");
  if (!read_text (self, &self->name) || !note_name (self))
    return false;
  skip_space (self);
  if (peek (self) != ':')
    return fail (self, PT_JSON_ERROR_SYNTAX, "A member has no value");
  self->at++;
  return true;
}

static int
closing_bracket (Parser *self)
{
  return get_parent (self)->type == PT_NODE_ARRAY ? ']' : '}';
}

/* Goes into the container @cell, up to its first value or to the closing bracket of an empty one. */
static bool
enter (Parser *self, guint cell, bool *empty)
{
  self->open[self->depth++].cell = cell;
  skip_space (self);
  *empty = peek (self) == closing_bracket (self);
  return *empty || get_parent (self)->type == PT_NODE_ARRAY || read_name (self);
}

static void
close_level (Parser *self)
{
  Level *level = &self->open[--self->depth];
  PtCell *cell = get_cell (self, level->cell);

  cell->after = self->tree->cells->len;
  cell->end = (guint32)(self->at - self->start);
  if (level->cell == self->list_cell)
    cell->length = 0; /* all were told */
  g_clear_pointer (&level->names, g_hash_table_unref);
}

/* An element of the list is whole: it is told, and its room is free again. */
static bool
tell_element (Parser *self)
{
  PtTree *tree = self->tree;
  guint list = self->list_cell;

  if (list == NO_CELL || self->depth != 2 || self->open[1].cell != list
      || tree->cells->len == list + 1)
    return true;

  guint index = get_cell (self, list)->length - 1;
  if (!self->each ((PtNode){ tree, list + 1 }, index, self->user_data, self->error))
    return false;
  g_array_set_size (tree->cells, list + 1);
  g_string_truncate (tree->texts, self->list_texts);
  return true;
}

/* After a value: closes what ends here and stands before the next value, or at the end. */
static bool
leave (Parser *self, bool *done)
{
  while (self->depth > 0)
    {
      if (!tell_element (self))
        return false;
      skip_space (self);
      int c = peek (self);
      if (c == closing_bracket (self))
        {
          self->at++;
          close_level (self);
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
read_tree (Parser *self)
{
  bool done = false;

  while (!done)
    {
      bool complete = true;
      guint cell;

      skip_space (self);
      if (!add_value (self, &cell))
        return false;
      if (is_container (get_cell (self, cell)) && !enter (self, cell, &complete))
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

static PtTree *
tree_new (const char *source, size_t size)
{
  PtTree *self = g_new0 (PtTree, 1);

  self->source = source;
  self->cells = g_array_sized_new (FALSE, FALSE, sizeof (PtCell), 64);
  self->texts = g_string_sized_new (MIN (size, 4096));
  return self;
}

PtTree *
pt_tree_parse_each (const char *data, size_t size, size_t max_size, const char *list,
                    PtTreeEach each, gpointer user_data, GError **error)
{
  g_return_val_if_fail (data != NULL || size == 0, NULL);

  if (data == NULL)
    data = "";
  Parser parser = { .start = data,
                    .at = data,
                    .end = data + size,
                    .name = PT_TREE_NO_NAME,
                    .list = list,
                    .list_cell = NO_CELL,
                    .each = each,
                    .user_data = user_data,
                    .error = error };
  if (!check_bytes (&parser, MIN (max_size, G_MAXUINT32)))
    return NULL;

  g_autoptr (PtTree) tree = tree_new (data, size);
  parser.tree = tree;
  bool good = read_tree (&parser);
  for (guint i = 0; i < parser.depth; i++)
    g_clear_pointer (&parser.open[i].names, g_hash_table_unref);
  return good ? g_steal_pointer (&tree) : NULL;
}

PtTree *
pt_tree_parse (const char *data, size_t size, size_t max_size, GError **error)
{
  return pt_tree_parse_each (data, size, max_size, NULL, NULL, NULL, error);
}

JsonNode *
pt_json_parse (const char *data, size_t size, size_t max_size, GError **error)
{
  g_autoptr (PtTree) tree = pt_tree_parse (data, size, max_size, error);

  return tree != NULL ? pt_node_to_json (pt_tree_root (tree)) : NULL;
}

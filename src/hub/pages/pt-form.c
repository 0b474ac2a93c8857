/* SPDX-License-Identifier: GPL-3.0-or-later */
/* application/x-www-form-urlencoded and multipart/form-data (RFC 7578). */
#include "pt-form.h"

#include <string.h>

#define URLENCODED "application/x-www-form-urlencoded"
#define MULTIPART "multipart/form-data"
#define MAX_BOUNDARY 70 /* RFC 2046 §5.1.1 */
#define MAX_HEAD 4096   /* bytes of the lines above a part */

static void
file_free (gpointer data)
{
  PtFormFile *self = data;

  g_free (self->name);
  g_free (self->filename);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static PtForm *
form_new (void)
{
  PtForm *self = g_new0 (PtForm, 1);

  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->files = g_ptr_array_new_with_free_func (file_free);
  return self;
}

void
pt_form_free (PtForm *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->fields);
  g_ptr_array_unref (self->files);
  g_free (self);
}

const char *
pt_form_get (const PtForm *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->fields, name);

  return value != NULL ? value : "";
}

gboolean
pt_form_has (const PtForm *self, const char *name)
{
  return g_hash_table_contains (self->fields, name);
}

/* (transfer full) (nullable): NULL for bytes that are no text. */
static char *
clean (const char *text, size_t size)
{
  g_autoptr (GString) out = NULL;

  if (!g_utf8_validate_len (text, size, NULL))
    return NULL;
  out = g_string_sized_new (size);
  for (size_t i = 0; i < size; i++)
    if (text[i] == '\r')
      {
        if (i + 1 == size || text[i + 1] != '\n')
          g_string_append_c (out, '\n');
      }
    else if ((guchar)text[i] >= 0x20 || text[i] == '\n' || text[i] == '\t')
      g_string_append_c (out, text[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
add_field (PtForm *self, const char *name, const char *value, size_t size)
{
  g_autofree char *text = clean (value, size);

  if (text == NULL || g_hash_table_size (self->fields) >= PT_FORM_MAX_FIELDS)
    return FALSE;
  g_hash_table_replace (self->fields, g_strdup (name), g_steal_pointer (&text));
  return TRUE;
}

/* ── name=value&… ── */

/* (transfer full) (nullable) */
static char *
unescape (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');
  g_autoptr (GBytes) bytes = g_uri_unescape_bytes (spaced, -1, NULL, NULL);
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  return memchr (data != NULL ? data : "", '\0', size) == NULL ? g_strndup (data, size) : NULL;
}

static gboolean
read_pair (PtForm *self, const char *pair)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *raw_name = equals != NULL ? g_strndup (pair, (gsize)(equals - pair))
                                             : g_strdup (pair);
  g_autofree char *name = unescape (raw_name);
  g_autofree char *value = unescape (equals != NULL ? equals + 1 : "");

  return name != NULL && value != NULL && g_utf8_validate (name, -1, NULL)
         && add_field (self, name, value, strlen (value));
}

static gboolean
read_urlencoded (PtForm *self, const char *data, size_t size)
{
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) pairs = NULL;

  if (strlen (text) != size)
    return FALSE;
  pairs = g_strsplit (text, "&", PT_FORM_MAX_FIELDS + 1);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (pairs[i][0] != '\0' && !read_pair (self, pairs[i]))
      return FALSE;
  return TRUE;
}

/* ── Parts between boundaries ── */

/* (transfer full) (nullable): the parameter @name of a header's value; quotes as browsers write them. */
static char *
find_parameter (const char *header, const char *name)
{
  g_autofree char *key = g_strconcat ("; ", name, "=", NULL);
  const char *found = header != NULL ? strstr (header, key) : NULL;
  const char *end;

  if (found == NULL)
    return NULL;
  found += strlen (key);
  if (*found != '"')
    return g_strndup (found, strcspn (found, "; \t"));
  end = strchr (found + 1, '"');
  return end != NULL ? g_strndup (found + 1, (gsize)(end - found - 1)) : NULL;
}

/* The value of Content-Disposition among the lines of @head. */
static char *
find_disposition (const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  static const char name[] = "content-disposition:";

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, strlen (name)) == 0)
      return g_strdup (lines[i] + strlen (name));
  return NULL;
}

/* Some browsers say a whole path. */
static char *
base_name (const char *path)
{
  const char *slash = strrchr (path, '/');
  const char *backslash = strrchr (path, '\\');

  return g_strdup (MAX (MAX (slash, backslash), path - 1) + 1);
}

static gboolean
add_part (PtForm *self, const char *head, const char *data, size_t size)
{
  g_autofree char *disposition = find_disposition (head);
  g_autofree char *name = find_parameter (disposition, "name");
  g_autofree char *filename = find_parameter (disposition, "filename");
  PtFormFile *file;

  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    return FALSE;
  if (filename == NULL)
    return add_field (self, name, data, size);
  if (size == 0)
    return TRUE;
  if (self->files->len >= PT_FORM_MAX_FILES || !g_utf8_validate (filename, -1, NULL))
    return FALSE;
  file = g_new0 (PtFormFile, 1);
  file->name = g_steal_pointer (&name);
  file->filename = base_name (filename);
  file->bytes = g_bytes_new (data, size);
  g_ptr_array_add (self->files, file);
  return TRUE;
}

static const char *
find_bytes (const char *data, const char *end, const char *wanted)
{
  return memmem (data, (size_t)(end - data), wanted, strlen (wanted));
}

static gboolean
read_part (PtForm *self, const char *data, const char *end)
{
  const char *blank = find_bytes (data, MIN (end, data + MAX_HEAD), "\r\n\r\n");
  g_autofree char *head = NULL;

  if (blank == NULL)
    return FALSE;
  head = g_strndup (data, (gsize)(blank - data));
  return add_part (self, head, blank + 4, (size_t)(end - blank - 4));
}

static gboolean
read_multipart (PtForm *self, const char *boundary, const char *data, size_t size)
{
  g_autofree char *first = g_strconcat ("--", boundary, NULL);
  g_autofree char *between = g_strconcat ("\r\n--", boundary, NULL);
  const char *end = data + size;
  const char *at = size >= strlen (first) && memcmp (data, first, strlen (first)) == 0
                       ? data + strlen (first)
                       : NULL;

  while (at != NULL && end - at >= 2 && memcmp (at, "\r\n", 2) == 0)
    {
      const char *next = find_bytes (at, end, between);

      if (next == NULL || next < at + 2 || !read_part (self, at + 2, next))
        return FALSE;
      at = next + strlen (between);
    }
  return at != NULL && end - at >= 2 && memcmp (at, "--", 2) == 0;
}

PtForm *
pt_form_parse (const char *type, GBytes *body)
{
  g_autoptr (PtForm) self = form_new ();
  g_autofree char *boundary = find_parameter (type, "boundary");
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;

  if (type == NULL)
    return NULL;
  if (data == NULL)
    data = "";
  if (g_ascii_strncasecmp (type, URLENCODED, strlen (URLENCODED)) == 0)
    return read_urlencoded (self, data, size) ? g_steal_pointer (&self) : NULL;
  if (g_ascii_strncasecmp (type, MULTIPART, strlen (MULTIPART)) != 0 || boundary == NULL
      || boundary[0] == '\0' || strlen (boundary) > MAX_BOUNDARY)
    return NULL;
  return read_multipart (self, boundary, data, size) ? g_steal_pointer (&self) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message is a tree of parts. The first words that can be read are its text, plain before HTML;
 * what has a file name, or is no text, is a file. */
#include "pt-mail.h"

#include "pt-html-markdown.h"
#include "pt-import-limits.h"
#include "pt-import.h"
#include "pt-mail-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  PtMail *mail;
  char *html; /* kept until there is no plain text */
  guint n_parts;
} Reading;

typedef struct
{
  GHashTable *headers; /* lower case → unfolded value */
  const char *body;
  gsize length;
} Part;

static void
mail_file_free (PtMailFile *self)
{
  g_free (self->filename);
  g_bytes_unref (self->bytes);
  g_free (self);
}

void
pt_mail_free (PtMail *self)
{
  if (self == NULL)
    return;
  g_free (self->from);
  g_free (self->subject);
  g_free (self->moment);
  g_free (self->text);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self);
}

/* ── Headers ── */

static const char *
find_line_end (const char *at, const char *end)
{
  const char *newline = memchr (at, '\n', (gsize)(end - at));
  return newline ? newline + 1 : end;
}

static void
add_header (GHashTable *headers, const GString *line)
{
  const char *colon = strchr (line->str, ':');
  if (colon == NULL)
    return;
  char *name = g_ascii_strdown (line->str, colon - line->str);
  if (g_hash_table_contains (headers, name))
    g_free (name);
  else
    g_hash_table_insert (headers, g_strstrip (name), g_strstrip (g_strdup (colon + 1)));
}

/* Fills @part; its body begins behind the first empty line. */
static void
read_headers (const char *at, const char *end, Part *part)
{
  g_autoptr (GString) line = g_string_new (NULL);
  part->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (at < end)
    {
      const char *next = find_line_end (at, end);
      if (*at == '\n' || (*at == '\r' && at + 1 < end && at[1] == '\n'))
        {
          at = next;
          break;
        }
      if (*at != ' ' && *at != '\t')
        {
          add_header (part->headers, line);
          g_string_truncate (line, 0);
        }
      g_string_append_len (line, at, next - at);
      g_strdelimit (line->str, "\r\n", ' ');
      at = next;
    }
  add_header (part->headers, line);
  part->body = at;
  part->length = (gsize)(end - at);
}

static const char *
get_header (const Part *part, const char *name)
{
  const char *value = g_hash_table_lookup (part->headers, name);
  return value ? value : "";
}

static char *
dup_words (const Part *part, const char *name)
{
  return pt_mail_decode_words (get_header (part, name));
}

/* ── Bodies ── */

static GBytes *
decode_base64 (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  gsize n = 0;
  guchar *bytes = g_base64_decode (copy, &n);
  return g_bytes_new_take (bytes, n);
}

static GBytes *
decode_body (const Part *part)
{
  const char *code = get_header (part, "content-transfer-encoding");
  if (g_ascii_strcasecmp (code, "base64") == 0)
    return decode_base64 (part->body, part->length);
  if (g_ascii_strcasecmp (code, "quoted-printable") == 0)
    return g_byte_array_free_to_bytes (pt_mail_decode_quoted (part->body, part->length));
  return g_bytes_new (part->body, part->length);
}

static char *
dup_filename (const Part *part)
{
  g_autofree char *said = pt_mail_dup_parameter (get_header (part, "content-disposition"),
                                                 "filename");
  if (said == NULL)
    said = pt_mail_dup_parameter (get_header (part, "content-type"), "name");
  if (said == NULL)
    return NULL;
  g_autofree char *decoded = g_strdelimit (pt_mail_decode_words (said), "\\", '/');
  g_autofree char *name = g_path_get_basename (decoded);
  return *name == '\0' || g_str_equal (name, ".") || g_str_equal (name, "..")
                 || g_str_equal (name, "/")
             ? NULL
             : g_steal_pointer (&name);
}

static void
add_file (Reading *reading, const Part *part, char *filename)
{
  PtMailFile *file = g_new0 (PtMailFile, 1);
  file->filename = filename;
  file->bytes = decode_body (part);
  g_ptr_array_add (reading->mail->files, file);
}

static char *
dup_text (const Part *part)
{
  g_autofree char *charset = pt_mail_dup_parameter (get_header (part, "content-type"), "charset");
  g_autoptr (GBytes) bytes = decode_body (part);
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  g_autofree char *text = pt_mail_to_utf8 (data ? data : "", n, charset);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  return g_strjoinv ("\n", lines);
}

static gboolean
is_type (const char *type, const char *beginning)
{
  return g_ascii_strncasecmp (type, beginning, strlen (beginning)) == 0;
}

static void
read_leaf (Reading *reading, const Part *part, const char *type)
{
  char *filename = dup_filename (part);
  if (filename)
    add_file (reading, part, filename);
  else if (is_type (type, "text/html") && reading->html == NULL)
    reading->html = dup_text (part);
  else if (is_type (type, "text/plain") && reading->mail->text == NULL)
    reading->mail->text = dup_text (part);
  else if (is_type (type, "image/"))
    add_file (reading, part, g_strdup (is_type (type, "image/png") ? "image.png" : "image.jpg"));
}

/* ── The tree ── */

static gboolean read_part (Reading *reading, const char *at, const char *end, guint depth,
                           GError **error);

/* The next line that begins with the boundary, or @end. */
static const char *
find_boundary (const char *at, const char *end, const char *boundary, gsize length)
{
  for (; at < end; at = find_line_end (at, end))
    if ((gsize)(end - at) >= length && memcmp (at, boundary, length) == 0)
      return at;
  return end;
}

static gboolean
read_parts (Reading *reading, const Part *part, const char *type, guint depth, GError **error)
{
  g_autofree char *said = pt_mail_dup_parameter (type, "boundary");
  g_autofree char *boundary = g_strconcat ("--", said ? said : "", NULL);
  const gsize length = strlen (boundary);
  const char *end = part->body + part->length;
  const char *at = said && *said ? find_boundary (part->body, end, boundary, length) : end;

  while (at < end && !((gsize)(end - at) >= length + 2 && memcmp (at + length, "--", 2) == 0))
    {
      const char *first = find_line_end (at, end);
      at = find_boundary (first, end, boundary, length);
      if (!read_part (reading, first, at, depth + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_part (Reading *reading, const char *at, const char *end, guint depth, GError **error)
{
  Part part;
  if (depth > PT_IMPORT_MAX_MAIL_DEPTH || ++reading->n_parts > PT_IMPORT_MAX_MAIL_PARTS)
    {
      g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT,
                           _ ("This message has more parts than are read."));
      return FALSE;
    }
  read_headers (at, end, &part);
  g_autoptr (GHashTable) headers = part.headers;
  const char *type = get_header (&part, "content-type");
  if (is_type (type, "multipart/"))
    return read_parts (reading, &part, type, depth, error);
  read_leaf (reading, &part, *type ? type : "text/plain");
  return TRUE;
}

static gboolean
choose_text (Reading *reading, GError **error)
{
  if (reading->mail->text == NULL && reading->html)
    reading->mail->text = pt_html_to_markdown (reading->html, NULL, NULL, error);
  else if (reading->mail->text == NULL)
    reading->mail->text = g_strdup ("");
  if (reading->mail->text)
    g_strstrip (reading->mail->text);
  return reading->mail->text != NULL;
}

static gboolean
check (gsize n, const Part *part, GError **error)
{
  if (n > PT_IMPORT_MAX_MAIL_BYTES)
    g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT,
                         _ ("This message is too large: at most 64 MB is read."));
  else if (*get_header (part, "from") == '\0' && *get_header (part, "subject") == '\0'
           && *get_header (part, "date") == '\0')
    g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                         _ ("This is no saved message."));
  else
    return TRUE;
  return FALSE;
}

PtMail *
pt_mail_read (GBytes *bytes, GError **error)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  g_autoptr (PtMail) mail = g_new0 (PtMail, 1);
  Reading reading = { mail, NULL, 0 };
  Part top;

  data = data ? data : "";
  read_headers (data, data + MIN (n, PT_IMPORT_MAX_MAIL_BYTES), &top);
  g_autoptr (GHashTable) headers = top.headers;
  if (!check (n, &top, error))
    return NULL;
  mail->files = g_ptr_array_new_with_free_func ((GDestroyNotify)mail_file_free);
  mail->from = dup_words (&top, "from");
  mail->subject = dup_words (&top, "subject");
  mail->moment = pt_mail_dup_moment (get_header (&top, "date"));
  gboolean ok = read_part (&reading, data, data + n, 0, error) && choose_text (&reading, error);
  g_free (reading.html);
  return ok ? g_steal_pointer (&mail) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The export has no format that anybody wrote down: a line begins with a date, in the order of the
 * phone's country, and everything up to the next such line belongs to it. Whether day or month comes
 * first follows from all lines together. */
#include "pt-chat.h"

#include "pt-archive.h"
#include "pt-import-limits.h"
#include "pt-import.h"
#include "pt-text-encoding.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PtChat
{
  GPtrArray *messages;
  PtArchive *archive; /* NULL = a text alone */
};

static void
message_free (PtChatMessage *self)
{
  g_free (self->moment);
  g_free (self->sender);
  g_free (self->text);
  g_free (self->filename);
  g_free (self);
}

void
pt_chat_free (PtChat *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->archive, pt_archive_free);
  g_free (self);
}

/* ── Lines ── */

#define DATE "(\\d{1,4})[-/.](\\d{1,2})[-/.](\\d{1,4})"
#define TIME "(\\d{1,2})[:.](\\d{2})(?:[:.]\\d{2})?(?:\\s?([AaPp])\\.?\\s?[Mm]\\.?)?"

/* [12-03-2026 14:05:33] Name: text, or 12-03-2026 14:05 - Name: text; marks of direction before it. */
static const char line_pattern[] = "^[\\x{200e}\\x{200f}]?\\[?" DATE ",?\\s" TIME
                                   "(?:\\]\\s?|\\s[-–]\\s)[\\x{200e}\\x{200f}]?(.*)$";

typedef struct
{
  int date[3]; /* as they stand */
  int hour, minute;
  char *rest;
} Head;

static int
fetch_number (const GMatchInfo *match, int i)
{
  g_autofree char *text = g_match_info_fetch (match, i);
  return (int)g_ascii_strtoll (text ? text : "", NULL, 10);
}

static gboolean
read_head (GRegex *regex, const char *line, Head *head)
{
  g_autoptr (GMatchInfo) match = NULL;
  if (!g_regex_match (regex, line, 0, &match))
    return FALSE;
  for (int i = 0; i < 3; i++)
    head->date[i] = fetch_number (match, i + 1);
  head->hour = fetch_number (match, 4);
  head->minute = fetch_number (match, 5);
  g_autofree char *half = g_match_info_fetch (match, 6);
  if (half && *half)
    head->hour = head->hour % 12 + (g_ascii_tolower (*half) == 'p' ? 12 : 0);
  head->rest = g_match_info_fetch (match, 7);
  return TRUE;
}

/* ── Messages ── */

typedef struct
{
  PtChatMessage *message;
  int date[3];
  int hour, minute;
} Dated;

/* IMG-1.jpg (file attached), or <attached: 1-PHOTO.jpg>, in any language. */
static char *
dup_attached (const char *text)
{
  g_autoptr (GRegex)
      regex = g_regex_new ("^[\\x{200e}]?(?:<[^:>]{3,30}: "
                           "([^>/\\\\]{1,200})>|([^\\s()/\\\\][^()/\\\\]{0,200}\\.\\w{2,5}) "
                           "\\([^)]{3,40}\\))\\s*$",
                           G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  if (!g_regex_match (regex, text, 0, &match))
    return NULL;
  g_autofree char *first = g_match_info_fetch (match, 1);
  return first && *first ? g_steal_pointer (&first) : g_match_info_fetch (match, 2);
}

static PtChatMessage *
make_message (const char *rest)
{
  PtChatMessage *message = g_new0 (PtChatMessage, 1);
  const char *colon = strstr (rest, ": ");
  if (colon)
    message->sender = g_strndup (rest, (gsize)(colon - rest));
  message->text = g_strdup (colon ? colon + 2 : rest);
  return message;
}

static gboolean
add_line (GArray *dated, GRegex *regex, const char *line, GString *text)
{
  Head head;
  if (!read_head (regex, line, &head))
    {
      if (dated->len > 0)
        g_string_append_printf (text, "\n%s", line);
      return TRUE;
    }
  g_autofree char *rest = head.rest;
  if (dated->len > 0)
    {
      PtChatMessage *last = g_array_index (dated, Dated, dated->len - 1).message;
      g_free (last->text);
      last->text = g_strdup (text->str);
    }
  Dated next = {
    make_message (rest), { head.date[0], head.date[1], head.date[2] }, head.hour, head.minute
  };
  g_array_append_val (dated, next);
  g_string_assign (text, next.message->text);
  return dated->len <= PT_IMPORT_MAX_MESSAGES;
}

static gboolean
is_month_first (const GArray *dated)
{
  for (guint i = 0; i < dated->len; i++)
    if (g_array_index (dated, Dated, i).date[1] > 12)
      return TRUE;
  return FALSE;
}

static char *
make_moment (const Dated *dated, gboolean month_first)
{
  const int *date = dated->date;
  const gboolean year_first = date[0] > 31;
  int year = year_first ? date[0] : date[2];
  int month = year_first ? date[1] : month_first ? date[0] : date[1];
  int day = year_first ? date[2] : month_first ? date[1] : date[0];
  g_autofree char *moment = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d",
                                             year < 100 ? 2000 + year : year, month, day,
                                             dated->hour, dated->minute);
  return pt_moment_is_valid (moment) ? g_steal_pointer (&moment) : NULL;
}

static gboolean
finish_message (Dated *dated, gboolean month_first)
{
  PtChatMessage *message = dated->message;
  message->moment = make_moment (dated, month_first);
  message->filename = dup_attached (message->text);
  g_strstrip (message->text);
  return message->moment != NULL;
}

static GPtrArray *
finish (GArray *dated, GString *text)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify)message_free);
  const gboolean month_first = is_month_first (dated);
  for (guint i = 0; i < dated->len; i++)
    {
      Dated *one = &g_array_index (dated, Dated, i);
      if (i + 1 == dated->len)
        {
          g_free (one->message->text);
          one->message->text = g_strdup (text->str);
        }
      if (finish_message (one, month_first))
        g_ptr_array_add (messages, one->message);
      else
        message_free (one->message);
    }
  return messages;
}

static GPtrArray *
parse (const char *content, GError **error)
{
  g_autoptr (GRegex) regex = g_regex_new (line_pattern, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GArray) dated = g_array_new (FALSE, FALSE, sizeof (Dated));
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  gboolean fits = TRUE;

  for (guint i = 0; lines[i] && fits; i++)
    fits = add_line (dated, regex, g_strchomp (lines[i]), text);
  g_autoptr (GPtrArray) messages = finish (dated, text);
  if (!fits)
    g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT,
                         _ ("This conversation has more messages than are read."));
  else if (messages->len == 0)
    g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                         _ ("This is no exported conversation."));
  return fits && messages->len > 0 ? g_steal_pointer (&messages) : NULL;
}

/* ── Files ── */

static GBytes *
find_text (PtArchive *archive, GError **error)
{
  GPtrArray *names = pt_archive_names (archive);
  for (guint i = 0; i < names->len; i++)
    if (g_str_has_suffix (g_ptr_array_index (names, i), ".txt"))
      return pt_archive_read (archive, g_ptr_array_index (names, i), PT_IMPORT_MAX_CHAT_BYTES,
                              error);
  g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                       _ ("There is no conversation in this archive."));
  return NULL;
}

static gboolean
is_zip (GBytes *bytes)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  return n >= 4 && memcmp (data, "PK", 2) == 0;
}

static gboolean
check_size (GBytes *bytes, GError **error)
{
  if (g_bytes_get_size (bytes) <= PT_IMPORT_MAX_CHAT_BYTES)
    return TRUE;
  g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT,
                       _ ("This conversation is too large: at most 16 MB of text is read."));
  return FALSE;
}

PtChat *
pt_chat_read (GBytes *bytes, GError **error)
{
  g_autoptr (PtChat) self = g_new0 (PtChat, 1);
  g_autoptr (GBytes) text = NULL;
  if (is_zip (bytes) && (self->archive = pt_archive_open (bytes, error)) == NULL)
    return NULL;
  text = self->archive ? find_text (self->archive, error) : g_bytes_ref (bytes);
  if (text == NULL || !check_size (text, error))
    return NULL;
  g_autoptr (PtDecoded) decoded = pt_text_decode (text, error);
  if (decoded == NULL || (self->messages = parse (decoded->text, error)) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

GPtrArray *
pt_chat_get_messages (PtChat *self)
{
  return self->messages;
}

/* Media stand beside the text, whatever folder that is in. */
GBytes *
pt_chat_read_file (PtChat *self, const char *filename, GError **error)
{
  GPtrArray *names = self->archive ? pt_archive_names (self->archive) : NULL;
  for (guint i = 0; names && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const char *slash = strrchr (name, '/');
      if (g_str_equal (slash ? slash + 1 : name, filename))
        return pt_archive_read (self->archive, name, PT_IMPORT_MAX_ENTRY_BYTES, error);
    }
  g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_BROKEN, _ ("%s is not in the export."),
               filename);
  return NULL;
}

char *
pt_chat_dup_text (PtChat *self, guint max, const char *lang)
{
  GString *out = g_string_new (NULL);
  const guint from = self->messages->len > max ? self->messages->len - max : 0;
  g_autofree char *day = NULL;
  for (guint i = from; i < self->messages->len; i++)
    {
      const PtChatMessage *message = g_ptr_array_index (self->messages, i);
      if (message->sender == NULL)
        continue;
      if (day == NULL || strncmp (day, message->moment, strlen ("YYYY-MM-DD")) != 0)
        {
          g_free (day);
          day = g_strndup (message->moment, strlen ("YYYY-MM-DD"));
          g_autofree char *words = pt_date_format (day, lang);
          g_string_append_printf (out, "%s**%s**\n\n", out->len ? "\n" : "", words);
        }
      if (message->filename == NULL)
        g_string_append_printf (out, "%s %s: %s\n", strchr (message->moment, 'T') + 1,
                                message->sender, message->text);
    }
  return g_strchomp (g_string_free (out, FALSE));
}

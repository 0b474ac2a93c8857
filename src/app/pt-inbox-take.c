/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reader per kind, in a table; the readers themselves are in core/exchange. */
#include "pt-inbox-take.h"

#include "pt-calendar.h"
#include "pt-catalog.h"
#include "pt-chat.h"
#include "pt-import-limits.h"
#include "pt-mail.h"
#include "pt-text-encoding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MESSAGES_MAX 200 /* of a conversation in one note */
#define TEXT_MAX_BYTES (256 * 1024)

typedef gboolean (*Taker) (const PtInboxItem *item, GBytes *bytes, PtInboxTaken *taken,
                           GError **error);

void
pt_inbox_taken_free (PtInboxTaken *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->moment);
  g_free (self->sentence);
  g_ptr_array_unref (self->files);
  g_free (self);
}

static void
add_file (PtInboxTaken *taken, const char *name, GBytes *bytes)
{
  PtBatchFile *file = g_new0 (PtBatchFile, 1);
  file->filename = g_strdup (name);
  file->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (taken->files, file);
}

/* ── Per kind ── */

static gboolean
take_file (const PtInboxItem *item, GBytes *bytes, PtInboxTaken *taken, GError **error)
{
  add_file (taken, item->name, bytes);
  taken->moment = g_strdup (item->moment);
  return TRUE;
}

static gboolean
take_text (const PtInboxItem *item, GBytes *bytes, PtInboxTaken *taken, GError **error)
{
  g_autoptr (PtDecoded) decoded = pt_text_decode (bytes, error);
  if (decoded == NULL)
    return FALSE;
  if (decoded->length > TEXT_MAX_BYTES)
    return take_file (item, bytes, taken, error);
  taken->text = g_strdup (g_strstrip (decoded->text));
  taken->moment = g_strdup (item->moment);
  return TRUE;
}

static gboolean
take_mail (const PtInboxItem *item, GBytes *bytes, PtInboxTaken *taken, GError **error)
{
  g_autoptr (PtMail) mail = pt_mail_read (bytes, error);
  if (mail == NULL)
    return FALSE;
  taken->text = *mail->subject ? g_strdup_printf ("%s\n\n%s", mail->subject, mail->text)
                               : g_strdup (mail->text);
  taken->moment = g_strdup (mail->moment);
  for (guint i = 0; i < mail->files->len; i++)
    {
      const PtMailFile *file = g_ptr_array_index (mail->files, i);
      add_file (taken, file->filename, file->bytes);
    }
  return TRUE;
}

/* Photos that the conversation only speaks of are not in every export. */
static void
add_chat_files (PtChat *chat, guint from, PtInboxTaken *taken)
{
  GPtrArray *messages = pt_chat_get_messages (chat);
  guint n_missing = 0;
  for (guint i = from; i < messages->len; i++)
    {
      const PtChatMessage *message = g_ptr_array_index (messages, i);
      g_autoptr (GBytes)
          bytes = message->filename ? pt_chat_read_file (chat, message->filename, NULL) : NULL;
      if (bytes)
        add_file (taken, message->filename, bytes);
      else if (message->filename)
        n_missing++;
    }
  if (n_missing > 0 && taken->sentence == NULL)
    taken->sentence = g_strdup_printf (
        ngettext ("%u file of the conversation is not in the export.",
                  "%u files of the conversation are not in the export.", n_missing),
        n_missing);
}

static gboolean
take_chat (const PtInboxItem *item, GBytes *bytes, PtInboxTaken *taken, GError **error)
{
  g_autoptr (PtChat) chat = pt_chat_read (bytes, error);
  if (chat == NULL)
    return FALSE;
  GPtrArray *messages = pt_chat_get_messages (chat);
  const guint from = messages->len > MESSAGES_MAX ? messages->len - MESSAGES_MAX : 0;
  const PtChatMessage *last = g_ptr_array_index (messages, messages->len - 1);
  if (from > 0)
    taken->sentence = g_strdup_printf (
        _ ("These are the last %u of %u messages. The file stays in the inbox folder."),
        MESSAGES_MAX, messages->len);
  taken->text = pt_chat_dup_text (chat, MESSAGES_MAX, pt_catalog_current ());
  taken->moment = g_strdup (last->moment);
  add_chat_files (chat, from, taken);
  return TRUE;
}

static const Taker takers[PT_N_INBOX_KINDS] = {
  [PT_INBOX_PHOTO] = take_file, [PT_INBOX_AUDIO] = take_file, [PT_INBOX_TEXT] = take_text,
  [PT_INBOX_MAIL] = take_mail,  [PT_INBOX_CHAT] = take_chat,  [PT_INBOX_CALENDAR] = take_file,
};

/* ── On a worker ── */

static void
item_copy_free (PtInboxItem *item)
{
  g_object_unref (item->file);
  g_free (item->name);
  g_free (item->moment);
  g_free (item);
}

static gpointer
copy_item (gconstpointer source, gpointer data)
{
  const PtInboxItem *item = source;
  PtInboxItem *copy = g_new0 (PtInboxItem, 1);
  copy->file = g_object_ref (item->file);
  copy->name = g_strdup (item->name);
  copy->kind = item->kind;
  copy->moment = g_strdup (item->moment);
  return copy;
}

/* A WhatsApp export may be larger than a file of a note: the photos in it are what goes along. */
static gint64
size_max (const PtInboxItem *item)
{
  return item->kind == PT_INBOX_CHAT ? PT_IMPORT_MAX_FILE_BYTES : PT_DRAFT_FILE_MAX;
}

static GBytes *
load (const PtInboxItem *item, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (item->file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > size_max (item))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _ ("%s is too large. It stays in the inbox folder."), item->name);
      return NULL;
    }
  return g_file_load_bytes (item->file, cancellable, NULL, error);
}

static void
take_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const PtInboxItem *item = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtInboxTaken) taken = g_new0 (PtInboxTaken, 1);
  taken->files = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_batch_file_free);
  g_autoptr (GBytes) bytes = load (item, cancellable, &error);
  if (cancellable)
    g_cancellable_push_current (cancellable); /* for the program that reads archives */
  if (bytes && takers[item->kind](item, bytes, taken, &error))
    g_task_return_pointer (task, g_steal_pointer (&taken), (GDestroyNotify)pt_inbox_taken_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  if (cancellable)
    g_cancellable_pop_current (cancellable);
}

void
pt_inbox_take_async (const PtInboxItem *item, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pt_inbox_take_async);
  g_task_set_task_data (task, copy_item (item, NULL), (GDestroyNotify)item_copy_free);
  g_task_run_in_thread (task, take_thread);
}

PtInboxTaken *
pt_inbox_take_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ── Appointments ── */

typedef struct
{
  GPtrArray *items;
  char *date;
} Calendars;

static void
calendars_free (Calendars *self)
{
  g_ptr_array_unref (self->items);
  g_free (self->date);
  g_free (self);
}

static void
add_appointments (const PtInboxItem *item, const char *date, GPtrArray *into,
                  GCancellable *cancellable)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = load (item, cancellable, &error);
  g_autoptr (GPtrArray) found = bytes ? pt_calendar_read (bytes, date, zone, &error) : NULL;
  if (found)
    g_ptr_array_extend_and_steal (into, g_steal_pointer (&found));
  else
    g_info ("%s: %s", item->name, error->message);
}

static void
appointments_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Calendars *calendars = data;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_appointment_free);
  for (guint i = 0; i < calendars->items->len; i++)
    {
      const PtInboxItem *item = g_ptr_array_index (calendars->items, i);
      if (item->kind == PT_INBOX_CALENDAR)
        add_appointments (item, calendars->date, found, cancellable);
    }
  g_task_return_pointer (task, found, (GDestroyNotify)g_ptr_array_unref);
}

void
pt_inbox_appointments_async (GPtrArray *items, const char *date, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Calendars *calendars = g_new0 (Calendars, 1);
  calendars->items = g_ptr_array_copy (items, copy_item, NULL);
  g_ptr_array_set_free_func (calendars->items, (GDestroyNotify)item_copy_free);
  calendars->date = g_strdup (date);
  g_task_set_source_tag (task, pt_inbox_appointments_async);
  g_task_set_task_data (task, calendars, (GDestroyNotify)calendars_free);
  g_task_run_in_thread (task, appointments_thread);
}

GPtrArray *
pt_inbox_appointments_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

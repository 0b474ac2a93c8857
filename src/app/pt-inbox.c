/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder is read on a worker, and again a moment after something in it changed. */
#include "pt-inbox.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SCAN_DELAY_MS 300
#define ITEMS_MAX 500 /* of a folder that holds more, the rest shows when these are gone */

struct _PtInbox
{
  GObject parent_instance;

  char *folder;
  GPtrArray *items;
  GFileMonitor *monitor;
  GCancellable *cancellable;
  guint scan_source;
};

G_DEFINE_FINAL_TYPE (PtInbox, pt_inbox, G_TYPE_OBJECT)

static guint changed_signal;

/* ── Kinds ── */

typedef struct
{
  const char *label; /* NC_("inbox") */
  const char *icon;
  const char *endings; /* between bars */
} Kind;

static const Kind kinds[] = {
  [PT_INBOX_PHOTO] = { NC_ ("inbox", "Photo"), "image-x-generic-symbolic",
                       "|jpg|jpeg|png|webp|gif|heic|" },
  [PT_INBOX_AUDIO] = { NC_ ("inbox", "Recording"), "audio-x-generic-symbolic",
                       "|m4a|mp3|ogg|oga|opus|aac|wav|amr|flac|" },
  [PT_INBOX_TEXT] = { NC_ ("inbox", "Text"), "text-x-generic-symbolic", "|txt|md|" },
  [PT_INBOX_MAIL] = { NC_ ("inbox", "Message"), "mail-unread-symbolic", "|eml|" },
  [PT_INBOX_CHAT] = { NC_ ("inbox", "Conversation"), "user-available-symbolic", "||" },
  [PT_INBOX_CALENDAR] = { NC_ ("inbox", "Calendar"), "x-office-calendar-symbolic", "|ics|" },
};

const char *
pt_inbox_kind_label (PtInboxKind kind)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "inbox", kinds[kind].label);
}

const char *
pt_inbox_kind_icon (PtInboxKind kind)
{
  return kinds[kind].icon;
}

/* Exports of conversations are called after the program, in every language. */
static gboolean
is_chat (const char *lower)
{
  return strstr (lower, "whatsapp")
         && (g_str_has_suffix (lower, ".zip") || g_str_has_suffix (lower, ".txt"));
}

gboolean
pt_inbox_find_kind (const char *name, PtInboxKind *out)
{
  g_autofree char *lower = g_utf8_strdown (name, -1);
  const char *dot = strrchr (lower, '.');
  g_autofree char *sought = dot && dot[1] ? g_strdup_printf ("|%s|", dot + 1) : NULL;
  if (sought == NULL || *lower == '.')
    return FALSE;
  *out = PT_INBOX_CHAT;
  if (is_chat (lower))
    return TRUE;
  for (guint i = 0; i < PT_N_INBOX_KINDS; i++)
    if (strstr (kinds[i].endings, sought))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

/* ── Reading the folder ── */

static void
item_free (PtInboxItem *item)
{
  g_object_unref (item->file);
  g_free (item->name);
  g_free (item->moment);
  g_free (item);
}

static char *
dup_moment (GFileInfo *info)
{
  g_autoptr (GDateTime) at = g_file_info_get_modification_date_time (info);
  g_autoptr (GDateTime) here = at ? g_date_time_to_local (at) : NULL;
  return here ? g_date_time_format (here, "%Y-%m-%dT%H:%M") : g_strdup ("");
}

static void
add_item (GPtrArray *items, GFile *folder, GFileInfo *info)
{
  PtInboxKind kind;
  const char *name = g_file_info_get_name (info);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || !pt_inbox_find_kind (name, &kind))
    return;
  PtInboxItem *item = g_new0 (PtInboxItem, 1);
  item->file = g_file_get_child (folder, name);
  item->name = g_strdup (g_file_info_get_display_name (info));
  item->kind = kind;
  item->moment = dup_moment (info);
  g_ptr_array_add (items, item);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const PtInboxItem *const *first = a;
  const PtInboxItem *const *second = b;
  int later = strcmp ((*second)->moment, (*first)->moment);
  return later ? later : strcmp ((*first)->name, (*second)->name);
}

static void
scan_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GFile) folder = g_file_new_for_path (data);
  g_autoptr (GError) error = NULL;
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify)item_free);
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      folder,
      G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME
                                     "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                     "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
      G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, &error);
  GFileInfo *info = NULL;
  while (children && items->len < ITEMS_MAX
         && g_file_enumerator_iterate (children, &info, NULL, cancellable, &error) && info)
    add_item (items, folder, info);
  /* A folder that is not there now is a telephone that is not plugged in: nothing to say. */
  if (error)
    g_info ("The inbox folder: %s", error->message);
  g_ptr_array_sort (items, compare);
  g_task_return_pointer (task, items, (GDestroyNotify)g_ptr_array_unref);
}

static void
scanned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = g_task_propagate_pointer (G_TASK (result), &error);
  PtInbox *self = PT_INBOX (source);
  if (items == NULL)
    return;
  g_ptr_array_unref (self->items);
  self->items = items;
  g_signal_emit (self, changed_signal, 0);
}

static void
scan (PtInbox *self)
{
  if (self->folder == NULL)
    return;
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, scanned_cb, NULL);
  g_task_set_source_tag (task, scan);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  g_task_run_in_thread (task, scan_thread);
}

static gboolean
scan_cb (gpointer user_data)
{
  PtInbox *self = user_data;
  self->scan_source = 0;
  scan (self);
  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (PtInbox *self)
{
  if (self->scan_source == 0)
    self->scan_source = g_timeout_add (SCAN_DELAY_MS, scan_cb, self);
}

static void
watch (PtInbox *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
forget (PtInbox *self)
{
  g_clear_handle_id (&self->scan_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->folder, g_free);
}

static void
pt_inbox_dispose (GObject *object)
{
  forget (PT_INBOX (object));
  G_OBJECT_CLASS (pt_inbox_parent_class)->dispose (object);
}

static void
pt_inbox_finalize (GObject *object)
{
  g_ptr_array_unref (PT_INBOX (object)->items);
  G_OBJECT_CLASS (pt_inbox_parent_class)->finalize (object);
}

static void
pt_inbox_class_init (PtInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_inbox_dispose;
  G_OBJECT_CLASS (klass)->finalize = pt_inbox_finalize;
  changed_signal = g_signal_new ("changed", PT_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
pt_inbox_init (PtInbox *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)item_free);
}

PtInbox *
pt_inbox_new (void)
{
  return g_object_new (PT_TYPE_INBOX, NULL);
}

void
pt_inbox_set_folder (PtInbox *self, const char *folder)
{
  g_return_if_fail (PT_IS_INBOX (self));
  if (g_strcmp0 (self->folder, folder) == 0)
    return;
  forget (self);
  g_ptr_array_set_size (self->items, 0);
  self->folder = g_strdup (folder);
  self->cancellable = g_cancellable_new ();
  if (folder)
    watch (self);
  scan (self);
  g_signal_emit (self, changed_signal, 0);
}

const char *
pt_inbox_get_folder (PtInbox *self)
{
  g_return_val_if_fail (PT_IS_INBOX (self), NULL);
  return self->folder;
}

GPtrArray *
pt_inbox_get_items (PtInbox *self)
{
  g_return_val_if_fail (PT_IS_INBOX (self), NULL);
  return self->items;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows over the inbox folder. What was put into a note is remembered until that note is saved, and
 * only goes when it is really in there: nothing is lost by changing one's mind. */
#include "pt-inbox-section.h"

#include "pt-calendar.h"
#include "pt-catalog.h"
#include "pt-inbox-rows.h"
#include "pt-inbox-take.h"
#include "pt-listen.h"
#include "pt-time.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ROWS_MAX 8
#define MARK_CHARACTERS 40

struct _PtInboxSection
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  PtCapture *capture;
  PtInbox *inbox;
  GPtrArray *used;    /* Used */
  GHashTable *taking; /* GFile: being read */
  GCancellable *cancellable;

  GtkWidget *heading;
  GtkWidget *rows;
  GtkWidget *more;
  GtkWidget *appointments_heading;
  GtkWidget *appointments;
};

G_DEFINE_FINAL_TYPE (PtInboxSection, pt_inbox_section, GTK_TYPE_BOX)

/* What stands in the note that is being written. */
typedef struct
{
  GFile *file;
  char *filename;   /* in the note; or NULL */
  char *mark;       /* the beginning of its words in the note; or NULL */
  PtListen *listen; /* of a recording that is being typed out; or NULL */
  gboolean stays;   /* not all of it is in the note */
} Used;

static void
used_free (Used *used)
{
  g_object_unref (used->file);
  g_free (used->filename);
  g_free (used->mark);
  g_clear_object (&used->listen);
  g_free (used);
}

static Used *
find_used (PtInboxSection *self, GFile *file)
{
  for (guint i = 0; i < self->used->len; i++)
    if (g_file_equal (((Used *)g_ptr_array_index (self->used, i))->file, file))
      return g_ptr_array_index (self->used, i);
  return NULL;
}

static Used *
add_used (PtInboxSection *self, GFile *file)
{
  Used *used = find_used (self, file);
  if (used)
    g_ptr_array_remove (self->used, used);
  used = g_new0 (Used, 1);
  used->file = g_object_ref (file);
  g_ptr_array_add (self->used, used);
  return used;
}

static void
toast (PtInboxSection *self, const char *text)
{
  pt_window_toast (GTK_WIDGET (self), text, NULL, NULL, NULL);
}

/* ── Throwing away ── */

static void
trashed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtInboxSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  if (!g_file_trash_finish (G_FILE (source), result, &error))
    text = g_strdup_printf (_ ("It could not be put into the wastebasket and stays: %s"),
                            error->message);
  if (!g_cancellable_is_cancelled (self->cancellable))
    toast (self, text ? text : _ ("Put into the wastebasket"));
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtInboxSection) self = user_data;
  g_autoptr (GError) error = NULL;
  if (!g_file_trash_finish (G_FILE (source), result, &error)
      && !g_cancellable_is_cancelled (self->cancellable))
    toast (self, error->message);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtInboxSection) self = user_data;
  g_autoptr (GError) error = NULL;
  if (!g_file_delete_finish (G_FILE (source), result, &error)
      && !g_cancellable_is_cancelled (self->cancellable))
    toast (self, error->message);
}

static void
throw_away_cb (PtInboxSection *self, GFile *file)
{
  g_file_trash_async (file, G_PRIORITY_DEFAULT, NULL, trashed_cb, g_object_ref (self));
}

/* ── After the note was saved ── */

static gboolean
is_saved (const Used *used, const PtDraft *saved)
{
  if (used->listen)
    return saved->body && *saved->body;
  if (used->mark)
    return saved->body && strstr (saved->body, used->mark) != NULL;
  for (guint i = 0; used->filename && i < saved->files->len; i++)
    if (g_str_equal (((PtBatchFile *)g_ptr_array_index (saved->files, i))->filename,
                     used->filename))
      return TRUE;
  return FALSE;
}

static void
let_go (PtInboxSection *self, const Used *used)
{
  if (used->listen && pt_listen_get_forget (used->listen))
    g_file_delete_async (used->file, G_PRIORITY_DEFAULT, NULL, deleted_cb, g_object_ref (self));
  else if (used->listen == NULL && !used->stays)
    g_file_trash_async (used->file, G_PRIORITY_DEFAULT, NULL, left_cb, g_object_ref (self));
}

static void show_items (PtInboxSection *self);

static void
saved_cb (PtInboxSection *self)
{
  const PtDraft *saved = pt_capture_get_saved (self->capture);
  for (guint i = 0; i < self->used->len; i++)
    {
      const Used *used = g_ptr_array_index (self->used, i);
      if (is_saved (used, saved))
        let_go (self, used);
    }
  g_ptr_array_set_size (self->used, 0);
  show_items (self);
}

/* ── Putting into the note ── */

typedef struct
{
  PtInboxSection *section;
  GFile *file;
  gboolean goes_on; /* the focus went to the next */
} Taking;

static void
taking_free (Taking *taking)
{
  g_object_unref (taking->section);
  g_object_unref (taking->file);
  g_free (taking);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Taking, taking_free)

static char *
dup_mark (const char *text)
{
  g_autofree char *line = g_strndup (text, strcspn (text, "\n"));
  return g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), MARK_CHARACTERS));
}

static void
put (PtInboxSection *self, GFile *file, const PtInboxTaken *taken)
{
  Used *used = add_used (self, file);
  pt_capture_insert (self->capture, taken->text ? taken->text : "", taken->moment);
  for (guint i = 0; i < taken->files->len; i++)
    {
      const PtBatchFile *one = g_ptr_array_index (taken->files, i);
      pt_capture_add_bytes (self->capture, one->filename, one->bytes);
      if (taken->text == NULL)
        used->filename = g_strdup (one->filename);
    }
  used->mark = taken->text ? dup_mark (taken->text) : NULL;
  used->stays = taken->sentence != NULL;
  if (taken->sentence)
    toast (self, taken->sentence);
  show_items (self);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Taking) taking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtInboxTaken) taken = pt_inbox_take_finish (result, &error);
  if (g_cancellable_is_cancelled (taking->section->cancellable))
    return;
  g_hash_table_remove (taking->section->taking, taking->file);
  if (taken)
    put (taking->section, taking->file, taken);
  else
    toast (taking->section, error->message);
  if (taken && !taking->goes_on)
    pt_capture_focus (taking->section->capture);
}

static void
listen_to (PtInboxSection *self, const PtInboxItem *item)
{
  GtkWidget *listen = pt_listen_new (item->file, item->name);
  Used *used = add_used (self, item->file);
  used->listen = g_object_ref (PT_LISTEN (listen));
  pt_capture_insert (self->capture, "", item->moment);
  pt_capture_show_aside (self->capture, listen);
  show_items (self);
  pt_capture_focus (self->capture);
}

/* With the keyboard one is taken after the other; who clicks wants to write about this one. */
static gboolean
goes_on (PtInboxSection *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const int place = pt_inbox_rows_get_focus (self->rows);

  return place >= 0 && gtk_window_get_focus_visible (GTK_WINDOW (root))
         && pt_inbox_rows_focus_next (self->rows, place);
}

static const PtInboxItem *
find_item (PtInboxSection *self, GFile *file)
{
  GPtrArray *items = pt_inbox_get_items (self->inbox);
  for (guint i = 0; i < items->len; i++)
    if (g_file_equal (((PtInboxItem *)g_ptr_array_index (items, i))->file, file))
      return g_ptr_array_index (items, i);
  return NULL;
}

static void
take_cb (PtInboxSection *self, GFile *file)
{
  const PtInboxItem *item = find_item (self, file);
  if (item == NULL || g_hash_table_contains (self->taking, file))
    return;
  if (item->kind == PT_INBOX_AUDIO)
    {
      listen_to (self, item);
      return;
    }
  Taking *taking = g_new0 (Taking, 1);
  taking->section = g_object_ref (self);
  taking->file = g_object_ref (file);
  taking->goes_on = goes_on (self);
  g_hash_table_add (self->taking, g_object_ref (file));
  pt_inbox_take_async (item, self->cancellable, taken_cb, taking);
}

static void
appointment_cb (PtInboxSection *self, const char *text, const char *moment)
{
  pt_capture_insert (self->capture, text, moment);
  pt_capture_focus (self->capture);
}

/* ── Showing ── */

static void
show_appointments (PtInboxSection *self, GPtrArray *found)
{
  pt_inbox_rows_clear (self->appointments);
  for (guint i = 0; i < found->len; i++)
    pt_inbox_rows_add_appointment (self->appointments, g_ptr_array_index (found, i));
  gtk_widget_set_visible (self->appointments_heading, found->len > 0);
  gtk_widget_set_visible (self->appointments, found->len > 0);
}

static void
appointments_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtInboxSection) self = user_data;
  g_autoptr (GPtrArray) found = pt_inbox_appointments_finish (result, NULL);
  if (found && !g_cancellable_is_cancelled (self->cancellable))
    show_appointments (self, found);
}

static void
show_items (PtInboxSection *self)
{
  GPtrArray *items = pt_inbox_get_items (self->inbox);
  const int focus = pt_inbox_rows_get_focus (self->rows);
  guint n = 0;
  pt_inbox_rows_clear (self->rows);
  for (guint i = 0; i < items->len; i++)
    {
      const PtInboxItem *item = g_ptr_array_index (items, i);
      if (item->kind == PT_INBOX_CALENDAR)
        continue;
      if (++n <= ROWS_MAX)
        pt_inbox_rows_add (self->rows, item, find_used (self, item->file) != NULL);
    }
  /* Translators: the placeholder is how many files are in the inbox folder. */
  g_autofree char *heading = g_strdup_printf (_ ("From your phone (%u)"), n);
  g_autofree char *more = g_strdup_printf (
      ngettext ("and %u more", "and %u more", n > ROWS_MAX ? n - ROWS_MAX : 0),
      n > ROWS_MAX ? n - ROWS_MAX : 0);
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_label_set_text (GTK_LABEL (self->more), more);
  gtk_widget_set_visible (self->more, n > ROWS_MAX);
  gtk_widget_set_visible (self->heading, n > 0);
  gtk_widget_set_visible (self->rows, n > 0);
  pt_inbox_rows_set_focus (self->rows, focus);
}

static void
changed_cb (PtInboxSection *self)
{
  g_autofree char *today = pt_world_today (pt_logbook_get_world (self->logbook));
  show_items (self);
  pt_inbox_appointments_async (pt_inbox_get_items (self->inbox), today, self->cancellable,
                               appointments_cb, g_object_ref (self));
}

static void
pt_inbox_section_dispose (GObject *object)
{
  PtInboxSection *self = PT_INBOX_SECTION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->inbox);
  g_clear_pointer (&self->used, g_ptr_array_unref);
  g_clear_pointer (&self->taking, g_hash_table_unref);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_inbox_section_parent_class)->dispose (object);
}

static void
pt_inbox_section_class_init (PtInboxSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_inbox_section_dispose;
}

static GtkWidget *
add_heading (PtInboxSection *self, const char *text)
{
  GtkWidget *heading = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_top (heading, 6);
  gtk_widget_set_visible (heading, FALSE);
  gtk_box_append (GTK_BOX (self), heading);
  return heading;
}

static void
pt_inbox_section_init (PtInboxSection *self)
{
  self->cancellable = g_cancellable_new ();
  self->used = g_ptr_array_new_with_free_func ((GDestroyNotify)used_free);
  self->taking = g_hash_table_new_full (g_file_hash, (GEqualFunc)g_file_equal, g_object_unref,
                                        NULL);
  self->inbox = pt_inbox_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->appointments_heading = add_heading (self, _ ("Today's appointments"));
  self->appointments = pt_inbox_rows_new (_ ("Today's appointments"));
  gtk_box_append (GTK_BOX (self), self->appointments);
  self->heading = add_heading (self, NULL);
  self->rows = pt_inbox_rows_new (_ ("From your phone"));
  gtk_box_append (GTK_BOX (self), self->rows);
  self->more = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->more), 0);
  gtk_widget_add_css_class (self->more, "dim-label");
  gtk_widget_set_visible (self->more, FALSE);
  gtk_box_append (GTK_BOX (self), self->more);
}

GtkWidget *
pt_inbox_section_new (PtLogbook *logbook, PtCapture *capture)
{
  PtInboxSection *self = g_object_new (PT_TYPE_INBOX_SECTION, NULL);
  self->logbook = g_object_ref (logbook);
  self->capture = capture;
  g_signal_connect_object (self->inbox, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (capture, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  pt_inbox_rows_watch (self->rows, G_CALLBACK (take_cb), G_CALLBACK (throw_away_cb), self);
  pt_inbox_rows_watch_appointments (self->appointments, G_CALLBACK (appointment_cb), self);
  pt_inbox_section_refresh (self);
  return GTK_WIDGET (self);
}

void
pt_inbox_section_refresh (PtInboxSection *self)
{
  g_return_if_fail (PT_IS_INBOX_SECTION (self));
  g_autofree char *folder = pt_store_dup_setting (pt_logbook_get_reader (self->logbook),
                                                  PT_INBOX_SETTING);
  pt_inbox_set_folder (self->inbox, folder);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-notices.h. What a notice says is read anew at each change of state; only the files that
 * wait are counted on a worker. */
#include "pt-notices.h"

#include "pt-notice.h"
#include "pt-show-names.h"
#include "pt-sync-note.h"
#include "pt-sync-waiting.h"

#include <glib/gi18n-lib.h>

struct _PtNotices
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  PtSyncer *syncer; /* NULL = not shared */
  GCancellable *cancellable;
  gboolean looking; /* on the worker */
  gboolean again;   /* something changed meanwhile */

  PtNotice *laptop;
  PtNotice *homecoming;
  PtNotice *conflicts;
  PtNotice *files;
  PtNotice *closed;
  PtNotice *example;
  PtNotice *names;
};

G_DEFINE_FINAL_TYPE (PtNotices, pt_notices, GTK_TYPE_BOX)

static void
show_conflicts (PtNotices *self)
{
  int64_t n = pt_store_count_conflicts (pt_logbook_get_reader (self->logbook));
  g_autofree char *text = n > 0 ? g_strdup_printf (
                              ngettext ("There are two versions of %d text. Both are kept.",
                                        "There are two versions of %d texts. All are kept.",
                                        (unsigned long)n),
                              (int)n)
                                : NULL;
  pt_notice_set_text (self->conflicts, text);
}

static void
show_homecoming (PtNotices *self)
{
  guint n = 0;
  gboolean is_home = self->syncer && pt_syncer_get_homecoming (self->syncer, &n);
  g_autofree char *text = is_home ? g_strdup_printf (
                              ngettext ("Welcome back. %u thing was changed by your team.",
                                        "Welcome back. %u things were changed by your team.", n),
                              n)
                                  : NULL;
  pt_notice_set_text (self->homecoming, text);
}

static void
show_example (PtNotices *self)
{
  g_autofree char *example = pt_store_dup_setting (pt_logbook_get_reader (self->logbook),
                                                   "example");
  pt_notice_set_text (self->example, example ? _ ("This is the example logbook.") : NULL);
}

static void
show_closed (PtNotices *self)
{
  const gboolean closed = pt_store_is_closed (pt_logbook_get_reader (self->logbook));
  pt_notice_set_text (
      self->closed, closed ? _ ("This logbook is closed: it can be read, and not changed.") : NULL);
}

static void
show_names (PtNotices *self)
{
  pt_notice_set_text (
      self->names, pt_show_names_is_on () ? _ ("Real names show for a quarter of an hour.") : NULL);
}

/* ── What is looked for on a worker: this laptop itself, and files that wait ── */

typedef struct
{
  char *laptop; /* a sentence; NULL = nothing to say */
  PtSyncWaiting waiting;
} Found;

static void
found_free (gpointer data)
{
  Found *self = data;

  g_free (self->laptop);
  pt_sync_waiting_clear (&self->waiting);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

/* The first is enough to go and look. */
static gboolean
find_laptop (PtStore *store, Found *self, GError **error)
{
  g_autoptr (GPtrArray) sentences = pt_store_list_notices (store, error);

  if (sentences == NULL)
    return FALSE;
  self->laptop = sentences->len > 0 ? g_strdup (sentences->pdata[0])
                                    : pt_sync_dup_clock_sentence (store);
  if (self->laptop == NULL)
    self->laptop = pt_sync_dup_program_sentence (store);
  if (self->laptop == NULL)
    self->laptop = pt_sync_dup_held_sentence (store);
  return TRUE;
}

static gpointer
look_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Found) self = g_new0 (Found, 1);
  g_autofree char *why = pt_store_dup_file_note (store);

  if (!find_laptop (store, self, error)
      || (why != NULL && !pt_sync_waiting_read (store, &self->waiting, error)))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
asks_for_files (PtNotices *self, const Found *found)
{
  return self->syncer && pt_syncer_get_metered (self->syncer) == PT_SYNC_METERED_ASK
         && g_strcmp0 (found->waiting.why, "metered") == 0 && found->waiting.n_files > 0;
}

static void
show_files (PtNotices *self, const Found *found)
{
  const PtSyncWaiting *waiting = &found->waiting;

  if (!asks_for_files (self, found))
    {
      pt_notice_set_text (self->files, NULL);
      return;
    }
  g_autofree char *size = g_format_size ((guint64)waiting->bytes);
  g_autofree char *text = g_strdup_printf (
      /* Translators: %2$s is a size such as 2.1 MB. */
      ngettext ("%1$u file (%2$s) waits: this connection may cost money.",
                "%1$u files (%2$s) wait: this connection may cost money.", waiting->n_files),
      waiting->n_files, size);
  pt_notice_set_text (self->files, text);
}

static void look (PtNotices *self);

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtNotices *self = user_data;
  self->looking = FALSE;
  if (found == NULL)
    {
      g_warning ("Looking for what is to be said: %s", error->message);
      return;
    }
  pt_notice_set_text (self->laptop, found->laptop);
  show_files (self, found);
  if (self->again)
    look (self);
}

static void
look (PtNotices *self)
{
  self->again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  pt_logbook_read_async (self->logbook, look_job, NULL, NULL, found_free, self->cancellable,
                         looked_cb, self);
}

static void
show_all (PtNotices *self)
{
  show_homecoming (self);
  show_conflicts (self);
  show_example (self);
  show_closed (self);
  look (self);
}

static void
pt_notices_dispose (GObject *object)
{
  PtNotices *self = PT_NOTICES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->syncer);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_notices_parent_class)->dispose (object);
}

static void
pt_notices_class_init (PtNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_notices_dispose;
}

static PtNotice *
add_notice (PtNotices *self, const char *button, const char *action)
{
  GtkWidget *notice = pt_notice_new (button, action);
  gtk_box_append (GTK_BOX (self), notice);
  return PT_NOTICE (notice);
}

static void
pt_notices_init (PtNotices *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->laptop = add_notice (self, _ ("Look…"), "win.sharing");
  self->homecoming = add_notice (self, _ ("Got It"), "win.homecoming-seen");
  self->conflicts = add_notice (self, _ ("Choose…"), "win.conflicts");
  self->files = add_notice (self, _ ("Send Now"), "win.send-files");
  pt_notice_add_button (self->files, _ ("Wait for Wi-Fi"), "win.hold-files");
  self->names = add_notice (self, _ ("Hide"), "win.show-names");
  self->closed = add_notice (self, _ ("Open Again…"), "win.reopen-lab");
  pt_notice_add_button (self->closed, _ ("Certificate…"), "win.documents::closing");
  self->example = add_notice (self, _ ("Remove"), "win.remove-example");
}

GtkWidget *
pt_notices_new (PtLogbook *logbook, PtSyncer *syncer)
{
  PtNotices *self = g_object_new (PT_TYPE_NOTICES, NULL);
  self->logbook = g_object_ref (logbook);
  self->syncer = syncer ? g_object_ref (syncer) : NULL;
  g_signal_connect_object (logbook, "state-changed", G_CALLBACK (show_all), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (logbook, "changed", G_CALLBACK (show_closed), self, G_CONNECT_SWAPPED);
  if (syncer)
    g_signal_connect_object (syncer, "state-changed", G_CALLBACK (show_all), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (pt_show_names_get (), "changed", G_CALLBACK (show_names), self,
                           G_CONNECT_SWAPPED);
  show_names (self);
  show_all (self);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two rows: write the file, read the answers. What came of it stands under them. */
#include "pt-stick-group.h"

#include "pt-file-dialog.h"
#include "pt-sync-parcel.h"
#include "pt-team-task.h"

#include <glib/gi18n-lib.h>

struct _PtStickGroup
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  GtkWidget *rows;
  GtkLabel *words;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PtStickGroup, pt_stick_group, ADW_TYPE_BIN)

/* ── On the thread ── */

typedef struct
{
  GPtrArray *sentences;
  GPtrArray *changed; /* ids of records; NULL = none */
} Outcome;

static void
outcome_free (gpointer data)
{
  Outcome *self = data;

  g_ptr_array_unref (self->sentences);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
  g_free (self);
}

static Outcome *
outcome_new (char *sentence)
{
  Outcome *self = g_new0 (Outcome, 1);

  self->sentences = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->sentences, sentence);
  return self;
}

static void
add_sentences (Outcome *self, const GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    g_ptr_array_add (self->sentences, g_strdup (g_ptr_array_index (sentences, i)));
}

static gpointer
write_job (PtStore *store, gpointer path, GError **error)
{
  g_auto (PtSyncPacked) packed = { 0 };
  Outcome *outcome;

  if (!pt_sync_pack (store, path, PT_SYNC_PARCEL_FILES, NULL, &packed, NULL, error))
    return NULL;
  outcome = outcome_new (g_strdup_printf (
      ngettext ("The file is written, with %u change in it. Have it taken to the team server, and "
                "read it here when it is back.",
                "The file is written, with %u changes in it. Have it taken to the team server, and "
                "read it here when it is back.",
                packed.n_changes),
      packed.n_changes));
  if (packed.n_left > 0)
    g_ptr_array_add (
        outcome->sentences,
        g_strdup_printf (ngettext ("%u file did not fit and goes with the next one.",
                                   "%u files did not fit and go with the next one.", packed.n_left),
                         packed.n_left));
  add_sentences (outcome, packed.refused);
  return outcome;
}

static gpointer
read_job (PtStore *store, gpointer path, GError **error)
{
  g_autoptr (PtSyncReport) report = pt_sync_unpack (store, path, NULL, NULL, error);
  Outcome *outcome;

  if (report == NULL)
    return NULL;
  outcome = outcome_new (g_strdup_printf (
      /* Translators: two numbers, of changes that went with the file and of those it brought */
      _ ("The file is read. Sent: %1$u, received: %2$u."), report->pushed, report->pulled));
  add_sentences (outcome, report->notes);
  add_sentences (outcome, report->refused);
  outcome->changed = g_ptr_array_ref (report->changed);
  return outcome;
}

/* ── In the window ── */

static void
show_words (PtStickGroup *self, const char *words)
{
  gtk_label_set_text (self->words, words);
  gtk_widget_set_visible (GTK_WIDGET (self->words), *words != '\0');
  gtk_widget_set_sensitive (self->rows, TRUE);
}

static void
tell_changed (PtStickGroup *self, GPtrArray *changed)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (changed == NULL || changed->len == 0)
    return;
  g_ptr_array_extend (ids, changed, NULL, NULL);
  g_ptr_array_add (ids, NULL);
  pt_logbook_notify_changed (self->logbook, (const char *const *)ids->pdata);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  PtStickGroup *self = PT_STICK_GROUP (source);
  g_autoptr (GError) error = NULL;
  Outcome *outcome = pt_team_task_finish (result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (outcome == NULL)
    {
      show_words (self, error->message);
      return;
    }
  g_ptr_array_add (outcome->sentences, NULL);
  words = g_strjoinv ("\n\n", (char **)outcome->sentences->pdata);
  show_words (self, words);
  tell_changed (self, outcome->changed);
  outcome_free (outcome);
}

static void
begin (PtStickGroup *self, const char *path, PtTeamJob job)
{
  gtk_widget_set_sensitive (self->rows, FALSE);
  pt_team_task (G_OBJECT (self), pt_logbook_get_folder (self->logbook), job, g_strdup (path),
                g_free, outcome_free, self->cancellable, done_cb, NULL);
}

void
pt_stick_group_write (PtStickGroup *self, const char *path)
{
  g_return_if_fail (PT_IS_STICK_GROUP (self));
  begin (self, path, write_job);
}

void
pt_stick_group_read (PtStickGroup *self, const char *path)
{
  g_return_if_fail (PT_IS_STICK_GROUP (self));
  begin (self, path, read_job);
}

/* (transfer full) (nullable): what was chosen, when the program can reach it. */
static char *
take_path (PtStickGroup *self, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  char *path = g_file_get_path (file);

  if (path == NULL)
    show_words (self, _ ("Choose a place on this laptop or on a stick in it."));
  return path;
}

static void
write_chosen (GListModel *files, gpointer object)
{
  g_autofree char *path = take_path (object, files);

  if (path != NULL)
    pt_stick_group_write (object, path);
}

static void
read_chosen (GListModel *files, gpointer object)
{
  g_autofree char *path = take_path (object, files);

  if (path != NULL)
    pt_stick_group_read (object, path);
}

static void
write_cb (PtStickGroup *self)
{
  g_autofree char *name = pt_sync_parcel_name (pt_logbook_get_reader (self->logbook));

  pt_file_dialog_show (GTK_WIDGET (self), PT_FILE_DIALOG_SAVE, _ ("File for the Team Server"),
                       _ ("_Write"), name, write_chosen, self);
}

static void
read_cb (PtStickGroup *self)
{
  pt_file_dialog_show (GTK_WIDGET (self), PT_FILE_DIALOG_OPEN, _ ("Answers of the Team Server"),
                       _ ("_Read"), NULL, read_chosen, self);
}

static GtkWidget *
make_row (PtStickGroup *self, const char *title, const char *subtitle, GCallback activated)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", activated, self);
  return row;
}

static GtkWidget *
make_rows (PtStickGroup *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Without a connection"));
  adw_preferences_group_add (
      ADW_PREFERENCES_GROUP (group),
      make_row (self, _ ("Write a file for a USB stick…"),
                _ ("What waits, and what you want to know; only your team server can read it"),
                G_CALLBACK (write_cb)));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             make_row (self, _ ("Read a file that came back…"),
                                       _ ("The answers of the team server"), G_CALLBACK (read_cb)));
  return group;
}

static void
pt_stick_group_dispose (GObject *object)
{
  g_cancellable_cancel (PT_STICK_GROUP (object)->cancellable);
  G_OBJECT_CLASS (pt_stick_group_parent_class)->dispose (object);
}

static void
pt_stick_group_finalize (GObject *object)
{
  PtStickGroup *self = PT_STICK_GROUP (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_stick_group_parent_class)->finalize (object);
}

static void
pt_stick_group_class_init (PtStickGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_stick_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = pt_stick_group_finalize;
}

static void
pt_stick_group_init (PtStickGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->cancellable = g_cancellable_new ();
  self->rows = make_rows (self);
  self->words = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                         PANGO_WRAP_WORD_CHAR, "visible", FALSE, "accessible-role",
                                         GTK_ACCESSIBLE_ROLE_STATUS, NULL));
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
pt_stick_group_load (PtStickGroup *self, PtLogbook *logbook)
{
  g_autoptr (PtHubLink) hub = NULL;

  g_return_if_fail (PT_IS_STICK_GROUP (self));

  g_set_object (&self->logbook, logbook);
  hub = pt_store_get_hub (pt_logbook_get_reader (logbook));
  gtk_widget_set_visible (GTK_WIDGET (self), hub != NULL);
}

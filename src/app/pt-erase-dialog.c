/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that had words ever are looked for on a worker: what was typed over is in the history. See
 * the header. */
#include "pt-erase-dialog.h"

#include "pt-choice-header.h"
#include "pt-erasure.h"
#include "pt-mention.h"
#include "pt-name-ask.h"
#include "pt-some-row.h"
#include "pt-sync.h"
#include "pt-team-task.h"
#include "pt-validate.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WIDTH 480
#define HEIGHT 480
#define WORDS_MAX_CHARS 160
#define FIELDS "field" /* what is ticked */

#define PT_TYPE_ERASE_DIALOG (pt_erase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PtEraseDialog, pt_erase_dialog, PT, ERASE_DIALOG, AdwWindow)

struct _PtEraseDialog
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  PtRecord *record;
  GtkWidget *from; /* where it is told */
  GCancellable *cancellable;
  AdwPreferencesPage *page;
  GtkEditable *reason;
  PtSomeRow *some; /* on = not everything */
  GtkWidget *ask;  /* about real names in the reason, which stays */
};

G_DEFINE_FINAL_TYPE (PtEraseDialog, pt_erase_dialog, ADW_TYPE_WINDOW)

/* ── The fields ── */

/* What somebody typed: a choice from a list, or a tie to somebody, is changed instead. */
static gboolean
has_words (const PtField *field)
{
  static const guint typed = 1 << PT_KIND_TEXT | 1 << PT_KIND_LONG | 1 << PT_KIND_INT
                             | 1 << PT_KIND_REAL | 1 << PT_KIND_DATE | 1 << PT_KIND_MOMENT
                             | 1 << PT_KIND_QUANTITY | 1 << PT_KIND_TAGS;
  static const guint others = PT_FIELD_COMPUTED | PT_FIELD_AUTOMATIC | PT_FIELD_STRICTEST;

  return (typed >> field->kind & 1) != 0 && (field->flags & others) == 0
         && pt_erasure_takes_field (field->id);
}

static gpointer
history_job (PtStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  return pt_store_history (store, id, error);
}

static gboolean
was_written (const GPtrArray *history, const char *field)
{
  const size_t length = strlen (field);

  for (guint i = 0; i < history->len; i++)
    {
      const PtChange *change = history->pdata[i];

      if (strncmp (change->field, field, length) == 0
          && (change->field[length] == '\0' || change->field[length] == '/'))
        return TRUE;
    }
  return FALSE;
}

static char *
dup_tags (const PtRecord *record, const PtField *field)
{
  g_auto (GStrv) keys = pt_record_dup_keys (record, field->id);

  return keys[0] != NULL ? g_strjoinv (", ", keys) : NULL;
}

/* (transfer full) (nullable): NULL where nothing stands now. */
static char *
dup_words (const PtRecord *record, const PtField *field)
{
  const PtValue *value = pt_record_get_value (record, field->id);

  if (pt_field_is_set (field))
    return dup_tags (record, field);
  if (value == NULL || value->type == PT_VALUE_NULL)
    return NULL;
  g_autofree char *text = pt_value_format (field, value, NULL);
  g_autofree char *plain = pt_mention_render (text, NULL, NULL);
  return g_utf8_substring (g_strdelimit (plain, "\n\r", ' '), 0,
                           MIN (WORDS_MAX_CHARS, g_utf8_strlen (plain, -1)));
}

static void
add_field (PtEraseDialog *self, const PtField *field, const GPtrArray *history)
{
  g_autofree char *words = dup_words (self->record, field);

  if (words != NULL || was_written (history, field->id))
    pt_some_row_add (self->some, FIELDS, field->id, pt_field_label (field),
                     words != NULL ? words : _ ("Empty now; what stood there is in the history"));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  const PtField *field;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtEraseDialog *self = user_data;
  if (history == NULL)
    {
      pt_window_toast (self->from, error->message, NULL, NULL, NULL);
      return;
    }
  for (guint i = 0;
       (field = pt_record_kind_nth_field (pt_record_get_kind (self->record), i)) != NULL; i++)
    if (has_words (field))
      add_field (self, field, history);
  gtk_widget_set_visible (GTK_WIDGET (self->some), TRUE);
}

/* A record of a newer version of this program goes as a whole only. */
static void
look_for_fields (PtEraseDialog *self)
{
  if (pt_record_get_kind (self->record) != NULL)
    pt_logbook_read_async (self->logbook, history_job, g_strdup (pt_record_get_id (self->record)),
                           g_free, (GDestroyNotify)g_ptr_array_unref, self->cancellable, read_cb,
                           self);
}

/* ── Erasing ── */

static char *
dup_reason (PtEraseDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
}

static void
changed_cb (PtEraseDialog *self)
{
  g_autofree char *reason = dup_reason (self);
  g_auto (GStrv) fields = pt_some_row_dup_ticked (self->some, FIELDS);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "erase.erase",
                                 *reason != '\0'
                                     && (fields != NULL || !pt_some_row_is_on (self->some)));
}

static void
retyped_cb (PtEraseDialog *self)
{
  pt_name_ask_forget (PT_NAME_ASK (self->ask));
  changed_cb (self);
}

/* Where it was done; 0 = it failed. */
enum
{
  ERASED_HERE = 1,
  ERASED_FOR_ALL,
};

static gboolean
is_here_only (PtStore *store, const PtErasure *order)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (store);

  return hub == NULL || pt_store_is_private (store, order->record);
}

static gpointer
erase_job (PtStore *store, gpointer data, GError **error)
{
  const PtErasure *order = data;
  const gboolean here = is_here_only (store, order);

  if (!(here ? pt_store_erase (store, order, error) : pt_sync_erase (store, NULL, order, error)))
    return NULL;
  return GINT_TO_POINTER (here ? ERASED_HERE : ERASED_FOR_ALL);
}

/* Which laptops have done so stands beside each of them. */

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  const int erased = GPOINTER_TO_INT (pt_team_task_finish (result, &error));

  if (erased == ERASED_FOR_ALL)
    pt_window_toast (GTK_WIDGET (source), _ ("Erased. Laptops that are offline follow."),
                     _ ("Laptops…"), "win.sharing", NULL);
  else
    pt_window_toast (GTK_WIDGET (source), erased != 0 ? _ ("Erased") : error->message, NULL, NULL,
                     NULL);
}

static void
go_on_cb (PtEraseDialog *self)
{
  g_autofree char *reason = dup_reason (self);
  g_auto (GStrv)
      fields = pt_some_row_is_on (self->some) ? pt_some_row_dup_ticked (self->some, FIELDS) : NULL;

  pt_team_task (
      G_OBJECT (self->from), pt_logbook_get_folder (self->logbook), erase_job,
      pt_erasure_new (pt_record_get_id (self->record), (const char *const *)fields, reason),
      (GDestroyNotify)pt_erasure_free, NULL, NULL, erased_cb, NULL);
  gtk_window_set_focus (GTK_WINDOW (self), NULL); /* as in pt-key-ask.c */
  gtk_window_close (GTK_WINDOW (self));
}

static void
replace_cb (PtEraseDialog *self, const PtNamed *named)
{
  g_autofree char *replaced = pt_named_replace (named, gtk_editable_get_text (self->reason),
                                                named->title);

  gtk_editable_set_text (self->reason, replaced);
}

/* The reason is what stays. */
static void
erase_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtEraseDialog *self = PT_ERASE_DIALOG (widget);

  pt_name_ask_about (PT_NAME_ASK (self->ask), gtk_editable_get_text (self->reason));
}

/* ── What it is made of ── */

static GtkWidget *
make_reason (PtEraseDialog *self)
{
  GtkWidget *row = adw_entry_row_new ();

  self->reason = GTK_EDITABLE (row);
  gtk_text_set_max_length (GTK_TEXT (gtk_editable_get_delegate (self->reason)),
                           PT_ERASURE_MAX_REASON);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Why (your team can read it)"));
  g_signal_connect_object (row, "changed", G_CALLBACK (retyped_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
make_some (PtEraseDialog *self)
{
  GtkWidget *row = pt_some_row_new (_ ("The words of a field, and what stood there before"));

  self->some = PT_SOME_ROW (row);
  gtk_widget_set_visible (row, FALSE);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static AdwPreferencesGroup *
add_group (PtEraseDialog *self, GtkWidget *row)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_add (group, row);
  adw_preferences_page_add (self->page, group);
  return group;
}

static void
fill (PtEraseDialog *self)
{
  g_autofree char *title = pt_record_dup_title (self->record);
  /* Translators: the placeholder is the title of a note, for example. */
  g_autofree char *heading = g_strdup_printf (_ ("Erase “%s” for Good?"), title);
  g_autofree char *plain = g_markup_escape_text (heading, -1);
  AdwPreferencesGroup *group = add_group (self, make_reason (self));

  adw_preferences_group_set_title (group, plain);
  adw_preferences_group_set_description (
      group, _ ("Its text, history, comments and files go away on the team server and on every "
                "laptop of your team. Nobody can bring them back."));
  self->ask = pt_name_ask_new (self->logbook, _ ("_Erase With the Name"));
  g_signal_connect_object (self->ask, "replace", G_CALLBACK (replace_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ask, "go-on", G_CALLBACK (go_on_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, self->ask);
  add_group (self, make_some (self));
}

static void
pt_erase_dialog_dispose (GObject *object)
{
  PtEraseDialog *self = PT_ERASE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->logbook);
  g_clear_object (&self->from);
  g_clear_pointer (&self->record, pt_record_unref);
  G_OBJECT_CLASS (pt_erase_dialog_parent_class)->dispose (object);
}

static void
pt_erase_dialog_class_init (PtEraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_erase_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "erase.erase", NULL, erase_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pt_erase_dialog_init (PtEraseDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->page), TRUE);
  gtk_box_append (GTK_BOX (box), pt_choice_header_new (_ ("_Cancel"), _ ("_Erase"), "erase.erase"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->page));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "erase.erase", FALSE);
}

void
pt_erase_dialog_show (GtkWidget *from, PtLogbook *logbook, PtRecord *record)
{
  PtEraseDialog *self = g_object_new (
      PT_TYPE_ERASE_DIALOG, "transient-for", gtk_widget_get_root (from), "modal", TRUE,
      "default-width", WIDTH, "default-height", HEIGHT, "title", _ ("Erase for Good"), NULL);

  self->from = g_object_ref (from);
  self->logbook = g_object_ref (logbook);
  self->record = pt_record_ref (record);
  fill (self);
  look_for_fields (self);
  gtk_window_present (GTK_WINDOW (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list is made on a worker and decided on the writer; the errand carries it to the others. See the
 * header. */
#include "pt-withdraw-dialog.h"

#include "pt-window.h"
#include "pt-withdraw.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WIDTH 520
#define HEIGHT 560

#define PT_TYPE_WITHDRAW_DIALOG (pt_withdraw_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PtWithdrawDialog, pt_withdraw_dialog, PT, WITHDRAW_DIALOG, AdwWindow)

struct _PtWithdrawDialog
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  GCancellable *cancellable;
  char *person;
  GtkWidget *from;          /* where it is told */
  GtkWidget *page;          /* AdwPreferencesPage */
  PtWithdrawFinder *finder; /* NULL while it looks, and when it is decided */
};

G_DEFINE_FINAL_TYPE (PtWithdrawDialog, pt_withdraw_dialog, ADW_TYPE_WINDOW)

/* ── Looking ── */

static char *
real_name (const char *stakeholder, gpointer store)
{
  g_autofree char *contact = NULL;
  char *name = NULL;

  pt_store_get_identity (store, stakeholder, &name, &contact, NULL);
  return name;
}

static gpointer
find_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PtDataset) all = pt_store_load_all (store, error);
  const PtWithdrawal about = {
    .person = data, .lang = "nl", .real_name = real_name, .real_name_data = store
  };
  g_autoptr (PtWithdrawFinder) finder = all != NULL ? pt_withdraw_finder_new (all, &about) : NULL;

  return finder != NULL
                 && pt_store_each_past_text (store, pt_withdraw_finder_see_past, finder, error)
             ? g_steal_pointer (&finder)
             : NULL;
}

/* ── The list ── */

static void
toggled_cb (GtkCheckButton *check, PtWithdrawPlace *place)
{
  place->erases = gtk_check_button_get_active (check);
}

static char *
describe (PtWithdrawDialog *self, const PtWithdrawPlace *place)
{
  g_autoptr (PtRecord)
      record = pt_store_get_record (pt_logbook_get_reader (self->logbook), place->record, NULL);
  const PtRecordKind *kind = record != NULL ? pt_record_get_kind (record) : NULL;
  const PtField *field = kind != NULL && place->field != NULL
                             ? pt_record_kind_field (kind, place->field)
                             : NULL;
  const char *to = record != NULL && place->kind == PT_WITHDRAW_RELEASE
                       ? pt_record_get_text (record, "given_to")
                       : NULL;

  if (place->kind == PT_WITHDRAW_RELEASE)
    return g_strdup (to != NULL ? to : _ ("It cannot be called back: ask those who have it."));
  return kind != NULL && field != NULL
             ? g_strdup_printf ("%s · %s", pt_record_kind_label_in (kind, FALSE, NULL),
                                pt_field_label_in (field, NULL))
             : g_strdup (kind != NULL ? pt_record_kind_label_in (kind, FALSE, NULL) : "");
}

static GtkWidget *
make_row (PtWithdrawDialog *self, PtWithdrawPlace *place)
{
  g_autoptr (PtRecord)
      record = pt_store_get_record (pt_logbook_get_reader (self->logbook), place->record, NULL);
  g_autofree char *title = record != NULL ? pt_record_dup_title (record) : g_strdup ("");
  g_autofree char *subtitle = describe (self, place);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (place->kind == PT_WITHDRAW_RELEASE)
    return row;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), place->erases);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Erase this"), -1);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), place);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  return row;
}

static void
add_kind (PtWithdrawDialog *self, GPtrArray *places, PtWithdrawKind kind)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < places->len; i++)
    {
      PtWithdrawPlace *place = places->pdata[i];

      if (place->kind != kind)
        continue;
      if (group == NULL)
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, pt_withdraw_kind_label (kind));
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), group);
        }
      adw_preferences_group_add (group, make_row (self, place));
    }
}

static void
add_lead (PtWithdrawDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_description (
      group, _ ("From now on nothing of this is used in a story. What is ticked is erased on every "
                "laptop of your team and cannot be brought back; what you learned stays, without "
                "these words."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), group);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  PtWithdrawFinder *finder = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtWithdrawDialog *self = user_data;
  if (finder == NULL)
    {
      pt_window_toast (self->from, error->message, NULL, NULL, NULL);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->finder = finder;
  add_lead (self);
  for (guint i = 0; i < PT_N_WITHDRAW; i++)
    add_kind (self, pt_withdraw_finder_get_places (finder), i);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "withdraw.erase", TRUE);
}

/* ── Deciding ── */

static gpointer
decide_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  PtWithdrawFinder *finder = data;
  g_autofree char *act_id = NULL;
  g_autoptr (PtEdit) act = pt_withdraw_make_act (finder, pt_store_get_world (store),
                                                 pt_store_get_member (store), &act_id);
  g_autoptr (GPtrArray) orders = pt_withdraw_make_orders (finder, act_id);

  if (!pt_store_decide_erasures (store, act, orders, error)
      || !pt_store_carry_out_due (store, error))
    return NULL;
  return g_strdup (pt_store_count_due_erasures (store) > 0
                       ? _ ("Withdrawn. It is erased as soon as there is contact with the team "
                            "server.")
                       : _ ("Withdrawn and erased"));
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  pt_window_toast (from, said != NULL ? said : error->message, NULL, NULL, NULL);
  pt_logbook_notify_changed (PT_LOGBOOK (source), NULL);
}

static void
erase_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtWithdrawDialog *self = PT_WITHDRAW_DIALOG (widget);

  if (self->finder == NULL)
    return;
  pt_logbook_run_async (self->logbook, decide_job, g_steal_pointer (&self->finder),
                        (GDestroyNotify)pt_withdraw_finder_free, g_free, NULL, decided_cb,
                        g_object_ref (self->from));
  gtk_window_close (GTK_WINDOW (self));
}

/* ── What it is made of ── */

static void
pt_withdraw_dialog_dispose (GObject *object)
{
  PtWithdrawDialog *self = PT_WITHDRAW_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->logbook);
  g_clear_object (&self->from);
  g_clear_pointer (&self->person, g_free);
  G_OBJECT_CLASS (pt_withdraw_dialog_parent_class)->dispose (object);
  g_clear_pointer (&self->finder, pt_withdraw_finder_free);
}

static void
pt_withdraw_dialog_class_init (PtWithdrawDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_withdraw_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "withdraw.erase", NULL, erase_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
make_header (void)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *erase = gtk_button_new_with_mnemonic (_ ("_Erase What Is Ticked"));

  gtk_widget_add_css_class (erase, "destructive-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (erase), "withdraw.erase");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), erase);
  return header;
}

static void
pt_withdraw_dialog_init (PtWithdrawDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->page = adw_preferences_page_new ();
  gtk_widget_set_vexpand (self->page, TRUE);
  gtk_box_append (GTK_BOX (box), make_header ());
  gtk_box_append (GTK_BOX (box), self->page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "withdraw.erase", FALSE);
}

void
pt_withdraw_dialog_show (GtkWidget *from, PtLogbook *logbook, const char *person)
{
  PtWithdrawDialog *self = g_object_new (
      PT_TYPE_WITHDRAW_DIALOG, "transient-for", gtk_widget_get_root (from), "modal", TRUE,
      "default-width", WIDTH, "default-height", HEIGHT, "title", _ ("Consent Is Taken Back"), NULL);

  self->from = g_object_ref (from);
  self->logbook = g_object_ref (logbook);
  self->person = g_strdup (person);
  pt_logbook_read_async (logbook, find_job, g_strdup (person), g_free,
                         (GDestroyNotify)pt_withdraw_finder_free, self->cancellable, found_cb,
                         self);
  gtk_window_present (GTK_WINDOW (self));
}

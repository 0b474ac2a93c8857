/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list is made on a worker and decided on the writer; the errand carries it to the others. See the
 * header. */
#include "pt-withdraw-dialog.h"

#include "pt-choice-header.h"
#include "pt-key-unlock.h"
#include "pt-named.h"
#include "pt-some-row.h"
#include "pt-vocabularies.h"
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
  GtkWidget *from; /* where it is told */
  AdwPreferencesPage *page;
  PtSomeRow *some;          /* on = not everything */
  gboolean closed;          /* the real names were, when it looked */
  gboolean listed;          /* what may be taken back by itself */
  GPtrArray *groups;        /* of places, borrowed from the page */
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

/* What is asked, and found. */
typedef struct
{
  char *person;
  char **uses, **items; /* NULL = all */
} Order;

typedef struct
{
  PtWithdrawFinder *finder;
  GPtrArray *items; /* ids of what may be taken back by itself */
} Found;

static void
order_free (gpointer data)
{
  Order *self = data;

  g_free (self->person);
  g_strfreev (self->uses);
  g_strfreev (self->items);
  g_free (self);
}

static void
found_free (gpointer data)
{
  Found *self = data;

  g_clear_pointer (&self->finder, pt_withdraw_finder_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static gpointer
find_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Order *order = data;
  g_autoptr (PtDataset) all = pt_store_load_all (store, error);
  const PtWithdrawal about = { .person = order->person,
                               .uses = (const char *const *)order->uses,
                               .items = (const char *const *)order->items,
                               .lang = "nl",
                               .real_name = real_name,
                               .real_name_data = store };
  g_autoptr (Found) found = g_new0 (Found, 1);

  if (all == NULL)
    return NULL;
  found->finder = pt_withdraw_finder_new (all, &about);
  found->items = pt_withdraw_list_items (all, order->person);
  return pt_store_each_past_text (store, pt_withdraw_finder_see_past, found->finder, error)
             ? g_steal_pointer (&found)
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
             ? g_strdup_printf ("%s · %s", pt_record_kind_label (kind), pt_field_label (field))
             : g_strdup (kind != NULL ? pt_record_kind_label (kind) : "");
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
          adw_preferences_page_add (self->page, group);
          g_ptr_array_add (self->groups, group);
        }
      adw_preferences_group_add (group, make_row (self, place));
    }
}

static void
show_places (PtWithdrawDialog *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; self->finder != NULL && i < PT_N_WITHDRAW; i++)
    add_kind (self, pt_withdraw_finder_get_places (self->finder), i);
}

/* ── What of it ── */

static void
list_parts (PtWithdrawDialog *self, const GPtrArray *items)
{
  const PtVocabulary *uses = pt_vocabulary_get ("consent.uses");

  for (guint i = 0; i < uses->n_terms; i++)
    pt_some_row_add (self->some, "use", uses->terms[i].key,
                     pt_term_label (uses, uses->terms[i].key), "");
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (PtRecord) record = pt_store_get_record (pt_logbook_get_reader (self->logbook),
                                                         items->pdata[i], NULL);
      g_autofree char *title = record != NULL ? pt_record_dup_title (record) : NULL;
      const PtRecordKind *kind = record != NULL ? pt_record_get_kind (record) : NULL;

      if (title != NULL && kind != NULL)
        pt_some_row_add (self->some, "item", items->pdata[i], title, pt_record_kind_label (kind));
    }
  self->listed = TRUE;
}

/* ── Finding ── */

static gboolean
names_are_closed (PtWithdrawDialog *self)
{
  gboolean closed = FALSE;
  g_autofree char *sentence = pt_named_dup_unsearched (pt_logbook_get_reader (self->logbook),
                                                       &closed);

  return sentence != NULL && closed;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtWithdrawDialog *self = user_data;
  if (found == NULL)
    {
      pt_window_toast (self->from, error->message, NULL, NULL, NULL);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (!self->listed)
    list_parts (self, found->items);
  self->finder = g_steal_pointer (&found->finder);
  show_places (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "withdraw.erase", TRUE);
}

/* What was found before is of another withdrawal. */
static void
forget (PtWithdrawDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "withdraw.erase", FALSE);
  g_autoptr (PtWithdrawFinder) before = g_steal_pointer (&self->finder);
  show_places (self);
}

static void
look (PtWithdrawDialog *self)
{
  const gboolean some = pt_some_row_is_on (self->some);
  Order *order = g_new0 (Order, 1);

  forget (self);
  self->closed = names_are_closed (self);
  order->person = g_strdup (self->person);
  order->uses = some ? pt_some_row_dup_ticked (self->some, "use") : NULL;
  order->items = some ? pt_some_row_dup_ticked (self->some, "item") : NULL;
  if (some && order->uses == NULL && order->items == NULL)
    order_free (order);
  else
    pt_logbook_read_async (self->logbook, find_job, order, order_free, found_free,
                           self->cancellable, found_cb, self);
}

/* With their name more places are found. */
static void
changed_cb (PtWithdrawDialog *self)
{
  if (self->closed && !names_are_closed (self))
    look (self);
}

static void
add_lead (PtWithdrawDialog *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->some = PT_SOME_ROW (pt_some_row_new (_ ("One use, one quote or one photo")));
  adw_preferences_group_set_description (
      group, _ ("From now on nothing of this is used in a story. What is ticked is erased on every "
                "laptop of your team and cannot be brought back; what you learned stays, without "
                "these words."));
  g_signal_connect_object (self->some, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->some));
  adw_preferences_page_add (self->page, group);
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

  pt_window_toast (from, said != NULL ? said : error->message, said != NULL ? _ ("Letter…") : NULL,
                   said != NULL ? "win.documents" : NULL,
                   said != NULL ? g_variant_new_string ("receipt") : NULL);
  pt_logbook_notify_changed (PT_LOGBOOK (source), NULL);
}

static void
erase (GObject *object)
{
  PtWithdrawDialog *self = PT_WITHDRAW_DIALOG (object);

  if (self->finder == NULL)
    return;
  pt_logbook_run_async (self->logbook, decide_job, g_steal_pointer (&self->finder),
                        (GDestroyNotify)pt_withdraw_finder_free, g_free, NULL, decided_cb,
                        g_object_ref (self->from));
  gtk_window_close (GTK_WINDOW (self));
}

/* With locked names nobody knows where this person is named. */
static void
erase_asked_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtWithdrawDialog *self = PT_WITHDRAW_DIALOG (widget);

  if (self->finder != NULL)
    pt_key_before_giving (widget, self->logbook, erase, G_OBJECT (self));
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
  g_clear_pointer (&self->groups, g_ptr_array_unref);
}

static void
pt_withdraw_dialog_class_init (PtWithdrawDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_withdraw_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "withdraw.erase", NULL, erase_asked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pt_withdraw_dialog_init (PtWithdrawDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->groups = g_ptr_array_new ();
  gtk_widget_set_vexpand (GTK_WIDGET (self->page), TRUE);
  gtk_box_append (GTK_BOX (box),
                  pt_choice_header_new (_ ("_Cancel"), _ ("_Take Back"), "withdraw.erase"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->page));
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
  gtk_box_insert_child_after (
      GTK_BOX (adw_window_get_content (ADW_WINDOW (self))), pt_key_notice_new (logbook),
      gtk_widget_get_first_child (adw_window_get_content (ADW_WINDOW (self))));
  g_signal_connect_object (logbook, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  add_lead (self);
  look (self);
  gtk_window_present (GTK_WINDOW (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two covered entries, saved when they are left; see the header. */
#include "pt-detail-identity.h"

#include <glib/gi18n-lib.h>

#include "pt-detail-errand.h"
#include "pt-show-names.h"

struct _PtDetailIdentity
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  char *id;
  GtkWidget *group;
  GtkWidget *name;
  GtkWidget *contact;
  GtkWidget *other; /* another name of a key file, to be chosen */
  gboolean showing;
  gboolean dirty;
};

G_DEFINE_FINAL_TYPE (PtDetailIdentity, pt_detail_identity, ADW_TYPE_BIN)

typedef struct
{
  char *id, *name, *contact;
} Identity;

static void
identity_free (Identity *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->contact);
  g_free (self);
}

static gpointer
save_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Identity *identity = data;

  return pt_store_set_identity (store, identity->id, identity->name, identity->contact, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

/* ── Two names for one person ── */

typedef struct
{
  char *id;
  gboolean other;
} Choice;

static void
choice_free (Choice *self)
{
  g_free (self->id);
  g_free (self);
}

static gpointer
decide_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Choice *choice = data;

  return GINT_TO_POINTER (pt_store_decide_name (store, choice->id, choice->other, error));
}

static void
decide_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtDetailIdentity *self = PT_DETAIL_IDENTITY (widget);
  Choice *choice = g_new0 (Choice, 1);

  choice->id = g_strdup (self->id);
  choice->other = g_variant_get_boolean (parameter);
  self->dirty = FALSE;
  gtk_widget_set_visible (self->other, FALSE);
  pt_detail_errand (widget, self->logbook, decide_job, choice, (GDestroyNotify)choice_free, NULL);
}

static void
add_choice (GtkWidget *row, const char *label, gboolean other)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "identity.decide");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "b", other);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
show_other (PtDetailIdentity *self)
{
  g_autofree char *name = NULL, *contact = NULL;
  const gboolean there = self->id != NULL
                         && pt_store_get_other_name (pt_logbook_get_reader (self->logbook),
                                                     self->id, &name, &contact, NULL)
                         && (name != NULL || contact != NULL);
  g_autofree char *both = g_strjoin (" · ", name != NULL ? name : "—", contact, NULL);

  gtk_widget_set_visible (self->other, there);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->other),
                               pt_show_names_is_on () ? both
                                                      : _ ("Turn on “Show Names” to see both."));
}

/* Without the key nothing can be read or written, and nothing is lost. */
static void
show_state (PtDetailIdentity *self)
{
  g_autofree char *sentence = pt_store_dup_names_sentence (pt_logbook_get_reader (self->logbook));

  gtk_widget_set_sensitive (self->name, sentence == NULL);
  gtk_widget_set_sensitive (self->contact, sentence == NULL);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self->group),
      sentence != NULL ? sentence
                       : _ ("The key to the pseudonym. It is never shared, not with your team "
                            "either."));
}

/* ── Saving ── */

/* After the first name there is something to lose. */
static gboolean
is_key_file_due (PtDetailIdentity *self, const char *name)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  g_autofree char *made_on = pt_store_dup_setting (reader, PT_SETTING_KEY_FILE);

  return name != NULL && made_on == NULL && pt_store_count_names (reader) == 0;
}

static char *
dup_text (GtkWidget *entry)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (text[0] == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

void
pt_detail_identity_flush (PtDetailIdentity *self)
{
  const PtErrandToast reminder = {
    .text = _ ("Make a key file, or the names are gone when this laptop is"),
    .button = _ ("Preferences"),
    .action = "win.preferences",
  };
  Identity *identity;

  g_return_if_fail (PT_IS_DETAIL_IDENTITY (self));

  if (!self->dirty || self->id == NULL)
    return;
  self->dirty = FALSE;
  identity = g_new0 (Identity, 1);
  identity->id = g_strdup (self->id);
  identity->name = dup_text (self->name);
  identity->contact = dup_text (self->contact);
  pt_detail_errand (GTK_WIDGET (self), self->logbook, save_job, identity,
                    (GDestroyNotify)identity_free,
                    is_key_file_due (self, identity->name) ? &reminder : NULL);
}

static void
changed_cb (PtDetailIdentity *self)
{
  if (!self->showing)
    self->dirty = TRUE;
}

static GtkWidget *
make_entry (PtDetailIdentity *self, const char *title)
{
  GtkWidget *row = adw_password_entry_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (pt_detail_identity_flush), self);
  gtk_widget_add_controller (row, focus);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  return row;
}

static void
show_text (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

void
pt_detail_identity_show (PtDetailIdentity *self, const PtDetailData *data)
{
  const gboolean person = strcmp (pt_record_get_kind_id (data->record), "stakeholder") == 0
                          && g_strcmp0 (pt_record_get_text (data->record, "kind"), "person") == 0;

  g_return_if_fail (PT_IS_DETAIL_IDENTITY (self));

  gtk_widget_set_visible (GTK_WIDGET (self), person);
  if (self->dirty && g_strcmp0 (self->id, pt_record_get_id (data->record)) == 0)
    return;
  pt_detail_identity_flush (self);
  g_free (self->id);
  self->id = person ? g_strdup (pt_record_get_id (data->record)) : NULL;
  self->showing = TRUE;
  show_text (self->name, data->real_name);
  show_text (self->contact, data->contact);
  self->showing = FALSE;
  if (person)
    show_state (self);
  show_other (self);
}

static void
pt_detail_identity_finalize (GObject *object)
{
  PtDetailIdentity *self = PT_DETAIL_IDENTITY (object);

  g_free (self->id);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_detail_identity_parent_class)->finalize (object);
}

static void
pt_detail_identity_class_init (PtDetailIdentityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_detail_identity_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "identity.decide", "b", decide_cb);
}

static void
pt_detail_identity_init (PtDetailIdentity *self)
{
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Only on This Laptop"));
  self->name = make_entry (self, _ ("Real name (only on this laptop)"));
  self->contact = make_entry (self, _ ("How to reach them (only on this laptop)"));
  self->other = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->other),
                                 _ ("A key file says otherwise"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->other), FALSE);
  add_choice (self->other, _ ("_Keep Mine"), FALSE);
  add_choice (self->other, _ ("_Use Theirs"), TRUE);
  gtk_widget_set_visible (self->other, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->other);
  adw_bin_set_child (ADW_BIN (self), self->group);
}

GtkWidget *
pt_detail_identity_new (PtLogbook *logbook)
{
  PtDetailIdentity *self = g_object_new (PT_TYPE_DETAIL_IDENTITY, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}

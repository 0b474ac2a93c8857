/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sharing and devices. The hub is called "team server" here; what fails comes as a sentence from
 * core/sync and never as a code. */
#include "pt-dialogs.h"

#include "pt-device-group.h"
#include "pt-held-group.h"
#include "pt-key-export.h"
#include "pt-key-unlock.h"
#include "pt-qr.h"
#include "pt-sharing-report.h"
#include "pt-stick-group.h"
#include "pt-sync-words.h"
#include "pt-sync-admin.h"
#include "pt-sync-note.h"
#include "pt-team-task.h"

#include <glib/gi18n-lib.h>

#define PT_TYPE_SHARING_DIALOG (pt_sharing_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PtSharingDialog, pt_sharing_dialog, PT, SHARING_DIALOG, AdwWindow)

struct _PtSharingDialog
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  PtSyncer *syncer; /* NULL = the example */
  char *folder;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
  gboolean working;
  gboolean counting; /* files */

  GtkImage *state_icon;
  GtkLabel *state_words;
  GtkLabel *state_explain;
  GtkLabel *clock;
  GtkWidget *notices_box;
  GtkLabel *notices;
  GtkWidget *name_group;
  GtkEditable *device_name;
  GtkWidget *hub_group;
  AdwActionRow *hub_row;
  AdwActionRow *role_row;
  AdwActionRow *waiting_row;
  AdwActionRow *files_row;
  AdwActionRow *contact_row;
  AdwActionRow *backup_row;
  PtHeldGroup *held_group;
  PtDeviceGroup *device_group;
  PtStickGroup *stick_group;
  GtkWidget *invite_group;
  GtkEditable *invite_name;
  AdwComboRow *invite_role;
  GtkWidget *invite_button;
  GtkWidget *invite_box;
  GtkWidget *names_group;
  const char *invited_as; /* key of a role */
  GtkPicture *qr;
  AdwActionRow *link_row;
  AdwActionRow *code_row;
  AdwPreferencesGroup *join_group;
  GtkEditable *join_link;
  GtkEditable *join_code;
  GtkWidget *join_button;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (PtSharingDialog, pt_sharing_dialog, ADW_TYPE_WINDOW)

/* Who may be invited to work along; of these the first three get the app on a device. */
#define WITH_LAPTOPS 3
static const struct
{
  const char *key;
  const char *label; /* N_() */
} roles[] = {
  { "member", N_ ("Team member") }, { "coordinator", N_ ("Coordinator") },
  { "monitor", N_ ("Monitor") },    { "co_researcher", N_ ("Co-researcher") },
  { "advisor", N_ ("Advisor") },    { "reader", N_ ("Reader") },
};

static const char *
find_role_label (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i].key, key) == 0)
      return _ (roles[i].label);
  return key ? key : "";
}

static char *
dup_stripped (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static void
show_problem (PtSharingDialog *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
set_enabled (PtSharingDialog *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled && !self->working);
}

static void
on_changed (PtSharingDialog *self)
{
  g_autofree char *name = dup_stripped (self->invite_name);
  g_autofree char *link = dup_stripped (self->join_link);
  g_autofree char *code = dup_stripped (self->join_code);
  set_enabled (self, "invite", *name != '\0');
  set_enabled (self, "join", *link && *code);
}

static void
set_working (PtSharingDialog *self, gboolean working)
{
  self->working = working;
  on_changed (self);
}

static void
show_hub (PtSharingDialog *self, const PtHubLink *hub, const PtSyncFacts *facts)
{
  PtStore *store = pt_logbook_get_reader (self->logbook);
  g_autofree char *role = pt_store_dup_role (store);
  g_autofree char *clock = hub->last_contact > 0 ? pt_clock_format (hub->last_contact, facts->now)
                                                 : g_strdup (C_ ("contact", "Not yet"));
  g_autofree char *waiting = g_strdup_printf (
      ngettext ("%d change", "%d changes", (unsigned long)facts->pending), (int)facts->pending);
  adw_action_row_set_subtitle (self->hub_row, hub->url);
  adw_action_row_set_subtitle (self->role_row, find_role_label (role));
  adw_action_row_set_subtitle (self->waiting_row,
                               facts->pending > 0 ? waiting : C_ ("waits", "Nothing"));
  adw_action_row_set_subtitle (self->contact_row, clock);
}

/* What happened to this laptop and to what it sent, in the same sentences as in the terminal. What
 * cannot be read now is shown the next time. */
static void
show_notices (PtSharingDialog *self)
{
  PtStore *store = pt_logbook_get_reader (self->logbook);
  g_autoptr (PtHubLink) hub = pt_store_get_hub (store);
  g_autoptr (GPtrArray) notices = pt_store_list_notices (store, NULL);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->notices_box, notices != NULL && notices->len > 0);
  gtk_widget_set_visible (self->name_group, hub != NULL);
  if (notices == NULL)
    return;
  g_ptr_array_add (notices, NULL);
  text = g_strjoinv ("\n\n", (char **)notices->pdata);
  gtk_label_set_text (self->notices, text);
}

/* Nothing is decided by the clock, but new notes get a wrong date; the program goes on as well. */
static void
show_clock (PtSharingDialog *self)
{
  PtStore *store = pt_logbook_get_reader (self->logbook);
  g_autofree char *clock = pt_sync_dup_clock_sentence (store);
  g_autofree char *program = pt_sync_dup_program_sentence (store);
  const char *sentence = clock != NULL ? clock : program;

  gtk_widget_set_visible (GTK_WIDGET (self->clock), sentence != NULL);
  gtk_label_set_text (self->clock, sentence != NULL ? sentence : "");
}

/* What a new invite mends: everything stays on this laptop meanwhile. */
static gboolean
needs_invite (PtStore *store)
{
  static const char *const codes[] = { "tls", "other_hub", "unauthorized", "not_found", NULL };
  g_autofree char *code = pt_sync_dup_problem_code (store);

  return code != NULL && g_strv_contains (codes, code);
}

static void
show_join (PtSharingDialog *self, gboolean is_shared, gboolean is_example)
{
  gboolean again = is_shared && needs_invite (pt_logbook_get_reader (self->logbook));
  gboolean visible = again || (!is_shared && !is_example);

  adw_preferences_group_set_title (self->join_group,
                                   again ? _ ("Connect again") : _ ("Connect to a team server"));
  adw_preferences_group_set_description (
      self->join_group,
      again ? _ ("Is this still your team server? Then ask whoever looks after it for a new link "
                 "and code. Everything on this laptop stays, and goes there.")
            : _ ("Whoever looks after the server gives you a link and a code."));
  gtk_widget_set_visible (GTK_WIDGET (self->join_group), visible);
  gtk_widget_set_visible (self->join_button, visible);
}

/* ── Files that wait, and how safe everything is ── */

static gpointer
count_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_auto (PtSyncWaiting) waiting = { 0 };
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  int64_t safe[PT_N_SAFE];

  if (!pt_sync_waiting_read (store, &waiting, error) || !pt_store_count_safe (store, safe, error))
    return NULL;
  g_ptr_array_add (words, pt_files_words (&waiting));
  g_ptr_array_add (words, pt_safe_words (safe));
  return g_steal_pointer (&words);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  PtSharingDialog *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->counting = FALSE;
  if (words == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->files_row), words->pdata[0] != NULL);
  adw_action_row_set_subtitle (self->files_row, words->pdata[0] != NULL ? words->pdata[0] : "");
  adw_action_row_set_subtitle (self->backup_row, words->pdata[1]);
}

static void
show_files (PtSharingDialog *self)
{
  if (self->counting)
    return;
  self->counting = TRUE;
  pt_logbook_read_async (self->logbook, count_job, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
                         self->cancellable, counted_cb, self);
}

static void
show_state (PtSharingDialog *self)
{
  PtSyncFacts facts;
  g_autofree char *problem = NULL;
  pt_sync_facts_read (self->logbook, self->syncer, &facts, &problem);
  g_autoptr (PtHubLink) hub = pt_store_get_hub (pt_logbook_get_reader (self->logbook));
  g_autofree char *words = pt_sync_words (&facts);
  g_autofree char *explain = pt_sync_explain (&facts);

  gtk_image_set_from_icon_name (self->state_icon, pt_sync_icon (&facts));
  gtk_label_set_text (self->state_words, words);
  gtk_label_set_text (self->state_explain, explain ? explain : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_explain), explain != NULL);
  show_notices (self);
  gtk_widget_set_visible (self->hub_group, hub != NULL);
  gtk_widget_set_visible (self->invite_group, hub != NULL);
  gtk_widget_set_visible (self->invite_button, hub != NULL);
  pt_stick_group_load (self->stick_group, self->logbook);
  show_clock (self);
  show_join (self, hub != NULL, facts.example);
  if (hub)
    {
      show_hub (self, hub, &facts);
      show_files (self);
    }
}

/* ── What this laptop has to say about itself ── */

static gpointer
dismiss_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (pt_store_dismiss_notices (store, error));
}

static void
dismissed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gpointer done = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done == NULL)
    show_problem (user_data, error->message);
  show_notices (user_data);
}

static void
dismiss_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtSharingDialog *self = user_data;

  pt_logbook_run_async (self->logbook, dismiss_job, NULL, NULL, NULL, self->cancellable,
                        dismissed_cb, self);
}

static gpointer
name_job (PtStore *store, gpointer name, GError **error)
{
  return GINT_TO_POINTER (pt_sync_name_device (store, NULL, name, error));
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer done = pt_team_task_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done == NULL)
    show_problem (PT_SHARING_DIALOG (source), error->message);
  show_notices (PT_SHARING_DIALOG (source));
}

static void
on_named (PtSharingDialog *self)
{
  g_autofree char *name = dup_stripped (self->device_name);

  if (*name != '\0')
    pt_team_task (G_OBJECT (self), self->folder, name_job, g_steal_pointer (&name), g_free, NULL,
                  self->cancellable, named_cb, NULL);
}

/* The coordinator's business; the team server tells nobody else. */
static void
load_team (PtSharingDialog *self)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (pt_logbook_get_reader (self->logbook));

  if (hub == NULL)
    return;
  pt_device_group_load (self->device_group, self->folder);
  pt_held_group_load (self->held_group, self->folder);
}

/* ── Inviting ── */

typedef struct
{
  const char *role;
  char *name;
  char *url;
  char *code;
} Invite;

static void
invite_free (Invite *invite)
{
  g_free (invite->name);
  g_free (invite->url);
  g_free (invite->code);
  g_free (invite);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Invite, invite_free)

static gpointer
invite_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Invite *asked = data;
  g_autoptr (Invite) invite = g_new0 (Invite, 1);
  if (!pt_sync_invite (store, NULL, asked->role, asked->name, &invite->url, &invite->code, error))
    return NULL;
  return g_steal_pointer (&invite);
}

static gboolean
has_laptop (const char *role)
{
  for (guint i = 0; i < WITH_LAPTOPS; i++)
    if (g_strcmp0 (roles[i].key, role) == 0)
      return TRUE;
  return FALSE;
}

/* The names are on no wire: whoever works along gets them by hand, or does without. */
static void
show_names_step (PtSharingDialog *self)
{
  PtStore *store = pt_logbook_get_reader (self->logbook);

  gtk_widget_set_visible (self->names_group,
                          has_laptop (self->invited_as) && pt_store_count_names (store) > 0);
}

static void
give_names_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtSharingDialog *self = user_data;

  if (pt_store_get_names_state (pt_logbook_get_reader (self->logbook)) == PT_NAMES_OPEN)
    pt_key_export (GTK_WIDGET (self), self->logbook);
  else
    pt_key_unlock (GTK_WIDGET (self), self->logbook);
}

static void
show_invite (PtSharingDialog *self, const Invite *invite)
{
  g_autoptr (GdkTexture) texture = pt_qr_new (invite->url);
  gtk_picture_set_paintable (self->qr, texture ? GDK_PAINTABLE (texture) : NULL);
  adw_action_row_set_subtitle (self->link_row, invite->url);
  adw_action_row_set_subtitle (self->code_row, invite->code);
  show_names_step (self);
  gtk_widget_set_visible (self->invite_box, TRUE);
}

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Invite) invite = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_working (user_data, FALSE);
  if (invite)
    {
      show_invite (user_data, invite);
      return;
    }
  g_autofree char *sentence = pt_sync_error_sentence (error);
  show_problem (user_data, sentence);
}

static void
invite_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtSharingDialog *self = user_data;
  Invite *invite = g_new0 (Invite, 1);
  invite->name = dup_stripped (self->invite_name);
  invite->role = roles[adw_combo_row_get_selected (self->invite_role)].key;
  self->invited_as = invite->role;
  show_problem (self, NULL);
  set_working (self, TRUE);
  pt_logbook_read_async (self->logbook, invite_job, invite, (GDestroyNotify)invite_free,
                         (GDestroyNotify)invite_free, self->cancellable, invited_cb, self);
}

static void
copy (PtSharingDialog *self, AdwActionRow *row)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          adw_action_row_get_subtitle (row));
}

static void
copy_link_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (user_data, PT_SHARING_DIALOG (user_data)->link_row);
}

static void
copy_code_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy (user_data, PT_SHARING_DIALOG (user_data)->code_row);
}

static void
copy_report_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtSharingDialog *self = user_data;
  g_autofree char *report = pt_sharing_report (self->logbook, self->syncer);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), report);
  pt_window_toast (GTK_WIDGET (self->hub_group), _ ("Copied"), NULL, NULL, NULL);
}

/* ── Joining ── */

typedef struct
{
  char *folder;
  char *link;
  char *code;
} Join;

static void
join_free (Join *join)
{
  g_free (join->folder);
  g_free (join->link);
  g_free (join->code);
  g_free (join);
}

static void
join_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Join *join = data;
  GError *error = NULL;
  g_autoptr (PtInvite) invite = pt_invite_parse (join->link, &error);
  if (invite
      && pt_sync_join (join->folder, pt_world_system (), invite, join->code, NULL, NULL, NULL,
                       &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean joined = g_task_propagate_boolean (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtSharingDialog *self = user_data;
  set_working (self, FALSE);
  if (joined)
    {
      if (self->syncer)
        pt_syncer_sync_now (self->syncer);
      show_state (self);
      load_team (self);
      return;
    }
  g_autofree char *sentence = error->domain == PT_SYNC_ERROR ? pt_sync_error_sentence (error)
                                                             : g_strdup (error->message);
  show_problem (self, sentence);
}

static void
join_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtSharingDialog *self = user_data;
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, joined_cb, self);
  Join *join = g_new0 (Join, 1);
  join->folder = g_strdup (self->folder);
  join->link = dup_stripped (self->join_link);
  join->code = dup_stripped (self->join_code);
  show_problem (self, NULL);
  set_working (self, TRUE);
  g_task_set_source_tag (task, join_cb);
  g_task_set_task_data (task, join, (GDestroyNotify)join_free);
  g_task_run_in_thread (task, join_thread);
}

static const GActionEntry sharing_actions[] = {
  { "invite", invite_cb },           { "give-names", give_names_cb }, { "join", join_cb },
  { "dismiss", dismiss_cb },         { "copy-link", copy_link_cb },   { "copy-code", copy_code_cb },
  { "copy-report", copy_report_cb },
};

static void
pt_sharing_dialog_dispose (GObject *object)
{
  PtSharingDialog *self = PT_SHARING_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_SHARING_DIALOG);
  g_clear_object (&self->actions);
  g_clear_object (&self->syncer);
  g_clear_object (&self->logbook);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (pt_sharing_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, state_words);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, state_explain);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, clock);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, notices_box);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, notices);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, name_group);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, device_name);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, hub_group);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, hub_row);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, role_row);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, contact_row);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, backup_row);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, files_row);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, held_group);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, stick_group);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, device_group);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, invite_group);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, invite_name);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, invite_role);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, invite_button);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, invite_box);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, names_group);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, qr);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, link_row);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, join_group);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, join_link);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, join_code);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, join_button);
  gtk_widget_class_bind_template_child (widget_class, PtSharingDialog, problem);
}

static void
pt_sharing_dialog_class_init (PtSharingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_sharing_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-sharing-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_named);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pt_sharing_dialog_init (PtSharingDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), sharing_actions,
                                   G_N_ELEMENTS (sharing_actions), self);
  g_type_ensure (PT_TYPE_HELD_GROUP);
  g_type_ensure (PT_TYPE_STICK_GROUP);
  g_type_ensure (PT_TYPE_DEVICE_GROUP);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sharing", G_ACTION_GROUP (self->actions));
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (labels, _ (roles[i].label));
  adw_combo_row_set_model (self->invite_role, G_LIST_MODEL (labels));
  on_changed (self);
}

void
pt_sharing_dialog_show (PtWindow *window)
{
  PtSharingDialog *self = g_object_new (PT_TYPE_SHARING_DIALOG, "transient-for", window, NULL);
  PtSyncer *syncer = pt_window_get_syncer (window);

  self->logbook = g_object_ref (pt_window_get_logbook (window));
  self->syncer = syncer ? g_object_ref (syncer) : NULL;
  self->folder = g_strdup (pt_window_get_folder (window));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (window));
  g_signal_connect_object (self->logbook, "state-changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  if (self->syncer)
    g_signal_connect_object (self->syncer, "state-changed", G_CALLBACK (show_state), self,
                             G_CONNECT_SWAPPED);
  show_state (self);
  load_team (self);
  gtk_window_present (GTK_WINDOW (self));
}

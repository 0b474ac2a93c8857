/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-device-group.h"

#include "pt-sync-admin.h"
#include "pt-sync-words.h"
#include "pt-team-task.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

struct _PtDeviceGroup
{
  AdwBin parent_instance;

  char *folder;
  GCancellable *cancellable;
  AdwPreferencesGroup *group; /* NULL = not loaded */
};

G_DEFINE_FINAL_TYPE (PtDeviceGroup, pt_device_group, ADW_TYPE_BIN)

/* ── What is read ── */

typedef struct
{
  GPtrArray *devices; /* PtTeamDevice */
  GPtrArray *names;   /* of their members, in the same order */
  int64_t newest;     /* the newest order to erase; 0 = none */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_clear_pointer (&self->devices, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
load_job (PtStore *store, gpointer data, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->devices = pt_sync_list_devices (store, NULL, error);
  if (answer->devices == NULL)
    return NULL;
  answer->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < answer->devices->len; i++)
    {
      const PtTeamDevice *device = answer->devices->pdata[i];
      g_ptr_array_add (answer->names, pt_store_dup_member_name (store, device->member));
    }
  answer->newest = pt_store_get_era (store);
  return g_steal_pointer (&answer);
}

/* ── Shutting out ── */

static gpointer
revoke_job (PtStore *store, gpointer device, GError **error)
{
  return GINT_TO_POINTER (pt_sync_revoke_device (store, NULL, device, error));
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer done = pt_team_task_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done == NULL)
    pt_window_toast (GTK_WIDGET (source), error->message, NULL, NULL, NULL);
  else
    pt_device_group_load (PT_DEVICE_GROUP (source), NULL);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, PtDeviceGroup *self)
{
  const char *device = g_object_get_data (G_OBJECT (dialog), "device");

  if (strcmp (response, "revoke") == 0)
    pt_team_task (G_OBJECT (self), self->folder, revoke_job, g_strdup (device), g_free, NULL,
                  self->cancellable, revoked_cb, NULL);
}

/* There is no undo: the laptop would have to be invited again. */
static void
ask_cb (GtkButton *button, PtDeviceGroup *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  /* Translators: the placeholder is what a laptop is called. */
  g_autofree char *heading = g_strdup_printf (_ ("Shut Out “%s”?"), name);
  GtkWidget *dialog = adw_message_dialog_new (
      window, heading,
      _ ("It gets nothing of this team any more. What it had not shared yet waits for your "
         "decision. To take part again it needs a new invite."));

  g_object_set_data_full (G_OBJECT (dialog), "device",
                          g_strdup (g_object_get_data (G_OBJECT (button), "device")), g_free);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "revoke",
                                    _ ("_Shut Out"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "revoke",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ── Rows ── */

static const char *
describe_erasures (const PtTeamDevice *device, int64_t newest)
{
  if (newest == 0)
    return NULL;
  return device->coverage >= newest ? _ ("what was erased is gone there too")
                                    : _ ("what was erased is still there");
}

/* Facts beside each other, not one sentence: their order is the same in every language. */
static char *
describe (const PtTeamDevice *device, const char *member, int64_t newest)
{
  const char *erasures = describe_erasures (device, newest);
  g_autofree char *at = device->contact_at > 0
                            ? pt_clock_format (device->contact_at, g_get_real_time ())
                            : NULL;
  /* Translators: the placeholder is a time, or a day and a time. */
  g_autofree char *heard = at != NULL ? g_strdup_printf (_ ("last contact %s"), at)
                                      : g_strdup (_ ("no contact yet"));
  g_autoptr (GPtrArray) facts = g_ptr_array_new ();

  if (*member != '\0')
    g_ptr_array_add (facts, (char *)member);
  if (device->is_this)
    g_ptr_array_add (facts, (char *)_ ("this laptop"));
  if (device->revoked_at > 0)
    g_ptr_array_add (facts, (char *)_ ("shut out"));
  g_ptr_array_add (facts, heard);
  if (erasures != NULL)
    g_ptr_array_add (facts, (char *)erasures);
  g_ptr_array_add (facts, NULL);
  return g_strjoinv (" · ", (char **)facts->pdata);
}

static GtkWidget *
make_revoke (PtDeviceGroup *self, const PtTeamDevice *device)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("action-unavailable-symbolic");
  /* Translators: the placeholder is what a laptop is called. */
  g_autofree char *label = g_strdup_printf (_ ("Shut Out “%s”"), device->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "device", g_strdup (device->id), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (device->name), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (ask_cb), self);
  return button;
}

/* Its window comes in place of this one, which would stand before it. */
static void
held_cb (PtDeviceGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.documents", "s", "lost-laptop");
  gtk_window_close (GTK_WINDOW (root));
}

/* Of one that was shut out. */
static GtkWidget *
make_held (PtDeviceGroup *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("What Was on It…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (held_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_row (PtDeviceGroup *self, const PtTeamDevice *device, const char *member, int64_t newest)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *facts = describe (device, member, newest);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), device->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (!device->is_this && device->revoked_at == 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_revoke (self, device));
  else if (device->revoked_at > 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_held (self));
  adw_preferences_group_add (self->group, row);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = pt_team_task_finish (result, &error);
  PtDeviceGroup *self;

  /* Without a connection the page says so already. */
  if (answer == NULL)
    return;
  self = PT_DEVICE_GROUP (source);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Laptops of the team"));
  for (guint i = 0; i < answer->devices->len; i++)
    add_row (self, answer->devices->pdata[i], answer->names->pdata[i], answer->newest);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
  gtk_widget_set_visible (GTK_WIDGET (self), answer->devices->len > 0);
}

void
pt_device_group_load (PtDeviceGroup *self, const char *folder)
{
  g_return_if_fail (PT_IS_DEVICE_GROUP (self));

  if (folder != NULL && folder != self->folder)
    {
      g_free (self->folder);
      self->folder = g_strdup (folder);
    }
  pt_team_task (G_OBJECT (self), self->folder, load_job, NULL, NULL, answer_free, self->cancellable,
                loaded_cb, NULL);
}

static void
pt_device_group_dispose (GObject *object)
{
  PtDeviceGroup *self = PT_DEVICE_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (pt_device_group_parent_class)->dispose (object);
}

static void
pt_device_group_finalize (GObject *object)
{
  PtDeviceGroup *self = PT_DEVICE_GROUP (object);

  g_clear_object (&self->cancellable);
  g_free (self->folder);
  G_OBJECT_CLASS (pt_device_group_parent_class)->finalize (object);
}

static void
pt_device_group_class_init (PtDeviceGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_device_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = pt_device_group_finalize;
}

static void
pt_device_group_init (PtDeviceGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row knows its file; what happens with it is said by those who made the list. */
#include "pt-inbox-rows.h"

#include "pt-catalog.h"
#include "pt-form-focus.h"
#include "pt-time.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define FILE_KEY "pt-file"
#define TEXT_KEY "pt-text"
#define MOMENT_KEY "pt-moment"
#define USED_KEY "pt-used"
#define THUMBNAIL_PIXELS 40

typedef void (*FileFunc) (gpointer object, GFile *file);
typedef void (*NoteFunc) (gpointer object, const char *text, const char *moment);

/* Who hears of the rows: the widget that the list stands in. */
typedef struct
{
  gpointer object;
  FileFunc take;
  FileFunc throw_away;
  NoteFunc note;
} Listener;

static Listener *
get_listener (GtkWidget *list)
{
  return g_object_get_data (G_OBJECT (list), "pt-listener");
}

static GFile *
get_file (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), FILE_KEY);
}

static void
tell (GtkWidget *row, gboolean throw_away)
{
  Listener *listener = get_listener (gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX));
  g_autoptr (GFile) file = get_file (row) ? g_object_ref (get_file (row)) : NULL;
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (row), TEXT_KEY));
  g_autofree char *moment = g_strdup (g_object_get_data (G_OBJECT (row), MOMENT_KEY));
  if (listener == NULL)
    return;
  if (file && throw_away)
    listener->throw_away (listener->object, file);
  else if (file)
    listener->take (listener->object, file);
  else if (text && !throw_away)
    listener->note (listener->object, text, moment);
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row)
{
  tell (GTK_WIDGET (row), FALSE);
}

static void
take_cb (GtkWidget *row)
{
  tell (row, FALSE);
}

static void
throw_away_cb (GtkWidget *row)
{
  tell (row, TRUE);
}

static gboolean
delete_key_cb (GtkWidget *list, GVariant *arguments, gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (list));
  GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  tell (row, TRUE);
  return GDK_EVENT_STOP;
}

GtkWidget *
pt_inbox_rows_new (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_visible (list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Delete|KP_Delete"),
                        gtk_callback_action_new (delete_key_cb, NULL, NULL)));
  gtk_widget_add_controller (list, keys);
  g_signal_connect (list, "row-activated", G_CALLBACK (activated_cb), NULL);
  return list;
}

void
pt_inbox_rows_clear (GtkWidget *list)
{
  GtkListBoxRow *row;
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)))
    gtk_list_box_remove (GTK_LIST_BOX (list), GTK_WIDGET (row));
}

int
pt_inbox_rows_get_focus (GtkWidget *list)
{
  GtkWidget *focus = pt_form_focus_within (list);
  GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  return row ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

void
pt_inbox_rows_set_focus (GtkWidget *list, int place)
{
  GtkListBoxRow *row = NULL;
  for (int at = place; at >= 0 && row == NULL; at--)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), at);
  if (row)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

gboolean
pt_inbox_rows_focus_next (GtkWidget *list, int place)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), place + 1);

  while (row != NULL && g_object_get_data (G_OBJECT (row), USED_KEY) != NULL)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), ++place + 1);
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
add_button (GtkWidget *row, const char *icon, const char *tooltip, const char *label,
            GCallback pressed)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", pressed, row, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* ── Small pictures ── */

static void
thumbnail_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (data);
  g_autoptr (GdkPixbuf) pixbuf = path ? gdk_pixbuf_new_from_file_at_scale (
                                     path, THUMBNAIL_PIXELS * 2, THUMBNAIL_PIXELS * 2, TRUE, NULL)
                                      : NULL;
  GdkPixbuf *upright = pixbuf ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;
  g_task_return_pointer (task, upright, g_object_unref);
}

static void
thumbnail_cb (GObject *image, GAsyncResult *result, gpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GdkTexture) texture = pixbuf ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;
  if (texture == NULL)
    return;
  gtk_image_set_from_paintable (GTK_IMAGE (image), GDK_PAINTABLE (texture));
  gtk_image_set_pixel_size (GTK_IMAGE (image), THUMBNAIL_PIXELS);
}

static GtkWidget *
make_icon (const PtInboxItem *item)
{
  GtkWidget *image = gtk_image_new_from_icon_name (pt_inbox_kind_icon (item->kind));
  gtk_widget_set_size_request (image, THUMBNAIL_PIXELS, -1);
  if (item->kind != PT_INBOX_PHOTO)
    return image;
  g_autoptr (GTask) task = g_task_new (image, NULL, thumbnail_cb, NULL);
  g_task_set_task_data (task, g_object_ref (item->file), g_object_unref);
  g_task_run_in_thread (task, thumbnail_thread);
  return image;
}

/* ── Rows ── */

static GtkWidget *
make_row (GtkWidget *list, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_strdup_printf ("%s, %s", title, subtitle);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return row;
}

static char *
dup_subtitle (const PtInboxItem *item, gboolean used)
{
  g_autofree char *when = *item->moment ? pt_date_format (item->moment, pt_catalog_current ())
                                        : g_strdup ("");
  if (used)
    return g_strdup (_ ("Goes with the note that you are writing"));
  return g_strdup_printf ("%s · %s", pt_inbox_kind_label (item->kind), when);
}

void
pt_inbox_rows_add (GtkWidget *list, const PtInboxItem *item, gboolean used)
{
  g_autofree char *subtitle = dup_subtitle (item, used);
  GtkWidget *row = make_row (list, item->name, subtitle);
  const gboolean audio = item->kind == PT_INBOX_AUDIO;
  g_object_set_data_full (G_OBJECT (row), FILE_KEY, g_object_ref (item->file), g_object_unref);
  g_object_set_data (G_OBJECT (row), USED_KEY, GINT_TO_POINTER (used));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_icon (item));
  add_button (row, audio ? "media-playback-start-symbolic" : "list-add-symbolic",
              audio ? _ ("Listen and Type It Out (Enter)") : _ ("Put It in the Note (Enter)"),
              audio ? _ ("Listen and Type It Out") : _ ("Put It in the Note"),
              G_CALLBACK (take_cb));
  add_button (row, "user-trash-symbolic", _ ("Throw Away (Delete)"), _ ("Throw Away"),
              G_CALLBACK (throw_away_cb));
}

void
pt_inbox_rows_add_appointment (GtkWidget *list, const PtAppointment *appointment)
{
  const char *time = strchr (appointment->moment, 'T');
  g_autofree char *subtitle = g_strdup_printf ("%s%s%s", time ? time + 1 : _ ("All day"),
                                               *appointment->place ? " · " : "",
                                               appointment->place);
  GtkWidget *row = make_row (list, appointment->summary, subtitle);
  g_object_set_data_full (G_OBJECT (row), TEXT_KEY, g_strdup (appointment->summary), g_free);
  g_object_set_data_full (G_OBJECT (row), MOMENT_KEY, g_strdup (appointment->moment), g_free);
  add_button (row, "document-edit-symbolic", _ ("Write About It (Enter)"), _ ("Write About It"),
              G_CALLBACK (take_cb));
}

/* ── Who hears of them ── */

static void
listen_to (GtkWidget *list, const Listener *listener)
{
  g_object_set_data_full (G_OBJECT (list), "pt-listener", g_memdup2 (listener, sizeof *listener),
                          g_free);
}

void
pt_inbox_rows_watch (GtkWidget *list, GCallback take, GCallback throw_away, gpointer object)
{
  const Listener listener = { object, (FileFunc)take, (FileFunc)throw_away, NULL };
  listen_to (list, &listener);
}

void
pt_inbox_rows_watch_appointments (GtkWidget *list, GCallback take, gpointer object)
{
  const Listener listener = { object, NULL, NULL, (NoteFunc)take };
  listen_to (list, &listener);
}

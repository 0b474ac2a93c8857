/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real name in a text that was saved, where whoever wrote it was not asked: one question for every
 * box of every page, under the page, with one key; it takes no focus from who types on. A toast it is not:
 * those go by themselves. */
#include "pt-window-private.h"

#include "pt-name-notice.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *record;
  char *field;
} Place;

static void
place_free (Place *place)
{
  g_free (place->record);
  g_free (place->field);
  g_free (place);
}

static gpointer
replace_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Place *place = data;

  return pt_named_replace_in (store, place->record, place->field, error) ? GINT_TO_POINTER (TRUE)
                                                                         : NULL;
}

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean replaced = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error) != NULL;

  pt_window_toast (GTK_WIDGET (self), replaced ? _ ("The name was replaced") : error->message,
                   replaced ? _ ("Undo") : NULL, "win.undo", NULL);
}

static void
show (PtWindow *self, GtkWidget *question)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "replace-name");
  GtkWidget *before = gtk_widget_get_first_child (GTK_WIDGET (self->names));

  if (before != NULL)
    gtk_box_remove (self->names, before);
  if (question != NULL)
    gtk_box_append (self->names, question);
  gtk_widget_set_visible (GTK_WIDGET (self->names), question != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), question != NULL);
}

static void
replace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWindow *self = user_data;
  GtkWidget *question = gtk_widget_get_first_child (GTK_WIDGET (self->names));
  Place *place = question != NULL ? g_object_steal_data (G_OBJECT (question), "place") : NULL;

  if (place == NULL)
    return;
  show (self, NULL);
  pt_logbook_run_async (self->logbook, replace_job, place, (GDestroyNotify)place_free, NULL, NULL,
                        replaced_cb, g_object_ref (self));
}

static void
replace_clicked_cb (PtWindow *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "replace-name", NULL);
}

static PtNamed *
copy_named (const PtNamed *named)
{
  PtNamed *copy = g_new0 (PtNamed, 1);

  copy->name = g_strdup (named->name);
  copy->title = g_strdup (named->title);
  copy->reference = g_strdup (named->reference);
  return copy;
}

static void
named_cb (PtWindow *self, const PtNamedText *text)
{
  GtkWidget *question = pt_name_notice_new_in (copy_named (text->named), text->title,
                                               _ ("_Leave It"));
  Place *place = g_new0 (Place, 1);

  place->record = g_strdup (text->record);
  place->field = g_strdup (text->field);
  g_object_set_data_full (G_OBJECT (question), "place", place, (GDestroyNotify)place_free);
  gtk_widget_set_hexpand (question, TRUE);
  g_signal_connect_object (question, "replace", G_CALLBACK (replace_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (question, "keep", G_CALLBACK (pt_window_names_forget), self,
                           G_CONNECT_SWAPPED);
  show (self, question);
}

static const GActionEntry name_actions[] = { { "replace-name", replace_cb } };

void
pt_window_names_init (PtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), name_actions, G_N_ELEMENTS (name_actions),
                                   self);
  show (self, NULL);
}

void
pt_window_names_watch (PtWindow *self)
{
  g_signal_connect_object (self->logbook, "named", G_CALLBACK (named_cb), self, G_CONNECT_SWAPPED);
}

void
pt_window_names_forget (PtWindow *self)
{
  show (self, NULL);
}

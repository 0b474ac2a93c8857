/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-key-ask.h"

#include "pt-seal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  AdwMessageDialog *dialog;
  GtkEditable *first;
  GtkEditable *again; /* NULL = it is not new */
  GtkLabel *hint;
  PtKeyAsked asked;
  GObject *object;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *self = data;

  g_object_unref (self->object);
  g_free (self);
}

/* Why it will not do yet; NULL when it will. */
static const char *
find_fault (Asking *self)
{
  const char *text = gtk_editable_get_text (self->first);

  if (self->again == NULL)
    return *text == '\0' ? "" : NULL;
  if (g_utf8_strlen (text, -1) < PT_PASSPHRASE_MIN)
    return _ ("Four words that have nothing to do with each other are strong and can be "
              "remembered.");
  return strcmp (text, gtk_editable_get_text (self->again)) != 0 ? _ ("Type the same twice.")
                                                                 : NULL;
}

static void
changed_cb (Asking *self)
{
  const char *fault = find_fault (self);

  gtk_label_set_text (self->hint, fault != NULL ? fault : "");
  adw_message_dialog_set_response_enabled (self->dialog, "accept", fault == NULL);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  if (strcmp (response, "accept") == 0)
    self->asked (gtk_editable_get_text (self->first), self->object);
  /* A row of libadwaita 1.2 that has the focus when its window goes looks at its text, which is gone. */
  gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
}

static GtkEditable *
add_entry (Asking *self, GtkWidget *list, const char *title)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  return GTK_EDITABLE (row);
}

static GtkWidget *
make_content (Asking *self, gboolean is_new)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *hint = gtk_label_new (NULL);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  self->hint = GTK_LABEL (hint);
  self->first = add_entry (self, list, _ ("Passphrase"));
  self->again = is_new ? add_entry (self, list, _ ("The same once more")) : NULL;
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), hint);
  return box;
}

void
pt_key_ask (GtkWidget *from, const char *heading, const char *body, const char *accept,
            gboolean is_new, PtKeyAsked asked, GObject *object)
{
  Asking *self = g_new0 (Asking, 1);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)), heading,
                                              body);

  self->dialog = ADW_MESSAGE_DIALOG (dialog);
  self->asked = asked;
  self->object = g_object_ref (object);
  adw_message_dialog_set_extra_child (self->dialog, make_content (self, is_new));
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, "accept");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), self, asking_free, 0);
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (dialog));
}

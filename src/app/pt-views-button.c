/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Which one is chosen follows from how the list looks: whoever touches a chip has left
 * the view, and whoever puts the chip back is in it again. */
#include "pt-views-button.h"

#include "pt-saved-views.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PtViewsButton
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  const PtRecordKind *kind;
  char *view;       /* how the list looks now */
  GPtrArray *views; /* PtSavedView */
  GSimpleActionGroup *actions;
  GtkWidget *button;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtViewsButton, pt_views_button, ADW_TYPE_BIN)

/* ── What is shown ── */

static void
add_item (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, target != NULL ? "s" : NULL, target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (PtViewsButton *self, const PtSavedView *chosen)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) saved = g_menu_new ();
  g_autoptr (GMenu) acts = g_menu_new ();

  for (guint i = 0; i < self->views->len; i++)
    {
      const char *name = ((PtSavedView *)self->views->pdata[i])->name;
      add_item (saved, name, "views.choose", name);
    }
  if (chosen == NULL)
    add_item (acts, _ ("_Save This View…"), "views.save", NULL);
  else
    {
      add_item (acts, _ ("_Rename View…"), "views.rename", chosen->name);
      add_item (acts, _ ("_Delete View"), "views.delete", chosen->name);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (saved));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (acts));
  return G_MENU_MODEL (menu);
}

/* The chips beside it need the room: only a view that was chosen is named. */
static GtkWidget *
make_face (const PtSavedView *chosen)
{
  if (chosen == NULL)
    return gtk_image_new_from_icon_name ("user-bookmarks-symbolic");
  GtkWidget *label = gtk_label_new (chosen->name);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  return label;
}

static void
update (PtViewsButton *self)
{
  const PtSavedView *chosen = pt_saved_views_find_view (self->views, self->view);
  GAction *choose = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "choose");
  g_autoptr (GMenuModel) menu = make_menu (self, chosen);
  /* Translators: the placeholder is the name that somebody gave to a way to look at a list. */
  g_autofree char *spoken = chosen != NULL ? g_strdup_printf (_ ("View: %s"), chosen->name)
                                           : g_strdup (_ ("Saved Views"));

  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), make_face (chosen));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), chosen != NULL);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->button), menu);
  gtk_widget_set_tooltip_text (self->button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  g_simple_action_set_state (G_SIMPLE_ACTION (choose),
                             g_variant_new_string (chosen != NULL ? chosen->name : ""));
}

/* ── Keeping ── */

static gpointer
save_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  char **pair = data;

  return GINT_TO_POINTER (
      pt_store_set_setting (store, pair[0], *pair[1] != '\0' ? pair[1] : NULL, error));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) self = user_data;
  g_autoptr (GError) error = NULL;

  if (pt_logbook_run_finish (PT_LOGBOOK (source), result, &error) == NULL && error != NULL)
    pt_window_toast (self, error->message, NULL, NULL, NULL);
}

static void
keep (PtViewsButton *self)
{
  char **pair = g_new0 (char *, 3);
  char *text = pt_saved_views_print (self->views);

  pair[0] = pt_saved_views_setting (self->kind);
  pair[1] = text != NULL ? text : g_strdup ("");
  pt_logbook_run_async (self->logbook, save_job, pair, (GDestroyNotify)g_strfreev, NULL, NULL,
                        saved_cb, g_object_ref (self));
  update (self);
}

/* ── A name ── */

typedef struct
{
  PtViewsButton *self;
  GtkEditable *entry;
  char *old; /* the name that is changed; NULL = a new view */
} Naming;

static void
naming_free (gpointer data, GClosure *closure)
{
  Naming *naming = data;

  g_object_unref (naming->self);
  g_free (naming->old);
  g_free (naming);
}

/* A view that was renamed looks as it did, also when the list looks otherwise by now. */
static void
named_cb (AdwMessageDialog *dialog, const char *response, Naming *naming)
{
  PtViewsButton *self = naming->self;
  g_autofree char *name = pt_saved_view_dup_name (gtk_editable_get_text (naming->entry));
  const PtSavedView *old = naming->old != NULL ? pt_saved_views_find (self->views, naming->old)
                                               : NULL;
  g_autofree char *view = g_strdup (old != NULL ? old->view : self->view);

  if (strcmp (response, "save") != 0 || name == NULL)
    return;
  if (old != NULL)
    pt_saved_views_remove (self->views, naming->old);
  pt_saved_views_put (self->views, name, view);
  keep (self);
}

static void
typed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *name = pt_saved_view_dup_name (gtk_editable_get_text (entry));

  adw_message_dialog_set_response_enabled (dialog, "save", name != NULL);
}

static void
ask_name (PtViewsButton *self, const char *title, const char *old)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              title,
                                              _ ("Filter, order and what each line shows are kept "
                                                 "under this name, on this laptop."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  GtkWidget *entry = gtk_entry_new ();
  Naming *naming = g_new0 (Naming, 1);

  naming->self = g_object_ref (self);
  naming->entry = GTK_EDITABLE (entry);
  naming->old = g_strdup (old);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the view"), -1);
  adw_message_dialog_set_extra_child (message, entry);
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (message, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "save");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), dialog, 0);
  g_signal_connect_data (dialog, "response", G_CALLBACK (named_cb), naming, naming_free, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), old != NULL ? old : "");
  typed_cb (GTK_EDITABLE (entry), message);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ── Acts ── */

static void
choose_cb (GSimpleAction *action, GVariant *name, gpointer user_data)
{
  PtViewsButton *self = user_data;
  const PtSavedView *saved = pt_saved_views_find (self->views, g_variant_get_string (name, NULL));

  if (saved != NULL)
    {
      g_autofree char *view = g_strdup (saved->view);
      g_signal_emit (self, signals[CHOSEN], 0, view);
    }
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_name (user_data, _ ("Save This View"), NULL);
}

static void
rename_cb (GSimpleAction *action, GVariant *name, gpointer user_data)
{
  ask_name (user_data, _ ("Rename the View"), g_variant_get_string (name, NULL));
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtViewsButton *self = user_data;
  g_autofree char *name = g_variant_dup_string (parameter, NULL);
  const PtSavedView *saved = pt_saved_views_find (self->views, name);
  /* Translators: the placeholder is the name of a saved view. */
  g_autofree char *text = g_strdup_printf (_ ("View deleted: %s"), name);

  if (saved == NULL)
    return;
  g_autoptr (GVariant)
      target = g_variant_ref_sink (g_variant_new ("(sss)", self->kind->id, name, saved->view));
  pt_saved_views_remove (self->views, name);
  keep (self);
  pt_window_toast (GTK_WIDGET (self), text, _ ("Undo"), "views.restore", target);
}

/* From the toast, perhaps when another list is shown by now. */
static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtViewsButton *self = user_data;
  const PtRecordKind *shown = self->kind;
  g_autofree char *shown_view = g_strdup (self->view);
  const char *kind, *name, *view;

  g_variant_get (parameter, "(&s&s&s)", &kind, &name, &view);
  pt_views_button_show (self, pt_record_kind_find (kind), view);
  pt_saved_views_put (self->views, name, view);
  keep (self);
  pt_views_button_show (self, shown, shown_view);
}

static const GActionEntry entries[] = {
  { "choose", choose_cb, "s", "''" }, { "save", save_cb },
  { "rename", rename_cb, "s" },       { "delete", delete_cb, "s" },
  { "restore", restore_cb, "(sss)" },
};

/* ── Type ── */

/* A toast is no part of the list: its undo is found at the window. */
static void
pt_views_button_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pt_views_button_parent_class)->root (widget);
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "views",
                                  G_ACTION_GROUP (PT_VIEWS_BUTTON (widget)->actions));
}

static void
pt_views_button_unroot (GtkWidget *widget)
{
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), "views", NULL);
  GTK_WIDGET_CLASS (pt_views_button_parent_class)->unroot (widget);
}

static void
pt_views_button_finalize (GObject *object)
{
  PtViewsButton *self = PT_VIEWS_BUTTON (object);

  g_free (self->view);
  g_ptr_array_unref (self->views);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_views_button_parent_class)->finalize (object);
}

static void
pt_views_button_class_init (PtViewsButtonClass *klass)
{
  GTK_WIDGET_CLASS (klass)->root = pt_views_button_root;
  GTK_WIDGET_CLASS (klass)->unroot = pt_views_button_unroot;
  G_OBJECT_CLASS (klass)->finalize = pt_views_button_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", PT_TYPE_VIEWS_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pt_views_button_init (PtViewsButton *self)
{
  self->views = pt_saved_views_parse (NULL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  self->button = gtk_menu_button_new ();
  gtk_widget_add_css_class (self->button, "flat");
  adw_bin_set_child (ADW_BIN (self), self->button);
}

GtkWidget *
pt_views_button_new (PtLogbook *logbook)
{
  PtViewsButton *self = g_object_new (PT_TYPE_VIEWS_BUTTON, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}

/* One setting is read again where the list is of another kind: a primary-key look-up. */
void
pt_views_button_show (PtViewsButton *self, const PtRecordKind *kind, const char *view)
{
  g_return_if_fail (PT_IS_VIEWS_BUTTON (self) && kind != NULL && view != NULL);

  if (self->kind != kind)
    {
      g_autofree char *name = pt_saved_views_setting (kind);
      g_autofree char *text = pt_store_dup_setting (pt_logbook_get_reader (self->logbook), name);
      g_ptr_array_unref (self->views);
      self->views = pt_saved_views_parse (text);
      self->kind = kind;
    }
  g_free (self->view);
  self->view = g_strdup (view);
  update (self);
}

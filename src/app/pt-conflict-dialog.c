/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice between two versions. What the person had seen is taken from the record when it is
 * shown, so that a third version that arrives meanwhile is not overwritten unread. */
#include "pt-dialogs.h"
#include "pt-kept-text.h"
#include "pt-mention-text.h"
#include "pt-name-ask.h"
#include "pt-place.h"
#include "pt-version-card.h"
#include "pt-word-diff.h"

#include <glib/gi18n-lib.h>

#define PT_TYPE_CONFLICT_DIALOG (pt_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PtConflictDialog, pt_conflict_dialog, PT, CONFLICT_DIALOG, AdwWindow)

struct _PtConflictDialog
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  GPtrArray *conflicts; /* PtConflict */
  guint index;
  char *wanted;     /* record to begin with; or NULL */
  PtRecord *record; /* as it is shown */
  const PtField *field;
  char *offer; /* a text with the changes of all; NULL = they touch each other */
  GSimpleActionGroup *actions;
  GCancellable *cancellable;

  AdwWindowTitle *header;
  GtkStack *stack;
  GtkLabel *title;
  GtkLabel *field_label;
  GtkBox *versions;
  GtkWidget *merged_box;
  GtkLabel *merged;
  GtkWidget *both_box;
  GtkTextView *text;
  GtkBox *together;
  GtkWidget *ask; /* about real names in it */
};

G_DEFINE_FINAL_TYPE (PtConflictDialog, pt_conflict_dialog, ADW_TYPE_WINDOW)

static guint
count_versions (PtConflictDialog *self)
{
  return pt_state_n_versions (pt_record_get_state (self->record), self->field->id);
}

static const PtVersion *
nth_version (PtConflictDialog *self, guint i)
{
  return pt_state_nth_version (pt_record_get_state (self->record), self->field->id, i);
}

static gboolean
is_text (const PtField *field)
{
  return field->kind == PT_KIND_TEXT || field->kind == PT_KIND_LONG;
}

/* All versions one after the other, the one shown first on top. */
static char *
join_versions (PtConflictDialog *self)
{
  const char *between = self->field->kind == PT_KIND_LONG ? "\n\n" : " / ";
  GString *joined = g_string_new (NULL);
  for (guint i = 0; i < count_versions (self); i++)
    {
      const PtValue *value = nth_version (self, i)->value;
      if (value->type == PT_VALUE_TEXT)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? between : "", value->text);
    }
  return g_string_free (joined, FALSE);
}

static void
set_enabled (PtConflictDialog *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
fill_versions (PtConflictDialog *self)
{
  PtStore *store = pt_logbook_get_reader (self->logbook);
  guint n = count_versions (self);
  g_autofree const PtVersion **versions = g_new0 (const PtVersion *, n + 1);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->versions))))
    gtk_box_remove (self->versions, child);
  for (guint i = 0; i < n; i++)
    versions[i] = nth_version (self, i);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->versions, pt_version_card_new (store, self->field, versions, n, i));
}

/* Marked is what the version that is shown first has not. */
static void
show_offer (PtConflictDialog *self)
{
  const PtVersion *first = nth_version (self, 0);
  g_free (self->offer);
  self->offer = pt_store_dup_merged (pt_logbook_get_reader (self->logbook), self->record,
                                     self->field->id);
  gtk_widget_set_visible (self->merged_box, self->offer != NULL);
  if (self->offer == NULL)
    return;
  PtVersion offer = { .value = pt_value_new_text (self->offer), .stamp = first->stamp };
  PtStore *store = pt_logbook_get_reader (self->logbook);
  g_autofree char *words = pt_version_dup_words (store, self->field, &offer);
  g_autofree char *shown = pt_version_dup_words (store, self->field, first);
  g_autofree char *markup = pt_word_diff_markup (words, shown);
  gtk_label_set_markup (self->merged, markup);
  pt_value_free (offer.value);
}

static void
show_headings (PtConflictDialog *self)
{
  g_autofree char *title = pt_record_dup_title (self->record);
  /* Translators: the first of three choices, for example. */
  g_autofree char *place = g_strdup_printf (_ ("%u of %u"), self->index + 1, self->conflicts->len);
  adw_window_title_set_title (self->header,
                              pt_place_get_versions (pt_record_get_kind_id (self->record)));
  adw_window_title_set_subtitle (self->header, self->conflicts->len > 1 ? place : "");
  gtk_window_set_title (GTK_WINDOW (self), adw_window_title_get_title (self->header));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->field_label, pt_field_label (self->field));
}

static gboolean
load_conflict (PtConflictDialog *self)
{
  const PtConflict *conflict = g_ptr_array_index (self->conflicts, self->index);
  g_clear_pointer (&self->record, pt_record_unref);
  self->record = pt_store_get_record (pt_logbook_get_reader (self->logbook), conflict->record,
                                      NULL);
  const PtRecordKind *kind = self->record ? pt_record_get_kind (self->record) : NULL;
  self->field = kind ? pt_record_kind_field (kind, conflict->field) : NULL;
  return self->field != NULL && count_versions (self) > 1;
}

static void
show_conflict (PtConflictDialog *self)
{
  while (self->index < self->conflicts->len && !load_conflict (self))
    g_ptr_array_remove_index (self->conflicts, self->index);
  if (self->index >= self->conflicts->len && self->index > 0)
    {
      self->index = 0;
      show_conflict (self);
      return;
    }
  set_enabled (self, "previous", self->index > 0);
  set_enabled (self, "next", self->index + 1 < self->conflicts->len);
  gtk_stack_set_visible_child_name (self->stack, self->conflicts->len > 0 ? "choice" : "done");
  if (self->conflicts->len == 0)
    return;
  gtk_widget_set_visible (self->both_box, is_text (self->field));
  show_headings (self);
  fill_versions (self);
  show_offer (self);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_save_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtConflictDialog *self = user_data;
  if (record == NULL)
    pt_window_toast (user_data, error->message, NULL, NULL, NULL);
  else if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "together"))
    pt_kept_text_end (self->text);
  show_conflict (self);
}

/* @asked: whether somebody was asked about real names in it. */
static void
resolve (PtConflictDialog *self, const PtValue *value, gboolean asked)
{
  PtEdit *edit = pt_edit_new_for (self->record);
  edit->asks_names = asked;
  pt_edit_resolve (edit, self->field->id, value);
  pt_logbook_save_async (self->logbook, edit, self->cancellable, resolved_cb, self);
}

static void
keep_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtConflictDialog *self = user_data;
  guint i = g_variant_get_uint32 (parameter);
  if (i < count_versions (self))
    resolve (self, nth_version (self, i)->value, FALSE);
}

static void
both_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *joined = join_versions (user_data);
  g_autoptr (PtValue) value = pt_value_new_text (joined);
  resolve (user_data, value, FALSE);
}

static void
merged_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtConflictDialog *self = user_data;
  g_autoptr (PtValue) value = self->offer != NULL ? pt_value_new_text (self->offer) : NULL;
  if (value != NULL)
    resolve (self, value, FALSE);
}

static void
together_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtConflictDialog *self = user_data;
  g_autofree char *joined = self->offer != NULL ? g_strdup (self->offer) : join_versions (self);
  g_autofree char *place = g_strjoin ("/", "together", pt_record_get_id (self->record),
                                      self->field->id, NULL);
  pt_kept_text_begin (self->text, self->logbook, place, joined);
  gtk_stack_set_visible_child_name (self->stack, "together");
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
apart_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_stack_set_visible_child_name (PT_CONFLICT_DIALOG (user_data)->stack, "choice");
}

static void
keep_text (PtConflictDialog *self)
{
  g_autofree char *text = pt_mention_text_dup (gtk_text_view_get_buffer (self->text));
  g_autoptr (PtValue) value = pt_value_new_text (text);
  pt_name_ask_forget (PT_NAME_ASK (self->ask));
  resolve (self, value, TRUE);
}

static void
keep_text_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtConflictDialog *self = user_data;
  g_autofree char *text = pt_mention_text_dup (gtk_text_view_get_buffer (self->text));
  pt_name_ask_about (PT_NAME_ASK (self->ask), text);
}

static void
replace_name_cb (PtConflictDialog *self, const PtNamed *named)
{
  const gboolean is_long = self->field->kind == PT_KIND_LONG;
  g_autofree char *text = pt_mention_text_dup (gtk_text_view_get_buffer (self->text));
  g_autofree char *replaced = pt_named_replace (named, text,
                                                is_long ? named->reference : named->title);
  pt_mention_text_load (gtk_text_view_get_buffer (self->text), replaced);
  keep_text_cb (NULL, NULL, self);
}

static void
previous_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PT_CONFLICT_DIALOG (user_data)->index--;
  show_conflict (user_data);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PT_CONFLICT_DIALOG (user_data)->index++;
  show_conflict (user_data);
}

static const GActionEntry conflict_actions[] = {
  { "keep", keep_cb, "u" },    { "both", both_cb },   { "merged", merged_cb },
  { "together", together_cb }, { "apart", apart_cb }, { "keep-text", keep_text_cb },
  { "previous", previous_cb }, { "next", next_cb },
};

static gpointer
list_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_store_list_conflicts (store, error);
}

static guint
find_wanted (PtConflictDialog *self)
{
  for (guint i = 0; i < self->conflicts->len; i++)
    if (g_strcmp0 (((const PtConflict *)self->conflicts->pdata[i])->record, self->wanted) == 0)
      return i;
  return 0;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *conflicts = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtConflictDialog *self = user_data;
  if (conflicts == NULL)
    {
      pt_window_toast (user_data, error->message, NULL, NULL, NULL);
      gtk_window_close (user_data);
      return;
    }
  self->conflicts = conflicts;
  self->index = find_wanted (self);
  show_conflict (self);
}

static void
pt_conflict_dialog_dispose (GObject *object)
{
  PtConflictDialog *self = PT_CONFLICT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_CONFLICT_DIALOG);
  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->offer, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_conflict_dialog_parent_class)->dispose (object);
}

static void
pt_conflict_dialog_class_init (PtConflictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_conflict_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-conflict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PtConflictDialog, header);
  gtk_widget_class_bind_template_child (widget_class, PtConflictDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PtConflictDialog, title);
  gtk_widget_class_bind_template_child (widget_class, PtConflictDialog, field_label);
  gtk_widget_class_bind_template_child (widget_class, PtConflictDialog, versions);
  gtk_widget_class_bind_template_child (widget_class, PtConflictDialog, merged_box);
  gtk_widget_class_bind_template_child (widget_class, PtConflictDialog, merged);
  gtk_widget_class_bind_template_child (widget_class, PtConflictDialog, both_box);
  gtk_widget_class_bind_template_child (widget_class, PtConflictDialog, text);
  gtk_widget_class_bind_template_child (widget_class, PtConflictDialog, together);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pt_conflict_dialog_init (PtConflictDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), conflict_actions,
                                   G_N_ELEMENTS (conflict_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "conflict", G_ACTION_GROUP (self->actions));
}

static void
add_name_ask (PtConflictDialog *self)
{
  self->ask = pt_name_ask_new (self->logbook, _ ("_Save With the Name"));
  g_signal_connect_object (self->ask, "replace", G_CALLBACK (replace_name_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ask, "go-on", G_CALLBACK (keep_text), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed",
                           G_CALLBACK (pt_name_ask_forget), self->ask, G_CONNECT_SWAPPED);
  gtk_box_append (self->together, self->ask);
}

void
pt_conflict_dialog_show (PtWindow *window, const char *record)
{
  PtConflictDialog *self = g_object_new (PT_TYPE_CONFLICT_DIALOG, "transient-for", window, NULL);
  self->logbook = g_object_ref (pt_window_get_logbook (window));
  self->wanted = g_strdup (record);
  add_name_ask (self);
  pt_logbook_read_async (self->logbook, list_job, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
                         self->cancellable, listed_cb, self);
  gtk_window_present (GTK_WINDOW (self));
}

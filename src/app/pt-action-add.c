/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The chips show once something is typed: the page stays calm until then. */
#include "pt-action-add.h"

#include "pt-detail-errand.h"
#include "pt-form-wrap.h"
#include "pt-kept-text.h"
#include "pt-name-ask.h"
#include "pt-picker.h"
#include "pt-spoken-name.h"
#include "pt-when-button.h"

#include <glib/gi18n-lib.h>

struct _PtActionAdd
{
  GtkListBoxRow parent_instance;

  PtLogbook *logbook;
  PtRecord *about;
  char *who; /* member or stakeholder; NULL = nobody in particular */
  GtkWidget *column;
  GtkWidget *text;
  GtkWidget *chips;
  GtkWidget *type;
  GtkWidget *due;
  GtkWidget *who_button;
  GtkWidget *ask;   /* about real names */
  gboolean showing; /* what is set is not chosen by a person */
};

G_DEFINE_FINAL_TYPE (PtActionAdd, pt_action_add, GTK_TYPE_LIST_BOX_ROW)

static const PtVocabulary *
types (void)
{
  return pt_vocabulary_get ("action.type");
}

static char *
dup_words (PtActionAdd *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text))));
}

/* Keeps what is half written: a line each, the words last. */
static void
keep (PtActionAdd *self)
{
  const guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->type));
  const char *due = pt_when_button_get_moment (PT_WHEN_BUTTON (self->due));
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autofree char *lines = g_strjoin ("\n", types ()->terms[at].key, due != NULL ? due : "",
                                      self->who != NULL ? self->who : "", words, NULL);

  if (!self->showing)
    pt_kept_words_set (GTK_WIDGET (self), *words != '\0' ? lines : NULL);
}

static void
set_who (PtActionAdd *self, const char *id, const char *name)
{
  const char *label = name != NULL && *name != '\0' ? name : _ ("Who…");
  /* Translators: the placeholder is who does an action. */
  g_autofree char *spoken = g_strdup_printf (_ ("Who does it: %s"), label);

  g_free (self->who);
  self->who = g_strdup (id);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->who_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->who_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  keep (self);
}

/* Who writes it down mostly does it. */
static void
clear (PtActionAdd *self)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  const char *me = pt_store_get_member (reader);
  g_autofree char *name = me != NULL ? pt_store_dup_member_name (reader, me) : NULL;

  pt_name_ask_forget (PT_NAME_ASK (self->ask));
  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->type), 0);
  pt_when_button_set_moment (PT_WHEN_BUTTON (self->due), NULL);
  set_who (self, me, name);
}

/* ── What was half written ── */

static void
show_kept (PtActionAdd *self, const char *lines)
{
  g_auto (GStrv) parts = g_strsplit (lines, "\n", 4);
  PtStore *reader = pt_logbook_get_reader (self->logbook);

  if (g_strv_length (parts) != 4)
    return;
  g_autoptr (PtRecord) who = *parts[2] ? pt_store_get_record (reader, parts[2], NULL) : NULL;
  g_autofree char *name = who != NULL ? pt_store_dup_title (reader, who)
                                      : pt_store_dup_member_name (reader, parts[2]);
  const int at = pt_vocabulary_index (types (), parts[0]);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->type), (guint)MAX (at, 0));
  pt_when_button_set_moment (PT_WHEN_BUTTON (self->due), *parts[1] ? parts[1] : NULL);
  if (*parts[2])
    set_who (self, parts[2], name);
  gtk_editable_set_text (GTK_EDITABLE (self->text), parts[3]);
}

/* What was begun about another record waits there. */
static void
bring_back (PtActionAdd *self)
{
  g_autofree char *place = g_strconcat ("action/", pt_record_get_id (self->about), NULL);
  g_autofree char *lines = pt_kept_words_begin (GTK_WIDGET (self), self->logbook, place);

  self->showing = TRUE;
  clear (self);
  if (lines != NULL)
    show_kept (self, lines);
  self->showing = FALSE;
}

/* ── Saving ── */

static PtEdit *
make_edit (PtActionAdd *self, const char *words)
{
  PtEdit *edit = pt_edit_new (pt_logbook_get_world (self->logbook), "action", NULL);
  const guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->type));

  edit->asks_names = true;
  pt_edit_set_text (edit, "text", words);
  pt_edit_set_text (edit, "type", types ()->terms[at].key);
  pt_edit_set_text (edit, "about", pt_record_get_id (self->about));
  pt_edit_set_text (edit, "who", self->who);
  pt_edit_set_text (edit, "due_on", pt_when_button_get_moment (PT_WHEN_BUTTON (self->due)));
  if (pt_record_get_sharing (self->about) == PT_SHARING_PRIVATE)
    pt_edit_set_text (edit, "sharing", "private");
  return edit;
}

static void
save (PtActionAdd *self)
{
  const PtErrandToast toast = { .text = _ ("Action added"),
                                .button = _ ("Undo"),
                                .action = "win.undo" };
  g_autofree char *words = dup_words (self);

  if (*words == '\0' || self->about == NULL)
    return;
  pt_detail_errand_save (GTK_WIDGET (self), self->logbook, make_edit (self, words), &toast);
  clear (self);
  pt_kept_words_clear (GTK_WIDGET (self));
  gtk_widget_grab_focus (self->text);
}

static void
replace_cb (PtActionAdd *self, const PtNamed *named)
{
  g_autofree char *words = dup_words (self);
  g_autofree char *replaced = pt_named_replace (named, words, named->title);

  gtk_editable_set_text (GTK_EDITABLE (self->text), replaced);
  g_signal_emit_by_name (self->text, "activate");
}

static void
add_cb (PtActionAdd *self)
{
  g_autofree char *words = dup_words (self);

  pt_name_ask_about (PT_NAME_ASK (self->ask), words);
}

static void
changed_cb (PtActionAdd *self)
{
  g_autofree char *words = dup_words (self);

  pt_name_ask_forget (PT_NAME_ASK (self->ask));
  gtk_widget_set_visible (self->chips, *words != '\0');
  keep (self);
}

/* ── Making ── */

static GtkWidget *
make_type (void)
{
  GtkStringList *labels = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; i < types ()->n_terms; i++)
    gtk_string_list_append (labels, pt_term_label (types (), types ()->terms[i].key));
  choice = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);
  pt_spoken_name_set_choice (GTK_DROP_DOWN (choice), _ ("Kind of action"));
  return choice;
}

static GtkWidget *
make_who (PtActionAdd *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = pt_picker_new (self->logbook, "stakeholder", TRUE);

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button),
                               pt_picker_popover_new (PT_PICKER (picker)));
  gtk_widget_add_css_class (button, "pt-chip-button");
  g_signal_connect_object (picker, "picked", G_CALLBACK (set_who), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_text (PtActionAdd *self)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Add an action"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_PRIMARY,
                                     "list-add-symbolic");
  gtk_entry_set_icon_activatable (GTK_ENTRY (entry), GTK_ENTRY_ICON_PRIMARY, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add an action"), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

static void
fill (PtActionAdd *self)
{
  GtkWidget *add = gtk_button_new_with_label (_ ("Add"));

  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->ask = pt_name_ask_new (self->logbook, _ ("_Save With the Name"));
  g_signal_connect_object (self->ask, "replace", G_CALLBACK (replace_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ask, "go-on", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  self->text = make_text (self);
  self->chips = pt_form_wrap_box_new (6);
  self->type = make_type ();
  self->due = pt_when_button_new_due (pt_logbook_get_world (self->logbook));
  self->who_button = make_who (self);
  g_signal_connect_object (self->type, "notify::selected", G_CALLBACK (keep), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->due, "changed", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->type, self->chips);
  gtk_widget_set_parent (self->due, self->chips);
  gtk_widget_set_parent (self->who_button, self->chips);
  gtk_widget_set_parent (add, self->chips);
  gtk_box_append (GTK_BOX (self->column), self->text);
  gtk_box_append (GTK_BOX (self->column), self->chips);
  gtk_box_append (GTK_BOX (self->column), self->ask);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->column);
  clear (self);
  changed_cb (self);
}

static void
pt_action_add_finalize (GObject *object)
{
  PtActionAdd *self = PT_ACTION_ADD (object);

  g_free (self->who);
  g_clear_pointer (&self->about, pt_record_unref);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_action_add_parent_class)->finalize (object);
}

static void
pt_action_add_class_init (PtActionAddClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_action_add_finalize;
}

static void
pt_action_add_init (PtActionAdd *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-field");
}

GtkWidget *
pt_action_add_new (PtLogbook *logbook)
{
  PtActionAdd *self = g_object_new (PT_TYPE_ACTION_ADD, NULL);

  self->logbook = g_object_ref (logbook);
  fill (self);
  return GTK_WIDGET (self);
}

void
pt_action_add_set_about (PtActionAdd *self, PtRecord *about)
{
  g_return_if_fail (PT_IS_ACTION_ADD (self));

  const gboolean other = self->about == NULL
                         || g_strcmp0 (pt_record_get_id (self->about), pt_record_get_id (about))
                                != 0;
  pt_record_ref (about);
  g_clear_pointer (&self->about, pt_record_unref);
  self->about = about;
  if (other)
    bring_back (self);
}

void
pt_action_add_start (PtActionAdd *self)
{
  g_return_if_fail (PT_IS_ACTION_ADD (self));
  gtk_widget_grab_focus (self->text);
}

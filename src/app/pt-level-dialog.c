/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-level-dialog.h. */
#include "pt-level-dialog.h"

#include "pt-detail-errand.h"
#include "pt-level-change.h"
#include "pt-vocabularies.h"
#include "pt-when-button.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DATE_LENGTH 10
#define LEVELS_LEAST 100 /* pixels: two of them */

typedef struct
{
  GtkWidget *from;
  PtLogbook *logbook;
  char *stakeholder;
  GPtrArray *rows; /* PtRecord: open involvements */
  AdwMessageDialog *dialog;
  GtkWidget *row; /* which of them; NULL = there is no choice */
  GtkWidget *when;
  const char *level; /* chosen; or NULL */
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *self = data;

  g_object_unref (self->from);
  g_object_unref (self->logbook);
  g_free (self->stakeholder);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static PtRecord *
get_row (Asking *self)
{
  if (self->rows->len == 0)
    return NULL;
  return self->rows
      ->pdata[self->row != NULL ? adw_combo_row_get_selected (ADW_COMBO_ROW (self->row)) : 0];
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  const char *moment = pt_when_button_get_moment (PT_WHEN_BUTTON (self->when));
  g_autofree char *today = pt_world_today (pt_logbook_get_world (self->logbook));
  g_autofree char *day = g_strndup (moment != NULL ? moment : today, DATE_LENGTH);

  if (strcmp (response, "change") != 0 || self->level == NULL)
    return;
  pt_detail_errand_batch (self->from, self->logbook,
                          pt_level_change (pt_logbook_get_world (self->logbook), get_row (self),
                                           self->stakeholder, self->level, day),
                          _ ("Level changed"));
}

static void
toggled_cb (GtkCheckButton *check, Asking *self)
{
  if (!gtk_check_button_get_active (check))
    return;
  self->level = g_object_get_data (G_OBJECT (check), "level");
  adw_message_dialog_set_response_enabled (self->dialog, "change", TRUE);
}

/* ── What it is made of ── */

static GtkWidget *
make_level (Asking *self, guint i, GtkCheckButton *first)
{
  const PtTerm *term = &pt_vocabulary_involvement_level.terms[i];
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *number = g_strdup_printf ("%u", i + 1);
  GtkWidget *step = gtk_label_new (number);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), first);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (step, "dim-label");
  g_object_set_data (G_OBJECT (check), "level", (gpointer)term->key);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 pt_term_label (&pt_vocabulary_involvement_level, term->key));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), step);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  return row;
}

static GtkCheckButton *
get_check (GtkWidget *row)
{
  return GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

static GtkWidget *
make_levels (Asking *self)
{
  GtkWidget *list = gtk_list_box_new (), *scroller = gtk_scrolled_window_new ();
  GtkCheckButton *first = NULL;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  /* Most say on top, as on a ladder. */
  for (guint i = pt_vocabulary_involvement_level.n_terms; i > 0; i--)
    {
      GtkWidget *row = make_level (self, i - 1, first);

      if (first == NULL)
        first = get_check (row);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  /* Under a long name they scroll, so that the buttons stay on a small screen. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), LEVELS_LEAST);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  return scroller;
}

/* (transfer full): "Koffiekar · Takes part · Consult" */
static char *
name_row (PtDataset *around, PtRecord *row)
{
  const char *id = pt_record_get_text (row, "experiment");
  PtRecord *experiment = id != NULL ? pt_dataset_get (around, id) : NULL;
  g_autofree char *title = experiment != NULL ? pt_record_dup_title (experiment)
                                              : g_strdup (_ ("The whole logbook"));
  const char *role = pt_record_get_text (row, "role");
  const char *level = pt_record_get_text (row, "level");
  g_autoptr (GString) name = g_string_new (title);

  if (role != NULL)
    g_string_append_printf (name, " · %s", pt_term_label (&pt_vocabulary_involvement_role, role));
  if (level != NULL)
    g_string_append_printf (name, " · %s", pt_term_label (&pt_vocabulary_involvement_level, level));
  return g_strdup (name->str);
}

/* In what: a choice only where there is one. */
static GtkWidget *
make_rows (Asking *self, PtDataset *around)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *name = name_row (around, self->rows->pdata[i]);

      gtk_string_list_append (names, name);
    }
  self->row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("In"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->row), G_LIST_MODEL (names));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->row);
  return list;
}

static GtkWidget *
make_when (Asking *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ ("From"));

  self->when = pt_when_button_new (pt_logbook_get_world (self->logbook));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->when);
  return box;
}

static GPtrArray *
ref_rows (PtLogbook *logbook, PtDataset *around, const char *stakeholder)
{
  g_autofree char *today = pt_world_today (pt_logbook_get_world (logbook));
  GPtrArray *rows = pt_level_open_rows (around, stakeholder, today);

  for (guint i = 0; i < rows->len; i++)
    pt_record_ref (rows->pdata[i]);
  g_ptr_array_set_free_func (rows, (GDestroyNotify)pt_record_unref);
  return rows;
}

void
pt_level_dialog_show (GtkWidget *from, PtLogbook *logbook, PtRecord *stakeholder, PtDataset *around)
{
  Asking *self = g_new0 (Asking, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *name = pt_record_dup_title (stakeholder);

  self->from = g_object_ref (from);
  self->logbook = g_object_ref (logbook);
  self->stakeholder = g_strdup (pt_record_get_id (stakeholder));
  self->rows = ref_rows (logbook, around, self->stakeholder);
  self->dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)), name,
                              _ ("How much say is there now? What was before stays in view.")));
  if (self->rows->len > 1)
    gtk_box_append (GTK_BOX (box), make_rows (self, around));
  gtk_box_append (GTK_BOX (box), make_levels (self));
  gtk_box_append (GTK_BOX (box), make_when (self));
  adw_message_dialog_set_extra_child (self->dialog, box);
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("_Cancel"), "change",
                                    _ ("_Change Level"), NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "change", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (self->dialog, "change", FALSE);
  adw_message_dialog_set_default_response (self->dialog, "change");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  g_signal_connect_data (self->dialog, "response", G_CALLBACK (response_cb), self, asking_free, 0);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

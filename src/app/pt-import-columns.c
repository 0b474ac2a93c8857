/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. What somebody chose is kept by the number of the column and by the word, since the
 * rows are made anew with each plan. */
#include "pt-import-columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PtImportColumns
{
  GtkBox parent_instance;

  GHashTable *fields; /* "#3" → field id; "" = nowhere */
  GHashTable *keys;   /* "field:WORD" → key; "" = left out */
  gboolean filling;

  GtkWidget *columns; /* group */
  GtkWidget *words;   /* group */
  GtkWidget *dates;   /* group */
  GtkWidget *month_first;
  GPtrArray *rows; /* of both lists, borrowed from their groups */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtImportColumns, pt_import_columns, GTK_TYPE_BOX)

/* ── One choice ── */

/* A row's place in its table, and what may be chosen there: id by position. */
typedef struct
{
  GHashTable *into;
  char *name;
  GPtrArray *ids;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->name);
  g_ptr_array_unref (choice->ids);
  g_free (choice);
}

static void
selected_cb (AdwComboRow *row, GParamSpec *pspec, PtImportColumns *self)
{
  const Choice *choice = g_object_get_data (G_OBJECT (row), "choice");
  const guint at = adw_combo_row_get_selected (row);

  if (self->filling || at >= choice->ids->len)
    return;
  if (choice->ids->pdata[at] != NULL)
    g_hash_table_insert (choice->into, g_strdup (choice->name), g_strdup (choice->ids->pdata[at]));
  else
    g_hash_table_remove (choice->into, choice->name);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* @ids and @labels go together; @chosen (nullable) is one of them. Takes @ids and @labels. */
static void
add_choice (PtImportColumns *self, GtkWidget *group, GHashTable *into, const char *name,
            const char *title, const char *subtitle, GPtrArray *ids, GtkStringList *labels,
            const char *chosen)
{
  GtkWidget *row = adw_combo_row_new ();
  Choice *choice = g_new0 (Choice, 1);
  guint at = 0;

  choice->into = into;
  choice->name = g_strdup (name);
  choice->ids = ids;
  for (guint i = 0; chosen != NULL && i < ids->len; i++)
    if (g_strcmp0 (ids->pdata[i], chosen) == 0)
      at = i;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), at);
  g_object_unref (labels);
  g_object_set_data_full (G_OBJECT (row), "choice", choice, choice_free);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_ptr_array_add (self->rows, row);
}

static void
offer (GPtrArray *ids, GtkStringList *labels, const char *id, const char *label)
{
  g_ptr_array_add (ids, (gpointer)id);
  gtk_string_list_append (labels, label);
}

/* ── Columns ── */

static void
add_column (PtImportColumns *self, const PtImportColumn *column, guint place, GPtrArray *fields)
{
  GPtrArray *ids = g_ptr_array_new ();
  GtkStringList *labels = gtk_string_list_new (NULL);
  g_autofree char *name = g_strdup_printf ("#%u", place);
  /* Translators: what a column of a file holds in its first line that is not empty. */
  g_autofree char *example = column->example != NULL
                                 ? g_strdup_printf (_ ("e.g. %s"), column->example)
                                 : g_strdup (_ ("empty"));

  offer (ids, labels, "", _ ("Not Taken Over"));
  for (guint i = 0; i < fields->len; i++)
    {
      const PtField *field = fields->pdata[i];
      offer (ids, labels, field->id, pt_field_label (field));
    }
  /* The list of fields does not have it: it is no field, but says which row is which. */
  offer (ids, labels, "id", _ ("What Identifies It"));
  add_choice (self, self->columns, self->fields, name, column->name, example, ids, labels,
              column->field);
}

static void
show_columns (PtImportColumns *self, PtImportPlan *plan)
{
  g_autoptr (GPtrArray) fields = pt_import_fields (plan->kind);

  for (guint i = 0; i < plan->columns->len; i++)
    add_column (self, plan->columns->pdata[i], i + 1, fields);
  gtk_widget_set_visible (self->columns, plan->columns->len > 0);
}

/* ── Words ── */

static void
add_word (PtImportColumns *self, const PtImportWord *word, const PtField *field)
{
  GPtrArray *ids = g_ptr_array_new ();
  GtkStringList *labels = gtk_string_list_new (NULL);
  g_autofree char *name = g_strdup_printf ("%s:%s", word->field, word->word);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", word->n_rows),
                                           word->n_rows);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", pt_field_label (field), rows);

  offer (ids, labels, NULL, _ ("Choose…"));
  offer (ids, labels, "", _ ("Leave Out"));
  for (guint i = 0; i < field->vocabulary->n_terms; i++)
    {
      const char *key = field->vocabulary->terms[i].key;
      offer (ids, labels, key, pt_term_label (field->vocabulary, key));
    }
  add_choice (self, self->words, self->keys, name, word->word, subtitle, ids, labels, word->key);
}

static void
show_words (PtImportColumns *self, PtImportPlan *plan)
{
  const PtRecordKind *kind = plan->kind != NULL ? pt_record_kind_find (plan->kind) : NULL;

  for (guint i = 0; kind != NULL && i < plan->words->len; i++)
    {
      const PtImportWord *word = plan->words->pdata[i];
      add_word (self, word, pt_record_kind_field (kind, word->field));
    }
  gtk_widget_set_visible (self->words, plan->words->len > 0);
}

/* ── Dates ── */

static void
show_dates (PtImportColumns *self, PtImportPlan *plan)
{
  const PtRecordKind *kind = plan->kind != NULL ? pt_record_kind_find (plan->kind) : NULL;
  gboolean any = FALSE;

  for (guint i = 0; kind != NULL && i < plan->columns->len; i++)
    {
      const PtImportColumn *column = plan->columns->pdata[i];
      const PtField *field = column->field != NULL ? pt_record_kind_field (kind, column->field)
                                                   : NULL;
      any = any
            || (field != NULL && (field->kind == PT_KIND_DATE || field->kind == PT_KIND_MOMENT));
    }
  gtk_widget_set_visible (self->dates, any);
}

static void
switched_cb (PtImportColumns *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_dates (PtImportColumns *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();

  self->month_first = gtk_switch_new ();
  gtk_widget_set_valign (self->month_first, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("The month comes first"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("3/12/2026 is 12 March"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->month_first);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->month_first);
  g_signal_connect_object (self->month_first, "notify::active", G_CALLBACK (switched_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

/* ── Public ── */

/* (transfer full) (nullable): which choice has the focus. */
static char *
dup_focused (PtImportColumns *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_COMBO_ROW) : NULL;
  const Choice *choice = row != NULL ? g_object_get_data (G_OBJECT (row), "choice") : NULL;

  return choice != NULL ? g_strdup (choice->name) : NULL;
}

static void
focus (PtImportColumns *self, const char *name)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Choice *choice = g_object_get_data (self->rows->pdata[i], "choice");
      if (g_strcmp0 (choice->name, name) == 0)
        gtk_widget_grab_focus (self->rows->pdata[i]);
    }
}

static void
clear_rows (PtImportColumns *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      adw_preferences_group_remove (
          ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

void
pt_import_columns_show (PtImportColumns *self, PtImportPlan *plan)
{
  g_return_if_fail (PT_IS_IMPORT_COLUMNS (self));

  g_autofree char *focused = dup_focused (self);
  self->filling = TRUE;
  clear_rows (self);
  show_columns (self, plan);
  show_words (self, plan);
  show_dates (self, plan);
  self->filling = FALSE;
  if (focused != NULL)
    focus (self, focused);
}

void
pt_import_columns_forget (PtImportColumns *self)
{
  g_return_if_fail (PT_IS_IMPORT_COLUMNS (self));

  g_hash_table_remove_all (self->fields);
  g_hash_table_remove_all (self->keys);
}

static GStrv
dup_pairs (GHashTable *table)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autofree char *pair = g_strdup_printf ("%s=%s", (char *)name, (char *)value);
      g_strv_builder_add (builder, pair);
    }
  return g_strv_builder_end (builder);
}

GStrv
pt_import_columns_dup_maps (PtImportColumns *self)
{
  g_return_val_if_fail (PT_IS_IMPORT_COLUMNS (self), NULL);
  return dup_pairs (self->fields);
}

GStrv
pt_import_columns_dup_values (PtImportColumns *self)
{
  g_return_val_if_fail (PT_IS_IMPORT_COLUMNS (self), NULL);
  return dup_pairs (self->keys);
}

gboolean
pt_import_columns_is_month_first (PtImportColumns *self)
{
  g_return_val_if_fail (PT_IS_IMPORT_COLUMNS (self), FALSE);
  return gtk_switch_get_active (GTK_SWITCH (self->month_first));
}

static void
pt_import_columns_finalize (GObject *object)
{
  PtImportColumns *self = PT_IMPORT_COLUMNS (object);

  g_hash_table_unref (self->fields);
  g_hash_table_unref (self->keys);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (pt_import_columns_parent_class)->finalize (object);
}

static void
pt_import_columns_class_init (PtImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_import_columns_finalize;
  signals[CHANGED] = g_signal_new ("changed", PT_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_group (const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  return group;
}

static void
pt_import_columns_init (PtImportColumns *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rows = g_ptr_array_new ();
  self->words = make_group (_ ("Words That Are Not Known"),
                            _ ("Say what each of them means, or leave it out. Lines with a word "
                               "that is not known are not imported."));
  self->columns = make_group (_ ("Columns"), _ ("Where each column of the file goes."));
  self->dates = make_dates (self);
  gtk_box_append (GTK_BOX (self), self->words);
  gtk_box_append (GTK_BOX (self), self->columns);
  gtk_box_append (GTK_BOX (self), self->dates);
}

GtkWidget *
pt_import_columns_new (void)
{
  return g_object_new (PT_TYPE_IMPORT_COLUMNS, NULL);
}

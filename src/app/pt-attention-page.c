/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-attention-page.h. */
#include "pt-attention-page.h"

#include "pt-life.h"
#include "pt-place.h"

#include <glib/gi18n-lib.h>

struct _PtAttentionPage
{
  AdwBin parent_instance;

  PtAttentionList *list;

  GtkStack *stack;
  GtkListBox *rows;
  AdwStatusPage *empty;
};

enum
{
  OPEN_FIELD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtAttentionPage, pt_attention_page, ADW_TYPE_BIN)

/* ── Words ── */

typedef enum
{
  WHY_VERSIONS,
  WHY_ARCHIVED,
  WHY_MISSING,
} Why;

static const char *const headings[] = {
  [WHY_VERSIONS] = N_ ("Two versions: choose one"),
  [WHY_ARCHIVED] = N_ ("Put away and changed"),
  [WHY_MISSING] = N_ ("Something is missing"),
};

static Why
get_why (const PtAttention *one)
{
  return one->fields[0] != NULL ? WHY_VERSIONS : one->archived_beside ? WHY_ARCHIVED : WHY_MISSING;
}

static char *
join_labels (const PtRecordKind *kind, char **fields)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const PtField *field = kind != NULL ? pt_record_kind_field (kind, fields[i]) : NULL;
      g_ptr_array_add (labels, (char *)(field != NULL ? pt_field_label (field) : fields[i]));
    }
  g_ptr_array_add (labels, NULL);
  return g_strjoinv (", ", (char **)labels->pdata);
}

static char *
describe (const PtAttention *one)
{
  const PtRecordKind *kind = pt_record_kind_find (one->kind);
  const char *label = kind != NULL ? pt_record_kind_label (kind) : one->kind;
  g_autofree char *words = NULL;

  switch (get_why (one))
    {
    case WHY_VERSIONS:
      words = join_labels (kind, one->fields);
      break;
    case WHY_ARCHIVED:
      words = g_strdup (_ ("one of you put it away while another changed it"));
      break;
    case WHY_MISSING:
      words = pt_missing_join (one->missing);
      break;
    }
  return g_strjoin (" · ", label, words, NULL);
}

static const char *
find_field (const PtAttention *one)
{
  if (one->fields[0] != NULL)
    return one->fields[0];
  const char *field = one->archived_beside ? NULL : pt_missing_find_field (one->missing);
  return field != NULL ? field : "";
}

/* ── Rows ── */

static GtkWidget *
make_choose (const PtAttention *one)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Choose…"));
  /* Translators: the placeholder is the title of a note, a learning moment, … */
  g_autofree char *spoken = g_strdup_printf (_ ("Choose between the versions of “%s”"), one->title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", one->record);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.choose");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  return button;
}

static GtkWidget *
make_row (const PtAttention *one)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = describe (one);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), one->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (get_why (one) == WHY_VERSIONS)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_choose (one));
  g_object_set_data (G_OBJECT (row), "why", GINT_TO_POINTER (get_why (one)));
  g_object_set_data_full (G_OBJECT (row), "record", g_strdup (one->record), g_free);
  g_object_set_data_full (G_OBJECT (row), "field", g_strdup (find_field (one)), g_free);
  return row;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gpointer why = g_object_get_data (G_OBJECT (row), "why");
  GtkWidget *label;

  if (before != NULL && g_object_get_data (G_OBJECT (before), "why") == why)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ (headings[GPOINTER_TO_INT (why)]));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "pt-rows-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
show_list (PtAttentionPage *self)
{
  GPtrArray *list = pt_attention_list_get (self->list);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
  for (guint i = 0; i < list->len; i++)
    gtk_list_box_append (self->rows, make_row (list->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, list->len > 0 ? "list" : "empty");
}

static void
on_row_activated (PtAttentionPage *self, GtkListBoxRow *row, GtkListBox *box)
{
  g_signal_emit (self, signals[OPEN_FIELD], 0, g_object_get_data (G_OBJECT (row), "record"),
                 g_object_get_data (G_OBJECT (row), "field"));
}

/* ── Type ── */

static void
pt_attention_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pt_attention_page_parent_class)->map (widget);
  pt_attention_list_set_watched (PT_ATTENTION_PAGE (widget)->list, TRUE);
}

static void
pt_attention_page_unmap (GtkWidget *widget)
{
  pt_attention_list_set_watched (PT_ATTENTION_PAGE (widget)->list, FALSE);
  GTK_WIDGET_CLASS (pt_attention_page_parent_class)->unmap (widget);
}

static void
pt_attention_page_dispose (GObject *object)
{
  PtAttentionPage *self = PT_ATTENTION_PAGE (object);

  /* Else the bin would let go of a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_ATTENTION_PAGE);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (pt_attention_page_parent_class)->dispose (object);
}

static void
pt_attention_page_class_init (PtAttentionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_attention_page_dispose;
  widget_class->map = pt_attention_page_map;
  widget_class->unmap = pt_attention_page_unmap;
  signals[OPEN_FIELD] = g_signal_new ("open-field", PT_TYPE_ATTENTION_PAGE, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                      G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-attention-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PtAttentionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PtAttentionPage, rows);
  gtk_widget_class_bind_template_child (widget_class, PtAttentionPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
pt_attention_page_init (PtAttentionPage *self)
{
  const PtPlace *place = pt_place_find ("attention");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->rows, header_cb, NULL, NULL);
  adw_status_page_set_title (self->empty, _ (place->empty_title));
  adw_status_page_set_description (self->empty, _ (place->empty_text));
}

GtkWidget *
pt_attention_page_new (PtAttentionList *list)
{
  PtAttentionPage *self = g_object_new (PT_TYPE_ATTENTION_PAGE, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "changed", G_CALLBACK (show_list), self, G_CONNECT_SWAPPED);
  show_list (self);
  return GTK_WIDGET (self);
}

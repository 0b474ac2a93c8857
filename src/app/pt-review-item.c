/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-review-item.h. Nothing here shows a real name: people are called as their records say. */
#include "pt-review-item.h"

#include "pt-field-row.h"
#include "pt-life.h"
#include "pt-markdown-view.h"
#include "pt-sheet-code.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SOURCES_MOST 8

struct _PtReviewItemView
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  char *shown;      /* id of the record */
  GPtrArray *boxes; /* PtFieldRow */
  GtkWidget *part;
  GtkWidget *title;
  GtkWidget *attention;
  GtkWidget *sides;
  GtkWidget *sources;
  GtkWidget *fields;
};

G_DEFINE_FINAL_TYPE (PtReviewItemView, pt_review_item_view, GTK_TYPE_BOX)

/* The boxes of each kind, in order. */
static const struct
{
  const char *kind, *field;
} boxes[] = {
  { "learning", "what" },        { "learning", "so_what" },    { "learning", "now_what" },
  { "question", "answer" },      { "outcome", "observed_on" }, { "outcome", "contribution" },
  { "outcome", "significance" }, { "action", "result" },
};

/* ── Boxes ── */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtFieldRow) row = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_save_finish (PT_LOGBOOK (source), result, &error);

  pt_field_row_saved (row, record, error);
  if (record == NULL)
    pt_window_toast (GTK_WIDGET (row), error->message, NULL, NULL, NULL);
}

static void
commit_cb (PtFieldRow *row, PtEdit *edit, PtReviewItemView *self)
{
  pt_logbook_save_async (self->logbook, edit, NULL, saved_cb, g_object_ref (row));
}

static void
add_box (PtReviewItemView *self, const PtRecordKind *kind, const char *field)
{
  GtkWidget *row = pt_field_row_new (self->logbook, kind, pt_record_kind_field (kind, field),
                                     PT_FIELD_ROW_PLAIN);

  g_signal_connect_object (row, "commit", G_CALLBACK (commit_cb), self, 0);
  gtk_list_box_append (GTK_LIST_BOX (self->fields), row);
  g_ptr_array_add (self->boxes, row);
}

static void
make_boxes (PtReviewItemView *self, const PtRecordKind *kind)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->boxes, 0);
  while ((child = gtk_widget_get_first_child (self->fields)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->fields), child);
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (boxes); i++)
    if (strcmp (boxes[i].kind, kind->id) == 0)
      add_box (self, kind, boxes[i].field);
  gtk_widget_set_visible (self->fields, self->boxes->len > 0);
}

/* ── Sources ── */

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static const char *
text_of (PtRecord *record)
{
  static const struct
  {
    const char *kind, *field;
  } texts[] = {
    { "entry", "body" }, { "comment", "body" }, { "learning", "what" }, { "measurement", "value" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].kind, pt_record_get_kind_id (record)) == 0)
      return pt_record_get_text (record, texts[i].field);
  return NULL;
}

static GtkWidget *
make_source (PtRecord *record, PtDataset *data)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *title = pt_record_dup_title (record);
  const char *text = text_of (record);
  const PtRecordKind *kind = pt_record_get_kind (record);

  gtk_box_append (GTK_BOX (card),
                  make_label (kind != NULL ? pt_record_kind_label (kind) : "", "caption"));
  if (text == NULL || strcmp (pt_record_get_kind_id (record), "comment") != 0)
    gtk_box_append (GTK_BOX (card), make_label (title, "heading"));
  if (text != NULL)
    {
      GtkWidget *body = pt_markdown_view_new ();
      pt_markdown_view_set_editable (PT_MARKDOWN_VIEW (body), FALSE);
      pt_markdown_view_set_text (PT_MARKDOWN_VIEW (body), text, data);
      gtk_box_append (GTK_BOX (card), body);
    }
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "pt-comment");
  return card;
}

static void
add_source (GPtrArray *found, PtDataset *data, const char *id)
{
  PtRecord *record = id != NULL ? pt_dataset_get (data, id) : NULL;

  if (record != NULL && !pt_record_is_archived (record) && found->len < SOURCES_MOST
      && !g_ptr_array_find (found, record, NULL))
    g_ptr_array_add (found, record);
}

/* What it comes from, what was said about it, what was measured; people are named elsewhere. */
static GPtrArray *
find_sources (PtRecord *record, PtDataset *data)
{
  const char *id = pt_record_get_id (record);
  GPtrArray *found = g_ptr_array_new ();
  g_autoptr (GPtrArray) from = pt_dataset_links_from (data, id, NULL);
  g_autoptr (GPtrArray) to = pt_dataset_links_to (data, id, NULL);
  g_autoptr (GPtrArray) comments = pt_dataset_children (data, "comment", "target", id);

  for (guint i = 0; i < from->len; i++)
    add_source (found, data, pt_record_get_text (from->pdata[i], "to"));
  for (guint i = 0; i < to->len; i++)
    add_source (found, data, pt_record_get_text (to->pdata[i], "from"));
  if (strcmp (pt_record_get_kind_id (record), "action") == 0)
    add_source (found, data, pt_record_get_text (record, "about"));
  for (guint i = 0; i < comments->len; i++)
    add_source (found, data, pt_record_get_id (comments->pdata[i]));
  return found;
}

static void
show_sources (PtReviewItemView *self, PtRecord *record, PtDataset *data)
{
  g_autoptr (GPtrArray) sources = find_sources (record, data);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->sources)) != NULL)
    gtk_box_remove (GTK_BOX (self->sources), child);
  if (sources->len > 0)
    gtk_box_append (GTK_BOX (self->sources), make_label (_ ("Where it comes from"), "heading"));
  for (guint i = 0; i < sources->len; i++)
    gtk_box_append (GTK_BOX (self->sources), make_source (sources->pdata[i], data));
  gtk_widget_set_visible (self->sources, sources->len > 0);
}

/* ── Together ── */

static void
show_head (PtReviewItemView *self, const PtReviewItem *item, PtRecord *record, PtDataset *data)
{
  g_autofree char *title = pt_record_dup_title (record);
  g_autofree char *code = pt_sheet_code (pt_record_get_id (record));
  /* Translators: which part of the agenda, and the code on the sheet of paper. */
  g_autofree char *part = g_strdup_printf (_ ("%s · sheet %s"), pt_review_part_label (item->part),
                                           code);
  g_autoptr (GPtrArray) missing = pt_life_attention (data, record);
  g_autofree char *sentences = pt_missing_join (missing);

  gtk_label_set_text (GTK_LABEL (self->part), part);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->attention), sentences);
  gtk_widget_set_visible (self->attention, *sentences != '\0');
}

void
pt_review_item_view_show (PtReviewItemView *self, const PtReviewItem *item, PtDataset *data)
{
  g_return_if_fail (PT_IS_REVIEW_ITEM_VIEW (self));
  const char *id = pt_record_get_id (item->record);
  PtRecord *now = pt_dataset_get (data, id);
  PtRecord *record = now != NULL ? now : item->record;

  if (g_strcmp0 (self->shown, id) != 0)
    {
      g_free (self->shown);
      self->shown = g_strdup (id);
      make_boxes (self, pt_record_get_kind (record));
    }
  show_head (self, item, record, data);
  show_sources (self, record, data);
  for (guint i = 0; i < self->boxes->len; i++)
    pt_field_row_show (self->boxes->pdata[i], record, data);
}

void
pt_review_item_view_flush (PtReviewItemView *self)
{
  g_return_if_fail (PT_IS_REVIEW_ITEM_VIEW (self));
  for (guint i = 0; i < self->boxes->len; i++)
    pt_field_row_flush (self->boxes->pdata[i]);
}

void
pt_review_item_view_set_narrow (PtReviewItemView *self, gboolean narrow)
{
  g_return_if_fail (PT_IS_REVIEW_ITEM_VIEW (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->sides),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (GTK_BOX (self->sides), !narrow);
}

static void
pt_review_item_view_finalize (GObject *object)
{
  PtReviewItemView *self = PT_REVIEW_ITEM_VIEW (object);

  g_free (self->shown);
  g_ptr_array_unref (self->boxes);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_review_item_view_parent_class)->finalize (object);
}

static void
pt_review_item_view_class_init (PtReviewItemViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_review_item_view_finalize;
}

static void
pt_review_item_view_init (PtReviewItemView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->boxes = g_ptr_array_new ();
  self->part = make_label ("", "dim-label");
  self->title = make_label ("", "title-1");
  self->attention = make_label ("", "pt-aside");
  self->sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  self->sources = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->fields = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->fields), GTK_SELECTION_NONE);
  gtk_widget_set_valign (self->fields, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->fields, "boxed-list");
  gtk_widget_add_css_class (self->fields, "pt-review-boxes");
  gtk_box_append (GTK_BOX (self), self->part);
  gtk_box_append (GTK_BOX (self), self->title);
  gtk_box_append (GTK_BOX (self), self->attention);
  gtk_box_append (GTK_BOX (self), self->sides);
  gtk_box_append (GTK_BOX (self->sides), self->sources);
  gtk_box_append (GTK_BOX (self->sides), self->fields);
}

GtkWidget *
pt_review_item_view_new (PtLogbook *logbook)
{
  PtReviewItemView *self = g_object_new (PT_TYPE_REVIEW_ITEM_VIEW, NULL);

  self->logbook = g_object_ref (logbook);
  pt_review_item_view_set_narrow (self, FALSE);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comments in the order made, each a card; see the header. */
#include "pt-comment-section.h"

#include <glib/gi18n-lib.h>

#include "pt-catalog.h"
#include "pt-comment-composer.h"
#include "pt-detail-errand.h"
#include "pt-markdown-view.h"
#include "pt-time.h"

struct _PtCommentSection
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  GtkWidget *list;
  GtkWidget *composer;
  char *shown;
};

G_DEFINE_FINAL_TYPE (PtCommentSection, pt_comment_section, GTK_TYPE_BOX)

/* ── Who says it ── */

static char *
dup_behalf (PtRecord *comment, PtDataset *around)
{
  const char *id = pt_record_get_text (comment, "on_behalf_of");
  PtRecord *person = id != NULL && id[0] != '\0' ? pt_dataset_get (around, id) : NULL;
  g_autofree char *name = person != NULL ? pt_record_dup_title (person) : NULL;

  /* Translators: on behalf of whom a comment was written down */
  return name != NULL ? g_strdup_printf (_ ("on behalf of %s"), name) : NULL;
}

static void
add_part (GString *line, const char *part)
{
  if (part == NULL || part[0] == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, part);
}

static char *
dup_headline (PtCommentSection *self, PtRecord *comment, PtDataset *around)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  const char *kind = pt_record_get_text (comment, "kind");
  const char *author = pt_record_get_created_by (comment);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *name = author != NULL ? pt_store_dup_member_name (reader, author) : NULL;
  g_autofree char *behalf = dup_behalf (comment, around);
  g_autofree char *civil = pt_record_dup_date (comment);
  g_autofree char *date = pt_date_format (civil, pt_catalog_current ());

  add_part (line, kind != NULL ? pt_term_label (pt_vocabulary_get ("comment.kind"), kind) : NULL);
  add_part (line, name);
  add_part (line, behalf);
  add_part (line, pt_record_get_text (comment, "voice"));
  add_part (line, date);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* ── An objection is open until somebody says that it is resolved ── */

static gboolean
is_objection (PtRecord *comment)
{
  return g_strcmp0 (pt_record_get_text (comment, "kind"), "objection") == 0;
}

static gboolean
is_resolved (PtRecord *comment)
{
  int64_t at;

  return pt_record_get_int (comment, "resolved_at", &at);
}

static void
resolve_cb (GtkButton *button, PtCommentSection *self)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  PtWorld *world = pt_store_get_world (reader);
  PtRecord *comment = g_object_get_data (G_OBJECT (button), "comment");
  PtEdit *edit = pt_edit_new_for (comment);
  const PtErrandToast toast = { .text = _ ("Objection resolved") };

  pt_edit_set_int (edit, "resolved_at", world->now (world));
  pt_edit_set_text (edit, "resolved_by", pt_store_get_member (reader));
  pt_detail_errand_save (GTK_WIDGET (self), self->logbook, edit, &toast);
}

static GtkWidget *
make_resolution (PtCommentSection *self, PtRecord *comment)
{
  GtkWidget *widget;

  if (is_resolved (comment))
    {
      widget = gtk_label_new (_ ("Resolved"));
      gtk_widget_add_css_class (widget, "caption");
      gtk_widget_add_css_class (widget, "dim-label");
      gtk_label_set_xalign (GTK_LABEL (widget), 0);
      return widget;
    }
  widget = gtk_button_new_with_label (_ ("Mark as Resolved"));
  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  g_object_set_data_full (G_OBJECT (widget), "comment", pt_record_ref (comment),
                          (GDestroyNotify)pt_record_unref);
  g_signal_connect_object (widget, "clicked", G_CALLBACK (resolve_cb), self, 0);
  return widget;
}

/* ── Cards ── */

static GtkWidget *
make_open (PtRecord *comment)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Open This Comment"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Open This Comment"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "detail.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", pt_record_get_id (comment));
  return button;
}

static GtkWidget *
make_top (PtCommentSection *self, PtRecord *comment, PtDataset *around)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *headline = dup_headline (self, comment, around);
  GtkWidget *label = gtk_label_new (headline);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), make_open (comment));
  return line;
}

static GtkWidget *
make_card (PtCommentSection *self, PtRecord *comment, PtDataset *around)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *body = pt_markdown_view_new ();
  const char *text = pt_record_get_text (comment, "body");

  pt_markdown_view_set_editable (PT_MARKDOWN_VIEW (body), FALSE);
  pt_markdown_view_set_text (PT_MARKDOWN_VIEW (body), text != NULL ? text : "", around);
  gtk_box_append (GTK_BOX (card), make_top (self, comment, around));
  gtk_box_append (GTK_BOX (card), body);
  if (is_objection (comment))
    gtk_box_append (GTK_BOX (card), make_resolution (self, comment));
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "pt-comment");
  return card;
}

static char *
describe (PtCommentSection *self, GPtrArray *comments, PtDataset *around)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < comments->len; i++)
    {
      PtRecord *comment = g_ptr_array_index (comments, i);
      g_autofree char *headline = dup_headline (self, comment, around);
      const char *body = pt_record_get_text (comment, "body");
      g_string_append_printf (text, "%s %s %d %s\n", pt_record_get_id (comment), headline,
                              is_resolved (comment), body != NULL ? body : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill (PtCommentSection *self, GPtrArray *comments, PtDataset *around)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < comments->len; i++)
    gtk_box_append (GTK_BOX (self->list),
                    make_card (self, g_ptr_array_index (comments, i), around));
  gtk_widget_set_visible (self->list, comments->len > 0);
}

static GPtrArray *
comments_of (PtDataset *around, const char *id)
{
  GPtrArray *comments = pt_dataset_children (around, "comment", "target", id);

  for (guint i = comments->len; i > 0; i--)
    if (pt_record_is_archived (g_ptr_array_index (comments, i - 1)))
      g_ptr_array_remove_index (comments, i - 1);
  return comments;
}

void
pt_comment_section_show (PtCommentSection *self, PtRecord *record, PtDataset *around)
{
  g_autoptr (GPtrArray) comments = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (PT_IS_COMMENT_SECTION (self));

  pt_comment_composer_set_target (PT_COMMENT_COMPOSER (self->composer), pt_record_get_id (record));
  pt_comment_composer_arrived (PT_COMMENT_COMPOSER (self->composer), around);
  comments = comments_of (around, pt_record_get_id (record));
  shown = describe (self, comments, around);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  fill (self, comments, around);
}

void
pt_comment_section_start (PtCommentSection *self)
{
  g_return_if_fail (PT_IS_COMMENT_SECTION (self));
  pt_comment_composer_start (PT_COMMENT_COMPOSER (self->composer));
}

static void
pt_comment_section_finalize (GObject *object)
{
  PtCommentSection *self = PT_COMMENT_SECTION (object);

  g_free (self->shown);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_comment_section_parent_class)->finalize (object);
}

static void
pt_comment_section_class_init (PtCommentSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_comment_section_finalize;
}

static void
pt_comment_section_init (PtCommentSection *self)
{
  GtkWidget *title = gtk_label_new (_ ("Comments"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (self), title);
  gtk_box_append (GTK_BOX (self), self->list);
}

GtkWidget *
pt_comment_section_new (PtLogbook *logbook)
{
  PtCommentSection *self = g_object_new (PT_TYPE_COMMENT_SECTION, NULL);

  self->logbook = g_object_ref (logbook);
  self->composer = pt_comment_composer_new (logbook);
  gtk_box_append (GTK_BOX (self), self->composer);
  return GTK_WIDGET (self);
}

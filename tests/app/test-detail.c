/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a record: status with its guards, links, files, comments, history, archive, and what
 * happens when others change the record meanwhile. */
#include "detail-fixture.h"

#include "pt-attachment-intake.h"
#include "pt-attachment-tile.h"
#include "pt-comment-composer.h"
#include "pt-detail-status.h"
#include "pt-erasure.h"
#include "pt-action-add.h"
#include "pt-history-section.h"
#include "pt-lightbox.h"
#include "pt-link-add.h"
#include "pt-link-section.h"
#include "pt-markdown-view.h"
#include "pt-name-notice.h"
#include "pt-picker.h"

static gboolean
has_title (gpointer detail)
{
  return pt_detail_get_title (detail)[0] != '\0';
}

static PtDetail *
show (Lab *lab, PtRecord *record)
{
  GtkWidget *detail = pt_detail_new (lab->logbook);

  lab_present (lab, detail);
  pt_detail_show (PT_DETAIL (detail), pt_record_get_id (record));
  lab_wait (has_title, detail);
  lab_settle (lab);
  return PT_DETAIL (detail);
}

static GtkWidget *
find (PtDetail *detail, GType type, const char *text)
{
  return lab_find (GTK_WIDGET (detail), type, text);
}

static PtFieldRow *
row_of (PtDetail *detail, const char *field)
{
  return pt_form_get_row (PT_FORM (find (detail, PT_TYPE_FORM, NULL)), field);
}

/* ── Showing ── */

static void
test_title (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie aan tafel\n\nen meer");
  PtDetail *detail = show (lab, entry);

  g_assert_cmpstr (pt_detail_get_title (detail), ==, "Koffie aan tafel");
  g_assert_nonnull (find (detail, GTK_TYPE_LABEL, "en meer"));
}

/* A row that opens with a text gives it a line to stand on, also on a page that was another's. */
static void
test_text_has_height (Lab *lab, gconstpointer data)
{
  static const char *const texts[][3] = { { "experiment", "hypothesis", "Samen eten helpt" },
                                          { "mechanism", "context", "Wie alleen woont" },
                                          { "measurement", "source", "Verslag van maart" },
                                          { "passage", "place", "start" } };
  GtkWidget *detail = pt_detail_new (lab->logbook);

  lab_present (lab, detail);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PtRecord) record = lab_make (lab, texts[i][0], texts[i][1], texts[i][2]);
      pt_detail_show (PT_DETAIL (detail), pt_record_get_id (record));
      lab_settle (lab);
      lab_settle (lab);

      GtkWidget *view = lab_find (GTK_WIDGET (row_of (PT_DETAIL (detail), texts[i][1])),
                                  GTK_TYPE_TEXT_VIEW, NULL);
      g_assert_cmpint (gtk_widget_get_height (view), >, 8);
    }
}

/* What nobody gives a name is called on its page as in its list, and not by a word of its format. */
static void
test_unnamed_is_said (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) release = lab_make (lab, "release", "format", "odt");
  GtkWidget *detail = pt_detail_new (lab->logbook);

  lab_present (lab, detail);
  pt_detail_show (PT_DETAIL (detail), pt_record_get_id (release));
  lab_settle (lab);

  GtkWidget *title = lab_find (detail, GTK_TYPE_LABEL, pt_detail_get_title (PT_DETAIL (detail)));
  g_assert_nonnull (title);
  g_assert_true (gtk_widget_has_css_class (title, "title-2"));
  g_assert_true (g_str_has_prefix (pt_detail_get_title (PT_DETAIL (detail)), "ODT"));
}

static void
test_gone (Lab *lab, gconstpointer data)
{
  GtkWidget *detail = pt_detail_new (lab->logbook);

  lab_present (lab, detail);
  pt_detail_show (PT_DETAIL (detail), "00000000-0000-7000-8000-000000000000");
  lab_settle (lab);

  GtkWidget *stack = lab_find (detail, GTK_TYPE_STACK, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "problem");
}

static void
test_new (Lab *lab, gconstpointer data)
{
  GtkWidget *detail = pt_detail_new (lab->logbook);
  g_autofree char *id = NULL;

  lab_present (lab, detail);
  pt_detail_show_new (PT_DETAIL (detail), "experiment");
  lab_wait (has_title, detail);
  id = g_strdup (pt_detail_get_id (PT_DETAIL (detail)));
  g_assert_false (pt_store_has_record (lab->other, id));
  lab_type (lab_find (GTK_WIDGET (row_of (PT_DETAIL (detail), "title")), GTK_TYPE_TEXT_VIEW, NULL),
            "Buurttafel");
  pt_detail_flush (PT_DETAIL (detail));
  lab_settle (lab);

  g_autoptr (PtRecord) made = lab_get (lab, id);
  g_assert_cmpstr (pt_record_get_text (made, "title"), ==, "Buurttafel");
  g_assert_cmpstr (pt_detail_get_title (PT_DETAIL (detail)), ==, "Buurttafel");
}

/* Two fields typed before the first save is answered. */
static void
test_new_two_fields (Lab *lab, gconstpointer data)
{
  GtkWidget *detail = pt_detail_new (lab->logbook);
  g_autofree char *id = NULL;

  lab_present (lab, detail);
  pt_detail_show_new (PT_DETAIL (detail), "experiment");
  lab_wait (has_title, detail);
  id = g_strdup (pt_detail_get_id (PT_DETAIL (detail)));
  pt_field_row_open (row_of (PT_DETAIL (detail), "title"));
  lab_type (lab_find (GTK_WIDGET (row_of (PT_DETAIL (detail), "title")), GTK_TYPE_TEXT_VIEW, NULL),
            "Buurttafel");
  pt_field_row_open (row_of (PT_DETAIL (detail), "hypothesis"));
  lab_type (
      lab_find (GTK_WIDGET (row_of (PT_DETAIL (detail), "hypothesis")), GTK_TYPE_TEXT_VIEW, NULL),
      "Samen eten helpt");
  pt_detail_show (PT_DETAIL (detail), NULL);
  lab_settle (lab);

  g_autoptr (PtRecord) made = lab_get (lab, id);
  g_assert_cmpstr (pt_record_get_text (made, "title"), ==, "Buurttafel");
  g_assert_cmpstr (pt_record_get_text (made, "hypothesis"), ==, "Samen eten helpt");
}

static void
test_elsewhere (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "title", "Oud");
  PtDetail *detail = show (lab, entry);
  g_autoptr (PtEdit) edit = pt_edit_new_for (entry);

  pt_edit_set_text (edit, "title", "Nieuw");
  g_autoptr (PtRecord) saved = pt_store_save (lab->other, edit, &error);
  g_assert_no_error (error);
  g_signal_emit_by_name (lab->logbook, "changed", NULL);
  lab_settle (lab);

  g_autofree char *shown = lab_read (
      lab_find (GTK_WIDGET (row_of (detail, "title")), GTK_TYPE_TEXT_VIEW, NULL));
  g_assert_cmpstr (shown, ==, "Nieuw");
}

static void
test_typing_while_others_save (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "title", "Oud");
  PtDetail *detail = show (lab, entry);
  GtkWidget *view = lab_find (GTK_WIDGET (row_of (detail, "title")), GTK_TYPE_TEXT_VIEW, NULL);
  g_autoptr (PtEdit) edit = pt_edit_new_for (entry);

  pt_field_row_open (row_of (detail, "title"));
  lab_type (view, "Van mij");
  pt_edit_set_text (edit, "title", "Van Sofie");
  g_autoptr (PtRecord) saved = pt_store_save (lab->other, edit, &error);
  g_assert_no_error (error);
  g_signal_emit_by_name (lab->logbook, "changed", NULL);
  lab_settle (lab);

  g_autofree char *typed = lab_read (view);
  g_assert_cmpstr (typed, ==, "Van mij");
}

/* ── Status ── */

static GtkWidget *
find_step (PtDetail *detail, const char *label)
{
  GtkWidget *status = find (detail, PT_TYPE_DETAIL_STATUS, NULL);
  GtkWidget *text = lab_find (status, GTK_TYPE_LABEL, label);

  while (text != NULL && !GTK_IS_BUTTON (text))
    text = gtk_widget_get_parent (text);
  return text;
}

static void
test_guard (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) learning = lab_make (lab, "learning", "headline", "Samen eten helpt");
  PtDetail *detail = show (lab, learning);
  const PtVocabulary *statuses = pt_vocabulary_get ("learning.status");
  GtkWidget *step = find_step (detail, pt_term_label (statuses, "for_review"));

  g_assert_nonnull (step);
  g_assert_cmpuint (lab_count (step, GTK_TYPE_LABEL), >=, 2); /* the step, and what it asks */
  g_assert_true (gtk_widget_get_sensitive (step));            /* it warns, it does not block */
  g_signal_emit_by_name (step, "clicked");
  lab_settle (lab);
  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (learning));
  g_assert_cmpstr (pt_record_get_text (after, "status"), ==, "for_review");
}

static void
set_status (Lab *lab, PtRecord *record, const char *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);

  pt_edit_set_text (edit, "status", status);
  g_autoptr (PtRecord) saved = pt_store_save (lab->other, edit, &error);
  g_assert_no_error (error);
}

static void
object_to (Lab *lab, PtRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) edit = pt_edit_new (lab->world, "comment", NULL);

  pt_edit_set_text (edit, "target", pt_record_get_id (record));
  pt_edit_set_text (edit, "body", "Zo was het niet");
  pt_edit_set_text (edit, "kind", "objection");
  pt_edit_set_text (edit, "voice", "huisarts");
  g_autoptr (PtRecord) saved = pt_store_save (lab->other, edit, &error);
  g_assert_no_error (error);
}

static void
test_objection_blocks (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) learning = lab_make (lab, "learning", "headline", "Samen eten helpt");
  const char *established = pt_term_label (pt_vocabulary_get ("learning.status"), "established");

  set_status (lab, learning, "discussed");
  object_to (lab, learning);
  PtDetail *detail = show (lab, learning);

  g_assert_nonnull (find_step (detail, established));
  g_assert_false (gtk_widget_get_sensitive (find_step (detail, established)));
  GtkWidget *mark = find (detail, GTK_TYPE_BUTTON, "Mark as Resolved");
  g_assert_nonnull (mark);
  g_signal_emit_by_name (mark, "clicked");
  lab_settle (lab);
  g_assert_true (gtk_widget_get_sensitive (find_step (detail, established)));
}

/* ── Links ── */

static guint
count_links (Lab *lab, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDataset) around = pt_store_load_around (lab->other, id, &error);

  g_assert_no_error (error);
  g_autoptr (GPtrArray) links = pt_dataset_links_from (around, id, NULL);
  return links->len;
}

static void
test_link (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) learning = lab_make (lab, "learning", "headline", "Samen eten helpt");
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "title", "Aan tafel");
  PtDetail *detail = show (lab, learning);
  GtkWidget *picker = lab_find (find (detail, PT_TYPE_LINK_ADD, NULL), PT_TYPE_PICKER, NULL);
  GtkWidget *section = find (detail, PT_TYPE_LINK_SECTION, NULL);

  g_signal_emit_by_name (picker, "picked", pt_record_get_id (entry), "Aan tafel");
  lab_settle (lab);
  g_assert_nonnull (lab_find (section, ADW_TYPE_ACTION_ROW, "Aan tafel"));
  g_assert_cmpuint (count_links (lab, pt_record_get_id (learning)), ==, 1);

  GtkWidget *row = lab_find (section, ADW_TYPE_ACTION_ROW, "Aan tafel");
  g_signal_emit_by_name (lab_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
  lab_settle (lab);
  g_assert_null (lab_find (section, ADW_TYPE_ACTION_ROW, "Aan tafel"));
  g_assert_cmpuint (count_links (lab, pt_record_get_id (learning)), ==, 0);

  /* The same link again is the one that was taken away. */
  g_signal_emit_by_name (picker, "picked", pt_record_get_id (entry), "Aan tafel");
  lab_settle (lab);
  g_assert_nonnull (lab_find (section, ADW_TYPE_ACTION_ROW, "Aan tafel"));
}

/* Who chose something by keyboard goes on from the button, not from nowhere. */
static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
test_focus_after_link (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) learning = lab_make (lab, "learning", "headline", "Samen eten helpt");
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "title", "Aan tafel");
  GtkWidget *add = find (show (lab, learning), PT_TYPE_LINK_ADD, NULL);
  GtkWidget *picker = lab_find (add, PT_TYPE_PICKER, NULL);

  pt_link_add_popup (PT_LINK_ADD (add));
  lab_wait (is_shown, picker);
  g_signal_emit_by_name (picker, "picked", pt_record_get_id (entry), "Aan tafel");
  lab_settle (lab);

  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (lab->window));
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, add));
  g_assert_true (gtk_widget_get_mapped (focus));
}

static void
note_opened_cb (PtDetail *detail, const char *id, char **opened)
{
  g_free (*opened);
  *opened = g_strdup (id);
}

static void
test_open_mention (Lab *lab, gconstpointer data)
{
  g_autofree char *text = g_strdup_printf ("Met [@Iemand](pt:%s)", lab->person);
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", text);
  PtDetail *detail = show (lab, entry);
  g_autofree char *opened = NULL;
  g_autofree char *uri = g_strconcat ("pt:", lab->person, NULL);
  gboolean handled = FALSE;

  g_signal_connect (detail, "open-record", G_CALLBACK (note_opened_cb), &opened);
  GtkWidget *view = lab_find (GTK_WIDGET (row_of (detail, "body")), PT_TYPE_MARKDOWN_VIEW, NULL);
  g_signal_emit_by_name (lab_find (view, GTK_TYPE_LABEL, NULL), "activate-link", uri, &handled);

  g_assert_true (handled);
  g_assert_cmpstr (opened, ==, lab->person);
}

/* ── Files ── */

static GdkTexture *
make_texture (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 40, 30);

  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  return gdk_texture_new_for_pixbuf (pixbuf);
}

static GtkDropTarget *
drop_target_of (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

static gboolean
has_tile (gpointer detail)
{
  return lab_find (detail, PT_TYPE_ATTACHMENT_TILE, NULL) != NULL;
}

static void
test_drop (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  PtDetail *detail = show (lab, entry);
  g_autoptr (GdkTexture) texture = make_texture ();
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_TEXTURE);
  g_value_set_object (&value, texture);
  g_signal_emit_by_name (drop_target_of (GTK_WIDGET (detail)), "drop", &value, 10.0, 10.0, &taken);

  g_assert_true (taken);
  lab_wait (has_tile, detail);
}

static PtLightbox *
find_lightbox (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (PT_IS_LIGHTBOX (window->data))
      return window->data;
  return NULL;
}

static void
test_lightbox (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  PtDetail *detail = show (lab, entry);
  g_autoptr (GdkTexture) texture = make_texture ();

  pt_attachment_intake_texture (GTK_WIDGET (detail), lab->logbook, pt_record_get_id (entry),
                                texture);
  lab_wait (has_tile, detail);
  g_signal_emit_by_name (find (detail, PT_TYPE_ATTACHMENT_TILE, NULL), "clicked");
  lab_settle (lab);
  g_assert_nonnull (find_lightbox ());
  g_assert_nonnull (lab_find (GTK_WIDGET (find_lightbox ()), ADW_TYPE_WINDOW_TITLE, NULL));

  gtk_widget_activate_action (GTK_WIDGET (find_lightbox ()), "lightbox.details", NULL);
  lab_settle (lab);
  g_assert_null (find_lightbox ());
  g_assert_cmpstr (pt_detail_get_id (detail), !=, pt_record_get_id (entry));
}

static GtkWidget *
find_question (gpointer unused)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (ADW_IS_MESSAGE_DIALOG (window->data) && gtk_widget_get_mapped (window->data))
      return window->data;
  return NULL;
}

static gboolean
has_question (gpointer unused)
{
  return find_question (NULL) != NULL;
}

/* A name hides behind underscores; nothing is taken in before somebody has answered. */
static void
test_named_file (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  PtDetail *detail = show (lab, entry);
  g_autofree char *path = g_build_filename (lab->folder, "foto_fatima_keuken.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  pt_store_set_identity (lab->other, lab->person, "Fatima Yilmaz", NULL, &error);
  g_assert_true (g_file_set_contents (path, "Koffie", -1, &error));

  pt_attachment_intake_file (GTK_WIDGET (detail), lab->logbook, pt_record_get_id (entry), file);
  lab_wait (has_question, NULL);
  g_assert_false (has_tile (detail));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_question (NULL)), "replace");
  lab_wait (has_tile, detail);

  g_autofree char *name = pt_db_dup_text (pt_store_get_db (lab->other), &error,
                                          "SELECT name FROM original_name", "");
  g_assert_cmpstr (name, ==, "foto Bewoner 3 keuken.txt");
}

static gboolean
has_no_consent (gpointer detail)
{
  GtkWidget *tile = lab_find (detail, PT_TYPE_ATTACHMENT_TILE, NULL);

  return tile != NULL && lab_find (tile, GTK_TYPE_LABEL, "No consent yet") != NULL;
}

/* What was taken out of a picture is said, and only where something was. */
static void
test_said_what_was_in_it (Lab *lab, gconstpointer data)
{
  static const char
      *const cleaned = "Picture added, without the place and camera data that were in "
                       "it";
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "title", "Foto’s");
  PtDetail *detail = show (lab, entry);
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 32, 32);

  gdk_pixbuf_fill (picture, 0x336699ff);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (lab->folder, i == 0 ? "kaal.png" : "vol.png", NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_assert_true (i == 0 ? gdk_pixbuf_save (picture, path, "png", NULL, NULL)
                            : gdk_pixbuf_save (picture, path, "png", NULL, "tEXt::Comment",
                                               "Kerkstraat 12", NULL));
      pt_attachment_intake_file (GTK_WIDGET (detail), lab->logbook, pt_record_get_id (entry), file);
      lab_settle (lab);
      g_assert_true ((lab_find (lab->overlay, GTK_TYPE_LABEL, cleaned) != NULL) == (i == 1));
    }
}

/* Somebody is said to be in a photo, and has not been asked. */
static void
test_consent_on_tile (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  g_autoptr (GdkTexture) texture = make_texture ();
  PtDetail *detail = show (lab, entry);
  pt_attachment_intake_texture (GTK_WIDGET (detail), lab->logbook, pt_record_get_id (entry),
                                texture);
  lab_wait (has_tile, detail);
  GtkWidget *tile = find (detail, PT_TYPE_ATTACHMENT_TILE, NULL);
  PtRecord *photo = pt_attachment_tile_get_attachment (PT_ATTACHMENT_TILE (tile));
  g_assert_false (has_no_consent (detail));

  g_autoptr (PtRecord) person = lab_get (lab, lab->person);
  g_autoptr (PtEdit) kind = pt_edit_new_for (person);
  pt_edit_set_text (kind, "kind", "person");
  g_autoptr (PtRecord) saved = pt_store_save (lab->other, kind, &error);
  g_autoptr (PtEdit) link = pt_edit_new_link (pt_record_get_id (photo), "depicts", lab->person);
  g_autoptr (PtRecord) depicts = pt_store_save (lab->other, link, &error);
  g_assert_no_error (error);
  pt_logbook_notify_changed (lab->logbook, NULL);
  lab_wait (has_no_consent, detail);
}

static void
test_places (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord)
      attachment = lab_make (lab, "attachment", "filename", "2026-03-12-photo-1.jpg");

  g_test_summary ("A tile says where a file is that is not here.");
  for (PtFilePlace place = PT_FILE_HERE; place <= PT_FILE_GONE; place++)
    {
      GtkWidget *tile = g_object_ref_sink (pt_attachment_tile_new (attachment, place, NULL, NULL));
      GtkWidget *said = lab_find (tile, GTK_TYPE_LABEL, pt_file_place_label (place));

      g_assert_true ((said == NULL) == (place == PT_FILE_HERE));
      g_object_unref (tile);
    }
}

static void
test_paste (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  PtDetail *detail = show (lab, entry);
  g_autoptr (GdkTexture) texture = make_texture ();

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (detail)), texture);
  g_assert_true (
      pt_attachment_intake_paste (GTK_WIDGET (detail), lab->logbook, pt_record_get_id (entry)));

  lab_wait (has_tile, detail);
}

static void
test_paste_text (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  PtDetail *detail = show (lab, entry);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (detail)), "woorden");

  g_assert_false (
      pt_attachment_intake_paste (GTK_WIDGET (detail), lab->logbook, pt_record_get_id (entry)));
}

/* ── Comments, history, archive, identity ── */

static void
test_comment (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) learning = lab_make (lab, "learning", "headline", "Samen eten helpt");
  PtDetail *detail = show (lab, learning);
  GtkWidget *composer = find (detail, PT_TYPE_COMMENT_COMPOSER, NULL);
  GtkWidget *text = lab_find (composer, GTK_TYPE_TEXT_VIEW, NULL);

  lab_type (text, "Dat herken ik");
  g_signal_emit_by_name (lab_find (composer, GTK_TYPE_BUTTON, "Add Comment"), "clicked");
  lab_settle (lab);

  g_assert_nonnull (find (detail, GTK_TYPE_LABEL, "Dat herken ik"));
  g_autofree char *left = lab_read (text);
  g_assert_cmpstr (left, ==, "");
}

typedef struct
{
  Lab *lab;
  char *setting;
  const char *words; /* NULL = nothing */
} Kept;

static gboolean
is_kept (gpointer data)
{
  Kept *kept = data;
  g_autofree char *words = pt_store_dup_setting (kept->lab->other, kept->setting);

  return g_strcmp0 (words, kept->words) == 0;
}

/* Half a comment is no part of the next record, and there again when somebody comes back, or when the program
 * was killed. */
static void
test_comment_waits (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) one = lab_make (lab, "learning", "headline", "Samen eten helpt");
  g_autoptr (PtRecord) other = lab_make (lab, "learning", "headline", "Bellen helpt");
  PtDetail *detail = show (lab, one);
  GtkWidget *composer = find (detail, PT_TYPE_COMMENT_COMPOSER, NULL);
  GtkWidget *text = lab_find (composer, GTK_TYPE_TEXT_VIEW, NULL);
  g_autofree char *setting = g_strconcat ("writing/comment/", pt_record_get_id (one), NULL);
  Kept kept = { lab, setting, "Dat herken" };

  lab_type (text, "Dat herken");
  lab_wait (is_kept, &kept);
  pt_detail_show (detail, pt_record_get_id (other));
  lab_settle (lab);
  g_autofree char *there = lab_read (text);
  g_assert_cmpstr (there, ==, "");

  pt_detail_show (detail, pt_record_get_id (one));
  lab_settle (lab);
  g_autofree char *back = lab_read (text);
  g_assert_cmpstr (back, ==, "Dat herken");

  g_signal_emit_by_name (lab_find (composer, GTK_TYPE_BUTTON, "Add Comment"), "clicked");
  kept.words = NULL;
  lab_wait (is_kept, &kept);
}

/* ── Picking somebody ── */

static void
picked_cb (PtPicker *picker, const char *id, const char *title, char **picked)
{
  g_free (*picked);
  *picked = g_strdup (title);
}

static gboolean
is_picked (gpointer picked)
{
  return *(char **)picked != NULL;
}

/* Two letters and Enter, faster than the list follows. */
static void
test_pick_fast (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) first = lab_make (lab, "stakeholder", "name", "Anna van de markt");
  GtkWidget *picker = pt_picker_new (lab->logbook, "stakeholder", FALSE);
  g_autofree char *picked = NULL;
  GtkWidget *search;

  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), &picked);
  lab_present (lab, picker);
  lab_settle (lab);
  search = lab_find (picker, GTK_TYPE_TEXT, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "An");
  lab_settle (lab);
  gtk_editable_set_text (GTK_EDITABLE (search), "Be");
  g_signal_emit_by_name (search, "activate");
  lab_wait (is_picked, &picked);

  g_assert_cmpstr (picked, ==, "Bewoner 3");
}

static gboolean
is_words_kept (gpointer data)
{
  Kept *kept = data;
  g_autofree char *words = pt_store_dup_setting (kept->lab->other, kept->setting);

  return words != NULL && strstr (words, kept->words) != NULL;
}

/* Where half of what somebody says waits: words, and a choice that goes with them. */
typedef struct
{
  GType (*type) (void);
  const char *setting, *words;
  guint choice;
  const char *button; /* NULL = Enter in the words */
} Waiting;

/* On whose behalf and in what voice is half of what somebody says. */
static const Waiting comment_waits = { pt_comment_composer_get_type, "writing/comment-how/",
                                       "Huisarts", 2, "Add Comment" };
static const Waiting action_waits = { pt_action_add_get_type, "writing/action/", "Soep bes", 1,
                                      NULL };

static void
assert_waits (GtkWidget *section, const char *words, guint choice)
{
  GtkWidget *entry = lab_find (section, GTK_TYPE_ENTRY, NULL);
  GtkWidget *kind = lab_find (section, GTK_TYPE_DROP_DOWN, NULL);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, words);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (kind)), ==, choice);
}

/* It is no part of the next record, and there again when somebody comes back, until something was made of it. */
static void
test_waits (Lab *lab, gconstpointer data)
{
  const Waiting *waiting = data;
  g_autoptr (PtRecord) one = lab_make (lab, "learning", "headline", "Samen eten helpt");
  g_autoptr (PtRecord) other = lab_make (lab, "learning", "headline", "Bellen helpt");
  PtDetail *detail = show (lab, one);
  GtkWidget *section = find (detail, waiting->type (), NULL);
  GtkWidget *entry = lab_find (section, GTK_TYPE_ENTRY, NULL);
  GtkWidget *text = lab_find (section, GTK_TYPE_TEXT_VIEW, NULL);
  g_autofree char *setting = g_strconcat (waiting->setting, pt_record_get_id (one), NULL);
  Kept kept = { lab, setting, waiting->words };

  if (text != NULL)
    lab_type (text, "Dat herken");
  gtk_editable_set_text (GTK_EDITABLE (entry), waiting->words);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (lab_find (section, GTK_TYPE_DROP_DOWN, NULL)),
                              waiting->choice);
  lab_wait (is_words_kept, &kept);
  pt_detail_show (detail, pt_record_get_id (other));
  lab_settle (lab);
  assert_waits (section, "", 0);

  pt_detail_show (detail, pt_record_get_id (one));
  lab_settle (lab);
  assert_waits (section, waiting->words, waiting->choice);
  if (waiting->button != NULL)
    g_signal_emit_by_name (lab_find (section, GTK_TYPE_BUTTON, waiting->button), "clicked");
  else
    g_signal_emit_by_name (entry, "activate");
  kept.words = NULL;
  lab_wait (is_kept, &kept);
}

static void
test_history (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "title", "Eerst");
  g_autoptr (PtEdit) edit = pt_edit_new_for (entry);

  pt_edit_set_text (edit, "title", "Later");
  g_autoptr (PtRecord) saved = pt_store_save (lab->other, edit, &error);
  g_assert_no_error (error);
  PtDetail *detail = show (lab, entry);
  GtkWidget *section = find (detail, PT_TYPE_HISTORY_SECTION, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (lab_find (section, ADW_TYPE_EXPANDER_ROW, NULL)),
                                 TRUE);
  lab_settle (lab);
  g_autofree char *label = g_strdup_printf (
      "Put Back the Earlier Value of %s",
      pt_field_label (pt_record_kind_field (pt_record_kind_find ("entry"), "title")));
  GtkWidget *restore = lab_find (section, GTK_TYPE_BUTTON, label);
  g_assert_nonnull (restore);
  g_signal_emit_by_name (restore, "clicked");
  lab_settle (lab);

  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (entry));
  g_assert_cmpstr (pt_record_get_text (after, "title"), ==, "Eerst");
  g_assert_cmpstr (pt_detail_get_title (detail), ==, "Eerst");
}

/* Typing saves with every pause; history tells it in one line, under which each of them can be had back. */
static void
test_history_sitting (Lab *lab, gconstpointer data)
{
  static const char *const typed[] = { "Koffie bij", "Koffie bij de kar", "Koffie bij de buren." };
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", "Koffie");
  GtkWidget *section;

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (PtRecord) now = pt_store_get_record (lab->other, pt_record_get_id (entry), NULL);
      g_autoptr (PtEdit) edit = pt_edit_new_for (now);
      pt_edit_set_text (edit, "body", typed[i]);
      g_autoptr (PtRecord) saved = pt_store_save (lab->other, edit, NULL);
      g_assert_nonnull (saved);
    }
  section = find (show (lab, entry), PT_TYPE_HISTORY_SECTION, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (lab_find (section, ADW_TYPE_EXPANDER_ROW, NULL)),
                                 TRUE);
  lab_settle (lab);
  GtkWidget *sitting = lab_find (section, ADW_TYPE_EXPANDER_ROW,
                                 "Text: Koffie → Koffie bij de buren.");
  g_assert_nonnull (sitting);
  g_assert_true (
      g_str_has_suffix (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (sitting)), "3 saves"));

  GtkWidget *one = lab_find (sitting, ADW_TYPE_ACTION_ROW,
                             "Text: Koffie bij de kar → Koffie bij de buren.");
  g_assert_nonnull (one);
  g_signal_emit_by_name (lab_find (one, GTK_TYPE_BUTTON, "Put Back the Earlier Value of Text"),
                         "clicked");
  lab_settle (lab);
  g_autoptr (PtRecord) after = lab_get (lab, pt_record_get_id (entry));
  g_assert_cmpstr (pt_record_get_text (after, "body"), ==, "Koffie bij de kar");
}

static void
test_archive (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "title", "Weg");
  PtDetail *detail = show (lab, entry);
  const char *id = pt_record_get_id (entry);

  gtk_widget_activate_action (GTK_WIDGET (detail), "detail.archive", NULL);
  lab_settle (lab);
  g_autoptr (PtRecord) archived = lab_get (lab, id);
  g_assert_true (pt_record_is_archived (archived));

  /* What the button of the toast does, from the window. */
  gtk_widget_activate_action (lab->window, "record.unarchive", "s", id);
  lab_settle (lab);
  g_autoptr (PtRecord) back = lab_get (lab, id);
  g_assert_false (pt_record_is_archived (back));
}

/* The history reads as the page does: nobody sees how a mention is stored. */
static void
test_history_mention (Lab *lab, gconstpointer data)
{
  g_autofree char *body = g_strdup_printf ("Koffie met [@Bewoner 3](pt:%s)", lab->person);
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "body", body);
  GtkWidget *section = find (show (lab, entry), PT_TYPE_HISTORY_SECTION, NULL);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (lab_find (section, ADW_TYPE_EXPANDER_ROW, NULL)),
                                 TRUE);
  lab_settle (lab);

  g_assert_nonnull (lab_find (section, ADW_TYPE_ACTION_ROW, "Text: Koffie met Bewoner 3"));
}

/* ── Wanted private ── */

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *each = all; each != NULL; each = each->next)
    if (ADW_IS_MESSAGE_DIALOG (each->data))
      return each->data;
  return NULL;
}

static GtkWidget *
find_erasing (void)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *each = all; each != NULL; each = each->next)
    if (g_strcmp0 (gtk_window_get_title (each->data), "Erase for Good") == 0)
      return each->data;
  return NULL;
}

static gboolean
may_erase (GtkWidget *erasing)
{
  return gtk_widget_is_sensitive (lab_find (erasing, GTK_TYPE_BUTTON, "_Erase"));
}

static void
join_hub (Lab *lab)
{
  g_autoptr (GError) error = NULL;
  PtHubLink link = { .url = (char *)"https://hub.example",
                     .hub_id = (char *)"hub-1",
                     .device = (char *)"device-a" };

  pt_store_set_hub (lab->other, &link, pt_store_get_logbook_id (lab->other), "member-a", "An",
                    "coordinator", &error);
  g_assert_no_error (error);
}

static void
want_private (Lab *lab, PtDetail *detail)
{
  GtkWidget *row = GTK_WIDGET (row_of (detail, "sharing"));
  GtkWidget *choice = lab_find (row, GTK_TYPE_DROP_DOWN, NULL);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), PT_SHARING_PRIVATE);
  lab_settle (lab);
}

static void
test_private_copy (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "title", "Gedeeld");
  g_autofree char *opened = NULL;

  join_hub (lab);
  PtDetail *detail = show (lab, entry);
  g_signal_connect (detail, "open-record", G_CALLBACK (note_opened_cb), &opened);
  want_private (lab, detail);
  GtkWidget *dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_autoptr (PtRecord) still = lab_get (lab, pt_record_get_id (entry));
  g_assert_cmpint (pt_record_get_sharing (still), ==, PT_SHARING_CORE);
  g_assert_false (pt_field_row_is_editing (row_of (detail, "sharing")));

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "erase");
  lab_settle (lab);
  g_autoptr (PtRecord) copy = lab_get (lab, opened);
  g_assert_cmpstr (pt_record_get_text (copy, "title"), ==, "Gedeeld");
  g_assert_cmpint (pt_record_get_sharing (copy), ==, PT_SHARING_PRIVATE);
  GtkWidget *erasing = find_erasing ();
  g_assert_nonnull (erasing); /* it asks why, and says whom it reaches */
  g_assert_false (may_erase (erasing));
  gtk_window_destroy (GTK_WINDOW (erasing));
}

/* ── Erasing ── */

static void
give_reason (GtkWidget *erasing, const char *reason)
{
  GtkWidget *why = lab_find (erasing, ADW_TYPE_ENTRY_ROW, NULL);

  gtk_editable_set_text (GTK_EDITABLE (why), reason);
}

static GtkWidget *
start_erasing (Lab *lab, PtDetail *detail)
{
  gtk_widget_activate_action (GTK_WIDGET (detail), "detail.erase", NULL);
  lab_settle (lab);
  return find_erasing ();
}

static void
tick (GtkWidget *erasing, const char *field)
{
  GtkWidget *label = lab_find (erasing, GTK_TYPE_LABEL, field);
  GtkWidget *row = gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (lab_find (row, GTK_TYPE_CHECK_BUTTON, NULL)),
                               TRUE);
}

/* The words of one field go, those that stood there before too; the rest of the note stays. */
static void
test_erase_field (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "title", "Koffie aan tafel");
  g_autoptr (PtEdit) edit = pt_edit_new_for (entry);
  pt_edit_set_text (edit, "place", "Kerkstraat 5");
  g_autoptr (PtRecord) placed = pt_store_save (lab->other, edit, &error);
  g_assert_no_error (error);
  PtDetail *detail = show (lab, entry);

  GtkWidget *erasing = start_erasing (lab, detail);
  g_assert_nonnull (erasing);
  GtkWidget *some = lab_find (erasing, ADW_TYPE_EXPANDER_ROW, NULL);
  give_reason (erasing, "Een huisadres");
  g_assert_true (may_erase (erasing));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (some), TRUE);
  g_assert_false (may_erase (erasing)); /* nothing is ticked */
  g_assert_nonnull (lab_find (some, GTK_TYPE_LABEL, "Kerkstraat 5"));
  tick (some, "Place");
  gtk_widget_activate_action (erasing, "erase.erase", NULL);
  lab_settle (lab);

  g_autoptr (PtRecord) left = lab_get (lab, pt_record_get_id (entry));
  g_assert_null (pt_record_get_text (left, "place"));
  g_assert_cmpstr (pt_record_get_text (left, "title"), ==, "Koffie aan tafel");
  g_autoptr (GPtrArray) orders = pt_store_list_erasures (lab->other, &error);
  g_assert_cmpuint (orders->len, ==, 1);
  g_assert_cmpstr (((PtErasure *)orders->pdata[0])->reason, ==, "Een huisadres");
  g_assert_cmpstr (((PtErasure *)orders->pdata[0])->fields[0], ==, "place");
}

/* The reason is kept for everybody to read: a real name in it makes way first. */
static void
test_erase_name_in_reason (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) entry = lab_make (lab, "entry", "title", "Koffie aan tafel");
  pt_store_set_identity (lab->other, lab->person, "Fatima el Amrani", NULL, &error);
  g_assert_no_error (error);
  PtDetail *detail = show (lab, entry);

  GtkWidget *erasing = start_erasing (lab, detail);
  give_reason (erasing, "Fatima vroeg het");
  gtk_widget_activate_action (erasing, "erase.erase", NULL);
  lab_settle (lab);

  g_assert_true (find_erasing () == erasing);
  g_autoptr (PtRecord) still = lab_get (lab, pt_record_get_id (entry));
  g_assert_nonnull (still);
  GtkWidget *notice = lab_find (erasing, PT_TYPE_NAME_NOTICE, NULL);
  g_assert_nonnull (notice);
  g_signal_emit_by_name (notice, "replace");
  GtkWidget *why = lab_find (erasing, ADW_TYPE_ENTRY_ROW, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (why)), ==, "Bewoner 3 vroeg het");
  gtk_window_destroy (GTK_WINDOW (erasing));
}

static void
test_identity (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) person = lab_get (lab, lab->person);
  g_autofree char *name = NULL, *contact = NULL;
  PtDetail *detail = show (lab, person);
  GtkWidget *entry = find (detail, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "Fatima Yilmaz");
  pt_detail_flush (detail);
  lab_settle (lab);

  g_assert_true (pt_store_get_identity (lab->other, lab->person, &name, &contact, &error));
  g_assert_cmpstr (name, ==, "Fatima Yilmaz");
}

static void
test_twins (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) one = lab_make (lab, "stakeholder", "name", "De Wilg");
  g_autoptr (PtRecord) other = lab_make (lab, "stakeholder", "name", "de wilg");
  PtDetail *detail = show (lab, one);

  g_assert_nonnull (find (detail, GTK_TYPE_LABEL, "May be the same, made twice."));
  GtkWidget *same = find (detail, GTK_TYPE_LABEL, "They Are the Same");
  g_signal_emit_by_name (gtk_widget_get_ancestor (same, GTK_TYPE_BUTTON), "clicked");
  lab_settle (lab);
  g_autoptr (PtRecord) saved = lab_get (lab, pt_record_get_id (other));
  g_assert_cmpstr (pt_record_get_text (saved, "same_as"), ==, pt_record_get_id (one));

  detail = show (lab, one);
  g_assert_nonnull (find (detail, GTK_TYPE_LABEL, "Somebody said that this is the same."));
  GtkWidget *two = find (detail, GTK_TYPE_LABEL, "They Are Two");
  g_signal_emit_by_name (gtk_widget_get_ancestor (two, GTK_TYPE_BUTTON), "clicked");
  lab_settle (lab);
  g_autoptr (PtRecord) parted = lab_get (lab, pt_record_get_id (other));
  g_assert_null (pt_record_get_text (parted, "same_as"));
}

static void
test_new_child (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) outcome = lab_make (lab, "outcome", "statement", "Buren groeten elkaar");
  PtDetail *detail = show (lab, outcome);

  gtk_widget_activate_action (GTK_WIDGET (detail), "detail.new-child", "(ss)", "measurement",
                              "outcome");
  lab_settle (lab);
  PtFieldRow *value = row_of (detail, "value");
  g_assert_nonnull (value);
  gtk_editable_set_text (GTK_EDITABLE (lab_find (GTK_WIDGET (value), GTK_TYPE_TEXT, NULL)), "12");
  pt_detail_flush (detail);
  lab_settle (lab);

  g_autoptr (PtRecord) made = lab_get (lab, pt_detail_get_id (detail));
  g_assert_cmpstr (pt_record_get_text (made, "outcome"), ==, pt_record_get_id (outcome));
}

static void
note_picked_cb (PtPicker *picker, const char *id, const char *title, char **picked)
{
  g_free (*picked);
  *picked = g_strdup (id);
}

/* The picker finds by the first letters. */
static gboolean
has_found (gpointer picker)
{
  GtkWidget *list = lab_find (picker, GTK_TYPE_LIST_BOX, NULL);

  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL;
}

static void
test_picker (Lab *lab, gconstpointer data)
{
  GtkWidget *picker = pt_picker_new (lab->logbook, "stakeholder", FALSE);
  GtkWidget *search;
  g_autofree char *picked = NULL;

  lab_present (lab, picker);
  search = lab_find (picker, GTK_TYPE_SEARCH_ENTRY, NULL);
  g_signal_connect (picker, "picked", G_CALLBACK (note_picked_cb), &picked);
  gtk_editable_set_text (GTK_EDITABLE (search), "bew");
  lab_wait (has_found, picker);
  lab_settle (lab);
  g_signal_emit_by_name (search, "activate");

  g_assert_cmpstr (picked, ==, lab->person);
}

static void
add (const char *path, void (*test) (Lab *, gconstpointer))
{
  g_test_add (path, Lab, NULL, lab_open, test, lab_close);
}

int
main (int argc, char **argv)
{
  lab_init (&argc, &argv);
  add ("/detail/show/title-and-text", test_title);
  add ("/detail/show/text-has-height", test_text_has_height);
  add ("/detail/show/not-there", test_gone);
  add ("/detail/new/made-by-typing", test_new);
  add ("/detail/new/two-fields-at-once", test_new_two_fields);
  add ("/detail/news/shown", test_elsewhere);
  add ("/detail/news/typed-text-stays", test_typing_while_others_save);
  add ("/detail/status/guard-warns", test_guard);
  add ("/detail/status/objection-blocks", test_objection_blocks);
  add ("/detail/link/add-and-remove", test_link);
  add ("/detail/link/focus-comes-back", test_focus_after_link);
  add ("/detail/mention/opens-record", test_open_mention);
  add ("/detail/attachment/drop", test_drop);
  add ("/detail/attachment/lightbox", test_lightbox);
  add ("/detail/attachment/named-file", test_named_file);
  add ("/detail/attachment/said-what-was-in-it", test_said_what_was_in_it);
  add ("/detail/attachment/consent", test_consent_on_tile);
  add ("/detail/attachment/places", test_places);
  add ("/detail/attachment/paste-picture", test_paste);
  add ("/detail/attachment/paste-text-is-not-taken", test_paste_text);
  add ("/detail/comment/add", test_comment);
  add ("/detail/comment/waits-for-its-record", test_comment_waits);
  add ("/detail/pick/fast", test_pick_fast);
  g_test_add ("/detail/comments/how-waits", Lab, &comment_waits, lab_open, test_waits, lab_close);
  g_test_add ("/detail/actions/waits", Lab, &action_waits, lab_open, test_waits, lab_close);
  add ("/detail/history/restore", test_history);
  add ("/detail/history/sitting", test_history_sitting);
  add ("/detail/history/mention", test_history_mention);
  add ("/detail/archive/and-undo", test_archive);
  add ("/detail/private/copy-and-erase", test_private_copy);
  add ("/detail/erase/one-field", test_erase_field);
  add ("/detail/erase/name-in-the-reason", test_erase_name_in_reason);
  add ("/detail/identity/kept", test_identity);
  add ("/detail/twins/answers", test_twins);
  add ("/detail/unnamed-is-said", test_unnamed_is_said);
  add ("/detail/children/new-measurement", test_new_child);
  add ("/detail/picker/finds-by-letters", test_picker);
  return g_test_run ();
}

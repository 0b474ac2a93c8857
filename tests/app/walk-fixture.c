/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page of the app, one after the other; see the header. */
#include "walk-fixture.h"

#include "network-fixture.h"
#include "pt-attachment-intake.h"
#include "pt-backup-dialog.h"
#include "pt-closing-dialog.h"
#include "pt-copy-dialog.h"
#include "pt-dialogs.h"
#include "pt-erase-dialog.h"
#include "pt-example.h"
#include "pt-help-window.h"
#include "pt-key-ask.h"
#include "pt-level-dialog.h"
#include "pt-lightbox.h"
#include "pt-name-notice.h"
#include "pt-narrative-pages.h"
#include "pt-network-shelf.h"
#include "pt-place.h"
#include "pt-question-act.h"
#include "pt-quick-note.h"
#include "pt-review-page.h"
#include "pt-sensitive-help.h"
#include "pt-shortcuts-window.h"
#include "pt-views-button.h"
#include "pt-withdraw-dialog.h"

#include <glib/gi18n-lib.h>

#define QUIET_MS 150
#define SETTLE_MAX_MS 3000
#define TAGS 40

typedef struct
{
  Ui *ui;
  int width, height;
  WalkVisit visit;
  gpointer data;
} Walk;

/* ── Time ── */

static gboolean
over_cb (gpointer over)
{
  *(gboolean *)over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Pages are read a little after something changed: quiet is longer than that pause only when nothing
 * was due, and no thread is still reading. What moves on its own is never quiet. */
void
walk_settle (void)
{
  gboolean over = FALSE, quiet = FALSE;
  const guint end = g_timeout_add (SETTLE_MAX_MS, over_cb, &over);

  while (lab_works () || (!over && !quiet))
    {
      quiet = FALSE;
      const guint source = g_timeout_add (QUIET_MS, over_cb, &quiet);
      g_main_context_iteration (NULL, TRUE);
      if (!quiet)
        g_source_remove (source);
    }
  if (!over)
    g_source_remove (end);
}

static gboolean
is_true (gpointer painted)
{
  return *(gboolean *)painted;
}

/* What came in the last moment has its place before somebody looks. */
static void
wait_for_layout (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  const gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (over_cb),
                                                   &painted);

  gtk_widget_queue_draw (window);
  lab_wait (is_true, &painted);
  g_signal_handler_disconnect (clock, handler);
}

/* ── Visiting ── */

static void
visit (Walk *walk, GtkWidget *window, const char *name)
{
  if (!ADW_IS_MESSAGE_DIALOG (window)) /* it is as large as its words */
    gtk_window_set_default_size (GTK_WINDOW (window), walk->width, walk->height);
  walk_settle ();
  wait_for_layout (window);
  walk->visit (walk->ui, window, name, walk->data);
}

static void
visit_main (Walk *walk, const char *name)
{
  visit (walk, GTK_WIDGET (walk->ui->window), name);
}

/* ── Places ── */

static const PtPlace *
nth_place (guint i)
{
  return i < pt_n_places ? &pt_places[i] : &pt_more_places[i - pt_n_places];
}

static void
walk_place (Walk *walk, const PtPlace *place)
{
  pt_workspace_go (ui_workspace (walk->ui), place->id);
  if (place->views == NULL)
    {
      visit_main (walk, place->id);
      return;
    }
  for (const PtPlaceView *view = place->views; view->id != NULL; view++)
    {
      g_autofree char *name = g_strconcat (place->id, "-", view->id, NULL);
      pt_workspace_set_view (ui_workspace (walk->ui), view->id);
      visit_main (walk, name);
    }
  pt_workspace_set_view (ui_workspace (walk->ui), place->views[0].id);
}

static void
walk_places (Walk *walk)
{
  for (guint i = 0; i < pt_n_places + pt_n_more_places; i++)
    walk_place (walk, nth_place (i));
  pt_workspace_start_search (ui_workspace (walk->ui), "koffie");
  visit_main (walk, "search");
  pt_workspace_start_search (ui_workspace (walk->ui), "zzzzz");
  visit_main (walk, "search-nothing");
  pt_workspace_start_search (ui_workspace (walk->ui), "");
}

/* ── Records ── */

/* (transfer full) (nullable): the id of the record of @kind that has most to show. */
static char *
find_richest (Ui *ui, const char *kind)
{
  const PtQuery query = { .kind = kind, .limit = 64 };
  g_autoptr (GArray) rows = pt_store_query (ui_store (ui), &query, NULL);
  g_autoptr (GPtrArray) loaded = pt_store_load_rows (
      ui_store (ui), &g_array_index (rows, int64_t, 0), MIN (rows->len, 64), NULL);
  const char *best = NULL;
  guint most = 0;

  for (guint i = 0; i < loaded->len; i++)
    {
      const char *id = ((PtRow *)loaded->pdata[i])->id;
      g_autoptr (PtRecord) record = pt_store_get_record (ui_store (ui), id, NULL);
      guint n = 1;
      const PtField *field;
      for (guint k = 0; (field = pt_record_kind_nth_field (pt_record_kind_find (kind), k)); k++)
        n += !pt_value_is_empty (pt_record_get_value (record, field->id));
      if (n > most)
        {
          most = n;
          best = id;
        }
    }
  return g_strdup (best);
}

static void
walk_records (Walk *walk)
{
  for (guint i = 0; i < pt_n_record_kinds; i++)
    {
      const char *kind = pt_record_kinds[i]->id;
      g_autofree char *id = find_richest (walk->ui, kind);
      g_autofree char *name = g_strconcat ("detail-", kind, NULL);
      if (id == NULL)
        continue;
      pt_workspace_go (ui_workspace (walk->ui), pt_place_find (kind) != NULL ? kind : "entry");
      pt_workspace_open_record (ui_workspace (walk->ui), id);
      visit_main (walk, name);
    }
  for (guint i = 0; i < pt_n_places + pt_n_more_places; i++)
    {
      const PtRecordKind *kind = pt_place_get_kind (nth_place (i));
      if (kind == NULL)
        continue;
      g_autofree char *name = g_strconcat ("new-", kind->id, NULL);
      pt_workspace_new_record (ui_workspace (walk->ui), kind->id);
      visit_main (walk, name);
    }
  pt_workspace_close_detail (ui_workspace (walk->ui));
}

/* ── The review ── */

static void
walk_review (Walk *walk)
{
  static const struct
  {
    const char *action, *name;
  } stages[] = { { NULL, "review-agenda" },
                 { "review.begin", "review-item" },
                 { "review.finish", "review-note" } };

  ui_act (walk->ui, PT_TYPE_WORKSPACE, "win.review", NULL);
  walk_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      if (stages[i].action != NULL)
        gtk_widget_activate_action (ui_get (walk->ui, PT_TYPE_REVIEW_PAGE, NULL), stages[i].action,
                                    NULL);
      visit_main (walk, stages[i].name);
    }
  gtk_widget_activate_action (ui_get (walk->ui, PT_TYPE_REVIEW_PAGE, NULL), "review.leave", NULL);
  walk_settle ();
}

/* ── Windows over the window ── */

static void
show_import (PtWindow *window)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "bestand.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "body;datum\nKoffie;12-3-2026\n", -1, NULL));
  pt_import_dialog_show (window, file);
}

static void
show_conflicts (PtWindow *window)
{
  pt_conflict_dialog_show (window, NULL);
}

static void
show_narrative (PtWindow *window)
{
  pt_narrative_window_show (window, NULL);
}

static void
show_dossier (PtWindow *window)
{
  pt_dossier_window_show (window, NETWORK_THEME);
}

static void
show_documents (PtWindow *window)
{
  pt_document_window_show (window, NULL);
}

static void
show_about (PtWindow *window)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "about", NULL);
}

static void
asked_cb (const char *passphrase, gpointer object)
{
}

static void
show_key_ask (PtWindow *window)
{
  pt_key_ask (GTK_WIDGET (window), _ ("Put a Passphrase on the Real Names"),
              _ ("It is asked each time after you start Proeftuin. Nobody can find it again: "
                 "make a key file too."),
              _ ("_Set Passphrase"), TRUE, asked_cb, G_OBJECT (window));
}

static void
show_key_unlock (PtWindow *window)
{
  pt_key_ask (GTK_WIDGET (window), _ ("Unlock the Real Names"), NULL, _ ("_Unlock"), FALSE,
              asked_cb, G_OBJECT (window));
}

static void
show_sensitive_help (PtWindow *window)
{
  pt_sensitive_help_offer (GTK_WIDGET (window), pt_window_get_logbook (window));
}

static void
show_naming (PtWindow *window)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), "place",
                                  g_variant_new_string ("learning"));
  walk_settle ();
  GtkWidget *button = lab_find (GTK_WIDGET (window), PT_TYPE_VIEWS_BUTTON, NULL);
  g_assert_true (gtk_widget_activate_action (button, "views.save", NULL));
}

static void
show_compare (PtWindow *window)
{
  int64_t asked_at;
  g_autoptr (PtNetwork) network = pt_network_shelf_load (
      pt_logbook_get_reader (pt_window_get_logbook (window)), &asked_at);

  pt_compare_window_show (window, network, "2017-05-20");
}

static const struct
{
  const char *name;
  void (*show) (PtWindow *window);
} dialogs[] = {
  { "conflict", show_conflicts },
  { "sharing", pt_sharing_dialog_show },
  { "narrative", show_narrative },
  { "dossier", show_dossier },
  { "preferences", pt_preferences_show },
  { "import", show_import },
  { "about", show_about },
  { "documents", show_documents },
  { "closing", pt_closing_dialog_show },
  { "backup", pt_backup_dialog_show },
  { "key-ask", show_key_ask },
  { "key-unlock", show_key_unlock },
  { "sensitive-help", show_sensitive_help },
  { "naming", show_naming },
  { "compare", show_compare },
};

/* A window with pages of its own: each of them. */
static void
visit_pages (Walk *walk, GtkWidget *window, const char *name)
{
  GtkWidget *stack = lab_find (window, ADW_TYPE_VIEW_STACK, NULL);
  g_autoptr (GListModel)
      pages = stack != NULL && g_str_equal (name, "narrative")
                  ? G_LIST_MODEL (adw_view_stack_get_pages (ADW_VIEW_STACK (stack)))
                  : NULL;

  for (guint i = 0; pages != NULL && i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (pages, i);
      const char *child = adw_view_stack_page_get_name (page);
      g_autofree char *whole = g_strconcat (name, "-", child, NULL);
      adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), child);
      visit (walk, window, whole);
    }
  if (pages == NULL)
    visit (walk, window, name);
}

/* One that asks something is answered, with what its close button means. */
static void
leave (GtkWidget *dialog)
{
  if (ADW_IS_MESSAGE_DIALOG (dialog))
    gtk_window_close (GTK_WINDOW (dialog));
  else
    gtk_window_destroy (GTK_WINDOW (dialog));
  walk_settle ();
}

static void
walk_dialogs (Walk *walk)
{
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      dialogs[i].show (walk->ui->window);
      walk_settle ();
      GtkWidget *dialog = ui_find_dialog (walk->ui);
      visit_pages (walk, dialog, dialogs[i].name);
      leave (dialog);
    }
}

/* ── Windows about a record ── */

static void
show_withdraw (PtWindow *window, PtRecord *record)
{
  pt_withdraw_dialog_show (GTK_WIDGET (window), pt_window_get_logbook (window),
                           pt_record_get_id (record));
}

static void
show_erase (PtWindow *window, PtRecord *record)
{
  pt_erase_dialog_show (GTK_WIDGET (window), pt_window_get_logbook (window), record);
}

static void
show_copy (PtWindow *window, PtRecord *record)
{
  pt_copy_dialog_show (GTK_WIDGET (window), pt_window_get_logbook (window), record, TRUE);
}

static void
show_level (PtWindow *window, PtRecord *record)
{
  g_autoptr (PtDataset) around = pt_dataset_new ();

  pt_dataset_add (around, record);
  pt_level_dialog_show (GTK_WIDGET (window), pt_window_get_logbook (window), record, around);
}

static void
show_lightbox (PtWindow *window, PtRecord *record)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);

  g_ptr_array_add (pictures, pt_record_ref (record));
  pt_lightbox_present (GTK_WIDGET (window), pt_window_get_logbook (window), pictures, 0);
}

static void
show_answer (PtWindow *window, PtRecord *record)
{
  pt_question_act_show (GTK_WIDGET (window), pt_window_get_logbook (window),
                        pt_question_act_find ("answer"), record);
}

static void
show_another_way (PtWindow *window, PtRecord *record)
{
  pt_question_act_show (GTK_WIDGET (window), pt_window_get_logbook (window),
                        pt_question_act_find ("reformulate"), record);
}

static gpointer
name_job (PtStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  g_assert_true (pt_store_set_identity (store, id, "Fatima el Amrani", NULL, error));
  return NULL;
}

/* A file of which the name names somebody. */
static void
show_intake (PtWindow *window, PtRecord *record)
{
  PtLogbook *logbook = pt_window_get_logbook (window);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "foto_fatima_keuken.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "Koffie", -1, NULL));
  pt_logbook_run_async (logbook, name_job, g_strdup (pt_record_get_id (record)), g_free, NULL, NULL,
                        NULL, NULL);
  pt_attachment_intake_file (GTK_WIDGET (window), logbook, pt_record_get_id (record), file);
}

static const struct
{
  const char *name, *kind;
  void (*show) (PtWindow *window, PtRecord *record);
} about_records[] = {
  { "withdraw", "stakeholder", show_withdraw },
  { "erase", "stakeholder", show_erase },
  { "copy", "learning", show_copy },
  { "level", "stakeholder", show_level },
  { "lightbox", "attachment", show_lightbox },
  { "question-answer", "question", show_answer },
  { "question-another-way", "question", show_another_way },
  { "intake", "stakeholder", show_intake },
};

static void
walk_about_records (Walk *walk)
{
  for (guint i = 0; i < G_N_ELEMENTS (about_records); i++)
    {
      g_autofree char *id = find_richest (walk->ui, about_records[i].kind);
      if (id == NULL)
        continue;
      g_autoptr (PtRecord) record = pt_store_get_record (ui_store (walk->ui), id, NULL);
      about_records[i].show (walk->ui->window, record);
      walk_settle ();
      GtkWidget *dialog = ui_find_dialog (walk->ui);
      visit (walk, dialog, about_records[i].name);
      leave (dialog);
    }
}

static void
walk_help (Walk *walk)
{
  GtkApplication *application = GTK_APPLICATION (walk->ui->application);

  pt_help_window_show (application, "note");
  for (GList *at = gtk_application_get_windows (application); at != NULL; at = at->next)
    if (PT_IS_HELP_WINDOW (at->data))
      {
        GtkWidget *help = at->data;
        visit (walk, help, "help");
        gtk_window_destroy (GTK_WINDOW (help));
        break;
      }
  walk_settle ();
}

static void
walk_quick_note (Walk *walk)
{
  GtkWidget *note = pt_quick_note_new (GTK_APPLICATION (walk->ui->application),
                                       pt_window_get_logbook (walk->ui->window));

  gtk_window_present (GTK_WINDOW (note));
  walk_settle ();
  walk->visit (walk->ui, note, "quick-note", walk->data);
  gtk_window_destroy (GTK_WINDOW (note));
  walk_settle ();
}

/* The question about a name in what was saved, under whatever page there is. */
static void
walk_named (Walk *walk)
{
  const PtNamed named = { (char *)"Fatima el Amrani", (char *)"Bewoner 3", (char *)"[@Bewoner 3]" };
  const PtNamedText text = { .record = (char *)"0190d0c0-0000-7000-8000-00000000c0de",
                             .field = (char *)"body",
                             .title = (char *)"Koffie bij de kar",
                             .named = (PtNamed *)&named };

  g_signal_emit_by_name (pt_window_get_logbook (walk->ui->window), "named", &text);
  visit_main (walk, "named");
  g_signal_emit_by_name (lab_find (GTK_WIDGET (walk->ui->window), PT_TYPE_NAME_NOTICE, NULL),
                         "keep");
  walk_settle ();
}

static void
walk_shortcuts (Walk *walk)
{
  GtkWidget *window;

  gtk_widget_activate_action (GTK_WIDGET (walk->ui->window), "win.show-help-overlay", NULL);
  walk_settle ();
  window = ui_find_dialog (walk->ui);
  g_assert_true (PT_IS_SHORTCUTS_WINDOW (window));
  walk->visit (walk->ui, window, "shortcuts", walk->data);
  gtk_window_close (GTK_WINDOW (window));
  walk_settle ();
}

/* ── Public ── */

/* What blinks or slides is never quiet. */
static void
keep_still (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink",
                FALSE, NULL);
}

void
walk_all (Ui *ui, int width, int height, WalkVisit visitor, gpointer data)
{
  Walk walk = { ui, width, height, visitor, data };

  keep_still ();
  gtk_window_set_default_size (GTK_WINDOW (ui->window), width, height);
  walk_settle ();
  walk_places (&walk);
  walk_records (&walk);
  walk_review (&walk);
  walk_dialogs (&walk);
  walk_about_records (&walk);
  walk_help (&walk);
  walk_named (&walk);
  walk_shortcuts (&walk);
  walk_quick_note (&walk);
}

void
walk_welcome (Ui *ui, int width, int height, WalkVisit visitor, gpointer data)
{
  static const char *const pages[] = { "welcome.start", "welcome.back", "welcome.join" };
  Walk walk = { ui, width, height, visitor, data };

  keep_still ();
  visit_main (&walk, "welcome");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_widget_activate_action (lab_find (GTK_WIDGET (ui->window), GTK_TYPE_STACK, NULL),
                                  pages[i], NULL);
      gtk_widget_activate_action (lab_find (GTK_WIDGET (ui->window), GTK_TYPE_LIST_BOX, NULL),
                                  pages[i], NULL);
      visit_main (&walk, pages[i]);
    }
}

/* ── Fillers ── */

void
walk_fill_example (PtStore *store)
{
  g_autoptr (PtEdit) logbook = NULL;
  g_autoptr (PtBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  pt_example_make (pt_store_get_world (store), &logbook, &batch, &error);
  g_assert_no_error (error);
  pt_store_save_batch (store, batch, NULL, &error);
  g_assert_no_error (error);
  network_keep_two (store, NULL, NULL);
}

static const char *const long_title =
    "Arbeidsongeschiktheidsverzekeringsmaatschappijen en wijkgezondheidscentrumcoördinatoren: "
    "مرحبا بكم في الحي, שלום לכולם, 我们的邻居在厨房的桌子旁喝咖啡, en een slotzin van bijna "
    "tweehonderd tekens.";

static const char *const long_text =
    "# 我们的邻居\n\nمرحبا بكم في الحي، نتحدث كل يوم عن المستقبل ونشرب القهوة معا.\n\n- "
    "Hottentottententententoonstellingsmakersopleidingsinstituutsvoorzitterskandidaat\n- "
    "שלום לכולם\n\n> Een citaat dat langer is dan de regel waarop het staat, en dus verdergaat op "
    "een volgende.\n\nhttps://voorbeeld.example.org/een/heel/lang/adres/dat/nergens/een/spatie/"
    "heeft/en/dus/niet/afbreekt";

static void
fill_tags (PtEdit *edit, const char *field)
{
  for (guint i = 0; i < TAGS; i++)
    {
      g_autofree char *tag = g_strdup_printf (i % 3 == 0   ? "samenwerkingsverband %u"
                                              : i % 3 == 1 ? "الحي %u"
                                                           : "邻居 %u",
                                              i);
      pt_edit_set_key (edit, field, tag, true);
    }
}

static void
fill_field (PtEdit *edit, const PtField *field)
{
  if ((field->flags & (PT_FIELD_AUTOMATIC | PT_FIELD_COMPUTED)) != 0)
    return;
  if (field->kind == PT_KIND_TEXT)
    {
      g_autofree char *title = field->max_length > 0 ? g_utf8_substring (
                                   long_title, 0,
                                   MIN ((glong)field->max_length, g_utf8_strlen (long_title, -1)))
                                                     : g_strdup (long_title);
      pt_edit_set_text (edit, field->id, title);
    }
  else if (field->kind == PT_KIND_LONG)
    pt_edit_set_text (edit, field->id, long_text);
  else if (field->kind == PT_KIND_TAGS)
    fill_tags (edit, field->id);
}

static void
fill_short_field (PtEdit *edit, const PtField *field)
{
  if ((field->flags & (PT_FIELD_AUTOMATIC | PT_FIELD_COMPUTED)) == 0
      && (field->kind == PT_KIND_TEXT || field->kind == PT_KIND_LONG))
    pt_edit_set_text (edit, field->id, "Koffie werkt");
}

static void
fill_kind (PtStore *store, const PtRecordKind *kind,
           void (*fill) (PtEdit *edit, const PtField *field))
{
  g_autoptr (PtEdit) edit = pt_edit_new (pt_store_get_world (store), kind->id, NULL);
  g_autoptr (GError) error = NULL;
  const PtField *field;

  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    fill (edit, field);
  if (kind == pt_record_kind_find ("learning"))
    pt_edit_set_text (edit, "status", "for_review");
  g_autoptr (PtRecord) record = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
}

static void
fill_all (PtStore *store, guint n, void (*fill) (PtEdit *edit, const PtField *field))
{
  for (guint i = 0; i < pt_n_places + pt_n_more_places; i++)
    {
      const PtRecordKind *kind = pt_place_get_kind (nth_place (i));
      for (guint k = 0; kind != NULL && k < n; k++)
        fill_kind (store, kind, fill);
    }
}

void
walk_fill_short (PtStore *store)
{
  fill_all (store, 1, fill_short_field);
  network_keep_two (store, NULL, NULL);
}

void
walk_fill_overfull (PtStore *store)
{
  fill_all (store, 2, fill_field);
  network_keep_two (store, long_title, long_text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of the papers beside the story. It composes again a moment after something was chosen or
 * typed. The text of a form that somebody changed is a setting of this logbook on this laptop. */
#include "pt-dialogs.h"

#include "pt-catalog.h"
#include "pt-choice-button.h"
#include "pt-document-team.h"
#include "pt-file-dialog.h"
#include "pt-key-unlock.h"
#include "pt-name-ask.h"
#include "pt-narrative-pages.h"
#include "pt-reader.h"
#include "pt-story.h"

#include <glib/gi18n-lib.h>

#define TYPING_MS 500
#define TEXT_SETTING "form-text" /* and the language */

#define PT_TYPE_DOCUMENT_WINDOW (pt_document_window_get_type ())
G_DECLARE_FINAL_TYPE (PtDocumentWindow, pt_document_window, PT, DOCUMENT_WINDOW, AdwWindow)

struct _PtDocumentWindow
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  PtDocumentTeam *team;
  GSimpleActionGroup *actions;
  gboolean showing; /* what is set is not chosen by a person */
  guint typing_source;
  char *path; /* of what is written, or was last */

  AdwComboRow *paper;
  AdwComboRow *language;
  AdwComboRow *format;
  AdwActionRow *person_row;
  AdwComboRow *laptop;
  GtkWidget *person;
  GtkLabel *problem;
  GtkWidget *text_box;
  GtkTextView *text;
  GtkWidget *ask; /* about real names in it */
  AdwBin *key_bin;
  AdwBin *pages_bin;
  GtkWidget *pages;
  AdwViewStack *stack;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (PtDocumentWindow, pt_document_window, ADW_TYPE_WINDOW)

static const struct
{
  const char *lang, *label;
} languages[] = { { "nl", "Nederlands" }, { "en", "English" }, { "fr", "Français" } };

/* ── What is chosen ── */

static const PtPaper *
chosen_paper (PtDocumentWindow *self)
{
  return pt_paper_nth (adw_combo_row_get_selected (self->paper));
}

static const char *
chosen_lang (PtDocumentWindow *self)
{
  const guint i = adw_combo_row_get_selected (self->language);
  const PtPaper *paper = chosen_paper (self);

  return paper->langs[i < g_strv_length ((char **)paper->langs) ? i : 0];
}

/* A format with a file: a folder is no paper. */
static const PtStoryFormat *
nth_format (guint n)
{
  const PtStoryFormat *format;

  for (guint i = 0; (format = pt_story_format_nth (i)) != NULL; i++)
    if (format->extension && n-- == 0)
      return format;
  return NULL;
}

static char *
dup_person (PtDocumentWindow *self)
{
  g_auto (GStrv) ids = pt_choice_button_dup_ids (PT_CHOICE_BUTTON (self->person));

  return g_strdup (ids[0]);
}

static char *
dup_text (PtDocumentWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* (transfer full) (nullable): NULL while it is not said about whom. */
static PtDocumentOrder *
make_order (PtDocumentWindow *self)
{
  const PtPaper *paper = chosen_paper (self);
  g_autofree char *person = paper->needs_person ? dup_person (self) : NULL;
  PtDocumentOrder *order;

  if (paper->needs_person && person == NULL)
    return NULL;
  order = g_new0 (PtDocumentOrder, 1);
  order->paper = paper;
  order->lang = g_strdup (chosen_lang (self));
  order->person = g_steal_pointer (&person);
  order->text = paper->own_text ? dup_text (self) : NULL;
  pt_document_team_tell (self->team, order);
  if (order->laptops != NULL)
    order->lost = adw_combo_row_get_selected (self->laptop);
  return order;
}

/* ── Composing ── */

static void
say (PtDocumentWindow *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
enable (PtDocumentWindow *self, gboolean enabled)
{
  static const char *const names[] = { "print", "save" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i])),
        enabled);
}

/* What is in the way of a document; NULL = nothing. */
static const char *
find_obstacle (PtDocumentWindow *self)
{
  const PtPaper *paper = chosen_paper (self);
  g_autofree char *person = dup_person (self);

  if (paper->needs_person && person == NULL)
    return _ ("Say whom it is about.");
  return pt_document_team_find_obstacle (self->team, paper);
}

static gpointer
freeze (gpointer window)
{
  PtDocumentWindow *self = window;
  const char *obstacle = find_obstacle (self);

  if (obstacle == NULL)
    return make_order (self);
  enable (self, FALSE);
  say (self, obstacle);
  return NULL;
}

static void
take (gpointer window, gpointer result)
{
  PtDocumentWindow *self = window;
  g_autoptr (PtPages) pages = result;

  pt_narrative_pages_show (PT_NARRATIVE_PAGES (self->pages), pages);
  enable (self, TRUE);
  say (self, NULL);
}

static void
fail (gpointer window, const GError *error)
{
  enable (window, FALSE);
  say (window, error->message);
}

static const PtReading reading = { .job = pt_document_look_job,
                                   .freeze = freeze,
                                   .free_frozen = (GDestroyNotify)pt_document_order_free,
                                   .free_result = (GDestroyNotify)pt_pages_unref,
                                   .take = take,
                                   .fail = fail };

/* ── What the team server knows ── */

static void
show_laptops (PtDocumentWindow *self)
{
  g_autoptr (GtkStringList) labels = pt_document_team_list_laptops (self->team);
  gboolean known = labels != NULL;

  if (known && adw_combo_row_get_model (self->laptop) == NULL)
    {
      self->showing = TRUE;
      adw_combo_row_set_model (self->laptop, G_LIST_MODEL (labels));
      adw_combo_row_set_selected (self->laptop, pt_document_team_guess_lost (self->team));
      self->showing = FALSE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->laptop), known && chosen_paper (self)->about_laptop);
}

static void
heard_cb (PtDocumentWindow *self, const char *sentence)
{
  if (sentence != NULL)
    pt_window_toast (GTK_WIDGET (self->toasts), sentence, NULL, NULL, NULL);
  show_laptops (self);
  pt_reader_again (self->reader);
}

/* ── The text of a form ── */

static char *
dup_text_setting (PtDocumentWindow *self)
{
  return g_strconcat (TEXT_SETTING "-", chosen_lang (self), NULL);
}

static void
show_text (PtDocumentWindow *self)
{
  g_autofree char *setting = dup_text_setting (self);
  g_autofree char *own = pt_store_dup_setting (pt_logbook_get_reader (self->logbook), setting);
  g_autofree char *ours = pt_paper_dup_text (chosen_lang (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), own ? own : ours, -1);
  pt_name_ask_look (PT_NAME_ASK (self->ask), own ? own : "");
}

static gpointer
set_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  char **pair = data;

  return GINT_TO_POINTER (pt_store_set_setting (store, pair[0], pair[1], error));
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtDocumentWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pt_logbook_run_finish (PT_LOGBOOK (source), result, &error) && self->actions)
    pt_window_toast (GTK_WIDGET (self->toasts), error->message, NULL, NULL, NULL);
}

/* Our own text is not kept: a better one comes with a later version. */
static void
keep_text (PtDocumentWindow *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *ours = pt_paper_dup_text (chosen_lang (self));
  char **pair = g_new0 (char *, 3);

  pair[0] = dup_text_setting (self);
  pair[1] = g_str_equal (text, ours) ? NULL : g_steal_pointer (&text);
  pt_logbook_run_async (self->logbook, set_job, pair, (GDestroyNotify)g_strfreev, NULL, NULL,
                        set_cb, g_object_ref (self));
}

static gboolean
typed_cb (gpointer user_data)
{
  PtDocumentWindow *self = user_data;
  g_autofree char *text = dup_text (self);

  self->typing_source = 0;
  keep_text (self);
  pt_name_ask_look (PT_NAME_ASK (self->ask), text);
  pt_reader_again (self->reader);
  return G_SOURCE_REMOVE;
}

/* Saved as typed: the text is at the mercy of no question. */
static void
replace_name_cb (PtDocumentWindow *self, const PtNamed *named)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *replaced = pt_named_replace (named, text, named->title);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), replaced, -1);
}

static void
text_changed_cb (PtDocumentWindow *self)
{
  if (self->showing)
    return;
  g_clear_handle_id (&self->typing_source, g_source_remove);
  self->typing_source = g_timeout_add (TYPING_MS, typed_cb, self);
}

static void
our_text_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtDocumentWindow *self = user_data;
  g_autofree char *ours = pt_paper_dup_text (chosen_lang (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), ours, -1);
}

/* ── Choosing ── */

static const char *
label_of (const char *lang)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].lang, lang))
      return languages[i].label;
  return lang;
}

/* The languages of the paper, that of the app first chosen. */
static void
fill_languages (PtDocumentWindow *self, const PtPaper *paper)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint own = 0;

  for (guint i = 0; paper->langs[i] != NULL; i++)
    {
      gtk_string_list_append (labels, label_of (paper->langs[i]));
      if (g_str_equal (paper->langs[i], pt_catalog_current ()))
        own = i;
    }
  adw_combo_row_set_model (self->language, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->language, own);
}

static void
on_change (PtDocumentWindow *self)
{
  if (self->showing)
    return;
  self->showing = TRUE;
  if (chosen_paper (self)->own_text)
    show_text (self);
  self->showing = FALSE;
  pt_reader_again (self->reader);
}

static void
on_paper (PtDocumentWindow *self)
{
  const PtPaper *paper = chosen_paper (self);

  if (self->showing || paper == NULL)
    return;
  self->showing = TRUE;
  fill_languages (self, paper);
  gtk_widget_set_visible (GTK_WIDGET (self->person_row), paper->needs_person);
  gtk_widget_set_visible (self->text_box, paper->own_text);
  self->showing = FALSE;
  show_laptops (self);
  if (paper->needs_person || paper->about_laptop)
    pt_document_team_ask (self->team, paper);
  on_change (self);
}

/* ── Giving away ── */

/* Some papers take the names of others out of what they tell. */
static void
before_giving (PtDocumentWindow *self, PtKeyGoOn go_on)
{
  if (chosen_paper (self)->hides_names)
    pt_key_before_giving (GTK_WIDGET (self), self->logbook, go_on, G_OBJECT (self));
  else
    go_on (G_OBJECT (self));
}

static void
print (GObject *object)
{
  PtDocumentWindow *self = PT_DOCUMENT_WINDOW (object);

  pt_narrative_pages_print (PT_NARRATIVE_PAGES (self->pages), _ (chosen_paper (self)->label));
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  before_giving (user_data, print);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtDocumentWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtPages) pages = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (pages != NULL)
    pt_window_toast_written (GTK_WIDGET (self), _ ("The document is ready"), self->path);
  if (self->actions == NULL)
    return;
  enable (self, TRUE);
  pt_window_toast (GTK_WIDGET (self->toasts),
                   pages != NULL ? _ ("The document is ready") : error->message, NULL, NULL, NULL);
}

void
pt_document_window_write (GtkWidget *window, const char *path)
{
  PtDocumentWindow *self = PT_DOCUMENT_WINDOW (window);
  PtDocumentOrder *order = make_order (self);

  if (order == NULL)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  order->path = g_strdup (path);
  order->format = g_strdup (nth_format (adw_combo_row_get_selected (self->format))->id);
  enable (self, FALSE);
  pt_logbook_read_async (self->logbook, pt_document_look_job, order,
                         (GDestroyNotify)pt_document_order_free, (GDestroyNotify)pt_pages_unref,
                         NULL, written_cb, g_object_ref (self));
}

static void
path_chosen_cb (GListModel *files, gpointer object)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  pt_document_window_write (object, g_file_peek_path (file));
}

static void
choose_place (GObject *object)
{
  PtDocumentWindow *self = PT_DOCUMENT_WINDOW (object);
  const PtStoryFormat *format = nth_format (adw_combo_row_get_selected (self->format));
  g_autofree char *name = g_strdup_printf ("%s.%s", _ (chosen_paper (self)->label),
                                           format->extension);

  pt_file_dialog_show (GTK_WIDGET (self), PT_FILE_DIALOG_SAVE, _ ("Save Document"), _ ("_Save"),
                       name, path_chosen_cb, object);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  before_giving (user_data, choose_place);
}

static const GActionEntry document_actions[] = {
  { "print", print_cb },
  { "save", save_cb },
  { "our-text", our_text_cb },
};

/* ── Type ── */

static void
pt_document_window_dispose (GObject *object)
{
  PtDocumentWindow *self = PT_DOCUMENT_WINDOW (object);

  if (self->typing_source != 0)
    keep_text (self);
  g_clear_handle_id (&self->typing_source, g_source_remove);
  g_clear_object (&self->team);
  g_clear_pointer (&self->reader, pt_reader_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_DOCUMENT_WINDOW);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_document_window_parent_class)->dispose (object);
}

static void
pt_document_window_finalize (GObject *object)
{
  g_free (PT_DOCUMENT_WINDOW (object)->path);
  G_OBJECT_CLASS (pt_document_window_parent_class)->finalize (object);
}

static void
pt_document_window_class_init (PtDocumentWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_document_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = pt_document_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-document-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, paper);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, language);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, format);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, person_row);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, laptop);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, text_box);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, text);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, key_bin);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, pages_bin);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PtDocumentWindow, toasts);
  gtk_widget_class_bind_template_callback (widget_class, on_paper);
  gtk_widget_class_bind_template_callback (widget_class, on_change);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pt_document_window_init (PtDocumentWindow *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), document_actions,
                                   G_N_ELEMENTS (document_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "document", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
fill_combos (PtDocumentWindow *self)
{
  g_autoptr (GtkStringList) papers = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) formats = gtk_string_list_new (NULL);

  for (guint i = 0; pt_paper_nth (i); i++)
    gtk_string_list_append (papers, _ (pt_paper_nth (i)->label));
  for (guint i = 0; nth_format (i); i++)
    gtk_string_list_append (formats, _ (nth_format (i)->label));
  adw_combo_row_set_model (self->paper, G_LIST_MODEL (papers));
  adw_combo_row_set_model (self->format, G_LIST_MODEL (formats));
}

static void
fill (PtDocumentWindow *self)
{
  fill_combos (self);
  self->team = pt_document_team_new (self->logbook);
  g_signal_connect_object (self->team, "heard", G_CALLBACK (heard_cb), self, G_CONNECT_SWAPPED);
  self->pages = pt_narrative_pages_new ();
  adw_bin_set_child (self->pages_bin, self->pages);
  adw_bin_set_child (self->key_bin, pt_key_notice_new (self->logbook));
  self->ask = pt_name_ask_new (self->logbook, NULL);
  g_signal_connect_object (self->ask, "replace", G_CALLBACK (replace_name_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->text_box), self->ask);
  self->person = pt_choice_button_new (self->logbook, "stakeholder", _ ("Choose…"),
                                       "avatar-default-symbolic", FALSE);
  gtk_widget_set_valign (self->person, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->person, "changed", G_CALLBACK (on_change), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->person_row, self->person);
  self->reader = pt_reader_new (self, self->logbook, &reading);
}

static guint
index_of (const char *paper)
{
  for (guint i = 0; pt_paper_nth (i); i++)
    if (g_strcmp0 (pt_paper_nth (i)->id, paper) == 0)
      return i;
  return 0;
}

void
pt_document_window_show (PtWindow *window, const char *paper)
{
  PtDocumentWindow *self = g_object_new (PT_TYPE_DOCUMENT_WINDOW, "transient-for", window, NULL);

  self->logbook = g_object_ref (pt_window_get_logbook (window));
  fill (self);
  adw_combo_row_set_selected (self->paper, index_of (paper));
  self->showing = FALSE;
  on_paper (self);
  if (paper && !chosen_paper (self)->needs_person)
    adw_view_stack_set_visible_child_name (self->stack, "pages");
  gtk_window_present (GTK_WINDOW (self));
}

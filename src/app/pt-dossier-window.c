/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What field labs share about one theme, on pages as they will be printed. Made on a worker from what
 * is kept on this laptop, in the language of the app; the same job writes it to a file. */
#include "pt-dialogs.h"

#include "pt-catalog.h"
#include "pt-dossier.h"
#include "pt-file-dialog.h"
#include "pt-house-file.h"
#include "pt-narrative-pages.h"
#include "pt-network-shelf.h"
#include "pt-reader.h"
#include "pt-story.h"

#include <glib/gi18n-lib.h>

#define PT_TYPE_DOSSIER_WINDOW (pt_dossier_window_get_type ())
G_DECLARE_FINAL_TYPE (PtDossierWindow, pt_dossier_window, PT, DOSSIER_WINDOW, AdwWindow)

struct _PtDossierWindow
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  GSimpleActionGroup *actions;
  char *theme;
  const PtStoryFormat *format; /* of the file that is asked for */
  char *path;                  /* of what is written, or was last */

  AdwWindowTitle *title;
  GtkMenuButton *save;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwBin *pages_bin;
  AdwStatusPage *problem;
  GtkWidget *pages;
};

G_DEFINE_FINAL_TYPE (PtDossierWindow, pt_dossier_window, ADW_TYPE_WINDOW)

/* ── Composing ── */

typedef struct
{
  char *theme;
  const char *format; /* NULL = pages only */
  char *path;
} Order;

static void
order_free (gpointer data)
{
  Order *self = data;

  g_free (self->theme);
  g_free (self->path);
  g_free (self);
}

static Order *
make_order (PtDossierWindow *self, const char *format, const char *path)
{
  Order *order = g_new0 (Order, 1);

  *order = (Order){ g_strdup (self->theme), format, g_strdup (path) };
  return order;
}

static PtDocument *
compose (PtStore *store, const Order *order, const PtNarrativeOptions *options, GError **error)
{
  int64_t asked_at;
  g_autoptr (PtNetwork) network = pt_network_shelf_load (store, &asked_at);
  g_autoptr (PtHouse) house = NULL;
  PtDocument *document;

  if (!pt_house_find (pt_store_get_folder (store), &house, error))
    return NULL;
  document = network != NULL
                 ? pt_dossier_compose (network, order->theme, options->lang, options->today)
                 : NULL;

  if (document == NULL)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                         _ ("No field lab shares anything about this theme any more."));
  else
    pt_document_set_house (document, house);
  return document;
}

/* (transfer full): PtPages; for a PtReader. */
static gpointer
dossier_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Order *order = data;
  const PtStoryWatch watch = { .cancellable = cancellable };
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  const PtNarrativeOptions options = { .audience = "learning_network",
                                       .lang = pt_catalog_current (),
                                       .today = today };
  g_autoptr (PtDataset) nothing = pt_dataset_new ();
  g_autoptr (PtDocument) document = compose (store, order, &options, error);

  if (document == NULL
      || (order->path != NULL
          && !pt_story_write (document, order->format, order->path, nothing, &options, &watch,
                              error)))
    return NULL;
  return pt_pages_new (document, PT_LOOK_A4);
}

static void
enable (PtDossierWindow *self, gboolean enabled)
{
  for (guint i = 0; i < 2; i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (
                                     G_ACTION_MAP (self->actions), i == 0 ? "print" : "save")),
                                 enabled);
}

static gpointer
freeze (gpointer window)
{
  return make_order (window, NULL, NULL);
}

static void
take (gpointer window, gpointer result)
{
  PtDossierWindow *self = window;
  g_autoptr (PtPages) pages = result;

  pt_narrative_pages_show (PT_NARRATIVE_PAGES (self->pages), pages);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  enable (self, TRUE);
}

static void
fail (gpointer window, const GError *error)
{
  PtDossierWindow *self = window;

  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  enable (self, FALSE);
}

static const PtReading reading = { .job = dossier_job,
                                   .freeze = freeze,
                                   .free_frozen = order_free,
                                   .free_result = (GDestroyNotify)pt_pages_unref,
                                   .take = take,
                                   .fail = fail };

/* ── Giving away ── */

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtDossierWindow *self = user_data;

  pt_narrative_pages_print (PT_NARRATIVE_PAGES (self->pages),
                            adw_window_title_get_subtitle (self->title));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtDossierWindow) self = user_data;
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
pt_dossier_window_write (GtkWidget *window, const char *format, const char *path)
{
  PtDossierWindow *self = PT_DOSSIER_WINDOW (window);

  g_free (self->path);
  self->path = g_strdup (path);
  enable (self, FALSE);
  pt_logbook_read_async (self->logbook, dossier_job, make_order (self, format, path), order_free,
                         (GDestroyNotify)pt_pages_unref, NULL, written_cb, g_object_ref (self));
}

static void
path_chosen_cb (GListModel *files, gpointer object)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  pt_dossier_window_write (object, PT_DOSSIER_WINDOW (object)->format->id, g_file_peek_path (file));
}

static void
save_cb (GSimpleAction *action, GVariant *format, gpointer user_data)
{
  PtDossierWindow *self = user_data;
  g_autofree char *name = NULL;

  self->format = pt_story_format_find (g_variant_get_string (format, NULL));
  name = g_strdup_printf ("%s.%s", adw_window_title_get_subtitle (self->title),
                          self->format->extension);
  pt_file_dialog_show (user_data, PT_FILE_DIALOG_SAVE, _ ("Save Document"), _ ("_Save"), name,
                       path_chosen_cb, self);
}

static const GActionEntry dossier_actions[] = {
  { "print", print_cb },
  { "save", save_cb, "s" },
};

/* ── Type ── */

static void
pt_dossier_window_dispose (GObject *object)
{
  PtDossierWindow *self = PT_DOSSIER_WINDOW (object);

  g_clear_pointer (&self->reader, pt_reader_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_DOSSIER_WINDOW);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  g_clear_pointer (&self->theme, g_free);
  G_OBJECT_CLASS (pt_dossier_window_parent_class)->dispose (object);
}

static void
pt_dossier_window_finalize (GObject *object)
{
  g_free (PT_DOSSIER_WINDOW (object)->path);
  G_OBJECT_CLASS (pt_dossier_window_parent_class)->finalize (object);
}

static void
pt_dossier_window_class_init (PtDossierWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_dossier_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = pt_dossier_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-dossier-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PtDossierWindow, title);
  gtk_widget_class_bind_template_child (widget_class, PtDossierWindow, save);
  gtk_widget_class_bind_template_child (widget_class, PtDossierWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PtDossierWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PtDossierWindow, pages_bin);
  gtk_widget_class_bind_template_child (widget_class, PtDossierWindow, problem);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* Every form that is one file. */
static GMenuModel *
make_formats (void)
{
  GMenu *menu = g_menu_new ();
  const PtStoryFormat *format;

  for (guint i = 0; (format = pt_story_format_nth (i)) != NULL; i++)
    if (format->extension != NULL)
      {
        g_autoptr (GMenuItem) item = g_menu_item_new (_ (format->label), NULL);

        g_menu_item_set_action_and_target (item, "dossier.save", "s", format->id);
        g_menu_append_item (menu, item);
      }
  return G_MENU_MODEL (menu);
}

static void
pt_dossier_window_init (PtDossierWindow *self)
{
  g_autoptr (GMenuModel) formats = make_formats ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), dossier_actions,
                                   G_N_ELEMENTS (dossier_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "dossier", G_ACTION_GROUP (self->actions));
  gtk_menu_button_set_menu_model (self->save, formats);
  self->pages = pt_narrative_pages_new ();
  adw_bin_set_child (self->pages_bin, self->pages);
}

void
pt_dossier_window_show (PtWindow *window, const char *theme)
{
  PtDossierWindow *self = g_object_new (PT_TYPE_DOSSIER_WINDOW, "transient-for", window, NULL);
  g_autofree char *label = pt_dossier_dup_theme (theme, pt_catalog_current ());
  g_autofree char *title = g_strdup_printf ("%s – %s", _ ("What Works"), label);

  self->logbook = g_object_ref (pt_window_get_logbook (window));
  self->theme = g_strdup (theme);
  adw_window_title_set_subtitle (self->title, label);
  gtk_window_set_title (GTK_WINDOW (self), title);
  enable (self, FALSE);
  self->reader = pt_reader_new (self, self->logbook, &reading);
  gtk_window_present (GTK_WINDOW (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lab of the tests of forms and pages; see the header. */
#include "detail-fixture.h"

#include "log-fixture.h"

#include <glib/gstdio.h>

extern GResource *pt_app_get_resource (void);

#define WAIT_MAX_SECONDS 30 /* a machine may be busy */
#define SETTLE_ROUNDS 4
#define SETTLE_MS 90
#define LOOK_MS 20
#define WORK_MAX_MS 10000      /* a busy machine gives a thread its turn later */
#define START 1770000000000000 /* 2026-02-02, microseconds UTC */

static void
init_widgets (void)
{
  adw_init ();
  g_resources_register (pt_app_get_resource ());
}

void
lab_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  log_forgive_measuring ();
  init_widgets ();
}

void
lab_init_beside_ui (void)
{
  gtk_init ();
  init_widgets ();
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}

static void
create (Lab *self, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) logbook = pt_edit_new (self->world, "logbook", NULL);

  pt_edit_set_text (logbook, "name", "Buurtlab");
  pt_edit_set_bool (logbook, "research_fields", TRUE);
  self->other = pt_store_create (folder, self->world, logbook, "An", &error);
  g_assert_no_error (error);
}

void
lab_open (Lab *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  self->folder = g_dir_make_tmp ("proeftuin-test-XXXXXX", &error);
  g_assert_no_error (error);
  folder = g_build_filename (self->folder, "lab.proeftuin", NULL);
  self->world = pt_world_new_seeded (1, START);
  create (self, folder);
  self->logbook = pt_logbook_open (folder, pt_world_system (), &error);
  g_assert_no_error (error);
  g_autoptr (PtRecord) person = lab_make (self, "stakeholder", "name", "Bewoner 3");
  self->person = g_strdup (pt_record_get_id (person));
  self->overlay = adw_toast_overlay_new ();
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 700, 900);
  gtk_window_set_child (GTK_WINDOW (self->window), self->overlay);
}

void
lab_close (Lab *self, gconstpointer data)
{
  lab_settle (self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  lab_settle (self);
  g_assert_finalize_object (self->logbook);
  pt_store_close (self->other);
  pt_world_free (self->world);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->person);
}

void
lab_present (Lab *self, GtkWidget *widget)
{
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->overlay), widget);
  gtk_window_present (GTK_WINDOW (self->window));
}

static gboolean
over_cb (gpointer over)
{
  *(gboolean *)over = TRUE;
  return G_SOURCE_REMOVE;
}

void
lab_wait (LabCondition condition, gpointer data)
{
  gboolean over = FALSE;
  guint source = g_timeout_add_seconds (WAIT_MAX_SECONDS, over_cb, &over);

  while (!condition (data) && !over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (over);
  g_source_remove (source);
}

/* As /proc/PID/task/TID/stat says it: running, or in line for the processor or the disk. */
static gboolean
is_busy (const char *thread)
{
  g_autofree char *path = g_build_filename ("/proc/self/task", thread, "stat", NULL);
  g_autofree char *stat = NULL;
  const char *name_end;

  if (!g_file_get_contents (path, &stat, NULL, NULL)) /* it ended */
    return FALSE;
  name_end = strrchr (stat, ')');
  return name_end != NULL && (name_end[2] == 'R' || name_end[2] == 'D');
}

gboolean
lab_works (void)
{
  g_autoptr (GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  g_autofree char *own = g_file_read_link ("/proc/thread-self", NULL);
  g_autofree char *mine = own ? g_path_get_basename (own) : NULL;
  const char *thread;

  while (threads != NULL && (thread = g_dir_read_name (threads)) != NULL)
    if (g_strcmp0 (thread, mine) != 0 && is_busy (thread))
      return TRUE;
  return FALSE;
}

static void
run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
lab_rest (guint milliseconds)
{
  run_for (milliseconds);
  for (guint i = 0; i < WORK_MAX_MS / LOOK_MS && (lab_works () || g_main_context_pending (NULL));
       i++)
    run_for (LOOK_MS);
}

void
lab_settle (Lab *self)
{
  for (guint i = 0; i < SETTLE_ROUNDS; i++)
    {
      pt_logbook_flush (self->logbook);
      lab_rest (SETTLE_MS);
    }
}

PtRecord *
lab_make (Lab *self, const char *kind, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) edit = pt_edit_new (self->world, kind, NULL);

  pt_edit_set_text (edit, field, text);
  PtRecord *record = pt_store_save (self->other, edit, &error);
  g_assert_no_error (error);
  return record;
}

PtRecord *
lab_get (Lab *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  PtRecord *record = pt_store_get_record (self->other, id, &error);

  g_assert_no_error (error);
  return record;
}

/* ── Widgets ── */

static gboolean
says (GtkWidget *widget, const char *text)
{
  static const char *const names[] = { "label", "title", "tooltip-text" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *said = NULL;
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), names[i]);
      if (pspec == NULL || pspec->value_type != G_TYPE_STRING)
        continue;
      g_object_get (widget, names[i], &said, NULL);
      if (g_strcmp0 (said, text) == 0)
        return TRUE;
    }
  return FALSE;
}

const char *
lab_words (GtkWidget *widget)
{
  const char *words = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                      : GTK_IS_INSCRIPTION (widget)
                          ? gtk_inscription_get_text (GTK_INSCRIPTION (widget))
                          : NULL;

  return words != NULL ? words : "";
}

GtkWidget *
lab_find (GtkWidget *root, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (text == NULL || says (root, text)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = lab_find (child, type, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

guint
lab_count (GtkWidget *root, GType type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (root), type);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += lab_count (child, type);
  return n;
}

gboolean
lab_press (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean done = FALSE;

  for (guint i = 0; !done && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &done);
    }
  return done;
}

void
lab_type (GtkWidget *text_view, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text_view)), text, -1);
}

char *
lab_read (GtkWidget *text_view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text_view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

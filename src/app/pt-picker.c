/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search runs on a worker; late answers carry the number of their question and are dropped when
 * a newer one was asked. What is not there yet can be made from the words that were typed. */
#include "pt-picker.h"

#include <glib/gi18n-lib.h>

#include "pt-form-focus.h"
#include "pt-picker-search.h"

#define SEARCH_DELAY_MS 120
#define RESULTS_HEIGHT_PX 240
#define WIDTH_PX 280

struct _PtPicker
{
  GtkWidget parent_instance;

  PtLogbook *logbook;
  char *kinds;
  char *self_id;
  gboolean members;

  GtkWidget *search;
  GtkWidget *results;
  guint search_source;
  guint generation;
  guint shown;     /* the generation of what is shown */
  gboolean chosen; /* Enter was pressed before what was typed was found */
  GCancellable *cancellable;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtPicker, pt_picker, GTK_TYPE_WIDGET)

typedef struct
{
  PtPicker *picker;
  guint generation;
} Question;

/* ── Picking ── */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PtPicker) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_save_finish (PT_LOGBOOK (source), result, &error);
  g_autofree char *title = NULL;

  if (record == NULL)
    {
      gtk_widget_set_tooltip_text (self->search, error->message);
      return;
    }
  title = pt_record_dup_title (record);
  g_signal_emit (self, signals[PICKED], 0, pt_record_get_id (record), title);
}

static void
pick_row (PtPicker *self, GtkListBoxRow *row)
{
  const PtPick *pick = g_object_get_data (G_OBJECT (row), "pick");

  if (pick->id != NULL)
    g_signal_emit (self, signals[PICKED], 0, pick->id, pick->title);
  else
    {
      PtWorld *world = pt_store_get_world (pt_logbook_get_reader (self->logbook));
      pt_logbook_save_async (self->logbook, pt_pick_make_edit (pick, world), self->cancellable,
                             made_cb, g_object_ref (self));
    }
}

static void
pick_selected (PtPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->results));

  if (row != NULL)
    pick_row (self, row);
}

/* ── Results ── */

static GtkWidget *
make_words (const PtPick *pick)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (pick->title);
  GtkWidget *detail = gtk_label_new (pick->detail);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_box_append (GTK_BOX (column), title);
  gtk_box_append (GTK_BOX (column), detail);
  gtk_widget_set_hexpand (column, TRUE);
  return column;
}

static GtkWidget *
make_row (PtPick *pick)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (pick->icon);
  g_autofree char *name = g_strdup_printf ("%s, %s", pick->title, pick->detail);

  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), make_words (pick));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "pick", pick, (GDestroyNotify)pt_pick_free);
  return row;
}

static void
clear_results (PtPicker *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->results), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->results), GTK_WIDGET (row));
}

/* "Add": what was typed becomes a record of the one kind that is looked for. */
static void
append_new (PtPicker *self)
{
  const char *words = pt_picker_get_query (self);
  PtPick *pick = pt_pick_new_for_words (self->kinds, words);

  if (pick != NULL)
    gtk_list_box_append (GTK_LIST_BOX (self->results), make_row (pick));
}

static void
show_results (PtPicker *self, GPtrArray *picks)
{
  clear_results (self);
  for (guint i = 0; i < picks->len; i++)
    {
      PtPick *pick = g_steal_pointer (&g_ptr_array_index (picks, i));
      if (g_strcmp0 (pick->id, self->self_id) == 0)
        pt_pick_free (pick);
      else
        gtk_list_box_append (GTK_LIST_BOX (self->results), make_row (pick));
    }
  append_new (self);
  gtk_list_box_select_row (GTK_LIST_BOX (self->results),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->results), 0));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) picks = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  g_autoptr (PtPicker) self = question->picker;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || question->generation != self->generation)
    return;
  self->shown = question->generation;
  if (picks == NULL)
    gtk_widget_set_tooltip_text (self->search, error->message);
  else
    show_results (self, picks);
  if (self->chosen && picks != NULL)
    pick_selected (self);
  self->chosen = FALSE;
}

static void
ask (PtPicker *self)
{
  Question *question = g_new0 (Question, 1);

  question->picker = g_object_ref (self);
  question->generation = ++self->generation;
  pt_logbook_read_async (
      self->logbook, pt_pick_search_job,
      pt_pick_search_new (self->kinds, pt_picker_get_query (self), self->members),
      (GDestroyNotify)pt_pick_search_free, (GDestroyNotify)g_ptr_array_unref, self->cancellable,
      found_cb, question);
}

/* ── Acts ── */

static void
row_activated_cb (PtPicker *self, GtkListBoxRow *row)
{
  pick_row (self, row);
}

/* Who types fast is not given what stood first for other letters. */
static void
search_activated_cb (PtPicker *self)
{
  self->chosen = self->search_source != 0 || self->shown != self->generation;
  if (!self->chosen)
    pick_selected (self);
  else if (self->search_source != 0)
    {
      g_clear_handle_id (&self->search_source, g_source_remove);
      ask (self);
    }
}

static gboolean
search_now_cb (gpointer data)
{
  PtPicker *self = data;

  self->search_source = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
search_changed_cb (PtPicker *self)
{
  self->chosen = FALSE;
  g_clear_handle_id (&self->search_source, g_source_remove);
  self->search_source = g_timeout_add (SEARCH_DELAY_MS, search_now_cb, self);
}

/* Up and Down choose while the cursor stays in the search box. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtPicker *self)
{
  const int step = key == GDK_KEY_Down ? 1 : key == GDK_KEY_Up ? -1 : 0;
  GtkListBox *list = GTK_LIST_BOX (self->results);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);
  const int at = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;

  if (step == 0)
    return GDK_EVENT_PROPAGATE;
  row = at >= 0 ? gtk_list_box_get_row_at_index (list, at) : NULL;
  if (row != NULL)
    gtk_list_box_select_row (list, row);
  return GDK_EVENT_STOP;
}

/* A search entry keeps Escape for itself: without this nobody gets out of the popover by keyboard. */
static void
search_stopped_cb (PtPicker *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* ── Making ── */

static GtkWidget *
make_results (PtPicker *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->results = gtk_list_box_new ();
  gtk_widget_add_css_class (self->results, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->results), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Found"), -1);
  g_signal_connect_swapped (self->results, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->results);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  /* Of one height: a popover that changes size under the pointer leads to wrong picks. */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), RESULTS_HEIGHT_PX);
  return scrolled;
}

static void
pt_picker_dispose (GObject *object)
{
  PtPicker *self = PT_PICKER (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->search_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (pt_picker_parent_class)->dispose (object);
}

static void
pt_picker_finalize (GObject *object)
{
  PtPicker *self = PT_PICKER (object);

  g_free (self->kinds);
  g_free (self->self_id);
  g_clear_object (&self->logbook);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (pt_picker_parent_class)->finalize (object);
}

static void
pt_picker_class_init (PtPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pt_picker_dispose;
  object_class->finalize = pt_picker_finalize;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
pt_picker_init (PtPicker *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->cancellable = g_cancellable_new ();
  self->search = gtk_search_entry_new ();
  gtk_widget_set_size_request (self->search, WIDTH_PX, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search by name"), -1);
  g_object_set (self->search, "placeholder-text", _ ("Type two letters of the name"), NULL);
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (search_stopped_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->search, keys);
  gtk_widget_set_parent (self->search, GTK_WIDGET (self));
  gtk_widget_set_parent (make_results (self), GTK_WIDGET (self));
}

/* ── Public ── */

GtkWidget *
pt_picker_new (PtLogbook *logbook, const char *kinds, gboolean members)
{
  PtPicker *self = g_object_new (PT_TYPE_PICKER, NULL);

  self->logbook = g_object_ref (logbook);
  self->kinds = g_strdup (kinds);
  self->members = members;
  return GTK_WIDGET (self);
}

void
pt_picker_set_kinds (PtPicker *self, const char *kinds)
{
  char *copy = g_strdup (kinds);

  g_return_if_fail (PT_IS_PICKER (self));

  g_free (self->kinds);
  self->kinds = copy;
  ask (self);
}

void
pt_picker_set_self (PtPicker *self, const char *id)
{
  char *copy = g_strdup (id);

  g_return_if_fail (PT_IS_PICKER (self));

  g_free (self->self_id);
  self->self_id = copy;
}

const char *
pt_picker_get_query (PtPicker *self)
{
  g_return_val_if_fail (PT_IS_PICKER (self), NULL);
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

void
pt_picker_start (PtPicker *self)
{
  g_return_if_fail (PT_IS_PICKER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (self->search);
  ask (self);
}

GtkWidget *
pt_picker_popover_new (PtPicker *picker)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (picker));
  g_signal_connect_object (popover, "show", G_CALLBACK (pt_picker_start), picker,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (picker, "picked", G_CALLBACK (gtk_popover_popdown), popover,
                           G_CONNECT_SWAPPED);
  pt_form_focus_return (popover);
  return popover;
}

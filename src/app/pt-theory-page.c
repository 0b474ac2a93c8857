/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-theory-page.h. An arrow is saved as soon as it is drawn, and undone as anything else; its
 * words are asked for afterwards, by opening it. */
#include "pt-theory-page.h"

#include "pt-detail-errand.h"
#include "pt-empty-page.h"
#include "pt-figure-view.h"
#include "pt-look.h"
#include "pt-place.h"
#include "pt-reader.h"
#include "pt-time.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

struct _PtTheoryPage
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  GSimpleActionGroup *actions;
  char *from;  /* where an arrow begins that is being drawn; or NULL */
  double x, y; /* where the pointer took it up */
  GtkStack *stack;
  GtkWidget *view;
  AdwStatusPage *empty;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtTheoryPage, pt_theory_page, ADW_TYPE_BIN)

static PtPictureView *
get_picture (PtTheoryPage *self)
{
  return pt_figure_view_get_picture_view (PT_FIGURE_VIEW (self->view));
}

/* ── Drawing an arrow ── */

/* (transfer full) (nullable) */
static PtRecord *
ref_record (PtTheoryPage *self, const char *id)
{
  return id != NULL ? pt_store_get_record (pt_logbook_get_reader (self->logbook), id, NULL) : NULL;
}

static gboolean
is_kind (PtRecord *record, const char *kind)
{
  return record != NULL && g_str_equal (pt_record_get_kind_id (record), kind);
}

static gboolean
may_begin (PtTheoryPage *self, const char *id)
{
  g_autoptr (PtRecord) record = ref_record (self, id);

  return is_kind (record, "outcome") || is_kind (record, "experiment");
}

static void
tell (PtTheoryPage *self)
{
  g_autoptr (PtRecord) from = ref_record (self, self->from);
  g_autofree char *title = from != NULL ? pt_record_dup_title (from) : NULL;
  /* Translators: %s is an effect or an experiment. */
  g_autofree char *text = title != NULL
                              ? g_strdup_printf (_ ("Now choose what “%s” leads to. Esc stops."),
                                                 title)
                              : g_strdup (_ ("Drag from one effect to another to draw an arrow."));

  pt_figure_view_set_title (PT_FIGURE_VIEW (self->view), text);
}

static void
begin (PtTheoryPage *self, const char *from)
{
  g_free (self->from);
  self->from = g_strdup (from);
  tell (self);
}

static void
stop (PtTheoryPage *self)
{
  g_clear_pointer (&self->from, g_free);
  pt_picture_view_set_band (get_picture (self), NULL);
  tell (self);
}

static void
save_arrow (PtTheoryPage *self, PtRecord *from, PtRecord *to)
{
  PtBatch *batch = pt_batch_new (_ ("Arrow"));
  PtEdit *edit = pt_edit_new (pt_logbook_get_world (self->logbook), "mechanism", NULL);
  g_autofree char *title_from = pt_record_dup_title (from);
  g_autofree char *title_to = pt_record_dup_title (to);
  /* Translators: two effects, or an experiment and an effect. */
  g_autofree char *text = g_strdup_printf (_ ("“%s” leads to “%s”"), title_from, title_to);

  pt_edit_set_text (edit, is_kind (from, "outcome") ? "from_outcome" : "from_experiment",
                    pt_record_get_id (from));
  pt_edit_set_text (edit, "to_outcome", pt_record_get_id (to));
  g_ptr_array_add (batch->edits, edit);
  batch->how = "save";
  pt_detail_errand_batch (GTK_WIDGET (self), self->logbook, batch, text);
}

/* An arrow that is there already is not drawn twice. */
static gboolean
is_tied (PtTheoryPage *self, const char *from, const char *to)
{
  PtFigure *figure = pt_figure_view_get_figure (PT_FIGURE_VIEW (self->view));
  g_autoptr (PtRecord) arrow = NULL;

  for (guint i = 0; figure != NULL && pt_figure_get_row (figure, i) != NULL; i++)
    {
      g_clear_pointer (&arrow, pt_record_unref);
      arrow = ref_record (self, pt_figure_get_row (figure, i));
      if (is_kind (arrow, "mechanism")
          && g_strcmp0 (pt_record_get_text (arrow, "to_outcome"), to) == 0
          && (g_strcmp0 (pt_record_get_text (arrow, "from_outcome"), from) == 0
              || g_strcmp0 (pt_record_get_text (arrow, "from_experiment"), from) == 0))
        return TRUE;
    }
  return FALSE;
}

/* Draws it from where it began to @to, if that can be. */
static void
finish (PtTheoryPage *self, const char *to)
{
  g_autoptr (PtRecord) begun = ref_record (self, self->from);
  g_autoptr (PtRecord) end = ref_record (self, to);

  if (begun != NULL && is_kind (end, "outcome") && g_strcmp0 (self->from, to) != 0)
    {
      if (is_tied (self, self->from, to))
        pt_window_toast (GTK_WIDGET (self), _ ("That arrow is there already"), NULL, NULL, NULL);
      else
        save_arrow (self, begun, end);
    }
  stop (self);
}

/* A click or Enter: where an arrow goes to, or something to read. */
static void
opened_cb (PtTheoryPage *self, const char *record)
{
  if (self->from != NULL)
    finish (self, record);
  else
    g_signal_emit (self, signals[OPEN_RECORD], 0, record);
}

static void
arrow_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtTheoryPage *self = user_data;
  const char *at = pt_picture_view_get_record (get_picture (self));

  if (may_begin (self, at))
    begin (self, at);
  else
    pt_window_toast (GTK_WIDGET (self),
                     _ ("Go to an experiment or effect with the arrow keys first"), NULL, NULL,
                     NULL);
  gtk_widget_grab_focus (GTK_WIDGET (get_picture (self)));
}

static const GActionEntry theory_actions[] = { { "arrow", arrow_cb } };

/* ── Pointer and keys ── */

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, PtTheoryPage *self)
{
  const char *at = pt_picture_view_find (get_picture (self), x, y);

  self->x = x;
  self->y = y;
  if (self->from == NULL && may_begin (self, at))
    self->from = g_strdup (at);
  else
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, PtTheoryPage *self)
{
  const graphene_rect_t band = { { (float)self->x, (float)self->y }, { (float)dx, (float)dy } };

  if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int)dx, (int)dy))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pt_picture_view_set_band (get_picture (self), &band);
}

/* What was no more than a click begins nothing. */
static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, PtTheoryPage *self)
{
  if (gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int)dx, (int)dy))
    finish (self, pt_picture_view_find (get_picture (self), self->x + dx, self->y + dy));
  else
    stop (self);
}

static void
remove_arrow (PtTheoryPage *self, const char *id)
{
  const PtErrandToast toast = { _ ("Arrow taken away"), _ ("Undo"), "win.undo", NULL };

  pt_detail_errand_archive (GTK_WIDGET (self), self->logbook, id, TRUE, &toast);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtTheoryPage *self)
{
  const char *at = pt_picture_view_get_record (get_picture (self));
  g_autoptr (PtRecord) record = ref_record (self, at);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_a || key == GDK_KEY_A)
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), "arrow", NULL);
  else if (key == GDK_KEY_Escape && self->from != NULL)
    stop (self);
  else if (key == GDK_KEY_Delete && is_kind (record, "mechanism"))
    remove_arrow (self, at);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
add_controllers (PtTheoryPage *self)
{
  GtkWidget *picture = GTK_WIDGET (get_picture (self));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (picture, keys);
  gtk_widget_add_controller (picture, GTK_EVENT_CONTROLLER (drag));
}

/* ── Reading ── */

typedef struct
{
  PtFigure *figure; /* NULL = there is no effect yet */
} Read;

static void
read_free (gpointer data)
{
  g_clear_pointer (&((Read *)data)->figure, pt_figure_unref);
  g_free (data);
}

static gpointer
read_job (PtStore *store, gpointer none, GCancellable *cancellable, GError **error)
{
  static const char *const needs[] = { "outcome", "experiment", "mechanism", NULL };
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  g_autoptr (PtDataset) data = pt_look_read (store, needs, error);

  if (data == NULL)
    return NULL;
  const PtLens lens = pt_look_lens (data, today);
  Read *read = g_new0 (Read, 1);

  read->figure = pt_figure_theory (&lens);
  return read;
}

static void
take (gpointer page, gpointer result)
{
  PtTheoryPage *self = page;
  Read *read = result;
  const gboolean any = read->figure != NULL;

  pt_figure_view_show (PT_FIGURE_VIEW (self->view), g_steal_pointer (&read->figure));
  gtk_stack_set_visible_child_name (self->stack, any ? "figure" : "empty");
  read_free (read);
}

static const PtReading reading = { .job = read_job, .free_result = read_free, .take = take };

/* ── Type ── */

static void
pt_theory_page_dispose (GObject *object)
{
  PtTheoryPage *self = PT_THEORY_PAGE (object);

  g_clear_pointer (&self->reader, pt_reader_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_theory_page_parent_class)->dispose (object);
}

static void
pt_theory_page_class_init (PtTheoryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_theory_page_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_THEORY_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
make_arrow_button (void)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Draw Arrow"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("From where the arrow keys are (A)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "theory.arrow");
  return button;
}

static void
pt_theory_page_init (PtTheoryPage *self)
{
  const PtPlace *place = pt_place_find ("outcome");

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), theory_actions,
                                   G_N_ELEMENTS (theory_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "theory", G_ACTION_GROUP (self->actions));
  self->stack = GTK_STACK (gtk_stack_new ());
  self->view = pt_figure_view_new (TRUE);
  self->empty = pt_empty_page_new ();
  pt_empty_page_teach (self->empty, place);
  pt_figure_view_add (PT_FIGURE_VIEW (self->view), make_arrow_button ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "loading");
  gtk_stack_add_named (self->stack, self->view, "figure");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  g_signal_connect_object (self->view, "open-record", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  add_controllers (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
pt_theory_page_new (PtLogbook *logbook)
{
  PtTheoryPage *self = g_object_new (PT_TYPE_THEORY_PAGE, NULL);

  self->logbook = g_object_ref (logbook);
  self->reader = pt_reader_new (self, logbook, &reading);
  tell (self);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-agenda-page.h. Questions are few: all are read when the page is seen, and after a change. */
#include "pt-agenda-page.h"

#include "pt-agenda-row.h"
#include "pt-catalog.h"
#include "pt-figure-view.h"
#include "pt-gather.h"
#include "pt-pictures.h"
#include "pt-place.h"
#include "pt-question-act.h"
#include "pt-reader.h"
#include "pt-status-move.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

/* What was read, ready to be shown. */
typedef struct
{
  PtDataset *data;
  GPtrArray *items; /* PtAgendaItem */
  PtFigure *figure; /* or NULL */
} Agenda;

struct _PtAgendaPage
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  Agenda *agenda; /* NULL = not read yet */
  GSimpleActionGroup *actions;

  GtkStack *stack;
  AdwBin *picture_bin;
  GtkListBox *rows;
  AdwStatusPage *empty;
  GtkWidget *picture;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtAgendaPage, pt_agenda_page, GTK_TYPE_BOX)

static void
agenda_free (Agenda *agenda)
{
  g_clear_pointer (&agenda->figure, pt_figure_unref);
  g_clear_pointer (&agenda->items, g_ptr_array_unref);
  g_clear_pointer (&agenda->data, pt_dataset_unref);
  g_free (agenda);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Agenda, agenda_free)

/* ── Reading ── */

static gpointer
load_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const PtFilter review = { "kind", "review" };
  const PtQuery questions = { .kind = "question" };
  const PtQuery reviews = { .kind = "entry", .filters = &review, .n_filters = 1 };
  g_autoptr (Agenda) agenda = g_new0 (Agenda, 1);
  g_autofree char *today = pt_world_today (pt_store_get_world (store));

  agenda->data = pt_dataset_new ();
  g_autoptr (GPtrArray) asked = pt_gather (store, agenda->data, &questions, error);
  g_autoptr (GPtrArray) reviewed = asked != NULL ? pt_gather (store, agenda->data, &reviews, error)
                                                 : NULL;
  if (reviewed == NULL)
    return NULL;
  const PtLens lens = { .data = agenda->data, .lang = pt_catalog_current (), .today = today };
  agenda->items = pt_agenda_make (agenda->data, today);
  agenda->figure = pt_figure_agenda (&lens);
  return g_steal_pointer (&agenda);
}

/* ── Rows ── */

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const gboolean open = pt_question_is_open (pt_agenda_row_get_question (PT_AGENDA_ROW (row)));

  if (before != NULL
      && pt_question_is_open (pt_agenda_row_get_question (PT_AGENDA_ROW (before))) == open)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  GtkWidget *label = gtk_label_new (open ? _ ("What we look for") : _ ("What is closed"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "pt-rows-heading");
  gtk_list_box_row_set_header (row, label);
}

static GtkListBoxRow *
find_row (PtAgendaPage *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    if (g_str_equal (pt_record_get_id (pt_agenda_row_get_question (PT_AGENDA_ROW (row))), id))
      return row;
  return NULL;
}

/* The row that the focus is on or in; NULL = none. */
static PtAgendaRow *
find_focused (PtAgendaPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, PT_TYPE_AGENDA_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self)) ? PT_AGENDA_ROW (row)
                                                                        : NULL;
}

static void
show_rows (PtAgendaPage *self)
{
  PtAgendaRow *focused = find_focused (self);
  g_autofree char *id = focused != NULL
                            ? g_strdup (pt_record_get_id (pt_agenda_row_get_question (focused)))
                            : NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  for (guint i = 0; i < self->agenda->items->len; i++)
    gtk_list_box_append (self->rows,
                         pt_agenda_row_new (self->agenda->items->pdata[i], self->agenda->data));
  row = id != NULL ? find_row (self, id) : NULL;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
take (gpointer page, gpointer result)
{
  PtAgendaPage *self = page;

  g_clear_pointer (&self->agenda, agenda_free);
  self->agenda = result;
  pt_figure_view_show (PT_FIGURE_VIEW (self->picture),
                       self->agenda->figure != NULL ? pt_figure_ref (self->agenda->figure) : NULL);
  show_rows (self);
  gtk_stack_set_visible_child_name (self->stack, self->agenda->items->len > 0 ? "agenda" : "empty");
}

static const PtReading reading = { .job = load_job,
                                   .free_result = (GDestroyNotify)agenda_free,
                                   .take = take };

/* ── What can be done ── */

static PtRecord *
find_question (PtAgendaPage *self, GVariant *id)
{
  const char *wanted = g_variant_get_string (id, NULL);
  GtkListBoxRow *row = *wanted != '\0' ? find_row (self, wanted)
                                       : (GtkListBoxRow *)find_focused (self);

  return row != NULL ? pt_agenda_row_get_question (PT_AGENDA_ROW (row)) : NULL;
}

static void
act_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtAgendaPage *self = user_data;
  const PtQuestionAct *act = pt_question_act_find (g_action_get_name (G_ACTION (action)));
  PtRecord *question = find_question (self, parameter);

  if (question != NULL && pt_question_act_fits (act, question))
    pt_question_act_show (GTK_WIDGET (self), self->logbook, act, question);
}

static void
explore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtAgendaPage *self = user_data;
  PtRecord *question = find_question (self, parameter);

  if (question != NULL)
    pt_status_move (GTK_WIDGET (self), self->logbook, pt_record_get_id (question), "exploring");
}

static const GActionEntry agenda_actions[] = {
  { "explore", explore_cb, "s" }, { "answer", act_cb, "s" }, { "reformulate", act_cb, "s" },
  { "pass-on", act_cb, "s" },     { "drop", act_cb, "s" },
};

static const char *
find_action (guint key)
{
  for (guint i = 0; i < pt_n_question_acts; i++)
    if (pt_question_acts[i].key == gdk_keyval_to_lower (key))
      return pt_question_acts[i].id;
  return gdk_keyval_to_lower (key) == GDK_KEY_l ? "explore" : NULL;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtAgendaPage *self)
{
  const GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();
  const char *action = held == 0 && find_focused (self) != NULL ? find_action (key) : NULL;

  if (action == NULL)
    return GDK_EVENT_PROPAGATE;
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), action,
                                  g_variant_new_string (""));
  return GDK_EVENT_STOP;
}

static void
on_row_activated (PtAgendaPage *self, GtkListBoxRow *row, GtkListBox *box)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0,
                 pt_record_get_id (pt_agenda_row_get_question (PT_AGENDA_ROW (row))));
}

static void
opened_cb (PtAgendaPage *self, const char *id)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, id);
}

/* ── Type ── */

static void
pt_agenda_page_dispose (GObject *object)
{
  PtAgendaPage *self = PT_AGENDA_PAGE (object);

  g_clear_pointer (&self->reader, pt_reader_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_AGENDA_PAGE);
  g_clear_pointer (&self->agenda, agenda_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_agenda_page_parent_class)->dispose (object);
}

static void
pt_agenda_page_class_init (PtAgendaPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_agenda_page_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-agenda-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PtAgendaPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PtAgendaPage, picture_bin);
  gtk_widget_class_bind_template_child (widget_class, PtAgendaPage, rows);
  gtk_widget_class_bind_template_child (widget_class, PtAgendaPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
pt_agenda_page_init (PtAgendaPage *self)
{
  const PtPlace *place = pt_place_find ("question");
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), agenda_actions,
                                   G_N_ELEMENTS (agenda_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "agenda", G_ACTION_GROUP (self->actions));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_list_box_set_header_func (self->rows, header_cb, NULL, NULL);
  self->picture = pt_figure_view_new (FALSE);
  g_signal_connect_object (self->picture, "open-record", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->picture_bin, self->picture);
  adw_status_page_set_icon_name (self->empty, pt_place_get_icon (place));
  adw_status_page_set_title (self->empty, _ (place->empty_title));
  adw_status_page_set_description (self->empty, _ (place->empty_text));
}

/**
 * pt_agenda_page_new:
 * @logbook: an open logbook
 *
 * Returns: (transfer floating): the page; it is read when it is seen
 */
GtkWidget *
pt_agenda_page_new (PtLogbook *logbook)
{
  PtAgendaPage *self = g_object_new (PT_TYPE_AGENDA_PAGE, NULL);

  self->logbook = g_object_ref (logbook);
  self->reader = pt_reader_new (self, logbook, &reading);
  return GTK_WIDGET (self);
}

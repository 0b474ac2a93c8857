/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-close-day.h. A note is open until something was made of it or it was left as it is; which were
 * left is kept on this laptop (PT_DAY_LEFT_SETTING). */
#include "pt-close-day.h"

#include "pt-day-act.h"
#include "pt-form-wrap.h"
#include "pt-note-card.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EVENING 16 /* o'clock: from here on the day may be closed */

struct _PtCloseDay
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  char *date;
  GPtrArray *open; /* ids of notes, in order */
  guint n_walked;
  gboolean walking;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;

  GtkWidget *column;
  GtkWidget *words;
  GtkWidget *start;
  GtkWidget *card;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (PtCloseDay, pt_close_day, ADW_TYPE_BIN)

static const char *
get_note (PtCloseDay *self)
{
  return self->walking && self->open->len > 0 ? self->open->pdata[0] : NULL;
}

/* ── What is shown ── */

static void
show_words (PtCloseDay *self)
{
  const guint n = self->open->len;
  g_autofree char *text = NULL;

  if (get_note (self) != NULL)
    /* Translators: which note is looked at while the day is closed, of how many. */
    text = g_strdup_printf (_ ("Close the day · %u of %u"), self->n_walked + 1, self->n_walked + n);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("%u note waits for the end of the day",
                                      "%u notes wait for the end of the day", n),
                            n);
  else
    text = g_strdup (_ ("The day is closed: every note has its place."));
  gtk_label_set_text (GTK_LABEL (self->words), text);
}

static void
update (PtCloseDay *self)
{
  const gboolean walks = get_note (self) != NULL;

  gtk_widget_set_visible (self->start, !walks && self->open->len > 0);
  gtk_widget_set_visible (self->card, walks);
  gtk_widget_set_visible (self->buttons, walks);
  show_words (self);
}

static GtkWidget *
make_card (const PtDay *day, const char *id)
{
  for (guint i = 0; i < day->notes->len; i++)
    if (g_str_equal (((PtDayNote *)day->notes->pdata[i])->id, id))
      return pt_note_card_new (day->notes->pdata[i]);
  return NULL;
}

static void
clear_card (PtCloseDay *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->card), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->card), GTK_WIDGET (row));
}

/* The card of the first open note; read from the list of cards that is shown above it. */
static gpointer
day_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_day_load (store, data, FALSE, error);
}

static void
day_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDay) day = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtCloseDay *self = user_data;
  const char *id = get_note (self);
  GtkWidget *card = day != NULL && id != NULL ? make_card (day, id) : NULL;
  clear_card (self);
  if (card == NULL)
    return;
  gtk_list_box_append (GTK_LIST_BOX (self->card), card);
  gtk_widget_grab_focus (card);
}

static void
show_card (PtCloseDay *self)
{
  update (self);
  if (get_note (self) != NULL)
    pt_logbook_read_async (self->logbook, day_job, g_strdup (self->date), g_free,
                           (GDestroyNotify)pt_day_free, self->cancellable, day_cb, self);
  else
    self->walking = FALSE;
}

/* ── One note after the other ── */

static void
go_on (PtCloseDay *self)
{
  g_ptr_array_remove_index (self->open, 0);
  self->n_walked++;
  show_card (self);
}

typedef struct
{
  const PtDayAct *act; /* NULL = it is left as it is */
  char *note;
  char *date;
} Job;

static void
job_free (Job *job)
{
  g_free (job->note);
  g_free (job->date);
  g_free (job);
}

static gpointer
leave (PtStore *store, const Job *job, GError **error)
{
  g_autofree char *old = pt_store_dup_setting (store, PT_DAY_LEFT_SETTING);
  const gboolean same_day = old != NULL && g_str_has_prefix (old, job->date);
  g_autofree char *left = g_strjoin (" ", same_day ? old : job->date, job->note, NULL);

  return pt_store_set_setting (store, PT_DAY_LEFT_SETTING, left, error) ? g_strdup ("") : NULL;
}

static gpointer
act_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (PtRecord) note = pt_store_get_record (store, job->note, error);
  char *group = NULL;

  if (note == NULL)
    return NULL;
  if (job->act == NULL)
    return leave (store, job, error);
  g_autoptr (PtBatch) batch = pt_day_act_make (job->act, pt_store_get_world (store), note);
  return pt_store_save_batch (store, batch, &group, error) ? group : NULL;
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *group = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtCloseDay *self = user_data;
  if (group == NULL)
    pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  else if (*group != '\0')
    pt_window_toast (GTK_WIDGET (self), _ ("Made from the note"), _ ("Undo"), "win.undo-group",
                     g_variant_new_string (group));
}

static void
deal_with (PtCloseDay *self, const PtDayAct *act)
{
  Job *job;

  if (get_note (self) == NULL)
    return;
  job = g_new0 (Job, 1);
  job->act = act;
  job->note = g_strdup (get_note (self));
  job->date = g_strdup (self->date);
  pt_logbook_run_async (self->logbook, act_job, job, (GDestroyNotify)job_free, g_free,
                        self->cancellable, acted_cb, self);
  go_on (self);
}

static void
act_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const PtDayAct *act = pt_day_act_find (g_variant_get_string (parameter, NULL));

  if (act != NULL)
    deal_with (user_data, act);
}

static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  deal_with (user_data, NULL);
}

static void
start_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_close_day_start (user_data);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtCloseDay *self = user_data;

  self->walking = FALSE;
  update (self);
}

static const GActionEntry close_actions[] = {
  { "start", start_cb },
  { "stop", stop_cb },
  { "leave", leave_cb },
  { "act", act_cb, "s" },
};

/* On a button, the space bar presses it. */
static gboolean
is_on_button (PtCloseDay *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL && GTK_IS_BUTTON (focus);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtCloseDay *self)
{
  const guint32 letter = gdk_keyval_to_unicode (gdk_keyval_to_lower (key));

  if (get_note (self) == NULL || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Escape)
    return gtk_widget_activate_action (GTK_WIDGET (self), "close.stop", NULL);
  if (key == GDK_KEY_space && !is_on_button (self))
    return gtk_widget_activate_action (GTK_WIDGET (self), "close.leave", NULL);
  for (guint i = 0; i < pt_n_day_acts; i++)
    if (letter == (guint32)pt_day_acts[i].key)
      return gtk_widget_activate_action (GTK_WIDGET (self), "close.act", "s", pt_day_acts[i].id);
  return GDK_EVENT_PROPAGATE;
}

/* ── Type ── */

static void
add_button (PtCloseDay *self, const char *key, const char *label, const char *action,
            const char *target)
{
  /* Translators: the key to press, and what it does. */
  g_autofree char *text = g_strdup_printf (C_ ("close the day", "%s  %s"), key, label);
  GtkWidget *button = gtk_button_new_with_label (text);

  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pt-chip-button");
  gtk_box_append (GTK_BOX (self->buttons), button);
}

static void
add_buttons (PtCloseDay *self)
{
  for (guint i = 0; i < pt_n_day_acts; i++)
    {
      const char key[] = { g_ascii_toupper (pt_day_acts[i].key), '\0' };
      add_button (self, key, _ (pt_day_acts[i].label), "close.act", pt_day_acts[i].id);
    }
  add_button (self, _ ("Space"), _ ("Leave"), "close.leave", NULL);
  add_button (self, _ ("Esc"), _ ("Stop"), "close.stop", NULL);
}

static void
pt_close_day_dispose (GObject *object)
{
  PtCloseDay *self = PT_CLOSE_DAY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->date, g_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_close_day_parent_class)->dispose (object);
}

static void
pt_close_day_class_init (PtCloseDayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_close_day_dispose;
}

static void
fill (PtCloseDay *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->words = gtk_label_new (NULL);
  self->start = gtk_button_new_with_label (_ ("Close the Day"));
  self->card = gtk_list_box_new ();
  self->buttons = pt_form_wrap_box_new (6);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_widget_set_hexpand (self->words, TRUE);
  gtk_widget_add_css_class (self->words, "heading");
  gtk_widget_set_valign (self->start, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->start), "close.start");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->card), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->card, "pt-notes");
  gtk_box_append (GTK_BOX (top), self->words);
  gtk_box_append (GTK_BOX (top), self->start);
  gtk_box_append (GTK_BOX (self->column), top);
  gtk_box_append (GTK_BOX (self->column), self->card);
  gtk_box_append (GTK_BOX (self->column), self->buttons);
  adw_bin_set_child (ADW_BIN (self), self->column);
}

static void
pt_close_day_init (PtCloseDay *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cancellable = g_cancellable_new ();
  self->open = g_ptr_array_new_with_free_func (g_free);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), close_actions,
                                   G_N_ELEMENTS (close_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "close", G_ACTION_GROUP (self->actions));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  fill (self);
  add_buttons (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
pt_close_day_new (PtLogbook *logbook)
{
  PtCloseDay *self = g_object_new (PT_TYPE_CLOSE_DAY, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}

static gboolean
is_evening (PtCloseDay *self)
{
  PtWorld *world = pt_store_get_world (pt_logbook_get_reader (self->logbook));
  g_autofree char *moment = pt_world_moment (world);

  return g_ascii_strtoll (strchr (moment, 'T') + 1, NULL, 10) >= EVENING;
}

void
pt_close_day_show (PtCloseDay *self, const PtDay *day, gboolean present)
{
  g_return_if_fail (PT_IS_CLOSE_DAY (self));
  if (self->walking && present)
    return;
  self->walking = FALSE;
  if (!present || g_strcmp0 (self->date, day->date) != 0)
    self->n_walked = 0;
  g_free (self->date);
  self->date = g_strdup (day->date);
  g_ptr_array_set_size (self->open, 0);
  for (guint i = 0; present && i < day->notes->len; i++)
    {
      const PtDayNote *note = day->notes->pdata[i];
      if (note->open)
        g_ptr_array_add (self->open, g_strdup (note->id));
    }
  /* A day that was closed here says so, also before the evening. */
  gtk_widget_set_visible (GTK_WIDGET (self),
                          present && day->notes->len > 0
                              && (self->open->len > 0 || self->n_walked > 0 || is_evening (self)));
  update (self);
}

void
pt_close_day_start (PtCloseDay *self)
{
  g_return_if_fail (PT_IS_CLOSE_DAY (self));
  self->walking = self->open->len > 0;
  self->n_walked = 0;
  show_card (self);
}

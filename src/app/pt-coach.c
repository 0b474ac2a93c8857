/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marks hang on the window, as its data; each is a popover that does not hide by itself, since such
 * a one would take the keys from who is writing already. */
#include "pt-coach.h"

#include <glib/gi18n-lib.h>

#define KEY "pt-coach"
#define WIDTH_CHARS 32

typedef struct
{
  GWeakRef at;
  GtkPositionType side;
  char *words;
} Mark;

typedef struct
{
  Mark marks[PT_COACH_MARKS_MOST];
  guint n, next;
  GtkWidget *popover; /* of the mark before @next; NULL = none */
  GSimpleActionGroup *actions;
} Coach;

static void
take_away (Coach *self)
{
  GtkWidget *popover = self->popover;

  if (popover == NULL)
    return;
  g_object_remove_weak_pointer (G_OBJECT (popover), (gpointer *)&self->popover);
  self->popover = NULL;
  g_signal_handlers_disconnect_by_data (gtk_widget_get_parent (popover), self);
  gtk_widget_unparent (popover);
}

static void
coach_free (gpointer data)
{
  Coach *self = data;

  take_away (self);
  for (guint i = 0; i < self->n; i++)
    {
      g_weak_ref_clear (&self->marks[i].at);
      g_free (self->marks[i].words);
    }
  g_clear_object (&self->actions);
  g_free (self);
}

/* ── One mark ── */

static GtkWidget *
make_foot (const Coach *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  /* Translators: the first of three hints, for example. */
  g_autofree char *place = g_strdup_printf (_ ("%u of %u"), self->next, self->n);
  GtkWidget *count = gtk_label_new (place);
  GtkWidget *button = gtk_button_new_with_label (self->next < self->n ? _ ("Next") : _ ("Got It"));

  gtk_widget_add_css_class (count, "caption");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (count), 0);
  gtk_widget_set_hexpand (count, TRUE);
  gtk_widget_set_tooltip_text (button, _ ("Go On (Esc)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "coach.next");
  gtk_box_append (GTK_BOX (foot), count);
  gtk_box_append (GTK_BOX (foot), button);
  return foot;
}

static GtkWidget *
make_popover (const Coach *self, const Mark *mark)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *words = gtk_label_new (mark->words);

  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (words), WIDTH_CHARS);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), make_foot (self));
  gtk_widget_add_css_class (popover, "pt-coach");
  gtk_widget_insert_action_group (popover, "coach", G_ACTION_GROUP (self->actions));
  gtk_popover_set_autohide (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), mark->side);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mark->words, -1);
  return popover;
}

/* A popover asks how high its words are in the width that it takes with its shadow, in which they need
 * fewer lines. */
static void
set_height (GtkWidget *popover)
{
  GtkWidget *words = gtk_widget_get_first_child (gtk_popover_get_child (GTK_POPOVER (popover)));
  int width, height;

  gtk_widget_measure (words, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (words, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_widget_set_size_request (words, width, height);
}

static void
show_next (Coach *self)
{
  take_away (self);
  while (self->popover == NULL && self->next < self->n)
    {
      Mark *mark = &self->marks[self->next++];
      g_autoptr (GtkWidget) at = g_weak_ref_get (&mark->at);

      if (at == NULL || !gtk_widget_get_mapped (at))
        continue;
      self->popover = make_popover (self, mark);
      g_object_add_weak_pointer (G_OBJECT (self->popover), (gpointer *)&self->popover);
      gtk_widget_set_parent (self->popover, at);
      set_height (self->popover);
      /* Few widgets let go of such a child by themselves. */
      g_signal_connect_swapped (at, "unrealize", G_CALLBACK (take_away), self);
      gtk_popover_popup (GTK_POPOVER (self->popover));
    }
}

/* ── Going on ── */

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_next (user_data);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
                GtkWindow *window)
{
  Coach *self = g_object_get_data (G_OBJECT (window), KEY);

  if (key != GDK_KEY_Escape || self == NULL || self->popover == NULL
      || !gtk_widget_get_mapped (self->popover))
    return GDK_EVENT_PROPAGATE;
  show_next (self);
  return GDK_EVENT_STOP;
}

static void
take_marks (Coach *self, const PtCoachMark *marks, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      Mark *mark = &self->marks[self->n];

      if (!gtk_widget_get_mapped (marks[i].at))
        continue;
      g_weak_ref_init (&mark->at, marks[i].at);
      mark->side = marks[i].side;
      mark->words = g_strdup (marks[i].words);
      self->n++;
    }
}

void
pt_coach_begin (GtkWindow *window, const PtCoachMark *marks, guint n)
{
  static const GActionEntry actions[] = { { "next", next_cb } };
  Coach *self = g_new0 (Coach, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_if_fail (GTK_IS_WINDOW (window) && n <= PT_COACH_MARKS_MOST);
  take_marks (self, marks, n);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions),
                                   self);
  g_object_set_data_full (G_OBJECT (window), KEY, self, coach_free);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), window);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
  show_next (self);
}

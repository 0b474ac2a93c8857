/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first run. It asks, and hands the answers to PtFounding; what fails is said on the page where
 * it can be mended. */
#include "pt-welcome.h"

#include "pt-catalog.h"
#include "pt-founding.h"
#include "pt-sync.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PtWelcome
{
  AdwBin parent_instance;

  GSimpleActionGroup *actions;
  GCancellable *cancellable;

  GtkStack *stack;
  GtkWidget *back;
  AdwStatusPage *working;
  GtkLabel *problem;
  GtkEditable *name;
  AdwComboRow *kind;
  GtkEditable *start_on;
  GtkLabel *where;
  GtkEditable *invite;
  GtkEditable *code;
  GtkEditable *person;
};

enum
{
  FOUNDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtWelcome, pt_welcome, ADW_TYPE_BIN)

static char *
dup_stripped (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static const char *
get_page (PtWelcome *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

static void
show_problem (PtWelcome *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

/* (transfer full) (nullable): the civil date in the row; NULL when it is none. */
static char *
dup_start (PtWelcome *self)
{
  g_autofree char *today = pt_world_today (pt_world_system ());
  g_autofree char *text = dup_stripped (self->start_on);
  g_autofree char *moment = *text ? pt_moment_parse (text, today) : g_strdup (today);
  return moment ? g_strndup (moment, strlen ("YYYY-MM-DD")) : NULL;
}

static gboolean
is_complete (PtWelcome *self)
{
  g_autofree char *name = dup_stripped (self->name);
  g_autofree char *start = dup_start (self);
  g_autofree char *invite = dup_stripped (self->invite);
  g_autofree char *code = dup_stripped (self->code);
  if (g_strcmp0 (get_page (self), "join") == 0)
    return *invite && *code;
  return *name && start;
}

static void
mark (GtkWidget *row, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}

static void
on_changed (PtWelcome *self)
{
  g_autofree char *name = dup_stripped (self->name);
  g_autofree char *start = dup_start (self);
  g_autofree char *folder = pt_founding_dup_folder (name);
  /* Translators: the placeholder is a folder. */
  g_autofree char *where = g_strdup_printf (_ ("Kept on this laptop in %s"), folder);
  gtk_label_set_text (self->where, *name ? where : "");
  mark (GTK_WIDGET (self->start_on), start == NULL);
  show_problem (self, NULL);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "found")),
      is_complete (self));
}

static void
on_page (PtWelcome *self)
{
  const char *page = get_page (self);
  gtk_widget_set_visible (self->back,
                          g_strcmp0 (page, "start") == 0 || g_strcmp0 (page, "join") == 0);
  if (self->actions)
    on_changed (self);
}

typedef struct
{
  PtWelcome *welcome;
  char *page; /* to come back to when it fails */
} Founding;

static void
founding_free (Founding *founding)
{
  g_free (founding->page);
  g_free (founding);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Founding, founding_free)

static void
founded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Founding) founding = user_data;
  g_autofree char *folder = pt_founding_run_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtWelcome *self = founding->welcome;
  gtk_stack_set_visible_child_name (self->stack, founding->page);
  if (folder)
    {
      g_signal_emit (self, signals[FOUNDED], 0, folder);
      return;
    }
  g_autofree char *sentence = error->domain == PT_SYNC_ERROR ? pt_sync_error_sentence (error)
                                                             : g_strdup (error->message);
  show_problem (self, sentence);
}

static void
run (PtWelcome *self, PtFounding *plan, const char *words)
{
  Founding *founding = g_new0 (Founding, 1);
  founding->welcome = self;
  founding->page = g_strdup (get_page (self));
  show_problem (self, NULL);
  adw_status_page_set_title (self->working, words);
  gtk_stack_set_visible_child_name (self->stack, "working");
  pt_founding_run_async (plan, self->cancellable, founded_cb, founding);
}

static void
run_start (PtWelcome *self)
{
  const PtVocabulary *kinds = pt_vocabulary_get ("logbook.kind");
  PtFounding *plan = pt_founding_new (PT_FOUNDING_START);
  plan->name = dup_stripped (self->name);
  plan->kind = g_strdup (kinds->terms[adw_combo_row_get_selected (self->kind)].key);
  plan->start_on = dup_start (self);
  plan->folder = pt_founding_dup_folder (plan->name);
  plan->person = pt_founding_dup_person ();
  run (self, plan, _ ("Making the Logbook…"));
}

static void
run_join (PtWelcome *self)
{
  PtFounding *plan = pt_founding_new (PT_FOUNDING_JOIN);
  g_autofree char *person = dup_stripped (self->person);
  plan->invite = dup_stripped (self->invite);
  plan->code = dup_stripped (self->code);
  plan->person = *person ? g_strdup (person) : NULL;
  plan->folder = pt_founding_dup_folder (_ ("Team logbook"));
  run (self, plan, _ ("Asking the Team Server…"));
}

static void
found_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWelcome *self = user_data;
  if (g_strcmp0 (get_page (self), "join") == 0)
    run_join (self);
  else
    run_start (self);
}

static void
on_start_activated (PtWelcome *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "found", NULL);
}

static void
start_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWelcome *self = user_data;
  gtk_stack_set_visible_child_name (self->stack, "start");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
join_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtWelcome *self = user_data;
  gtk_stack_set_visible_child_name (self->stack, "join");
  gtk_widget_grab_focus (GTK_WIDGET (self->invite));
}

static void
example_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtFounding *plan = pt_founding_new (PT_FOUNDING_EXAMPLE);
  plan->folder = pt_founding_dup_example_folder ();
  plan->person = pt_founding_dup_person ();
  run (user_data, plan, _ ("Opening the Example…"));
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_welcome_reset (user_data);
}

static const GActionEntry welcome_actions[] = {
  { "start", start_cb }, { "join", join_cb }, { "example", example_cb },
  { "found", found_cb }, { "back", back_cb },
};

static void
fill_kinds (PtWelcome *self)
{
  const PtVocabulary *kinds = pt_vocabulary_get ("logbook.kind");
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  for (guint i = 0; i < kinds->n_terms; i++)
    gtk_string_list_append (labels, pt_term_label (kinds, kinds->terms[i].key));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (labels));
}

static void
fill_answers (PtWelcome *self)
{
  g_autofree char *today = pt_world_today (pt_world_system ());
  g_autofree char *words = pt_date_format (today, pt_catalog_current ());
  g_autofree char *person = pt_founding_dup_person ();
  gtk_editable_set_text (self->start_on, words);
  gtk_editable_set_text (self->person, person);
}

static void
pt_welcome_dispose (GObject *object)
{
  PtWelcome *self = PT_WELCOME (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_WELCOME);
  G_OBJECT_CLASS (pt_welcome_parent_class)->dispose (object);
}

static void
pt_welcome_class_init (PtWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_welcome_dispose;
  signals[FOUNDED] = g_signal_new ("founded", PT_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, stack);
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, back);
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, working);
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, problem);
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, name);
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, kind);
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, start_on);
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, where);
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, invite);
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, code);
  gtk_widget_class_bind_template_child (widget_class, PtWelcome, person);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
  gtk_widget_class_bind_template_callback (widget_class, on_start_activated);
}

static void
pt_welcome_init (PtWelcome *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), welcome_actions,
                                   G_N_ELEMENTS (welcome_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "welcome", G_ACTION_GROUP (self->actions));
  fill_kinds (self);
  fill_answers (self);
  on_changed (self);
}

GtkWidget *
pt_welcome_new (void)
{
  return g_object_new (PT_TYPE_WELCOME, NULL);
}

void
pt_welcome_reset (PtWelcome *self)
{
  g_return_if_fail (PT_IS_WELCOME (self));
  gtk_stack_set_visible_child_name (self->stack, "choices");
}

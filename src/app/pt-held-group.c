/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-held-group.h"

#include "pt-sync-admin.h"
#include "pt-sync-words.h"
#include "pt-team-task.h"
#include "pt-version-card.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

struct _PtHeldGroup
{
  AdwBin parent_instance;

  char *folder;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PtHeldGroup, pt_held_group, ADW_TYPE_BIN)

/* ── What is read ── */

typedef struct
{
  char *op;
  char *title;
  char *words; /* who, when, why */
  char *text;  /* what it would set, a line per field */
} Held;

static void
held_free (gpointer data)
{
  Held *self = data;

  g_free (self->op);
  g_free (self->title);
  g_free (self->words);
  g_free (self->text);
  g_free (self);
}

static const struct
{
  const char *reason;
  const char *words; /* N_() */
} reasons[] = {
  { "role", N_ ("not part of this person's role") },
  { "revoked", N_ ("from somebody who was shut out") },
  { "too_many", N_ ("too many changes of one text") },
};

static const char *
find_reason (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].reason, reason) == 0)
      return _ (reasons[i].words);
  return _ ("set aside by the team server");
}

static char *
describe (PtStore *store, const PtHeldSave *save)
{
  g_autofree char *name = pt_store_dup_member_name (store, save->op->member);
  g_autofree char *at = pt_clock_format (save->op->at, g_get_real_time ());

  return *name != '\0' ? g_strjoin (" · ", name, at, find_reason (save->reason), NULL)
                       : g_strjoin (" · ", at, find_reason (save->reason), NULL);
}

static void
append_setting (PtStore *store, GString *text, const PtRecordKind *kind, const PtSetting *setting)
{
  const PtVersion version = { .value = setting->value };
  g_auto (GStrv) parts = g_strsplit (setting->name, "/", 2);
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, parts[0]) : NULL;
  g_autofree char *value = field != NULL && parts[1] == NULL
                               ? pt_version_dup_words (store, field, &version)
                               : g_strdup (parts[1]);

  if (field == NULL || value == NULL)
    return;
  /* Translators: a field of a form, and what somebody wrote in it. */
  g_string_append_printf (text, text->len > 0 ? "\n" : "");
  g_string_append_printf (text, C_ ("held save", "%1$s: %2$s"), pt_field_label (field), value);
}

static Held *
held_new (PtStore *store, const PtHeldSave *save)
{
  Held *self = g_new0 (Held, 1);
  GString *text = g_string_new (NULL);
  const PtRecordKind *kind = pt_record_kind_find (save->op->kind);

  for (guint i = 0; i < save->op->set->len; i++)
    append_setting (store, text, kind, save->op->set->pdata[i]);
  self->op = g_strdup (save->op->id);
  self->title = g_strdup (save->title);
  self->words = describe (store, save);
  self->text = g_string_free (text, FALSE);
  return self;
}

static gpointer
load_job (PtStore *store, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) saves = pt_sync_list_quarantine (store, NULL, error);
  GPtrArray *list;

  if (saves == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func (held_free);
  for (guint i = 0; i < saves->len; i++)
    g_ptr_array_add (list, held_new (store, saves->pdata[i]));
  return list;
}

/* ── Deciding ── */

typedef struct
{
  char *op;
  gboolean accept;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *self = data;

  g_free (self->op);
  g_free (self);
}

static gpointer
decide_job (PtStore *store, gpointer data, GError **error)
{
  const Decision *decision = data;
  const char *const ops[] = { decision->op, NULL };

  return GINT_TO_POINTER (pt_sync_decide (store, NULL, ops, decision->accept, NULL, error));
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gpointer done = pt_team_task_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done == NULL)
    pt_window_toast (GTK_WIDGET (source), error->message, NULL, NULL, NULL);
  pt_held_group_load (PT_HELD_GROUP (source), NULL);
}

static void
clicked_cb (GtkButton *button, PtHeldGroup *self)
{
  Decision *decision = g_new0 (Decision, 1);

  decision->op = g_strdup (g_object_get_data (G_OBJECT (button), "op"));
  decision->accept = g_object_get_data (G_OBJECT (button), "accept") != NULL;
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  pt_team_task (G_OBJECT (self), self->folder, decide_job, decision, decision_free, NULL,
                self->cancellable, decided_cb, NULL);
}

/* ── Rows ── */

static GtkWidget *
make_button (PtHeldGroup *self, const char *label, const char *op, gboolean accept)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (button), "op", g_strdup (op), g_free);
  g_object_set_data (G_OBJECT (button), "accept", GINT_TO_POINTER (accept));
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  return button;
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_card (PtHeldGroup *self, const Held *held)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "pt-version");
  gtk_box_append (GTK_BOX (card), make_label (held->title, "heading"));
  gtk_box_append (GTK_BOX (card), make_label (held->words, "dim-label"));
  gtk_box_append (GTK_BOX (card), make_label (held->text, NULL));
  gtk_box_set_homogeneous (GTK_BOX (buttons), TRUE);
  gtk_box_append (GTK_BOX (buttons), make_button (self, _ ("Take It In"), held->op, TRUE));
  gtk_box_append (GTK_BOX (buttons), make_button (self, _ ("Leave It Out"), held->op, FALSE));
  gtk_box_append (GTK_BOX (card), buttons);
  return card;
}

static void
show (PtHeldGroup *self, GPtrArray *list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (box), make_label (_ ("Set aside, waits for you"), "heading"));
  for (guint i = 0; i < list->len; i++)
    gtk_box_append (GTK_BOX (box), make_card (self, list->pdata[i]));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), list->len > 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = pt_team_task_finish (result, &error);

  /* Only the coordinator gets the list, and without a connection the page says so already. */
  if (list != NULL)
    show (PT_HELD_GROUP (source), list);
}

void
pt_held_group_load (PtHeldGroup *self, const char *folder)
{
  g_return_if_fail (PT_IS_HELD_GROUP (self));

  if (folder != NULL)
    {
      g_free (self->folder);
      self->folder = g_strdup (folder);
    }
  pt_team_task (G_OBJECT (self), self->folder, load_job, NULL, NULL,
                (GDestroyNotify)g_ptr_array_unref, self->cancellable, loaded_cb, NULL);
}

static void
pt_held_group_dispose (GObject *object)
{
  g_cancellable_cancel (PT_HELD_GROUP (object)->cancellable);
  G_OBJECT_CLASS (pt_held_group_parent_class)->dispose (object);
}

static void
pt_held_group_finalize (GObject *object)
{
  PtHeldGroup *self = PT_HELD_GROUP (object);

  g_clear_object (&self->cancellable);
  g_free (self->folder);
  G_OBJECT_CLASS (pt_held_group_parent_class)->finalize (object);
}

static void
pt_held_group_class_init (PtHeldGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_held_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = pt_held_group_finalize;
}

static void
pt_held_group_init (PtHeldGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

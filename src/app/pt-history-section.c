/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of one record; see the header. */
#include "pt-history-section.h"

#include <glib/gi18n-lib.h>

#include "pt-catalog.h"
#include "pt-detail-errand.h"
#include "pt-mention.h"
#include "pt-time.h"
#include "pt-validate.h"

#define SHOWN_MAX 100
#define VALUE_MAX_CHARS 160
#define MOMENT_LENGTH 16 /* YYYY-MM-DDTHH:MM of RFC 3339 */

struct _PtHistorySection
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  PtRecord *record;
  PtDataset *around;
  GtkWidget *expander;
  GPtrArray *rows; /* borrowed from the expander */
  GCancellable *cancellable;
  guint generation;
};

G_DEFINE_FINAL_TYPE (PtHistorySection, pt_history_section, ADW_TYPE_BIN)

/* ── In words ── */

static const PtField *
field_of (PtHistorySection *self, const PtChange *change)
{
  const PtRecordKind *kind = pt_record_get_kind (self->record);
  g_autofree char *field = g_strndup (change->field, strcspn (change->field, "/"));

  return kind != NULL ? pt_record_kind_field (kind, field) : NULL;
}

static char *
dup_name (PtHistorySection *self, const char *id)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  PtRecord *record = pt_dataset_get (self->around, id);
  g_autofree char *member = pt_store_dup_member_name (reader, id);

  if (record != NULL)
    return pt_dataset_dup_title (self->around, record);
  return member != NULL && member[0] != '\0' ? g_steal_pointer (&member)
                                             : g_strdup (_ ("Not on this laptop yet"));
}

static char *
shorten (char *text)
{
  char *end;

  g_strdelimit (text, "\n\r", ' ');
  if (g_utf8_strlen (text, -1) <= VALUE_MAX_CHARS)
    return text;
  end = g_utf8_offset_to_pointer (text, VALUE_MAX_CHARS);
  *end = '\0';
  char *cut = g_strconcat (text, "…", NULL);
  g_free (text);
  return cut;
}

static char *
dup_value (PtHistorySection *self, const PtField *field, const PtValue *value)
{
  if (value == NULL || value->type == PT_VALUE_NULL)
    return g_strdup (C_ ("value", "empty"));
  if (field != NULL && field->kind == PT_KIND_REF && value->type == PT_VALUE_TEXT)
    return dup_name (self, value->text);
  if (field != NULL)
    {
      g_autofree char *text = pt_value_format (field, value, NULL);
      return shorten (pt_mention_render (text, pt_mention_name_from_dataset, self->around));
    }
  return g_strdup (value->type == PT_VALUE_TEXT ? value->text : "…");
}

/* A key of a set: what it is called, and whether it was put in or taken out. */
static char *
dup_key_change (PtHistorySection *self, const PtField *field, const PtChange *change,
                const char *key)
{
  const gboolean in = change->after != NULL && change->after->type == PT_VALUE_BOOL
                      && change->after->b;
  g_autofree char *name = field->kind == PT_KIND_KEYS
                              ? g_strdup (pt_term_label (field->vocabulary, key))
                          : field->kind == PT_KIND_REFS ? dup_name (self, key)
                                                        : g_strdup (key);

  /* Translators: a tag, theme or person was added to a list, or taken away from it */
  return g_strdup_printf (in ? _ ("added: %s") : _ ("taken away: %s"), name);
}

static char *
dup_change (PtHistorySection *self, const PtChange *change)
{
  const PtField *field = field_of (self, change);
  const char *slash = strchr (change->field, '/');
  g_autofree char *before = NULL, *after = NULL;

  if (field != NULL && pt_field_is_set (field) && slash != NULL)
    return dup_key_change (self, field, change, slash + 1);
  before = dup_value (self, field, change->before);
  after = dup_value (self, field, change->after);
  if (change->before == NULL)
    return g_steal_pointer (&after);
  /* Translators: the old value and the new one */
  return g_strdup_printf (C_ ("change", "%s → %s"), before, after);
}

typedef struct
{
  const char *how;
  const char *text;
} How;

static const How hows[] = {
  { "resolve", NC_ ("history", "chose between two versions") },
  { "import", NC_ ("history", "imported") },
  { "copy", NC_ ("history", "copied") },
  { "undo", NC_ ("history", "undone") },
  { "redo", NC_ ("history", "done again") },
  { "restore", NC_ ("history", "restored") },
};

static char *
dup_when (const PtChange *change)
{
  g_autofree char *stamp = pt_instant_format (change->at, change->offset);
  g_autofree char *moment = g_strndup (stamp, MOMENT_LENGTH);
  g_autofree char *when = pt_date_format (moment, pt_catalog_current ());
  const char *who = change->member_name != NULL ? change->member_name : "";

  for (guint i = 0; i < G_N_ELEMENTS (hows); i++)
    if (g_strcmp0 (hows[i].how, change->how) == 0)
      return g_strdup_printf ("%s · %s · %s", who, when,
                              g_dpgettext2 (GETTEXT_PACKAGE, "history", hows[i].text));
  return g_strdup_printf ("%s · %s", who, when);
}

/* ── Restoring ── */

static gpointer
restore_job (PtStore *store, gpointer change, GCancellable *cancellable, GError **error)
{
  return pt_store_restore_field (store, change, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static PtChange *
copy_change (const PtChange *change)
{
  PtChange *copy = g_new0 (PtChange, 1);

  copy->record = g_strdup (change->record);
  copy->field = g_strdup (change->field);
  copy->at = change->at;
  copy->offset = change->offset;
  copy->member = g_strdup (change->member);
  copy->member_name = g_strdup (change->member_name);
  copy->before = change->before != NULL ? pt_value_copy (change->before) : NULL;
  copy->after = change->after != NULL ? pt_value_copy (change->after) : NULL;
  copy->how = g_strdup (change->how);
  return copy;
}

static void
restore_cb (GtkButton *button, PtHistorySection *self)
{
  const PtChange *change = g_object_get_data (G_OBJECT (button), "change");
  const PtErrandToast toast = { .text = _ ("The earlier value is back") };

  pt_detail_errand (GTK_WIDGET (self), self->logbook, restore_job, copy_change (change),
                    (GDestroyNotify)pt_change_free, &toast);
}

static GtkWidget *
make_restore (PtHistorySection *self, PtChange *change, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  /* Translators: brings back the value that a field had before a change; the field is named */
  g_autofree char *spoken = g_strdup_printf (_ ("Put Back the Earlier Value of %s"), label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "change", change, (GDestroyNotify)pt_change_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_cb), self, 0);
  return button;
}

/* ── Rows ── */

/* @n: how many saves of one sitting it tells of. @change is taken. */
static GtkWidget *
make_row (PtHistorySection *self, PtChange *change, guint n)
{
  const PtField *field = field_of (self, change);
  const char *label = field != NULL ? pt_field_label (field) : change->field;
  g_autofree char *what = dup_change (self, change);
  g_autofree char *when = dup_when (change);
  g_autofree char *title = g_strdup_printf ("%s: %s", label, what);
  g_autofree char *count = g_strdup_printf (ngettext ("%u save", "%u saves", n), n);
  g_autofree char *subtitle = n > 1 ? g_strjoin (" · ", when, count, NULL) : g_strdup (when);
  GtkWidget *row = n > 1 ? adw_expander_row_new () : adw_action_row_new ();
  GtkWidget *restore = make_restore (self, change, label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (n > 1)
    {
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
      adw_expander_row_add_action (ADW_EXPANDER_ROW (row), restore);
      return row;
    }
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), restore);
  return row;
}

/* From what stood there when somebody began to type, to what stood there in the end. */
static PtChange *
fold (const PtChange *last, const PtChange *first)
{
  PtChange *folded = copy_change (last);

  g_clear_pointer (&folded->before, pt_value_free);
  folded->before = first->before != NULL ? pt_value_copy (first->before) : NULL;
  return folded;
}

/* The @n changes from @at on, newest first, as one line; more than one can be looked at one by one. */
static GtkWidget *
make_sitting (PtHistorySection *self, GPtrArray *changes, guint at, guint n)
{
  GtkWidget *row = make_row (self, fold (changes->pdata[at], changes->pdata[at + n - 1]), n);

  for (guint i = 0; n > 1 && i < n; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_row (self, copy_change (changes->pdata[at + i]), 1));
  return row;
}

static guint
count_sitting (PtHistorySection *self, GPtrArray *changes, guint at)
{
  const char *kind = pt_record_get_kind_id (self->record);
  guint n = 1;

  while (at + n < MIN (changes->len, SHOWN_MAX)
         && pt_change_goes_on (changes->pdata[at + n - 1], changes->pdata[at + n], kind))
    n++;
  return n;
}

static void
clear (PtHistorySection *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self->expander), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
append (PtHistorySection *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->expander), row);
}

static void
fill (PtHistorySection *self, GPtrArray *changes)
{
  clear (self);
  for (guint i = 0, n; i < MIN (changes->len, SHOWN_MAX); i += n)
    {
      n = count_sitting (self, changes, i);
      append (self, make_sitting (self, changes, i, n));
    }
}

static void
say_error (PtHistorySection *self, const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();

  clear (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  append (self, row);
}

/* ── Reading ── */

static gpointer
history_job (PtStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  return pt_store_history (store, id, error);
}

typedef struct
{
  PtHistorySection *self;
  guint generation;
} Reading;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Reading *reading = data;
  g_autoptr (PtHistorySection) self = reading->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable) || reading->generation != self->generation)
    return;
  if (changes == NULL)
    say_error (self, error->message);
  else
    fill (self, changes);
}

static void
load (PtHistorySection *self)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->self = g_object_ref (self);
  reading->generation = ++self->generation;
  pt_logbook_read_async (self->logbook, history_job, g_strdup (pt_record_get_id (self->record)),
                         g_free, (GDestroyNotify)g_ptr_array_unref, self->cancellable, read_cb,
                         reading);
}

static void
expanded_cb (PtHistorySection *self)
{
  if (self->record != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self->expander)))
    load (self);
}

void
pt_history_section_show (PtHistorySection *self, PtRecord *record, PtDataset *around)
{
  g_return_if_fail (PT_IS_HISTORY_SECTION (self));

  const gboolean other = self->record == NULL
                         || strcmp (pt_record_get_id (record), pt_record_get_id (self->record))
                                != 0;
  pt_record_ref (record);
  pt_dataset_ref (around);
  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->around, pt_dataset_unref);
  self->record = record;
  self->around = around;
  if (other)
    {
      clear (self);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->expander), FALSE);
    }
  expanded_cb (self);
}

static void
pt_history_section_dispose (GObject *object)
{
  g_cancellable_cancel (PT_HISTORY_SECTION (object)->cancellable);
  G_OBJECT_CLASS (pt_history_section_parent_class)->dispose (object);
}

static void
pt_history_section_finalize (GObject *object)
{
  PtHistorySection *self = PT_HISTORY_SECTION (object);

  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->around, pt_dataset_unref);
  g_ptr_array_unref (self->rows);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_history_section_parent_class)->finalize (object);
}

static void
pt_history_section_class_init (PtHistorySectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_history_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = pt_history_section_finalize;
}

static void
pt_history_section_init (PtHistorySection *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->expander = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), _ ("History"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->expander), _ ("Who changed what"));
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (expanded_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->expander);
  adw_bin_set_child (ADW_BIN (self), group);
}

GtkWidget *
pt_history_section_new (PtLogbook *logbook)
{
  PtHistorySection *self = g_object_new (PT_TYPE_HISTORY_SECTION, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}

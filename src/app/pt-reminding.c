/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A job on the writer reads a handful of dates and writes when something was said; see the header. */
#include "pt-reminding.h"

#include "pt-time.h"

#include <string.h>

#define FIRST_DELAY_S 20
#define PAUSE_S 3600
#define CONSENTS_MAX 5000
#define CONSENT_ENDED_DAYS 30 /* one that ended longer ago is no news */

struct _PtReminding
{
  GObject parent_instance;

  GApplication *application; /* outlives us */
  PtLogbook *logbook;
  GCancellable *cancellable;
  guint source;
};

G_DEFINE_FINAL_TYPE (PtReminding, pt_reminding, G_TYPE_OBJECT)

char *
pt_reminding_dup_setting (PtReminderKind kind)
{
  return g_strconcat ("reminder-", pt_reminder_id (kind), NULL);
}

static char *
dup_said_setting (PtReminderKind kind)
{
  return g_strconcat ("reminder-said-", pt_reminder_id (kind), NULL);
}

static void
reminder_free (PtReminder *self)
{
  g_free (self->sentence);
  g_free (self);
}

/* ── Dates ── */

/* The facts and the texts that they point to. */
typedef struct
{
  PtReminderFacts facts;
  GPtrArray *texts;
} Found;

static const char *
keep (Found *found, char *text)
{
  if (text)
    g_ptr_array_add (found->texts, text);
  return text && *text ? text : NULL;
}

static const char *
keep_day (Found *found, const char *date)
{
  return keep (found, date ? g_strndup (date, strlen ("YYYY-MM-DD")) : NULL);
}

static GPtrArray *
list_rows (PtStore *store, const PtQuery *query, GError **error)
{
  g_autoptr (GArray) found = pt_store_query (store, query, error);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_row_unref);
  for (guint at = 0; found && at < found->len; at += 64)
    {
      GPtrArray *rows = pt_store_load_rows (store, &g_array_index (found, int64_t, at),
                                            MIN (64, found->len - at), error);
      if (rows == NULL)
        break;
      g_ptr_array_extend_and_steal (all, rows);
    }
  return all;
}

static void
read_review (PtStore *store, Found *found, GError **error)
{
  const PtFilter filter = { "kind", "review" };
  const PtQuery query = { .kind = "entry",
                          .filters = &filter,
                          .n_filters = 1,
                          .sort = "occurred_on",
                          .descending = TRUE,
                          .limit = 1 };
  g_autoptr (GPtrArray) rows = list_rows (store, &query, error);
  const PtRow *row = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  found->facts.review_days = PT_REMINDER_REVIEW_DAYS;
  found->facts.last_review = keep_day (found, row ? row->date : NULL);
}

static void
count_consent (PtStore *store, const PtRow *row, Found *found, int today)
{
  g_autoptr (PtRecord) record = row ? pt_store_get_record (store, row->id, NULL) : NULL;
  const char *until = record ? pt_record_get_text (record, "valid_until") : NULL;
  if (until == NULL || !pt_date_is_valid (until))
    return;
  const int left = pt_date_to_days (until) - today;
  if (left > PT_REMINDER_CONSENT_DAYS || left < -CONSENT_ENDED_DAYS)
    return;
  found->facts.n_consents++;
  if (found->facts.consent_ends == NULL || strcmp (until, found->facts.consent_ends) < 0)
    found->facts.consent_ends = keep_day (found, until);
}

static void
read_consents (PtStore *store, Found *found, int today, GError **error)
{
  const PtQuery query = { .kind = "consent", .limit = CONSENTS_MAX };
  g_autoptr (GPtrArray) rows = list_rows (store, &query, error);
  for (guint i = 0; i < rows->len; i++)
    count_consent (store, g_ptr_array_index (rows, i), found, today);
}

static void
read_logbook (PtStore *store, Found *found)
{
  const char *id = pt_store_get_logbook_id (store);
  g_autoptr (PtRecord) record = id ? pt_store_get_record (store, id, NULL) : NULL;
  if (record == NULL)
    return;
  found->facts.began = keep (found, pt_date_of_instant (pt_record_get_created_at (record), 0));
  found->facts.retain_until = keep_day (found, pt_record_get_text (record, "retain_until"));
  found->facts.last_backup = keep (found, pt_store_dup_setting (store, PT_SETTING_BACKUP));
}

static void
read_settings (PtStore *store, Found *found)
{
  for (guint i = 0; i < PT_N_REMINDERS; i++)
    {
      g_autofree char *name = pt_reminding_dup_setting (i);
      g_autofree char *said = dup_said_setting (i);
      g_autofree char *off = pt_store_dup_setting (store, name);
      found->facts.off[i] = g_strcmp0 (off, "off") == 0;
      found->facts.said[i] = keep (found, pt_store_dup_setting (store, said));
    }
}

/* ── The job ── */

static gboolean
say (PtStore *store, const Found *found, PtReminderKind kind, const char *today, GPtrArray *due,
     GError **error)
{
  g_autofree char *setting = dup_said_setting (kind);
  if (!pt_reminder_is_due (kind, &found->facts, today))
    return TRUE;
  PtReminder *reminder = g_new0 (PtReminder, 1);
  reminder->kind = kind;
  reminder->sentence = pt_reminder_dup_sentence (kind, &found->facts);
  g_ptr_array_add (due, reminder);
  return pt_store_set_setting (store, setting, today, error);
}

gpointer
pt_reminding_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  g_autoptr (GPtrArray) due = g_ptr_array_new_with_free_func ((GDestroyNotify)reminder_free);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *example = pt_store_dup_setting (store, "example");
  Found found = { .texts = texts };
  g_autoptr (GError) problem = NULL;

  if (example)
    return g_steal_pointer (&due);
  read_logbook (store, &found);
  read_settings (store, &found);
  read_review (store, &found, &problem);
  if (problem == NULL)
    read_consents (store, &found, pt_date_to_days (today), &problem);
  for (guint i = 0; problem == NULL && i < PT_N_REMINDERS; i++)
    say (store, &found, i, today, due, &problem);
  if (problem == NULL)
    return g_steal_pointer (&due);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

/* ── Telling ── */

void
pt_reminding_tell (GApplication *application, const PtReminder *reminder)
{
  g_autoptr (GNotification) notification = g_notification_new (pt_reminder_title (reminder->kind));
  g_autofree char *id = pt_reminding_dup_setting (reminder->kind);
  g_notification_set_body (notification, reminder->sentence);
  g_application_send_notification (application, id, notification);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PtReminding *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) due = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (due == NULL)
    g_warning ("Looking for reminders: %s", error->message);
  for (guint i = 0; due && i < due->len; i++)
    pt_reminding_tell (self->application, g_ptr_array_index (due, i));
}

static void
look (PtReminding *self)
{
  pt_logbook_run_async (self->logbook, pt_reminding_job, NULL, NULL,
                        (GDestroyNotify)g_ptr_array_unref, self->cancellable, looked_cb, self);
}

static gboolean
hour_cb (gpointer user_data)
{
  look (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
first_cb (gpointer user_data)
{
  PtReminding *self = user_data;
  self->source = g_timeout_add_seconds (PAUSE_S, hour_cb, self);
  look (self);
  return G_SOURCE_REMOVE;
}

static void
pt_reminding_dispose (GObject *object)
{
  PtReminding *self = PT_REMINDING (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_reminding_parent_class)->dispose (object);
}

static void
pt_reminding_class_init (PtRemindingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_reminding_dispose;
}

static void
pt_reminding_init (PtReminding *self)
{
  self->cancellable = g_cancellable_new ();
  self->source = g_timeout_add_seconds (FIRST_DELAY_S, first_cb, self);
}

PtReminding *
pt_reminding_new (GApplication *application, PtLogbook *logbook)
{
  PtReminding *self = g_object_new (PT_TYPE_REMINDING, NULL);
  self->application = application;
  self->logbook = g_object_ref (logbook);
  return self;
}

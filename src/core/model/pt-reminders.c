/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row per kind: how to find out, how long to be silent after saying it, and what to say. */
#include "pt-reminders.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>

typedef gboolean (*Rule) (const PtReminderFacts *facts, int today);

typedef struct
{
  const char *id;
  const char *title;    /* N_() */
  const char *sentence; /* N_(); NULL = it counts */
  int pause_days;
  Rule is_due;
} Kind;

static gboolean
is_longer_ago (const char *date, const char *or_since, int days, int today)
{
  const char *from = date ? date : or_since;
  return from != NULL && today - pt_date_to_days (from) >= days;
}

static gboolean
is_review_due (const PtReminderFacts *facts, int today)
{
  return facts->review_days > 0
         && is_longer_ago (facts->last_review, facts->began, facts->review_days, today);
}

static gboolean
is_backup_due (const PtReminderFacts *facts, int today)
{
  return is_longer_ago (facts->last_backup, facts->began, PT_REMINDER_BACKUP_DAYS, today);
}

static gboolean
is_consent_due (const PtReminderFacts *facts, int today)
{
  return facts->n_consents > 0 && facts->consent_ends != NULL
         && pt_date_to_days (facts->consent_ends) - today <= PT_REMINDER_CONSENT_DAYS;
}

static gboolean
is_retention_due (const PtReminderFacts *facts, int today)
{
  return facts->retain_until != NULL
         && pt_date_to_days (facts->retain_until) - today <= PT_REMINDER_RETENTION_DAYS;
}

static const Kind kinds[] = {
  [PT_REMINDER_REVIEW] = { "review", N_ ("Time for the weekly review"),
                           N_ ("Look back together at what you noted."), 7, is_review_due },
  [PT_REMINDER_BACKUP] = { "backup", N_ ("Back up your logbook"),
                           N_ ("The last backup is more than two weeks old, or there is none."), 7,
                           is_backup_due },
  [PT_REMINDER_CONSENT] = { "consent", N_ ("Consent ends"), NULL, 7, is_consent_due },
  [PT_REMINDER_RETENTION] = { "retention", N_ ("The retention period ends"),
                              N_ ("Decide what is kept and what is erased."), 14,
                              is_retention_due },
};

const char *
pt_reminder_id (PtReminderKind kind)
{
  return kinds[kind].id;
}

const char *
pt_reminder_title (PtReminderKind kind)
{
  return _ (kinds[kind].title);
}

gboolean
pt_reminder_is_due (PtReminderKind kind, const PtReminderFacts *facts, const char *today)
{
  const int day = pt_date_to_days (today);
  const char *said = facts->said[kind];
  if (facts->off[kind] || (said && day - pt_date_to_days (said) < kinds[kind].pause_days))
    return FALSE;
  return kinds[kind].is_due (facts, day);
}

char *
pt_reminder_dup_sentence (PtReminderKind kind, const PtReminderFacts *facts)
{
  if (kinds[kind].sentence)
    return g_strdup (_ (kinds[kind].sentence));
  return g_strdup_printf (ngettext ("%u consent ends soon or has ended. Ask again in time.",
                                    "%u consents end soon or have ended. Ask again in time.",
                                    facts->n_consents),
                          facts->n_consents);
}

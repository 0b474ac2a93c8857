/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody is to be reminded of today, from a few dates. Pure: who asks says what day it is, and
 * remembers what was said when. A reminder names nobody and tells nothing of what is written. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PT_REMINDER_REVIEW,
  PT_REMINDER_BACKUP,
  PT_REMINDER_CONSENT,
  PT_REMINDER_RETENTION,
  PT_N_REMINDERS,
} PtReminderKind;

/* Civil dates; NULL = there is none. */
typedef struct
{
  const char *began; /* when there was something to review or to lose */
  const char *last_review;
  const char *last_backup;
  const char *consent_ends; /* the first one that ends on or after today, or ended within a month */
  guint n_consents;         /* that end within two weeks of today, or did */
  const char *retain_until;
  int review_days; /* how often people meet; 0 = not reminded */
  gboolean off[PT_N_REMINDERS];
  const char *said[PT_N_REMINDERS]; /* when each was last said */
} PtReminderFacts;

#define PT_REMINDER_REVIEW_DAYS 7
#define PT_REMINDER_BACKUP_DAYS 14
#define PT_REMINDER_CONSENT_DAYS 14
#define PT_REMINDER_RETENTION_DAYS 60

const char *pt_reminder_id (PtReminderKind kind); /* "review", "backup", "consent", "retention" */

/* Whether it is due on @today and was not said within its pause. */
gboolean pt_reminder_is_due (PtReminderKind kind, const PtReminderFacts *facts, const char *today);

/* (transfer full): one sentence, translated. */
char *pt_reminder_dup_sentence (PtReminderKind kind, const PtReminderFacts *facts);
const char *pt_reminder_title (PtReminderKind kind); /* translated */

G_END_DECLS

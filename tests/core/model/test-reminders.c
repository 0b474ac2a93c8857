/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: each reminder comes on its day, not before, not twice within its pause, and never when it is
 * switched off or there is nothing to remind of. */
#include "pt-reminders.h"

#define TODAY "2026-03-12"

static const struct
{
  const char *name;
  PtReminderKind kind;
  PtReminderFacts facts;
  gboolean due;
} cases[] = {
  { "review/new", PT_REMINDER_REVIEW, { .began = "2026-03-10", .review_days = 7 }, FALSE },
  { "review/first", PT_REMINDER_REVIEW, { .began = "2026-03-05", .review_days = 7 }, TRUE },
  { "review/done",
    PT_REMINDER_REVIEW,
    { .began = "2026-01-05", .last_review = "2026-03-06", .review_days = 7 },
    FALSE },
  { "review/again",
    PT_REMINDER_REVIEW,
    { .began = "2026-01-05", .last_review = "2026-03-05", .review_days = 7 },
    TRUE },
  { "review/never", PT_REMINDER_REVIEW, { .began = "2026-01-05", .review_days = 0 }, FALSE },
  { "review/nothing-yet", PT_REMINDER_REVIEW, { .review_days = 7 }, FALSE },
  { "review/said",
    PT_REMINDER_REVIEW,
    { .began = "2026-01-05", .review_days = 7, .said = { [PT_REMINDER_REVIEW] = "2026-03-06" } },
    FALSE },
  { "review/said-long-ago",
    PT_REMINDER_REVIEW,
    { .began = "2026-01-05", .review_days = 7, .said = { [PT_REMINDER_REVIEW] = "2026-03-05" } },
    TRUE },
  { "review/off",
    PT_REMINDER_REVIEW,
    { .began = "2026-01-05", .review_days = 7, .off = { [PT_REMINDER_REVIEW] = TRUE } },
    FALSE },
  { "backup/none", PT_REMINDER_BACKUP, { .began = "2026-02-26" }, TRUE },
  { "backup/new", PT_REMINDER_BACKUP, { .began = "2026-02-27" }, FALSE },
  { "backup/old",
    PT_REMINDER_BACKUP,
    { .began = "2025-02-26", .last_backup = "2026-02-26" },
    TRUE },
  { "backup/fresh",
    PT_REMINDER_BACKUP,
    { .began = "2025-02-26", .last_backup = "2026-02-27" },
    FALSE },
  { "consent/far", PT_REMINDER_CONSENT, { .consent_ends = "2026-03-27", .n_consents = 1 }, FALSE },
  { "consent/soon", PT_REMINDER_CONSENT, { .consent_ends = "2026-03-26", .n_consents = 1 }, TRUE },
  { "consent/over", PT_REMINDER_CONSENT, { .consent_ends = "2026-03-01", .n_consents = 1 }, TRUE },
  { "consent/none", PT_REMINDER_CONSENT, { .n_consents = 0 }, FALSE },
  { "retention/far", PT_REMINDER_RETENTION, { .retain_until = "2031-03-12" }, FALSE },
  { "retention/soon", PT_REMINDER_RETENTION, { .retain_until = "2026-05-01" }, TRUE },
};

static void
test_due (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  g_assert_cmpint (pt_reminder_is_due (cases[i].kind, &cases[i].facts, TODAY), ==, cases[i].due);
}

/* A notification stands on a locked screen: only numbers come from the logbook. */
static void
test_sentence (void)
{
  const PtReminderFacts facts = { .n_consents = 2, .consent_ends = TODAY };
  g_autofree char *sentence = pt_reminder_dup_sentence (PT_REMINDER_CONSENT, &facts);

  g_assert_cmpstr (sentence, ==, "2 consents end soon or have ended. Ask again in time.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/reminders/", cases[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_due);
    }
  g_test_add_func ("/model/reminders/sentence", test_sentence);
  return g_test_run ();
}

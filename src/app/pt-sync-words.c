/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sidebar says about sharing. The order of the questions is the order of what matters to
 * a person: a choice that only they can make, then what is being done, then what waits. */
#include "pt-sync-words.h"

#include "pt-catalog.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>

#define USEC_PER_DAY (24 * 60 * 60 * PT_USEC_PER_SECOND)
#define DAYS_BEFORE_WORRY 7
#define MINUTE_S 60
#define HOUR_S (60 * MINUTE_S)

/* The month is in the language of the words around it, whatever LC_TIME says. */
static char *
format_other_day (GDateTime *then, const char *format)
{
  const char *month = pt_month_name (g_date_time_get_month (then), pt_catalog_current ());
  g_autoptr (GString) filled = g_string_new (format);

  g_string_replace (filled, "%B", month, 0);
  return g_date_time_format (then, filled->str);
}

/**
 * pt_clock_format:
 * @at: microseconds UTC
 * @now: microseconds UTC
 *
 * Returns: (transfer full): `14:05`, or `14:05 on 12 March` for another day
 */
char *
pt_clock_format (int64_t at, int64_t now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (at / PT_USEC_PER_SECOND);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / PT_USEC_PER_SECOND);
  if (g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today)
      && g_date_time_get_year (then) == g_date_time_get_year (today))
    return g_date_time_format (then, "%H:%M");
  /* Translators: a moment on another day; see strftime(3). %B is the month in words. */
  return format_other_day (then, C_ ("moment", "%H:%M on %-d %B"));
}

/**
 * pt_sync_facts_read:
 * @logbook: an open logbook
 * @syncer: (nullable): its errand; NULL while it has none
 * @facts: (out caller-allocates): filled in
 * @problem: (out): owns the sentence that @facts points at
 */
void
pt_sync_facts_read (PtLogbook *logbook, PtSyncer *syncer, PtSyncFacts *facts, char **problem)
{
  PtStore *store = pt_logbook_get_reader (logbook);
  g_autofree char *example = pt_store_dup_setting (store, "example");
  *problem = syncer ? pt_syncer_dup_problem (syncer) : NULL;
  *facts = (PtSyncFacts){
    .state = syncer ? pt_syncer_get_state (syncer) : PT_SYNC_STATE_NO_HUB,
    .example = example != NULL,
    .pending = pt_store_count_pending (store),
    .conflicts = pt_store_count_conflicts (store),
    .last_contact = syncer ? pt_syncer_get_last_contact (syncer) : 0,
    .next_try = syncer ? pt_syncer_get_next_try (syncer) : 0,
    .now = g_get_real_time (),
    .problem = *problem,
  };
  facts->seconds_left = syncer ? pt_syncer_get_seconds_left (syncer) : -1;
  facts->files = syncer && pt_syncer_is_moving_files (syncer);
  if (syncer)
    pt_syncer_get_progress (syncer, &facts->done, &facts->total);
}

/* Rounded up: what is done sooner than said pleases. */
static char *
words_for_time (int seconds)
{
  gulong minutes = (gulong)(seconds + MINUTE_S - 1) / MINUTE_S;
  gulong hours = (gulong)(seconds + HOUR_S / 2) / HOUR_S;
  if (seconds < MINUTE_S)
    return g_strdup (_ ("less than a minute"));
  if (hours < 2)
    return g_strdup_printf (ngettext ("about %lu minute", "about %lu minutes", minutes), minutes);
  return g_strdup_printf (ngettext ("about %lu hour", "about %lu hours", hours), hours);
}

static char *
words_for_files (const PtSyncFacts *facts)
{
  guint left = facts->total - MIN (facts->done, facts->total);
  g_autofree char *files = g_strdup_printf (ngettext ("%u file to go", "%u files to go", left),
                                            left);
  if (facts->seconds_left < 0)
    return g_steal_pointer (&files);
  g_autofree char *time = words_for_time (facts->seconds_left);
  /* Facts beside each other, not one sentence: their order is the same in every language. */
  return g_strjoin (" · ", files, time, NULL);
}

static char *
words_when_busy (const PtSyncFacts *facts)
{
  if (facts->total == 0)
    return g_strdup (_ ("Sharing…"));
  if (facts->files)
    return words_for_files (facts);
  /* Translators: how many of how many changes have been shared. */
  return g_strdup_printf (_ ("Sharing… %u of %u"), facts->done, facts->total);
}

static char *
words_when_waiting (const PtSyncFacts *facts)
{
  return g_strdup_printf (ngettext ("%d change waits for internet", "%d changes wait for internet",
                                    (unsigned long)facts->pending),
                          (int)facts->pending);
}

static char *
words_when_offline (const PtSyncFacts *facts)
{
  int days = (int)((facts->now - facts->last_contact) / USEC_PER_DAY);
  if (facts->last_contact > 0 && days >= DAYS_BEFORE_WORRY)
    return g_strdup_printf (
        ngettext ("Not shared for %d day", "Not shared for %d days", (unsigned long)days), days);
  if (facts->pending > 0)
    return words_when_waiting (facts);
  return g_strdup (_ ("No internet – everything keeps working"));
}

static char *
words_when_idle (const PtSyncFacts *facts)
{
  if (facts->pending > 0)
    return words_when_waiting (facts);
  if (facts->last_contact == 0)
    return g_strdup (_ ("Saved on this laptop"));
  g_autofree char *clock = pt_clock_format (facts->last_contact, facts->now);
  /* Translators: the placeholder is a clock time such as 14:05. */
  return g_strdup_printf (_ ("Shared with your team at %s"), clock);
}

/**
 * pt_sync_words:
 * @facts: the situation
 *
 * Returns: (transfer full): the sentence of the sidebar
 */
char *
pt_sync_words (const PtSyncFacts *facts)
{
  if (facts->conflicts > 0)
    return g_strdup (_ ("Something needs you: choose between two versions"));
  switch (facts->state)
    {
    case PT_SYNC_STATE_NO_HUB:
      return g_strdup (_ ("Saved on this laptop"));
    case PT_SYNC_STATE_BUSY:
      return words_when_busy (facts);
    case PT_SYNC_STATE_OFFLINE:
      return words_when_offline (facts);
    case PT_SYNC_STATE_PROBLEM:
      return g_strdup (_ ("Something needs you: look at sharing"));
    case PT_SYNC_STATE_IDLE:
      return words_when_idle (facts);
    }
  g_return_val_if_reached (NULL);
}

/**
 * pt_sync_explain:
 * @facts: the situation
 *
 * Returns: (transfer full) (nullable): the sentence below it in the dialog
 */
char *
pt_sync_explain (const PtSyncFacts *facts)
{
  if (facts->example)
    return g_strdup (_ ("This is the example logbook. It is never shared."));
  if (facts->state == PT_SYNC_STATE_NO_HUB)
    return g_strdup (_ ("Everything stays on this laptop until you connect it to a team server."));
  if (facts->problem)
    return g_strdup (facts->problem);
  if (facts->state != PT_SYNC_STATE_OFFLINE || facts->next_try <= facts->now)
    return NULL;
  g_autofree char *clock = pt_clock_format (facts->next_try, facts->now);
  /* Translators: the placeholder is a clock time such as 14:20. */
  return g_strdup_printf (_ ("The team server does not answer. Your work is safe on this laptop. "
                             "Next try at %s."),
                          clock);
}

/* What files wait for, by the word of the errand. */
static const struct
{
  const char *why;
  const char *words; /* N_() */
} reasons[] = {
  { "metered", N_ ("this connection may cost money") },
  { "full", N_ ("the team server has no room; ask its administrator") },
};

/**
 * pt_files_words:
 * @waiting: how it stands
 *
 * Returns: (transfer full) (nullable): the line of the dialog about files
 */
char *
pt_files_words (const PtSyncWaiting *waiting)
{
  if (waiting->n_files == 0)
    return NULL;
  g_autofree char *size = g_format_size ((guint64)waiting->bytes);
  g_autofree char *files = g_strdup_printf (ngettext ("%u file", "%u files", waiting->n_files),
                                            waiting->n_files);
  const char *words = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].why, waiting->why) == 0)
      words = _ (reasons[i].words);
  return g_strjoin (" · ", files, size, words, NULL);
}

/**
 * pt_safe_words:
 * @counts: how many are how safe
 *
 * Returns: (transfer full): the line of the dialog
 */
char *
pt_safe_words (const int64_t *counts)
{
  int64_t all = counts[PT_SAFE_LAPTOP] + counts[PT_SAFE_SERVER] + counts[PT_SAFE_BACKUP];
  if (counts[PT_SAFE_BACKUP] == 0)
    return g_strdup (C_ ("backup", "Nothing yet"));
  if (counts[PT_SAFE_BACKUP] == all)
    return g_strdup (C_ ("backup", "Everything"));
  /* Translators: of all that is in the logbook, how much is in the backup. */
  return g_strdup_printf (C_ ("backup", "%1$d of %2$d"), (int)counts[PT_SAFE_BACKUP], (int)all);
}

/**
 * pt_sync_icon:
 * @facts: the situation
 *
 * Returns: (transfer none): an icon name
 */
const char *
pt_sync_icon (const PtSyncFacts *facts)
{
  if (facts->conflicts > 0)
    return "dialog-warning-symbolic";
  switch (facts->state)
    {
    case PT_SYNC_STATE_NO_HUB:
      return "computer-symbolic";
    case PT_SYNC_STATE_BUSY:
      return "emblem-synchronizing-symbolic";
    case PT_SYNC_STATE_OFFLINE:
      return "network-offline-symbolic";
    case PT_SYNC_STATE_PROBLEM:
      return "dialog-warning-symbolic";
    case PT_SYNC_STATE_IDLE:
      return "emblem-ok-symbolic";
    }
  g_return_val_if_reached (NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings, written only when they change: an errand that finds nothing to do writes nothing. */
#include "pt-sync-note.h"

#include "pt-sync-error.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PROBLEM "sync_problem"
#define CLOCK "clock_difference"
#define HELD "held_at_hub"
#define PROGRAM "update_wanted"
#define CLOCK_TOLERANCE_S (5 * 60)

#define MINUTE_S 60
#define HOUR_S (60 * MINUTE_S)
#define DAY_S (24 * HOUR_S)

static void
remember (PtStore *store, const char *name, const char *value)
{
  g_autofree char *known = pt_store_dup_setting (store, name);
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (known, value) != 0 && !pt_store_set_setting (store, name, value, &error))
    g_debug ("%s is not noted: %s", name, error->message); /* status is older then, and true */
}

void
pt_sync_note_problem (PtStore *store, const GError *failure)
{
  remember (store, PROBLEM, failure != NULL ? pt_sync_error_name (failure) : NULL);
}

char *
pt_sync_dup_problem_code (PtStore *store)
{
  return pt_store_dup_setting (store, PROBLEM);
}

int64_t
pt_sync_get_clock_difference (PtStore *store)
{
  g_autofree char *text = pt_store_dup_setting (store, CLOCK);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* The seconds in it change from errand to errand, on the way of the answer alone. */
static gboolean
is_noted (PtStore *store, int64_t ahead)
{
  const int64_t known = pt_sync_get_clock_difference (store);

  return known != 0 && ABS (known - ahead) < MINUTE_S;
}

void
pt_sync_note_clock (PtStore *store, int64_t hub_time)
{
  PtWorld *world = pt_store_get_world (store);
  int64_t ahead = hub_time != 0 ? (world->now (world) - hub_time) / PT_USEC_PER_SECOND : 0;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, ahead);
  gboolean is_right = ahead < CLOCK_TOLERANCE_S && ahead > -CLOCK_TOLERANCE_S;

  if (is_right || !is_noted (store, ahead))
    remember (store, CLOCK, is_right ? NULL : text);
}

char *
pt_sync_dup_clock_sentence (PtStore *store)
{
  int64_t difference = ABS (pt_sync_get_clock_difference (store));
  gulong days = (gulong)((difference + DAY_S / 2) / DAY_S);
  gulong hours = (gulong)((difference + HOUR_S / 2) / HOUR_S);
  gulong minutes = (gulong)(difference / MINUTE_S);

  if (difference == 0)
    return NULL;
  if (days > 1)
    return g_strdup_printf (
        ngettext (
            "The clock of this laptop is off by %lu day. Sharing goes well all the same, but "
            "new notes get a wrong date: set the clock.",
            "The clock of this laptop is off by %lu days. Sharing goes well all the same, but "
            "new notes get a wrong date: set the clock.",
            days),
        days);
  if (hours > 1)
    return g_strdup_printf (
        ngettext (
            "The clock of this laptop is off by %lu hour. Sharing goes well all the same, but "
            "new notes get a wrong time: set the clock.",
            "The clock of this laptop is off by %lu hours. Sharing goes well all the same, "
            "but new notes get a wrong time: set the clock.",
            hours),
        hours);
  return g_strdup_printf (
      ngettext (
          "The clock of this laptop is off by %lu minute. Sharing goes well all the same, but "
          "new notes get a wrong time: set the clock.",
          "The clock of this laptop is off by %lu minutes. Sharing goes well all the same, "
          "but new notes get a wrong time: set the clock.",
          minutes),
      minutes);
}

void
pt_sync_note_program (PtStore *store, const char *wanted)
{
  remember (store, PROGRAM, strverscmp (wanted, PT_VERSION) > 0 ? "1" : NULL);
}

gboolean
pt_sync_is_update_wanted (PtStore *store)
{
  g_autofree char *text = pt_store_dup_setting (store, PROGRAM);

  return text != NULL;
}

char *
pt_sync_dup_program_sentence (PtStore *store)
{
  return pt_sync_is_update_wanted (store) ? g_strdup (
             _ ("The team server asks for a newer version of this program. Sharing goes "
                "on all the same: update it when you can."))
                                          : NULL;
}

void
pt_sync_note_held (PtStore *store, int64_t n)
{
  g_autofree char *text = n > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, n) : NULL;

  remember (store, HELD, text);
}

int64_t
pt_sync_get_held (PtStore *store)
{
  g_autofree char *text = pt_store_dup_setting (store, HELD);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

char *
pt_sync_dup_held_sentence (PtStore *store)
{
  const gulong n = (gulong)MAX (0, pt_sync_get_held (store));

  if (n == 0)
    return NULL;
  return g_strdup_printf (
      ngettext ("%lu change was set aside at the team server and waits for your decision.",
                "%lu changes were set aside at the team server and wait for your decision.", n),
      n);
}

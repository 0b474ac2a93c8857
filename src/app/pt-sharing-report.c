/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line for each fact, as the dialog says it; the code of what went wrong is for who looks after the
 * team server, and stands only here. */
#include "pt-sharing-report.h"

#include "pt-sync-note.h"
#include "pt-sync-words.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>

static void
add (GString *report, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (report, "%s: %s\n", label, value);
}

static void
add_number (GString *report, const char *label, int64_t n)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, n);

  add (report, label, value);
}

static void
add_hub (GString *report, PtStore *store)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (store);
  g_autofree char *role = pt_store_dup_role (store);

  if (hub == NULL)
    return;
  add (report, _ ("Address"), hub->url);
  add (report, _ ("Team server"), hub->hub_id);
  add (report, _ ("This laptop"), hub->device);
  add (report, _ ("Your role"), role);
}

static void
add_notices (GString *report, PtStore *store)
{
  g_autoptr (GPtrArray) notices = pt_store_list_notices (store, NULL);
  g_autofree char *clock = pt_sync_dup_clock_sentence (store);
  g_autofree char *program = pt_sync_dup_program_sentence (store);
  const char *said[] = { clock, program };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if (said[i] != NULL)
      g_string_append_printf (report, "%s\n", said[i]);
  for (guint i = 0; notices != NULL && i < notices->len; i++)
    g_string_append_printf (report, "%s\n", (const char *)notices->pdata[i]);
}

char *
pt_sharing_report (PtLogbook *logbook, PtSyncer *syncer)
{
  PtSyncFacts facts;
  g_autofree char *problem = NULL;

  g_return_val_if_fail (PT_IS_LOGBOOK (logbook), NULL);

  pt_sync_facts_read (logbook, syncer, &facts, &problem);
  PtStore *store = pt_logbook_get_reader (logbook);
  GString *report = g_string_new ("Proeftuin " PT_VERSION "\n");
  g_autofree char *code = pt_sync_dup_problem_code (store);
  g_autofree char *words = pt_sync_words (&facts);
  g_autofree char *now = pt_instant_format (facts.now, 0);
  g_autofree char *contact = facts.last_contact > 0 ? pt_instant_format (facts.last_contact, 0)
                                                    : g_strdup (C_ ("contact", "Not yet"));
  g_string_append_printf (report, "%s\n%s\n", now, words);
  add_hub (report, store);
  add (report, _ ("Last contact"), contact);
  add_number (report, _ ("Waits to be shared"), facts.pending);
  add_number (report, _ ("Texts with two versions"), facts.conflicts);
  add (report, _ ("What went wrong"), problem);
  add (report, _ ("Code of it"), code);
  add_notices (report, store);
  return g_string_free (report, FALSE);
}

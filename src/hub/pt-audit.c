/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines and their chain. */
#include "pt-audit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAGE_LINES 1000

static const struct
{
  const char *action, *label;
} actions[] = {
  { "invite", N_ ("Made an invite") },
  { "join", N_ ("Joined with a laptop") },
  { "sign_in", N_ ("Signed in with a browser") },
  { "sign_out", N_ ("Signed out") },
  { "end_session", N_ ("Ended somebody's session") },
  { "change_member", N_ ("Changed a role, or let somebody go") },
  { "revoke_device", N_ ("Took a laptop's access away") },
  { "ask_renewal", N_ ("Asked that a laptop gets another key") },
  { "renew_token", N_ ("Gave a laptop another key") },
  { "use_token", N_ ("Used a laptop's new key; the one before opens nothing any more") },
  { "accept", N_ ("Accepted what was set aside") },
  { "decline", N_ ("Declined what was set aside") },
  { "erase", N_ ("Ordered an erasure") },
  { "repair", N_ ("Gave back from a laptop what the server had lost") },
};

const char *
pt_audit_label (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (strcmp (actions[i].action, action) == 0)
      return actions[i].label;
  return action;
}

/* Fields are ids and words of ours, none of which has a line end. */
static void
hash_line (const PtHash *before, const PtAuditLine *line, PtHash *out)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *text = g_strdup_printf (
      "%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s\n%s\n%s\n%s\n", line->number, line->at,
      line->member != NULL ? line->member : "", line->device != NULL ? line->device : "",
      line->action, line->object);
  gsize size = PT_HASH_SIZE;

  g_checksum_update (sum, before->bytes, PT_HASH_SIZE);
  g_checksum_update (sum, (const guchar *)text, -1);
  g_checksum_get_digest (sum, out->bytes, &size);
}

gboolean
pt_audit_add (PtHub *hub, PtJournal *journal, const PtCaller *caller, const char *logbook,
              const char *action, const char *object, GError **error)
{
  static const PtHash none;
  g_autoptr (PtAuditLine) last = NULL;
  PtAuditLine line = { .number = 1,
                       .at = hub->world->now (hub->world),
                       .member = caller != NULL ? caller->member : NULL,
                       .device = caller != NULL ? caller->device : NULL,
                       .action = (char *)action,
                       .object = (char *)(object != NULL ? object : "") };

  if (!journal->ops->last_audit (journal, logbook, &last, error))
    return FALSE;
  if (last != NULL)
    line.number = last->number + 1;
  hash_line (last != NULL ? &last->hash : &none, &line, &line.hash);
  return journal->ops->add_audit (journal, logbook, &line, error);
}

static gboolean
check_line (const PtHash *before, const PtAuditLine *line, int64_t number, GError **error)
{
  g_autofree char *text = NULL;
  PtHash hash;

  hash_line (before, line, &hash);
  if (line->number == number && memcmp (hash.bytes, line->hash.bytes, PT_HASH_SIZE) == 0)
    return TRUE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED,
               /* Translators: the number of a line */
               _ ("Line %s of the audit log was changed or taken out."), text);
  return FALSE;
}

gboolean
pt_audit_check (PtJournal *journal, const char *logbook, int64_t *n, GError **error)
{
  PtHash before = { { 0 } };
  gboolean more = TRUE;

  for (*n = 0; more;)
    {
      g_autoptr (GPtrArray) page = NULL;

      if (!journal->ops->list_audit (journal, logbook, *n, PAGE_LINES, &page, error))
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        {
          const PtAuditLine *line = g_ptr_array_index (page, i);

          if (!check_line (&before, line, *n + 1, error))
            return FALSE;
          before = line->hash;
          *n += 1;
        }
      more = page->len == PAGE_LINES;
    }
  return TRUE;
}

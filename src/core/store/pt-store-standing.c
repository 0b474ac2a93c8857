/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where this laptop stands with its hub: whether its file is a copy, whether it needs a place of its
 * own, what the coordinator decided, whether it still belongs. And the sentences about that. */
#include "pt-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NOTICE_DAYS 30
#define META_SEEN "notices-seen" /* until when */

static int64_t
get_hub_int (PtStore *self, const char *sql)
{
  int64_t value = 0;

  pt_db_get_int (self->db, NULL, 0, &value, sql, "");
  return value;
}

static gboolean
write_one (PtStore *self, gboolean begun, const char *sql, int64_t value, GError **error)
{
  return begun && pt_store_end (self, pt_db_run (self->db, error, sql, "i", value), error);
}

int64_t
pt_store_get_decisions (PtStore *self)
{
  return get_hub_int (self, "SELECT decisions FROM hub");
}

gboolean
pt_store_set_decisions (PtStore *self, int64_t decisions, GError **error)
{
  return write_one (self, pt_store_begin (self, error), "UPDATE hub SET decisions = ?", decisions,
                    error);
}

int64_t
pt_store_get_revoked (PtStore *self)
{
  return get_hub_int (self, "SELECT revoked_at FROM hub");
}

gboolean
pt_store_set_revoked (PtStore *self, int64_t at, GError **error)
{
  return pt_store_get_revoked (self) == at
         || write_one (self, pt_store_begin (self, error),
                       "UPDATE hub SET revoked_at = nullif (?, 0)", at, error);
}

/* ── Copies ── */

gboolean
pt_store_check_life (PtStore *self, const PtDot *known, GError **error)
{
  if (pt_incarnation_peek_doubt (self->life) == NULL
      && (known == NULL || !pt_incarnation_is_behind (self->life, known)))
    return TRUE;
  return pt_store_begin (self, error)
         && pt_store_end (self, pt_incarnation_check (self->life, known, error), error);
}

gboolean
pt_store_is_device_due (PtStore *self)
{
  return get_hub_int (self, "SELECT device_due FROM hub") != 0;
}

gboolean
pt_store_set_device (PtStore *self, const char *device, GError **error)
{
  return pt_store_begin (self, error)
         && pt_store_end (
             self,
             pt_db_run (self->db, error, "UPDATE hub SET device = ?, device_due = 0", "t", device),
             error);
}

/* ── Sentences ── */

static const struct
{
  const char *why;
  const char *sentence;
} lives[] = {
  { PT_LIFE_MOVED,
    N_ ("This logbook was copied, moved or put back from a backup. Nothing is lost and nothing is "
        "sent twice: it goes on as a laptop of its own.") },
  { PT_LIFE_OLDER,
    N_ ("This laptop was put back to an older state. Nothing that was shared is lost: it comes "
        "back from the team server, and the laptop goes on as one of its own.") },
  { PT_LIFE_TAKEN,
    N_ ("Another laptop works with a copy of this logbook. Nothing is lost and nothing is sent "
        "twice: this one goes on as a laptop of its own.") },
};

static const char *
sentence_of (const char *why)
{
  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    if (g_strcmp0 (lives[i].why, why) == 0)
      return _ (lives[i].sentence);
  return NULL;
}

/* Until when a notice is old news, microseconds. */
static int64_t
get_seen (PtStore *self)
{
  g_autofree char *text = pt_store_dup_meta (self, META_SEEN);
  int64_t month_ago = self->world->now (self->world) - NOTICE_DAYS * 24 * 3600 * PT_USEC_PER_SECOND;

  return MAX (text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0, month_ago);
}

/* What is due is said before it is done: the next save or sync does it. */
static gboolean
add_life (PtStore *self, GPtrArray *list, GError **error)
{
  const char *doubt = pt_incarnation_peek_doubt (self->life);
  g_autofree char *why = g_strdup (doubt);

  if (why == NULL)
    {
      g_autoptr (PtStmt) stmt = pt_db_prepare (
          self->db,
          "SELECT why FROM incarnation WHERE why IS NOT NULL AND why <> '" PT_LIFE_EPOCH "'"
          " AND started_at > ? ORDER BY ordinal DESC LIMIT 1",
          error);
      if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", get_seen (self)))
        return FALSE;
      if (pt_stmt_step (stmt, error) == SQLITE_ROW)
        why = pt_stmt_dup_text (stmt, 0);
    }
  if (sentence_of (why) == NULL)
    return TRUE;
  g_ptr_array_add (list, g_strdup (sentence_of (why)));
  if (pt_store_has_hub (self))
    g_ptr_array_add (list, g_strdup (_ ("Give this laptop a name of its own, so that your team can "
                                        "tell it from the other one.")));
  return TRUE;
}

static void
add_left (PtStore *self, GPtrArray *list)
{
  g_autofree char *at = pt_store_dup_meta (self, PT_META_LEFT);

  if (at != NULL && g_ascii_strtoll (at, NULL, 10) > get_seen (self))
    g_ptr_array_add (
        list, g_strdup (_ ("You do not take part in the team's logbook any more. What was shared "
                           "has left this laptop; what was only yours is still here, in a "
                           "logbook of its own. If this is a mistake, ask the coordinator of the "
                           "field lab.")));
}

static void
add_revoked (PtStore *self, GPtrArray *list)
{
  if (pt_store_get_revoked (self) > 0)
    g_ptr_array_add (
        list,
        g_strdup (_ ("This laptop does not take part in this logbook any more. What had not been "
                     "sent is with the coordinator, who decides about it. Thirty days after it "
                     "was taken out, what was shared leaves this laptop; what is only yours "
                     "stays.")));
}

static char *
dup_aside_sentence (PtAsideKind kind, guint n)
{
  switch (kind)
    {
    case PT_ASIDE_WAITS:
      return g_strdup_printf (ngettext ("%u change waits for the coordinator's decision.",
                                        "%u changes wait for the coordinator's decision.", n),
                              n);
    case PT_ASIDE_DECLINED:
      return g_strdup_printf (
          ngettext ("%u change was not taken over by the coordinator; it is kept on this laptop.",
                    "%u changes were not taken over by the coordinator; they are kept on this "
                    "laptop.",
                    n),
          n);
    case PT_ASIDE_REFUSED:
      return g_strdup_printf (
          ngettext ("%u change could not be sent and is kept on this laptop; it is tried again "
                    "after an update.",
                    "%u changes could not be sent and are kept on this laptop; they are tried "
                    "again after an update.",
                    n),
          n);
    case PT_ASIDE_DRAFT:
      return g_strdup_printf (
          ngettext ("%u private change is on something that was shared from a copy of this "
                    "logbook; it is only on this laptop.",
                    "%u private changes are on things that were shared from a copy of this "
                    "logbook; they are only on this laptop.",
                    n),
          n);
    }
  return NULL;
}

static gboolean
add_aside (PtStore *self, GPtrArray *list, GError **error)
{
  g_autoptr (GPtrArray) aside = pt_store_list_aside (self, error);
  guint counts[PT_ASIDE_DRAFT + 1] = { 0 };

  for (guint i = 0; aside != NULL && i < aside->len; i++)
    {
      const PtAside *one = g_ptr_array_index (aside, i);
      counts[one->kind] += !one->is_seen;
    }
  for (guint kind = 0; kind < G_N_ELEMENTS (counts); kind++)
    if (counts[kind] > 0)
      g_ptr_array_add (list, dup_aside_sentence (kind, counts[kind]));
  return aside != NULL;
}

GPtrArray *
pt_store_list_notices (PtStore *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  if (!add_life (self, list, error))
    return NULL;
  add_left (self, list);
  add_revoked (self, list);
  return add_aside (self, list, error) ? g_steal_pointer (&list) : NULL;
}

gboolean
pt_store_dismiss_notices (PtStore *self, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->world->now (self->world));

  return pt_store_begin (self, error)
         && pt_store_end (self,
                          pt_store_set_meta (self, META_SEEN, now, error)
                              && pt_db_run (self->db, error,
                                            "UPDATE op SET reason = '" PT_REASON_DECLINED_SEEN "'"
                                            " WHERE verdict = 'quarantined'"
                                            " AND reason = '" PT_REASON_DECLINED "'",
                                            ""),
                          error);
}

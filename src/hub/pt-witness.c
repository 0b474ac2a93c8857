/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-witness.h. A file per logbook, `seq chain seq`, written over after each commit, not synced:
 * after a power cut it is a little behind, and then says nothing wrong. Several threads and processes
 * write it; whoever is last may be one commit behind. */
#include "pt-witness.h"

#include "pt-epoch.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_MAX_BYTES 128

typedef struct
{
  char *logbook;
  int64_t seq;
  PtHash chain;
} Heard;

struct _PtWitness
{
  char *folder;
  GArray *heard; /* Heard; in the transaction that is under way */
};

static void
heard_clear (gpointer data)
{
  g_free (((Heard *)data)->logbook);
}

PtWitness *
pt_witness_new (const char *dir)
{
  PtWitness *self = g_new0 (PtWitness, 1);

  self->folder = g_build_filename (dir, PT_WITNESS_FOLDER, NULL);
  self->heard = g_array_new (FALSE, FALSE, sizeof (Heard));
  g_array_set_clear_func (self->heard, heard_clear);
  return self;
}

void
pt_witness_free (PtWitness *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_array_unref (self->heard);
  g_free (self);
}

/* ── The files ── */

/* One that cannot be written notices less, and is no reason to refuse what is on disk already. */
static void
write_line (const char *folder, const Heard *heard)
{
  g_autofree char *path = g_build_filename (folder, heard->logbook, NULL);
  g_autofree char *chain = pt_hash_format (&heard->chain);
  char line[LINE_MAX_BYTES];
  int n = g_snprintf (line, sizeof line, "%020lld %s %020lld\n", (long long)heard->seq, chain,
                      (long long)heard->seq);
  int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0 && mkdir (folder, 0700) == 0)
    fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return;
  if (pwrite (fd, line, (size_t)n, 0) != n)
    g_debug ("witness: %s is not written whole", path);
  close (fd);
}

/* FALSE = nothing is remembered, or half of it. */
static gboolean
read_line (const char *folder, const char *logbook, Heard *out)
{
  g_autofree char *path = g_build_filename (folder, logbook, NULL);
  char line[LINE_MAX_BYTES + 1] = { 0 }, chain[2 * PT_HASH_SIZE + 1] = { 0 };
  long long seq = 0, again = 0;
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean read;

  if (fd < 0)
    return FALSE;
  read = pread (fd, line, LINE_MAX_BYTES, 0) > 0
         && sscanf (line, "%lld %64s %lld", &seq, chain, &again) == 3;
  close (fd);
  out->seq = seq;
  return read && seq == again && pt_hash_parse (chain, &out->chain);
}

/* ── Commits ── */

void
pt_witness_hear (PtWitness *self, const char *logbook, const PtHead *head)
{
  const Heard heard = { g_strdup (logbook), head->seq, head->chain };

  if (self == NULL)
    {
      g_free (heard.logbook);
      return;
    }
  g_array_append_val (self->heard, heard);
}

void
pt_witness_committed (PtWitness *self)
{
  for (guint i = 0; self != NULL && i < self->heard->len; i++)
    write_line (self->folder, &g_array_index (self->heard, Heard, i));
  pt_witness_rolled_back (self);
}

void
pt_witness_rolled_back (PtWitness *self)
{
  if (self != NULL)
    g_array_set_size (self->heard, 0);
}

/* ── The start of a hub ── */

typedef struct
{
  PtHub *hub;
  PtJournal *journal;
  char *folder;
  gboolean believes; /* what is there now, whatever is remembered */
} Check;

/* Whether the feed went on from what is remembered of it. */
static gboolean
has_gone_on (const Check *self, const char *logbook, const Heard *heard, gboolean *out,
             GError **error)
{
  gboolean found;
  PtHash had;

  if (!self->journal->ops->get_link (self->journal, logbook, heard->seq, &had, &found, error))
    return FALSE;
  *out = heard->seq == 0 || (found && memcmp (had.bytes, heard->chain.bytes, PT_HASH_SIZE) == 0);
  return TRUE;
}

static gboolean
check_logbook (const Check *self, const char *logbook, GError **error)
{
  g_autoptr (PtHead) head = NULL;
  gboolean good = TRUE;
  Heard heard = { 0 };

  if (!self->believes && read_line (self->folder, logbook, &heard)
      && !has_gone_on (self, logbook, &heard, &good, error))
    return FALSE;
  if (!good)
    g_message ("epoch logbook=%s seq=%" G_GINT64_FORMAT
               ": this database is older than what this hub remembers; a new epoch starts",
               logbook, heard.seq);
  if ((!good && !pt_epoch_start (self->hub, self->journal, logbook, error))
      || !self->journal->ops->get_head (self->journal, logbook, &head, error))
    return FALSE;
  pt_witness_hear (self->journal->witness, logbook, head);
  return TRUE;
}

static gboolean
check_all (const Check *self, GError **error)
{
  g_autoptr (GPtrArray) logbooks = NULL;

  if (!self->journal->ops->list_logbooks (self->journal, &logbooks, error))
    return FALSE;
  for (guint i = 0; i < logbooks->len; i++)
    if (!check_logbook (self, g_ptr_array_index (logbooks, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
check (PtHub *hub, PtJournal *journal, gboolean believes, GError **error)
{
  g_autofree char *folder = g_build_filename (hub->folder, PT_WITNESS_FOLDER, NULL);
  const Check self = { hub, journal, folder, believes };

  if (!journal->ops->begin (journal, NULL, error))
    return FALSE;
  if (check_all (&self, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}

gboolean
pt_witness_check (PtHub *hub, PtJournal *journal, GError **error)
{
  return check (hub, journal, FALSE, error);
}

gboolean
pt_witness_renew (PtHub *hub, PtJournal *journal, GError **error)
{
  return check (hub, journal, TRUE, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LISTEN and NOTIFY on a connection and a thread of their own. Telling is not part of the transaction
 * that has the news: NOTIFY holds a lock of the whole server until its commit is on disk, so writers
 * of different logbooks would wait for each other's disk. */
#include "pt-news.h"

#include "journal-postgres-private.h"
#include "pt-id.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define CHANNEL "proeftuin"
#define RECONNECT_MS 500
#define FOR_EVER_MS (-1)

/* Nothing is lost with it, so its own commit waits for no disk. */
#define TELL "SELECT set_config ('synchronous_commit', 'off', true), pg_notify ('" CHANNEL "', $1)"

struct _PtNews
{
  char *url;
  char *origin; /* who is telling: one's own news is known here already */
  PtNewsHeard heard;
  gpointer data;
  GThread *thread;
  int wake; /* eventfd */
  GMutex lock;
  GHashTable *fresh; /* logbooks to tell of */
  gboolean stopping;
};

static void
wake (PtNews *self)
{
  const guint64 one = 1;

  if (write (self->wake, &one, sizeof one) < 0 && errno != EAGAIN)
    g_warning ("news: %s", g_strerror (errno));
}

static gboolean
is_stopping (PtNews *self)
{
  gboolean stopping;

  g_mutex_lock (&self->lock);
  stopping = self->stopping;
  g_mutex_unlock (&self->lock);
  return stopping;
}

/* (transfer full) (nullable) */
static char *
take_fresh (PtNews *self)
{
  GHashTableIter iter;
  gpointer logbook = NULL;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->fresh);
  if (g_hash_table_iter_next (&iter, &logbook, NULL))
    g_hash_table_iter_steal (&iter);
  g_mutex_unlock (&self->lock);
  return logbook;
}

static gboolean
tell (PtNews *self, PGconn *conn, const char *logbook)
{
  g_autofree char *text = g_strdup_printf ("%s %s", logbook, self->origin);
  const char *values[] = { text };
  g_autoptr (PGresult) result = PQexecParams (conn, TELL, 1, NULL, values, NULL, NULL, 0);

  return PQresultStatus (result) == PGRES_TUPLES_OK;
}

static gboolean
tell_all (PtNews *self, PGconn *conn)
{
  char *logbook;

  while ((logbook = take_fresh (self)) != NULL)
    {
      gboolean told = tell (self, conn, logbook);

      if (!told)
        pt_news_tell (self, logbook);
      g_free (logbook);
      if (!told)
        return FALSE;
    }
  return TRUE;
}

/* `LOGBOOK ORIGIN` */
static void
hear (PtNews *self, const char *text)
{
  const char *space = strchr (text, ' ');
  g_autofree char *logbook = space != NULL ? g_strndup (text, (gsize)(space - text)) : NULL;

  if (logbook != NULL && strcmp (space + 1, self->origin) != 0)
    self->heard (logbook, self->data);
}

static gboolean
hear_all (PtNews *self, PGconn *conn)
{
  PGnotify *notify;

  if (!PQconsumeInput (conn))
    return FALSE;
  while ((notify = PQnotifies (conn)) != NULL)
    {
      hear (self, notify->extra);
      PQfreemem (notify);
    }
  return PQstatus (conn) == CONNECTION_OK;
}

/* Until something comes, somebody here has news, or @ms are over. */
static void
wait_for_news (PtNews *self, PGconn *conn, int ms)
{
  struct pollfd fds[] = { { self->wake, POLLIN, 0 }, { -1, POLLIN, 0 } };
  guint64 count;

  if (conn != NULL)
    fds[1].fd = PQsocket (conn);
  poll (fds, G_N_ELEMENTS (fds), ms);
  if (fds[0].revents != 0 && read (self->wake, &count, sizeof count) < 0)
    g_debug ("news: %s", g_strerror (errno));
}

static void
serve_connection (PtNews *self, PGconn *conn)
{
  g_autoptr (PGresult) listening = pt_postgres_query (conn, "LISTEN " CHANNEL, NULL);

  if (listening == NULL)
    return;
  /* What was told before is not heard. */
  self->heard (NULL, self->data);
  while (!is_stopping (self) && tell_all (self, conn) && hear_all (self, conn))
    wait_for_news (self, conn, FOR_EVER_MS);
}

static gpointer
run (gpointer data)
{
  PtNews *self = data;

  while (!is_stopping (self))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PGconn) conn = pt_postgres_connect (self->url, &error);

      if (conn != NULL)
        serve_connection (self, conn);
      else
        g_debug ("news: %s", error->message);
      if (!is_stopping (self))
        wait_for_news (self, NULL, RECONNECT_MS);
    }
  return NULL;
}

PtNews *
pt_news_start (const char *url, PtWorld *world, PtNewsHeard heard, gpointer data)
{
  PtNews *self = g_new0 (PtNews, 1);

  self->url = g_strdup (url);
  self->origin = pt_id_new (world);
  self->heard = heard;
  self->data = data;
  self->wake = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  g_mutex_init (&self->lock);
  self->fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->thread = g_thread_new ("news", run, self);
  return self;
}

void
pt_news_stop (PtNews *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_mutex_unlock (&self->lock);
  wake (self);
  g_thread_join (self->thread);
  close (self->wake);
  g_hash_table_unref (self->fresh);
  g_mutex_clear (&self->lock);
  g_free (self->origin);
  g_free (self->url);
  g_free (self);
}

void
pt_news_tell (PtNews *self, const char *logbook)
{
  g_mutex_lock (&self->lock);
  g_hash_table_add (self->fresh, g_strdup (logbook));
  g_mutex_unlock (&self->lock);
  wake (self);
}

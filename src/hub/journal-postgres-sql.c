/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements on PostgreSQL in pipeline mode: what gives no rows is sent and not waited for, so a push
 * costs one round trip per question and none per write. Answers come in the order sent; the first
 * thing that went wrong ends the transaction and is told by the next question or the commit.
 * See https://www.postgresql.org/docs/15/libpq-pipeline-mode.html */
#include "journal-postgres-private.h"

#include "pt-id.h"

#include <poll.h>
#include <string.h>

/* Object identifiers of types, from pg_type.dat. */
#define OID_BYTEA 17
#define OID_INT8 20
#define OID_TEXT 25
#define OID_UUID 2950
#define OID_INFERRED 0

#define MAX_VALUES 32
#define DARK_MS 500 /* nobody waits for a server that was just found absent */

typedef struct
{
  char *name;
  guint n_values;
  gboolean sent; /* to the server, which has it or will say why not */
} Prepared;

typedef enum
{
  PENDING_PREPARE,
  PENDING_EXECUTE,
  PENDING_SYNC,
} PendingKind;

typedef struct
{
  PendingKind kind;
  Prepared *prepared; /* of PENDING_PREPARE */
} Pending;

struct _PtSqlOfPostgres
{
  PtSql parent;
  PtJournalPostgres *journal;
  char *sql;
  gboolean sent;
  Pending *own;    /* before its answer is looked at */
  PGresult *row;   /* where the reader is */
  int at;          /* in row */
  GQueue buffered; /* PGresult that came while the reader was elsewhere */
};

typedef struct
{
  Oid types[MAX_VALUES];
  const char *values[MAX_VALUES];
  int lengths[MAX_VALUES];
  int formats[MAX_VALUES]; /* 0 = text, 1 = binary */
  PtUuid ids[MAX_VALUES];
  gint64 ints[MAX_VALUES]; /* big-endian */
  guint n;
} Values;

/* ── The pipeline ── */

static void
prepared_free (Prepared *self)
{
  g_free (self->name);
  g_free (self);
}

static gboolean
tell_trouble (PtJournalPostgres *self, GError **error)
{
  if (self->trouble == NULL)
    return TRUE;
  if (self->inside)
    g_propagate_error (error, g_error_copy (self->trouble));
  else
    g_propagate_error (error, g_steal_pointer (&self->trouble));
  return FALSE;
}

static void
note_trouble (PtJournalPostgres *self, const PGresult *result)
{
  if (self->trouble == NULL)
    self->trouble = pt_postgres_error_new (self->conn, result);
}

void
pt_postgres_lose (PtJournalPostgres *self)
{
  g_queue_clear_full (&self->pending, g_free);
  g_clear_pointer (&self->prepared, g_hash_table_unref);
  g_clear_pointer (&self->conn, PQfinish);
  self->active = NULL;
}

static void
break_off (PtJournalPostgres *self)
{
  note_trouble (self, NULL);
  pt_postgres_lose (self);
}

static gboolean
is_alive (PtJournalPostgres *self)
{
  struct pollfd fd = { .events = POLLIN };

  if (self->conn == NULL || PQstatus (self->conn) != CONNECTION_OK)
    return FALSE;
  fd.fd = PQsocket (self->conn);
  /* A server that goes away says so first, and then the connection ends. */
  while (poll (&fd, 1, 0) > 0)
    if (!PQconsumeInput (self->conn) || PQstatus (self->conn) != CONNECTION_OK)
      return FALSE;
  return TRUE;
}

void
pt_postgres_adopt (PtJournalPostgres *self, PGconn *conn)
{
  PQenterPipelineMode (conn);
  self->conn = conn;
  self->prepared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify)prepared_free);
}

static gboolean
connect_again (PtJournalPostgres *self, GError **error)
{
  PGconn *conn;

  if (g_get_monotonic_time () < self->dark_until)
    {
      g_propagate_error (error, pt_postgres_error_new (NULL, NULL));
      return FALSE;
    }
  conn = pt_postgres_connect (self->url, error);
  if (conn != NULL)
    pt_postgres_adopt (self, conn);
  else
    self->dark_until = g_get_monotonic_time () + DARK_MS * G_TIME_SPAN_MILLISECOND;
  return conn != NULL;
}

gboolean
pt_postgres_ensure (PtJournalPostgres *self, GError **error)
{
  if (self->inside)
    {
      if (self->conn == NULL && self->trouble == NULL)
        note_trouble (self, NULL);
      return tell_trouble (self, error);
    }
  if (is_alive (self))
    return TRUE;
  pt_postgres_lose (self);
  g_clear_error (&self->trouble);
  return connect_again (self, error);
}

static void
push_pending (PtJournalPostgres *self, PendingKind kind, Prepared *prepared)
{
  Pending *pending = g_new (Pending, 1);

  *pending = (Pending){ kind, prepared };
  g_queue_push_tail (&self->pending, pending);
}

static void
take_answer (PtJournalPostgres *self, const Pending *pending, const PGresult *result)
{
  switch ((int)PQresultStatus (result))
    {
    case PGRES_FATAL_ERROR:
      note_trouble (self, result);
      G_GNUC_FALLTHROUGH;
    case PGRES_PIPELINE_ABORTED:
      if (pending->kind == PENDING_PREPARE)
        pending->prepared->sent = FALSE;
      break;
    default:
      break;
    }
}

/* All answers to one thing that was sent. */
static void
collect_one (PtJournalPostgres *self, const Pending *pending)
{
  PGresult *result;

  if (pending->kind == PENDING_SYNC)
    {
      PQclear (PQgetResult (self->conn));
      return;
    }
  while ((result = PQgetResult (self->conn)) != NULL)
    {
      take_answer (self, pending, result);
      PQclear (result);
    }
}

/* Up to @stop, which stays; NULL = everything. */
static void
collect (PtJournalPostgres *self, const Pending *stop)
{
  while (self->pending.length > 0 && g_queue_peek_head (&self->pending) != stop)
    {
      g_autofree Pending *pending = g_queue_pop_head (&self->pending);

      collect_one (self, pending);
      if (PQstatus (self->conn) != CONNECTION_OK)
        break_off (self);
    }
}

static gboolean
sync_pipeline (PtJournalPostgres *self)
{
  if (self->conn == NULL || !PQpipelineSync (self->conn))
    {
      break_off (self);
      return FALSE;
    }
  push_pending (self, PENDING_SYNC, NULL);
  return TRUE;
}

/* The rest of the rows that somebody reads: the connection is needed for something else. */
static void
finish_active (PtJournalPostgres *self)
{
  PtSqlOfPostgres *active = g_steal_pointer (&self->active);
  static const Pending read = { PENDING_EXECUTE, NULL };
  PGresult *result;

  while (active != NULL && (result = PQgetResult (self->conn)) != NULL)
    {
      take_answer (self, &read, result);
      if (PQntuples (result) > 0)
        g_queue_push_tail (&active->buffered, result);
      else
        PQclear (result);
    }
}

gboolean
pt_postgres_settle (PtJournalPostgres *self, GError **error)
{
  finish_active (self);
  if (self->conn != NULL && sync_pipeline (self))
    collect (self, NULL);
  return tell_trouble (self, error);
}

gboolean
pt_postgres_send (PtJournalPostgres *self, const char *sql, GError **error)
{
  finish_active (self);
  if (self->conn != NULL && PQsendQueryParams (self->conn, sql, 0, NULL, NULL, NULL, NULL, 0) != 0)
    {
      push_pending (self, PENDING_EXECUTE, NULL);
      return TRUE;
    }
  break_off (self);
  return tell_trouble (self, error);
}

/* ── Values ── */

static void
add_value (Values *values, Oid type, const void *value, gsize length, int format)
{
  guint i = values->n++;

  g_assert (i < MAX_VALUES);
  values->types[i] = type;
  values->values[i] = value;
  values->lengths[i] = (int)length;
  values->formats[i] = format;
}

static gboolean
add_id (Values *values, const char *text, GError **error)
{
  PtUuid *id = &values->ids[values->n];

  if (text != NULL && !pt_uuid_parse (text, id))
    {
      g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                   "Parameter %u of a statement is not an identifier", values->n + 1);
      return FALSE;
    }
  add_value (values, OID_UUID, text != NULL ? id->bytes : NULL, sizeof id->bytes, 1);
  return TRUE;
}

/* Bytes of a UUID or of a hash: the server knows which. No pointer would mean NULL. */
static void
add_bytes (Values *values, GBytes *bytes)
{
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  add_value (values, OID_INFERRED, bytes != NULL && data == NULL ? "" : data, size, 1);
}

static gboolean
read_value (Values *values, char type, va_list *args, GError **error)
{
  switch (type)
    {
    case 't':
      add_value (values, OID_TEXT, va_arg (*args, const char *), 0, 0);
      return TRUE;
    case 'b':
      return add_id (values, va_arg (*args, const char *), error);
    case 'i':
      values->ints[values->n] = GINT64_TO_BE (va_arg (*args, int64_t));
      add_value (values, OID_INT8, &values->ints[values->n], sizeof (gint64), 1);
      return TRUE;
    case 'B':
      add_bytes (values, va_arg (*args, GBytes *));
      return TRUE;
    case 'n':
      add_value (values, OID_INFERRED, NULL, 0, 1);
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

/* ── Sending ── */

/* `?` as the other database has it → `$1`, `$2`, … */
static char *
number_values (const char *sql)
{
  GString *out = g_string_sized_new (strlen (sql) + 16);
  gboolean quoted = FALSE;
  guint n = 0;

  for (const char *p = sql; *p != '\0'; p++)
    {
      quoted ^= *p == '\'';
      if (*p == '?' && !quoted)
        g_string_append_printf (out, "$%u", ++n);
      else
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

static Prepared *
find_prepared (PtJournalPostgres *self, const char *sql)
{
  Prepared *prepared = g_hash_table_lookup (self->prepared, sql);

  if (prepared != NULL)
    return prepared;
  prepared = g_new0 (Prepared, 1);
  prepared->name = g_strdup_printf ("pt%u", g_hash_table_size (self->prepared));
  g_hash_table_insert (self->prepared, g_strdup (sql), prepared);
  return prepared;
}

static gboolean
send_prepare (PtJournalPostgres *self, Prepared *prepared, const char *sql, const Values *values)
{
  g_autofree char *text = number_values (sql);

  if (!PQsendPrepare (self->conn, prepared->name, text, (int)values->n, values->types))
    return FALSE;
  prepared->sent = TRUE;
  push_pending (self, PENDING_PREPARE, prepared);
  return TRUE;
}

static gboolean
send_all (PtSqlOfPostgres *sql, const Values *values)
{
  PtJournalPostgres *self = sql->journal;
  Prepared *prepared = find_prepared (self, sql->sql);

  if ((!prepared->sent && !send_prepare (self, prepared, sql->sql, values))
      || !PQsendQueryPrepared (self->conn, prepared->name, (int)values->n, values->values,
                               values->lengths, values->formats, 0))
    return FALSE;
  push_pending (self, PENDING_EXECUTE, NULL);
  sql->own = g_queue_peek_tail (&self->pending);
  sql->sent = TRUE;
  return TRUE;
}

static gboolean
send_values (PtSqlOfPostgres *sql, const Values *values, GError **error)
{
  PtJournalPostgres *self = sql->journal;

  finish_active (self);
  if (!pt_postgres_ensure (self, error))
    return FALSE;
  if (send_all (sql, values))
    return TRUE;
  break_off (self);
  return tell_trouble (self, error);
}

static gboolean
sql_bind (PtSql *sql, const char *types, va_list *args, GError **error)
{
  Values values = { 0 };

  for (const char *type = types; *type != '\0'; type++)
    if (!read_value (&values, *type, args, error))
      return FALSE;
  return send_values ((PtSqlOfPostgres *)sql, &values, error);
}

static gboolean
send_bare (PtSqlOfPostgres *sql, GError **error)
{
  static const Values none;

  return sql->sent || send_values (sql, &none, error);
}

static gboolean
sql_run (PtSql *sql, GError **error)
{
  PtSqlOfPostgres *self = (PtSqlOfPostgres *)sql;

  if (!send_bare (self, error))
    return FALSE;
  return self->journal->inside || pt_postgres_settle (self->journal, error);
}

/* ── Rows ── */

/* Its answer is the next that comes. */
static gboolean
start_reading (PtSqlOfPostgres *self, GError **error)
{
  PtJournalPostgres *journal = self->journal;
  const Pending *own = self->own;

  self->own = NULL;
  finish_active (journal);
  if (sync_pipeline (journal))
    collect (journal, own);
  if (!tell_trouble (journal, error))
    return FALSE;
  g_assert (g_queue_peek_head (&journal->pending) == own);
  g_free (g_queue_pop_head (&journal->pending));
  PQsetSingleRowMode (journal->conn);
  journal->active = self;
  return TRUE;
}

static void
end_reading (PtJournalPostgres *journal)
{
  finish_active (journal);
  if (PQstatus (journal->conn) != CONNECTION_OK)
    break_off (journal);
  else if (journal->pending.length == 1) /* the end of what it was asked in */
    collect (journal, NULL);
}

static PGresult *
fetch (PtSqlOfPostgres *self)
{
  PtJournalPostgres *journal = self->journal;
  static const Pending read = { PENDING_EXECUTE, NULL };
  PGresult *result;

  if (journal->active != self)
    return g_queue_pop_head (&self->buffered);
  result = PQgetResult (journal->conn);
  if (result != NULL && PQntuples (result) > 0)
    return result;
  if (result != NULL)
    take_answer (journal, &read, result);
  PQclear (result);
  end_reading (journal);
  return NULL;
}

static gboolean
sql_next (PtSql *sql, gboolean *found, GError **error)
{
  PtSqlOfPostgres *self = (PtSqlOfPostgres *)sql;

  *found = FALSE;
  if (!send_bare (self, error) || (self->own != NULL && !start_reading (self, error)))
    return FALSE;
  if (self->row != NULL && ++self->at < PQntuples (self->row))
    {
      *found = TRUE;
      return TRUE;
    }
  g_clear_pointer (&self->row, PQclear);
  self->row = fetch (self);
  self->at = 0;
  *found = self->row != NULL;
  return *found || tell_trouble (self->journal, error);
}

static gboolean
sql_is_null (PtSql *sql, int column)
{
  PtSqlOfPostgres *self = (PtSqlOfPostgres *)sql;

  return PQgetisnull (self->row, self->at, column) != 0;
}

static const char *
sql_get_text (PtSql *sql, int column)
{
  PtSqlOfPostgres *self = (PtSqlOfPostgres *)sql;

  return sql_is_null (sql, column) ? NULL : PQgetvalue (self->row, self->at, column);
}

static int64_t
sql_get_int (PtSql *sql, int column)
{
  const char *text = sql_get_text (sql, column);

  return text == NULL ? 0 : text[0] == 't' ? 1 : g_ascii_strtoll (text, NULL, 10);
}

/* `\x0123…` */
static GBytes *
parse_hex (const char *text)
{
  gsize size = strlen (text) / 2 - 1;
  guint8 *bytes = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)(g_ascii_xdigit_value (text[2 + 2 * i]) << 4
                        | g_ascii_xdigit_value (text[3 + 2 * i]));
  return g_bytes_new_take (bytes, size);
}

static GBytes *
sql_dup_bytes (PtSql *sql, int column)
{
  const char *text = sql_get_text (sql, column);
  PtUuid id;

  if (text == NULL)
    return NULL;
  switch (PQftype (((PtSqlOfPostgres *)sql)->row, column))
    {
    case OID_UUID:
      return pt_uuid_parse (text, &id) ? g_bytes_new (id.bytes, sizeof id.bytes) : NULL;
    case OID_BYTEA:
      return parse_hex (text);
    default:
      return g_bytes_new (text, strlen (text));
    }
}

static void
sql_free (PtSql *sql)
{
  PtSqlOfPostgres *self = (PtSqlOfPostgres *)sql;

  if (self->journal->active == self)
    end_reading (self->journal);
  PQclear (self->row);
  g_queue_clear_full (&self->buffered, (GDestroyNotify)PQclear);
  g_free (self->sql);
  g_free (self);
}

static PtSql *
sql_prepare (PtJournal *journal, const char *sql, GError **error)
{
  PtSqlOfPostgres *self = g_new0 (PtSqlOfPostgres, 1);

  self->parent.driver = &pt_postgres_driver;
  self->journal = (PtJournalPostgres *)journal;
  self->sql = g_strdup (sql);
  return &self->parent;
}

const PtSqlDriver pt_postgres_driver = {
  .prepare = sql_prepare,
  .bind = sql_bind,
  .next = sql_next,
  .run = sql_run,
  .is_null = sql_is_null,
  .get_int = sql_get_int,
  .get_text = sql_get_text,
  .dup_bytes = sql_dup_bytes,
  .free = sql_free,
};

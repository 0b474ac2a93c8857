/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a journal as both databases have them, for copies from one to the other. What there
 * is is asked of the databases, so that a new table or column is not forgotten. A row passes as a line
 * of COPY's text format, https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2: the same
 * line from both, so that a hash over the lines in the order of the keys compares a table. Only for
 * journal-postgres-*.c. */
#pragma once

#include "journal-postgres-private.h"
#include "journal-sqlite-private.h"

G_BEGIN_DECLS

typedef enum
{
  PT_FORM_TEXT,
  PT_FORM_INT,
  PT_FORM_UUID,
  PT_FORM_BYTES,
} PtForm;

typedef struct
{
  char *name;
  GPtrArray *columns;
  GArray *forms;      /* PtForm */
  char *list;         /* of the columns, for SQL */
  char *sqlite_order; /* by the key, bytewise */
  char *postgres_order;
  char *counter; /* the column that the database counts; NULL = none */
} PtTable;

/* (element-type PtTable) */
GPtrArray *pt_tables_list (PtDb *sqlite, PGconn *postgres, GError **error);

/* A row with its newline; the text is valid during the call. FALSE with @error ends it. */
typedef gboolean (*PtLineVisitor) (const char *line, gsize length, gpointer data, GError **error);

gboolean pt_table_visit_sqlite (const PtTable *self, PtDb *db, PtLineVisitor visitor, gpointer data,
                                GError **error);
/* After a failure @conn is of no use any more. */
gboolean pt_table_visit_postgres (const PtTable *self, PGconn *conn, PtLineVisitor visitor,
                                  gpointer data, GError **error);

/* Binds what the line of a row holds, column by column. */
gboolean pt_table_bind_line (const PtTable *self, PtStmt *stmt, const char *line, gsize length,
                             GError **error);

/* Rows counted and hashed on their way. */
typedef struct
{
  gint64 rows;
  GChecksum *sum;
} PtTally;
void pt_tally_clear (PtTally *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtTally, pt_tally_clear)

#define PT_TALLY_NEW                                                                               \
  {                                                                                                \
    .sum = g_checksum_new (G_CHECKSUM_SHA256)                                                      \
  }

/* A PtLineVisitor, also to be called by others; @data is a PtTally. */
gboolean pt_tally_add (const char *line, gsize length, gpointer data, GError **error);
gboolean pt_tally_equal (PtTally *self, PtTally *other);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading other people's files into a plan: tables (CSV, TSV), .eln archives and our own JSON. The
 * plan says what would be made and what not and why; nothing is written until the caller gives
 * its batch to pt_store_save_batch(). */
#pragma once

#include "pt-dataset.h"
#include "pt-edit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PT_IMPORT_ERROR_FORMAT,  /* not a kind of file that we read */
  PT_IMPORT_ERROR_BROKEN,  /* truncated, altered */
  PT_IMPORT_ERROR_HOSTILE, /* leaves its folder, is a bomb, declares entities */
  PT_IMPORT_ERROR_LIMIT,   /* larger than we take */
  PT_IMPORT_ERROR_MAPPING, /* asks for a column or a field that is not there */
} PtImportError;

#define PT_IMPORT_ERROR (pt_import_error_quark ())
GQuark pt_import_error_quark (void);

typedef struct
{
  PtWorld *world;          /* required: for what "today" and "now" are filled in with */
  const char *as_kind;     /* of the rows of a table; NULL = entry. For .eln: NULL = by content,
                             * "entry" = only notes */
  const char *const *maps; /* `COLUMN=field`, ended by NULL; or NULL. Wins over what is matched by
                             * itself. Several columns may go to one long field; `COLUMN=` ignores it */
  const char *const
      *values;          /* `FIELD:WORD=key`, ended by NULL; or NULL: what a word of the file means
                              * for a field with a vocabulary; `FIELD:WORD=` leaves it out */
  gboolean month_first; /* 3/12/2026 is the twelfth of March */
  const char *saved;    /* the text of a saved mapping, or NULL; @maps wins over it */
  const char *lang;     /* "nl" or "en": for words that the importer adds; NULL = nl */
  const char *today;    /* YYYY-MM-DD: what "yesterday" counts from; NULL = the world's */
} PtImportOptions;

typedef struct
{
  char *name;       /* as in the file */
  char *field;      /* where it goes; "id" = the record's identity; NULL = nowhere */
  gboolean ignored; /* somebody said that it goes nowhere */
  guint n_filled;   /* rows in which it has something */
  char *example;    /* the first of those, shortened; or NULL */
} PtImportColumn;

/* A word that means nothing by itself to a field with a vocabulary. */
typedef struct
{
  char *field;
  char *word; /* as it is written the first time */
  char *key;  /* what somebody said that it means; "" = it is left out; NULL = nobody did */
  guint n_rows;
} PtImportWord;

typedef struct
{
  int line;         /* in the file, from 1; 0 = about the whole */
  char *column;     /* or NULL */
  char *sentence;   /* translated */
  gboolean refused; /* this row, record or file is not in the plan */
} PtImportProblem;

typedef struct
{
  const char *format;  /* "csv", "eln", "json" */
  const char *kind;    /* of a table: what its rows become; else NULL */
  PtBatch *batch;      /* what to save; may be empty */
  PtEdit *logbook;     /* of our own JSON read without an existing logbook, else NULL */
  GPtrArray *columns;  /* PtImportColumn; empty where it is not a table */
  GPtrArray *words;    /* PtImportWord, in the order of the file; empty where it is not a table */
  GPtrArray *problems; /* PtImportProblem, by line */
  guint n_made;        /* records in the batch that are new, links and comments not counted */
  guint n_changed;     /* … that are there and get more */
  guint n_same;        /* there already, nothing to do */
  guint n_refused;     /* rows, records or files that could not be taken */
} PtImportPlan;

void pt_import_plan_free (PtImportPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtImportPlan, pt_import_plan_free)

/* @fraction from 0 to 1. Called on the thread that imports. */
typedef void (*PtImportProgress) (double fraction, gpointer data);

/**
 * pt_import_read:
 * @path: a file
 * @existing: (nullable): the logbook's records, for references by title and so that what is
 *   imported twice is there once
 *
 * Sees by the content what it is. The same file gives the same ids, so importing again changes
 * nothing, fills in fields that were not there, and never overwrites what people wrote since;
 * only a table whose id column holds ids of this logbook changes what is there.
 *
 * Returns: (transfer full) (nullable): the plan; %NULL with a %PT_IMPORT_ERROR, %G_IO_ERROR or
 *   %PT_JSON_ERROR when the file as a whole cannot be taken
 */
PtImportPlan *pt_import_read (const char *path, const PtImportOptions *options, PtDataset *existing,
                              GCancellable *cancellable, PtImportProgress progress, gpointer data,
                              GError **error);

/* The same from memory; @filename is what the file was called. */
PtImportPlan *pt_import_read_bytes (GBytes *bytes, const char *filename,
                                    const PtImportOptions *options, PtDataset *existing,
                                    GCancellable *cancellable, PtImportProgress progress,
                                    gpointer data, GError **error);

/* (transfer full): GPtrArray of translated sentences: what is made, which columns go nowhere, each
 * problem with its line. For a terminal. */
GPtrArray *pt_import_plan_describe (PtImportPlan *plan);
/* The same without the columns, for who shows them otherwise. */
GPtrArray *pt_import_plan_describe_result (PtImportPlan *plan);

/* (transfer full): the mapping of the plan's columns as text, to be kept by the caller and given
 * back as `saved`. */
char *pt_import_plan_save_mapping (PtImportPlan *plan);

/**
 * pt_import_plan_dup_setting:
 * @as_kind: (nullable): the kind that somebody asked for before anything was read
 *
 * Mappings are remembered by the columns they belong to: the next export of the same survey is
 * understood by itself.
 *
 * Returns: (transfer full): the name of the setting that keeps the mapping of a table like this one
 */
char *pt_import_plan_dup_setting (PtImportPlan *plan, const char *as_kind);

/* (transfer full): GPtrArray of const PtField*: where a column may go, for a wizard's choice. */
GPtrArray *pt_import_fields (const char *kind);

G_END_DECLS

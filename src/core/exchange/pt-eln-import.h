/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the .eln importer: which datasets become what (pt-eln-homes.c), their records
 * (pt-eln-import.c) and their files (pt-eln-files.c). Private to them. */
#pragma once

#include "pt-archive.h"
#include "pt-eln-body.h"
#include "pt-eln-reader.h"
#include "pt-import-private.h"

G_BEGIN_DECLS

/* What one dataset becomes. */
typedef struct _PtElnHome PtElnHome;
struct _PtElnHome
{
  JsonObject *dataset;
  PtElnHome *parent; /* or NULL */
  char *title;
  char *experiment; /* id, or NULL */
  char *entry;      /* id; texts, comments and files go here */
  guint n_pictures; /* that were inside its text */
};

typedef struct
{
  const PtImport *import;
  PtImportPlan *plan;
  PtEln *eln;
  PtArchive *archive;
  char *folder;       /* in the archive, of the metadata: "" or "name/" */
  GHashTable *homes;  /* JsonObject → PtElnHome */
  GPtrArray *order;   /* PtElnHome */
  GHashTable *linked; /* ids of the links made */
  GHashTable *wanted; /* name in the archive → GPtrArray of PtElnWanted */
} PtElnImport;

typedef struct
{
  PtElnImport *self;
  PtElnHome *home;
} PtElnImageRun;

/* Finds what becomes a record. */
void pt_eln_find_homes (PtElnImport *self);
void pt_eln_home_free (PtElnHome *self);

gboolean pt_eln_make_records (PtElnImport *self, GError **error);
char *pt_eln_moment (PtEln *eln, JsonObject *entity);

/* Names the files that go along, then reads them from the archive, checking each hash. */
gboolean pt_eln_make_files (PtElnImport *self, GError **error);
/* (transfer full) (nullable): the name under which what the crate calls @id is in the archive. */
char *pt_eln_find_file (PtElnImport *self, const char *id);
/* @file (nullable): what the crate says about it. */
void pt_eln_add_file (PtElnImport *self, PtElnHome *home, const char *name, JsonObject *file,
                      GBytes *bytes);
/* (transfer full) (nullable): Markdown for a picture in a text; one that is in the text itself
 * becomes a file. */
char *pt_eln_take_image (PtElnImport *self, PtElnHome *home, const char *src);

/* An archive of our own holds everything as JSON: nothing has to be guessed. */
gboolean pt_eln_has_own_file (PtElnImport *self);
PtImportPlan *pt_eln_read_own_file (PtElnImport *self, GError **error);

G_END_DECLS

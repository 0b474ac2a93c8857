/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person changed in one record since its editor opened, before it becomes an op; and a
 * batch of such edits with files, which is what importers make and the store takes. */
#pragma once

#include "pt-record.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *id; /* of the record; never NULL */
  char *kind;
  bool is_new;
  PtVector *seen;  /* what its author had seen */
  GPtrArray *set;  /* PtSetting, sorted by name */
  PtRecord *base;  /* the record as it stood; NULL for a new one */
  int line;        /* importers: where it came from, 0 = nowhere */
  bool asks_names; /* whoever made it asks about real names in it, or has asked */
} PtEdit;

/* @id NULL = a new UUIDv7. Fields whose fallback is "today" or "now" are filled in. */
PtEdit *pt_edit_new (PtWorld *world, const char *kind, const char *id);
/* `seen` is taken from @base now: make the edit when the editor opens. */
PtEdit *pt_edit_new_for (PtRecord *base);
/* A link of @kind; its id is derived. */
PtEdit *pt_edit_new_link (const char *from, const char *kind, const char *to);
void pt_edit_free (PtEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtEdit, pt_edit_free)

/* Setting what is already shown takes the setting back: untouched fields are never sent. */
void pt_edit_set (PtEdit *self, const char *field, const PtValue *value);
void pt_edit_set_text (PtEdit *self, const char *field, const char *text); /* NULL or "" clears */
void pt_edit_set_bool (PtEdit *self, const char *field, bool b);
void pt_edit_set_int (PtEdit *self, const char *field, int64_t i);
void pt_edit_set_real (PtEdit *self, const char *field, double r);
void pt_edit_set_key (PtEdit *self, const char *field, const char *key, bool in);
void pt_edit_set_keys (PtEdit *self, const char *field,
                       const char *const *keys); /* exactly these */
/* Picks @value against all candidates of @field, also when it equals the shown one. */
void pt_edit_resolve (PtEdit *self, const char *field, const PtValue *value);
/* Any register by name, known or not (importers, restore). */
void pt_edit_set_register (PtEdit *self, const char *name, const PtValue *value);
bool pt_edit_is_empty (const PtEdit *self);
const PtValue *pt_edit_get (const PtEdit *self, const char *field);

/**
 * pt_edit_set_from_text:
 * @text: what a person typed or a cell holds; keys or labels in Dutch or English, lists separated
 *   by comma or semicolon, Dutch and ISO dates, `1,5` and `1.5`, ja/nee/true/false
 * @today: what relative dates count from
 *
 * Returns: FALSE with %PT_VALIDATE_ERROR saying which field, what is wrong, what would be right
 */
bool pt_edit_set_from_text (PtEdit *self, const char *field, const char *text, const char *today,
                            GError **error);

/* A file that comes with a batch: it becomes an attachment record of @owner. */
typedef struct
{
  char *id; /* of the attachment record */
  char *owner;
  char *filename;
  char *type; /* attachment.type key or NULL = by content */
  char *caption;
  char *alt_text;
  GBytes *bytes;
  PtEdit *extra; /* further fields of the attachment record; or NULL */
} PtBatchFile;

typedef struct
{
  GPtrArray *edits; /* PtEdit */
  GPtrArray *files; /* PtBatchFile */
  char *label;      /* what an undo button says, e.g. the file's name */
  const char *how;  /* static: what the history says of it, "import" or "save" by hand */
} PtBatch;

PtBatch *pt_batch_new (const char *label);
void pt_batch_free (PtBatch *self);
void pt_batch_file_free (PtBatchFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtBatch, pt_batch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtBatchFile, pt_batch_file_free)

G_END_DECLS

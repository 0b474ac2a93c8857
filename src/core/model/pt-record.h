/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as people see it: its state, read through the table of its kind. Immutable, shared. */
#pragma once

#include "pt-schema.h"
#include "pt-state.h"

G_BEGIN_DECLS

typedef struct _PtRecord PtRecord;

/* What the hub has of an attachment's file. */
enum
{
  PT_STORED_FILE = 1 << 0,  /* all its bytes */
  PT_STORED_THUMB = 1 << 1, /* a small picture of it */
};

/**
 * pt_record_new:
 * @id: its id
 * @kind: id of its kind; may be one that this version does not know
 * @state: (transfer full): its state
 */
PtRecord *pt_record_new (const char *id, const char *kind, PtState *state);
PtRecord *pt_record_ref (PtRecord *self);
void pt_record_unref (PtRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtRecord, pt_record_unref)

/* While building, before it is shared. */
void pt_record_set_hub (PtRecord *self, int64_t seq, int64_t no, unsigned stored);
void pt_record_set_created (PtRecord *self, const char *member, const char *device, int64_t at);
void pt_record_set_renumbered (PtRecord *self, int64_t renumbered); /* as in PtVector */
/* Keeps the text that pt_record_print_state() is going to ask for, on a thread that has the time. */
void pt_record_print_ahead (PtRecord *self);

int64_t pt_record_get_renumbered (const PtRecord *self);
const char *pt_record_get_id (const PtRecord *self);
const char *pt_record_get_kind_id (const PtRecord *self);
const PtRecordKind *pt_record_get_kind (const PtRecord *self); /* NULL = unknown here */
const PtState *pt_record_get_state (const PtRecord *self);
char *pt_record_print_state (const PtRecord *self); /* (transfer full): as pt_state_print() */
int64_t pt_record_get_no (const PtRecord *self);    /* 0 = not yet given */
int64_t pt_record_get_seq (const PtRecord *self);   /* 0 = the hub has not seen it */
/* What the hub has of an attachment's file: PtStored flags. */
unsigned pt_record_get_stored (const PtRecord *self);
int64_t pt_record_get_created_at (const PtRecord *self);
int64_t pt_record_get_updated_at (const PtRecord *self);
const char *pt_record_get_created_by (const PtRecord *self);
const char *pt_record_get_updated_by (const PtRecord *self);

/* The shown value, or the field's fallback where nothing is set. Borrowed. A field that the
 * record's kind does not have is a programmer mistake for a known kind. */
const char *pt_record_get_text (const PtRecord *self,
                                const char *field); /* NULL = unset; also enum, ref, dates */
bool pt_record_get_bool (const PtRecord *self, const char *field);
bool pt_record_get_int (const PtRecord *self, const char *field, int64_t *out); /* FALSE = unset */
bool pt_record_get_real (const PtRecord *self, const char *field, double *out);
bool pt_value_is_empty (const PtValue *value); /* NULL, null or "" */
const PtValue *pt_record_get_value (const PtRecord *self,
                                    const char *field); /* set by somebody, else NULL */
/* Sorted keys of a set-valued field that count as in: a concurrent true and false is true. */
char **pt_record_dup_keys (const PtRecord *self, const char *field);
bool pt_record_has_key (const PtRecord *self, const char *field, const char *key);

/* Gates: the strictest of all concurrent values of a PT_FIELD_STRICTEST enum or bool field. */
const char *pt_record_get_strictest (const PtRecord *self, const char *field);
PtSharing pt_record_get_sharing (const PtRecord *self);

/* Any surviving false keeps a record visible, and so does a change by somebody who did not know that
 * it was put away, unknown to who put it away. */
bool pt_record_is_archived (const PtRecord *self);
/* Put away and changed by two people who did not know of each other: visible until somebody who has
 * seen both puts it away again or brings it back. */
bool pt_record_is_changed_after_archiving (const PtRecord *self);

/* Fields with more than one surviving value that differ in what people see; set-valued fields and
 * `archived` never conflict. NULL-terminated, sorted. */
char **pt_record_dup_conflicts (const PtRecord *self);
bool pt_record_has_conflict (const PtRecord *self, const char *field);

/* (transfer full): one line to call it by where it stands alone; never empty ("Untitled" translated).
 * What is unnamed says what it is and its day; whose it is stands there by pt_dataset_dup_title() and
 * pt_store_dup_title(). */
char *pt_record_dup_title (const PtRecord *self);
/* (transfer full) (nullable): what people called it: the title field, else the first line of the body
 * without Markdown and with mentions as their labels. */
char *pt_record_dup_name (const PtRecord *self);
/**
 * pt_record_dup_title_of:
 * @owner: (nullable): the record that its kind's owner field names
 * @with_day: FALSE where its day stands beside it anyway
 *
 * Returns: (transfer full): "Agreed: photo – Resident 3, 12 May 2026"; the name of what has one
 */
char *pt_record_dup_title_of (const PtRecord *self, const PtRecord *owner, bool with_day);
/* Nobody gives one a name: its title is made of its fields, and of whose it is. */
bool pt_record_kind_is_unnamed (const PtRecordKind *kind);
/* (transfer full) (nullable): the first line of @text that says something, likewise. */
char *pt_title_from_text (const char *text);
/* The record's civil date (date_field, else created_at as a date): never NULL. */
char *pt_record_dup_date (const PtRecord *self);

G_END_DECLS

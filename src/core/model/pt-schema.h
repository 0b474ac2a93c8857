/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of record, described once: its fields, vocabularies and flags. SQL, JSON, forms,
 * lists, search, CSV, narrative, CLI and hub checks follow from these tables (domain.md §3). */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Kinds of value. */
typedef enum
{
  PT_KIND_TEXT,
  PT_KIND_LONG, /* several lines, light Markdown, mentions */
  PT_KIND_ENUM, /* one key of a vocabulary; unknown keys of newer versions are kept */
  PT_KIND_REF,  /* the id of one record, or of a member */
  PT_KIND_BOOL,
  PT_KIND_INT,
  PT_KIND_REAL,
  PT_KIND_DATE,     /* YYYY-MM-DD */
  PT_KIND_MOMENT,   /* YYYY-MM-DD, optionally THH:MM */
  PT_KIND_INSTANT,  /* microseconds UTC */
  PT_KIND_QUANTITY, /* a number, or words where there is no number */
  PT_KIND_KEYS,     /* set of keys of a vocabulary: one boolean register per key */
  PT_KIND_TAGS,     /* set of free words, likewise */
  PT_KIND_REFS,     /* set of record ids, likewise */
} PtKind;

typedef enum
{
  PT_TIER_CORE,
  PT_TIER_MORE,
  PT_TIER_RESEARCH,
} PtTier;

typedef enum
{
  PT_FIELD_REQUIRED =
      1 << 0, /* R: identifies the thing; a missing one is a sentence, never a block */
  PT_FIELD_SEARCHED = 1 << 1,  /* part of the full-text index */
  PT_FIELD_LISTED = 1 << 2,    /* shown on list rows and as a CSV column by default */
  PT_FIELD_STRICTEST = 1 << 3, /* gates read the strictest of all concurrent values */
  PT_FIELD_AUTOMATIC = 1 << 4, /* filled by the program, not shown in forms */
  PT_FIELD_FILTER = 1 << 5,    /* offered as a filter chip; indexed */
  PT_FIELD_MEMBER = 1 << 6,    /* a PT_KIND_REF that may name a member */
  PT_FIELD_COMPUTED = 1 << 7,  /* never stored: made when the record is read (letter, from `no`) */
  PT_FIELD_AHEAD = 1 << 8,     /* a day that is still to come: "Tuesday" is the next one */
} PtFieldFlags;

typedef struct
{
  const char *key;
  const char *label; /* NC_(vocabulary id, …) */
} PtTerm;

typedef struct
{
  const char *id;      /* also the message context of its labels, e.g. "question.status" */
  const PtTerm *terms; /* in order; of strictest fields from strict to free */
  guint n_terms;
} PtVocabulary;

/* What an unset field counts as while a condition on the same record holds. */
typedef struct
{
  const char *condition; /* "kind=person,helix=citizens": all hold; "end_on": is set */
  const char *value;     /* an enum key, "true", or "end_on+5y": that date and five years */
} PtFallback;

typedef struct
{
  const char *id;    /* JSON member, SQL column, CSV column */
  const char *label; /* N_() */
  PtKind kind;
  PtTier tier;
  guint flags;                    /* PtFieldFlags */
  const PtVocabulary *vocabulary; /* PT_KIND_ENUM and PT_KIND_KEYS */
  const char *target;             /* PT_KIND_REF(S): record kinds separated by |; NULL = any */
  const char *fallback; /* what an unset field counts as: an enum key, "true"; "today"/"now" are
                        * written when a record is made; NULL = unset */
  const PtFallback
      *fallbacks;   /* before it: the first whose condition holds, ended by {NULL}; or NULL */
  guint max_length; /* characters; 0 = the limit of the wire */
  double min, max;  /* of numbers; no bounds where max is 0 */
  guint since;      /* schema number that brought it */
  const char *hint; /* N_(): one line under an empty field, e.g. a prompt; or NULL */
} PtField;

typedef enum
{
  PT_RECORD_APPEND_ONLY = 1 << 0, /* corrected by a new one with `replaces` */
  PT_RECORD_AUXILIARY = 1 << 1,   /* link, attachment, comment, measurement, involvement, consent,
                                   * passage, release: shown with their owner, not in the sidebar */
} PtRecordFlags;

typedef struct
{
  const char *id;           /* "entry" */
  const char *label;        /* N_("Note") */
  const char *label_plural; /* N_("Notes") */
  const PtField *fields;    /* its own; then pt_common_fields */
  guint n_fields;
  guint flags;
  const char *title_field;  /* what a list row is called by */
  const char *date_field;   /* what it is ordered and filtered by; NULL = created_at */
  const char *status_field; /* NULL where it has none */
  const char *owner_field;  /* the record whose sharing bounds this one's; NULL = none */
  gboolean newest_first;    /* the natural order: date_field, else title without case (auxiliary
                            * ones: nothing), then id */
  const char *icon;         /* icon name */
} PtRecordKind;

#define PT_SCHEMA_VERSION 1

/* Sharing, lang, archived, status_why, same_as, tags: on every record. */
extern const PtField pt_common_fields[];
extern const guint pt_n_common_fields;

/* All 20, in the order of the sidebar and of exports. */
extern const PtRecordKind *const pt_record_kinds[];
extern const guint pt_n_record_kinds;

const PtRecordKind *pt_record_kind_find (const char *id);
/* Own and common fields; NULL when this version does not know it. An own field with the id of a
 * common one (narrative.lang) comes instead of it. */
const PtField *pt_record_kind_field (const PtRecordKind *kind, const char *id);
/* The @i-th of own then common fields; NULL past the end: for (i = 0; (f = …); i++). */
const PtField *pt_record_kind_nth_field (const PtRecordKind *kind, guint i);
bool pt_field_is_set (const PtField *field); /* PT_KIND_KEYS, _TAGS, _REFS */

extern const PtVocabulary *const pt_vocabularies[];
extern const guint pt_n_vocabularies;

const PtTerm *pt_vocabulary_find (const PtVocabulary *vocabulary, const char *key);
int pt_vocabulary_index (const PtVocabulary *vocabulary, const char *key); /* -1 = unknown */
/* Also by id, e.g. pt_vocabulary_get ("entry.kind"). */
const PtVocabulary *pt_vocabulary_get (const char *id);

/* Translated for the process's locale; borrowed, never NULL (an unknown key is its own label). */
const char *pt_record_kind_label (const PtRecordKind *kind);
const char *pt_record_kind_label_plural (const PtRecordKind *kind);
const char *pt_field_label (const PtField *field);
const char *pt_term_label (const PtVocabulary *vocabulary, const char *key);
/* In a language of the caller's choice (documents, importers): "nl" or "en"; works without any
 * installed locale. Borrowed, never NULL. */
const char *pt_term_label_in (const PtVocabulary *vocabulary, const char *key, const char *lang);
const char *pt_field_label_in (const PtField *field, const char *lang);
const char *pt_record_kind_label_in (const PtRecordKind *kind, gboolean plural, const char *lang);

/* Levels of sharing, from strict to free: the vocabulary "sharing". */
typedef enum
{
  PT_SHARING_PRIVATE,
  PT_SHARING_CORE,
  PT_SHARING_TEAM,
  PT_SHARING_NETWORK,
  PT_SHARING_PUBLIC,
} PtSharing;

G_END_DECLS

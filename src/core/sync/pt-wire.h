/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes on the wire that laptop and hub must agree on (sync.md §4), each said once: names,
 * limits, a record of the feed, a page of it. */
#pragma once

#include "pt-record.h"

G_BEGIN_DECLS

#define PT_WIRE_TYPE "application/vnd.proeftuin+json"
#define PT_WIRE_TYPE_PROBLEM "application/problem+json"
#define PT_WIRE_TYPE_FILE "application/vnd.proeftuin.file"
#define PT_WIRE_HEADER_HUB "Proeftuin-Hub"
#define PT_WIRE_HEADER_OFFSET "Upload-Offset"
#define PT_WIRE_HEADER_NEWEST "Proeftuin-Newest"

/* The reason of an op that was quarantined and to which the coordinator said no. */
#define PT_WIRE_DECLINED "declined"

#define PT_WIRE_PROTOCOL 1
#define PT_WIRE_BATCH_OPS 500
#define PT_WIRE_BATCH_BYTES (1024 * 1024)      /* of ops, inflated */
#define PT_WIRE_MAX_ANSWER (32u * 1024 * 1024) /* inflated, what a laptop takes */
#define PT_WIRE_PAGE_BYTES (4 * 1024 * 1024)   /* inflated, where the hub ends a page */
#define PT_WIRE_PAGE_RECORDS 2000
#define PT_WIRE_PAGE_ERASURES 500
#define PT_WIRE_CHUNK_BYTES (1024 * 1024) /* of a file, per request */
#define PT_WIRE_THUMB "thumb"             /* a rendition */
#define PT_WIRE_THUMB_BYTES (128 * 1024)
#define PT_WIRE_FILE_BYTES (256u * 1024 * 1024)

/* What the hub adds around a record's state. */
typedef struct
{
  const char *id;
  const char *kind;
  int64_t seq;
  int64_t no;   /* 0 = none */
  guint stored; /* PtStored flags: what the hub has of this attachment's file */
  const char *member;
  const char *device;
  int64_t at;        /* microseconds UTC at which it was made */
  const char *state; /* {"stamps":[…],"fields":{…}} */
} PtWireRecord;

/* Appends the record as one JSON object; its state is copied as text, not parsed. */
void pt_wire_append_record (GString *out, const PtWireRecord *record);

/* The state behind PtWireRecord.state; pt_state_print() makes the text. (transfer full) */
PtState *pt_wire_parse_state (const char *text, GError **error);

typedef struct
{
  char *epoch;
  int64_t erasure;    /* the newest order that the records know of */
  GPtrArray *records; /* PtRecord */
  int64_t seq;        /* of next */
  char *chain;
  gboolean more;
} PtWirePage;

/* A record as in the feed. (transfer full) */
PtRecord *pt_wire_record_read (PtNode node, GError **error);

PtWirePage *pt_wire_page_parse (const char *data, size_t size, GError **error);
void pt_wire_page_free (PtWirePage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtWirePage, pt_wire_page_free)

G_END_DECLS

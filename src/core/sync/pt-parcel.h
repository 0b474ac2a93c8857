/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file on a stick, between one laptop and its hub, where no network is: what the laptop asks, or what
 * the hub answers, in frames. Sealed and proved with a key that only the two can make (libsodium's
 * secretstream, XChaCha20-Poly1305), so that whoever finds the stick reads nothing, and what was cut
 * off, altered or mixed is noticed before anything is taken from it. It knows nothing of sync. */
#pragma once

#include "pt-id.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PT_PARCEL_EXTENSION ".proeftuin-exchange"
#define PT_PARCEL_TOKEN_BYTES 32 /* SHA-256 of the device's token */
#define PT_PARCEL_MAX_FRAME (33 * 1024 * 1024)
#define PT_PARCEL_MAX_FRAMES 200000

typedef enum
{
  PT_PARCEL_ERROR_FOREIGN,    /* not such a file, or of a version to come */
  PT_PARCEL_ERROR_DAMAGED,    /* cut off, altered, or sealed with another token */
  PT_PARCEL_ERROR_UNANSWERED, /* it has not been at the hub yet */
  PT_PARCEL_ERROR_ELSEWHERE,  /* of another laptop, logbook or hub */
} PtParcelError;

#define PT_PARCEL_ERROR (pt_parcel_error_quark ())
GQuark pt_parcel_error_quark (void);

typedef enum
{
  PT_PARCEL_REQUEST = 'R', /* from a laptop */
  PT_PARCEL_ANSWER = 'A',  /* from the hub */
} PtParcelKind;

/* What is readable from outside; proved with every frame. */
typedef struct
{
  PtParcelKind kind;
  PtUuid exchange; /* made by the laptop for each file; the answer has the same */
  PtUuid hub, logbook, device;
} PtParcelLabel;

/* What the hub knows of a token. */
void pt_parcel_hash_token (const char *token, uint8_t out[PT_PARCEL_TOKEN_BYTES]);

/* ── Writing: beside the file, which appears or is replaced as a whole at the end ── */
typedef struct _PtParcelWriter PtParcelWriter;

/**
 * pt_parcel_writer_new:
 * @path: what it will be called; mode 0600 where the disk knows modes
 * @token: SHA-256 of the device's token, %PT_PARCEL_TOKEN_BYTES
 *
 * Returns: (transfer full) (nullable): a writer; freed before pt_parcel_writer_finish() it leaves
 *   nothing behind, and what was at @path stays
 */
PtParcelWriter *pt_parcel_writer_new (const char *path, const PtParcelLabel *label,
                                      const uint8_t *token, GError **error);
void pt_parcel_writer_free (PtParcelWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtParcelWriter, pt_parcel_writer_free)

/* Takes @head; @body may be NULL. At most %PT_PARCEL_MAX_FRAME bytes together. */
gboolean pt_parcel_writer_add (PtParcelWriter *self, JsonObject *head, GBytes *body,
                               GError **error);
/* On disk under its name when it returns. */
gboolean pt_parcel_writer_finish (PtParcelWriter *self, GError **error);
int64_t pt_parcel_writer_get_size (const PtParcelWriter *self); /* bytes so far */

/* ── Reading ── */
typedef struct _PtParcel PtParcel;

/* Only its label, which nobody has proved yet. */
PtParcel *pt_parcel_open (const char *path, GError **error);
void pt_parcel_close (PtParcel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtParcel, pt_parcel_close)
const PtParcelLabel *pt_parcel_get_label (const PtParcel *self);

/* Reads all of it once: %PT_PARCEL_ERROR_DAMAGED unless every byte is as it was written. */
gboolean pt_parcel_unlock (PtParcel *self, const uint8_t *token, GCancellable *cancellable,
                           GError **error);
guint pt_parcel_get_length (const PtParcel *self); /* frames */

/**
 * pt_parcel_read:
 * @i: of pt_parcel_get_length(); in any order
 * @head: (out) (transfer full): an object
 * @body: (out) (optional) (transfer full): the rest, perhaps empty
 */
gboolean pt_parcel_read (PtParcel *self, guint i, JsonNode **head, GBytes **body, GError **error);

G_END_DECLS

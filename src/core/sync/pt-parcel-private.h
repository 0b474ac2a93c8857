/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a parcel lies on the stick, said once for who writes and who reads it:
 * label · header of the stream · { length of what follows, 4 bytes · sealed frame } … the last frame is
 * empty and marked as the last. A frame: { length of the head, 4 bytes · head · body }. Numbers have
 * their lowest byte first. */
#pragma once

#include "pt-parcel.h"

#include <sodium.h>

G_BEGIN_DECLS

#define PT_PARCEL_MAGIC "PTstick1"
#define PT_PARCEL_LABEL_BYTES (8 + 1 + 4 * sizeof (PtUuid))
#define PT_PARCEL_START_BYTES                                                                      \
  (PT_PARCEL_LABEL_BYTES + crypto_secretstream_xchacha20poly1305_HEADERBYTES)
#define PT_PARCEL_LENGTH_BYTES 4
#define PT_PARCEL_SEAL_BYTES crypto_secretstream_xchacha20poly1305_ABYTES
#define PT_PARCEL_KEY_BYTES crypto_secretstream_xchacha20poly1305_KEYBYTES

typedef struct
{
  uint8_t bytes[PT_PARCEL_LABEL_BYTES];
} PtParcelLabelBytes;

void pt_parcel_label_write (const PtParcelLabel *self, PtParcelLabelBytes *out);
gboolean pt_parcel_label_read (const PtParcelLabelBytes *bytes, PtParcelLabel *out);
/* Another one for each exchange and direction. */
void pt_parcel_derive_key (const PtParcelLabelBytes *label, const uint8_t *token, uint8_t *out);

G_END_DECLS

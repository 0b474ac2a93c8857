/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a vault:
 *
 *   PtVaultHead     what it is and what the passphrase costs; proved by the first message
 *   24 bytes        header of the secretstream
 *   17 bytes        an empty message: whether the passphrase fits
 *   CHUNK + 17 …    messages, all but the last with CHUNK bytes; the last one is tagged final */
#pragma once

#include "pt-seal.h"
#include "pt-vault.h"

#include <sodium.h>

G_BEGIN_DECLS

#define PT_VAULT_CHUNK (64 * 1024)
#define PT_VAULT_PROOF crypto_secretstream_xchacha20poly1305_ABYTES
#define PT_VAULT_MAGIC "PtVault1"

typedef struct
{
  char magic[8];
  char kind[4];
  uint8_t salt[PT_SEAL_SALT_BYTES];
  uint8_t ops[4];    /* little-endian */
  uint8_t memory[4]; /* little-endian, KiB */
} PtVaultHead;

G_STATIC_ASSERT (sizeof (PtVaultHead) == 36);

const char *pt_vault_kind_tag (PtVaultKind kind); /* four letters */

G_END_DECLS

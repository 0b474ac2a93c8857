/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key, what a passphrase makes of one, and small things sealed with it (libsodium's
 * XChaCha20-Poly1305 and Argon2id). Whole files are sealed by pt-vault. */
#pragma once

#include <gio/gio.h>
#include <stdint.h>

G_BEGIN_DECLS

#define PT_SEAL_KEY_BYTES 32
#define PT_SEAL_SALT_BYTES 16
#define PT_PASSPHRASE_MIN 8 /* characters */

typedef struct
{
  uint8_t bytes[PT_SEAL_KEY_BYTES];
} PtSealKey;

/* How dear it is to try one passphrase; kept beside what it seals, so that it can grow. */
typedef struct
{
  uint8_t salt[PT_SEAL_SALT_BYTES];
  int64_t ops;    /* passes */
  int64_t memory; /* bytes */
} PtSealCost;

void pt_seal_key_new (PtSealKey *out);
void pt_seal_key_clear (PtSealKey *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtSealKey, pt_seal_key_clear)
/* (transfer full): 64 hexadecimal digits. */
char *pt_seal_key_print (const PtSealKey *self);
gboolean pt_seal_key_parse (const char *text, PtSealKey *out); /* also of NULL */

/* Today's cost (RFC 9106, section 4, the second choice), with a salt of its own. */
void pt_seal_cost_new (PtSealCost *out);
/* A fraction of a second and @cost's memory. Refuses a cost that would stop the computer. */
gboolean pt_seal_derive (const char *passphrase, const PtSealCost *cost, PtSealKey *out,
                         GError **error);
/* Whether it is long enough for something new. */
gboolean pt_seal_check_passphrase (const char *passphrase, GError **error);

/* (transfer full): nonce and sealed bytes. @about must be said again to open them. */
GBytes *pt_seal (const PtSealKey *key, const char *about, gconstpointer data, gsize size);
/* (transfer full) (nullable): NULL when the key or @about is another, or a bit is. Clears what it gives
 * when that goes. */
GBytes *pt_unseal (const PtSealKey *key, const char *about, GBytes *sealed);

G_END_DECLS

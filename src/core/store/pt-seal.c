/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsodium, with its lengths and refusals in one place. Randomness comes from the system and never
 * from a seeded PtWorld. */
#include "pt-seal.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define PROOF_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES

#define TODAY_OPS 3
#define TODAY_MEMORY (64 * 1024 * 1024)
#define MAX_OPS 64
#define MAX_MEMORY (1024 * 1024 * 1024)

G_STATIC_ASSERT (PT_SEAL_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (PT_SEAL_SALT_BYTES == crypto_pwhash_SALTBYTES);

static void
need_sodium (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium cannot be used");
}

void
pt_seal_key_new (PtSealKey *out)
{
  need_sodium ();
  randombytes_buf (out->bytes, sizeof out->bytes);
}

void
pt_seal_key_clear (PtSealKey *self)
{
  sodium_memzero (self->bytes, sizeof self->bytes);
}

char *
pt_seal_key_print (const PtSealKey *self)
{
  char *text = g_malloc (2 * PT_SEAL_KEY_BYTES + 1);

  return sodium_bin2hex (text, 2 * PT_SEAL_KEY_BYTES + 1, self->bytes, sizeof self->bytes);
}

gboolean
pt_seal_key_parse (const char *text, PtSealKey *out)
{
  gsize n = 0;

  return text != NULL
         && sodium_hex2bin (out->bytes, sizeof out->bytes, text, strlen (text), NULL, &n, NULL) == 0
         && n == sizeof out->bytes;
}

/* ── Passphrases ── */

void
pt_seal_cost_new (PtSealCost *out)
{
  need_sodium ();
  randombytes_buf (out->salt, sizeof out->salt);
  out->ops = TODAY_OPS;
  out->memory = TODAY_MEMORY;
}

gboolean
pt_seal_derive (const char *passphrase, const PtSealCost *cost, PtSealKey *out, GError **error)
{
  need_sodium ();
  if (cost->ops < 1 || cost->ops > MAX_OPS || cost->memory < (int64_t)crypto_pwhash_MEMLIMIT_MIN
      || cost->memory > MAX_MEMORY)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("This was sealed in a way that this version of Proeftuin does not "
                            "know, or it is damaged."));
  else if (crypto_pwhash (out->bytes, sizeof out->bytes, passphrase, strlen (passphrase),
                          cost->salt, (unsigned long long)cost->ops, (size_t)cost->memory,
                          crypto_pwhash_ALG_ARGON2ID13)
           != 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                         _ ("There is not enough memory free to check the passphrase. Close other "
                            "programs and try again."));
  else
    return TRUE;
  return FALSE;
}

gboolean
pt_seal_check_passphrase (const char *passphrase, GError **error)
{
  if (g_utf8_strlen (passphrase, -1) >= PT_PASSPHRASE_MIN)
    return TRUE;
  g_set_error (
      error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
      _ ("Choose a longer passphrase: at least %d characters. Four words that have nothing "
         "to do with each other are strong and can be remembered."),
      PT_PASSPHRASE_MIN);
  return FALSE;
}

/* ── Sealing ── */

GBytes *
pt_seal (const PtSealKey *key, const char *about, gconstpointer data, gsize size)
{
  uint8_t *sealed = g_malloc (NONCE_BYTES + size + PROOF_BYTES);

  need_sodium ();
  randombytes_buf (sealed, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + NONCE_BYTES, NULL, data, size,
                                              (const uint8_t *)about, strlen (about), NULL, sealed,
                                              key->bytes);
  return g_bytes_new_take (sealed, NONCE_BYTES + size + PROOF_BYTES);
}

typedef struct
{
  gsize size;
  uint8_t bytes[];
} Clear;

static void
clear_free (gpointer data)
{
  Clear *self = data;

  sodium_memzero (self->bytes, self->size);
  g_free (self);
}

GBytes *
pt_unseal (const PtSealKey *key, const char *about, GBytes *sealed)
{
  gsize size = 0;
  const uint8_t *data = g_bytes_get_data (sealed, &size);
  Clear *clear;

  need_sodium ();
  if (size < NONCE_BYTES + PROOF_BYTES)
    return NULL;
  clear = g_malloc (sizeof *clear + size);
  clear->size = size - NONCE_BYTES - PROOF_BYTES;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (clear->bytes, NULL, NULL, data + NONCE_BYTES,
                                                  size - NONCE_BYTES, (const uint8_t *)about,
                                                  strlen (about), data, key->bytes)
      == 0)
    return g_bytes_new_with_free_func (clear->bytes, clear->size, clear_free, clear);
  clear_free (clear);
  return NULL;
}

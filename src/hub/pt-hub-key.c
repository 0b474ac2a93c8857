/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key and certificate with GnuTLS. Laptops that have the pin look at the key only; names and dates
 * in the certificate are for browsers and administrators. */
#include "pt-hub-key.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define YEARS 10
#define DAY_S (24 * 3600)
#define SERIAL_BYTES 16

typedef struct
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
} Pair;

static void
pair_clear (Pair *self)
{
  if (self->key != NULL)
    gnutls_x509_privkey_deinit (self->key);
  if (self->certificate != NULL)
    gnutls_x509_crt_deinit (self->certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static gboolean
check (int rc, GError **error)
{
  if (rc >= 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               /* Translators: an English reason from the TLS library */
               _ ("The key of the hub cannot be made or read: %s"), gnutls_strerror (rc));
  return FALSE;
}

static gboolean
make_key (Pair *pair, GError **error)
{
  return check (gnutls_x509_privkey_init (&pair->key), error)
         && check (gnutls_x509_privkey_generate (pair->key, GNUTLS_PK_ECDSA,
                                                 GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                                 0),
                   error);
}

static gboolean
set_names (gnutls_x509_crt_t certificate, GError **error)
{
  static const char common[] = "proeftuin-hub";
  static const guint8 loopback[] = { 127, 0, 0, 1 };
  const char *host = g_get_host_name ();

  return check (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, common,
                                               sizeof common - 1),
                error)
         && check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, host,
                                                         (unsigned)strlen (host), GNUTLS_FSAN_SET),
                   error)
         && check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME,
                                                         "localhost", strlen ("localhost"),
                                                         GNUTLS_FSAN_APPEND),
                   error)
         && check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS,
                                                         loopback, sizeof loopback,
                                                         GNUTLS_FSAN_APPEND),
                   error);
}

static gboolean
sign (Pair *pair, PtWorld *world, GError **error)
{
  time_t now = (time_t)(world->now (world) / PT_USEC_PER_SECOND);
  gnutls_x509_crt_t certificate = pair->certificate;
  guint8 serial[SERIAL_BYTES];

  world->fill (world, serial, sizeof serial);
  serial[0] &= 0x7f; /* positive, RFC 5280 §4.1.2.2 */
  return check (gnutls_x509_crt_set_version (certificate, 3), error)
         && check (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial), error)
         && check (gnutls_x509_crt_set_activation_time (certificate, now - DAY_S), error)
         && check (
             gnutls_x509_crt_set_expiration_time (certificate, now + (time_t)YEARS * 365 * DAY_S),
             error)
         && check (gnutls_x509_crt_set_key (certificate, pair->key), error)
         && check (
             gnutls_x509_crt_sign2 (certificate, certificate, pair->key, GNUTLS_DIG_SHA256, 0),
             error);
}

static gboolean
write_pem (const char *path, gnutls_datum_t *pem, GError **error)
{
  gboolean written = g_file_set_contents_full (
      path, (const char *)pem->data, pem->size,
      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);

  gnutls_memset (pem->data, 0, pem->size);
  gnutls_free (pem->data);
  return written;
}

gboolean
pt_hub_key_make (const char *key_path, const char *certificate_path, PtWorld *world, GError **error)
{
  g_auto (Pair) pair = { 0 };
  gnutls_datum_t pem;

  if (!make_key (&pair, error) || !check (gnutls_x509_crt_init (&pair.certificate), error)
      || !set_names (pair.certificate, error) || !sign (&pair, world, error)
      || !check (gnutls_x509_privkey_export2 (pair.key, GNUTLS_X509_FMT_PEM, &pem), error)
      || !write_pem (key_path, &pem, error))
    return FALSE;
  return check (gnutls_x509_crt_export2 (pair.certificate, GNUTLS_X509_FMT_PEM, &pem), error)
         && write_pem (certificate_path, &pem, error);
}

static char *
hash_public_key (gnutls_x509_crt_t certificate, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  gnutls_pubkey_t key;
  gnutls_datum_t der = { 0 };
  g_autofree char *text = NULL;
  gboolean read;

  if (!check (gnutls_pubkey_init (&key), error))
    return NULL;
  read = check (gnutls_pubkey_import_x509 (key, certificate, 0), error)
         && check (gnutls_pubkey_export2 (key, GNUTLS_X509_FMT_DER, &der), error);
  gnutls_pubkey_deinit (key);
  if (!read)
    return NULL;
  g_checksum_update (sum, der.data, der.size);
  g_checksum_get_digest (sum, digest, &size);
  gnutls_free (der.data);
  text = g_base64_encode (digest, size);
  return g_strconcat ("sha256//", text, NULL);
}

char *
pt_hub_key_pin (const char *certificate_path, GError **error)
{
  g_auto (Pair) pair = { 0 };
  g_autofree char *pem = NULL;
  gsize size;
  gnutls_datum_t datum;

  if (!g_file_get_contents (certificate_path, &pem, &size, error))
    return NULL;
  datum = (gnutls_datum_t){ .data = (guint8 *)pem, .size = (unsigned)size };
  if (!check (gnutls_x509_crt_init (&pair.certificate), error)
      || !check (gnutls_x509_crt_import (pair.certificate, &datum, GNUTLS_X509_FMT_PEM), error))
    return NULL;
  return hash_public_key (pair.certificate, error);
}

gboolean
pt_hub_key_fits (const char *key_path, const char *certificate_path)
{
  gnutls_certificate_credentials_t credentials;
  gboolean fits;

  if (gnutls_certificate_allocate_credentials (&credentials) < 0)
    return FALSE;
  fits = gnutls_certificate_set_x509_key_file (credentials, certificate_path, key_path,
                                               GNUTLS_X509_FMT_PEM)
         >= 0;
  gnutls_certificate_free_credentials (credentials);
  return fits;
}

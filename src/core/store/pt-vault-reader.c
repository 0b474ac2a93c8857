/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a vault, which may come from anybody. */
#include "pt-vault-private.h"

#include "pt-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct _PtVaultReader
{
  char *path;
  int fd;
  goffset size;
  goffset at;
  gboolean ended;
  crypto_secretstream_xchacha20poly1305_state stream;
  gsize from, to; /* of what was opened and not given yet */
  uint8_t clear[PT_VAULT_CHUNK];
  uint8_t sealed[PT_VAULT_CHUNK + PT_VAULT_PROOF];
};

static gboolean
fail_damaged (PtVaultReader *self, GError **error)
{
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT,
               /* Translators: a file */
               _ ("“%s” is damaged or cut off. Nothing was taken from it. Copy it again, or take "
                  "an older one."),
               self->path);
  return FALSE;
}

/* Bytes read: fewer at the end only; -1 with @error. */
static gssize
read_bytes (PtVaultReader *self, gpointer data, gsize size, GError **error)
{
  gsize n = 0;

  while (n < size)
    {
      const gssize got = read (self->fd, (uint8_t *)data + n, size - n);
      if (got == 0)
        break;
      if (got < 0 && errno != EINTR)
        {
          const int failure = errno;

          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure),
                       /* Translators: %1$s is a file, %2$s the system's explanation. */
                       _ ("“%1$s” cannot be read: %2$s."), self->path, g_strerror (failure));
          return -1;
        }
      n += got > 0 ? (gsize)got : 0;
    }
  self->at += (goffset)n;
  return (gssize)n;
}

static gboolean
read_all (PtVaultReader *self, gpointer data, gsize size, GError **error)
{
  const gssize n = read_bytes (self, data, size, error);

  return n == (gssize)size || (n >= 0 && fail_damaged (self, error));
}

static guint32
get_u32 (const uint8_t in[4])
{
  return in[0] | (guint32)in[1] << 8 | (guint32)in[2] << 16 | (guint32)in[3] << 24;
}

static gboolean
check_head (PtVaultReader *self, const PtVaultHead *head, PtVaultKind kind, GError **error)
{
  if (memcmp (head->magic, PT_VAULT_MAGIC, sizeof head->magic) == 0
      && memcmp (head->kind, pt_vault_kind_tag (kind), sizeof head->kind) == 0)
    return TRUE;
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_A_LOGBOOK,
               kind == PT_VAULT_NAMES
                   /* Translators: a file */
                   ? _ ("“%s” is no key file of Proeftuin.")
                   : _ ("“%s” is no backup that a passphrase opens."),
               self->path);
  return FALSE;
}

static gboolean
check_passphrase (PtVaultReader *self, const PtVaultHead *head, const char *passphrase,
                  GError **error)
{
  const guint32 ops = get_u32 (head->ops), memory = get_u32 (head->memory);
  PtSealCost cost = { .ops = ops, .memory = (int64_t)memory * 1024 };
  g_auto (PtSealKey) key = { { 0 } };
  uint8_t header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  uint8_t proof[PT_VAULT_PROOF], tag = 0;

  memcpy (cost.salt, head->salt, sizeof cost.salt);
  if (!read_all (self, header, sizeof header, error) || !read_all (self, proof, sizeof proof, error)
      || !pt_seal_derive (passphrase, &cost, &key, error))
    return FALSE;
  crypto_secretstream_xchacha20poly1305_init_pull (&self->stream, header, key.bytes);
  if (crypto_secretstream_xchacha20poly1305_pull (&self->stream, self->clear, NULL, &tag, proof,
                                                  sizeof proof, (const uint8_t *)head, sizeof *head)
      == 0)
    return TRUE;
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_LOCKED,
               /* Translators: a file */
               _ ("That is not the passphrase of “%s”. Nothing was changed."), self->path);
  return FALSE;
}

static gboolean
open_file (PtVaultReader *self, GError **error)
{
  struct stat info;

  self->fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  if (self->fd >= 0 && fstat (self->fd, &info) == 0 && S_ISREG (info.st_mode))
    {
      self->size = info.st_size;
      return TRUE;
    }
  const int failure = self->fd < 0 ? errno : EINVAL;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure),
               /* Translators: %1$s is a file, %2$s the system's explanation. */
               _ ("“%1$s” cannot be read: %2$s."), self->path, g_strerror (failure));
  return FALSE;
}

gboolean
pt_vault_is (const char *path, PtVaultKind kind)
{
  g_autoptr (PtVaultReader) self = g_new0 (PtVaultReader, 1);
  PtVaultHead head;

  self->path = g_strdup (path);
  return open_file (self, NULL) && read_all (self, &head, sizeof head, NULL)
         && check_head (self, &head, kind, NULL);
}

PtVaultReader *
pt_vault_reader_new (const char *path, PtVaultKind kind, const char *passphrase, GError **error)
{
  g_autoptr (PtVaultReader) self = g_new0 (PtVaultReader, 1);
  PtVaultHead head = { 0 };

  self->path = g_strdup (path);
  if (!open_file (self, error) || read_bytes (self, &head, sizeof head, error) < 0
      || !check_head (self, &head, kind, error)
      || !check_passphrase (self, &head, passphrase, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
pull (PtVaultReader *self, GError **error)
{
  const gssize n = read_bytes (self, self->sealed, sizeof self->sealed, error);
  unsigned long long opened = 0;
  uint8_t tag = 0;

  if (n < 0)
    return FALSE;
  if (n < (gssize)PT_VAULT_PROOF
      || crypto_secretstream_xchacha20poly1305_pull (&self->stream, self->clear, &opened, &tag,
                                                     self->sealed, (unsigned long long)n, NULL, 0)
             != 0)
    return fail_damaged (self, error);
  self->ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  self->from = 0;
  self->to = opened;
  /* Behind the final message there is nothing, and before it each is whole. */
  return (self->ended ? self->at == self->size : opened == PT_VAULT_CHUNK)
         || fail_damaged (self, error);
}

gssize
pt_vault_read (PtVaultReader *self, gpointer data, gsize size, GError **error)
{
  while (self->from == self->to && !self->ended)
    if (!pull (self, error))
      return -1;
  const gsize n = MIN (size, self->to - self->from);
  memcpy (data, self->clear + self->from, n);
  self->from += n;
  return (gssize)n;
}

goffset
pt_vault_reader_get_size (PtVaultReader *self)
{
  return self->size;
}

goffset
pt_vault_reader_get_at (PtVaultReader *self)
{
  return self->at;
}

void
pt_vault_reader_free (PtVaultReader *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  sodium_memzero (self, sizeof *self);
  g_free (self);
}

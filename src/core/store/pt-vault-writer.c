/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a vault: bytes are gathered to chunks, each chunk is sealed and goes to the file. */
#include "pt-vault-private.h"

#include "pt-durable.h"
#include "pt-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct _PtVaultWriter
{
  char *path;
  char *temporary;
  int fd;
  crypto_secretstream_xchacha20poly1305_state stream;
  gsize n; /* gathered */
  uint8_t clear[PT_VAULT_CHUNK];
  uint8_t sealed[PT_VAULT_CHUNK + PT_VAULT_PROOF];
};

const char *
pt_vault_kind_tag (PtVaultKind kind)
{
  switch (kind)
    {
    case PT_VAULT_NAMES:
      return "NAME";
    case PT_VAULT_BACKUP:
      return "BKUP";
    }
  g_return_val_if_reached ("");
}

static gboolean
write_bytes (PtVaultWriter *self, gconstpointer data, gsize size, GError **error)
{
  return pt_durable_write (self->fd, data, size) == 0
         || pt_store_fail_file (self->path, errno, error);
}

static gboolean
push (PtVaultWriter *self, gsize size, const void *about, gsize about_size, uint8_t tag,
      GError **error)
{
  crypto_secretstream_xchacha20poly1305_push (&self->stream, self->sealed, NULL, self->clear, size,
                                              about, about_size, tag);
  return write_bytes (self, self->sealed, size + PT_VAULT_PROOF, error);
}

static void
put_u32 (uint8_t out[4], guint32 value)
{
  for (int i = 0; i < 4; i++)
    out[i] = (uint8_t)(value >> (8 * i));
}

static gboolean
begin (PtVaultWriter *self, PtVaultKind kind, const char *passphrase, GError **error)
{
  g_auto (PtSealKey) key = { { 0 } };
  PtSealCost cost;
  PtVaultHead head;
  uint8_t header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];

  pt_seal_cost_new (&cost);
  memcpy (head.magic, PT_VAULT_MAGIC, sizeof head.magic);
  memcpy (head.kind, pt_vault_kind_tag (kind), sizeof head.kind);
  memcpy (head.salt, cost.salt, sizeof head.salt);
  put_u32 (head.ops, (guint32)cost.ops);
  put_u32 (head.memory, (guint32)(cost.memory / 1024));
  if (!pt_seal_derive (passphrase, &cost, &key, error))
    return FALSE;
  crypto_secretstream_xchacha20poly1305_init_push (&self->stream, header, key.bytes);
  return write_bytes (self, &head, sizeof head, error)
         && write_bytes (self, header, sizeof header, error)
         && push (self, 0, &head, sizeof head, 0, error);
}

PtVaultWriter *
pt_vault_writer_new (const char *path, PtVaultKind kind, const char *passphrase, GError **error)
{
  g_autoptr (PtVaultWriter) self = g_new0 (PtVaultWriter, 1);

  self->fd = -1;
  if (!pt_store_check_place (path, error) || !pt_seal_check_passphrase (passphrase, error))
    return NULL;
  self->path = g_strdup (path);
  self->temporary = g_strdup_printf ("%s.%08x.tmp", path, randombytes_random ());
  self->fd = g_open (self->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      pt_store_fail_file (path, errno, error);
      return NULL;
    }
  return begin (self, kind, passphrase, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
pt_vault_write (PtVaultWriter *self, gconstpointer data, gsize size, GError **error)
{
  const uint8_t *from = data;

  while (size > 0)
    {
      const gsize n = MIN (size, PT_VAULT_CHUNK - self->n);
      /* The last one is tagged: a full chunk goes when it is known that more follows. */
      if (n == 0)
        {
          if (!push (self, PT_VAULT_CHUNK, NULL, 0, 0, error))
            return FALSE;
          self->n = 0;
          continue;
        }
      memcpy (self->clear + self->n, from, n);
      self->n += n;
      from += n;
      size -= n;
    }
  return TRUE;
}

gboolean
pt_vault_writer_finish (PtVaultWriter *self, GError **error)
{
  if (!push (self, self->n, NULL, 0, crypto_secretstream_xchacha20poly1305_TAG_FINAL, error))
    return FALSE;
  close (self->fd);
  self->fd = -1;
  if (!pt_store_put_in_place (self->temporary, self->path, error))
    return FALSE;
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

void
pt_vault_writer_free (PtVaultWriter *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  sodium_memzero (self, sizeof *self);
  g_free (self);
}

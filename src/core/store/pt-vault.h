/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that a passphrase opens: a key file, or a backup with everything in it. Written and read as a
 * stream in constant memory (libsodium's secretstream); a missing, added or changed byte is noticed.
 * What is in it is the caller's business. Not for others than core/store. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PT_VAULT_NAMES,
  PT_VAULT_BACKUP,
} PtVaultKind;

/* Whether the file at @path says to be one. */
gboolean pt_vault_is (const char *path, PtVaultKind kind);

typedef struct _PtVaultWriter PtVaultWriter;

/* Written beside @path (0600) and put there by pt_vault_writer_finish(), when it is on disk. */
PtVaultWriter *pt_vault_writer_new (const char *path, PtVaultKind kind, const char *passphrase,
                                    GError **error);
gboolean pt_vault_write (PtVaultWriter *self, gconstpointer data, gsize size, GError **error);
gboolean pt_vault_writer_finish (PtVaultWriter *self, GError **error);
/* What was not finished goes away. */
void pt_vault_writer_free (PtVaultWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtVaultWriter, pt_vault_writer_free)

typedef struct _PtVaultReader PtVaultReader;

/* %PT_STORE_ERROR_LOCKED when the passphrase is another. */
PtVaultReader *pt_vault_reader_new (const char *path, PtVaultKind kind, const char *passphrase,
                                    GError **error);
/* Bytes read, 0 behind the proved end, -1 with @error. What came before an error is not to be used. */
gssize pt_vault_read (PtVaultReader *self, gpointer data, gsize size, GError **error);
goffset pt_vault_reader_get_size (PtVaultReader *self); /* of the file */
goffset pt_vault_reader_get_at (PtVaultReader *self);
void pt_vault_reader_free (PtVaultReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtVaultReader, pt_vault_reader_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The backup that a passphrase opens: a copy of the logbook with its sealed names, and in front of it
 * the key of those, all inside a vault. The copy is made in the logbook's own folder, so that nothing
 * readable is ever beside the backup, where a stick or a cloud may be. */
#include "pt-name-key.h"

#include "pt-durable.h"
#include "pt-json.h"
#include "pt-secret.h"
#include "pt-vault.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define COPY_PREFIX "backup-" /* of the copy while it is there */
#define STRIDE (64 * 1024)
#define MAX_HEAD 4096

/* ── Making ── */

/* The key of the names, where this laptop has it. (transfer full): JSON of one line. */
static char *
make_head (PtStore *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *id = pt_name_key_dup_id (self);
  g_auto (PtSealKey) key = { { 0 } };

  json_object_set_string_member (object, "format", "proeftuin-backup");
  if (g_strcmp0 (pt_store_get_name_key_place (self), "passphrase") != 0
      && pt_name_key_find (self, &key) == PT_NAMES_OPEN)
    {
      g_autoptr (PtSecretText) secret = pt_seal_key_print (&key);

      json_object_set_string_member (object, "key", id);
      json_object_set_string_member (object, "secret", secret);
    }
  json_node_take_object (node, object);
  return pt_json_print (node);
}

static gboolean
write_head (PtStore *self, PtVaultWriter *writer, GError **error)
{
  g_autoptr (PtSecretText) head = make_head (self);
  const guint32 size = GUINT32_TO_LE ((guint32)strlen (head));

  return pt_vault_write (writer, &size, sizeof size, error)
         && pt_vault_write (writer, head, strlen (head), error);
}

/* The second half of what is told: the first was the copy. */
static gboolean
seal_copy (const char *copy, PtVaultWriter *writer, const PtStoreWatch *watch, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (copy);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GFileInfo) info = stream != NULL ? g_file_input_stream_query_info (
                                   stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error)
                                              : NULL;
  g_autofree uint8_t *bytes = g_malloc (STRIDE);
  goffset done = 0;
  gssize n = 0;

  while (info != NULL
         && (n = g_input_stream_read (G_INPUT_STREAM (stream), bytes, STRIDE, NULL, error)) > 0)
    {
      done += n;
      if (!pt_vault_write (writer, bytes, (gsize)n, error)
          || !pt_store_watch_tell (watch, (double)done / (double)g_file_info_get_size (info),
                                   error))
        return FALSE;
    }
  return info != NULL && n == 0;
}

typedef struct
{
  const PtStoreWatch *outer;
  double from;
} Half;

static void
half_cb (double done, gpointer data)
{
  const Half *half = data;

  if (half->outer->progress != NULL)
    half->outer->progress (half->from + done / 2, half->outer->data);
}

static gboolean
write_sealed (PtStore *self, const char *copy, PtVaultWriter *writer, const PtStoreWatch *watch,
              GError **error)
{
  const PtStoreWatch none = { NULL };
  Half half = { watch != NULL ? watch : &none, 0 };
  const PtStoreWatch inner = { half.outer->cancellable, half_cb, &half };

  if (!pt_store_write_copy (self, copy, TRUE, &inner, error))
    return FALSE;
  half.from = 0.5;
  return write_head (self, writer, error) && seal_copy (copy, writer, &inner, error)
         && pt_vault_writer_finish (writer, error);
}

/* What a backup that was interrupted by a loss of power left behind. */
static void
remove_copies (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, COPY_PREFIX) && g_str_has_suffix (name, ".tmp"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

gboolean
pt_store_backup_sealed (PtStore *self, const char *path, const char *passphrase,
                        const PtStoreWatch *watch, GError **error)
{
  g_autoptr (PtVaultWriter) writer = pt_vault_writer_new (path, PT_VAULT_BACKUP, passphrase, error);
  g_autofree char *id = pt_id_new (self->world);
  g_autofree char *name = g_strconcat (COPY_PREFIX, id, ".tmp", NULL);
  g_autofree char *copy = g_build_filename (self->folder, name, NULL);
  gboolean ok;

  if (writer == NULL)
    return FALSE;
  remove_copies (self->folder);
  ok = write_sealed (self, copy, writer, watch, error);
  g_unlink (copy);
  return ok;
}

gboolean
pt_store_is_sealed_backup (const char *path)
{
  return pt_vault_is (path, PT_VAULT_BACKUP);
}

/* ── Putting back ── */

static gboolean
fail_cut (GError **error)
{
  g_set_error_literal (
      error, PT_STORE_ERROR, PT_STORE_ERROR_CORRUPT,
      _ ("The backup is damaged or was made by a newer version of Proeftuin. Nothing "
         "was restored."));
  return FALSE;
}

static gboolean
read_exactly (PtVaultReader *reader, gpointer data, gsize size, GError **error)
{
  gsize n = 0;

  while (n < size)
    {
      const gssize got = pt_vault_read (reader, (uint8_t *)data + n, size - n, error);
      if (got <= 0)
        return got == 0 && fail_cut (error);
      n += (gsize)got;
    }
  return TRUE;
}

static JsonNode *
read_head (PtVaultReader *reader, GError **error)
{
  guint32 size = 0;
  char text[MAX_HEAD];
  JsonNode *node;

  if (!read_exactly (reader, &size, sizeof size, error))
    return NULL;
  size = GUINT32_FROM_LE (size);
  if (size > sizeof text)
    fail_cut (error);
  if (size > sizeof text || !read_exactly (reader, text, size, error))
    return NULL;
  node = pt_json_parse (text, size, MAX_HEAD, NULL);
  sodium_memzero (text, sizeof text);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;
  g_clear_pointer (&node, json_node_unref);
  fail_cut (error);
  return NULL;
}

static gboolean
open_into (PtVaultReader *reader, int fd, const char *copy, const PtStoreWatch *watch,
           GError **error)
{
  g_autofree uint8_t *bytes = g_malloc (STRIDE);
  gssize n;

  while ((n = pt_vault_read (reader, bytes, STRIDE, error)) > 0)
    {
      if (pt_durable_write (fd, bytes, (gsize)n) != 0)
        return pt_store_fail_file (copy, errno, error);
      if (!pt_store_watch_tell (watch,
                                (double)pt_vault_reader_get_at (reader)
                                    / (double)pt_vault_reader_get_size (reader),
                                error))
        return FALSE;
    }
  return n == 0;
}

static gboolean
open_copy (PtVaultReader *reader, const char *copy, const PtStoreWatch *watch, GError **error)
{
  const int fd = g_open (copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    return pt_store_fail_file (copy, errno, error);
  const gboolean ok = open_into (reader, fd, copy, watch, error);
  close (fd);
  return ok;
}

/* The names open on this laptop as on the other one. */
static gboolean
take_key (const char *folder, JsonObject *head, PtWorld *world, GError **error)
{
  const char *id = pt_json_text_or (head, "key", NULL);
  g_autoptr (PtStore) store = NULL;
  g_auto (PtSealKey) key = { { 0 } };

  if (id == NULL || !pt_id_is_valid (id)
      || !pt_seal_key_parse (pt_json_text_or (head, "secret", NULL), &key))
    return TRUE;
  store = pt_store_open (folder, PT_STORE_READ_WRITE, world, error);
  return store != NULL && pt_store_begin (store, error)
         && pt_store_end (store, pt_name_key_adopt (store, id, &key, error), error);
}

gboolean
pt_store_restore_sealed (const char *path, const char *folder, const char *passphrase,
                         PtWorld *world, const PtStoreWatch *watch, GError **error)
{
  g_autoptr (PtVaultReader) reader = pt_vault_reader_new (path, PT_VAULT_BACKUP, passphrase, error);
  g_autoptr (JsonNode) head = reader != NULL ? read_head (reader, error) : NULL;
  g_autofree char *bare = g_strdup (folder);
  g_autofree char *copy = NULL;
  gboolean ok;

  if (head == NULL)
    return FALSE;
  while (g_str_has_suffix (bare, "/"))
    bare[strlen (bare) - 1] = '\0';
  copy = g_strdup_printf ("%s.%08x.tmp", bare, randombytes_random ());
  ok = open_copy (reader, copy, watch, error)
       && pt_store_restore_backup (copy, folder, world, error)
       && take_key (folder, json_node_get_object (head), world, error);
  g_unlink (copy);
  return ok;
}

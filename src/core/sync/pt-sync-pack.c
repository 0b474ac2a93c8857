/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packing: everything that an errand could ask, since nobody answers in between. Nothing of it changes
 * this laptop but for a line that says that the file was written. */
#include "pt-sync-parcel.h"

#include "pt-parcel-book.h"
#include "pt-parcel.h"
#include "pt-sync-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  PtErrand errand;
  PtParcelLabel label;
  PtParcelWriter *writer;
  PtSyncPacked *out;
  int64_t left;          /* bytes of files that may still go into it */
  GHashTable *ops;       /* ids that are in it */
  gboolean is_comparing; /* orders to erase with those of the hub, before anything else */
} Packing;

static void
packing_clear (Packing *self)
{
  pt_errand_clear (&self->errand);
  g_clear_pointer (&self->writer, pt_parcel_writer_free);
  g_clear_pointer (&self->ops, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Packing, packing_clear)

void
pt_sync_packed_clear (PtSyncPacked *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
}

/* ── Where ── */

static char *
slug (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, NULL);
  GString *out = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (out, g_ascii_tolower (*c));
    else if (out->len > 0 && out->str[out->len - 1] != '-')
      g_string_append_c (out, '-');
  return g_string_free (out, FALSE);
}

/* Who works here, and the end of the device's id, so that two people of one name do not meet. */
char *
pt_sync_parcel_name (PtStore *store)
{
  static const guint tail = 6;
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);
  const char *member = pt_store_get_member (store);
  g_autofree char *name = pt_store_dup_member_name (store, member != NULL ? member : "");
  g_autofree char *who = slug (name);
  const char *device = link != NULL && link->device != NULL ? link->device : "";
  const size_t length = strlen (device);

  return g_strdup_printf ("%s-%s" PT_PARCEL_EXTENSION, who[0] != '\0' ? who : "proeftuin",
                          length > tail ? device + length - tail : device);
}

char *
pt_sync_parcel_path (PtStore *store, const char *place)
{
  g_autofree char *name = NULL;

  if (!g_file_test (place, G_FILE_TEST_IS_DIR))
    return g_strdup (place);
  name = pt_sync_parcel_name (store);
  return g_build_filename (place, name, NULL);
}

/* Takes @sentence. */
static gboolean
fail_elsewhere (char *sentence, GError **error)
{
  g_autofree char *owned = sentence;

  g_set_error_literal (error, PT_PARCEL_ERROR, PT_PARCEL_ERROR_ELSEWHERE, owned);
  return FALSE;
}

/* (transfer full) (nullable): NULL = it is not of this laptop. */
static PtParcelEntry *
find_entry (PtStore *store, const PtParcelLabel *label)
{
  char exchange[PT_ID_LENGTH + 1];

  pt_uuid_format (&label->exchange, exchange);
  return pt_parcel_book_find (store, exchange);
}

/* What is there already may be replaced when it is of no use any more. */
static gboolean
check_place (Packing *self, const char *path, GError **error)
{
  g_autoptr (PtParcel) there = NULL;
  g_autoptr (PtParcelEntry) entry = NULL;
  const PtParcelLabel *label;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  there = pt_parcel_open (path, NULL);
  if (there == NULL)
    return fail_elsewhere (
        /* Translators: a file */
        g_strdup_printf (_ ("“%s” is there already and is something else. Say another name."),
                         path),
        error);
  label = pt_parcel_get_label (there);
  entry = find_entry (self->errand.store, label);
  if (entry == NULL && pt_uuid_compare (&label->device, &self->label.device) != 0)
    return fail_elsewhere (
        /* Translators: a file */
        g_strdup_printf (_ ("“%s” is an exchange file of another laptop or logbook. Say another "
                            "name."),
                         path),
        error);
  if (label->kind == PT_PARCEL_ANSWER && entry != NULL && !entry->is_read)
    return fail_elsewhere (
        /* Translators: a file */
        g_strdup_printf (_ ("The team server has answered in “%s”. Read that first: sync "
                            "--from-file."),
                         path),
        error);
  return TRUE;
}

/* ── Requests ── */

/* Takes @head. */
static gboolean
add_frame (Packing *self, JsonObject *head, GBytes *body, GError **error)
{
  if (!g_cancellable_set_error_if_cancelled (self->errand.call.cancellable, error))
    return pt_parcel_writer_add (self->writer, head, body, error);
  json_object_unref (head);
  return FALSE;
}

/* @all: with all that follows it, page after page. Takes @path. */
static gboolean
add_request (Packing *self, const char *method, char *path, GBytes *body, gboolean all,
             GError **error)
{
  g_autofree char *owned = path;
  JsonObject *head = json_object_new ();

  json_object_set_string_member (head, "method", method);
  json_object_set_string_member (head, "path", owned);
  if (all)
    json_object_set_boolean_member (head, "all", TRUE);
  return add_frame (self, head, body, error);
}

/* Takes @path and @node. */
static gboolean
add_json (Packing *self, char *path, JsonNode *node, GError **error)
{
  g_autoptr (JsonNode) owned = node;
  char *text = pt_json_print_ordered (owned);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  return add_request (self, "POST", path, body, FALSE, error);
}

static gboolean
add_start (Packing *self, int64_t max_files, GError **error)
{
  JsonObject *head = json_object_new ();

  json_object_set_int_member (head, "protocol", PT_WIRE_PROTOCOL);
  json_object_set_string_member (head, "version", PT_VERSION);
  json_object_set_int_member (head, "files", max_files);
  return add_frame (self, head, NULL, error)
         && add_request (self, "GET", pt_errand_hello_path (&self->errand), NULL, FALSE, error);
}

/* That a copy has a place of its own comes before what it says as itself. */
static gboolean
add_device (Packing *self, GError **error)
{
  PtStore *store = self->errand.store;

  return !pt_store_is_device_due (store) || pt_store_get_revoked (store) > 0
         || add_json (self, g_strdup ("/v1/devices"), pt_errand_write_name (), error);
}

/* How far this laptop has come with erasing, unless something of it may still be here. */
static gboolean
add_coverage (Packing *self, GError **error)
{
  PtStore *store = self->errand.store;
  const int64_t era = pt_store_get_era (store);

  return era == 0 || !pt_store_finish_erasing (store, NULL) || pt_store_has_strays (store)
         || add_request (self, "GET",
                         pt_errand_path (&self->errand, "erasures?after=%" G_GINT64_FORMAT, era),
                         NULL, FALSE, error);
}

static gboolean
add_orders (Packing *self, GError **error)
{
  g_autoptr (GPtrArray) orders = pt_store_list_erasures (self->errand.store, error);

  for (guint i = 0; orders != NULL && i < orders->len; i += PT_WIRE_PAGE_ERASURES)
    if (!add_json (self, pt_errand_path (&self->errand, "erasures"),
                   pt_errand_write_orders (orders, i, MIN (orders->len, i + PT_WIRE_PAGE_ERASURES)),
                   error))
      return FALSE;
  return orders != NULL;
}

static gboolean
offer_cb (GBytes *body, gpointer data, GError **error)
{
  Packing *self = data;

  return add_request (self, "POST", pt_errand_path (&self->errand, "offer"), body, FALSE, error);
}

/* Those that are in it already, as history, are not sent once more. */
static void
drop_known (Packing *self, GPtrArray *ops)
{
  for (guint i = ops->len; i > 0; i--)
    if (!g_hash_table_add (self->ops,
                           g_strdup (((PtWaitingOp *)g_ptr_array_index (ops, i - 1))->id)))
      g_ptr_array_remove_index (ops, i - 1);
}

/* What a later life of this laptop saved follows when the answer is back: with a fork it will have
 * seen other numbers. */
static gboolean
is_later_life (GPtrArray *ops, PtUuid *life)
{
  static const PtUuid none;
  const PtUuid *now;

  if (ops->len == 0)
    return FALSE;
  now = &((const PtWaitingOp *)g_ptr_array_index (ops, 0))->life;
  if (pt_uuid_compare (life, &none) == 0)
    *life = *now;
  return pt_uuid_compare (life, now) != 0;
}

static gboolean
add_saves (Packing *self, gboolean repair, GError **error)
{
  PtErrand *errand = &self->errand;
  const guint total = (guint)pt_store_count_pending (errand->store);
  PtUuid life = { 0 };
  int64_t after = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) ops = pt_store_next_waiting (
          errand->store, repair, after, PT_WIRE_BATCH_OPS, PT_WIRE_BATCH_BYTES - 64, error);
      g_autoptr (GBytes) body = NULL;

      if (ops == NULL)
        return FALSE;
      if (ops->len == 0)
        return TRUE;
      pt_errand_tell (errand, PT_SYNC_STEP_PUSH, self->out->n_changes, total);
      after = ((const PtWaitingOp *)g_ptr_array_index (ops, ops->len - 1))->ordinal;
      drop_known (self, ops);
      if (!repair && is_later_life (ops, &life))
        return TRUE;
      body = pt_errand_write_batch (ops, repair);
      self->out->n_changes += ops->len;
      if (ops->len > 0
          && !add_request (self, "POST", pt_errand_push_path (errand), body, FALSE, error))
        return FALSE;
    }
}

/* A hub that was put back may number orders otherwise: what is offered or sent says by number which ones it
 * has heard of, and words that were saved after an order would be taken for older ones. */
static gboolean
is_to_compare (const PtErrand *errand)
{
  return errand->link->era != pt_store_get_era (errand->store);
}

/* To a hub that was put back. */
static gboolean
add_repair (Packing *self, GError **error)
{
  PtErrand *errand = &self->errand;

  if (errand->link->repair_after < 0)
    return TRUE;
  if (!add_orders (self, error))
    return FALSE;
  self->is_comparing = is_to_compare (errand);
  if (self->is_comparing)
    return TRUE;
  pt_errand_tell (errand, PT_SYNC_STEP_REPAIR, 0, 0);
  return pt_errand_write_offers (errand, offer_cb, self, error) && add_saves (self, TRUE, error);
}

/* Whatever was decided meanwhile. */
static gboolean
add_asked (Packing *self, GError **error)
{
  PtErrand *errand = &self->errand;
  g_autofree char *after = NULL;

  for (;;)
    {
      g_autoptr (GPtrArray)
          asked = pt_store_list_held (errand->store, after, PT_WIRE_BATCH_OPS, error);
      g_autoptr (GBytes) body = NULL;

      if (asked == NULL)
        return FALSE;
      if (asked->len == 0)
        return TRUE;
      g_free (after);
      after = g_strdup (g_ptr_array_index (asked, asked->len - 1));
      body = pt_errand_write_asked (asked);
      if (!add_request (self, "POST", pt_errand_path (errand, "push"), body, FALSE, error))
        return FALSE;
    }
}

/* ── Files ── */

static gboolean
add_picture (Packing *self, const char *sha256, GError **error)
{
  PtErrand *errand = &self->errand;
  g_autoptr (GBytes) picture = pt_store_dup_small_picture (errand->store, sha256);

  if (picture == NULL || g_bytes_get_size (picture) > PT_WIRE_THUMB_BYTES)
    return TRUE;
  return add_request (self, "PATCH",
                      pt_errand_path (errand, "blobs/%s?rendition=" PT_WIRE_THUMB "&size=%zu",
                                      sha256, g_bytes_get_size (picture)),
                      picture, FALSE, error);
}

/* An empty file takes one request too. */
static gboolean
add_chunks (Packing *self, const char *sha256, GBytes *bytes, GError **error)
{
  const gsize size = g_bytes_get_size (bytes);
  gsize offset = 0;

  do
    {
      const gsize length = MIN (size - offset, (gsize)PT_WIRE_CHUNK_BYTES);
      g_autoptr (GBytes) chunk = g_bytes_new_from_bytes (bytes, offset, length);

      if (!add_request (
              self, "PATCH",
              pt_errand_path (&self->errand, "blobs/%s?offset=%zu&size=%zu", sha256, offset, size),
              chunk, FALSE, error))
        return FALSE;
      offset += length;
    }
  while (offset < size);
  return TRUE;
}

/* One that was altered here is said, and does not hold up the rest. */
static gboolean
add_file (Packing *self, const PtFileWait *wait, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (wait->size > self->left)
    {
      self->out->n_left++;
      return TRUE;
    }
  bytes = pt_errand_open_file (&self->errand, wait->sha256, &local);
  if (bytes == NULL)
    {
      g_ptr_array_add (self->out->refused, g_strdup (local->message));
      return TRUE;
    }
  self->left -= (int64_t)g_bytes_get_size (bytes);
  self->out->n_files++;
  return add_chunks (self, wait->sha256, bytes, error);
}

static gboolean
add_uploads (Packing *self, GError **error)
{
  g_autoptr (GPtrArray) waits = pt_store_list_uploads_ahead (self->errand.store, error);

  for (guint i = 0; waits != NULL && i < waits->len; i++)
    {
      const PtFileWait *wait = g_ptr_array_index (waits, i);

      pt_errand_tell (&self->errand, PT_SYNC_STEP_ATTACHMENTS, i, waits->len);
      if (!(wait->thumb ? add_picture (self, wait->sha256, error) : add_file (self, wait, error)))
        return FALSE;
    }
  return waits != NULL;
}

static gboolean
add_downloads (Packing *self, GError **error)
{
  PtErrand *errand = &self->errand;
  g_autoptr (GPtrArray) waits = pt_store_list_downloads (errand->store, error);

  for (guint i = 0; waits != NULL && i < waits->len; i++)
    {
      const PtFileWait *wait = g_ptr_array_index (waits, i);

      if (!add_request (self, "GET",
                        pt_errand_path (errand, "blobs/%s%s", wait->sha256,
                                        wait->thumb ? "?rendition=" PT_WIRE_THUMB : ""),
                        NULL, TRUE, error))
        return FALSE;
    }
  return waits != NULL;
}

/* ── The whole ── */

/* The feed behind what is sent, so that it says what became of that; orders to erase last, so that
 * none is missing that the feed knows of. Who left may only hand in. */
static gboolean
add_reading (Packing *self, gboolean files, GError **error)
{
  PtErrand *errand = &self->errand;

  if (pt_store_get_revoked (errand->store) > 0)
    return TRUE;
  if (files && !add_uploads (self, error))
    return FALSE;
  if (!add_request (self, "GET", pt_errand_page_path (errand, pt_errand_page_limit (errand)), NULL,
                    TRUE, error))
    return FALSE;
  return !files || add_downloads (self, error);
}

static gboolean
add_changes (Packing *self, gboolean files, GError **error)
{
  return add_saves (self, FALSE, error) && add_asked (self, error)
         && add_reading (self, files, error);
}

static gboolean
add_all (Packing *self, int64_t max_files, GError **error)
{
  PtErrand *errand = &self->errand;
  const gboolean inside = pt_store_get_revoked (errand->store) == 0;

  return add_start (self, max_files, error) && add_device (self, error)
         && (!inside || (add_coverage (self, error) && add_repair (self, error)))
         && (self->is_comparing || add_changes (self, max_files > 0, error))
         && add_request (self, "GET", pt_errand_path (errand, "erasures?from=0"), NULL, TRUE, error)
         && add_request (self, "GET", pt_errand_path (errand, "members"), NULL, FALSE, error);
}

static gboolean
write_label (Packing *self, GError **error)
{
  PtErrand *errand = &self->errand;
  PtWorld *world = pt_store_get_world (errand->store);

  self->label.kind = PT_PARCEL_REQUEST;
  pt_uuid_new (world, &self->label.exchange);
  if (pt_uuid_parse (errand->link->hub_id, &self->label.hub)
      && pt_uuid_parse (pt_store_get_logbook_id (errand->store), &self->label.logbook)
      && pt_uuid_parse (errand->link->device, &self->label.device))
    return TRUE;
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_NO_HUB));
  return FALSE;
}

static gboolean
start (Packing *self, GError **error)
{
  uint8_t token[PT_PARCEL_TOKEN_BYTES];

  pt_parcel_hash_token (self->errand.token, token);
  self->writer = pt_parcel_writer_new (self->out->path, &self->label, token, error);
  return self->writer != NULL;
}

/* The line in the book comes first: no file is ever there that this laptop does not know. */
static gboolean
finish (Packing *self, GError **error)
{
  char exchange[PT_ID_LENGTH + 1];

  pt_uuid_format (&self->label.exchange, exchange);
  if (!pt_parcel_book_add (self->errand.store, exchange, self->errand.link, error)
      || !pt_parcel_writer_finish (self->writer, error))
    return FALSE;
  self->out->size = pt_parcel_writer_get_size (self->writer);
  return TRUE;
}

static int64_t
allow_files (PtStore *store, int64_t max_files)
{
  g_autofree char *id = pt_store_dup_setting (store, PT_SETTING_FILES);
  PtSyncFiles files = PT_SYNC_FILES_ASK;

  pt_sync_files_from_id (id, &files);
  return files == PT_SYNC_FILES_NEVER ? 0 : max_files;
}

gboolean
pt_sync_pack (PtStore *store, const char *place, int64_t max_files, const PtSyncOptions *options,
              PtSyncPacked *out, GCancellable *cancellable, GError **error)
{
  g_auto (Packing) self = { .out = out };

  if (options != NULL)
    self.errand.options = *options;
  self.left = allow_files (store, max_files);
  self.ops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  out->path = pt_sync_parcel_path (store, place);
  out->refused = g_ptr_array_new_with_free_func (g_free);
  return pt_errand_init (&self.errand, store, NULL, cancellable, error)
         && write_label (&self, error) && check_place (&self, out->path, error)
         && start (&self, error) && add_all (&self, self.left, error) && finish (&self, error);
}

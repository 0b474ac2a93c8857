/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and pages of the feed, to and from JSON. The hub keeps a record's state as the text that
 * goes over the wire, so a page is put together without parsing anything. */
#include "pt-wire.h"

#include "pt-json.h"

/* A state holds one record: its fields and their candidates, at most some values of 256 KiB. */
#define MAX_STATE_BYTES (16 * 1024 * 1024)

static void
append_text (GString *out, const char *text)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);
  g_autofree char *json = NULL;

  json_node_set_string (node, text);
  json = pt_json_print (node);
  g_string_append (out, json);
}

static void
append_member (GString *out, const char *before, const char *text)
{
  g_string_append (out, before);
  append_text (out, text != NULL ? text : "");
}

void
pt_wire_append_record (GString *out, const PtWireRecord *record)
{
  append_member (out, "{\"rec\":", record->id);
  append_member (out, ",\"kind\":", record->kind);
  g_string_append_printf (out, ",\"seq\":%" G_GINT64_FORMAT, record->seq);
  if (record->no > 0)
    g_string_append_printf (out, ",\"no\":%" G_GINT64_FORMAT, record->no);
  if (record->stored & PT_STORED_FILE)
    g_string_append (out, ",\"stored\":true");
  if (record->stored & PT_STORED_THUMB)
    g_string_append (out, ",\"thumb\":true");
  append_member (out, ",\"created\":{\"member\":", record->member);
  append_member (out, ",\"device\":", record->device);
  g_string_append_printf (out, ",\"at\":%" G_GINT64_FORMAT "},", record->at);
  g_string_append (out, record->state + 1); /* without its opening brace */
}

PtState *
pt_wire_parse_state (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = pt_json_parse (text, strlen (text), MAX_STATE_BYTES, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "a state is an object");
      return NULL;
    }
  return pt_state_read_json (json_node_get_object (node), error);
}

static gboolean
read_created (PtRecord *record, JsonObject *object, GError **error)
{
  JsonObject *created;
  const char *member, *device;
  int64_t at;

  if (!pt_json_get_object (object, "created", &created, error)
      || !pt_json_get_text (created, "member", &member, error)
      || !pt_json_get_text (created, "device", &device, error)
      || !pt_json_get_int (created, "at", &at, error))
    return FALSE;
  pt_record_set_created (record, member, device, at);
  return TRUE;
}

static PtRecord *
read_record (JsonObject *object, GError **error)
{
  g_autoptr (PtRecord) record = NULL;
  const char *id, *kind;
  int64_t seq;
  PtState *state;

  if (!pt_json_get_text (object, "rec", &id, error)
      || !pt_json_get_text (object, "kind", &kind, error)
      || !pt_json_get_int (object, "seq", &seq, error))
    return NULL;
  if (!pt_id_is_valid (id))
    {
      g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "rec is not an id");
      return NULL;
    }
  state = pt_state_read_json (object, error);
  if (state == NULL)
    return NULL;
  record = pt_record_new (id, kind, state);
  pt_record_set_hub (record, seq, pt_json_int_or (object, "no", 0),
                     (pt_json_bool_or (object, "stored", false) ? PT_STORED_FILE : 0)
                         | (pt_json_bool_or (object, "thumb", false) ? PT_STORED_THUMB : 0));
  if (!read_created (record, object, error))
    return NULL;
  return g_steal_pointer (&record);
}

static gboolean
read_records (PtWirePage *page, JsonArray *array, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      PtRecord *record;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "record %u is no object", i);
          return FALSE;
        }
      record = read_record (json_node_get_object (node), error);
      if (record == NULL)
        {
          g_prefix_error (error, "record %u: ", i);
          return FALSE;
        }
      g_ptr_array_add (page->records, record);
    }
  return TRUE;
}

PtWirePage *
pt_wire_page_read (JsonNode *node, GError **error)
{
  g_autoptr (PtWirePage) page = g_new0 (PtWirePage, 1);
  JsonObject *root, *next;
  JsonArray *records;
  const char *epoch, *chain;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "a page is an object");
      return NULL;
    }
  root = json_node_get_object (node);
  page->records = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  if (!pt_json_get_text (root, "epoch", &epoch, error)
      || !pt_json_get_array (root, "records", &records, error)
      || !pt_json_get_object (root, "next", &next, error)
      || !pt_json_get_int (next, "seq", &page->seq, error)
      || !pt_json_get_text (next, "chain", &chain, error) || !read_records (page, records, error))
    return NULL;
  page->epoch = g_strdup (epoch);
  page->chain = g_strdup (chain);
  page->more = pt_json_bool_or (root, "more", false);
  return g_steal_pointer (&page);
}

void
pt_wire_page_free (PtWirePage *self)
{
  if (self == NULL)
    return;
  g_free (self->epoch);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self->chain);
  g_free (self);
}

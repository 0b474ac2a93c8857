/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and pages of the feed, to and from JSON. The hub keeps a record's state as the text that
 * goes over the wire, so a page is put together without parsing anything. */
#include "pt-wire.h"

#include "pt-json.h"

/* A state holds one record: its fields and their candidates, at most some values of 256 KiB. */
#define MAX_STATE_BYTES (16 * 1024 * 1024)

static void
append_member (GString *out, const char *before, const char *text)
{
  g_string_append (out, before);
  pt_json_append_text (out, text != NULL ? text : "");
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
  return pt_state_parse (text, strlen (text), MAX_STATE_BYTES, error);
}

static gboolean
read_created (PtRecord *record, PtNode node, GError **error)
{
  const char *member, *device;
  PtNode created;
  int64_t at;

  if (!pt_node_get_object (node, "created", &created, error)
      || !pt_node_get_text (created, "member", &member, error)
      || !pt_node_get_text (created, "device", &device, error)
      || !pt_node_get_int (created, "at", &at, error))
    return FALSE;
  pt_record_set_created (record, member, device, at);
  return TRUE;
}

PtRecord *
pt_wire_record_read (PtNode node, GError **error)
{
  g_autoptr (PtRecord) record = NULL;
  const char *id, *kind;
  int64_t seq;
  PtState *state;

  if (!pt_node_get_text (node, "rec", &id, error) || !pt_node_get_text (node, "kind", &kind, error)
      || !pt_node_get_int (node, "seq", &seq, error))
    return NULL;
  if (!pt_id_is_valid (id) || !pt_kind_is_valid (kind))
    {
      g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "rec or kind is not one");
      return NULL;
    }
  state = pt_state_from_node (node, error);
  if (state == NULL)
    return NULL;
  record = pt_record_new (id, kind, state);
  pt_record_set_hub (record, seq, pt_node_int_or (node, "no", 0),
                     (pt_node_bool_or (node, "stored", false) ? PT_STORED_FILE : 0)
                         | (pt_node_bool_or (node, "thumb", false) ? PT_STORED_THUMB : 0));
  if (!read_created (record, node, error))
    return NULL;
  return g_steal_pointer (&record);
}

static bool
add_record (PtNode node, guint index, gpointer data, GError **error)
{
  PtWirePage *page = data;
  PtRecord *record;

  if (!pt_node_is (node, PT_NODE_OBJECT))
    {
      g_set_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "record %u is no object", index);
      return false;
    }
  record = pt_wire_record_read (node, error);
  if (record == NULL)
    {
      g_prefix_error (error, "record %u: ", index);
      return false;
    }
  g_ptr_array_add (page->records, record);
  return true;
}

static gboolean
read_page_end (PtWirePage *page, PtNode root, GError **error)
{
  const char *epoch, *chain;
  PtNode records, next;

  if (!pt_node_is (root, PT_NODE_OBJECT))
    {
      g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "a page is an object");
      return FALSE;
    }
  if (!pt_node_get_text (root, "epoch", &epoch, error)
      || !pt_node_get_array (root, "records", &records, error)
      || !pt_node_get_object (root, "next", &next, error)
      || !pt_node_get_int (next, "seq", &page->seq, error)
      || !pt_node_get_text (next, "chain", &chain, error))
    return FALSE;
  page->epoch = g_strdup (epoch);
  page->chain = g_strdup (chain);
  page->more = pt_node_bool_or (root, "more", false);
  page->erasure = pt_node_int_or (root, "erasure", 0);
  return TRUE;
}

PtWirePage *
pt_wire_page_parse (const char *data, size_t size, GError **error)
{
  g_autoptr (PtWirePage) page = g_new0 (PtWirePage, 1);
  g_autoptr (PtTree) tree = NULL;

  page->records = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  tree = pt_tree_parse_each (data, size, PT_WIRE_MAX_ANSWER, "records", add_record, page, error);
  if (tree == NULL || !read_page_end (page, pt_tree_root (tree), error))
    return NULL;
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

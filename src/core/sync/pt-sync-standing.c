/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the errand that is about this laptop itself: is it a copy, does it still belong, what was
 * decided about what it sent. */
#include "pt-sync-private.h"

#include "pt-token.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is no number is as good as the protocol of this program. */
static int64_t
protocol_at (JsonArray *range, guint i)
{
  JsonNode *node = i < json_array_get_length (range) ? json_array_get_element (range, i) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : PT_WIRE_PROTOCOL;
}

gboolean
pt_errand_check_protocol (JsonObject *hello, GError **error)
{
  JsonArray *range;
  PtSyncError code;

  if (!pt_json_get_array (hello, "protocol", &range, NULL)
      || (protocol_at (range, 0) <= PT_WIRE_PROTOCOL && protocol_at (range, 1) >= PT_WIRE_PROTOCOL))
    return TRUE;
  code = protocol_at (range, 0) > PT_WIRE_PROTOCOL ? PT_SYNC_ERROR_TOO_OLD
                                                   : PT_SYNC_ERROR_HUB_TOO_OLD;
  g_propagate_error (error, pt_sync_error_new (code));
  return FALSE;
}

gboolean
pt_errand_heed (PtErrand *self, JsonObject *hello, GError **error)
{
  PtDot last;
  const gboolean has_last = pt_dot_parse (pt_json_text_or (hello, "last", ""), &last);

  g_free (self->versions); /* a hub that was put back in between is greeted twice */
  self->versions = g_strdup_printf (PT_VERSION "/%s", pt_json_text_or (hello, "version", ""));
  self->decisions = pt_json_int_or (hello, "decisions", 0);
  return pt_store_check_life (self->store, has_last ? &last : NULL, error)
         && pt_store_set_revoked (self->store, pt_json_int_or (hello, "revoked_at", 0), error)
         && pt_store_retry_refused (self->store, self->versions, error);
}

/* ── A place of its own ── */

JsonNode *
pt_errand_write_name (void)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", g_get_host_name ());
  json_node_take_object (node, object);
  return node;
}

/* The token is kept before the logbook says that it is the one: a crash between costs a device that
 * nobody uses. */
static gboolean
move_in (PtErrand *self, const char *device, const char *token, GError **error)
{
  if (!pt_token_save (device, token, error) || !pt_store_set_device (self->store, device, error))
    return FALSE;
  g_free (self->link->device);
  g_free (self->token);
  self->link->device = g_strdup (device);
  self->token = g_strdup (token);
  self->call.token = self->token;
  return TRUE;
}

gboolean
pt_errand_become_device (PtErrand *self, GError **error)
{
  g_autoptr (JsonNode) request = NULL;
  g_autoptr (JsonNode) answer = NULL;
  const char *device, *token;

  /* Who left cannot have one, and needs none. */
  if (!pt_store_is_device_due (self->store) || pt_store_get_revoked (self->store) > 0)
    return TRUE;
  request = pt_errand_write_name ();
  answer = pt_call_json (&self->call, "POST", "/v1/devices", request, NULL, error);
  if (answer == NULL || !pt_json_get_text (json_node_get_object (answer), "device", &device, error)
      || !pt_json_get_text (json_node_get_object (answer), "token", &token, error))
    return FALSE;
  if (pt_id_is_valid (device))
    return move_in (self, device, token, error);
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
  return FALSE;
}

/* ── Decisions ── */

GBytes *
pt_errand_write_asked (GPtrArray *asked)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_sized_new (asked->len);
  char *text;

  for (guint i = 0; i < asked->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (asked, i));
  json_object_set_array_member (object, "ops", json_array_new ());
  json_object_set_array_member (object, "ask", array);
  json_node_take_object (node, object);
  text = pt_json_print (node);
  return g_bytes_new_take (text, strlen (text));
}

static char *
dup_title (PtStore *store, const char *op)
{
  g_autoptr (GPtrArray) aside = pt_store_list_aside (store, NULL);

  for (guint i = 0; aside != NULL && i < aside->len; i++)
    {
      const PtAside *one = g_ptr_array_index (aside, i);

      if (g_strcmp0 (one->op, op) == 0)
        return g_strdup (one->title);
    }
  return g_strdup (_ ("A change"));
}

static gboolean
waits_still (const PtAnswer *answer)
{
  return answer->verdict == PT_VERDICT_QUARANTINED
         && g_strcmp0 (answer->reason, PT_WIRE_DECLINED) != 0;
}

static void
report_decision (PtErrand *self, const PtAnswer *answer)
{
  g_autofree char *title = dup_title (self->store, answer->op);

  g_ptr_array_add (
      self->report->refused,
      g_strdup_printf (answer->verdict == PT_VERDICT_QUARANTINED
                           /* Translators: the title of a note or other record */
                           ? _ ("“%s”: the coordinator did not take over your change. It is kept "
                                "in the history on this laptop.")
                           /* Translators: the title of a note or other record */
                           : _ ("“%s”: the coordinator has accepted your change."),
                       title));
}

/* Answers that say nothing new are left out. */
static gboolean
keep_decided (PtErrand *self, GPtrArray *answers, GError **error)
{
  for (guint i = answers->len; i > 0; i--)
    if (waits_still (g_ptr_array_index (answers, i - 1)))
      g_ptr_array_remove_index (answers, i - 1);
  for (guint i = 0; i < answers->len; i++)
    report_decision (self, g_ptr_array_index (answers, i));
  return answers->len == 0 || pt_store_answer_ops (self->store, answers, error);
}

/* @known: whether something was said about each of them. */
static gboolean
ask_some (PtErrand *self, GPtrArray *asked, gboolean *known, GError **error)
{
  g_autofree char *path = pt_errand_path (self, "push");
  g_autoptr (GBytes) body = pt_errand_write_asked (asked);
  const PtRequest request = { .method = "POST", .path = path, .token = self->token, .body = body };
  g_autoptr (PtResponse) reply = pt_call_send (&self->call, &request, error);
  g_autoptr (GPtrArray) answers = reply != NULL ? pt_errand_read_answers (reply, 0, error) : NULL;

  if (answers == NULL)
    return FALSE;
  *known &= !self->carried || answers->len >= asked->len;
  return keep_decided (self, answers, error);
}

gboolean
pt_errand_ask (PtErrand *self, GError **error)
{
  g_autofree char *after = NULL;
  gboolean known = TRUE;

  if (self->decisions == pt_store_get_decisions (self->store))
    return TRUE;
  for (;;)
    {
      g_autoptr (GPtrArray)
          asked = pt_store_list_held (self->store, after, PT_WIRE_BATCH_OPS, error);

      if (asked == NULL)
        return FALSE;
      if (asked->len == 0)
        return !known || pt_store_set_decisions (self->store, self->decisions, error);
      g_free (after);
      after = g_strdup (g_ptr_array_index (asked, asked->len - 1));
      if (!ask_some (self, asked, &known, error))
        return FALSE;
    }
}

/* ── Leaving ── */

gboolean
pt_errand_check_member (PtErrand *self, GError **error)
{
  if (pt_store_get_revoked (self->store) == 0)
    return TRUE;
  g_propagate_error (error, pt_sync_error_new_problem (403, "revoked", 0));
  return FALSE;
}

gboolean
pt_errand_is_over (const GError *failure)
{
  return pt_sync_error_get_status (failure) == 410
         && g_strcmp0 (pt_sync_error_get_code (failure), "revoked") == 0;
}

void
pt_errand_leave (PtErrand *self, GError **failure)
{
  g_autoptr (GError) local = NULL;

  if (!pt_store_leave (self->store, NULL, NULL, &local))
    {
      g_clear_error (failure);
      g_propagate_error (failure, g_steal_pointer (&local));
      return;
    }
  pt_token_remove (self->link->device);
  g_clear_error (failure);
  *failure = pt_sync_error_new_problem (410, "left", 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errand: hello says whether there is anything to do and whether this is still our hub; then
 * erasures, push, pull and files. Every step leaves the store whole, so a cut costs at most one step. */
#include "pt-sync-private.h"

#include "pt-sync-note.h"
#include "pt-token.h"

void
pt_errand_clear (PtErrand *self)
{
  g_clear_pointer (&self->link, pt_hub_link_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->report, pt_sync_report_free);
  g_clear_pointer (&self->versions, g_free);
}

PtSyncReport *
pt_sync_report_new (void)
{
  PtSyncReport *self = g_new0 (PtSyncReport, 1);

  self->changed = g_ptr_array_new_with_free_func (g_free);
  self->refused = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
pt_sync_report_free (PtSyncReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->refused);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

void
pt_errand_tell (PtErrand *self, PtSyncStep step, guint done, guint total)
{
  if (self->options.progress != NULL)
    self->options.progress (step, done, total, self->options.data);
}

char *
pt_errand_path (PtErrand *self, const char *format, ...)
{
  g_autofree char *rest = NULL;
  va_list args;

  va_start (args, format);
  rest = g_strdup_vprintf (format, args);
  va_end (args);
  return g_strdup_printf ("/v1/logbooks/%s/%s", pt_store_get_logbook_id (self->store), rest);
}

gboolean
pt_errand_init (PtErrand *self, PtStore *store, PtTransport *transport, GCancellable *cancellable,
                GError **error)
{
  self->store = store;
  self->link = pt_store_get_hub (store);
  if (self->link == NULL || pt_store_get_logbook_id (store) == NULL)
    {
      if (!pt_store_finish_leaving (store, error))
        return FALSE;
      g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_NO_HUB));
      return FALSE;
    }
  self->token = pt_token_load (self->link->device, error);
  if (self->token == NULL)
    return FALSE;
  self->transport = transport != NULL ? g_object_ref (transport)
                                      : pt_curl_transport_new (self->link->url, self->link->pin);
  self->call = (PtCall){ .transport = self->transport,
                         .token = self->token,
                         .hub_id = self->link->hub_id,
                         .cancellable = cancellable };
  self->report = pt_sync_report_new ();
  self->report->contact_before = self->link->last_contact;
  return TRUE;
}

static PtMember *
read_member (JsonNode *node)
{
  JsonObject *object;
  PtMember *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  if (!pt_id_is_valid (pt_json_text_or (object, "id", "")))
    return NULL;
  member = g_new0 (PtMember, 1);
  member->id = g_strdup (pt_json_text_or (object, "id", NULL));
  member->name = g_strdup (pt_json_text_or (object, "name", ""));
  member->role = g_strdup (pt_json_text_or (object, "role", ""));
  member->active = pt_json_bool_or (object, "active", true);
  member->stakeholder = g_strdup (pt_json_text_or (object, "stakeholder", NULL));
  return member;
}

static gboolean
fetch_members (PtErrand *self, GError **error)
{
  g_autofree char *path = pt_errand_path (self, "members");
  g_autoptr (JsonNode) answer = pt_call_json (&self->call, "GET", path, NULL, NULL, error);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_member_free);
  JsonArray *array;
  int64_t version;

  if (answer == NULL)
    return FALSE;
  if (!pt_json_get_array (json_node_get_object (answer), "members", &array, error)
      || !pt_json_get_int (json_node_get_object (answer), "version", &version, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      PtMember *member = read_member (json_array_get_element (array, i));

      if (member != NULL)
        g_ptr_array_add (members, member);
    }
  return pt_store_set_members (self->store, members, version, error);
}

static gboolean
update_members (PtErrand *self, JsonObject *hello, GError **error)
{
  if (pt_json_int_or (hello, "members", 0) == pt_store_get_members_version (self->store))
    return TRUE;
  return fetch_members (self, error);
}

/* The hub may give another role than at joining; the store keeps what hello says. */
static gboolean
update_role (PtErrand *self, JsonObject *hello, GError **error)
{
  g_autofree char *known = pt_store_dup_role (self->store);
  const char *role = pt_json_text_or (hello, "role", known);
  const char *member = pt_json_text_or (hello, "member", pt_store_get_member (self->store));

  if (g_strcmp0 (role, known) == 0 && g_strcmp0 (member, pt_store_get_member (self->store)) == 0)
    return TRUE;
  return pt_store_set_hub (self->store, self->link, pt_store_get_logbook_id (self->store), member,
                           pt_json_text_or (hello, "name", ""), role, error);
}

/* How much of the feed this laptop knows, so that a hub that was put back without a word hears it. */
static char *
write_standing (PtErrand *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PtDot acked;

  if (self->link->epoch == NULL)
    return g_string_free (g_steal_pointer (&text), FALSE);
  g_string_append_printf (text, "?epoch=%s&after=%" G_GINT64_FORMAT, self->link->epoch,
                          self->link->seq);
  if (self->link->chain != NULL)
    g_string_append_printf (text, "&chain=%s", self->link->chain);
  if (pt_store_get_acked (self->store, &acked))
    {
      g_autofree char *dot = pt_dot_format (&acked);

      g_string_append_printf (text, "&acked=%s", dot);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pt_errand_hello_path (PtErrand *self)
{
  g_autofree char *standing = write_standing (self);

  return g_strconcat ("/v1/hello", standing, NULL);
}

char *
pt_errand_push_path (PtErrand *self)
{
  g_autofree char *standing = write_standing (self);

  return pt_errand_path (self, "push%s", standing);
}

/* Another life of the feed: everything is offered to it before it is read. */
static gboolean
update_epoch (PtErrand *self, JsonObject *hello, GError **error)
{
  const char *epoch;

  if (!pt_json_get_text (hello, "epoch", &epoch, error))
    return FALSE;
  self->takes_repair = pt_json_bool_or (hello, "repair", false);
  /* Who left hands everything in anew to a hub that was put back without a word. */
  if (self->link->epoch == NULL
      || (strcmp (self->link->epoch, epoch) == 0 && !pt_json_bool_or (hello, "older", false)))
    return TRUE;
  g_info ("the hub was put back: another epoch");
  if (!pt_store_begin_epoch (self->store, epoch, error))
    return FALSE;
  pt_hub_link_free (self->link);
  self->link = pt_store_get_hub (self->store);
  self->call.hub_id = self->link->hub_id;
  return TRUE;
}

static gboolean
update_backed_up (PtErrand *self, JsonObject *hello, GError **error)
{
  int64_t seq = pt_json_int_or (hello, "backed_up_seq", 0);

  if (seq == self->link->backed_up_seq)
    return TRUE;
  self->link->backed_up_seq = seq;
  return pt_store_set_backed_up (self->store, seq, error);
}

static void
compare_newest (PtErrand *self, JsonObject *hello)
{
  JsonObject *newest;

  self->newest_is_here = self->link->epoch != NULL
                         && pt_json_get_object (hello, "newest", &newest, NULL)
                         && g_strcmp0 (pt_json_text_or (hello, "epoch", NULL), self->link->epoch)
                                == 0
                         && pt_json_int_or (newest, "seq", -1) == self->link->seq
                         && g_strcmp0 (pt_json_text_or (newest, "chain", NULL), self->link->chain)
                                == 0;
  self->n_writes = pt_store_count_writes (self->store);
}

/* This laptop may have been switched off while it got another token, or another program of it got one. */
static JsonNode *
ask_hello (PtErrand *self, GError **error)
{
  g_autofree char *path = pt_errand_hello_path (self);
  g_autoptr (GError) local = NULL;
  JsonNode *answer = pt_call_json (&self->call, "GET", path, NULL, NULL, &local);

  if (!self->carried && g_error_matches (local, PT_SYNC_ERROR, PT_SYNC_ERROR_UNAUTHORIZED))
    answer = pt_errand_ask_with_others (self, path);
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return answer;
}

gboolean
pt_errand_greet (PtErrand *self, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *hello;

  pt_errand_tell (self, PT_SYNC_STEP_HELLO, 0, 0);
  answer = ask_hello (self, error);
  if (answer == NULL)
    return FALSE;
  hello = json_node_get_object (answer);
  if (!pt_errand_check_protocol (hello, error))
    return FALSE;
  compare_newest (self, hello);
  if (!self->carried)
    pt_sync_note_clock (self->store, pt_json_int_or (hello, "time", 0));
  pt_sync_note_held (self->store, pt_json_int_or (hello, "held", 0));
  pt_sync_note_program (self->store, pt_json_text_or (hello, "min_client", ""));
  self->erasure = pt_json_int_or (hello, "erasure", 0);
  self->renew = pt_json_bool_or (hello, "renew", false);
  return pt_errand_heed (self, hello, error) && update_epoch (self, hello, error)
         && update_backed_up (self, hello, error) && update_role (self, hello, error)
         && update_members (self, hello, error);
}

static gboolean
run_once (PtErrand *self, GError **error)
{
  return pt_errand_greet (self, error) && pt_errand_become_device (self, error)
         && (pt_store_get_revoked (self->store) > 0
             || (pt_errand_erase (self, self->erasure, error) && pt_errand_repair (self, error)))
         && pt_errand_push (self, error) && pt_errand_give_due (self, error)
         && pt_errand_ask (self, error) && pt_errand_check_member (self, error)
         && pt_errand_pull (self, error) && pt_errand_drop_strays (self, error)
         && pt_errand_keep (self, error) && pt_errand_move_files (self, error)
         && pt_errand_compare_sometimes (self, error);
}

/* Between two requests the hub may be put back, or another program of this laptop get another token: then
 * hello says how it is now. */
static gboolean
is_otherwise_now (PtErrand *self, const GError *error)
{
  return g_strcmp0 (pt_sync_error_get_code (error), "chain_broken") == 0
         || (g_error_matches (error, PT_SYNC_ERROR, PT_SYNC_ERROR_UNAUTHORIZED)
             && pt_errand_is_replaced (self));
}

static gboolean
run_steps (PtErrand *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (run_once (self, &local))
    return TRUE;
  if (is_otherwise_now (self, local))
    return run_once (self, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

void
pt_errand_soften (GError **error)
{
  if (error == NULL || *error == NULL || (*error)->domain != PT_JSON_ERROR)
    return;
  g_debug ("answer: %s", (*error)->message);
  g_clear_error (error);
  *error = pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL);
}

gboolean
pt_errand_run (PtErrand *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (run_steps (self, &local))
    return TRUE;
  pt_errand_soften (&local);
  if (pt_errand_is_over (local))
    pt_errand_leave (self, &local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

void
pt_errand_note (PtStore *store, const GError *failure)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *problem = failure != NULL ? pt_sync_error_sentence (failure) : NULL;
  PtWorld *world = pt_store_get_world (store);
  int64_t at = failure == NULL ? world->now (world) : 0;

  if (!pt_store_note_contact (store, at, problem, &local))
    g_debug ("the last contact is not noted: %s", local->message); /* one sentence is enough */
  pt_sync_note_problem (store, failure);
}

PtSyncReport *
pt_sync_run (PtStore *store, PtTransport *transport, PtSyncProgress progress, gpointer data,
             GCancellable *cancellable, GError **error)
{
  const PtSyncOptions options = { .transport = transport, .progress = progress, .data = data };

  return pt_sync_run_with (store, &options, cancellable, error);
}

PtSyncReport *
pt_sync_run_with (PtStore *store, const PtSyncOptions *options, GCancellable *cancellable,
                  GError **error)
{
  g_auto (PtErrand) errand = { .options = *options };
  g_autoptr (GError) local = NULL;

  if (!pt_errand_init (&errand, store, options->transport, cancellable, &local)
      || !pt_errand_run (&errand, &local))
    {
      if (!g_error_matches (local, PT_SYNC_ERROR, PT_SYNC_ERROR_NO_HUB)
          && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        pt_errand_note (store, local);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  pt_errand_renew_token (&errand);
  pt_errand_note (store, NULL);
  errand.report->conflicts = (guint)pt_store_count_conflicts (store);
  return g_steal_pointer (&errand.report);
}

static JsonNode *
invite_request (const char *role, const char *name)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "role", role);
  json_object_set_string_member (object, "name", name);
  json_node_take_object (node, object);
  return node;
}

gboolean
pt_sync_invite (PtStore *store, PtTransport *transport, const char *role, const char *name,
                char **out_url, char **out_code, GError **error)
{
  g_auto (PtErrand) errand = { 0 };
  g_autoptr (JsonNode) request = invite_request (role, name);
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *path = NULL;
  const char *id, *code;
  PtInvite invite;

  if (!pt_errand_init (&errand, store, transport, NULL, error))
    return FALSE;
  path = pt_errand_path (&errand, "invites");
  answer = pt_call_json (&errand.call, "POST", path, request, NULL, error);
  if (answer == NULL || !pt_json_get_text (json_node_get_object (answer), "invite", &id, error)
      || !pt_json_get_text (json_node_get_object (answer), "code", &code, error))
    {
      pt_errand_soften (error);
      return FALSE;
    }
  invite = (PtInvite){ .hub_url = errand.link->url, .invite = (char *)id, .pin = errand.link->pin };
  *out_url = pt_invite_format (&invite);
  *out_code = g_strdup (code);
  return TRUE;
}

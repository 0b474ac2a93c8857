/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After the hub was put back (sync.md §4, Repair): what it ever said to this laptop is offered to it
 * again, record by record, then the own saves that it had taken. Only then is its feed read from
 * zero, so that nothing is overwritten that is nowhere else. Broken off, it goes on where it was. */
#include "pt-sync-private.h"

#include <glib/gi18n-lib.h>

/* A record beyond it goes in pieces, which the hub puts together. */
#define PIECE_BYTES (PT_WIRE_BATCH_BYTES / 4)

typedef struct
{
  PtErrand *errand;
  PtOfferSink sink;
  gpointer data;
  GString *body; /* NULL = nothing waits to be sent */
  guint n;
} Sending;

static void
sending_clear (Sending *self)
{
  if (self->body != NULL)
    g_string_free (self->body, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sending, sending_clear)

static gboolean
post_cb (GBytes *body, gpointer data, GError **error)
{
  PtErrand *errand = data;
  g_autofree char *path = pt_errand_path (errand, "offer");
  g_autoptr (JsonNode) answer = pt_call_bytes (&errand->call, "POST", path, body, NULL, error);

  if (answer == NULL)
    return FALSE;
  errand->report->repaired += (guint)pt_json_int_or (json_node_get_object (answer), "changed", 0);
  return TRUE;
}

static gboolean
send_body (Sending *self, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (self->body == NULL)
    return TRUE;
  g_string_append (self->body, "]}");
  bytes = g_string_free_to_bytes (g_steal_pointer (&self->body));
  self->n = 0;
  return self->sink (bytes, self->data, error);
}

static gboolean
add_state (Sending *self, const PtOffer *offer, const char *state, GError **error)
{
  PtErrand *errand = self->errand;
  const PtWireRecord record = { .id = offer->id,
                                .kind = offer->kind,
                                .no = offer->no,
                                .member = offer->member != NULL
                                              ? offer->member
                                              : pt_store_get_member (errand->store),
                                .device = errand->link->device,
                                .at = offer->at,
                                .state = state };

  if (self->body != NULL
      && (self->n == PT_WIRE_BATCH_OPS
          || self->body->len + strlen (state) > PT_WIRE_BATCH_BYTES - PIECE_BYTES)
      && !send_body (self, error))
    return FALSE;
  if (self->body == NULL)
    {
      self->body = g_string_new (NULL);
      g_string_append_printf (self->body, "{\"era\":%" G_GINT64_FORMAT ",\"records\":[",
                              errand->link->era);
    }
  else
    g_string_append_c (self->body, ',');
  pt_wire_append_record (self->body, &record);
  self->n++;
  return TRUE;
}

static gboolean
add_pieces (Sending *self, const PtOffer *offer, GError **error)
{
  g_autoptr (PtState) state = pt_wire_parse_state (offer->state, error);
  g_autoptr (GPtrArray) pieces = state != NULL ? pt_state_split (state, PIECE_BYTES) : NULL;

  for (guint i = 0; pieces != NULL && i < pieces->len; i++)
    {
      g_autofree char *text = pt_state_print (g_ptr_array_index (pieces, i));

      if (!add_state (self, offer, text, error))
        return FALSE;
    }
  return pieces != NULL;
}

static gboolean
send_offers (PtErrand *self, GPtrArray *offers, PtOfferSink sink, gpointer data, GError **error)
{
  g_auto (Sending) sending = { .errand = self, .sink = sink, .data = data };

  for (guint i = 0; i < offers->len; i++)
    {
      const PtOffer *offer = g_ptr_array_index (offers, i);
      gboolean added = strlen (offer->state) > PIECE_BYTES
                           ? add_pieces (&sending, offer, error)
                           : add_state (&sending, offer, offer->state, error);

      if (!added)
        return FALSE;
    }
  return send_body (&sending, error);
}

/* @last: (inout): up to which row it was done; @n: records, 0 = there is nothing behind it. */
static gboolean
offer_next (PtErrand *self, int64_t *last, PtOfferSink sink, gpointer data, guint *n,
            GError **error)
{
  g_autoptr (GPtrArray) offers = pt_store_next_offers (self->store, *last, PT_WIRE_BATCH_OPS,
                                                       PT_WIRE_BATCH_BYTES / 2, error);

  if (offers == NULL)
    return FALSE;
  *n = offers->len;
  if (offers->len == 0)
    return TRUE;
  *last = ((const PtOffer *)g_ptr_array_index (offers, offers->len - 1))->row;
  return send_offers (self, offers, sink, data, error);
}

static gboolean
offer_all (PtErrand *self, GError **error)
{
  guint done = 0;

  for (;;)
    {
      int64_t last = self->link->repair_after;
      guint n;

      pt_errand_tell (self, PT_SYNC_STEP_REPAIR, done, 0);
      if (!offer_next (self, &last, post_cb, self, &n, error))
        return FALSE;
      if (n == 0)
        return TRUE;
      if (!pt_store_note_offered (self->store, last, error))
        return FALSE;
      self->link->repair_after = last;
      done += n;
    }
}

gboolean
pt_errand_write_offers (PtErrand *self, PtOfferSink sink, gpointer data, GError **error)
{
  int64_t last = self->link->repair_after;
  guint n;

  do
    if (!offer_next (self, &last, sink, data, &n, error))
      return FALSE;
  while (n > 0);
  return TRUE;
}

static void
say (PtErrand *self)
{
  if (self->report->repaired > 0)
    g_ptr_array_add (
        self->report->notes,
        g_strdup_printf (
            ngettext ("The team server was put back to an older state. This laptop gave it back "
                      "%u thing that was missing there.",
                      "The team server was put back to an older state. This laptop gave it back "
                      "%u things that were missing there.",
                      self->report->repaired),
            self->report->repaired));
}

/* It was put back too long ago. */
static gboolean
is_over (const GError *error)
{
  return g_strcmp0 (pt_sync_error_get_code (error), "repair_over") == 0;
}

/* Too late, the own saves go the usual way, and what only this laptop has becomes an own save when the
 * feed shows that it is missing there. */
gboolean
pt_errand_repair (PtErrand *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean too_late = !self->takes_repair;

  if (self->link->repair_after < 0)
    return TRUE;
  if (!too_late && (!offer_all (self, &local) || !pt_errand_push_history (self, &local)))
    {
      too_late = is_over (local);
      if (!too_late)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  say (self);
  self->link->repair_after = too_late ? PT_REPAIR_TOO_LATE : -1;
  return pt_store_note_offered (self->store, self->link->repair_after, error);
}

static void
say_kept (PtErrand *self, guint n)
{
  g_ptr_array_add (
      self->report->notes,
      g_strdup_printf (
          ngettext ("The team server was put back to an older state too long ago to be given "
                    "everything back. %u thing that only this laptop had was saved again, in your "
                    "name.",
                    "The team server was put back to an older state too long ago to be given "
                    "everything back. %u things that only this laptop had were saved again, in "
                    "your name.",
                    n),
          n));
}

gboolean
pt_errand_keep (PtErrand *self, GError **error)
{
  guint n;

  if (self->link->repair_after != PT_REPAIR_TOO_LATE)
    return TRUE;
  if (!pt_store_finish_keeping (self->store, &n, error))
    return FALSE;
  self->link->repair_after = -1;
  if (n == 0)
    return TRUE;
  say_kept (self, n);
  return pt_errand_push (self, error) && pt_errand_pull (self, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that go in and out of a journal, and the chain of hashes over a feed. */
#include "pt-witness.h"

#include <gnutls/crypto.h>
#include <string.h>

G_DEFINE_QUARK (pt - journal - error, pt_journal_error)

void
pt_journal_free (PtJournal *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->witness, pt_witness_free);
  self->ops->free (self);
}

void
pt_caller_free (PtCaller *self)
{
  if (self == NULL)
    return;
  g_free (self->device);
  g_free (self->logbook);
  g_free (self->member);
  g_free (self->name);
  g_free (self->role);
  g_free (self);
}

void
pt_invitation_free (PtInvitation *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->logbook);
  g_free (self->role);
  g_free (self->name);
  g_free (self->code);
  g_free (self->member);
  g_free (self);
}

void
pt_session_free (PtSession *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->logbook);
  g_free (self->member);
  g_free (self->name);
  g_free (self);
}

void
pt_audit_line_free (PtAuditLine *self)
{
  if (self == NULL)
    return;
  g_free (self->member);
  g_free (self->device);
  g_free (self->action);
  g_free (self->object);
  g_free (self);
}

void
pt_head_free (PtHead *self)
{
  if (self == NULL)
    return;
  g_free (self->epoch);
  g_free (self);
}

void
pt_hub_record_free (PtHubRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->kind);
  g_free (self->member);
  g_free (self->device);
  g_clear_pointer (&self->state, pt_state_free);
  g_free (self);
}

void
pt_outcome_free (PtOutcome *self)
{
  if (self == NULL)
    return;
  g_free (self->reason);
  g_free (self);
}

void
pt_hub_device_free (PtHubDevice *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->member);
  g_free (self->name);
  g_free (self->parent);
  g_free (self);
}

void
pt_held_free (PtHeld *self)
{
  if (self == NULL)
    return;
  g_free (self->op);
  g_free (self->record);
  g_free (self->member);
  g_free (self->device);
  g_free (self->reason);
  g_free (self->body);
  g_free (self);
}

char *
pt_hash_format (const PtHash *self)
{
  GString *text = g_string_sized_new (2 * PT_HASH_SIZE);

  for (guint i = 0; i < PT_HASH_SIZE; i++)
    g_string_append_printf (text, "%02x", self->bytes[i]);
  return g_string_free (text, FALSE);
}

gboolean
pt_hash_parse (const char *text, PtHash *out)
{
  if (text == NULL || strlen (text) != 2 * PT_HASH_SIZE
      || strspn (text, "0123456789abcdef") != 2 * PT_HASH_SIZE)
    return FALSE;
  for (guint i = 0; i < PT_HASH_SIZE; i++)
    out->bytes[i] = (guint8)(g_ascii_xdigit_value (text[2 * i]) << 4
                             | g_ascii_xdigit_value (text[2 * i + 1]));
  return TRUE;
}

void
pt_head_advance (PtHead *self, const char *id)
{
  uint8_t link[PT_HASH_SIZE + sizeof (guint64) + sizeof (PtUuid)];
  guint64 seq;
  PtUuid uuid;

  self->seq++;
  seq = GUINT64_TO_BE ((guint64)self->seq);
  pt_uuid_parse (id, &uuid);
  memcpy (link, self->chain.bytes, PT_HASH_SIZE);
  memcpy (link + PT_HASH_SIZE, &seq, sizeof seq);
  memcpy (link + PT_HASH_SIZE + sizeof seq, uuid.bytes, sizeof uuid.bytes);
  /* A tenth of the time of GChecksum, where the processor has instructions for it. */
  gnutls_hash_fast (GNUTLS_DIG_SHA256, link, sizeof link, self->chain.bytes);
}

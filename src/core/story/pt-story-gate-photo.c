/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pictures pass: those that a person looked at, with nobody in them who did not agree. */
#include "pt-story-consent.h"
#include "pt-story-gate-private.h"

#include <string.h>

static bool
agrees_to_photo (PtGate *self, const char *person, const char *item, bool child)
{
  PtRecord *record = pt_dataset_get (self->data, person);
  bool minor = child || (record != NULL && pt_record_get_bool (record, "minor"));

  if (minor)
    return pt_consent_covers_by_parent (self->data, person, "photo", self->audience->reach, item,
                                        self->today);
  return pt_consent_covers (self->data, person, "photo", self->audience->reach, item, self->today);
}

static bool
all_agree_to_photo (PtGate *self, PtRecord *attachment, bool child)
{
  const char *id = pt_record_get_id (attachment);
  g_autoptr (GPtrArray) depicted = pt_gate_linked (self->data, id, "depicts", "stakeholder");

  for (guint i = 0; i < depicted->len; i++)
    if (pt_names_is_person (depicted->pdata[i])
        && !agrees_to_photo (self, pt_record_get_id (depicted->pdata[i]), id, child))
      return false;
  return depicted->len > 0;
}

/* Checked by a person and found to show nobody, or only people who agreed. */
static bool
shows_only_consent (PtGate *self, PtRecord *attachment)
{
  g_auto (GStrv) shows = pt_record_dup_keys (attachment, "shows");
  bool recognisable = false;
  bool child = false;

  if (shows[0] == NULL)
    return false;
  for (guint i = 0; shows[i] != NULL; i++)
    if (strcmp (shows[i], "children") == 0)
      child = true;
    else if (strcmp (shows[i], "recognisable") == 0)
      recognisable = true;
    else if (strcmp (shows[i], "nobody") != 0)
      return false;
  g_autoptr (GPtrArray) depicted = pt_gate_linked (self->data, pt_record_get_id (attachment),
                                                   "depicts", "stakeholder");

  if (!recognisable && !child && depicted->len == 0)
    return true;
  return all_agree_to_photo (self, attachment, child);
}

bool
pt_gate_photo (PtGate *self, PtRecord *attachment)
{
  const char *alt = pt_record_get_text (attachment, "alt_text");

  if (!pt_gate_is_open (self, attachment))
    return false;
  if (!shows_only_consent (self, attachment))
    {
      pt_gate_count (self, PT_OMIT_PHOTO, pt_record_get_id (attachment));
      return false;
    }
  if (self->audience->outside && (alt == NULL || *alt == '\0'))
    {
      pt_gate_count (self, PT_OMIT_NO_ALT, pt_record_get_id (attachment));
      return false;
    }
  return true;
}

bool
pt_gate_file (PtGate *self, PtRecord *attachment)
{
  static const char *const published[] = { "literature", "web_page", NULL };
  const char *type = pt_record_get_text (attachment, "type");

  if (!pt_gate_is_open (self, attachment))
    return false;
  if ((type != NULL && g_strv_contains (published, type)) || shows_only_consent (self, attachment))
    return true;
  pt_gate_count (self, PT_OMIT_PHOTO, pt_record_get_id (attachment));
  return false;
}

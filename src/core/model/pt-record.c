/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a state through the table of its kind. What an unset field counts as is in
 * pt-record-fallback.c, what gates read in pt-record-gate.c, what a record is called in pt-title.c. */
#include "pt-record-private.h"

#include "pt-time.h"

#include <string.h>

struct _PtRecord
{
  gatomicrefcount refs;
  char *id;
  char *kind_id;
  const PtRecordKind *kind;
  PtState *state;
  char *text; /* of the state; NULL = nobody has printed it yet */
  int64_t seq;
  int64_t renumbered;
  int64_t no;
  unsigned stored;
  int64_t created_at; /* 0 = not told: the earliest stamp */
  char *created_by;
};

PtRecord *
pt_record_new (const char *id, const char *kind, PtState *state)
{
  PtRecord *self = g_new0 (PtRecord, 1);

  g_atomic_ref_count_init (&self->refs);
  self->id = g_strdup (id);
  self->kind_id = g_strdup (kind);
  self->kind = pt_record_kind_find (kind);
  self->state = state;
  return self;
}

PtRecord *
pt_record_ref (PtRecord *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_record_unref (PtRecord *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->kind_id);
  pt_state_free (self->state);
  g_free (self->text);
  g_free (self->created_by);
  g_free (self);
}

void
pt_record_print_ahead (PtRecord *self)
{
  if (self->text == NULL)
    self->text = pt_state_print (self->state);
}

char *
pt_record_print_state (const PtRecord *self)
{
  return self->text != NULL ? g_strdup (self->text) : pt_state_print (self->state);
}

void
pt_record_set_hub (PtRecord *self, int64_t seq, int64_t no, unsigned stored)
{
  self->seq = seq;
  self->no = no;
  self->stored = stored;
}

void
pt_record_set_created (PtRecord *self, const char *member, const char *device, int64_t at)
{
  g_free (self->created_by);
  self->created_by = g_strdup (member);
  self->created_at = at;
}

const char *
pt_record_get_id (const PtRecord *self)
{
  return self->id;
}

const char *
pt_record_get_kind_id (const PtRecord *self)
{
  return self->kind_id;
}

const PtRecordKind *
pt_record_get_kind (const PtRecord *self)
{
  return self->kind;
}

const PtState *
pt_record_get_state (const PtRecord *self)
{
  return self->state;
}

int64_t
pt_record_get_no (const PtRecord *self)
{
  return self->no;
}

void
pt_record_set_renumbered (PtRecord *self, int64_t renumbered)
{
  self->renumbered = renumbered;
}

int64_t
pt_record_get_renumbered (const PtRecord *self)
{
  return self->renumbered;
}

int64_t
pt_record_get_seq (const PtRecord *self)
{
  return self->seq;
}

unsigned
pt_record_get_stored (const PtRecord *self)
{
  return self->stored;
}

/* The stamp of the earliest or latest save that still shows; NULL for an empty state. */
static const PtStamp *
find_stamp (const PtRecord *self, bool latest)
{
  const PtStamp *found = NULL;
  guint n = pt_state_n_registers (self->state);

  for (guint i = 0; i < n; i++)
    {
      const PtVersion *version = pt_state_nth_version (self->state,
                                                       pt_state_nth_register (self->state, i), 0);
      if (version != NULL
          && (found == NULL
              || (version->stamp->at != found->at && (version->stamp->at > found->at) == latest)))
        found = version->stamp;
    }
  return found;
}

int64_t
pt_record_get_created_at (const PtRecord *self)
{
  const PtStamp *stamp = self->created_at != 0 ? NULL : find_stamp (self, false);
  return stamp != NULL ? stamp->at : self->created_at;
}

int64_t
pt_record_get_updated_at (const PtRecord *self)
{
  const PtStamp *stamp = find_stamp (self, true);
  return stamp != NULL ? stamp->at : self->created_at;
}

const char *
pt_record_get_created_by (const PtRecord *self)
{
  const PtStamp *stamp = self->created_by != NULL ? NULL : find_stamp (self, false);
  return stamp != NULL ? stamp->member : self->created_by;
}

const char *
pt_record_get_updated_by (const PtRecord *self)
{
  const PtStamp *stamp = find_stamp (self, true);
  return stamp != NULL ? stamp->member : self->created_by;
}

int
pt_record_get_created_offset (const PtRecord *self)
{
  const PtStamp *stamp = find_stamp (self, false);
  return stamp != NULL ? stamp->offset : 0;
}

bool
pt_value_is_empty (const PtValue *value)
{
  return value == NULL || value->type == PT_VALUE_NULL
         || (value->type == PT_VALUE_TEXT && value->text[0] == '\0');
}

const PtValue *
pt_record_get_value (const PtRecord *self, const char *field)
{
  const PtValue *value = pt_state_shown (self->state, field);
  return pt_value_is_empty (value) ? NULL : value;
}

/* The field of a known kind, checked; NULL for a kind that this version does not know. */
static const PtField *
find_field (const PtRecord *self, const char *field)
{
  const PtField *found = pt_record_kind_field (self->kind, field);

  if (found == NULL && self->kind != NULL)
    g_critical ("A record of kind %s has no field \"%s\"", self->kind_id, field);
  return found;
}

const char *
pt_record_get_text (const PtRecord *self, const char *field)
{
  const PtField *known = find_field (self, field);
  const PtValue *value = pt_record_get_value (self, field);

  if (known != NULL && known->flags & PT_FIELD_COMPUTED)
    return pt_record_compute (self, known);
  if (value != NULL)
    return value->type == PT_VALUE_TEXT ? value->text : NULL;
  return known == NULL ? NULL : pt_record_get_fallback (self, known);
}

bool
pt_record_get_bool (const PtRecord *self, const char *field)
{
  const PtField *known = find_field (self, field);
  const PtValue *value = pt_record_get_value (self, field);

  if (value != NULL && value->type == PT_VALUE_BOOL)
    return value->b;
  return known != NULL && g_strcmp0 (pt_record_get_fallback (self, known), "true") == 0;
}

bool
pt_record_get_int (const PtRecord *self, const char *field, int64_t *out)
{
  const PtValue *value = pt_record_get_value (self, field);

  find_field (self, field);
  if (value == NULL || value->type != PT_VALUE_INT)
    return false;
  *out = value->i;
  return true;
}

bool
pt_record_get_real (const PtRecord *self, const char *field, double *out)
{
  const PtValue *value = pt_record_get_value (self, field);

  find_field (self, field);
  if (value == NULL || (value->type != PT_VALUE_REAL && value->type != PT_VALUE_INT))
    return false;
  *out = value->type == PT_VALUE_REAL ? value->r : (double)value->i;
  return true;
}

/* A register of a set counts as in while any of its values says so. */
static bool
is_in (const PtState *state, const char *name)
{
  guint n = pt_state_n_versions (state, name);

  for (guint i = 0; i < n; i++)
    {
      const PtValue *value = pt_state_nth_version (state, name, i)->value;
      if (value->type == PT_VALUE_BOOL && value->b)
        return true;
    }
  return false;
}

char **
pt_record_dup_keys (const PtRecord *self, const char *field)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autofree char *prefix = g_strconcat (field, "/", NULL);
  const PtField *known = find_field (self, field);
  guint n = pt_state_n_registers (self->state);
  bool any = false;

  for (guint i = pt_state_lower_bound (self->state, prefix); i < n; i++)
    {
      const char *name = pt_state_nth_register (self->state, i);
      if (!g_str_has_prefix (name, prefix))
        break;
      if (!is_in (self->state, name))
        continue;
      g_strv_builder_add (keys, name + strlen (prefix));
      any = true;
    }
  if (!any && known != NULL && known->fallback != NULL)
    g_strv_builder_add (keys, known->fallback);
  return g_strv_builder_end (keys);
}

bool
pt_record_has_key (const PtRecord *self, const char *field, const char *key)
{
  g_auto (GStrv) keys = pt_record_dup_keys (self, field);
  return g_strv_contains ((const char *const *)keys, key);
}

/* Null and the empty text look the same on the screen. */
static bool
look_alike (const PtValue *a, const PtValue *b)
{
  if (pt_value_is_empty (a) || pt_value_is_empty (b))
    return pt_value_is_empty (a) && pt_value_is_empty (b);
  return pt_value_equal (a, b);
}

bool
pt_record_has_conflict (const PtRecord *self, const char *field)
{
  guint n = pt_register_can_conflict (field) ? pt_state_n_versions (self->state, field) : 0;

  for (guint i = 1; i < n; i++)
    if (!look_alike (pt_state_nth_version (self->state, field, 0)->value,
                     pt_state_nth_version (self->state, field, i)->value))
      return true;
  return false;
}

char **
pt_record_dup_conflicts (const PtRecord *self)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  guint n = pt_state_n_registers (self->state);

  for (guint i = 0; i < n; i++)
    {
      const char *name = pt_state_nth_register (self->state, i);
      if (pt_record_has_conflict (self, name))
        g_strv_builder_add (fields, name);
    }
  return g_strv_builder_end (fields);
}

char *
pt_record_dup_date (const PtRecord *self)
{
  const char *date = self->kind == NULL || self->kind->date_field == NULL
                         ? NULL
                         : pt_record_get_text (self, self->kind->date_field);

  if (date != NULL && pt_moment_is_valid (date))
    return g_strndup (date, strlen ("YYYY-MM-DD"));

  const PtField *field = self->kind == NULL
                             ? NULL
                             : pt_record_kind_field (self->kind, self->kind->date_field);
  int64_t at = pt_record_get_created_at (self);
  if (field != NULL && field->kind == PT_KIND_INSTANT)
    pt_record_get_int (self, field->id, &at);
  return pt_date_of_instant (at, pt_record_get_created_offset (self));
}

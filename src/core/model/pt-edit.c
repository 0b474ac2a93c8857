/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits: only what differs from what was on the screen becomes part of an op. */
#include "pt-edit.h"

#include "pt-validate.h"

#include <string.h>

static PtEdit *
edit_new (const char *kind, const char *id)
{
  PtEdit *self = g_new0 (PtEdit, 1);

  self->id = g_strdup (id);
  self->kind = g_strdup (kind);
  self->is_new = true;
  self->seen = pt_vector_new ();
  self->set = pt_settings_new ();
  return self;
}

static void
fill_in (PtEdit *self, PtWorld *world, const PtField *field)
{
  g_autofree char *text = NULL;

  if (g_strcmp0 (field->fallback, "today") == 0)
    text = pt_world_today (world);
  else if (g_strcmp0 (field->fallback, "now") == 0)
    text = pt_world_moment (world);
  if (text != NULL)
    pt_edit_set_text (self, field->id, text);
}

PtEdit *
pt_edit_new (PtWorld *world, const char *kind_id, const char *id)
{
  g_autofree char *new_id = id == NULL ? pt_id_new (world) : g_strdup (id);
  const PtRecordKind *kind = pt_record_kind_find (kind_id);
  PtEdit *self = edit_new (kind_id, new_id);

  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    fill_in (self, world, &kind->fields[i]);
  return self;
}

PtEdit *
pt_edit_new_for (PtRecord *base)
{
  PtEdit *self = edit_new (pt_record_get_kind_id (base), pt_record_get_id (base));

  self->is_new = false;
  pt_vector_free (self->seen);
  self->seen = pt_state_dup_seen (pt_record_get_state (base));
  pt_vector_set_renumbered (self->seen, pt_record_get_renumbered (base));
  self->base = pt_record_ref (base);
  return self;
}

PtEdit *
pt_edit_new_link (const char *from, const char *kind, const char *to)
{
  g_autofree char *id = pt_id_for_link (kind, from, to);
  PtEdit *self = edit_new ("link", id);

  pt_edit_set_text (self, "from", from);
  pt_edit_set_text (self, "to", to);
  pt_edit_set_text (self, "kind", kind);
  return self;
}

void
pt_edit_free (PtEdit *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->kind);
  pt_vector_free (self->seen);
  g_ptr_array_unref (self->set);
  pt_record_unref (self->base);
  g_free (self);
}

void
pt_edit_set_register (PtEdit *self, const char *name, const PtValue *value)
{
  pt_settings_take (self->set, name, pt_value_copy (value));
}

static void
take_back (PtEdit *self, const char *name)
{
  guint place;

  if (pt_settings_find (self->set, name, &place))
    g_ptr_array_remove_index (self->set, place);
}

static const PtValue *
get_base (const PtEdit *self, const char *name)
{
  return self->base == NULL ? NULL : pt_state_shown (pt_record_get_state (self->base), name);
}

/* Whether an unset field already counts as @value, always: a conditional fallback may count as
 * something else tomorrow, so that what a person says against it is written. */
static bool
is_fallback (const PtEdit *self, const char *name, const PtValue *value)
{
  const PtField *field = pt_record_kind_field (pt_record_kind_find (self->kind), name);

  if (field != NULL && field->fallbacks != NULL)
    return false;
  if (value->type == PT_VALUE_BOOL)
    return value->b == (field != NULL && g_strcmp0 (field->fallback, "true") == 0);
  return value->type == PT_VALUE_TEXT && field != NULL && field->kind == PT_KIND_ENUM
         && g_strcmp0 (field->fallback, value->text) == 0;
}

static bool
is_shown (const PtEdit *self, const char *name, const PtValue *value)
{
  const PtValue *base = get_base (self, name);

  if (pt_value_is_empty (base))
    return pt_value_is_empty (value) || (base == NULL && is_fallback (self, name, value));
  return pt_value_equal (base, value);
}

void
pt_edit_set (PtEdit *self, const char *field, const PtValue *value)
{
  if (is_shown (self, field, value))
    take_back (self, field);
  else
    pt_edit_set_register (self, field, value);
}

static void
set_and_free (PtEdit *self, const char *field, PtValue *value)
{
  pt_edit_set (self, field, value);
  pt_value_free (value);
}

void
pt_edit_set_text (PtEdit *self, const char *field, const char *text)
{
  bool empty = text == NULL || *text == '\0';
  set_and_free (self, field, empty ? pt_value_new_null () : pt_value_new_text (text));
}

void
pt_edit_set_bool (PtEdit *self, const char *field, bool b)
{
  set_and_free (self, field, pt_value_new_bool (b));
}

void
pt_edit_set_int (PtEdit *self, const char *field, int64_t i)
{
  set_and_free (self, field, pt_value_new_int (i));
}

void
pt_edit_set_real (PtEdit *self, const char *field, double r)
{
  set_and_free (self, field, pt_value_new_real (r));
}

/* A key is in as soon as one of the register's values says so, whichever is shown. */
static bool
is_key_in_base (const PtEdit *self, const char *name)
{
  const PtState *state = self->base == NULL ? NULL : pt_record_get_state (self->base);
  guint n = state == NULL ? 0 : pt_state_n_versions (state, name);

  for (guint i = 0; i < n; i++)
    {
      const PtValue *value = pt_state_nth_version (state, name, i)->value;
      if (value->type == PT_VALUE_BOOL && value->b)
        return true;
    }
  return false;
}

void
pt_edit_set_key (PtEdit *self, const char *field, const char *key, bool in)
{
  g_autofree char *name = g_strconcat (field, "/", key, NULL);
  g_autoptr (PtValue) value = pt_value_new_bool (in);

  if (is_key_in_base (self, name) == in)
    take_back (self, name);
  else
    pt_edit_set_register (self, name, value);
}

static void
drop_settings_of (PtEdit *self, const char *field)
{
  size_t length = strlen (field);

  for (guint i = self->set->len; i > 0; i--)
    {
      const PtSetting *setting = self->set->pdata[i - 1];
      if (strncmp (setting->name, field, length) == 0 && setting->name[length] == '/')
        g_ptr_array_remove_index (self->set, i - 1);
    }
}

void
pt_edit_set_keys (PtEdit *self, const char *field, const char *const *keys)
{
  drop_settings_of (self, field);
  if (self->base != NULL)
    {
      g_auto (GStrv) old = pt_record_dup_keys (self->base, field);
      for (guint i = 0; old[i] != NULL; i++)
        if (!g_strv_contains (keys, old[i]))
          pt_edit_set_key (self, field, old[i], false);
    }
  for (guint i = 0; keys[i] != NULL; i++)
    pt_edit_set_key (self, field, keys[i], true);
}

void
pt_edit_resolve (PtEdit *self, const char *field, const PtValue *value)
{
  pt_edit_set_register (self, field, value);
}

bool
pt_edit_is_empty (const PtEdit *self)
{
  return self->set->len == 0;
}

const PtValue *
pt_edit_get (const PtEdit *self, const char *field)
{
  guint place;

  if (pt_settings_find (self->set, field, &place))
    return ((PtSetting *)self->set->pdata[place])->value;
  return get_base (self, field);
}

bool
pt_edit_set_from_text (PtEdit *self, const char *field_id, const char *text, const char *today,
                       GError **error)
{
  const PtField *field = pt_validate_find_field (self->kind, field_id, error);

  if (field == NULL)
    return false;
  if (pt_field_is_set (field))
    {
      g_auto (GStrv) keys = pt_keys_parse (field, text, error);
      if (keys == NULL)
        return false;
      pt_edit_set_keys (self, field_id, (const char *const *)keys);
      return true;
    }
  g_autoptr (PtValue) value = pt_value_parse (field, text, today, error);
  if (value == NULL)
    return false;
  pt_edit_set (self, field_id, value);
  return true;
}

PtBatch *
pt_batch_new (const char *label)
{
  PtBatch *self = g_new0 (PtBatch, 1);

  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_edit_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_batch_file_free);
  self->label = g_strdup (label);
  self->how = "import";
  return self;
}

void
pt_batch_free (PtBatch *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->edits);
  g_ptr_array_unref (self->files);
  g_free (self->label);
  g_free (self);
}

void
pt_batch_file_free (PtBatchFile *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->owner);
  g_free (self->filename);
  g_free (self->type);
  g_free (self->caption);
  g_free (self->alt_text);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  pt_edit_free (self->extra);
  g_free (self);
}

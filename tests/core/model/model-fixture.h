/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records for tests in a line: kind, id and "field=value" texts, each saved by a device of its own
 * choice, so that concurrent values are as easy to make as plain ones. */
#pragma once

#include "pt-dataset.h"
#include "pt-edit.h"
#include "pt-validate.h"

#include <string.h>

#define FIXTURE_TODAY "2026-03-12"

/* A readable id that is also a valid one: the same @name gives the same id. */
static inline char *
fixture_id (const char *name)
{
  return pt_id_derive ("test", name, NULL);
}

static inline void
fixture_apply (PtState *state, const PtEdit *edit, int device, int64_t counter)
{
  PtDot dot = { .counter = counter };

  dot.incarnation.bytes[15] = (uint8_t)device;
  g_autoptr (PtOp) op = pt_op_new (edit->id, &dot, edit->id, edit->kind);
  op->at = (1773324306 + counter) * PT_USEC_PER_SECOND;
  op->offset = 60;
  op->member = g_strdup_printf ("member-%d", device);
  pt_vector_join (op->seen, edit->seen);
  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = edit->set->pdata[i];
      pt_op_set (op, setting->name, setting->value);
    }
  pt_state_apply (state, op);
}

/* Puts "field=value" into @edit as it stands, also where it equals a fallback. */
static inline void
fixture_set (PtEdit *edit, const char *field_id, const char *text)
{
  const PtField *field = pt_record_kind_field (pt_record_kind_find (edit->kind), field_id);
  g_autoptr (PtValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (strcmp (text, "!") == 0)
    value = pt_value_new_null ();
  else if (strchr (field_id, '/') != NULL)
    value = pt_value_new_bool (strcmp (text, "yes") == 0);
  else if (field == NULL)
    value = pt_value_new_text (text);
  else if (pt_field_is_set (field))
    pt_edit_set_from_text (edit, field_id, text, FIXTURE_TODAY, &error);
  else
    value = pt_value_parse (field, text, FIXTURE_TODAY, &error);
  g_assert_no_error (error);
  if (value != NULL)
    pt_edit_set_register (edit, field_id, value);
}

/* @...: texts "field=value", ended by NULL. "2:field=value" is written by device 2; nobody has seen
 * what others wrote. A value "!" clears; "tags/kitchen=yes" sets one key. */
static inline PtRecord *
fixture_record (const char *kind, const char *name, ...)
{
  g_autofree char *id = fixture_id (name);
  g_autoptr (PtState) state = pt_state_new ();
  va_list rest;
  int64_t counter = 0;

  va_start (rest, name);
  for (const char *text = va_arg (rest, const char *); text != NULL;
       text = va_arg (rest, const char *))
    {
      bool numbered = g_ascii_isdigit (text[0]) && text[1] == ':';
      g_auto (GStrv) pair = g_strsplit (numbered ? text + 2 : text, "=", 2);
      PtEdit edit = { id, (char *)kind, true, pt_vector_new (), pt_settings_new (), NULL, 0 };
      fixture_set (&edit, pair[0], pair[1]);
      fixture_apply (state, &edit, numbered ? text[0] - '0' : 1, ++counter);
      pt_vector_free (edit.seen);
      g_ptr_array_unref (edit.set);
    }
  va_end (rest);
  return pt_record_new (id, kind, g_steal_pointer (&state));
}

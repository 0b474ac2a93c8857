/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is named in a text, and what to write instead; see the header. */
#include "pt-named.h"

#include "pt-mention.h"
#include "pt-store-private.h"

#include <glib/gi18n-lib.h>

#define PART_LENGTH_MIN 3

void
pt_named_free (PtNamed *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->reference);
  g_free (self);
}

static PtNamed *
read_named (PtStore *store, const char *id, GError **error)
{
  g_autoptr (PtNamed) named = g_new0 (PtNamed, 1);
  g_autofree char *contact = NULL;
  g_autoptr (PtRecord) record = pt_store_get_record (store, id, error);

  if (record == NULL || !pt_store_get_identity (store, id, &named->name, &contact, error))
    return NULL;
  named->title = pt_record_dup_title (record);
  named->reference = pt_mention_write (record);
  return g_steal_pointer (&named);
}

GPtrArray *
pt_named_find (PtStore *store, const char *text, GError **error)
{
  g_autoptr (GPtrArray) ids = pt_store_find_names (store, text, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_named_free);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      PtNamed *named = read_named (store, g_ptr_array_index (ids, i), error);
      if (named == NULL)
        return NULL;
      g_ptr_array_add (found, named);
    }
  return ids != NULL ? g_steal_pointer (&found) : NULL;
}

/* The whole name, or one of its parts since people write first names; "de" and "van" are no names.
 * What stands behind an @ is a mention already. */
static char *
make_pattern (const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autoptr (GString) pattern = g_string_new ("(?<![\\w@])(?:");
  g_autofree char *whole = g_regex_escape_string (name, -1);

  g_string_append (pattern, whole);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_regex_escape_string (words[i], -1);
      if (g_utf8_strlen (words[i], -1) >= PART_LENGTH_MIN
          && g_unichar_isupper (g_utf8_get_char (words[i])))
        g_string_append_printf (pattern, "|%s", word);
    }
  g_string_append (pattern, ")(?!\\w)");
  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

char *
pt_named_replace (const PtNamed *self, const char *text, const char *with)
{
  g_autofree char *pattern = make_pattern (self->name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  char *replaced = regex != NULL ? g_regex_replace_literal (regex, text, -1, 0, with, 0, NULL)
                                 : NULL;

  return replaced != NULL ? replaced : g_strdup (text);
}

char *
pt_named_hide (const char *text, gpointer store)
{
  g_autoptr (GPtrArray) found = pt_named_find (store, text, NULL);
  g_autofree char *hidden = g_strdup (text);
  g_autoptr (GPtrArray) left = NULL;

  /* What went wrong is not told: the caller knows what to say instead. */
  if (found == NULL)
    return NULL;
  for (guint i = 0; i < found->len; i++)
    {
      const PtNamed *named = g_ptr_array_index (found, i);
      char *replaced = pt_named_replace (named, hidden, named->title);
      g_free (hidden);
      hidden = replaced;
    }
  left = pt_named_find (store, hidden, NULL);
  return left != NULL && left->len == 0 ? g_steal_pointer (&hidden) : NULL;
}

char *
pt_named_dup_unsearched (PtStore *store, gboolean *closed)
{
  const PtNamesState state = pt_store_get_names_state (store);
  const gboolean is_closed = (state == PT_NAMES_LOCKED || state == PT_NAMES_AWAY)
                             && pt_store_count_names (store) > 0;

  if (closed != NULL)
    *closed = is_closed;
  if (is_closed)
    return g_strdup (_ ("The real names are locked, so that nobody has looked whether a text names "
                        "somebody."));
  return state == PT_NAMES_NONE && pt_store_lacks_names (store)
             ? g_strdup (_ ("The real names are not on this laptop, so that nobody has looked "
                            "whether a text names somebody: ask a colleague for the key file."))
             : NULL;
}

gpointer
pt_named_find_job (PtStore *store, gpointer text, GCancellable *cancellable, GError **error)
{
  return pt_named_find (store, text, error);
}

/* ── One text ── */

/* @text is freed and made anew when somebody is named in it. */
static gboolean
look_at (PtStore *store, char **text, gboolean mention, gboolean replace, guint *n, GError **error)
{
  g_autoptr (GPtrArray) found = *text ? pt_named_find (store, *text, error) : g_ptr_array_new ();
  if (found == NULL)
    return FALSE;
  *n += found->len > 0 ? 1 : 0;
  for (guint i = 0; replace && i < found->len; i++)
    {
      const PtNamed *named = g_ptr_array_index (found, i);
      char *replaced = pt_named_replace (named, *text, mention ? named->reference : named->title);
      g_free (*text);
      *text = replaced;
    }
  return TRUE;
}

/* ── What was saved without asking ── */

static void
unasked_free (PtUnasked *self)
{
  g_free (self->record);
  g_free (self->field);
  g_free (self);
}

void
pt_named_text_free (PtNamedText *self)
{
  if (self == NULL)
    return;
  g_free (self->record);
  g_free (self->field);
  g_free (self->title);
  pt_named_free (self->named);
  g_free (self);
}

void
pt_named_begin (PtStore *store)
{
  g_clear_pointer (&store->unasked, g_ptr_array_unref);
  store->unasked = g_ptr_array_new_with_free_func ((GDestroyNotify)unasked_free);
}

static const PtField *
text_field (const char *kind_id, const char *name)
{
  const PtRecordKind *kind = pt_record_kind_find (kind_id);
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, name) : NULL;

  return field != NULL && (field->kind == PT_KIND_TEXT || field->kind == PT_KIND_LONG) ? field
                                                                                       : NULL;
}

void
pt_named_note (PtStore *self, const PtEdit *edit)
{
  for (guint i = 0; self->unasked != NULL && i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);
      if (setting->value->type != PT_VALUE_TEXT || text_field (edit->kind, setting->name) == NULL)
        continue;
      PtUnasked *unasked = g_new0 (PtUnasked, 1);
      unasked->record = g_strdup (edit->id);
      unasked->field = g_strdup (setting->name);
      g_ptr_array_add (self->unasked, unasked);
    }
}

/* A text that is not there, or could not be looked at, is not asked about: it was saved, and its
 * next save is looked at again. */
static PtNamedText *
find_named_text (PtStore *store, const PtUnasked *unasked)
{
  g_autoptr (PtRecord) record = pt_store_get_record (store, unasked->record, NULL);
  const char *text = record != NULL ? pt_record_get_text (record, unasked->field) : NULL;
  g_autoptr (GPtrArray) found = text != NULL ? pt_named_find (store, text, NULL) : NULL;

  if (found == NULL || found->len == 0)
    return NULL;
  PtNamedText *self = g_new0 (PtNamedText, 1);
  self->record = g_strdup (unasked->record);
  self->field = g_strdup (unasked->field);
  self->title = pt_store_dup_title (store, record);
  self->named = g_ptr_array_steal_index (found, 0);
  return self;
}

GPtrArray *
pt_named_take (PtStore *store)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_named_text_free);

  for (guint i = 0; store->unasked != NULL && i < store->unasked->len; i++)
    {
      PtNamedText *text = find_named_text (store, g_ptr_array_index (store->unasked, i));
      if (text != NULL)
        g_ptr_array_add (texts, text);
    }
  if (store->unasked != NULL)
    g_ptr_array_set_size (store->unasked, 0);
  return texts;
}

gboolean
pt_named_replace_in (PtStore *store, const char *record, const char *field, GError **error)
{
  g_autoptr (PtRecord) before = pt_store_get_record (store, record, error);
  const char *now = before != NULL ? pt_record_get_text (before, field) : NULL;
  g_autofree char *text = g_strdup (now != NULL ? now : "");
  const PtField *known = before != NULL ? text_field (pt_record_get_kind_id (before), field) : NULL;
  guint n = 0;

  if (before == NULL || known == NULL
      || !look_at (store, &text, known->kind == PT_KIND_LONG, TRUE, &n, error))
    return FALSE;
  g_autoptr (PtEdit) edit = pt_edit_new_for (before);
  edit->asks_names = true;
  pt_edit_set_text (edit, field, text);
  g_autoptr (PtRecord) after = pt_store_save (store, edit, error);
  return after != NULL;
}

/* ── A whole batch ── */

static gboolean
look_at_edit (PtStore *store, PtEdit *edit, gboolean replace, guint *n, GError **error)
{
  for (guint i = 0; i < edit->set->len; i++)
    {
      PtSetting *setting = g_ptr_array_index (edit->set, i);
      const PtField *field = text_field (edit->kind, setting->name);
      if (field == NULL || setting->value == NULL || setting->value->type != PT_VALUE_TEXT)
        continue;
      if (!look_at (store, &setting->value->text, field->kind == PT_KIND_LONG, replace, n, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
pt_named_look_through (PtStore *store, PtBatch *batch, gboolean replace, guint *out_n,
                       GError **error)
{
  guint n = 0;
  for (guint i = 0; i < batch->edits->len; i++)
    if (!look_at_edit (store, g_ptr_array_index (batch->edits, i), replace, &n, error))
      return FALSE;
  for (guint i = 0; i < batch->files->len; i++)
    {
      PtBatchFile *file = g_ptr_array_index (batch->files, i);
      if (!look_at (store, &file->filename, FALSE, replace, &n, error)
          || !look_at (store, &file->caption, FALSE, replace, &n, error))
        return FALSE;
    }
  *out_n = n;
  return TRUE;
}

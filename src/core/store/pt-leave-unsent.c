/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-leave-unsent.h. */
#include "pt-leave-unsent.h"

#include "pt-catalog.h"
#include "pt-json.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Waiting, not readable for the hub, declined, or a private draft; not what an earlier life of the hub
 * had taken. */
#define UNSENT                                                                                     \
  "SELECT o.body, r.kind, o.record FROM op AS o JOIN record AS r ON r.row = o.record"              \
  " WHERE o.record IN temp.gone AND o.again < 1"                                                   \
  " AND ((o.verdict IS NULL AND o.settled = 0) OR o.refused_by IS NOT NULL"                        \
  " OR o.reason LIKE '" PT_REASON_DECLINED "%') ORDER BY o.record, o.ordinal"

/* What was saved last in each register of one record. */
typedef struct
{
  int64_t row;
  char *kind;
  GPtrArray *set;
} Unsent;

static void
unsent_free (gpointer data)
{
  Unsent *self = data;

  g_free (self->kind);
  g_ptr_array_unref (self->set);
  g_free (self);
}

static gboolean
add_save (GPtrArray *list, PtStmt *stmt, GError **error)
{
  g_autoptr (PtOp) op = pt_store_parse_op (pt_stmt_text (stmt, 0), NULL, NULL, error);
  Unsent *unsent = list->len > 0 ? g_ptr_array_index (list, list->len - 1) : NULL;

  if (op == NULL)
    return FALSE;
  if (unsent == NULL || unsent->row != pt_stmt_int (stmt, 2))
    {
      unsent = g_new0 (Unsent, 1);
      unsent->row = pt_stmt_int (stmt, 2);
      unsent->kind = pt_stmt_dup_text (stmt, 1);
      unsent->set = pt_settings_new ();
      g_ptr_array_add (list, unsent);
    }
  for (guint i = 0; i < op->set->len; i++)
    {
      const PtSetting *one = g_ptr_array_index (op->set, i);

      pt_settings_take (unsent->set, one->name, pt_value_copy (one->value));
    }
  return TRUE;
}

static GPtrArray *
read_unsent (PtStore *store, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (unsent_free);
  g_autoptr (PtStmt) stmt = pt_db_prepare (store->db, UNSENT, error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (!add_save (list, stmt, error))
      return NULL;
  return stmt != NULL && rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* ── As words ── */

static char *
format_value (const PtField *field, const PtValue *value)
{
  char *words = field != NULL ? pt_value_format (field, value, NULL) : NULL;
  g_autoptr (JsonNode) node = words == NULL ? pt_value_to_json (value) : NULL;

  return words != NULL ? words : pt_json_print (node);
}

static PtEdit *
note_new (PtStore *store, const PtRecordKind *kind)
{
  PtEdit *edit = pt_edit_new (store->world, "entry", NULL);
  /* Translators: a kind of thing: note, question, action … */
  g_autofree char *title = kind != NULL
                               ? g_strdup_printf (_ ("Not sent: %s"), pt_record_kind_label (kind))
                               : g_strdup (_ ("Not sent"));

  pt_edit_set_text (edit, "title", title);
  pt_edit_set_text (edit, "sharing", "private");
  return edit;
}

static void
take_note (GPtrArray *notes, PtStore *store, const PtRecordKind *kind, GString *body)
{
  PtEdit *edit;

  if (body->len == 0)
    return;
  edit = note_new (store, kind);
  pt_edit_set_text (edit, "body", body->str);
  g_ptr_array_add (notes, edit);
  g_string_truncate (body, 0);
}

/* A note holds no more than a field can; a value that fills one stands alone in it. */
static void
add_notes (GPtrArray *notes, PtStore *store, const Unsent *unsent)
{
  const PtRecordKind *kind = pt_record_kind_find (unsent->kind);
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < unsent->set->len; i++)
    {
      const PtSetting *one = g_ptr_array_index (unsent->set, i);
      const PtField *field = kind != NULL ? pt_record_kind_field (kind, one->name) : NULL;
      const char *label = field != NULL ? pt_field_label (field) : one->name;
      g_autofree char *value = format_value (field, one->value);
      gsize length = strlen (label) + strlen (value) + strlen ("\n\n: ");

      if (body->len + length > PT_FIELD_MAX_BYTES)
        take_note (notes, store, kind, body);
      if (length > PT_FIELD_MAX_BYTES)
        g_string_append (body, value);
      else
        g_string_append_printf (body, "%s%s: %s", body->len > 0 ? "\n\n" : "", label, value);
    }
  take_note (notes, store, kind, body);
}

GPtrArray *
pt_leave_list_unsent (PtStore *store, GError **error)
{
  g_autoptr (GPtrArray) list = read_unsent (store, error);
  GPtrArray *notes;

  if (list == NULL)
    return NULL;
  notes = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_edit_free);
  for (guint i = 0; i < list->len; i++)
    add_notes (notes, store, g_ptr_array_index (list, i));
  return notes;
}

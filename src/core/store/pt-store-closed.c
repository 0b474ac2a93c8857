/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A closed logbook is for reading (domain.md section 4, logbook). Its people keep their rights: what
 * they withdraw, and what is erased for that, is carried out as before. What the hub says always
 * arrives. */
#include "pt-store-private.h"

#include "pt-closing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Kinds that go on behind the last note. */
static const char *const lasting[] = { "consent", "release", NULL };

gboolean
pt_store_is_closed (PtStore *self)
{
  int64_t n = 0;

  return pt_db_get_int (self->db, NULL, 0, &n,
                        "SELECT EXISTS (SELECT 1 FROM logbook WHERE status = 'closed')", "")
         && n != 0;
}

static gboolean
sets_status (const PtEdit *edit)
{
  for (guint i = 0; i < edit->set->len; i++)
    if (strcmp (((const PtSetting *)edit->set->pdata[i])->name, "status") == 0)
      return TRUE;
  return FALSE;
}

gboolean
pt_store_check_open (PtStore *self, const PtEdit *edit, const PtSaveReason *reason, GError **error)
{
  if (reason->always || g_strv_contains (lasting, edit->kind)
      || (strcmp (edit->kind, "logbook") == 0 && sets_status (edit)) || !pt_store_is_closed (self))
    return TRUE;
  g_set_error_literal (
      error, PT_STORE_ERROR, PT_STORE_ERROR_CLOSED,
      _ ("This logbook is closed: it can be read, and not changed. Open it again to "
         "go on."));
  return FALSE;
}

/* ── On the way there, and back ── */

static bool
is_said (PtStore *self, const char *setting)
{
  g_autofree char *day = pt_store_dup_setting (self, setting);

  return day != NULL;
}

GPtrArray *
pt_store_list_closing (PtStore *self, GError **error)
{
  g_autoptr (PtDataset) data = pt_store_load_all (self, error);
  const PtClosingFacts facts = {
    .cards_decided = is_said (self, PT_SETTING_CLOSING_CARDS),
    .deposited = is_said (self, PT_SETTING_CLOSING_DEPOSIT),
    .n_due = pt_store_count_due_erasures (self),
    .n_unsent = pt_store_has_hub (self) ? pt_store_count_pending (self) : 0,
    .n_names = pt_store_count_names (self),
  };

  return data != NULL ? pt_closing_list (data, &facts) : NULL;
}

static gboolean
check_coordinator (PtStore *self, GError **error)
{
  g_autofree char *role = pt_store_dup_role (self);

  if (g_strcmp0 (role, "coordinator") == 0)
    return TRUE;
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                       _ ("Only the coordinator closes a logbook and opens it again."));
  return FALSE;
}

gboolean
pt_store_set_lab_status (PtStore *self, const char *status, const char *why, GError **error)
{
  g_autoptr (PtRecord) logbook = NULL;
  g_autoptr (PtEdit) edit = NULL;
  g_autoptr (PtRecord) saved = NULL;

  g_return_val_if_fail (pt_store_get_logbook_id (self) != NULL, FALSE);
  logbook = check_coordinator (self, error)
                ? pt_store_get_record (self, pt_store_get_logbook_id (self), error)
                : NULL;
  if (logbook == NULL)
    return FALSE;
  edit = pt_edit_new_for (logbook);
  pt_edit_set_text (edit, "status", status);
  if (why != NULL)
    pt_edit_set_text (edit, "status_why", why);
  saved = pt_store_save (self, edit, error);
  return saved != NULL;
}

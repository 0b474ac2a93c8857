/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-undo.h"

#include "pt-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ── Words ── */

/* Translators: the placeholders of these are what a note, a learning moment, … is called. */
static const struct
{
  PtUndoneKind kind;
  const char *undone; /* N_() */
  const char *again;  /* N_() */
} sentences[] = {
  { PT_UNDONE_MADE, N_ ("Undone: “%s” was added"), N_ ("Added again: “%s”") },
  { PT_UNDONE_ARCHIVED, N_ ("Undone: “%s” was put in the archive"),
    N_ ("Put in the archive again: “%s”") },
  { PT_UNDONE_UNARCHIVED, N_ ("Undone: “%s” was taken out of the archive"),
    N_ ("Taken out of the archive again: “%s”") },
  { PT_UNDONE_GROUP, N_ ("Undone: “%s”"), N_ ("Done again: “%s”") },
};

static char *
dup_filled (const char *sentence, const char *title)
{
  GString *text = g_string_new (sentence);

  g_string_replace (text, "%s", title, 1);
  return g_string_free (text, FALSE);
}

/* A field that this version knows by name; NULL = several, or none. */
static const char *
only_field (const PtUndone *undone)
{
  const PtRecordKind *kind = undone->record_kind != NULL ? pt_record_kind_find (undone->record_kind)
                                                         : NULL;
  const PtField *field = kind != NULL && undone->n_fields == 1
                             ? pt_record_kind_field (kind, undone->field)
                             : NULL;

  return field != NULL ? pt_field_label (field) : NULL;
}

static char *
dup_change (const PtUndone *undone, gboolean again)
{
  const char *field = only_field (undone);

  if (field != NULL && again)
    /* Translators: the name of a field, and the title of a note, a learning moment, … */
    return g_strdup_printf (_ ("Changed again: %1$s of “%2$s”"), field, undone->title);
  if (field != NULL)
    /* Translators: the name of a field, and the title of a note, a learning moment, … */
    return g_strdup_printf (_ ("Undone: change of %1$s of “%2$s”"), field, undone->title);
  return dup_filled (again ? _ ("Changed again: “%s”") : _ ("Undone: changes to “%s”"),
                     undone->title);
}

char *
pt_undo_dup_words (const PtUndone *undone, gboolean again)
{
  if (g_strcmp0 (undone->record_kind, "link") == 0)
    return g_strdup (again ? _ ("Done again: a link") : _ ("Undone: a link"));
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].kind == undone->kind)
      return dup_filled (again ? _ (sentences[i].again) : _ (sentences[i].undone), undone->title);
  return dup_change (undone, again);
}

/* ── The last save ── */

static gpointer
undo_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  PtUndone *undone = NULL;

  return pt_store_undo (store, &undone, error) ? undone : NULL;
}

static gpointer
redo_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  PtUndone *undone = NULL;

  return pt_store_redo (store, &undone, error) ? undone : NULL;
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtUndone) undone = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  g_autofree char *words = undone != NULL ? pt_undo_dup_words (undone, FALSE) : NULL;

  if (words != NULL)
    pt_window_toast (from, words, _ ("Redo"), "win.redo", NULL);
  else
    pt_window_toast (from, error != NULL ? error->message : _ ("There is nothing to undo"), NULL,
                     NULL, NULL);
}

static void
redone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtUndone) undone = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  g_autofree char *words = undone != NULL ? pt_undo_dup_words (undone, TRUE) : NULL;

  if (words != NULL)
    pt_window_toast (from, words, _ ("Undo"), "win.undo", NULL);
  else
    pt_window_toast (from, error != NULL ? error->message : _ ("There is nothing to do again"),
                     NULL, NULL, NULL);
}

void
pt_undo_last (GtkWidget *from, PtLogbook *logbook)
{
  pt_logbook_run_async (logbook, undo_job, NULL, NULL, (GDestroyNotify)pt_undone_free, NULL,
                        undone_cb, g_object_ref (from));
}

void
pt_undo_redo (GtkWidget *from, PtLogbook *logbook)
{
  pt_logbook_run_async (logbook, redo_job, NULL, NULL, (GDestroyNotify)pt_undone_free, NULL,
                        redone_cb, g_object_ref (from));
}

/* ── Groups ── */

static gpointer
undo_group_job (PtStore *store, gpointer group, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) kept = NULL;

  return pt_store_undo_group (store, group, &kept, error) ? g_steal_pointer (&kept) : NULL;
}

static void
group_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kept = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  const guint n = kept != NULL ? kept->len : 0;
  g_autofree char *text = g_strdup_printf (
      ngettext ("Undone, but for %u text that was changed since",
                "Undone, but for %u texts that were changed since", n),
      n);

  if (kept == NULL)
    pt_window_toast (from, error->message, NULL, NULL, NULL);
  else
    pt_window_toast (from, n > 0 ? text : _ ("Undone"), _ ("Redo"), "win.redo", NULL);
}

void
pt_undo_group (GtkWidget *from, PtLogbook *logbook, const char *group)
{
  pt_logbook_run_async (logbook, undo_group_job, g_strdup (group), g_free,
                        (GDestroyNotify)g_ptr_array_unref, NULL, group_undone_cb,
                        g_object_ref (from));
}

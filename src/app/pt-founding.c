/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a logbook comes to be on this laptop. What fails half-way leaves no folder behind that looks
 * like a logbook: the store makes and removes its own files. */
#include "pt-founding.h"

#include "pt-example.h"
#include "pt-folder.h"
#include "pt-sync.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define SUFFIX ".proeftuin"
#define NAMES_TRIED 1000

PtFounding *
pt_founding_new (PtFoundingWay way)
{
  PtFounding *self = g_new0 (PtFounding, 1);
  self->way = way;
  return self;
}

void
pt_founding_free (PtFounding *self)
{
  g_free (self->folder);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->start_on);
  g_free (self->invite);
  g_free (self->code);
  g_free (self->person);
  g_free (self);
}

static char *
dup_documents (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  return documents ? g_strdup (documents) : g_build_filename (g_get_home_dir (), "Documents", NULL);
}

/**
 * pt_founding_dup_folder:
 * @name: what the logbook is called
 *
 * Returns: (transfer full): NAME.proeftuin among the documents, with a number where it is taken
 */
char *
pt_founding_dup_folder (const char *name)
{
  g_autofree char *documents = dup_documents ();
  g_autofree char *safe = g_strstrip (g_strdelimit (g_strdup (name), "/\\:", '-'));
  const char *base = *safe && *safe != '.' ? safe : _ ("Logbook");
  for (int i = 1; i < NAMES_TRIED; i++)
    {
      g_autofree char *file = i == 1 ? g_strconcat (base, SUFFIX, NULL)
                                     : g_strdup_printf ("%s %d%s", base, i, SUFFIX);
      g_autofree char *folder = g_build_filename (documents, file, NULL);
      if (!g_file_test (folder, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&folder);
    }
  return g_build_filename (documents, base, NULL);
}

char *
pt_founding_dup_example_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "proeftuin", "example" SUFFIX, NULL);
}

char *
pt_founding_dup_person (void)
{
  const char *name = g_get_real_name ();
  if (name == NULL || *name == '\0' || g_str_equal (name, "Unknown"))
    name = g_get_user_name ();
  return g_strdup (name);
}

static gboolean
make_parent (const char *folder, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);
  if (g_mkdir_with_parents (parent, 0755) == 0)
    return TRUE;
  int code = errno;
  g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (code),
               _ ("The folder %s could not be made: %s"), parent, g_strerror (code));
  return FALSE;
}

static gboolean
start (const PtFounding *self, GError **error)
{
  PtWorld *world = pt_world_system ();
  g_autoptr (PtEdit) edit = pt_edit_new (world, "logbook", NULL);
  pt_edit_set_text (edit, "name", self->name);
  pt_edit_set_text (edit, "kind", self->kind);
  if (self->start_on)
    pt_edit_set_text (edit, "start_on", self->start_on);
  g_autoptr (PtStore) store = pt_store_create (self->folder, world, edit, self->person, error);
  return store != NULL;
}

static gboolean
join (const PtFounding *self, GError **error)
{
  g_autoptr (PtInvite) invite = pt_invite_parse (self->invite, error);
  return invite
         && pt_sync_join (self->folder, pt_world_system (), invite, self->code, self->person, NULL,
                          NULL, error);
}

static gboolean
fill_example (const PtFounding *self, PtEdit *logbook, PtBatch *batch, GError **error)
{
  g_autoptr (PtStore)
      store = pt_store_create (self->folder, pt_world_system (), logbook, self->person, error);
  return store && pt_store_set_setting (store, "example", "1", error)
         && pt_store_save_batch (store, batch, NULL, error);
}

static gboolean
make_example (const PtFounding *self, GError **error)
{
  g_autoptr (PtEdit) logbook = NULL;
  g_autoptr (PtBatch) batch = NULL;
  if (g_file_test (self->folder, G_FILE_TEST_EXISTS))
    return TRUE; /* somebody looked at it before */
  if (!pt_example_make (pt_world_system (), &logbook, &batch, error))
    return FALSE;
  if (fill_example (self, logbook, batch, error))
    return TRUE;
  g_autoptr (GError) ignored = NULL; /* the first failure is the one to tell */
  pt_folder_delete (self->folder, &ignored);
  return FALSE;
}

static gboolean
found (const PtFounding *self, GError **error)
{
  if (!make_parent (self->folder, error))
    return FALSE;
  switch (self->way)
    {
    case PT_FOUNDING_START:
      return start (self, error);
    case PT_FOUNDING_JOIN:
      return join (self, error);
    case PT_FOUNDING_EXAMPLE:
      return make_example (self, error);
    }
  g_return_val_if_reached (FALSE);
}

static void
run_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const PtFounding *self = data;
  GError *error = NULL;
  if (found (self, &error))
    g_task_return_pointer (task, g_strdup (self->folder), g_free);
  else
    g_task_return_error (task, error);
}

void
pt_founding_run_async (PtFounding *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pt_founding_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify)pt_founding_free);
  g_task_run_in_thread (task, run_thread);
}

char *
pt_founding_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

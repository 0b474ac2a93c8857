/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-late.h"

#include <dlfcn.h>
#include <glib/gi18n-lib.h>

gboolean
pt_late_find (const char *library, const PtLateFunction *functions, guint n, gpointer table)
{
  void *handle = dlopen (library, RTLD_LAZY);

  for (guint i = 0; handle != NULL && i < n; i++)
    {
      void *function = dlsym (handle, functions[i].name);
      if (function == NULL)
        handle = NULL;
      G_STRUCT_MEMBER (void *, table, functions[i].offset) = function;
    }
  if (handle == NULL)
    g_message ("%s cannot be used: %s", library, dlerror ());
  return handle != NULL;
}

void
pt_late_set_missing (GError **error, const char *library)
{
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
               /* Translators: the placeholder is the file of a library. */
               _ ("This needs the library %s, which is not on this computer."), library);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registered at the first question, not by a constructor of its own: the themes ask before main, and
 * constructors run in whatever order the linker chose. */
#include "pt-resources.h"

#include "pt-model-resources.h"

#define RESOURCE_FOLDER "/nl/proeftuin/Proeftuin/model/"

GBytes *
pt_resources_load (const char *name, GError **error)
{
  static gsize once = 0;
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, name, NULL);

  if (g_once_init_enter (&once))
    {
      pt_model_register_resource ();
      g_once_init_leave (&once, 1);
    }
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which logbooks were open lately. A folder that is gone is offered as such and not forgotten: a stick
 * or a network folder may come back. */
#include "pt-recent.h"

#include "pt-founding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY "recent-logbooks"

static gboolean
is_there (const char *folder)
{
  g_autofree char *db = g_build_filename (folder, "logbook.db", NULL);
  return g_file_test (db, G_FILE_TEST_IS_REGULAR);
}

/* The list without @folder, led by @first where it is given. */
static void
store_list (GSettings *settings, const char *first, const char *folder)
{
  g_auto (GStrv) old = g_settings_get_strv (settings, KEY);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;
  if (first)
    g_strv_builder_add (builder, first);
  for (guint i = 0; old[i] && n < PT_RECENT_MAX; i++)
    if (!g_str_equal (old[i], folder))
      {
        g_strv_builder_add (builder, old[i]);
        n++;
      }
  g_auto (GStrv) list = g_strv_builder_end (builder);
  g_settings_set_strv (settings, KEY, (const char *const *)list);
}

void
pt_recent_add (GSettings *settings, const char *folder)
{
  store_list (settings, folder, folder);
}

void
pt_recent_remove (GSettings *settings, const char *folder)
{
  store_list (settings, NULL, folder);
}

char *
pt_recent_dup_last (GSettings *settings)
{
  g_auto (GStrv) list = g_settings_get_strv (settings, KEY);
  return list[0] && is_there (list[0]) ? g_strdup (list[0]) : NULL;
}

char *
pt_recent_dup_missing (GSettings *settings)
{
  g_auto (GStrv) list = g_settings_get_strv (settings, KEY);
  return list[0] && !is_there (list[0]) ? g_strdup (list[0]) : NULL;
}

static void
append_folder (GMenu *menu, const char *folder)
{
  g_autofree char *base = g_path_get_basename (folder);
  g_autofree char *example = pt_founding_dup_example_folder ();
  if (g_str_has_suffix (base, ".proeftuin"))
    base[strlen (base) - strlen (".proeftuin")] = '\0';
  const char *name = g_str_equal (folder, example) ? C_ ("logbook", "Example") : base;
  /* Translators: the placeholder is a logbook whose folder is gone, perhaps with a stick. */
  g_autofree char *gone = g_strdup_printf (_ ("%s (not there now)"), name);
  g_autoptr (GMenuItem) item = g_menu_item_new (is_there (folder) ? name : gone, NULL);
  g_menu_item_set_action_and_target (item, "app.open-folder", "s", folder);
  g_menu_append_item (menu, item);
}

void
pt_recent_fill_menu (GSettings *settings, GMenu *menu)
{
  g_auto (GStrv) list = g_settings_get_strv (settings, KEY);
  g_autoptr (GMenu) folders = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  for (guint i = 0; list[i]; i++)
    append_folder (folders, list[i]);
  g_menu_append (others, _ ("_Open Another Logbook…"), "win.open");
  g_menu_append (others, _ ("_New Logbook…"), "win.new-logbook");
  g_menu_remove_all (menu);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (folders));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
}

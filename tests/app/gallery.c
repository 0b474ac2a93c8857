/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a picture of every page, for people to look at: gallery FOLDER [CASE…]. The language is the
 * environment's (LANGUAGE=nl), and so is high contrast (ADW_DEBUG_HIGH_CONTRAST=1), which the folder of a
 * case then says. A case is CONTENT-SIZE-LOOK, such as example-wide-light; without one, all of them are
 * made. tests/README.md says how it is run. */
#include "walk-fixture.h"

#include <glib/gstdio.h>

typedef struct
{
  const char *name;
  GCallback start;
  UiFiller fill;
} Content;

static const Content contents[] = {
  { "first", G_CALLBACK (ui_start), NULL },
  { "empty", G_CALLBACK (ui_start_with_logbook), NULL },
  { "example", G_CALLBACK (ui_start_with_logbook), walk_fill_example },
  { "overfull", G_CALLBACK (ui_start_with_logbook), walk_fill_overfull },
};

static const struct
{
  const char *name;
  int width, height;
} sizes[] = { { "wide", 1180, 760 }, { "narrow", 360, 720 } };

static const struct
{
  const char *name;
  AdwColorScheme scheme;
} looks[] = { { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };

static void
write_picture (Ui *ui, GtkWidget *window, const char *name, gpointer folder)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autofree char *path = g_strdup_printf ("%s/%s.png", (const char *)folder, name);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  const int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return;
  g_autoptr (GdkTexture) texture = gsk_renderer_render_texture (
      gtk_native_get_renderer (GTK_NATIVE (window)), node,
      &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static gboolean
is_wanted (const char *name, char **wanted)
{
  return *wanted == NULL || g_strv_contains ((const char *const *)wanted, name);
}

static void
make (const Content *content, guint size, const char *folder)
{
  Ui ui = { NULL };

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  if (content->start == G_CALLBACK (ui_start))
    {
      ui_start (&ui, NULL);
      walk_welcome (&ui, sizes[size].width, sizes[size].height, write_picture, (gpointer)folder);
    }
  else
    {
      ui_start_with_logbook (&ui, content->fill);
      walk_all (&ui, sizes[size].width, sizes[size].height, write_picture, (gpointer)folder);
    }
  ui_stop (&ui, NULL);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK); /* it shows, it does not judge */
  if (argc < 2)
    {
      g_printerr ("gallery FOLDER [CASE…]\n");
      return 2;
    }
  const gboolean high = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  const char *contrast = high ? "-contrast" : "";
  for (guint c = 0; c < G_N_ELEMENTS (contents); c++)
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
      for (guint l = 0; l < G_N_ELEMENTS (looks); l++)
        {
          g_autofree char *name = g_strjoin ("-", contents[c].name, sizes[s].name, looks[l].name,
                                             NULL);
          g_autofree char *folder = g_strdup_printf ("%s/%s%s", argv[1], name, contrast);
          if (!is_wanted (name, argv + 2))
            continue;
          g_print ("%s\n", name);
          adw_style_manager_set_color_scheme (adw_style_manager_get_default (), looks[l].scheme);
          make (&contents[c], s, folder);
        }
  return 0;
}

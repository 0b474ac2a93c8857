/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look of the house that a story comes from: a logo, two fonts and a colour, over our own look and not
 * instead of it. It is said in a small key file, so that a colleague can be handed a folder with it and the
 * logo:
 *
 *     [house]
 *     logo=logo.png
 *     text-font=Source Serif 4
 *     heading-font=Source Sans 3
 *     accent=#c8102e
 *
 * All may be left out. The logo is read as any file from outside; what cannot be kept to is said in a
 * sentence, and ours is taken. */
#pragma once

#include "pt-photo.h"

G_BEGIN_DECLS

typedef struct
{
  gatomicrefcount refs;
  char *text_font;    /* a family that is installed, for running text; or NULL: ours */
  char *heading_font; /* likewise for titles, captions, tables and heads of pages */
  gboolean has_accent;
  guint32 accent;   /* 0xrrggbb, which can be read on white */
  PtPhoto *logo;    /* or NULL */
  GPtrArray *notes; /* translated sentences: what was not kept to, and why */
} PtHouse;

/**
 * pt_house_load:
 * @path: the key file, or a folder with one that is called `house.ini`
 *
 * Blocks, since another program reads the logo.
 *
 * Returns: (transfer full) (nullable): %NULL with a sentence when the file says what cannot be understood,
 *   or the logo is none
 */
PtHouse *pt_house_load (const char *path, GError **error);
/* The same from the text of such a file; a logo with a relative path is looked for in @folder (nullable). */
PtHouse *pt_house_new (const char *text, const char *folder, GError **error);
PtHouse *pt_house_ref (PtHouse *self);
void pt_house_unref (PtHouse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHouse, pt_house_unref)

/* The fonts of @self, each once, before a %NULL; borrowed. */
void pt_house_list_fonts (const PtHouse *self, const char *families[3]);

/* (transfer full) (nullable): the picture at @path as it is printed, decoded where it can do no harm unless it
 * is a JPEG that goes to print as it is. */
PtPhoto *pt_house_read_logo (const char *path, GError **error);
/* FALSE with a sentence; @text as `#c8102e`. */
gboolean pt_house_parse_colour (const char *text, guint32 *rgb, GError **error);

G_END_DECLS

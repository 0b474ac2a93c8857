/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one header of core/story for programs: compose a narrative and write it. */
#pragma once

#include "pt-html.h"
#include "pt-markdown.h"
#include "pt-narrative.h"
#include "pt-pandoc.h"
#include "pt-pdf.h"

G_BEGIN_DECLS

/* Formats of narratives: id and label, ended by NULL. */
typedef struct
{
  const char *id;        /* "pdf", "html", "md" … */
  const char *label;     /* N_() */
  const char *extension; /* of the file; NULL = a folder */
} PtStoryFormat;

/* The @i-th; NULL past the end. */
const PtStoryFormat *pt_story_format_nth (guint i);
const PtStoryFormat *pt_story_format_find (const char *id);

/* How many pages of A4 it takes: PtNarrativeOptions.count_pages. */
guint pt_story_count_pages (PtDocument *self, gpointer data);

/**
 * pt_story_write:
 * @self: a composed document
 * @format: an id of pt_story_format_nth()
 * @path: the file, or for a folder format the folder; made when it is not there. A folder that is
 *   there must be empty or hold an earlier narrative of this program, which is replaced
 * @data: what it was composed from
 * @options: what it was composed with
 * @watch: (nullable): who looks on and may stop it
 *
 * Returns: FALSE with a sentence for people
 */
gboolean pt_story_write (PtDocument *self, const char *format, const char *path, PtDataset *data,
                         const PtNarrativeOptions *options, const PtStoryWatch *watch,
                         GError **error);

G_END_DECLS

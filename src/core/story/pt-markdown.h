/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as Markdown with its pictures beside it. */
#pragma once

#include "pt-document.h"

G_BEGIN_DECLS

typedef struct
{
  char *path; /* from the folder of the text, with / */
  GBytes *bytes;
} PtStoryFile;

void pt_story_file_free (PtStoryFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtStoryFile, pt_story_file_free)
PtStoryFile *pt_story_file_new (const char *path, char *text); /* takes @text */

/**
 * pt_markdown_write:
 * @self: a document
 * @files: (element-type PtStoryFile): gets the pictures
 *
 * Returns: (transfer full): CommonMark with the tables of GitHub
 */
char *pt_markdown_write (PtDocument *self, GPtrArray *files);

/* (transfer full): @n blocks of @self from @first on as a person would have typed them: without marks
 * of sources, and a quote without who said it. */
char *pt_markdown_write_part (PtDocument *self, guint first, guint n);

/* (transfer full): Markdown that people wrote as the writer would: no tags, no images from elsewhere,
 * no addresses but safe ones. */
char *pt_markdown_clean (const char *text);
/* (transfer full): @text so that no character of it is a mark. */
char *pt_markdown_escape (const char *text);

G_END_DECLS

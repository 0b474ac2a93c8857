/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dataset of an RO-Crate says, as one long text: its own words, steps, and all properties
 * that have no field of their own. */
#pragma once

#include "pt-eln-reader.h"
#include "pt-html-markdown.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;         /* Markdown; may be empty */
  gboolean has_words; /* there is more than the table of properties */
  char *problem;      /* a sentence about what could not be taken, or NULL */
} PtElnBody;

/* @lang: of the words that are added. @image as for pt_html_to_markdown(). */
PtElnBody *pt_eln_body_new (PtEln *eln, JsonObject *dataset, const char *lang, PtHtmlImage image,
                            gpointer data);
void pt_eln_body_free (PtElnBody *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtElnBody, pt_eln_body_free)

/* (transfer full): the text of a comment or a description, from HTML if it is. */
char *pt_eln_words (const char *text, PtHtmlImage image, gpointer data, char **problem);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML from words: every text and every attribute is escaped here and nowhere else, so that a page
 * cannot forget it. Names of elements and attributes come from the program alone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GString *out;
} PtMarkup;

/* Attributes are pairs of name and value, ended by NULL; one whose value is NULL is left out, "" is one
 * without a value. */
void pt_markup_open (PtMarkup *self, const char *element, ...) G_GNUC_NULL_TERMINATED;
void pt_markup_close (PtMarkup *self, const char *element);
void pt_markup_text (PtMarkup *self, const char *text);
/* The whole element around @text. */
void pt_markup_put (PtMarkup *self, const char *element, const char *text,
                    ...) G_GNUC_NULL_TERMINATED;
/* What is HTML already, made by core/story. */
void pt_markup_raw (PtMarkup *self, const char *html);

G_END_DECLS

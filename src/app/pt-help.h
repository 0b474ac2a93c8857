/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the help, in data/help, which are part of the program: what there are, what is in them,
 * and which one belongs to the place where somebody is. No widgets; pt-help-window.h shows them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id; /* the name of its file; static */
  char *title;    /* its first heading */
  char *text;     /* light Markdown, without that heading; links to others are help:ID */
  char *folded;   /* title and text, for searching */
} PtHelpPage;

/**
 * pt_help_list:
 * @lang: `nl` or `en`
 *
 * Returns: (transfer full) (element-type PtHelpPage): all pages, in the order in which one would read
 *   them
 */
GPtrArray *pt_help_list (const char *lang);

/**
 * pt_help_search:
 * @pages: from pt_help_list()
 * @words: what somebody typed; case and accents do not count; "" = all
 *
 * Returns: (transfer container): the pages that have all of these words, borrowed from @pages; those with
 *   one in their title first
 */
GPtrArray *pt_help_search (GPtrArray *pages, const char *words);

/* @where: the id of a place, "welcome", "review", or the type name of a window. The id of the page that
 * explains it; where nothing does, the first page. */
const char *pt_help_find_for (const char *where);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of unknown origin to UTF-8: what spreadsheets and old programs write. Knows no format. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *text; /* UTF-8 without BOM and without NUL inside */
  gsize length;
  const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252" */
  guint n_unreadable;   /* bytes that had to be replaced by U+FFFD */
} PtDecoded;

/**
 * pt_text_decode:
 *
 * UTF-16 and UTF-8 by their BOM; without one UTF-16 by the zeros of its ASCII, UTF-8 if it is
 * valid, else Windows-1252, which holds Latin-1.
 *
 * Returns: (transfer full) (nullable): %NULL with a %PT_IMPORT_ERROR when it is no text
 */
PtDecoded *pt_text_decode (GBytes *bytes, GError **error);
void pt_decoded_free (PtDecoded *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDecoded, pt_decoded_free)

/* (transfer full): @text without case, accents, spaces and punctuation, to compare names by. */
char *pt_text_fold (const char *text);

G_END_DECLS

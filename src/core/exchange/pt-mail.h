/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved message (.eml, RFC 5322 and MIME): who, when, about what, its words and its files. Nothing
 * is fetched and nothing in it is run. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *filename; /* without folders; never empty */
  GBytes *bytes;
} PtMailFile;

typedef struct
{
  char *from;       /* as it is written there; "" when not said */
  char *subject;    /* likewise */
  char *moment;     /* on the sender's wall; NULL = not said */
  char *text;       /* light Markdown */
  GPtrArray *files; /* PtMailFile */
} PtMail;

/* (transfer full) (nullable): %NULL with a %PT_IMPORT_ERROR when it is no message, or a larger one than
 * pt-import-limits.h says. */
PtMail *pt_mail_read (GBytes *bytes, GError **error);
void pt_mail_free (PtMail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtMail, pt_mail_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conversation that WhatsApp exported: its text, or a zip with text and photos. Whoever speaks there
 * is called as in the phone; who that is in the logbook is asked when it is saved. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *moment;
  char *sender; /* NULL = the program itself says something */
  char *text;
  char *filename; /* of what was sent along; NULL = nothing */
} PtChatMessage;

typedef struct _PtChat PtChat;

/* (transfer full) (nullable): of a zip or a text; %NULL with a %PT_IMPORT_ERROR. */
PtChat *pt_chat_read (GBytes *bytes, GError **error);
void pt_chat_free (PtChat *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtChat, pt_chat_free)

/* (transfer none) (element-type PtChatMessage): in the order said; never empty. */
GPtrArray *pt_chat_get_messages (PtChat *self);
/* (transfer full) (nullable): what was sent along; %NULL when it is not in the export. */
GBytes *pt_chat_read_file (PtChat *self, const char *filename, GError **error);

/**
 * pt_chat_dup_text:
 * @max: at most so many messages, the last ones
 * @lang: of the dates between the days
 *
 * Returns: (transfer full): light Markdown
 */
char *pt_chat_dup_text (PtChat *self, guint max, const char *lang);

G_END_DECLS

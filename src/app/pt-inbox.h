/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inbox folder: what a phone or a download left there and nobody has looked at yet. Watches the
 * folder; changes nothing in it by itself. No widgets. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PT_INBOX_SETTING "inbox-folder"

typedef enum
{
  PT_INBOX_PHOTO,
  PT_INBOX_AUDIO,
  PT_INBOX_TEXT,
  PT_INBOX_MAIL,
  PT_INBOX_CHAT,
  PT_INBOX_CALENDAR,
  PT_N_INBOX_KINDS,
} PtInboxKind;

typedef struct
{
  GFile *file;
  char *name;
  PtInboxKind kind;
  char *moment; /* when it was made or came, on this laptop's clock */
} PtInboxItem;

const char *pt_inbox_kind_label (PtInboxKind kind); /* translated */
const char *pt_inbox_kind_icon (PtInboxKind kind);
/* FALSE = such a file is none of ours. */
gboolean pt_inbox_find_kind (const char *name, PtInboxKind *out);

#define PT_TYPE_INBOX (pt_inbox_get_type ())
G_DECLARE_FINAL_TYPE (PtInbox, pt_inbox, PT, INBOX, GObject)

/* Signal changed (): the items are others. */
PtInbox *pt_inbox_new (void);
/* @folder (nullable): NULL = none. */
void pt_inbox_set_folder (PtInbox *self, const char *folder);
const char *pt_inbox_get_folder (PtInbox *self);
/* (transfer none) (element-type PtInboxItem): the newest first, calendars too. */
GPtrArray *pt_inbox_get_items (PtInbox *self);

G_END_DECLS

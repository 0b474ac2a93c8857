/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of attachments on the hub's disk, per logbook: files/LOGBOOK/SHA256, the same with
 * `.part` while it grows and with `.thumb` for its small picture. Who may have them is decided
 * elsewhere (pt-file-handlers.c). Several processes may serve one folder. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

#define PT_HUB_FILE_PART ".part"
#define PT_HUB_FILE_THUMB ".thumb"

/* (transfer full): @suffix "" is the whole file. */
char *pt_hub_files_path (PtHub *hub, const char *logbook, const char *sha256, const char *suffix);
int64_t pt_hub_files_size (const char *path); /* bytes; -1 = not there */
gboolean pt_hub_files_has_thumb (PtHub *hub, const char *logbook, const char *sha256);

/**
 * pt_hub_files_remove:
 *
 * Takes the whole file, its part and its small picture away; not an error when none is there.
 */
gboolean pt_hub_files_remove (PtHub *hub, const char *logbook, const char *sha256, GError **error);

/**
 * pt_hub_files_has_room:
 * @begins: the file is new here: what its logbook holds is counted too
 * @bytes: that would come
 *
 * By hub.conf: the most that one logbook may hold, and what must stay free on the disk.
 */
gboolean pt_hub_files_has_room (PtHub *hub, const char *logbook, gboolean begins, int64_t bytes);

/**
 * pt_hub_files_open_part:
 *
 * Opens what has come of a file, or begins it, and waits until nobody else appends to it; closing
 * lets the next one in.
 *
 * Returns: a file descriptor; -1 with @error
 */
int pt_hub_files_open_part (PtHub *hub, const char *logbook, const char *sha256, GError **error);

/* Puts @chunk at @offset and cuts what stood behind; on disk when it returns, so that an offset once
 * said stays true. */
gboolean pt_hub_files_append (int fd, int64_t offset, GBytes *chunk, GError **error);
/* Gives a complete part its name; on disk when it returns. */
gboolean pt_hub_files_settle (PtHub *hub, const char *logbook, const char *sha256, GError **error);
/* At once or not at all, in place of one that was there. */
gboolean pt_hub_files_set_thumb (PtHub *hub, const char *logbook, const char *sha256,
                                 GBytes *picture, GError **error);
/* Whether the bytes of the file behind @fd have that hash. */
gboolean pt_hub_files_check (int fd, const char *sha256, gboolean *same, GError **error);

/* The disk is full: said to the laptop as such. */
gboolean pt_hub_files_is_full (const GError *error);

G_END_DECLS

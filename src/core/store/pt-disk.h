/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the disk that a folder is on is encrypted, as far as Linux lets a program see: a laptop that
 * is stolen gives away what an unencrypted disk holds, whatever the program seals. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PT_DISK_ENCRYPTED,
  PT_DISK_PLAIN,   /* a disk of this computer, and nothing encrypts it that can be seen */
  PT_DISK_UNKNOWN, /* a network folder, memory, or a system that does not tell */
} PtDiskState;

/**
 * pt_disk_check:
 * @folder: an existing one
 * @root: (nullable): where /proc and /sys are looked for; %NULL for "/"
 *
 * Reads a few small files: fit for the main thread.
 */
PtDiskState pt_disk_check (const char *folder, const char *root);
const char *pt_disk_state_id (PtDiskState state); /* "encrypted", "plain", "unknown" */
/* One sentence, translated. */
const char *pt_disk_state_sentence (PtDiskState state);

G_END_DECLS

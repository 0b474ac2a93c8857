/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the machine itself does in the same run: nobody syncs faster than this. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows of these texts that SQLite inserts per second in one transaction on disk, with the id as key
 * and one index. */
double bench_raw_inserts (const char *folder, GPtrArray *texts);

/* Milliseconds for one row in a transaction of its own, on disk. */
double bench_raw_commit_ms (const char *folder);

/* Bytes per second from one thread to another over TLS 1.3 on loopback; GnuTLS on both sides, key and
 * certificate of the hub in @hub_folder. */
double bench_raw_tls (const char *hub_folder);

G_END_DECLS

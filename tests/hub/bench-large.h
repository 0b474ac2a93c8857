/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A logbook of many records on a hub and two laptops, made within minutes. */
#pragma once

#include "hub-fixture.h"

G_BEGIN_DECLS

/* The hub at @hub_folder gets @n records; @one pulls them, and @other is a copy of it that the hub knows
 * as a laptop of its own. Both are (out) (transfer full). */
void bench_large_prepare (const char *hub_folder, guint n, Laptop **one, Laptop **other);

G_END_DECLS

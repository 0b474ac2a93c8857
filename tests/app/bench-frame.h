/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programs that bench-app starts have in common: they say `name: figure` when something is on
 * the screen, counted from the moment that PT_BENCH_BEGAN names. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BENCH_WIDTH 1100
#define BENCH_HEIGHT 760

typedef gboolean (*BenchReady) (GtkWindow *window);
typedef void (*BenchDrawn) (GtkWindow *window, gpointer data);

/* Calls @drawn once, after the first frame of @window that @ready (nullable) is content with. */
void bench_when_drawn (GtkWindow *window, BenchReady ready, BenchDrawn drawn, gpointer data);

void bench_say (const char *name, double figure);
/* In ms. */
void bench_say_since_start (const char *name);
/* When nothing has happened for two seconds, the memory that only this process has, in MB; then
 * @application ends. */
void bench_say_memory_later (GApplication *application);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A home of the test's own: no file of the person who runs it is read or written, and no session bus
 * is asked. (GLib's own isolation keeps its folder names until the end, which LeakSanitizer reports.) */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Instead of g_test_init(); before anything else. */
void test_home_init (int *argc, char ***argv);
/* Empties g_get_user_data_dir(), where tests put their folders; for each set-up. */
void test_home_clean (void);
/* Instead of g_test_run(); removes the home. */
int test_home_run (void);
/* The same for a program that is no test: removes the home and returns @status. */
int test_home_end (int status);

G_END_DECLS

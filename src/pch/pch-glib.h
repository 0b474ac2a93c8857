/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nearly every file of core and hub includes, read once for each library when a whole build is
 * made (-Db_pch=true in run and check). No file counts on it: everyday builds go without. */
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

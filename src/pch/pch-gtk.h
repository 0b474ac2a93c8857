/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As pch-glib.h, for the app. */
#include <adwaita.h>
#include <glib/gi18n-lib.h>

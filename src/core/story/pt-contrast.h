/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a colour can be read on another (WCAG 2.1, success criterion 1.4.3), and the nearest that can. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What text of any size needs. */
#define PT_CONTRAST_ENOUGH 4.5

/* From 1 to 21, of two colours 0xrrggbb, whichever is the paper. */
double pt_contrast (guint32 one, guint32 other);
/* @colour itself where it is enough on @paper; else darker, or lighter on dark paper, by no more than it
 * needs. */
guint32 pt_contrast_fit (guint32 colour, guint32 paper);

G_END_DECLS

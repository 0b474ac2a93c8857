/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Up to three sentences beside what they are about, for somebody who sees a window for the first time.
 * They take neither the focus nor what is being typed; Escape or their button goes on to the next. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_COACH_MARKS_MOST 3

typedef struct
{
  GtkWidget *at;
  GtkPositionType side; /* of @at on which it stands */
  const char *words;    /* translated */
} PtCoachMark;

/**
 * pt_coach_begin:
 * @window: a window
 * @marks: at most %PT_COACH_MARKS_MOST; copied
 * @n: how many
 *
 * Shows them one after the other; what cannot be seen now is passed over. They end with the window.
 */
void pt_coach_begin (GtkWindow *window, const PtCoachMark *marks, guint n);

G_END_DECLS

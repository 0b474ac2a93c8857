/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a moment is chosen: by a button, a calendar or in words. */
#pragma once

#include "pt-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What is asked for. */
typedef struct
{
  const char *nothing; /* NC_(), of "moment": while nothing is chosen */
  const char *spoken;  /* N_(): with a placeholder for it */
  const char *day;     /* N_(): the day that is one key away */
  int days;            /* from today to it */
  const char *example; /* N_() */
  char *(*parse) (const char *text, const char *today);
} PtWhenQuestion;

#define PT_TYPE_WHEN_POPOVER (pt_when_popover_get_type ())
G_DECLARE_FINAL_TYPE (PtWhenPopover, pt_when_popover, PT, WHEN_POPOVER, GtkPopover)

/* @question outlives it. Signal chosen (const char *moment): NULL = nothing in particular */
GtkWidget *pt_when_popover_new (PtWorld *world, const PtWhenQuestion *question);
/* As it opens; @moment is shown in the calendar, or today. */
void pt_when_popover_start (PtWhenPopover *self, const char *moment);

G_END_DECLS

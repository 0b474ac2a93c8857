/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection of one laptop among thousands: HTTPS with keep-alive, one request at a time, never waiting. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Line Line;

typedef enum
{
  LINE_BUSY,
  LINE_ANSWERED,
  LINE_BROKEN, /* and closed; the next request connects again */
} LineState;

/* @epoll: the line is added to it whenever it connects, with @data as its word. */
Line *line_new (int epoll, guint16 port, gpointer data);
void line_free (Line *self);

/* Takes the text of a whole request. */
void line_ask (Line *self, GString *request);
/* Moves what can be moved now. */
LineState line_move (Line *self);
void line_break (Line *self);

/* Of the last answer. */
guint line_get_status (Line *self);
const char *line_get_body (Line *self, gsize *size);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before words are there for good: do they name somebody who is protected? Stands under what is
 * written, and is not seen until it has a question. */
#pragma once

#include "pt-logbook.h"
#include "pt-named.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_NAME_ASK (pt_name_ask_get_type ())
G_DECLARE_FINAL_TYPE (PtNameAsk, pt_name_ask, PT, NAME_ASK, GtkBox)

/* Signals:
 *   replace (const PtNamed *): the name is to make way, and then the words are asked about again
 *   go-on (): they may be kept as they are
 */

/* @keep (nullable): what the button says that leaves the name; %NULL for pt_name_ask_look(). */
GtkWidget *pt_name_ask_new (PtLogbook *logbook, const char *keep);
/* Looks for real names in @words on a worker; "go-on" follows at once when it has asked before. */
void pt_name_ask_about (PtNameAsk *self, const char *words);
/* The same for words that are kept anyhow, as they are typed: the question stands there, takes no focus,
 * and nothing goes on. @keep was %NULL. */
void pt_name_ask_look (PtNameAsk *self, const char *words);
/* The words are others now. */
void pt_name_ask_forget (PtNameAsk *self);

G_END_DECLS

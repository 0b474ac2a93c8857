/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-body-text.h"

#include "pt-markdown-text.h"
#include "pt-mention-text.h"
#include "pt-spell-text.h"

void
pt_body_text_watch (GtkTextView *view, PtLogbook *logbook)
{
  pt_mention_text_watch (view, logbook);
  pt_markdown_text_watch (view);
  pt_spell_text_watch (view, logbook);
}

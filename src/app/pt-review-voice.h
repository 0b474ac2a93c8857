/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody at the table: a button, by click or by one key, in which their view is written down on their
 * behalf. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_REVIEW_VOICE (pt_review_voice_get_type ())
G_DECLARE_FINAL_TYPE (PtReviewVoice, pt_review_voice, PT, REVIEW_VOICE, AdwBin)

/* Signals:
 *   said (const char *kind, const char *words, const char *voice): kind is a key of comment.kind, words
 *     may be ""; voice is a role in words, "" for a person
 */

/* @person: (nullable): id; NULL = somebody who is only a role; @key: a letter, or '+'. */
GtkWidget *pt_review_voice_new (const char *person, const char *name, char key);
const char *pt_review_voice_get_person (PtReviewVoice *self); /* (nullable) */
char pt_review_voice_get_key (PtReviewVoice *self);
/* Opens it, as its key does. */
void pt_review_voice_open (PtReviewVoice *self);
/* What they said about what is on the table; NULL = nothing yet. */
void pt_review_voice_set_said (PtReviewVoice *self, const char *kind);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule 6: the words that carry a reader from one day to another follow from the distance in days,
 * and no such words stand twice on a page. The same memory keeps other connections varied. */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* About what a printed page holds. */
#define PT_PACE_PAGE_WORDS 400

typedef struct _PtPace PtPace;

PtPace *pt_pace_new (const char *lang);
void pt_pace_free (PtPace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtPace, pt_pace_free)

/* @words more have been told. */
void pt_pace_tell (PtPace *self, guint words);
/**
 * pt_pace_time:
 * @before: the day that the reader is at; NULL = nowhere yet
 * @date: the day to go to, not before @before
 *
 * Returns: (transfer full) (nullable): capitalised time words; NULL when this page has them all
 */
char *pt_pace_time (PtPace *self, const char *before, const char *date);
/* Whether this page misses one of @variants. */
bool pt_pace_has_fresh (PtPace *self, const char *const *variants, guint n);
/* The first of @variants (at most @n, NULL ends) that this page does not have yet, else the one
 * that was used longest ago. Borrowed: an msgid. */
const char *pt_pace_pick (PtPace *self, const char *const *variants, guint n);

G_END_DECLS

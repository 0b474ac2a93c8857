/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody writes in a page, on the same way as what a laptop sends: an op with a dot of its own
 * and what its author had seen, through the push handler, with all that comes of it. */
#pragma once

#include "pt-edit.h"
#include "pt-web-page.h"

G_BEGIN_DECLS

/* What became of it. */
typedef enum
{
  PT_WEB_PAGE_SAVED,
  PT_WEB_PAGE_SAVED_BESIDE, /* somebody wrote otherwise meanwhile: both versions are kept */
  PT_WEB_PAGE_SET_ASIDE,    /* the role was changed meanwhile: the coordinator decides */
  PT_WEB_PAGE_NOT_ALLOWED,  /* nothing was saved */
} PtWebPageSaved;

/**
 * pt_web_page_save:
 * @edits: (element-type PtEdit): all or nothing; empty ones are left out
 * @op: (nullable): id of the save of the first edit, so that one that comes twice is one
 * @out: (out): the worst that became of them
 *
 * Roles are asked first, so that a page never sets something aside on purpose.
 *
 * Returns: %FALSE with @error: a value is wrong (%PT_VALIDATE_ERROR), or the hub cannot do it now
 */
gboolean pt_web_page_save (PtWebPage *self, GPtrArray *edits, const char *op, PtWebPageSaved *out,
                           GError **error);
/**
 * pt_web_page_save_one:
 * @edit: (transfer full): a change of one record
 * @place: the page of this logbook that shows it, e.g. "review/ID"
 *
 * Returns: (transfer full): the way to @place, which says what became of it (pt_web_page_put_saved()), or why not
 */
PtHubResponse *pt_web_page_save_one (PtWebPage *self, PtEdit *edit, const char *place);
/* What became of what was saved a moment ago, by the address; nothing where there is nothing to say. */
void pt_web_page_put_saved (PtWebPage *self);

/* Whether the caller's role would allow it. */
gboolean pt_web_page_may_save (PtWebPage *self, const PtEdit *edit);
/* Likewise for a change of @field of @record, or for a new record of @kind when it is %NULL. */
gboolean pt_web_page_may_set (PtWebPage *self, const char *kind, PtRecord *record,
                              const char *field, const char *value);

/* A new one, shared so far that who makes it sees it; @id (nullable) as the form says. */
PtEdit *pt_web_page_new_edit (PtWebPage *self, const char *kind, const char *id);

/* ── Fields of a form that change a record ── */

/* Hidden fields: what is seen now. */
void pt_web_page_put_seen (PtWebPage *self, PtRecord *record);
/* A text area of @field, with its hidden companion that tells what was changed. */
void pt_web_page_put_area (PtWebPage *self, PtRecord *record, const char *field, const char *hint,
                           guint rows);
/* (transfer full) (nullable): a change of @record as of what its form had seen; NULL for a form that
 * does not say. */
PtEdit *pt_web_page_read_edit (PtWebPage *self, PtRecord *record);
/* Sets @field of @edit when its area was changed. */
void pt_web_page_read_area (PtWebPage *self, PtEdit *edit, const char *field);

G_END_DECLS

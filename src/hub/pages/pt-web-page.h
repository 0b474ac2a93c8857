/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page while it is made: who asks, what they may see, in which language, and what stands in it so far.
 * Its frame (head, navigation, foot) is put around it at the end. */
#pragma once

#include "pt-markup.h"
#include "pt-replica.h"

G_BEGIN_DECLS

typedef struct
{
  PtHub *hub;
  PtJournal *journal;
  PtHubRequest *request;
  const PtCaller *caller; /* NULL = nobody is signed in */
  const char *lang;       /* "nl" or "en" */
  PtViewClass class;
  PtSnapshot *snapshot; /* NULL when nobody is signed in */
  PtDataset *data;      /* what the caller may see; NULL likewise */
  char *today;
  gboolean live;  /* the page says when there is something new */
  gboolean mixed; /* its rows are of several kinds, which they say */
  gboolean alone; /* it is kept by browsers: nothing stands in it that is somebody's */
  PtMarkup markup;
} PtWebPage;

/**
 * pt_web_page_new:
 * @refusal: (out) (transfer full): when the logbook cannot be read now
 *
 * Returns: (transfer full) (nullable): an empty page
 */
PtWebPage *pt_web_page_new (PtHub *hub, PtJournal *journal, PtHubRequest *request,
                            PtHubResponse **refusal);
void pt_web_page_free (PtWebPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtWebPage, pt_web_page_free)

/* The words of the reader's language; mark them N_(). Borrowed. */
const char *pt_web_page_say (const PtWebPage *self, const char *msgid);
/* (transfer full): likewise with a number behind it. */
char *pt_web_page_count (const PtWebPage *self, const char *msgid, guint n);

/* (transfer full): with the frame around it. @title: in the reader's language. */
PtHubResponse *pt_web_page_finish (PtWebPage *self, guint status, const char *title);

/* (transfer full): the address of something of this logbook, e.g. "review". */
char *pt_web_page_path (const PtWebPage *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* <form method="post"> with what proves it to be ours; @files: it may bring some. */
void pt_web_page_open_form (PtWebPage *self, const char *action, gboolean files);
/* A button that does one thing by a form of its own. */
void pt_web_page_put_button (PtWebPage *self, const char *action, const char *name,
                             const char *value, const char *label, const char *style);

/* Answers that are no page of a logbook. @sentence: marked N_(). */
PtHubResponse *pt_web_page_sorry (PtHub *hub, PtHubRequest *request, guint status,
                                  const char *sentence);
PtHubResponse *pt_web_page_not_found (PtHub *hub, PtHubRequest *request);
PtHubResponse *pt_web_page_trouble (PtHub *hub, PtHubRequest *request, const GError *error);
/* (transfer full): @answer (transfer full), or for a problem+json a page that says it to a person. */
PtHubResponse *pt_web_page_dress (PtHub *hub, PtHubRequest *request, PtHubResponse *answer);
/* 303: look there. */
PtHubResponse *pt_web_page_go (const char *path);
/* The same address once more, asked by us. */
PtHubResponse *pt_web_page_again (PtHub *hub, PtHubRequest *request);

/* The reader's language: chosen, else what the browser prefers. */
const char *pt_web_page_lang (const PtHubRequest *request);
#define PT_WEB_PAGE_LANG_COOKIE "__Host-pt-lang"

G_END_DECLS

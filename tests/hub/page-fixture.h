/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hub with one logbook, whose pages are asked as a browser asks them, without a network. */
#pragma once

#include "hub-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  HubFixture hub;
  Laptop *an;
  PtJournal *journal;
  const char *address; /* from where the browser comes; NULL = this computer */
} PageFixture;

/* With g_test_add(). */
void page_fixture_set_up (PageFixture *self, gconstpointer data);
void page_fixture_tear_down (PageFixture *self, gconstpointer data);

typedef struct
{
  char *cookie; /* "name=value"; NULL = none */
  char *secret; /* its value */
} Browser;
void browser_clear (Browser *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Browser, browser_clear)

typedef struct
{
  guint status;
  char *body;
  char *location; /* or NULL */
  char *cookie;   /* the first that is set; or NULL */
} Seen;
void seen_clear (Seen *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seen, seen_clear)

/* @headers: names and values in turn, ended by NULL; or NULL. */
void page_send (PageFixture *self, const Browser *browser, const char *method, const char *address,
                const char *body, const char *const *headers, Seen *out);
void page_look (PageFixture *self, const Browser *browser, const char *address, Seen *out);
/* With the hidden field that the page would have had. @fields: escaped already. */
void page_post (PageFixture *self, const Browser *browser, const char *address, const char *fields,
                Seen *out);
/* What a visitor has before anybody knows who it is. */
void page_arrive (PageFixture *self, Browser *out);
void page_try_code (PageFixture *self, const PtInvite *invite, const char *code, Seen *out);
/* Into the logbook of the fixture. */
void page_sign_in (PageFixture *self, const char *role, Browser *out);
/* (transfer full): an address of that logbook. */
char *page_address (PageFixture *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* (transfer full): the id of a new record; @fields: names and values in turn, "TRUE" is a boolean. */
char *laptop_add (Laptop *laptop, const char *kind, const char *const *fields);
#define ADD_RECORD(laptop, kind, ...)                                                              \
  laptop_add (laptop, kind, (const char *const[]){ __VA_ARGS__, NULL })

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stylesheet and the scripts of the pages. Their addresses have the hash of what is in them, so that
 * browsers keep them for ever and never have an old one. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

#define PT_WEB_PAGE_FILE_STYLE "hub.css"
#define PT_WEB_PAGE_FILE_SCRIPT "hub.js"
#define PT_WEB_PAGE_FILE_WORKER "note-worker.js"

/* (transfer full): /static/HASH-NAME */
char *pt_web_page_file_path (const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a browser sends with a form (WHATWG HTML §4.10.22): names and values, and files. Pure; all that
 * comes in is bounded by the body's size and the counts below. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PT_FORM_MAX_FIELDS 200
#define PT_FORM_MAX_FILES 20

typedef struct
{
  char *name;     /* of the field */
  char *filename; /* as the browser says it, without any folder; "" = none was chosen */
  GBytes *bytes;
} PtFormFile;

typedef struct
{
  GHashTable *fields; /* the last value of each name */
  GPtrArray *files;   /* PtFormFile with something in them */
} PtForm;

/**
 * pt_form_parse:
 * @type: the header Content-Type
 * @body: what came
 *
 * Values are valid UTF-8, with line ends as "\n" and without other control characters.
 *
 * Returns: (transfer full) (nullable): %NULL for what no browser sends
 */
PtForm *pt_form_parse (const char *type, GBytes *body);
void pt_form_free (PtForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtForm, pt_form_free)

/* "" when it is not there. Borrowed. */
const char *pt_form_get (const PtForm *self, const char *name);
gboolean pt_form_has (const PtForm *self, const char *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries that are found when something of them is done for the first time, and not linked. To share, to finish a PDF
 * and to write a workbook bring forty libraries along, half of the time that a program needs to begin; a note is
 * written without any of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  size_t offset; /* of the pointer to it, in a struct */
} PtLateFunction;

/* A member and a row for @prefix_@name, for lists that are said once. */
#define PT_LATE_MEMBER(prefix, name) __typeof__ (prefix##name) *name;
#define PT_LATE_ROW(type, prefix, name) { #prefix #name, G_STRUCT_OFFSET (type, name) },

/**
 * pt_late_find:
 * @library: file name of a library, as programs that are linked to it look for it
 * @functions: @n functions of it
 * @table: where their addresses go
 *
 * Returns: %FALSE when the library or one of them is not there, which is noted in the journal
 */
gboolean pt_late_find (const char *library, const PtLateFunction *functions, guint n,
                       gpointer table);

/* Sets an error of %G_FILE_ERROR that says so to people. */
void pt_late_set_missing (GError **error, const char *library);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for files: the one place that knows which chooser GTK has for it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  PT_FILE_DIALOG_OPEN,
  PT_FILE_DIALOG_OPEN_SEVERAL,
  PT_FILE_DIALOG_FOLDER,
  PT_FILE_DIALOG_SAVE,
} PtFileDialogKind;

/* @files: GFile, at least one. */
typedef void (*PtFilesChosen) (GListModel *files, gpointer object);

/**
 * pt_file_dialog_show:
 * @from: any widget of the window
 * @title: translated
 * @accept: translated, with a mnemonic
 * @name: (nullable): the proposed name of a file to save
 * @chosen: called when somebody chose; not called when they thought better of it
 * @object: a GObject given to @chosen; not called when it is gone by then
 */
void pt_file_dialog_show (GtkWidget *from, PtFileDialogKind kind, const char *title,
                          const char *accept, const char *name, PtFilesChosen chosen,
                          gpointer object);

G_END_DECLS

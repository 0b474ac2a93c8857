/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a field row, shared by the files that make the editors. One table of operations per
 * kind of value; the life of an edit (opened, touched, left, saved) is the same for all of them. */
#pragma once

#include "pt-field-row.h"

G_BEGIN_DECLS

#define PT_FIELD_ROW_SAVE_DELAY_MS 1000 /* after the last key */
#define PT_FIELD_ROW_SAVE_MOST_MS 1500  /* after the first, while somebody types on */

typedef struct
{
  /* Builds the editor into row->editor; may keep parts in row->parts. */
  void (*make) (PtFieldRow *row);
  /* Shows the value of row->record; called only while nobody edits. */
  void (*show) (PtFieldRow *row);
  /* What stands in the editor into @edit; FALSE with a sentence when it is no such value. */
  gboolean (*read) (PtFieldRow *row, PtEdit *edit, GError **error);
  /* Puts the cursor into the editor; NULL = grab the focus of the editor. */
  void (*open) (PtFieldRow *row);
  /* The editor was left and its value is saved or unchanged; NULL = nothing to tidy. */
  void (*left) (PtFieldRow *row);
  gboolean beside; /* the editor stands beside its caption, not under it */
} PtFieldRowOps;

struct _PtFieldRow
{
  AdwPreferencesRow parent_instance;

  PtLogbook *logbook;
  const PtRecordKind *kind;
  const PtField *field;
  const PtFieldRowOps *ops;
  PtFieldRowLook look;

  PtRecord *record; /* what the editor shows */
  PtDataset *around;
  PtRecord *newer; /* arrived while somebody was typing */
  PtDataset *newer_around;

  PtEdit *edit;   /* made when the editor opened */
  PtVector *seen; /* of the editor's opening; kept over its saves */
  PtValue *sent;  /* what the last commit set */
  guint save_source;
  int64_t typed_at; /* monotonic µs: the first of what is not yet committed */
  gboolean showing; /* the program writes into the editor */
  gboolean dirty;   /* typed, and not yet committed */
  gboolean saving;  /* committed, and not yet answered */
  gboolean wrong;   /* what is typed is no value of this kind */
  gboolean inside;  /* somebody is in the editor */

  GtkWidget *column;
  GtkWidget *caption;
  GtkWidget *editor;
  GtkWidget *sentence;
  GtkWidget *notice;   /* a question under the row, e.g. about a real name; or NULL */
  GtkWidget *parts[4]; /* of the editor, by the file that makes it */
  GHashTable *names;   /* id → title of records picked here and not yet in @around */
  GCancellable *cancellable;
};

extern const PtFieldRowOps pt_field_row_text_ops;
extern const PtFieldRowOps pt_field_row_number_ops; /* int, real, quantity */
extern const PtFieldRowOps pt_field_row_long_ops;
extern const PtFieldRowOps pt_field_row_date_ops; /* date, moment, instant */
extern const PtFieldRowOps pt_field_row_enum_ops;
extern const PtFieldRowOps pt_field_row_bool_ops;
extern const PtFieldRowOps pt_field_row_ref_ops;
extern const PtFieldRowOps pt_field_row_keys_ops;
extern const PtFieldRowOps pt_field_row_tags_ops;
extern const PtFieldRowOps pt_field_row_refs_ops;

/* ── The life of an edit, called by the editors ── */
/* The editor opens: what is shown now is what its author has seen. */
void pt_field_row_opened (PtFieldRow *row);
/* Something was typed; it is committed after a pause. */
void pt_field_row_touched (PtFieldRow *row);
/* The editor was left: commits, and shows what the logbook holds. */
void pt_field_row_close (PtFieldRow *row);
/* Commits now. */
void pt_field_row_commit (PtFieldRow *row);
/* For editors whose every act is a save: a choice, a switch, a chip. */
void pt_field_row_acted (PtFieldRow *row);

/* Forgets the edit: nothing was typed, or it is saved. */
void pt_field_row_drop_edit (PtFieldRow *row);
void pt_field_row_emit_commit (PtFieldRow *row, PtEdit *edit);

/* ── Helpers ── */
void pt_field_row_say (PtFieldRow *row, const char *sentence, gboolean wrong);
/* (transfer full): as an editor shows it, in the person's language; "" when unset. */
char *pt_field_row_dup_value (PtFieldRow *row);
/* (transfer full): the title of the record or member @id. */
char *pt_field_row_dup_name (PtFieldRow *row, const char *id);
void pt_field_row_label (PtFieldRow *row, GtkWidget *editor);
/* The civil date that relative words count from. (transfer full) */
char *pt_field_row_dup_today (PtFieldRow *row);

/* ── A text that grows with its words: row->parts[PT_PART_VIEW] and its placeholder ── */
enum
{
  PT_PART_VIEW,
  PT_PART_PLACEHOLDER,
  PT_PART_STACK,
  PT_PART_READING,
};
GtkWidget *pt_field_row_make_area (PtFieldRow *row, gboolean one_line);
void pt_field_row_area_load (PtFieldRow *row, const char *text);

/* ── Real names: asks whether @text names somebody, and offers the pseudonym ── */
void pt_field_row_names_check (PtFieldRow *row, const char *text);

G_END_DECLS

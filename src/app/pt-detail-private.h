/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the page: pt-detail.c shows and loads, -sections.c holds what hangs on the record,
 * -actions.c what can be done. */
#pragma once

#include "pt-detail-load.h"
#include "pt-detail.h"
#include "pt-form.h"
#include "pt-reader.h"

G_BEGIN_DECLS

struct _PtDetail
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  char *id;
  char *title;
  PtDetailData *data; /* what is shown; NULL for a draft */
  PtReader *reader;
  PtReader *flags_reader; /* of a draft */
  gboolean is_draft;      /* the first save is still to come */
  gboolean scroll_up;     /* the next load is of another record */
  char *open_field;       /* to put the cursor in when the record is there; or NULL */
  PtEdit *draft;          /* while its form's flags are read */
  GSimpleActionGroup *record_actions;

  GtkStack *stack;
  AdwStatusPage *problem;
  GtkScrolledWindow *page;
  GtkWidget *column;
  GtkWidget *crumb;
  GtkLabel *crumb_label;
  GtkBox *form_place;
  GtkBox *sections;

  GtkWidget *form;
  GtkWidget *head;
  GtkWidget *consent;
  GtkWidget *twins;
  GtkWidget *identity;
  GtkWidget *preview;
  GtkWidget *actions;
  GtkWidget *links;
  GtkWidget *children_place;
  GPtrArray *children; /* PtDetailChildren of the kind that is shown */
  const PtRecordKind *children_of;
  GtkWidget *attachments;
  GtkWidget *comments;
  GtkWidget *history;
};

/* -sections.c */
void pt_detail_make_sections (PtDetail *self);
void pt_detail_show_sections (PtDetail *self, const PtDetailData *data);

/* -actions.c */
void pt_detail_class_install_acts (GtkWidgetClass *widget_class);
void pt_detail_install_acts (PtDetail *self);
void pt_detail_update_acts (PtDetail *self);
void pt_detail_change_status (PtDetail *self, const char *status, const char *missing);
void pt_detail_follow (PtDetail *self, const char *id);
/* It was wanted private and cannot be: says so, and offers a copy where there can be one. */
void pt_detail_offer_copy (PtDetail *self, const char *why);

/* pt-detail.c */
void pt_detail_emit_open_record (PtDetail *self, const char *id);

G_END_DECLS

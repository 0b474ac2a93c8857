/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders while the app runs, as notifications; while it does not: pt-reminding-away. What is due is
 * decided in core/model, here the dates are looked up and what was said is remembered. */
#pragma once

#include "pt-logbook.h"
#include "pt-reminders.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_REMINDING (pt_reminding_get_type ())
G_DECLARE_FINAL_TYPE (PtReminding, pt_reminding, PT, REMINDING, GObject)

/* Looks a little later, and then every hour, as long as it lives. */
PtReminding *pt_reminding_new (GApplication *application, PtLogbook *logbook);
/* (transfer full): the setting that switches @kind off. */
char *pt_reminding_dup_setting (PtReminderKind kind);

typedef struct
{
  PtReminderKind kind;
  char *sentence;
} PtReminder;

/* Says it as a notification of @application. */
void pt_reminding_tell (GApplication *application, const PtReminder *reminder);

/* A PtStoreJob without data. (transfer full) (element-type PtReminder): what is due today; it is
 * remembered as said. */
gpointer pt_reminding_job (PtStore *store, gpointer data, GCancellable *cancellable,
                           GError **error);

G_END_DECLS

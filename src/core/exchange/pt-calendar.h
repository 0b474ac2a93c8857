/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The appointments of one day from a calendar file (.ics, RFC 5545): what is on, when and where. Not a
 * calendar: who is invited, alarms and changes of single occurrences are left where they are. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *summary; /* never empty */
  char *place;   /* "" when not said */
  char *moment;  /* the day, with a time unless it is about the whole day */
} PtAppointment;

void pt_appointment_free (PtAppointment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtAppointment, pt_appointment_free)

/**
 * pt_calendar_read:
 * @date: the day
 * @zone: where the reader is: appointments in other zones are told by its clock
 *
 * Returns: (transfer full) (nullable) (element-type PtAppointment): by time; %NULL with a
 *   %PT_IMPORT_ERROR when it is no calendar, or larger than pt-import-limits.h says
 */
GPtrArray *pt_calendar_read (GBytes *bytes, const char *date, GTimeZone *zone, GError **error);

G_END_DECLS

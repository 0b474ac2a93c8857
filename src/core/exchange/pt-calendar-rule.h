/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an event that may repeat is on a day. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pt_calendar_rule_matches:
 * @rule: (nullable): an RRULE (RFC 5545 §3.3.10): daily, weekly, monthly or yearly, with INTERVAL, UNTIL,
 *   COUNT, and days of the week; %NULL = once. What it says beyond that is not followed
 * @start: its first moment
 * @end: (nullable): for whole days: the first day after it
 * @date: the day
 */
gboolean pt_calendar_rule_matches (const char *rule, const char *start, const char *end,
                                   const char *date);

G_END_DECLS
